"""When a request is repeated, and how long to wait before."""

import time
from collections.abc import Callable
from typing import TypeVar

from .errors import LiveAvatarApiError, LiveAvatarConnectionError, LiveAvatarError, RateLimitError, ServerError

T = TypeVar("T")

LONGEST_WAIT = 30.0
"""Seconds. A service that asks to be left alone for longer is not asked again: the error says how long."""


def surely_did_nothing(error: BaseException) -> bool:
    """Whether a request that ended in `error` surely had no effect: never sent, or turned away at the door (429)."""
    return isinstance(error, RateLimitError) or (isinstance(error, LiveAvatarConnectionError) and not error.sent)


def may_pass(error: BaseException) -> bool:
    """Whether the trouble may be over at the next attempt. Only for requests that are safe to repeat."""
    return isinstance(error, (LiveAvatarConnectionError, RateLimitError, ServerError))


def persist(
    attempt: Callable[[int], T],
    *,
    may_repeat: Callable[[BaseException], bool],
    max_retries: int,
    until: float,
) -> T:
    """What `attempt` (which is given its number, from 1) returns, repeating it while `may_repeat` likes its error.

    At most `max_retries` more times, and only where the next attempt starts before `until` (in the time of
    time.monotonic()). Waits as long as the service asks for, else 0.5 s, 1 s, 2 s and so on to 8 s, with up to 0.25 s
    more by chance, so that many clients do not come back all at once. Raises the last error.
    """
    try:
        return attempt(1)
    except LiveAvatarError as error:
        first = error
    if not max_retries or not may_repeat(first):
        raise first
    # Loaded only now, since a script without trouble does without.
    import tenacity

    backoff = tenacity.wait_exponential(multiplier=0.5, max=8)
    chance = tenacity.wait_random(0, 0.25)

    def asked(error: BaseException | None) -> float | None:
        return error.retry_after if isinstance(error, LiveAvatarApiError) else None

    def wait(retry_state: tenacity.RetryCallState) -> float:
        seconds = asked(retry_state.outcome.exception()) if retry_state.outcome else None
        return (backoff(retry_state) if seconds is None else seconds) + chance(retry_state)

    def worth_it(error: BaseException) -> bool:
        return may_repeat(error) and (asked(error) or 0) <= LONGEST_WAIT

    def attempt_again() -> T:
        number = retrying.statistics["attempt_number"]
        if number == 1:
            raise first
        return attempt(number)

    retrying = tenacity.Retrying(
        retry=tenacity.retry_if_exception(worth_it),
        stop=tenacity.stop_after_attempt(max_retries + 1) | tenacity.stop_before_delay(until - time.monotonic()),
        wait=wait,
        reraise=True,
    )
    return retrying(attempt_again)
