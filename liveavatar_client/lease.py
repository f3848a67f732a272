"""A session for the length of a `with` block."""

from types import TracebackType
from typing import TYPE_CHECKING

from .generated.models import LiveAvatarNewSessionRequest
from .session import StandardSessionResponse

if TYPE_CHECKING:
    from .facade import LiveAvatarApi


class Lease:
    """The context manager that LiveAvatarApi.session() returns.

    A class, not a generator: Ctrl-C between the two lines in which a generator opens the session and enters its `try`
    would lose it.
    """

    def __init__(self, api: "LiveAvatarApi", request: LiveAvatarNewSessionRequest, keep_alive: bool) -> None:
        self._api = api
        self._request = request
        self._keep_alive = keep_alive

    def __enter__(self) -> StandardSessionResponse:
        self._session = session = self._api.new_session(self._request)
        if self._keep_alive:
            try:
                from .heartbeat import Heartbeat

                self._heartbeat = Heartbeat(self._api, session)
            except BaseException as error:
                self._close(error)
                raise
        return session

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._close(error)

    def _close(self, error: BaseException | None) -> None:
        """Close the session. What goes wrong with that does not hide an error of the body: it becomes a note on it."""
        if self._keep_alive:
            self._heartbeat.stop()
        session_id = self._session.session_id
        try:
            self._api.close_session(session_id)
        except Exception as trouble:
            if error is None:
                raise
            error.add_note(
                f"Closing session {session_id} failed: {trouble}. It may still be running, and cost credits: "
                f"stop_session({session_id!r}) stops it."
            )
