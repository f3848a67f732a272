"""What a person sees at a shell: lines that no terminal takes for commands, and tables that fit."""

import contextlib
import io
import json
import math
import os
import shutil
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import chain, islice
from typing import Any

from ..masking import MASK, Secret

INTERRUPTED = 130
"""The exit status after Ctrl-C, as every shell has it: 128 and the signal's number."""

LEAST = 20
"""Characters of a cell that are never cut: enough for a time, a reason, and most names."""

LOOKED_AT = 100
"""Rows that say how wide the columns are: a page. With all of them nothing would be shown before the last is there."""


class Failure(Exception):
    """What went wrong, in one line that says what to do."""


def say(text: str, *, end: str = "\n") -> bool:
    """Write to standard output, at once. Returns whether anybody is there to read it.

    Raises Failure where it cannot be written, since a disk is full, say.
    """
    try:
        print(text, end=end, flush=True)
    except BrokenPipeError:
        say_no_more()
        return False
    except OSError as error:
        say_no_more()
        raise Failure(f"standard output cannot be written: {error.strerror}.") from None
    return True


def say_json(value: Any, indent: int | None = 2) -> bool:
    """Write JSON to standard output, without secrets, in ASCII."""
    return say(json.dumps(_harmless(value), indent=indent).replace("\x7f", "\\u007f"))


def _harmless(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _harmless(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_harmless(item) for item in value]
    if isinstance(value, float) and not math.isfinite(value):  # for which JSON has no word
        return None
    return MASK if isinstance(value, Secret) else value


def complain(text: str) -> int:
    """Write a line to standard error. Returns the exit status of whatever went wrong."""
    if sys.stderr is not None:  # else print() would take standard output
        with contextlib.suppress(OSError):
            print(f"liveavatar: {plain(text)}", file=sys.stderr, flush=True)
    return 1


def say_no_more() -> None:
    """Nobody reads standard output any more, and Python is not to complain of that at its end."""
    with contextlib.suppress(OSError, io.UnsupportedOperation):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def plain(value: object) -> str:
    """`value` as one line without control characters, whatever the service has put into it."""
    line = " ".join(str(value).split())
    return "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in line)


def cell(value: object) -> str:
    """A value, as people read it; nothing for None."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        with contextlib.suppress(OverflowError):  # at the end of time
            return f"{value.astimezone(UTC):%Y-%m-%d %H:%M}"
    if isinstance(value, float):
        return f"{value:.2f}".rstrip("0").rstrip(".")
    return plain(value)


def duration(seconds: Any) -> str:
    """Seconds as hours, minutes and seconds; nothing for None."""
    try:
        return "" if seconds is None else str(timedelta(seconds=int(seconds)))
    except (OverflowError, TypeError, ValueError):  # no duration that there could be
        return plain(seconds)


def columns() -> int | None:
    """How wide standard output is: COLUMNS, or the terminal. None where it is neither, and nothing has to fit."""
    return shutil.get_terminal_size().columns if "COLUMNS" in os.environ or is_terminal() else None


def is_terminal() -> bool:
    """Whether a person looks at standard output."""
    return sys.stdout is not None and sys.stdout.isatty()


def table(titles: Sequence[str], rows: Iterable[Sequence[str]], limit: int | None) -> Iterator[str]:
    """The lines of a table.

    Where it is too wide its last columns are left out, and long cells are cut. The first column, which has the
    identifiers, is whole whatever happens.

    Args:
        titles: What stands above the columns, the most important first.
        rows: The cells of each row.
        limit: How many columns of a terminal it may take; None for as many as it needs.
    """
    rows = iter(rows)
    first = list(islice(rows, LOOKED_AT))
    widths = [max(map(_width, column)) for column in zip(titles, *first, strict=True)]
    if limit is not None:
        widths = _fitting(widths, limit)
    for row in chain([titles], first, rows):
        cells = [row[0] + " " * (widths[0] - _width(row[0]))]
        for cell, width in zip(row[1:], widths[1:], strict=False):
            shown = cell if limit is None else cut(cell, width)
            cells.append(shown + " " * (width - _width(shown)))
        yield "  ".join(cells).rstrip()


def _fitting(widths: list[int], limit: int) -> list[int]:
    """The widths of the columns that there is room for."""
    fitting, left = widths[:1], limit - widths[0]
    for width in widths[1:]:
        least = min(width, LEAST)
        if left < least + 2:
            break
        fitting.append(least)
        left -= least + 2
    for number, least in enumerate(fitting[1:], 1):
        more = min(widths[number] - least, left)
        fitting[number] += more
        left -= more
    return fitting


def cut(text: str, width: int) -> str:
    """The beginning of `text` that takes `width` columns of a terminal at most, with a mark where there is more."""
    if _width(text) <= width:
        return text
    shown, left = "", width - 1
    for character in text:
        left -= _width(character)
        if left < 0:
            break
        shown += character
    return shown + "…"


def _width(text: str) -> int:
    """How many columns of a terminal `text` takes: Chinese characters take two, accents none."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(character) else 1 + (unicodedata.east_asian_width(character) in "WF")
        for character in text
    )
