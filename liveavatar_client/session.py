"""What a person gets back for a session."""

import math
from datetime import UTC, datetime, timedelta
from types import TracebackType
from typing import Any, Protocol, Self
from urllib.parse import urlencode

from attrs import Factory, define, field

from .dates import http_date, in_words
from .generated.models import LiveAvatarNewSessionRequest, LiveAvatarSessionResponse
from .generated.types import same
from .masking import MASK, Secret

__all__ = ["StandardSessionResponse"]


class Owner(Protocol):
    """Whoever opened a session, and closes it."""

    def close_own(self, session_id: str) -> object: ...

    def detach(self, session_id: str) -> None: ...

    def leave_own(self, session_id: str, error: BaseException | None) -> None: ...


class Elsewhere:
    """The owner of a session that was detached, or came from another process."""

    def close_own(self, session_id: str) -> object:
        raise ValueError(
            f"This session is not this program's to close: it was detached, copied, or opened by another process. "
            f"LiveAvatarApi().stop_session({session_id!r}) stops it."
        )

    def detach(self, session_id: str) -> None:
        """Nothing changes."""

    def leave_own(self, session_id: str, error: BaseException | None) -> None:
        """It goes on."""


ELSEWHERE = Elsewhere()


def _text(value: str | None) -> str | None:
    """What should be a text. A session that runs is not lost because the service gave something else."""
    return value if isinstance(value, str) and value else None


def _secret(value: str | None) -> str | None:
    """What should be a secret."""
    text = _text(value)
    return None if text is None else Secret(text)


