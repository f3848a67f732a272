"""Checks of what the caller gives, made before anything is sent. No message repeats a value: it may be a secret."""

import importlib.util
import math
import os
import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

import httpx

from .generated.types import SECRET_NAME, UNSET
from .masking import Secret

LONGEST = 1_000_000
"""Seconds that a call may wait: a socket takes no more than some years."""

_SEGMENT = re.compile(r"(?:(?![/\\?#%])[!-~])+")  # visible ASCII that keeps its place in a path
_TOKEN = re.compile(r"eyJ[\w-]*\.[\w-]+\.[\w-]+")  # a JWT (RFC 7519), as the service's tokens are
_IN_A_LINE = re.compile(r"[!-~]([ -~]*[!-~])?")
_VERSION = re.compile(r"(?<=[^/:])/+v1$")  # at the end of an address, and no host of that name
_VISIBLE = re.compile(r"[!-~]+")  # ASCII without spaces and control characters


def text(name: str, value: Any, empty: str | None = None) -> str:
    """`value`, which has to be a str that is not blank. Raises TypeError or ValueError, with `name`."""
    if not isinstance(value, str):
        raise TypeError(f"{name} must be a str, not {'bytes' if isinstance(value, bytes) else type(value).__name__}.")
    secret = isinstance(value, Secret) or _TOKEN.fullmatch(value)
    if secret and name.endswith("_id") and not re.search(SECRET_NAME, name):
        raise ValueError(f"{name} is a secret, such as a token, where an identifier belongs.")
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
    """`value`, which has to be an http(s) address, without the version at its end, which the paths carry."""
    hint = (
        f"{name} must be an http(s) address such as https://api.liveavatar.com/v1, without a user, query or fragment."
    )
    value = Secret(text(name, value))  # it may hold a password by mistake
    if not _is_address(value):
        raise ValueError(hint)
    return _VERSION.sub("", str(value).rstrip("/"))


def _is_address(value: str) -> bool:
    try:
        parts = urlsplit(value)
        parts.port  # raises ValueError where it is no number  # noqa: B018
        (parts.hostname or "").encode("idna")
        httpx.URL(value)
    except (ValueError, httpx.InvalidURL):
        return False
    known = parts.scheme in ("http", "https") and bool(parts.hostname)
    return known and not any(c in "@?#" or c.isspace() for c in value)


def patience(name: str, value: Any) -> httpx.Timeout:
    """`value`, a number of seconds above 0 or an httpx.Timeout, as an httpx.Timeout without an endless wait."""
    if isinstance(value, httpx.Timeout):
        timeout = value
    elif isinstance(value, int | float) and not isinstance(value, bool):
        timeout = httpx.Timeout(value, connect=min(value, 5.0))
    else:
        raise TypeError(f"{name} must be a number of seconds or an httpx.Timeout, not {type(value).__name__}.")
    if not all(wait is not None and 0 < wait <= LONGEST for wait in timeout.as_dict().values()):
        raise ValueError(
            f"{name} must be above 0, and {LONGEST:,} seconds at most: a call without an end could lose a session."
        )
    return timeout


def seconds(name: str, value: Any) -> None:
    """Raise TypeError or ValueError, with `name`, where `value` is neither None nor a number of seconds from 0 on."""
    if value is not None:
        given(name, value, (float,), minimum=0, maximum=10**9)


def count(name: str, value: Any, least: int = 0) -> int:
    """`value`, which has to be a whole number from `least` on. Raises TypeError or ValueError, with `name`."""
    given(name, value, (int,), minimum=least)
    return int(value)


def given(
    name: str,
    value: Any,
    kinds: Sequence[Any],
    *,
    identifier: bool = False,
    header: bool = False,
    **limits: Any,
) -> Any:
    """The argument of a call, checked against what the contract says of it. UNSET for a None that says "not given".

    Args:
        name: The argument's name.
        value: What was given.
        kinds: What it may be: types, names of models, lists of these, sets of values, None.
        identifier: Whether it becomes a part of the path.
        header: Whether it becomes a header.
        limits: As within() takes them.

    Raises TypeError or ValueError, with `name`.
    """
    if value is None and None in kinds:
        return UNSET
    fits(name, value, kinds)
    if isinstance(value, str):
        text(name, value, f"{name.removesuffix('_id').capitalize()} ID is not set." if identifier else None)
        if identifier and (value in (".", "..") or not _SEGMENT.fullmatch(value)):
            raise ValueError(f"{name} cannot be an identifier. Pass it exactly as the service gave it.")
        if header and not _IN_A_LINE.fullmatch(value):
            raise ValueError(f"{name} cannot be in a header: visible ASCII, in one line, without a space at its ends.")
    within(name, value, **limits)
    return value


def within(
    name: str,
    value: Any,
    *,
    minimum: float = -math.inf,
    maximum: float = math.inf,
    minLength: float = 0,
    maxLength: float = math.inf,
    choices: Sequence[str] = (),
) -> None:
    """Raise ValueError, with `name`, for a value that its limits do not allow.

    Args:
        name: What has the value.
        value: A number, a text, or what has no limits.
        minimum: The least number that is allowed.
        maximum: The largest.
        minLength: The fewest characters.
        maxLength: The most.
        choices: The texts that are allowed, where they are few.
    """
    if isinstance(value, str):
        if choices and value not in choices:
            raise ValueError(f"{name} must be one of {', '.join(choices)}.")
        if len(value) > maxLength:
            raise ValueError(f"{name} is too long: {maxLength:,} characters at most, and it has {len(value):,}.")
        if len(value) < minLength:
            raise ValueError(f"{name} is too short: {minLength:,} characters at least.")
    elif isinstance(value, int | float) and not minimum <= value <= maximum:
        said = [f"{minimum} or more"] if minimum > -math.inf else []
        said += [f"{maximum} at most"] if maximum < math.inf else []
        raise ValueError(f"{name} must be {', and '.join(said) or 'a number'}.")


