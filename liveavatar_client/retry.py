"""When a request is repeated, and how long to wait before."""

import random

from .errors import LiveAvatarApiError, LiveAvatarConnectionError, LiveAvatarError, RateLimitError, ServerError

LONGEST_WAIT = 30.0
"""Seconds. A service that asks to be left alone for longer is not asked again: the error says how long."""


def surely_did_nothing(error: LiveAvatarError) -> bool:
    """Whether a request that ended in `error` surely had no effect: never sent, or turned away at the door (429)."""
    return isinstance(error, RateLimitError) or (isinstance(error, LiveAvatarConnectionError) and not error.sent)


def may_pass(error: LiveAvatarError) -> bool:
    """Whether the trouble may be over at the next attempt. Only for requests that are safe to repeat."""
    return isinstance(error, LiveAvatarConnectionError | RateLimitError | ServerError)


def pause_after(error: LiveAvatarError, attempt: int) -> float | None:
    """Seconds to wait after attempt number `attempt` (from 1) ended in `error`; None where waiting takes too long.

    As long as the service asks for, else 0.5 s, 1 s, 2 s and so on up to 8 s; with up to 0.25 s more by chance, so
    that many clients do not come back all at once.
    """
    asked = error.retry_after if isinstance(error, LiveAvatarApiError) else None
    if asked is not None and asked > LONGEST_WAIT:
        return None
    return (min(0.5 * 2 ** (attempt - 1), 8.0) if asked is None else asked) + random.uniform(0, 0.25)  # noqa: S311
