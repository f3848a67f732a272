"""A session for the length of a `with` or an `async with` block."""

from collections.abc import Callable
from threading import Event
from types import TracebackType

from . import heartbeat
from .lifecycle import OpenSession
from .session import StandardSessionResponse


class Lease:
    """The context manager that LiveAvatarApi.session() returns.

    A class, not a generator: Ctrl-C between the two lines in which a generator opens the session and enters its `try`
    would lose it. For the same reason it knows the session by its token before it starts.
    """

    def __init__(
        self,
        mint: Callable[[], OpenSession],
        start: Callable[[OpenSession, Event], StandardSessionResponse],
        leave: Callable[[OpenSession | None, BaseException | None], None],
        keep_alive: Callable[[str], object] | None,
    ) -> None:
        self._mint = mint
        self._start = start
        self._leave = leave
        self._heartbeat = heartbeat.Heartbeat(keep_alive, heartbeat.INTERVAL) if keep_alive else None
        self._entered = False
        self._hurry = Event()
        """Set where nobody wants the session any more that is being opened: there is no sense in waiting for a slot."""
        self._opening: OpenSession | None = None

    def __enter__(self) -> StandardSessionResponse:
        if self._entered:
            raise RuntimeError("This session(...) was entered before: each opens one session. Call session() again.")
        self._entered = True
        try:
            self._opening = self._mint()
            session = self._start(self._opening, self._hurry)
            if self._heartbeat:
                self._heartbeat.start(session)
            return session
        except BaseException as error:
            self._finish(error)
            raise

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._finish(error)

    async def __aenter__(self) -> StandardSessionResponse:
        from .aio import finished  # loads asyncio

        return await finished(self.__enter__, lambda _, error: self._finish(error), self._hurry.set)

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        from .aio import finished, set_going

        if isinstance(error, GeneratorExit):  # a coroutine that is thrown away cannot wait
            set_going(lambda: self._finish(error))
        else:
            await finished(lambda: self._finish(error))

    def _finish(self, error: BaseException | None) -> None:
        if self._heartbeat:
            self._heartbeat.stop()
        self._leave(self._opening, error)
