"""Stopping a session whose start ended in an error, but may have worked."""

import time
from collections.abc import Callable

from .errors import LiveAvatarApiError, NotFoundError

PAUSES = (0.0, 0.5, 1.5)
"""Seconds before each attempt to stop a session whose start may still be on its way to the service."""


def doubt_after(stop: Callable[[], object], error: BaseException) -> str | None:
    """Stop the session, and return None where it surely does not run any more, else why not.

    An answer of the service settles what became of the start. Without one (`error` is a timeout, a gateway's 5xx,
    Ctrl-C) the start may still be under way, and a stop that finds no session proves nothing: hence several of them.
    """
    settled = isinstance(error, LiveAvatarApiError) and error.status < 500
    for pause in PAUSES:
        time.sleep(pause)
        try:
            stop()
            return None
        except Exception as trouble:
            if not (isinstance(trouble, NotFoundError) and trouble.session_gone):
                return f"It may be running, since stopping it failed, too: {trouble}."
        if settled:
            return None
    return f"It was not running within {sum(PAUSES):.0f} s, but may still start."
