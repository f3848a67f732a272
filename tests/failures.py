"""Every failure that the client has to live with: the tests' data, and the table of tests/README.md.

python -m tests.failures prints the table.
"""

import json
from datetime import UTC, datetime
from email.utils import formatdate
from time import time
from typing import Any, NamedTuple

from liveavatar_client import (
    AuthenticationError,
    ConcurrencyLimitError,
    InvalidRequestError,
    LiveAvatarApiError,
    LiveAvatarConnectionError,
    LiveAvatarError,
    LiveAvatarTimeoutError,
    NoCreditsError,
    NotFoundError,
    RateLimitError,
    ServerError,
)

from .faulty import Fault, answer, drip, flood, half, resets, sends, silence

HTML = b"<html><body>Bad Gateway</body></html>"


class Failure(NamedTuple):
    """What goes wrong, and what the caller gets."""

    name: str
    fault: Fault
    error: type[LiveAvatarError]
    safe_repeated: bool = False
    """Whether a call that is safe to repeat is repeated."""
    start_repeated: bool = False
    """Whether a start is."""
    status: int | None = None
    code: int | None = None
    retry_after: tuple[float, float] | None = None
    """The least and the most that it may be, in seconds."""
    fields: list[str] = []  # noqa: RUF012 - never changed

    @property
    def refuses(self) -> bool:
        """Whether the service surely did not do what was asked."""
        return issubclass(self.error, RateLimitError | ConcurrencyLimitError | NoCreditsError)


def says(status: int, body: Any = None, headers: str = "Connection: close\r\n") -> Fault:
    """An answer in JSON; the service's own envelope unless given."""
    envelope = {"code": 4000 + status, "data": None, "message": "No"}
    return sends(answer(status, json.dumps(envelope if body is None else body).encode(), headers))


def refused(code: int, message: str) -> dict[str, Any]:
    return {"code": code, "data": None, "message": message}


def nothing_like(body: bytes) -> Fault:
    """A success by its status, with a body that is none."""
    return sends(answer(200, body))


def limited(headers: str) -> Fault:
    return says(429, headers=f"{headers}Connection: close\r\n")


def asctime(when: float) -> str:
    return datetime.fromtimestamp(when, UTC).strftime("%a %b %e %H:%M:%S %Y")


def rfc850(when: float) -> str:
    return datetime.fromtimestamp(when, UTC).strftime("%A, %d-%b-%y %H:%M:%S GMT")


UNREADABLE = LiveAvatarApiError
BROKEN = LiveAvatarConnectionError
DEEP = b"[" * 100_000 + b"]" * 100_000
SOON = (0.0, 2.0)
LATE = time() + 3600

