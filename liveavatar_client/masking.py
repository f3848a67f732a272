"""Keeping secrets out of everything that people read."""

import re
from collections.abc import Iterable

from .generated.types import SECRET_NAME

MASK = "***"


class Secret(str):
    """A credential: a str in every way, but for its repr, so that no debugger, log or traceback shows it."""

    __slots__ = ()

    def __repr__(self) -> str:
        return repr(MASK)


class SecretBytes(bytes):
    """A body with secrets in it: bytes in every way, but for its repr."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"b{MASK!r}"


# `"session_token": "..."` in a JSON text, or in the first half of one; a string that is cut off ends with the text.
_NAMED = rf'(?s)("[^"]*{SECRET_NAME}[^"]*"\s*:\s*")(?:[^"\\]|\\.)*'


def masked(text: str, secrets: Iterable[str]) -> str:
    """`text` without the given secrets, and without the values of JSON fields that are secret by their names."""
    for secret in filter(None, secrets):
        text = text.replace(secret, MASK)
    return re.sub(_NAMED, rf"\g<1>{MASK}", text)
