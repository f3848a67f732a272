"""Signals that the program leaves to the system, heard of in time to close what is open."""

import contextlib
import faulthandler
import os
import select
import signal
import threading
import time
from collections import deque
from collections.abc import Callable
from typing import Protocol

SIGNALS = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))
"""Those that end a process, and leave it the time to close."""

GRACE = 0.5
"""Seconds that closing has at least when a second signal comes: timeout(1) sends two, one right after the other."""


class End(Protocol):
    """What is done when a signal was heard of."""

    begun: bool

    def on_signal(self, number: int) -> None: ...

    def close_for_a_signal(self, again: Callable[[], bool]) -> None: ...


class Wire:
    """Hears of a signal for sessions that no main thread opened: only the main thread can have a handler in Python.

    A handler of faulthandler can be installed by any thread. It writes to a pipe, and a thread waits at the other end.
    """

    def __init__(self, number: int, end: End) -> None:
        self._number = number
        self._end = end
        self._ear, self._mouth = os.pipe()
        self._open = deque([self._mouth])  # whoever takes it closes it
        self._armed = False
        threading.Thread(target=self._listen, args=[self._ear], name="liveavatar signals", daemon=True).start()

    def arm(self) -> None:
        """Hear of it; also where the program has had a handler meanwhile, and is back at the default."""
        if self._open:
            self._armed = True
            faulthandler.unregister(self._number)
            faulthandler.register(self._number, file=self._mouth, all_threads=False)
            if not self._open:  # cut in this moment, by another thread
                self._unregister()

    def _listen(self, ear: int) -> None:
        # Where threads are none, as with gevent, this has its turn with the others, and a read would stop them all.
        waiting = select.poll()
        waiting.register(ear, select.POLLIN)
        waiting.poll()
        if os.read(ear, 1):
            os.set_blocking(ear, False)
            if self._end.begun:  # at the end of Python, which obeys the signal when all is closed
                self._end.on_signal(self._number)
                time.sleep(GRACE)
                self._again(ear)  # the rest of the first
                while not self._again(ear):
                    time.sleep(0.05)
                self._end.on_signal(self._number)
            else:
                self._end.close_for_a_signal(lambda: self._again(ear))
            self._unregister()
            die_of(self._number)
        os.close(ear)

    def _again(self, ear: int) -> bool:
        """Whether the signal came once more, some time after the first."""
        try:
            return len(os.read(ear, 65536)) > 0
        except BlockingIOError:
            return False

    def _unregister(self) -> None:
        if signal.getsignal(self._number) is signal.SIG_DFL:  # else the program has a handler of its own by now
            faulthandler.unregister(self._number)

    def has_no_listener(self) -> None:
        """In a child process there is no thread at the other end, which would close it."""
        with contextlib.suppress(OSError):
            os.close(self._ear)

    def cut(self) -> None:
        """Hear nothing any more."""
        with contextlib.suppress(IndexError):
            mouth = self._open.pop()
            if self._armed:
                self._unregister()
            os.close(mouth)


def die_of(number: int) -> None:
    """Let a signal do what it does where nobody handles it."""
    with contextlib.suppress(ValueError):  # another thread cannot, and needs not
        signal.signal(number, signal.SIG_DFL)
    os.kill(os.getpid(), number)
    if os.getpid() == 1:  # in a container, where the kernel lets it live
        os._exit(128 + number)
