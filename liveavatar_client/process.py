"""The end of the process, at which whatever is open and owned is closed."""

import atexit
import contextlib
import faulthandler
import os
import select
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from math import inf
from types import FrameType
from typing import Any, Protocol
from weakref import WeakSet

from .log import hush
from .signals import GRACE, SIGNALS, Wire, die_of

PATIENCE = 9.0
"""Seconds that closing may take after Ctrl-C, and at the end of a process: with what else there is to do, less than 10.
"""

SHORTEST = 1.5
"""Seconds of these that a client, and the end of a process, have for closing where Ctrl-C has used up the others."""


class Owner(Protocol):
    """Whoever owns sessions: a client."""

    def has_open(self) -> bool:
        """Whether anything is open and owned."""

    def openings(self) -> Sequence[Any]:
        """What may be running."""

    def to_close(self) -> Sequence[Any]:
        """The same, and what is to be closed to make sure."""

    def finish(self, opening: Any, until: float) -> None:
        """Close one of them before `until`, a time of time.monotonic(), and say so."""

    def warn(self, opening: Any, doubt: str) -> None:
        """Say that one may still be running."""

    def hang_up(self) -> None:
        """Close the connections."""

    def forget(self) -> None:
        """In a child process: all of them are the parent's."""


def belongs_here(owner: Owner) -> None:
    """Have `owner` forget what it has after a fork."""
    _everybody.add(owner)


def watch(owner: Owner) -> None:
    """`owner` has something open, which is to be closed at the end."""
    _end.watch(owner)


def unwatch() -> None:
    """Some owner has less open."""
    _end.unwatch()


def has_begun_to_end() -> bool:
    """Whether nobody would close what is opened now."""
    return _end.begun


def until_after(error: BaseException | None, *, last: bool = False) -> float | None:
    """Until when closing may take because of `error`, as a time of time.monotonic(); None for as long as a call may.

    After Ctrl-C, in a task that is cancelled, or after sys.exit(), somebody waits: for the block, the client and the
    end of the process together, and however often Ctrl-C is pressed. What comes `last` shares the time of all others:
    the tasks of a group are cancelled each with an error of its own.
    """
    now = time.monotonic()
    caught = error is None and last and now < _end.pressed_until + SHORTEST  # to say goodbye
    if not caught and (error is None or isinstance(error, Exception)):
        return None
    known = [vars(each).get("closing_until", -inf) for each in _with_contexts(error)]
    known += [_end.hurried_until] if last else []
    until = next((each for each in known if each > now - SHORTEST), now + PATIENCE - 2 * SHORTEST)  # long ago: over
    until = max(until, now + SHORTEST) if last else until
    if error is not None:
        vars(error)["closing_until"] = until
        _end.hurry(until, pressed=isinstance(error, KeyboardInterrupt))
    return until


