"""Checks of what the caller gives, made before anything is sent. No message repeats a value: it may be a secret."""

import math
import re
from typing import Any
from urllib.parse import urlsplit

import httpx

from .masking import Secret

_VISIBLE = re.compile(r"[!-~]+")  # ASCII without spaces and control characters


def text(name: str, value: Any, empty: str | None = None) -> str:
    """`value`, which has to be a str that is not blank. Raises TypeError or ValueError, with `name`."""
    if not isinstance(value, str):
        raise TypeError(f"{name} must be a str, not {type(value).__name__}.")
    if not value.strip():
        raise ValueError(empty or f"{name} is empty: pass a value.")
    return value


def credential(name: str, value: Any, empty: str | None = None) -> Secret:
    """`value` as a Secret, which has to fit into an HTTP header: visible ASCII, in one line (RFC 9110, section 5.5)."""
    if not _VISIBLE.fullmatch(text(name, value, empty)):
        raise ValueError(
            f"{name} holds a space, a line break or a character outside ASCII. Pass it exactly as the service gave it; "
            "one read from a file may need .strip()."
        )
    return Secret(value)


def address(name: str, value: Any) -> str:
    """`value` without a slash at its end, which has to be an http(s) address to which a path can be added."""
    hint = (
        f"{name} must be an http(s) address such as https://api.liveavatar.com/v1, without a user, query or fragment."
    )
    try:
        parts = urlsplit(text(name, value))
        parts.port  # raises ValueError where it is no number  # noqa: B018
        (parts.hostname or "").encode("idna")
        httpx.URL(value)
    except (ValueError, httpx.InvalidURL):
        raise ValueError(hint) from None
    if parts.scheme not in ("http", "https") or not parts.hostname or any(c in "@?#" or c.isspace() for c in value):
        raise ValueError(hint)
    return str(value).rstrip("/")


def patience(name: str, value: Any) -> httpx.Timeout:
    """`value`, a number of seconds above 0 or an httpx.Timeout, as an httpx.Timeout without an endless wait."""
    if isinstance(value, httpx.Timeout):
        timeout = value
    elif isinstance(value, int | float) and not isinstance(value, bool):
        timeout = httpx.Timeout(value, connect=min(value, 5.0))
    else:
        raise TypeError(f"{name} must be a number of seconds or an httpx.Timeout, not {type(value).__name__}.")
    if not all(wait is not None and wait > 0 and math.isfinite(wait) for wait in timeout.as_dict().values()):
        raise ValueError(f"{name} must be above 0 and finite: a call without an end could lose a session.")
    return timeout


def count(name: str, value: Any, least: int = 0, most: float = math.inf) -> int:
    """`value`, which has to be a whole number from `least` to `most`. Raises TypeError or ValueError, with `name`."""
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(f"{name} must be an int, not {type(value).__name__}.")
    if not least <= value <= most:
        raise ValueError(f"{name} must be {least} or more" + (f", and {most} at most." if most < math.inf else "."))
    return value


def choice(name: str, value: Any, choices: tuple[str, ...]) -> str:
    """`value`, which has to be one of `choices`. Raises TypeError or ValueError, with `name`."""
    if text(name, value) not in choices:
        raise ValueError(f"{name} must be one of {', '.join(choices)}.")
    return str(value)


def instance(name: str, value: Any, kind: type, remedy: str) -> None:
    """Raise TypeError, which says `remedy`, where `value` is not of the type `kind`."""
    if not isinstance(value, kind):
        raise TypeError(f"{name} must be of the type {kind.__name__}, not {type(value).__name__}. {remedy}")
