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
        new: Callable[[], StandardSessionResponse],
        close: Callable[[str], object],
        keep_alive: Callable[[str], object] | None,
    ) -> None:
        self._new = new
        self._close = close
        self._heartbeat = Heartbeat(keep_alive) if keep_alive else None

    def __enter__(self) -> StandardSessionResponse:
        self._session = session = self._new()
        if self._heartbeat:
            try:
                self._heartbeat.start(session)
            except BaseException as error:
                self.__exit__(type(error), error, error.__traceback__)
                raise
        return session

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Close the session. What goes wrong with that does not hide an error of the body: it becomes a note on it."""
        if self._heartbeat:
            self._heartbeat.stop()
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
