"""What is shown of a session while it runs."""

import contextlib
import math
import threading
import time
from typing import TYPE_CHECKING

from ..errors import LiveAvatarError
from .terminal import Failure, cell, columns, cut, duration, is_terminal, plain, say, say_json

if TYPE_CHECKING:
    from ..facade import LiveAvatarApi
    from ..generated.models import SessionRecord
    from ..session import StandardSessionResponse

EVERY = 60.0
"""Seconds from one line about the session to the next, where no line renews itself."""

RENEWED = 1.0
"""Seconds from one look of the line that renews itself to the next."""

LOOK = 10.0
"""Seconds from one question to the service, what the session has cost, to the next."""


EXPECTED = ("MAX_DURATION_REACHED", "USER_CLOSED", "USER_DISCONNECTED")
"""Why a session ends where nothing went wrong: its time is over, or somebody wanted it."""


class Watch:
    """A session for people and programs to look at: where, how long it has run, and what it has cost.

    A line that renews itself on a terminal, plain lines elsewhere; as JSON an object on a line of its own.

    Args:
        session: The session.
        api: Whoever asks the service what it has cost, with time limits that are short.
        as_json: Whether a program reads it.
    """

    def __init__(self, session: "StandardSessionResponse", api: "LiveAvatarApi", *, as_json: bool) -> None:
        self._session = session
        self._api = api
        self._as_json = as_json
        self._renews = is_terminal() and not as_json
        self._renewed = ""
        self._began = time.monotonic()
        self._record: SessionRecord | None = None
        self._left = threading.Event()
        self._ended_by_itself = False

    def follow(self, limit: float | None) -> None:
        """Show it until it has ended by itself, or `limit`, in seconds, or its own is over, or nobody reads."""
        threading.Thread(target=self._look_now_and_then, name="liveavatar look", daemon=True).start()
        limit = min(limit or math.inf, self._session.max_session_duration or math.inf)
        next_line = EVERY
        reads = self._tell_that_it_is_open()
        try:
            while reads and (left := limit - self._ran()) > 0:
                if self._has_ended():
                    self._ended_by_itself = True
                    return
                if self._renews:
                    reads = self._renew()
                elif self._ran() >= next_line:
                    next_line += EVERY
                    reads = self._tell_how_it_runs()
                time.sleep(min(left, RENEWED, EVERY))
        finally:
            self._left.set()

    def tell_that_it_is_over(self) -> None:
        """Say how long it ran, and what it has cost.

        Raises Failure where it has ended by itself, and not because its time was over, or somebody wanted it.
        """
        self._look()
        reason = self._record.end_reason if self._record else None
        why = reason or "no reason is known"
        ran = self._ran()
        with contextlib.suppress(OverflowError, TypeError, ValueError):  # of what the service may give for a number
            if self._record and self._ended_by_itself:
                ran = int(self._record.duration)  # type: ignore[arg-type]
        if self._as_json:
            self._tell_program("closed", ran, end_reason=reason)
        else:
            how = f"Ended by itself ({plain(why)})" if self._ended_by_itself else "Closed"
            say(("\n" if self._renewed else "") + f"{how} after {duration(ran)}. {self._cost('It has cost')}.")
        if self._ended_by_itself and reason not in EXPECTED:
            raise Failure(f"session {self._session.session_id} ended by itself: {why}.")

    # ---- what is known of it ----

    def _ran(self) -> float:
        return time.monotonic() - self._began

    def _has_ended(self) -> bool:
        return self._session.closed or bool(self._record and (self._record.end_at or self._record.end_reason))

    def _look_now_and_then(self) -> None:
        while not self._left.is_set():
            self._look()
            self._left.wait(LOOK)

    def _look(self) -> None:
        with contextlib.suppress(LiveAvatarError):  # the next look may see more, and the session lives on
            self._record = self._api.get_session(self._session.session_id)

    # ---- what is said of it; each returns whether anybody reads it ----

    def _tell_that_it_is_open(self) -> bool:
        session, expires = self._session, self._session.expires_at
        if self._as_json:
            expiry = expires.isoformat() if expires else None
            return self._tell_program("open", 0, join_url=session.join_url, expires_at=expiry)
        until = f", until {expires:%Y-%m-%d %H:%M:%S} UTC at the latest" if expires else ""
        say(f"Session {session.session_id} is open{until}.")
        return say(f"Watch it at {session.join_url}" if session.join_url else "It has no address to watch it at.")

    def _tell_how_it_runs(self) -> bool:
        return self._tell_program("open", self._ran()) if self._as_json else say(self._how_it_runs())

    def _how_it_runs(self) -> str:
        return f"It has run for {duration(self._ran())}. {self._cost('It has cost')}."

    def _renew(self) -> bool:
        line = cut(f"{self._how_it_runs()} Ctrl-C closes it.", (columns() or 80) - 1)
        rest = " " * (len(self._renewed) - len(line))  # of the line before
        self._renewed = line
        return say(f"\r{line}{rest}", end="")

    def _tell_program(self, state: str, ran: float, **more: str | None) -> bool:
        said = {
            "session_id": self._session.session_id,
            "state": state,
            "mode": self._session.mode,
            "avatar_id": self._session.avatar_id,
            "duration": int(ran),
            "credits_consumed": self._record.credits_consumed if self._record else None,
        }
        return say_json({**said, **more}, indent=None)

    def _cost(self, words: str) -> str:
        credits = cell(self._record.credits_consumed) if self._record else ""
        if not credits:
            return f"What {words[0].lower()}{words[1:]} is not known"
        return f"{words} {credits} credit{'' if credits == '1' else 's'}"
