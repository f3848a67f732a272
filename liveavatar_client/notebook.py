"""What a notebook shows."""

from collections.abc import Mapping
from html import escape


def table(rows: Mapping[str, str | None]) -> str:
    """A small table in plain HTML, without the rows that are None.

    It has the colours of the page around it, so that it reads well in a light theme and in a dark one, and takes no
    value for HTML.
    """
    left = 'style="text-align: left"'
    cells = (f"<tr><th {left}>{name}</th><td {left}>{escape(value)}</td></tr>" for name, value in rows.items() if value)
    return f'<table style="color: inherit">{"".join(cells)}</table>'
