"""Which sessions are open, whose they are, and how each comes to its end.

Whoever opened a session ends it, until told that it is somebody else's. A session is owned from the moment its start
is about to be sent. It stops being owned when the service has said that it is over, when its time is over, or when it
is detached. What is owned is closed by the end of its block, of its client, or of the process, whichever comes first.
"""

import contextlib
import threading
import time
from collections import deque
from collections.abc import Callable
from math import inf
from typing import Protocol, TypeVar

from . import process
from .errors import (
    AuthenticationError,
    ConcurrencyLimitError,
    InvalidRequestError,
    LiveAvatarApiError,
    LiveAvatarError,
    NoCreditsError,
    NotFoundError,
)
from .generated.models import StopSessionResponse
from .masking import Secret
from .retry import shortened, surely_did_nothing
from .session import ELSEWHERE, StandardSessionResponse

T = TypeVar("T")

PAUSES = (0.0, 0.5, 1.5)
"""Seconds before each attempt to stop a session whose start may still be on its way to the service."""

MAY_STILL_START = 30.0
"""Seconds after which a start without an answer is not on its way any more, wherever it was held up."""

EXPIRED = 100
"""How many sessions whose time is over are stopped all the same where that is asked for."""

REMEMBERED = 10_000
"""How many sessions that are over are remembered, so that closing one again is harmless."""

HOW_TO_STOP = "LiveAvatarApi().stop_session('{}') stops it."
"""What the end of the process says of a session that may run on."""

LEEWAY = 15.0
"""Seconds after its time is over at which a session is no longer counted as open."""


class Stop(Protocol):
    """How to stop a session: with its token, or with the API key; trying no longer than until a monotonic time."""

    def __call__(
        self, session_id: str, token: Secret | None = None, *, until: float | None = None
    ) -> StopSessionResponse: ...


class OpenSession:
    """A session from its token to its end."""

    def __init__(self, session_id: str, token: Secret) -> None:
        self.session_id = session_id
        self.minted_as = session_id
        """Its id by its token. That the start names the same is documented nowhere."""
        self.token = token
        self.session: StandardSessionResponse | None = None
        """What its owner has of it. None unless the start is known to have worked."""
        self.starting = 0
        """The thread that is starting it just now."""
        self.may_start_until = 0.0
        """Until when its start, if it was sent, may still be on its way: a time of time.monotonic()."""
        self.stopped = False
        """Whether somebody has closed it meanwhile."""
        self.detached = False
        """Whether it was detached meanwhile."""
        self.hidden = False
        """Whether it was not there when it was closed, but may still start."""
        self.told = False
        """Whether the end of the process has said what became of it."""
        self.forgotten_at = inf

    def renew(self, other: "OpenSession") -> None:
        """It was never started, and its token is of no use any more: take another."""
        self.session_id = self.minted_as = other.session_id
        self.token = other.token

    def is_on_its_way(self) -> bool:
        """Whether another thread is starting it just now, and has the last word."""
        return self.starting not in (0, threading.get_ident())

    def may_still_start(self) -> bool:
        """Whether what became of its start is not known, and may not have happened yet."""
        return self.session is None and time.monotonic() < self.may_start_until


