"""Blocking work for asynchronous code, which loses nothing when it is cancelled."""

import asyncio
import contextlib
import contextvars
import sys
import threading
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


async def finished(
    work: Callable[[], T],
    undo: Callable[[T, BaseException], object] = lambda result, error: None,
    hurry: Callable[[], object] = lambda: None,
) -> T:
    """What `work` returns, done in a thread of its own, since those of the loop may all be taken.

    A task that is cancelled meanwhile waits for it all the same, as nobody else would know what came of it. `hurry` is
    called at once, the thread undoes what it has done, and then the task is cancelled; what went wrong is a note on
    that. A coroutine that is thrown away cannot wait.
    """
    step = _Step(work, undo)
    done = step.start()
    try:
        return await asyncio.shield(done)
    except asyncio.CancelledError as error:
        undone = step.throw_away(error)
        hurry()
        await _outlast(undone)
        if trouble := undone.exception():
            for line in (f"{type(trouble).__name__}: {trouble}", *getattr(trouble, "__notes__", ())):
                error.add_note(line)
        raise
    except GeneratorExit as error:
        step.throw_away(error)
        hurry()
        raise


async def _outlast(done: "asyncio.Future[T]") -> None:
    """Wait for it, however often the task is cancelled meanwhile."""
    with contextlib.ExitStack() as stack:
        if "anyio" in sys.modules:  # whose scopes, as those of a web framework, cancel again at each turn of the loop
            from anyio import CancelScope

            stack.enter_context(CancelScope(shield=True))
        while not done.done():
            with contextlib.suppress(asyncio.CancelledError):
                await asyncio.wait([done])


class _Step(Generic[T]):
    """Work in a thread. What comes of it goes to whoever waits, or, where nobody does any more, is undone."""

    def __init__(self, work: Callable[[], T], undo: Callable[[T, BaseException], object]) -> None:
        self._work = work
        self._undo = undo
        self._loop = asyncio.get_running_loop()
        self._done: asyncio.Future[T] = self._loop.create_future()
        self._lock = threading.Lock()
        self._results: list[T] = []
        self._failure: BaseException | None = None
        self._over = False
        self._unwanted: BaseException | None = None

    def start(self) -> "asyncio.Future[T]":
        """Set the work going. Returns what will come of it."""
        context = contextvars.copy_context()

        def run() -> None:
            try:
                self._results.append(context.run(self._work))
            except BaseException as error:
                self._failure = error
            with self._lock:
                self._over = True
            if self._unwanted:
                self._undo_it(self._unwanted)
            self._tell(self._done)

        set_going(run)
        return self._done

    def throw_away(self, error: BaseException) -> "asyncio.Future[T]":
        """Nobody wants what comes of it, because of `error`. Returns what is there when it has been undone."""
        with self._lock:
            self._unwanted = error
            if not self._over:
                return self._done
        undone: asyncio.Future[T] = self._loop.create_future()

        def run() -> None:
            self._undo_it(error)
            self._tell(undone)

        set_going(run)
        return undone

    def _undo_it(self, error: BaseException) -> None:
        try:
            for result in self._results:
                self._undo(result, error)
        except Exception as trouble:  # what could not be closed is still in `open_sessions`
            self._failure = trouble

    def _tell(self, future: "asyncio.Future[T]") -> None:
        def tell() -> None:
            if self._failure is None:
                future.set_result(self._results[0])
            else:
                future.set_exception(self._failure)

        with contextlib.suppress(RuntimeError):  # the loop is closed: what is owned is closed at the end
            self._loop.call_soon_threadsafe(tell)


def set_going(work: Callable[[], object]) -> None:
    """Do it in a thread of its own."""
    threading.Thread(target=work, name="liveavatar session", daemon=True).start()
