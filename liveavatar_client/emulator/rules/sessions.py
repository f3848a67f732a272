"""What the service knows and the rules by which it goes. No HTTP here."""

import secrets
import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

from attrs import define, field

from ..answer import SANDBOX_AVATAR
from .record import Minted, Session
from .refusal import Refusal, refusal

SANDBOX_SECONDS = 60


@define
class Clock:
    """The time, which a test can move."""

    ahead: timedelta = timedelta()

    def now(self) -> datetime:
        return datetime.now(UTC) + self.ahead

    def advance(self, seconds: float) -> None:
        self.ahead += timedelta(seconds=seconds)


@define
class Service:
    """One account: its credits, its tokens and its sessions. Not safe to share between threads."""

    credits: float
    concurrency: int
    max_session_duration: int
    idle_timeout: int
    clock: Clock = field(factory=Clock)
    minted: dict[str, Minted] = field(factory=dict, repr=False)
    sessions: dict[str, Session] = field(factory=dict, repr=False)

    # ---- what the calls do; each raises Refusal where the service says no ----

    def mint(self, configuration: dict[str, Any]) -> Minted:
        """Make a token."""
        if configuration.get("is_sandbox") and configuration["avatar_id"] != SANDBOX_AVATAR:
            raise refusal(400, 4000, "Bad request", [("avatar_id", "Avatar is not allowed in sandbox mode")])
        wished = configuration.get("max_session_duration")
        if wished and wished > self.max_session_duration:
            allowed = f"maximum allowed ({self.max_session_duration}s)"
            raise refusal(400, 4000, f"max_session_duration ({wished}s) exceeds the {allowed}")
        if configuration.get("avatar_persona") and configuration.get("voice_agent"):
            raise refusal(400, 4000, "Exactly one of avatar_persona and voice_agent is allowed")
        minted = Minted(str(uuid.uuid4()), secrets.token_urlsafe(24), configuration)
        self.minted[minted.token] = minted
        return minted

    def start(self, token: str) -> Session:
        """Start the session of a token."""
        minted = self.minted[token]
        if minted.session_id in self.sessions:
            raise refusal(400, 4000, "This session has already been started")
        if len(self.running()) >= self.concurrency:
            raise refusal(403, 4032, "Session concurrency limit reached")
        if self.credits_left() <= 0 and not minted.configuration.get("is_sandbox"):
            raise refusal(403, 4033, "No credits available")
        now = self.clock.now()
        session = Session(minted.session_id, token, minted.configuration, started=now, active=now)
        self.sessions[session.session_id] = session
        return session

    def stop(self, session_id: str, reason: str | None) -> None:
        """End a session that runs."""
        self._end(self._running(session_id), self.clock.now(), reason or "USER_CLOSED")

    def keep_alive(self, session_id: str) -> None:
        """Note that a session is in use."""
        self._running(session_id).active = self.clock.now()

    def find(self, session_id: str) -> Session:
        """A session, running or ended."""
        if session_id not in self.sessions:
            raise _not_found()
        return self.sessions[session_id]

    # ---- what can be asked ----

    def running(self) -> list[Session]:
        """The sessions that run, the oldest first."""
        return [session for session in self.sessions.values() if session.ended is None]

    def credits_left(self) -> float:
        """Credits that are not used up yet."""
        now = self.clock.now()
        return self.credits - sum(session.credits(now) for session in self.sessions.values())

    def limit(self, session: Session) -> int:
        """Seconds after which the service ends the session."""
        wished = session.configuration.get("max_session_duration") or self.max_session_duration
        return min(wished, SANDBOX_SECONDS) if session.sandbox else int(wished)

    def settle(self) -> None:
        """End the sessions whose time was over by now."""
        now = self.clock.now()
        for session in self.running():
            ends = [
                (session.started + timedelta(seconds=self.limit(session)), "MAX_DURATION_REACHED"),
                (session.active + timedelta(seconds=self.idle_timeout), "IDLE_TIMEOUT"),
            ]
            when, why = min(ends)
            if when <= now:
                self._end(session, when, why)
        if self.credits_left() < 0:
            for session in self.running():
                if not session.sandbox:
                    self._end(session, now, "NO_CREDITS")

    def _running(self, session_id: str) -> Session:
        session = self.sessions.get(session_id)
        if session is None or session.ended:
            raise _not_found()
        return session

    def _end(self, session: Session, when: datetime, why: str) -> None:
        session.ended, session.end_reason = when, why


def _not_found() -> Refusal:
    return refusal(404, 4004, "Session not found")
