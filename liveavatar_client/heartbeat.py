"""Keeping a session alive in the background."""

import threading
import warnings
from typing import TYPE_CHECKING

from .errors import LiveAvatarError, NotFoundError, SessionEndedWarning
from .log import logger
from .session import StandardSessionResponse

if TYPE_CHECKING:
    from .facade import LiveAvatarApi

INTERVAL = 60.0
"""Seconds between two pings, as the vendor's own client has it; the service waits 2 to 5 minutes."""


class Heartbeat:
    """A thread that pings a session until it is stopped, or the session has ended on its own.

    A daemon, so that it never delays the exit of the program.
    """

    def __init__(self, api: "LiveAvatarApi", session: StandardSessionResponse, interval: float = INTERVAL) -> None:
        self._api = api
        self._session = session
        self._interval = interval
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._beat, name=f"liveavatar {session.session_id}", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Send no further ping. Does not wait for one that is under way."""
        self._stopped.set()

    def _beat(self) -> None:
        while not self._stopped.wait(self._interval):
            try:
                self._api.keep_alive(self._session.session_id)
            except LiveAvatarError as error:
                if isinstance(error, NotFoundError) and error.session_gone:
                    if not self._stopped.is_set():
                        self._tell()
                    return
                # May pass; the session lives on for minutes without a ping.
                logger.warning("keep-alive of session %s failed: %s", self._session.session_id, error)
            except RuntimeError:  # the client was closed
                return

    def _tell(self) -> None:
        message = f"Session {self._session.session_id} has ended on its own: get_session() gives its end_reason."
        logger.warning(message)
        warnings.warn(message, SessionEndedWarning, stacklevel=1)
