"""When a request is repeated, and how long to wait before."""

import random
import time
from collections.abc import Iterator

from .errors import LiveAvatarApiError, LiveAvatarConnectionError, LiveAvatarError, RateLimitError, ServerError

LONGEST_WAIT = 30.0
"""Seconds. A service that asks to be left alone for longer is not asked again: the error says how long."""

PACE = 1.0
"""Seconds that a second of a pause takes. Fewer in the tests of those who use the client: see pytest_plugin."""


def surely_did_nothing(error: LiveAvatarError) -> bool:
    """Whether a request that ended in `error` surely had no effect: never sent, or turned away at the door (429)."""
    return isinstance(error, RateLimitError) or (isinstance(error, LiveAvatarConnectionError) and not error.sent)


def may_pass(error: LiveAvatarError) -> bool:
    """Whether the trouble may be over at the next attempt. Only for requests that are safe to repeat."""
    return isinstance(error, LiveAvatarConnectionError | RateLimitError | ServerError)


def shortened(pause: float) -> float:
    """How long a pause of so many seconds is really waited for. What this leaves out counts as waited for, too."""
    return pause * PACE


def pauses_until_there_is_a_slot(wait: float) -> Iterator[float]:
    """The pauses between looks whether a session may start, in seconds, for `wait` seconds in all; they grow to 8 s."""
    until = time.monotonic() + wait
    pause = 0.5
    while (left := until - time.monotonic()) > 0:
        meant = min(left, pause * random.uniform(0.75, 1.25))  # noqa: S311
        yield shortened(meant)
        until -= meant - shortened(meant)
        pause = min(pause * 1.5, 8.0)


def pause_after(error: LiveAvatarError, attempt: int) -> float | None:
    """Seconds to wait after attempt number `attempt` (from 1) ended in `error`; None where waiting takes too long.

    As long as the service asks for, else 0.5 s, 1 s, 2 s and so on up to 8 s; with up to 0.25 s more by chance, so
    that many clients do not come back all at once.
    """
    asked = error.retry_after if isinstance(error, LiveAvatarApiError) else None
    if asked is not None and asked > LONGEST_WAIT:
        return None
    return (min(0.5 * 2 ** (attempt - 1), 8.0) if asked is None else asked) + random.uniform(0, 0.25)  # noqa: S311