def _with_contexts(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__context__


def share(until: float, rounds: int) -> float:
    """Until when the first of so many may take, so that one that hangs leaves some of the time to the others."""
    now = time.monotonic()
    left = max(0.0, until - now)
    return now + min(left, max(2.0, left / rounds))


def owners() -> list[Owner]:
    """Those that have something open in this process."""
    return list(_end._owners.values())


def say(text: str) -> None:
    """A line on standard error, at the end of the process, whatever has become of standard error by then."""
    line = f"liveavatar: {text}\n"
    with contextlib.suppress(Exception):
        try:
            number = sys.stderr.fileno()
        except Exception:
            sys.stderr.write(line)
        else:  # past Python's buffer: what cannot be written from there would change the exit status
            if _takes(number):
                os.write(number, line.encode())


def _takes(number: int) -> bool:
    """Whether a descriptor takes a line at once: a pipe that nobody reads is not waited for."""
    try:
        return os.name != "posix" or bool(select.select([], [number], [], 0.1)[1])
    except Exception:  # nobody can wait just now, as in a signal's handler with gevent
        return True


class _End:
    """What this process has to do before it ends: close what its clients own.

    It ends in one of these ways. Python comes to its end, by the last line of the program, by an exception or by
    sys.exit(): atexit. A worker of multiprocessing comes to its end, which leaves atexit out: its finalizers. A signal
    that the program leaves to the system: SIGTERM and SIGHUP. Only while something is open is there a handler for
    these, and it lets the signal do what it would have done when all is closed, so that the exit status is the same.
    """

    def __init__(self) -> None:
        self.begun = False
        self._owners: dict[int, Owner] = {}  # a client that is garbage still has sessions
        self._deadline = inf
        self.hurried_until = self.pressed_until = -inf
        self._closing_here = False
        self._noted: int | None = None
        self._again = False
        self._has_finalizer = False
        self._wires: dict[int, Wire] = {}

    # ---- what there is to close ----

    def watch(self, owner: Owner) -> None:
        """`owner` has something open."""
        self._owners[id(owner)] = owner
        if not self._has_finalizer and "multiprocessing.process" in sys.modules:
            self._has_finalizer = True
            from multiprocessing import process, util

            if process.parent_process() is not None:
                util.Finalize(None, _at_exit, exitpriority=0)
        for number in SIGNALS:
            if signal.getsignal(number) is signal.SIG_DFL:
                if number not in self._wires and threading.current_thread() is threading.main_thread():
                    signal.signal(number, _on_signal)
                elif hasattr(faulthandler, "register"):  # not on Windows
                    self._wire(number).arm()

    def _wire(self, number: int) -> Wire:
        if number in self._wires:
            with contextlib.suppress(KeyError):
                return self._wires[number]
        wire = Wire(number, self)
        kept = self._wires.setdefault(number, wire)
        if kept is not wire:  # another thread was faster
            wire.cut()
        return kept

    def unwatch(self) -> None:
        """Some owner has less open, and perhaps nothing any more. Mends what Ctrl-C at some earlier line has left."""
        for owner in list(self._owners.values()):
            if not owner.has_open():
                self._owners.pop(id(owner), None)
                if owner.has_open():  # opened in this moment by another thread
                    self._owners[id(owner)] = owner
        if not self._owners:
            self._leave_signals_alone()
            for owner in list(self._owners.values())[:1]:  # likewise
                self.watch(owner)

    def _leave_signals_alone(self) -> None:
        if threading.current_thread() is threading.main_thread():
            for number in SIGNALS:
                if signal.getsignal(number) is _on_signal:
                    signal.signal(number, signal.SIG_DFL)
        while self._wires:
            with contextlib.suppress(KeyError):
                self._wires.popitem()[1].cut()

    def hurry(self, until: float, *, pressed: bool) -> None:
        """Somebody waits, until then, for what is before the end of the process; a person, where it was Ctrl-C."""
        self.hurried_until = until
        if pressed:
            self.pressed_until = until

    # ---- the ways to end ----

    def at_exit(self) -> None:
        """Python, or a worker of multiprocessing, comes to its end."""
        self.begun = self._closing_here = True
        try:
            self._close_in_time(lambda: False)
        finally:  # Ctrl-C: enough of it
            self._closing_here = False
            self._warn_of_the_rest()
        if self._noted is not None:
            die_of(self._noted)

    def on_signal(self, number: int) -> None:
        """A signal has struck, in the main thread, at any line of the program."""
        if self._owners and self._closing_here and self._noted is None:
            self._noted = number  # obeyed when all is closed
        elif self._owners and self.begun and not self._closing_here:
            self._again = True
        else:
            with contextlib.suppress(Exception):  # as where threads are none, and cannot wait: the signal is obeyed
                if self._owners and not self.begun:
                    self.close_for_a_signal(lambda: self._again)
            self._warn_of_the_rest()
            die_of(number)

    def close_for_a_signal(self, again: Callable[[], bool]) -> None:
        """Close everything, but give up at a second signal (`again`), and say what is left."""
        self.begun = True
        self._close_in_time(again)
        self._warn_of_the_rest()

    def _close_in_time(self, again: Callable[[], bool]) -> None:
        """Close everything, in a thread of its own: a lock may be held where a signal strikes, a name not resolve.

        At the end of Python there are no new threads, since 3.12: there it is closed here.
        """
        if not self._owners:
            return
        hush()
        began = time.monotonic()
        self._deadline = began + PATIENCE
        if began < self.hurried_until + SHORTEST:  # it ends because of Ctrl-C, and most of the time may be gone
            self._deadline = max(self.hurried_until, began + SHORTEST)
        closing = threading.Thread(target=self._close_all, daemon=True)
        try:
            closing.start()
        except RuntimeError:
            self._closing_here = True
            self._close_all()
            return
        while closing.is_alive() and time.monotonic() < self._deadline + 0.3:
            closing.join(0.02)
            if time.monotonic() > began + GRACE and again():
                return

    def _close_all(self) -> None:
        """Close all there is, several at a time where there can be threads."""
        owners = list(self._owners.values())
        jobs = deque((owner, opening) for owner in owners for opening in owner.to_close())
        helpers: list[threading.Thread] = []

        def work() -> None:
            with contextlib.suppress(IndexError):
                while time.monotonic() < self._deadline:
                    owner, opening = jobs.popleft()
                    rounds = -(-(len(jobs) + 1) // (len(helpers) + 1))
                    owner.finish(opening, share(self._deadline, rounds))

        with contextlib.suppress(RuntimeError):
            while len(helpers) < min(31, len(jobs) - 1):
                helpers.append(threading.Thread(target=work, daemon=True))
                helpers[-1].start()
        work()
        for helper in helpers:
            with contextlib.suppress(RuntimeError):
                helper.join(max(0.0, self._deadline - time.monotonic()))
        for owner in owners:
            owner.hang_up()

    def _warn_of_the_rest(self) -> None:
        """Say of what is still open that it may be running."""
        for owner in list(self._owners.values()):
            for opening in owner.openings():
                owner.warn(opening, "closing it was broken off, or took too long")

    def over_in_child(self) -> None:
        """This is a child process, in which nothing is open, and no signal is watched for."""
        for number in SIGNALS:
            if signal.getsignal(number) is _on_signal:
                signal.signal(number, signal.SIG_DFL)
        for wire in self._wires.values():
            wire.cut()
            wire.has_no_listener()


_end = _End()
_everybody: "WeakSet[Owner]" = WeakSet()


def _on_signal(number: int, frame: FrameType | None) -> None:
    _end.on_signal(number)


def _at_exit() -> None:
    _end.at_exit()


def _in_child() -> None:
    """After a fork: what the parent opened is the parent's."""
    global _end
    _end.over_in_child()
    _end = _End()
    for sessions in list(_everybody):
        sessions.forget()


atexit.register(_at_exit)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_in_child)
