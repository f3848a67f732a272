"""What a notebook shows: tables in plain HTML.

They have the colours of the page around them, so that they read well in a light theme and in a dark one. Nothing that
the service says is taken for HTML, and pictures come from https addresses only.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from attrs import fields, has

from .dates import in_words
from .generated.types import SECRET_NAME, UNSET, plain
from .masking import MASK, Secret

LONGEST_TEXT = 300
"""Characters of a text in the table of one thing."""

LONGEST_IN_LIST = 80
"""Characters of a text in the table of a list, where many stand side by side."""

_LEFT = 'style="text-align: left"'
_PICTURE = "preview_url"


def table(rows: Mapping[str, str | None]) -> str:
    """A small table, without the rows that are None."""
    return _rows((name, _escaped(value)) for name, value in rows.items() if value)


def of_model(model: Any) -> str:
    """The table of one thing: a row for each field that is set."""
    return _rows((_title(name), cell) for name, cell in _cells(model, LONGEST_TEXT).items() if cell)


def of_list(things: Sequence[Any], more: bool) -> str | None:
    """The table of some things: a row for each, and a column for each field that one of them has.

    None where there is no table to make of them.

    Args:
        things: What is on the first page.
        more: Whether there are more.
    """
    if not all(map(has, map(type, things))):
        return None
    rows = [_cells(thing, LONGEST_IN_LIST) for thing in things]
    known = dict.fromkeys(name for row in rows for name, cell in row.items() if cell)
    names = sorted(known, key=lambda name: name != _PICTURE)  # pictures come first
    said = f"the first {len(things)}; there are more" if more else f"{len(things)} in all" if things else "none"
    head = "".join(f"<th {_LEFT}>{_title(name)}</th>" for name in names)
    body = "".join(f"<tr>{''.join(f'<td {_LEFT}>{row.get(name, str())}</td>' for name in names)}</tr>" for row in rows)
    return f'<table style="color: inherit"><caption {_LEFT}>{said}</caption><tr>{head}</tr>{body}</table>'


def _rows(rows: Any) -> str:
    cells = (f"<tr><th {_LEFT}>{name}</th><td {_LEFT}>{cell}</td></tr>" for name, cell in rows)
    return f'<table style="color: inherit">{"".join(cells)}</table>'


def _cells(model: Any, longest: int) -> dict[str, str]:
    """The fields that are set, without those that the contract does not name, as HTML."""
    values = {field.name: getattr(model, field.name) for field in fields(type(model))}
    called = _said("name", values.get("name") or "picture")
    return {
        name: _picture(value, called) if name == _PICTURE else _cell(name, value, longest)
        for name, value in values.items()
        if name != "additional_properties" and value is not None and value is not UNSET
    }


def _title(name: str) -> str:
    return "picture" if name == _PICTURE else _escaped(name.rstrip("_").replace("_", " "))


def _cell(name: str, value: Any, longest: int) -> str:
    """A value, as HTML."""
    if isinstance(value, list) and value and all(map(has, map(type, value))):
        return of_list(value, more=False) or ""
    if has(type(value)):
        called = getattr(value, "name", None)
        return _escaped(called) if longest == LONGEST_IN_LIST and isinstance(called, str) else of_model(value)
    said = _said(name, value)
    return _escaped(said if len(said) <= longest else f"{said[: longest - 1]}…")


def _said(name: str, value: Any) -> str:
    """A value, as people read it."""
    if isinstance(value, Secret) or re.search(SECRET_NAME, name):
        return MASK
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return _time(value)
    if isinstance(value, int | float) and name.endswith("duration"):
        return _duration(value)
    if isinstance(value, list):
        return ", ".join(_said(name, item) for item in value)
    return str(plain(name, getattr(value, "value", value)))


def _time(when: datetime) -> str:
    try:
        return f"{when.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"
    except OverflowError:  # at the end of time
        return str(when)


def _duration(seconds: float) -> str:
    try:
        return in_words(timedelta(seconds=seconds))
    except (OverflowError, ValueError):  # no duration that there could be
        return str(seconds)


def _picture(address: Any, words: str) -> str:
    if not isinstance(address, str) or not _is_https(address):
        return ""
    return (
        f'<img src="{_escaped(address)}" alt="{_escaped(words)}" loading="lazy" referrerpolicy="no-referrer" '
        'style="height: 96px; min-width: 54px; object-fit: contain">'
    )


def _is_https(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme == "https" and bool(parts.hostname)


def _escaped(text: str) -> str:
    from html import escape  # which takes longer to load than all else here

    return escape(plain("", text))