class OwnedSessions:
    """The sessions that a client opened and that are its to close.

    Nothing here is behind a lock, which might be held where a signal strikes, or a process forks: each step leaves
    what the next needs, in whatever order threads take them.

    Args:
        stop: Stops a session.
        hang_up: Closes the client's connections, at the end of the process.
        longest: Seconds that a call takes at most; the undoing of a start takes as long, but for its pauses.
    """

    def __init__(self, stop: Stop, hang_up: Callable[[], None], longest: float) -> None:
        self._stop = stop
        self.hang_up = hang_up
        self._longest = longest
        self._open: dict[str, OpenSession] = {}
        self._expired: deque[OpenSession] = deque(maxlen=EXPIRED)
        self._over: deque[str] = deque(maxlen=REMEMBERED)
        self._swept_at = 0.0
        self.closed = False
        """Whether the client was closed, and opens no session any more."""
        process.belongs_here(self)

    # ---- opening ----

    def check_that_one_may_open(self) -> None:
        """Raise LiveAvatarError where nobody would close what is opened now."""
        if self.closed:
            raise LiveAvatarError("This LiveAvatarApi is closed, and opens no session any more. Make a new one.")
        if process.has_begun_to_end():
            raise LiveAvatarError("The process is about to end, and opens no session any more.")

    def open(self, opening: OpenSession, start: Callable[[], StandardSessionResponse]) -> StandardSessionResponse:
        """The session that `start` starts. Where that goes wrong it is undone, and a note on the error says so."""
        self._refuse_one_that_is_open(opening.session_id, opening)
        opening.starting = threading.get_ident()
        opening.may_start_until = 0.0
        try:
            self._own(opening)
            self.check_that_one_may_open()
            opening.may_start_until = time.monotonic() + MAY_STILL_START
            session = start()
            self._refuse_one_that_is_open(session.session_id, opening)
            opening.session = session
            session.belongs_to(self)
            if session.session_id != opening.minted_as:  # the one that runs is the one that the start named
                self._open[session.session_id] = opening
                opening.session_id = session.session_id
                self._open.pop(opening.minted_as, None)
            elif session.session_id not in self._open:  # closed meanwhile, before it was there, where a signal struck
                self._own(opening)
            opening.hidden = False
            opening.forgotten_at = inf
            if session.max_session_duration is not None:
                opening.forgotten_at = time.monotonic() + min(session.max_session_duration, 10**9) + LEEWAY
            opening.starting = 0
            if opening.detached:
                self.detach(opening.session_id)
                return session
            if opening.stopped:
                self.close(opening.session_id)
            self.check_that_one_may_open()  # whoever closes a client leaves alone what is just being opened
            return session
        except BaseException as error:
            if opening.session is None and (not opening.may_start_until or _surely_started_nothing(error)):
                self._let_go(opening)
            else:
                self._undo(opening, error)
            raise
        finally:
            opening.starting = 0

    def _refuse_one_that_is_open(self, session_id: str, opening: OpenSession) -> None:
        """Raise LiveAvatarError for the id of another session, as a cache before the service gives it once more."""
        if self._open.get(session_id, opening) is not opening:
            raise LiveAvatarError(f"The service gave the id of session {session_id}, which is open already.")

    def _own(self, opening: OpenSession) -> None:
        """From here on it may run, and the end of the process waits for it."""
        self._sweep()
        self._open[opening.session_id] = opening
        process.watch(self)

    def _undo(self, opening: OpenSession, error: BaseException) -> None:
        """Stop a session whose start ended in `error`, but may have worked, and note on `error` what came of it."""
        session_id = opening.session_id
        settled = opening.session is not None or (
            isinstance(error, LiveAvatarApiError) and error.from_service and error.status < 500
        )
        try:
            until = process.until_after(error) or time.monotonic() + self._longest + sum(PAUSES)
            doubt = self._stop_surely(opening, lambda: settled, until)
        except BaseException as interrupt:  # Ctrl-C once more: let go, but not without a word
            interrupt.add_note(f"Session {session_id} may be running: close_session({session_id!r}) stops it.")
            raise
        if doubt is None:
            opening.starting = 0
            self.over(session_id)
            error.add_note(f"Session {session_id} is not running.")
            return
        error.add_note(f"Session {session_id}: {doubt} stop_session({session_id!r}) stops it.")
        if isinstance(error, LiveAvatarError):
            error.session_id = session_id

    # ---- closing ----

    def close(self, session_id: str, *, until: float | None = None, last_look: bool = False) -> StopSessionResponse:
        """Stop a session with its own token, or with the API key where that is unknown, or not taken any more.

        A session that is gone is a success. Raises LiveAvatarError where it may still be running.
        """
        try:
            return self._close(session_id, until, last_look)
        except LiveAvatarError as error:
            if self._found(session_id):  # else it was over before
                error.session_id = session_id
            raise

    def _close(self, session_id: str, until: float | None, last_look: bool) -> StopSessionResponse:
        opening = self._found(session_id)
        if opening and opening.session:
            opening.session.is_about_to_close()
        # Where the start named another session than its token, nobody knows which of the two runs.
        names = dict.fromkeys([session_id, opening.minted_as if opening else session_id])
        answer, refused, gone = None, None, None
        for name in names:
            try:
                answer = self._stop_as_owner(session_id, name, until)
            except InvalidRequestError as error:  # as of an id that there never was
                if len(names) == 1 or not error.from_service:
                    raise
                refused = error
            except NotFoundError as error:
                if not error.session_gone:
                    raise
                gone = error
        if answer is None and refused:
            raise refused
        self.over(session_id, may_still_start=answer is None and not last_look)
        return answer or StopSessionResponse(code=gone.code if gone else None, message="Session not found")

    def _stop_as_owner(self, session_id: str, name: str, until: float | None) -> StopSessionResponse:
        return self.as_owner(session_id, lambda token: self._stop(name, token, until=until))

    def leave(self, opening: OpenSession | None, error: BaseException | None) -> None:
        """Close a session at the end of its block. Trouble with that is a note on the error of the block, if any.

        Not one that is over, or detached, or that a parent process opened.
        """
        if opening is None or opening.session is None or not self._has(opening):
            return
        session_id = opening.session_id
        try:
            self.close(session_id, until=process.until_after(error))
        except LiveAvatarError as trouble:
            if error is None:
                raise
            error.add_note(f"Closing session {session_id} failed: {trouble}")
        except BaseException as interrupt:  # Ctrl-C just now, or a time limit: once more, before all that is waited for
            try:
                self.close(session_id, until=process.until_after(interrupt))
            except Exception as trouble:
                interrupt.add_note(f"Closing session {session_id} failed: {trouble}")
            raise

    def leave_own(self, session_id: str, error: BaseException | None) -> None:
        """The same for a session that is its own context manager."""
        self.leave(self._found(session_id), error)

    def close_all(self, because: BaseException | None = None) -> dict[str, Exception]:
        """Close every session, and open no other. Returns those that may still be running, and why.

        One whose start is on its way is closed by the thread that opens it, as soon as it has the answer.
        """
        self.closed = True
        left: dict[str, Exception] = {}
        until = process.until_after(because, last=True)
        openings = self.to_close()
        for number, opening in enumerate(openings):
            if not opening.is_on_its_way():
                # Each has its share of the time: one that hangs does not keep others from closing.
                share = until and process.share(until, len(openings) - number)
                try:
                    self.close(opening.session_id, until=share, last_look=True)
                except Exception as error:  # of a client that was brought: the others are closed all the same
                    if not self._seems_over(opening):
                        left[opening.session_id] = error
        return left

    def _stop_surely(self, opening: OpenSession, settled: Callable[[], bool], until: float) -> str | None:
        """Stop a session before `until`, and return None where it surely does not run any more, else why not.

        While it is not settled what became of the start (its answer was lost, or is still to come) it may be under
        way, and a stop that finds no session proves nothing: hence several of them.
        """
        for pause in PAUSES:
            time.sleep(max(0.0, min(shortened(pause), until - time.monotonic())))
            try:
                self._stop(opening.session_id, until=until)
                return None
            except AuthenticationError:  # the key is not taken any more
                with contextlib.suppress(LiveAvatarError):
                    self._stop(opening.session_id, opening.token, until=until)
                    return None
                return "It may be running, since neither the API key nor its token can stop it."
            except LiveAvatarError as trouble:
                if not (isinstance(trouble, NotFoundError) and trouble.session_gone):
                    return f"It may be running, since stopping it failed, too: {trouble.args[0]}."
            if settled():
                return None
        return f"It was not running within {sum(PAUSES):.0f} s, but may still start."

    # ---- what is known of a session ----

    def as_owner(self, session_id: str, call: Callable[[Secret | None], T]) -> T:
        """What `call` returns with the session's own token, or with the API key where that is unknown, or not taken."""
        if opening := self._found(session_id):
            process.watch(self)  # the program may have put a signal back to its default meanwhile
            with contextlib.suppress(AuthenticationError):
                return call(opening.token)
        return call(None)

    def has_open(self) -> bool:
        """Whether anything is open and owned."""
        return bool(self._open)

    def openings(self) -> list[OpenSession]:
        """The sessions that may be running, the oldest first."""
        self._sweep(at_once=True)
        return list(self._open.values())

    def to_close(self) -> list[OpenSession]:
        """The same, and those whose time is over by what the service said of it: an end does not rely on that."""
        return [*self.openings(), *self._expired]

    def _found(self, session_id: str) -> OpenSession | None:
        expired = (opening for opening in list(self._expired) if opening.session_id == session_id)
        return self._open.get(session_id) or next(expired, None)

    def _has(self, opening: OpenSession) -> bool:
        return self._open.get(opening.session_id) is opening or opening in self._expired

    def _seems_over(self, opening: OpenSession) -> bool:
        return opening.hidden or opening in self._expired

    def was_here(self, session_id: str) -> bool:
        """Whether the client opened the session, be it over or not (of those that are over, the last 10,000)."""
        return session_id in self._open or session_id in self._over

    def over(self, session_id: str, *, may_still_start: bool = False) -> None:
        """Note that a session is over, since it was stopped or is gone, and tell whoever holds it."""
        opening = self._found(session_id)
        if opening is None:
            return
        if opening.is_on_its_way():  # whoever opens it has the last word, and one that is not there yet may still start
            opening.stopped = True
            return
        # Where it is not there yet, the end of the client, or of the process, looks once more.
        if may_still_start and opening.may_still_start():
            opening.hidden = opening.stopped = True
            opening.forgotten_at = opening.may_start_until
            return
        if opening.session is not None:
            opening.session.closed = True
        self._let_go(opening)

    def close_own(self, session_id: str) -> StopSessionResponse:
        """Close a session that this client opened. Raises ValueError for any other."""
        if not self.was_here(session_id):
            raise ValueError(
                "This client did not open that session, or it was detached. Call new_session first, or close it with "
                "stop_session()."
            )
        return self.close(session_id)

    def detach(self, session_id: str) -> None:
        """From now on it is somebody else's. Raises ValueError for one that is not this client's."""
        opening = self._found(session_id)
        if opening is None:
            raise ValueError("This client has no such session open: there is nothing to detach.")
        opening.detached = True
        detached.append(session_id)
        if opening.is_on_its_way():  # until it is known what became of the start
            return
        self._open.pop(session_id, None)
        with contextlib.suppress(ValueError):
            self._expired.remove(opening)
        process.unwatch()
        if opening.session is not None:
            opening.session.belongs_to(ELSEWHERE)

    def forget(self) -> None:
        """In a child process: all of them are the parent's."""
        self._open.clear()
        self._expired.clear()
        self._over.clear()

    def _let_go(self, opening: OpenSession) -> None:
        self._over.append(opening.session_id)
        if self._open.get(opening.session_id) is opening:
            self._open.pop(opening.session_id, None)
        with contextlib.suppress(ValueError):
            self._expired.remove(opening)
        process.unwatch()

    def _sweep(self, *, at_once: bool = False) -> None:
        """Forget the sessions whose time is over: the service has ended them. Looks every 10 s, since it takes time."""
        now = time.monotonic()
        if at_once or now > self._swept_at + 10:
            self._swept_at = now
            for opening in [opening for opening in list(self._open.values()) if opening.forgotten_at < now]:
                self._let_go(opening)
                if not opening.hidden:
                    self._expired.append(opening)

    # ---- the end of the process ----

    def finish(self, opening: OpenSession, until: float) -> None:
        """Close a session at the end of the process, and say so."""
        if not self._has(opening) or opening.detached:
            return
        session_id, was_open, was_hidden = opening.session_id, not opening.stopped, opening.hidden
        try:
            gone_before = False
            doubt = None
            if not opening.is_on_its_way():
                try:
                    answer = self.close(session_id, until=until, last_look=True)
                    gone_before = answer.message == "Session not found"
                    if gone_before and opening.may_still_start() and not was_hidden:
                        doubt = "it was not there yet when it was stopped, but may still start"
                except LiveAvatarError as trouble:
                    doubt = f"stopping it failed: {trouble.args[0]}"
            else:
                doubt = self._stop_surely(opening, lambda: not opening.starting, until)
        except Exception as trouble:  # a client that was brought may do anything
            doubt = f"stopping it failed: {type(trouble).__name__}"
        if doubt is not None:
            self.warn(opening, doubt)
            return
        self._let_go(opening)
        if was_open and not gone_before and not opening.told:
            opening.told = True
            process.say(f"session {session_id} was open at the end of the process, and has been closed.")

    def warn(self, opening: OpenSession, doubt: str) -> None:
        """Say that a session may still be running, and how to stop it, unless something was said of it."""
        if not opening.told and not self._seems_over(opening):
            opening.told = True
            process.say(
                f"session {opening.session_id} may still be running, and cost credits: {doubt.rstrip('.')}. "
                + HOW_TO_STOP.format(opening.session_id)
            )


def _surely_started_nothing(error: BaseException) -> bool:
    """Whether a start that ended in `error` was never sent, or surely refused."""
    if isinstance(error, ConcurrencyLimitError | NoCreditsError):
        return error.from_service
    return isinstance(error, LiveAvatarError) and surely_did_nothing(error)


detached: deque[str] = deque(maxlen=0)
"""Takes the ids of the sessions that are detached. It keeps none, but in the tests of those who use the client: there
pytest_plugin puts one in its place that does."""


def owned() -> list[tuple[OwnedSessions, str]]:
    """The sessions that may be running and that clients of this process are to close: whose, and their ids."""
    owners = [owner for owner in process.owners() if isinstance(owner, OwnedSessions)]
    return [(owner, opening.session_id) for owner in owners for opening in owner.openings()]
