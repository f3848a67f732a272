"""The life of sessions: tokens, limits, costs, and the ways in which a session ends."""

import base64
import json
import secrets
from datetime import datetime, timedelta

from attrs import define, field

from ...service import SANDBOX_AVATAR
from ..refusal import refusal
from .catalogue import Catalogue
from .things import Clock, Json, Settings, new_id, not_found

SANDBOX_SECONDS = 60

CONNECTORS = (
    "livekit_config",
    "agora_config",
    "elevenlabs_agent_config",
    "openai_realtime_config",
    "gemini_realtime_config",
)


def mode(configuration: Json) -> str:
    """LITE or FULL."""
    return str(configuration.get("mode") or "LITE")


def new_token(configuration: Json) -> str:
    """A token: a JWT, as the service makes them, in which the vendor's web SDK finds the mode and the connectors."""
    connectors: Json = {name: {} for name in CONNECTORS if configuration.get(name)}
    parts = ({"alg": "HS256", "typ": "JWT"}, {"start_session_data": {"mode": mode(configuration), **connectors}})
    written = [base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in parts]
    return ".".join([*written, secrets.token_urlsafe(24)])  # nobody but the service can tell what it is signed with


@define
class Minted:
    """A token that was made: it starts one session, once."""

    session_id: str
    token: str = field(repr=False)
    configuration: Json = field(repr=False)


@define
class Session:
    """A session that was started."""

    session_id: str
    token: str = field(repr=False)
    configuration: Json = field(repr=False)
    """What its token was asked for with."""
    started: datetime
    active: datetime
    """When it was kept alive last."""
    ended: datetime | None = None
    """None while it runs."""
    end_reason: str | None = None
    transcript: list[Json] = field(factory=list, repr=False)

    @property
    def mode(self) -> str:
        """LITE or FULL."""
        return mode(self.configuration)

    @property
    def sandbox(self) -> bool:
        """Whether it costs nothing, and lasts a minute."""
        return bool(self.configuration.get("is_sandbox"))

    def credits(self, now: datetime) -> int:
        """What it has cost: 1 credit in LITE mode, 2 in FULL, for each minute begun; the sandbox is free."""
        minutes = -(-((self.ended or now) - self.started).total_seconds() // 60)
        return 0 if self.sandbox else int(max(minutes, 0)) * (2 if self.mode == "FULL" else 1)


@define
class Sessions:
    """The tokens, the sessions and the credits of an account."""

    clock: Clock
    settings: Settings
    catalogue: Catalogue
    granted: float
    minted: dict[str, Minted] = field(factory=dict, repr=False)
    sessions: dict[str, Session] = field(factory=dict, repr=False)
    _alive: dict[str, Session] = field(factory=dict, repr=False)  # those that run, so that nobody looks at all of them
    _spent: float = 0  # on those that have ended, of what was granted

    # ---- what can be done; each raises Refusal where the service says no ----

    def mint(self, configuration: Json) -> Minted:
        """Make a token."""
        avatar_id = configuration["avatar_id"].lower()
        if configuration.get("is_sandbox") and avatar_id != SANDBOX_AVATAR:
            raise refusal(400, 4000, "Bad request", [("avatar_id", "Avatar is not allowed in sandbox mode")])
        self.catalogue.check_that_it_can_be_used(avatar_id)
        self.check_duration(configuration)
        speakers = [name for name in ("avatar_persona", "voice_agent") if configuration.get(name)]
        if len(speakers) > 1:
            raise refusal(400, 4000, "Exactly one of avatar_persona and voice_agent is allowed")
        if speakers and configuration.get("mode") != "FULL":
            raise refusal(400, 4000, "Bad request", [(speakers[0], f"{speakers[0]} needs the mode FULL")])
        connectors = [name for name in CONNECTORS if configuration.get(name)]
        if len(connectors) > 1:
            raise refusal(400, 4000, f"At most one connector is allowed, not {', '.join(connectors)}")
        minted = Minted(new_id(), new_token(configuration), configuration)
        self.minted[minted.token] = minted
        return minted

    def check_duration(self, configuration: Json) -> None:
        """Raise Refusal for a session that is to be longer than the plan allows."""
        wished = configuration.get("max_session_duration")
        longest = self.settings.max_session_duration
        if wished and wished > longest:
            allowed = f"maximum allowed ({longest}s)"
            raise refusal(400, 4000, f"max_session_duration ({wished}s) exceeds the {allowed}")

    def start(self, token: str) -> Session:
        """Start the session of a token."""
        minted = self.minted[token]
        if minted.session_id in self.sessions:
            raise refusal(400, 4000, "This session has already been started")
        if len(self.running()) >= self.settings.concurrency:
            raise refusal(403, 4032, "Session concurrency limit reached")
        if self.credits_left() <= 0 and not minted.configuration.get("is_sandbox"):
            raise refusal(403, 4033, "No credits available")
        model = minted.configuration.get("llm_configuration_id")
        if model and model.lower() not in self.catalogue.keys.models:  # which the token did not say
            raise refusal(400, 4000, "LLM configuration not found")
        now = self.clock.now()
        session = Session(minted.session_id, token, minted.configuration, started=now, active=now)
        self.sessions[session.session_id] = self._alive[session.session_id] = session
        return session

    def stop(self, session_id: str, reason: str | None) -> None:
        """End a session that runs."""
        self._end(self._running(session_id), self.clock.now(), reason or "USER_CLOSED")

    def keep_alive(self, session_id: str) -> None:
        """Note that a session is in use."""
        self._running(session_id).active = self.clock.now()

    def grant(self, credits: float) -> None:
        """Have that many credits left."""
        self.granted, self._spent = credits, -self._running_costs()

    def find(self, session_id: str) -> Session:
        """A session, running or ended."""
        if session_id not in self.sessions:
            raise not_found("Session")
        return self.sessions[session_id]

    # ---- what can be asked ----

    def running(self) -> list[Session]:
        """The sessions that run, the oldest first."""
        for session_id in [each for each in self._alive if each not in self.sessions]:  # taken away by a test
            del self._alive[session_id]
        return list(self._alive.values())

    def credits_left(self) -> float:
        """Credits that are not used up yet."""
        return self.granted - self._spent - self._running_costs()

    def limit(self, session: Session) -> int:
        """Seconds after which the service ends the session."""
        wished = session.configuration.get("max_session_duration") or self.settings.max_session_duration
        return min(wished, SANDBOX_SECONDS) if session.sandbox else int(wished)

    def settle(self) -> None:
        """End the sessions whose time was over by now."""
        now = self.clock.now()
        for session in self.running():
            ends = [
                (session.started + timedelta(seconds=self.limit(session)), "MAX_DURATION_REACHED"),
                (session.active + timedelta(seconds=self.settings.idle_timeout), "IDLE_TIMEOUT"),
            ]
            when, why = min(ends)
            if when <= now:
                self._end(session, when, why)
        if self.credits_left() < 0:
            for session in self.running():
                if not session.sandbox:
                    self._end(session, now, "NO_CREDITS")

    def _running_costs(self) -> int:
        now = self.clock.now()
        return sum(session.credits(now) for session in self.running())

    def _running(self, session_id: str) -> Session:
        session = self.sessions.get(session_id)
        if session is None or session.ended:
            raise not_found("Session")
        return session

    def _end(self, session: Session, when: datetime, why: str) -> None:
        session.ended, session.end_reason = when, why
        self._alive.pop(session.session_id, None)
        self._spent += session.credits(when)
