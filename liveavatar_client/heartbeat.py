"""Keeping a session alive in the background."""

import warnings
from collections.abc import Callable
from threading import Event, Thread

from .errors import LiveAvatarError, NotFoundError, SessionEndedWarning
from .log import logger
from .retry import shortened
from .session import StandardSessionResponse

INTERVAL = 60.0
"""Seconds between two pings, as the vendor's own client has it; the service waits 2 to 5 minutes."""


class Heartbeat:
    """A thread that pings a session until it is stopped, or the session has ended on its own.

    A daemon, so that it never delays the exit of the program.
    """

    def __init__(self, ping: Callable[[str], object], interval: float) -> None:
        self._ping = ping
        self._interval = interval
        self._stopped = Event()

    def start(self, session: StandardSessionResponse) -> Thread:
        """Ping the session from now on. Returns the thread that does."""
        thread = Thread(target=self._beat, args=[session], name="liveavatar keep-alive", daemon=True)
        thread.start()
        return thread

    def stop(self) -> None:
        """Send no further ping. Does not wait for one that is under way."""
        self._stopped.set()

    def _beat(self, session: StandardSessionResponse) -> None:
        session_id = session.session_id
        while not self._stopped.wait(shortened(self._interval)) and not session.closed:
            try:
                self._ping(session_id)
            except LiveAvatarError as error:
                if isinstance(error, NotFoundError) and error.session_gone:
                    if session.ended_by_itself() and not self._stopped.is_set():
                        _tell(f"Session {session_id} has ended on its own: get_session() gives its end_reason.")
                    return
                # May pass; the session lives on for minutes without a ping.
                logger.warning("keep-alive of session %s failed: %s", session_id, error)


def _tell(message: str) -> None:
    logger.warning(message)
    warnings.warn(message, SessionEndedWarning, stacklevel=1)