def _seconds(value: float | None) -> int | None:
    """What should be a whole number of seconds, likewise."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not 1 <= value < math.inf:
        return None
    return int(value)


def _answer(session: "StandardSessionResponse") -> LiveAvatarSessionResponse:
    """What the service would have answered, for a session that it did not start."""
    from .generated.models import LiveAvatarSessionData  # loaded with the first answer otherwise

    data = LiveAvatarSessionData(
        session.session_id,
        livekit_url=session.livekit_url,
        livekit_client_token=session.access_token,
        livekit_agent_token=session.livekit_agent_token,
        ws_url=session.ws_url,
    )
    return LiveAvatarSessionResponse(data)


@define(repr=False)
class StandardSessionResponse:
    """A session that was started. Whatever the service did not give is None.

    Its repr, and what a notebook shows of it, mask the tokens; the attributes give them.

    A test may make one of what it cares about: StandardSessionResponse("some-id"), which nobody has to close.
    """

    session_id: str
    """The session's identifier (a UUID)."""
    access_token: str | None = field(default=None, converter=_secret)
    """The LiveKit client token, for whoever watches. None with a LiveKit room of your own."""
    livekit_url: str | None = field(default=None, converter=_text)
    """The address of the LiveKit server. None with a LiveKit room of your own."""
    livekit_agent_token: str | None = field(default=None, converter=_secret)
    """The LiveKit token for an agent of yours, in LITE mode."""
    ws_url: str | None = field(default=None, converter=_secret)
    """The address of the websocket that takes the avatar's speech, in LITE mode. It is a secret, too."""
    raw_response: LiveAvatarSessionResponse = field(default=Factory(_answer, takes_self=True))
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
    _owner: Owner | None = field(default=None, init=False, eq=False)
    _closing: bool = field(default=False, init=False, eq=False)
    _opened_at: datetime | None = field(default=None, init=False, eq=False)
    """When its answer came, by this machine's clock, which may not be the service's."""

    @classmethod
    def of(cls, response: LiveAvatarSessionResponse, request: LiveAvatarNewSessionRequest, *, date: str | None) -> Self:
        """The session that `request` asked for and that the service describes in `response`."""
        data = response.data
        session = cls(
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
        session._opened_at = datetime.now(UTC)
        return session

    def to_dict(self, *, times_as_text: bool = True) -> dict[str, Any]:
        """What there is to know of the session, without its tokens: for a log, a page or a table.

        Times are texts (ISO 8601), for JSON; with times_as_text=False they are datetime, for pandas.
        """
        known = {
            "session_id": self.session_id,
            "mode": self.mode,
            "avatar_id": self.avatar_id,
            "state": self.state,
            "started_at": self.started_at,
            "expires_at": self.expires_at,
            "max_session_duration": self.max_session_duration,
            "livekit_url": self.livekit_url,
        }
        if not times_as_text:
            return known
        return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in known.items()}

    def close(self) -> None:
        """Close the session, with its own token. Harmless where it is over already.

        Raises:
            LiveAvatarError: It may still be running; it stays in the client's `open_sessions`.
            ValueError: It was detached, or opened by another process: LiveAvatarApi().stop_session() is for these.
        """
        if self._owner is not None and not self.closed:
            self._owner.close_own(self.session_id)
        self.closed = True

    def detach(self) -> None:
        """From now on the session is somebody else's: nothing here closes it any more, at whatever end.

        Raises:
            ValueError: It is over.
        """
        if self._owner is not None:
            self._owner.detach(self.session_id)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Close the session, unless it is over, or was detached. An error of the block stays what the caller sees."""
        if self._owner is None:
            self.closed = True
        elif not self.closed:
            self._owner.leave_own(self.session_id, error)

    def belongs_to(self, owner: Owner) -> None:
        """Note whose it is to close. Called by the client that opened it."""
        self._owner = owner

    def is_about_to_close(self) -> None:
        """Note that whoever keeps it alive need not tell that it is over. Called by the client that closes it."""
        self._closing = True

    def ended_by_itself(self) -> bool:
        """Whether nobody here is closing it, or has closed it."""
        return not self._closing

    def __getstate__(self) -> dict[str, Any]:
        """A copy, and what another process gets, is nobody's to close here."""
        state = {name: getattr(self, name) for name in self.__slots__ if name != "__weakref__"}
        return {**state, "_owner": self._owner and ELSEWHERE}

    def __setstate__(self, state: dict[str, Any]) -> None:
        for name, value in state.items():
            object.__setattr__(self, name, value)

    __eq__ = same

    def __hash__(self) -> int:
        return hash(self.session_id)

    def __repr__(self) -> str:
        shown = f"StandardSessionResponse(session_id={self.session_id!r}, state={self.state!r}, mode={self.mode!r}"
        return f"{shown}, expires_at={self.expires_at and self.expires_at.isoformat()!r})"

    def _repr_html_(self) -> str:
        """What a notebook shows: a small table, tokens masked."""
        from .notebook import table  # of no use to a script

        expires, left = _time(self.expires_at), self._left()
        if expires and left and self.state == "open":
            expires = f"{expires}, in {in_words(left)}"
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
        return self._end(self.started_at)

    @property
    def state(self) -> str:
        """`open`, `closed` (the service has said so) or `expired` (its time is over, by how long it is here)."""
        if self.closed:
            return "closed"
        left = self._left()
        return "expired" if left is not None and left <= timedelta() else "open"

    def _left(self) -> timedelta | None:
        """How long it may still run."""
        end = self._end(self._opened_at or self.started_at)
        return None if end is None else end - datetime.now(UTC)

    def _end(self, started: datetime | None) -> datetime | None:
        if started is None or self.max_session_duration is None:
            return None
        try:
            return started + timedelta(seconds=self.max_session_duration)
        except OverflowError:
            return None

    @property
    def join_url(self) -> str | None:
        """Where a person can watch the session in a browser, for as long as it runs: whoever has it gets in.

        None where the service gave no LiveKit address or no token, as with a LiveKit room of your own.
        """
        if self.livekit_url is None or self.access_token is None:
            return None
        query = urlencode({"liveKitUrl": self.livekit_url, "token": self.access_token}, errors="replace")
        return f"https://meet.livekit.io/custom?{query}"


def _time(when: datetime | None) -> str | None:
    return f"{when:%Y-%m-%d %H:%M:%S} UTC" if when else None