FAILURES = [
    Failure("reset before the answer", resets(), BROKEN, True),
    Failure("closed before the answer", sends(b""), BROKEN, True),
    Failure("reset in the middle of the headers", resets(b"HTTP/1.1 200 OK\r\nContent-"), BROKEN, True),
    Failure("reset after the headers", resets(answer(200, length=100)), BROKEN, True),
    Failure("body cut short", half, BROKEN, True),
    Failure("not HTTP at all", sends(b"SSH-2.0-x\r\n\r\n"), BROKEN, True),
    Failure("no answer in time", silence, LiveAvatarTimeoutError, True),
    Failure("body a byte at a time", drip, LiveAvatarTimeoutError, True),
    Failure("body of 50 MB", flood, UNREADABLE, status=200),
    Failure("empty body", nothing_like(b""), UNREADABLE, status=200),
    Failure("204 without a body", sends(answer(204)), UNREADABLE, status=204),
    Failure("HTML with 200", nothing_like(HTML), UNREADABLE, status=200),
    Failure("invalid UTF-8", nothing_like(b'{"code": "\xff\xfe"}'), UNREADABLE, status=200),
    Failure("JSON nested 100,000 deep", nothing_like(DEEP), UNREADABLE, status=200),
    Failure("JSON that is no object", nothing_like(b"[1]"), UNREADABLE, status=200),
    Failure("code 4000 with 200", says(200, refused(4000, "No")), UNREADABLE, status=200, code=4000),
    Failure("redirect to another host", says(301, headers="Location: http://127.0.0.2:9/\r\n"), UNREADABLE, status=301),
    Failure("400", says(400), InvalidRequestError, status=400),
    Failure("401", says(401), AuthenticationError, status=401),
    Failure("403", says(403), AuthenticationError, status=403),
    Failure("403, code 4032", says(403, refused(4032, "Limit")), ConcurrencyLimitError, status=403, code=4032),
    Failure("403, code 4033", says(403, refused(4033, "No credits")), NoCreditsError, status=403, code=4033),
    Failure("404 of a gateway", sends(answer(404, HTML)), NotFoundError, status=404),
    Failure("405", says(405), UNREADABLE, status=405),
    Failure("409", says(409), UNREADABLE, status=409),
    Failure("418", says(418), UNREADABLE, status=418),
    Failure(
        "422, fields under `detail`",
        says(422, {"detail": [{"loc": ["body", "avatar_id"], "msg": "Bad", "type": "x"}]}),
        InvalidRequestError,
        status=422,
        fields=["avatar_id"],
    ),
    Failure(
        "422, fields under `data`",
        says(422, {"code": 4000, "data": [{"loc": ["a", 0, "b"], "message": "Bad"}], "message": "No"}),
        InvalidRequestError,
        status=422,
        fields=["a.0.b"],
    ),
    Failure("429", limited(""), RateLimitError, True, True, status=429),
    Failure("429, Retry-After in seconds", limited("Retry-After: 1\r\n"), RateLimitError, True, True, 429, None, SOON),
    Failure(
        "429, Retry-After as a date",
        limited(f"Retry-After: {formatdate(time() - 9, usegmt=True)}\r\n"),
        RateLimitError,
        True,
        True,
        429,
        None,
        SOON,
    ),
    Failure(
        "429, Retry-After as an older form of date",
        limited(f"Retry-After: {rfc850(time() - 9)}\r\n"),
        RateLimitError,
        True,
        True,
        429,
        None,
        SOON,
    ),
    Failure(
        "429, Retry-After as a C date",
        limited(f"Retry-After: {asctime(time() - 9)}\r\n"),
        RateLimitError,
        True,
        True,
        429,
        None,
        SOON,
    ),
    Failure("429, X-RateLimit-Reset", limited("X-RateLimit-Reset: 1\r\n"), RateLimitError, True, True, 429, None, SOON),
    Failure(
        "429, Retry-After in an hour",
        limited(f"Retry-After: {formatdate(LATE, usegmt=True)}\r\n"),
        RateLimitError,
        status=429,
        retry_after=(1800.0, 3601.0),
    ),
    Failure("500", says(500), ServerError, True, status=500),
    Failure("502 with HTML", sends(answer(502, HTML)), ServerError, True, status=502),
    Failure("503", says(503), ServerError, True, status=503),
    Failure("504", says(504), ServerError, True, status=504),
    Failure("520", sends(answer(520)), ServerError, True, status=520),
    Failure("599", sends(answer(599)), ServerError, True, status=599),
]


def table() -> str:
    """The table of tests/README.md: what has the same outcome is on one line."""
    outcomes: dict[tuple[str, bool, bool], list[str]] = {
        ("LiveAvatarConnectionError", True, True): ["connection refused", "name not found", "no TLS"],
        ("LiveAvatarTimeoutError", True, True): ["no connection in time"],
    }
    for failure in FAILURES:
        outcome = (failure.error.__name__, failure.safe_repeated, failure.start_repeated)
        outcomes.setdefault(outcome, []).append(failure.name)
    lines = ["| what happens | what the caller gets | repeated | a start, too |", "|---|---|---|---|"]
    for (error, safe, start), names in outcomes.items():
        lines.append(f"| {'; '.join(names)} | `{error}` | {'yes' if safe else 'no'} | {'yes' if start else 'no'} |")
    return "\n".join(lines)


if __name__ == "__main__":
    print(table())
