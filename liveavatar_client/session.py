"""What a person gets back for a session."""

import math
from datetime import UTC, datetime, timedelta
from typing import Self
from urllib.parse import urlencode

from attrs import define, field

from .dates import http_date, in_words
from .generated.models import LiveAvatarNewSessionRequest, LiveAvatarSessionResponse
from .masking import MASK

__all__ = ["StandardSessionResponse"]


def _text(value: str | None) -> str | None:
    """What should be a text. A session that runs is not lost because the service gave something else."""
    return value if isinstance(value, str) and value else None


def _seconds(value: float | None) -> int | None:
    """What should be a whole number of seconds, likewise."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < math.inf:
        return None
    return int(value)


@define(repr=False)
class StandardSessionResponse:
    """A session that was started. Whatever the service did not give is None.

    Its repr, and what a notebook shows of it, mask the tokens; the attributes give them.
    """

    session_id: str
    """The session's identifier (a UUID)."""
    access_token: str | None = field(converter=_text)
    """The LiveKit client token, for whoever watches. None with a LiveKit room of your own."""
    livekit_url: str | None = field(converter=_text)
    """The address of the LiveKit server. None with a LiveKit room of your own."""
    livekit_agent_token: str | None = field(converter=_text)
    """The LiveKit token for an agent of yours, in LITE mode."""
    ws_url: str | None = field(converter=_text)
    """The address of the websocket that takes the avatar's speech, in LITE mode. It is a secret, too."""
    raw_response: LiveAvatarSessionResponse
    """The service's whole answer."""
    mode: str | None = None
    """LITE or FULL, as requested."""
    avatar_id: str | None = None
    """The avatar, as requested."""
    max_session_duration: int | None = field(default=None, converter=_seconds)
    """Seconds after which the service ends the session."""
    date: str | None = None
    """The Date header of the service's answer."""
    closed: bool = field(default=False, eq=False)
    """True once the service has said that the session is over."""

    @classmethod
    def of(cls, response: LiveAvatarSessionResponse, request: LiveAvatarNewSessionRequest, *, date: str | None) -> Self:
        """The session that `request` asked for and that the service describes in `response`."""
        data = response.data
        return cls(
            session_id=data.session_id,
            access_token=data.livekit_client_token,
            livekit_url=data.livekit_url,
            livekit_agent_token=data.livekit_agent_token,
            ws_url=data.ws_url,
            raw_response=response,
            mode=request.mode or "LITE",
            avatar_id=request.avatar_id,
            max_session_duration=data.max_session_duration,
            date=date,
        )

    def __hash__(self) -> int:
        return hash(self.session_id)

    def __repr__(self) -> str:
        shown = f"StandardSessionResponse(session_id={self.session_id!r}, state={self.state!r}, mode={self.mode!r}"
        return f"{shown}, expires_at={self.expires_at and self.expires_at.isoformat()!r})"

    def _repr_html_(self) -> str:
        """What a notebook shows: a small table, tokens masked."""
        from .notebook import table  # of no use to a script

        expires = _time(self.expires_at)
        if self.expires_at and self.state == "open":
            expires = f"{expires}, in {in_words(self.expires_at - datetime.now(UTC))}"
        return table(
            {
                "session": self.session_id,
                "mode": self.mode,
                "avatar": self.avatar_id,
                "state": self.state,
                "started": _time(self.started_at),
                "expires": expires,
                "LiveKit": self.livekit_url,
                "client token": self.access_token and MASK,
                "agent token": self.livekit_agent_token and MASK,
                "websocket": self.ws_url and MASK,
            }
        )

    @property
    def started_at(self) -> datetime | None:
        """When the session started (UTC), by the service's clock: the Date header of its answer (RFC 9110)."""
        return http_date(self.date)

    @property
    def expires_at(self) -> datetime | None:
        """When the service ends the session (UTC) at the latest: its start and max_session_duration."""
        started = self.started_at
        if started is None or self.max_session_duration is None:
            return None
        try:
            return started + timedelta(seconds=self.max_session_duration)
        except OverflowError:
            return None

    @property
    def state(self) -> str:
        """`open`, `closed` (the service has said so) or `expired` (its time is over, by this machine's clock)."""
        if self.closed:
            return "closed"
        expires = self.expires_at
        return "expired" if expires is not None and expires <= datetime.now(UTC) else "open"

    @property
    def join_url(self) -> str | None:
        """Where a person can watch the session in a browser, for as long as it runs: whoever has it gets in.

        None where the service gave no LiveKit address or no token, as with a LiveKit room of your own.
        """
        if self.livekit_url is None or self.access_token is None:
            return None
        query = urlencode({"liveKitUrl": self.livekit_url, "token": self.access_token})
        return f"https://meet.livekit.io/custom?{query}"


def _time(when: datetime | None) -> str | None:
    return f"{when:%Y-%m-%d %H:%M:%S} UTC" if when else None
