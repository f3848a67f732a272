"""What a client remembers of the sessions that it opened."""

from collections import deque

from .masking import Secret
from .session import StandardSessionResponse


class _Opened:
    def __init__(self, token: Secret) -> None:
        self.token = token
        self.session: StandardSessionResponse | None = None


class OpenSessions:
    """The sessions that were opened, and their tokens, until they are known to be over. Threads may share it."""

    def __init__(self) -> None:
        self._opened: dict[str, _Opened] = {}
        self._over: deque[str] = deque(maxlen=1000)  # so that closing twice is harmless, and memory bounded

    def expect(self, session_id: str, token: Secret) -> None:
        """Remember a session that is about to be started: from here on it may run."""
        self._opened[session_id] = _Opened(token)

    def started(self, session: StandardSessionResponse) -> None:
        """Remember what was started, so that it can be told when it is over."""
        self._opened[session.session_id].session = session

    def over(self, session_id: str) -> None:
        """Forget a session that is known to be over, and tell whoever holds it."""
        opened = self._opened.pop(session_id, None)
        if opened:
            self._over.append(session_id)
            if opened.session:
                opened.session.closed = True

    def token(self, session_id: str) -> Secret | None:
        """The session's own token, while it may be running."""
        opened = self._opened.get(session_id)
        return opened.token if opened else None

    def was_here(self, session_id: str) -> bool:
        """Whether this client opened the session, be it over or not (of those that are over, the last 1,000)."""
        return session_id in self._opened or session_id in self._over

    def ids(self) -> list[str]:
        """The sessions that may be running, the oldest first."""
        return list(self._opened)
