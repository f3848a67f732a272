"""Keeping secrets out of everything that people read."""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any
from urllib.parse import unquote

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
    """A body with secrets in it: bytes in every way, but for what is shown of it, or of a part."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"b{MASK!r}"

    __str__ = __repr__

    def __getitem__(self, key: Any) -> Any:
        return hidden(super().__getitem__(key))


# Texts, since re compiles them when they are first used, and keeps them, and few programs have a failure. Each takes a
# time that grows with the length of the text alone: no part can match what another leaves over.

_NAMED = (
    rf"(?:{SECRET_NAME}|(?i:\bbearer\b))[\w.-]{{0,40}}+"
    r"(?![\"'`)\]]{0,3}(?:[.,;!?]? (?=[A-Za-z]|[\"']?\*\*\*)|[\s.!?]{0,20}\Z))"
)
"""A name of a secret, after which something else comes than a sentence that goes on, or ends: its value."""

_BETWEEN = r"[\"'\])]{0,3}\s?[:=>]?\s?[\"']?"

_BEARER = r"(?i:\b(bearer) |\b(basic|digest) (?![a-z]+\b))[^\s\"'`<>,;]+"
_SPOKEN = rf"({SECRET_NAME}(?: [A-Za-z]{{1,20}}){{0,2}} )(?=\S{{0,200}}\d)\S+"
"""Words after such a name, and then one that is no word."""

_WORD = r"[A-Za-z0-9._~/+=%-]+"  # whatever tokens are made of (RFC 6750, section 2.1), and more
_PIECE = (
    r"(?:[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}"  # a UUID, such as the id of a session
    r"|(?![A-Za-z0-9]{25}|[A-Za-z]{0,24}[bcdfghjklmnpqrstvwxz]{6})(?:"  # nobody could say that
    r"(?:[A-Z]{2,5}(?=[A-Z][a-z]{2}))?(?:[a-z]+|[A-Z][a-z]+)(?:[A-Z][a-z]+){0,3}(?:(?<=[a-z]{2})[A-Z]{2,4}s?)?"
    r"|[A-Z]{1,16}|[A-Za-z]{1,12}\d{1,3}|\d{1,7}[a-zA-Z]{1,2}|\d{1,13}))"
)
_HARMLESS = rf"(?!sk[-_])[._~/+=%-]*+(?:{_PIECE}(?:[._~/+=%-]++|\Z)){{1,12}}|[._~/+=%-]+|\d{{4}}-\d\d-\d\dT\d\d"
"""What a sentence, a path or a number is made of: words, names of fields, short numbers, and the ids of the service."""


class SecretBuffer(bytearray):
    """A body as it comes in, which no traceback shows, nor a part of it."""

    def grows(self, chunks: Iterator[bytes]) -> bool:
        """Take the next of `chunks`, if there is one."""
        before = len(self)
        self.extend(next(chunks, b""))
        return len(self) > before

    def __repr__(self) -> str:
        return f"b{MASK!r}"

    __str__ = __repr__

    def __getitem__(self, key: Any) -> Any:
        part = super().__getitem__(key)
        return SecretBytes(part) if isinstance(part, bytearray) else part


def masked(text: str, secrets: Iterable[str] = ()) -> str:
    """`text` without the given secrets, and with nothing else in it than what is known to be harmless.

    What follows the name of a secret is left out up to the end of the text, since where a value ends is a matter of
    taste, and so is each word that is none: a token has no other mark than its randomness. In JSON that can be read as
    such, masked_json() is more precise.
    """
    text = text[:LOOKED_AT]
    for secret in secrets:
        text = _without(text, secret)
    if "%" in text or "&" in text:  # one way of writing is enough to look for
        text = _unescaped(_unquoted(text))
    text = re.sub(_BEARER, lambda found: f"{found[1] or found[2]} {MASK}", text)
    if found := re.search(_NAMED + _BETWEEN, text):
        text = text[: found.end()] + MASK
    text = re.sub(_SPOKEN, rf"\g<1>{MASK}", text)
    return re.sub(_WORD, lambda word: word[0] if re.fullmatch(_HARMLESS, word[0]) else MASK, text)


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
        return re.sub(rf"(?i)(?<!\w){re.escape(secret)}(?!\w)", MASK, text)
    start = str(secret)[:200]
    half = start[: max(SHORT, len(start) // 2)]
    for reads in WAYS:
        plain = reads(text)
        if half.lower() in plain.lower():
            text = re.sub("(?i)" + re.escape(start) + (r"[!-~]*" if len(secret) > len(start) else ""), MASK, plain)
            text = re.sub(rf"(?i){re.escape(half)}[\w.~+/=-]*", MASK, text)
    for length in range(min(len(half), len(text)), SHORT - 1, -1):  # cut in the middle
        if text.lower().endswith(start[:length].lower()):
            return text[: len(text) - length] + MASK
    return text


def _unescaped(text: str) -> str:
    """Without what HTML writes in place of a character."""
    import html  # for failures only

    return html.unescape(text)


def _unquoted(text: str) -> str:
    """Without what a URL has in place of a character."""
    return unquote(text)


def _unslashed(text: str) -> str:
    """Without what JSON, and most languages, put before a character in quotes, or write in its place."""
    return re.sub(
        r"\\(?:u([0-9a-fA-F]{4})|(.))",
        lambda found: chr(int(found[1], 16)) if found[1] else {"n": "\n", "t": "\t", "r": "\r"}.get(found[2], found[2]),
        text,
    )


WAYS: tuple[Callable[[str], str], ...] = (
    str,
    _unescaped,
    _unquoted,
    _unslashed,
    lambda text: _unescaped(_unquoted(text)),
    lambda text: _unquoted(_unescaped(text)),
    lambda text: _unslashed(_unescaped(text)),
    lambda text: _unslashed(_unslashed(text)),
)
"""How a text may have to be read to find a secret in it."""
