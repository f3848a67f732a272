"""The calls about sessions and credits: what is asked of them, and what they answer."""

from attrs import define

from ..refusal import invalid, refusal
from .sessions import Session, Sessions
from .things import Json, Page, time


@define
class SessionCalls:
    """The calls about sessions and credits."""

    sessions: Sessions

    def create_session_token(self, *, body: Json) -> Json:
        minted = self.sessions.mint(body)
        return {"session_id": minted.session_id, "session_token": minted.token}

    def start_session(self, *, token: str) -> Json:
        """What it gives back depends on the mode and the connector."""
        session = self.sessions.start(token)
        configuration, secret = session.configuration, session.token[::-1]
        own_room = bool(configuration.get("livekit_config"))
        plain = session.mode == "LITE" and not configuration.get("elevenlabs_agent_config")
        data = {
            "session_id": session.session_id,
            "livekit_url": None if own_room else "wss://livekit.emulator.invalid",
            "livekit_client_token": None if own_room else f"client-{secret}",
            "max_session_duration": self.sessions.limit(session),
        }
        if plain and not own_room:
            data["livekit_agent_token"] = f"agent-{secret}"
        if plain:
            data["ws_url"] = f"wss://ws.emulator.invalid/{secret}"
        return data

    def stop_session(self, *, body: Json, token: str | None) -> None:
        self.sessions.stop(self._meant(body, token), body.get("reason"))

    def keep_session_alive(self, *, body: Json, token: str | None) -> None:
        self.sessions.keep_alive(self._meant(body, token))

    def list_sessions(
        self,
        page: Page,
        *,
        type: str,
        avatar_id: str | None = None,
        embed_id: str | None = None,
        context_id: str | None = None,
    ) -> Json:
        def wanted(session: Session) -> bool:
            persona = session.configuration.get("avatar_persona") or {}
            return (
                (type == "active") == (session.ended is None)
                and avatar_id in (None, session.configuration["avatar_id"])
                and context_id in (None, persona.get("context_id"))
                and embed_id is None
            )

        return page.of([each for each in reversed(self.sessions.sessions.values()) if wanted(each)], self._record)

    def get_session(self, session_id: str) -> Json:
        return self._record(self.sessions.find(session_id))

    def get_transcript(
        self, session_id: str, *, start_timestamp: int | None = None, end_timestamp: int | None = None
    ) -> Json:
        session = self.sessions.find(session_id)
        said = [
            entry
            for entry in session.transcript
            if (start_timestamp is None or start_timestamp <= entry["absolute_timestamp"])
            and (end_timestamp is None or entry["absolute_timestamp"] <= end_timestamp)
        ]
        after = said[-1]["absolute_timestamp"] + 1 if said else start_timestamp
        return {"session_active": session.ended is None, "next_timestamp": after, "transcript_data": said}

    def delete_session_events(self, session_id: str) -> None:
        self.sessions.find(session_id).transcript.clear()

    def get_credits(self) -> Json:
        left = f"{self.sessions.credits_left():.2f}"
        return {"credits_left": left.rstrip("0").rstrip(".")}

    def _meant(self, body: Json, token: str | None) -> str:
        """The session that a call is about. A token says it, too."""
        asked: str | None = body["session_id"].lower() if "session_id" in body else None
        if token is None and asked is None:
            raise invalid([{"loc": ["body", "session_id"], "msg": "Field required", "type": "missing"}])
        own = self.sessions.minted[token].session_id if token is not None else asked
        if asked not in (None, own):
            raise refusal(403, 4003, "The token is that of another session")
        return str(own)

    def _record(self, session: Session) -> Json:
        now = session.ended or self.sessions.clock.now()
        shown = {
            "id": session.session_id,
            "created_at": time(session.started),
            "updated_at": time(session.ended or session.active),
            "duration": round((now - session.started).total_seconds()),
            "source": "API",
            "mode": session.mode,
            "is_sandbox": session.sandbox,
            "credits_consumed": session.credits(now),
        }
        if session.ended:
            shown |= {"end_at": time(session.ended), "end_reason": session.end_reason}
        return shown
