"""Blocking work for asynchronous code, which loses nothing when it is cancelled."""

import asyncio
import contextlib
import contextvars
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
    called at once, what came of it is undone in a thread likewise, and then the task is cancelled.

    A coroutine that is thrown away cannot wait. There the thread undoes itself what it has done.
    """
    step = _Step(work, undo)
    done = step.start()
    cancelled: asyncio.CancelledError | None = None
    try:
        while not done.done():
            try:
                await asyncio.shield(done)
            except asyncio.CancelledError as error:
                cancelled = error
                hurry()
            except Exception:  # of the work: read below
                break
    except BaseException as error:
        hurry()
        step.throw_away(error)
        raise
    if cancelled is None:
        return done.result()
    if done.exception() is None:
        result, reason = done.result(), cancelled
        await finished(lambda: undo(result, reason))
    raise cancelled


class _Step(Generic[T]):
    """Work in a thread. What comes of it goes to whoever waits, or, where nobody does any more, is undone."""

    def __init__(self, work: Callable[[], T], undo: Callable[[T, BaseException], object]) -> None:
        self._work = work
        self._undo = undo
        self._lock = threading.Lock()
        self._results: list[T] = []
        self._over = False
        self._thrown_away: BaseException | None = None

    def start(self) -> "asyncio.Future[T]":
        loop = asyncio.get_running_loop()
        done: asyncio.Future[T] = loop.create_future()
        context = contextvars.copy_context()

        def tell(error: BaseException | None) -> None:
            if error is None:
                done.set_result(self._results[0])
            else:
                done.set_exception(error)

        def run() -> None:
            failure: BaseException | None = None
            try:
                self._results.append(context.run(self._work))
            except BaseException as error:
                failure = error
            with self._lock:
                self._over = True
            if self._thrown_away:
                self._undo_it(self._thrown_away)
            else:
                with contextlib.suppress(RuntimeError):  # the loop is closed: what is owned is closed at the end
                    loop.call_soon_threadsafe(tell, failure)

        set_going(run)
        return done

    def throw_away(self, error: BaseException) -> None:
        """Nobody waits any more, because of `error`."""
        with self._lock:
            self._thrown_away = error
            over = self._over
        if over:
            set_going(lambda: self._undo_it(error))

    def _undo_it(self, error: BaseException) -> None:
        for result in self._results:
            with contextlib.suppress(Exception):  # what could not be closed is still in `open_sessions`
                self._undo(result, error)


def set_going(work: Callable[[], object]) -> None:
    """Do it in a thread of its own."""
    threading.Thread(target=work, name="liveavatar session", daemon=True).start()