def fits(name: str, value: Any, kinds: Sequence[Any]) -> None:
    """Raise TypeError or ValueError, with `name`, where `value` is none of `kinds`, or holds what does not fit.

    The generated models say of each field what it may be. Nothing but this looks at it before it is sent.
    """
    if value is UNSET:
        return
    fitting = [kind for kind in kinds if _is(value, kind)]
    if not fitting:
        raise _misfit(name, value, [kind for kind in kinds if kind is not None])
    if isinstance(fitting[0], list):
        for number, item in enumerate(value):
            fits(f"{name}[{number}]", item, fitting[0])
    for field, allowed in getattr(value, "_kinds", {}).items():
        fits(f"{name}.{field}", getattr(value, field), allowed)
    for field, limits in getattr(value, "_limits", {}).items():
        within(f"{name}.{field}", getattr(value, field), **limits)


def _is(value: Any, kind: Any) -> bool:
    if isinstance(kind, str):  # by its name, so that no model is loaded just to look whether this is one
        return any(base.__name__ == kind for base in type(value).__mro__)
    if isinstance(kind, frozenset):
        return isinstance(value, str | int) and value in kind
    if isinstance(kind, list):
        return isinstance(value, list)
    if kind in (int, float):
        return isinstance(value, (int, kind)) and not isinstance(value, bool)
    return value is None if kind is None else isinstance(value, kind)


def _misfit(name: str, value: Any, kinds: Sequence[Any]) -> Exception:
    for kind in kinds:
        if isinstance(kind, frozenset):
            return (ValueError if isinstance(value, str | int) else TypeError)(
                f"{name} must be one of {', '.join(map(str, sorted(kind)))}."
            )
    if models := [kind for kind in kinds if isinstance(kind, str)]:
        said = f"of the type {' or '.join(models)}"
        remedy = f" {models[0]}{'.from_dict' if isinstance(value, dict) else ''}(...) makes one."
    else:
        names = [getattr(kind, "__name__", type(kind).__name__) for kind in kinds]
        said, remedy = " or ".join(f"{'an' if name == 'int' else 'a'} {name}" for name in names), ""
    return TypeError(f"{name} must be {said}, not {type(value).__name__}.{remedy}")


def instance(name: str, value: Any, kind: type, remedy: str) -> None:
    """Raise TypeError, which says `remedy`, where `value` is not of the type `kind`."""
    if not isinstance(value, kind):
        raise TypeError(f"{name} must be of the type {kind.__name__}, not {type(value).__name__}. {remedy}")


def environment() -> None:
    """Raise ValueError, which names the setting, where one of the environment's for httpx cannot work."""
    for name, exists in (("SSL_CERT_FILE", os.path.isfile), ("SSL_CERT_DIR", os.path.isdir)):
        path = os.environ.get(name)
        if path and not exists(path):
            raise ValueError(f"{name} names what is not there: {path!r}. Correct it in the environment, or unset it.")
    if path := os.environ.get("SSLKEYLOGFILE"):
        try:
            open(path, "ab").close()  # as OpenSSL does
        except OSError:
            raise ValueError(
                "SSLKEYLOGFILE names a file that cannot be written. Correct it in the environment, or unset it."
            ) from None
    if os.environ.get("SSL_CERT_FILE"):
        try:
            httpx.create_ssl_context()
        except OSError:  # ssl.SSLError, too
            raise ValueError(
                "SSL_CERT_FILE names a file that holds no certificates. Correct it in the environment, or unset it."
            ) from None
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        for spelling in (name, name.lower()):
            if value := Secret(os.environ.get(spelling, "").strip()):
                _proxy(spelling, value)
    for spelling in ("NO_PROXY", "no_proxy"):
        if os.environ.get(spelling) and not _httpx_can_be_made():
            raise ValueError(f"{spelling} is no list of hosts that httpx can read. Correct it in the environment.")


def _httpx_can_be_made() -> bool:
    try:
        httpx.Client(verify=False).close()  # noqa: S501 - it connects to nothing
    except (ValueError, httpx.InvalidURL):
        return False
    return True


def _proxy(name: str, value: Secret) -> None:
    scheme = _scheme_of_proxy(value)
    if not scheme:
        raise ValueError(f"{name} is not the address of a proxy. Correct it in the environment, or unset it.")
    if scheme.startswith("socks") and importlib.util.find_spec("socksio") is None:
        raise ValueError(f'{name} names a SOCKS proxy, for which httpx needs an extra: pip install "httpx[socks]".')


def _scheme_of_proxy(value: Secret) -> str:
    """The scheme of a proxy's address, or nothing where it is none."""
    try:
        url = httpx.Proxy(value if "://" in value else Secret(f"http://{value}")).url
        return url.scheme if url.host and (url.port or 1) < 65_536 else ""
    except (ValueError, httpx.InvalidURL):
        return ""
