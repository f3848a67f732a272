"""A session for the length of a `with` block."""

from collections.abc import Callable
from types import TracebackType

from .heartbeat import Heartbeat
from .session import StandardSessionResponse


class Lease:
    """The context manager that LiveAvatarApi.session() returns.

    A class, not a generator: Ctrl-C between the two lines in which a generator opens the session and enters its `try`
    would lose it.
    """

    def __init__(
        self,
        open_session: Callable[[Callable[[StandardSessionResponse], None]], StandardSessionResponse],
        close_session: Callable[[str], object],
        keep_alive: Callable[[str], object] | None,
    ) -> None:
        self._open = open_session
        self._close = close_session
        self._heartbeat = Heartbeat(keep_alive) if keep_alive else None
        self._session: StandardSessionResponse | None = None

    def __enter__(self) -> StandardSessionResponse:
        try:
            session = self._open(self._receive)
            if self._heartbeat:
                self._heartbeat.start(session)
            return session
        except BaseException as error:
            self._finish(error)
            raise

    def _receive(self, session: StandardSessionResponse) -> None:
        self._session = session

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._finish(error)

    def _finish(self, error: BaseException | None) -> None:
        """Close the session, if there is one. Trouble with that is noted on an error of the body, not hiding it."""
        if self._heartbeat:
            self._heartbeat.stop()
        if self._session is None:
            return
        session_id = self._session.session_id
        try:
            self._close(session_id)
        except Exception as trouble:
            if error is None:
                raise
            error.add_note(
                f"Closing session {session_id} failed: {trouble}. It may still be running, and cost credits: "
                f"stop_session({session_id!r}) stops it."
            )
        except BaseException as interrupt:  # Ctrl-C just now: once more, since nobody else will
            try:
                self._close(session_id)
            except Exception as trouble:
                interrupt.add_note(f"Session {session_id} may still be running: closing it failed: {trouble}.")
            raise
