"""Keeping secrets out of everything that people read."""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import quote, unquote

from .generated.types import SECRET_NAME, Secret

__all__ = [
    "LOOKED_AT",
    "MASK",
    "Secret",
    "SecretBuffer",
    "SecretBytes",
    "hidden",
    "masked",
    "masked_json",
    "secrets_in",
]

MASK = "***"

LOOKED_AT = 16_384
"""Characters. What is behind them in a text is not looked at, and not shown."""

SHORT = 8
"""Characters. A secret shorter than this is masked as a word of its own only: else "key" would be in every answer."""


def hidden(value: Any) -> Any:
    """`value`, which may be a secret, as something that no traceback shows."""
    if isinstance(value, bytes):
        return SecretBytes(value)
    return Secret(value) if isinstance(value, str) else value


class SecretBytes(bytes):
    """A body with secrets in it: bytes in every way, but for its repr."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"b{MASK!r}"


# Each of these takes a time that grows with the length of the text alone: no part can match what another leaves over.
# Texts, since re compiles them when they are first used, and keeps them, and few programs have a failure.
# The names are those of SECRET_NAME; what may stand around them in a name does not matter.
_NAMED = (
    rf"(?P<name>{SECRET_NAME}[\w.-]{{0,40}})(?P<between>[\\\"'\]]{{0,8}}\s{{0,8}}[:=>]\s{{0,8}})"
    r"(?P<value>[^\s&;,<>\"'\\()\[\]{}]+|[\"'](?!\*\*\*)|[\\(\[{<])"
)
_QUOTED = (
    rf"(?P<name>{SECRET_NAME}[\w.-]{{0,40}}[\"']?\]?\s{{0,8}}[:=]\s{{0,8}})"
    r"(?s:\"(?:[^\"\\]|\\.)*|'(?:[^'\\]|\\.)*)"
)
_BEARER = r"(?i:\b(bearer|basic))\s{1,8}[\"'`]?[^\s\"'`<>,;]+"
_BESIDE = (  # in a table, or in another attribute
    rf"({SECRET_NAME}[\w.-]{{0,40}}(?=[^\w]{{0,20}}[<>\"'=:|,\[\]])"
    r"(?>(?:</?\w{1,10}[^<>]{0,20}>|(?i:value|content)\b|[^\w]){1,30}))[\w.~+/=-]{4,}"
)
_SPOKEN = rf"({SECRET_NAME}\s{{1,8}}(?:is\s{{1,8}})?[\"'`]?)(?=[^\s]{{0,200}}\d)[\w.~+/=-]{{6,}}"
_RANDOM = (
    r"(?<![\w.~+=-])(?:eyJ[\w.~+=-]{10,}|sk[-_][\w-]{10,}"
    r"|(?=[\w~+=-]{0,200}[a-z])(?=[\w~+=-]{0,200}[A-Z])(?=[\w~+=-]{0,200}[0-9])[\w~+=-]{16,}|[0-9a-fA-F]{24,})"
)


class SecretBuffer(bytearray):
    """A body as it comes in, which no traceback shows, nor a part of it."""

    def grows(self, chunks: Iterator[bytes]) -> bool:
        """Take the next of `chunks`, if there is one."""
        before = len(self)
        self.extend(next(chunks, b""))
        return len(self) > before

    def __repr__(self) -> str:
        return f"b{MASK!r}"


def masked(text: str, secrets: Iterable[str] = ()) -> str:
    """`text` without the given secrets, and without what looks like one: by its name, or by its randomness.

    What follows the name of a secret in brackets, or in quotes inside quotes, is left out up to the end of the text,
    since where it ends is a matter of taste. In JSON that can be read as such, masked_json() is more precise.
    """
    import html  # for failures only

    text = text[:LOOKED_AT]
    for secret in secrets:
        text = _without(text, secret)
    if "%" in text or "&" in text:  # one way of writing is enough to look for
        text = html.unescape(unquote(text))
    text = re.sub(_BEARER, rf"\1 {MASK}", text)
    text = re.sub(_QUOTED, lambda match: f"{match['name']}{match[0][len(match['name'])]}{MASK}", text)
    if found := next((match for match in re.finditer(_NAMED, text) if match["value"] in "\\\"'([{<"), None):
        text = text[: found.start("value")] + MASK
    text = re.sub(_NAMED, rf"\g<name>\g<between>{MASK}", text)
    text = re.sub(_BESIDE, rf"\g<1>{MASK}", text)
    text = re.sub(_SPOKEN, rf"\g<1>{MASK}", text)
    return re.sub(_RANDOM, MASK, text)


def masked_json(value: Any, secrets: Iterable[str] = ()) -> Any:
    """JSON without the given secrets, and without what stands under the name of one, or looks like one."""
    if isinstance(value, dict):
        # What a validation error repeats of the request, and the value that stands beside its name.
        echoed = ("input", "ctx") if "loc" in value else ()
        if any(
            isinstance(item, str) and re.fullmatch(rf"[\w.-]*{SECRET_NAME}[\w.-]*", item) for item in value.values()
        ):
            echoed = (*echoed, "value", "content", "data")
        return {
            masked(str(key), secrets): (
                MASK
                if item is not None and (re.search(SECRET_NAME, str(key)) or key in echoed)
                else masked_json(item, secrets)
            )
            for key, item in value.items()
        }
    if isinstance(value, list):
        named = value and isinstance(value[0], str) and re.fullmatch(rf"[\w.-]*{SECRET_NAME}[\w.-]*", value[0])
        return [MASK if named and number else masked_json(item, secrets) for number, item in enumerate(value)]
    if not isinstance(value, str):
        return value
    if value.lstrip()[:1] in ("{", "[") and len(value) <= LOOKED_AT:  # JSON inside JSON
        try:
            return json.dumps(masked_json(json.loads(value), secrets), ensure_ascii=False)
        except (ValueError, RecursionError):
            pass
    return masked(value, secrets)


def secrets_in(value: Any, name: str = "") -> Iterator[str]:
    """The texts in a request that are secrets by their names."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from secrets_in(item, name if re.search(SECRET_NAME, name) else str(key))
    elif isinstance(value, list):
        for item in value:
            yield from secrets_in(item, name)
    elif isinstance(value, str) and re.search(SECRET_NAME, name):
        yield value


def _without(text: str, secret: str) -> str:
    """`text` without a secret, in whatever way it is written there, or the beginning of it at the end."""
    if not secret.strip():
        return text
    if len(secret) < SHORT:
        return re.sub(rf"(?<!\w){re.escape(secret)}(?!\w)", MASK, text)
    start = str(secret)[:200]
    import html  # for failures only

    plain = html.unescape(unquote(text)).replace("\\/", "/")
    if start in plain and start not in text:  # written in another way
        text = plain
    for way in {start, json.dumps(start)[1:-1], quote(start, safe="")}:
        text = re.sub(re.escape(way) + (r"[!-~]*" if len(secret) > len(start) else ""), MASK, text)
    half = re.escape(start[: max(SHORT, len(start) // 2)])
    text = re.sub(rf"{half}[\w.~+/=-]*", MASK, text)
    for length in range(min(len(start) - 1, len(text)), SHORT - 1, -1):  # cut in the middle
        if text.endswith(start[:length]):
            return text[: len(text) - length] + MASK
    return text
