"""What a figure says: rows of readings, printed as a table, or kept as JSON."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any


def milliseconds(seconds: float) -> str:
    """As text, such as "1.23 ms"."""
    return f"{seconds * 1e3:.3g} ms" if seconds < 1 else f"{seconds:.2f} s"


def kibibytes(size: float) -> str:
    """As text, such as "2.1 KiB" or "34.5 MiB"."""
    return f"{size / 1024:.1f} KiB" if abs(size) < 1024 * 1024 else f"{size / 1024 / 1024:.1f} MiB"


def plain(number: float) -> str:
    """As text, such as "25", "1.04" or "5,120"."""
    return f"{number:,.0f}" if number == int(number) or abs(number) >= 100 else f"{number:.2f}"


def percent(part: float) -> str:
    """As text, such as "0.83 %"."""
    return f"{part * 100:.2f} %"


@dataclass
class Row:
    """The readings of one contender, one for each round."""

    who: str
    readings: Sequence[float]
    compared: Sequence[float] = ()
    """Each reading as the table's `comparison` has it, such as its ratio to another contender's of the same round."""
    target: str = ""
    """What is wanted of the median of `compared`, or of `readings` where that is empty."""
    remark: str = ""


@dataclass
class Table:
    """One figure."""

    name: str
    title: str
    comparison: str = ""
    """What `compared` is, as the head of its column."""
    rows: list[Row] = field(default_factory=list)
    shown: Callable[[float], str] = milliseconds
    compared_shown: Callable[[float], str] = plain

    def __str__(self) -> str:
        head = ["", "median", "min .. max", self.comparison, "min .. max" if self.comparison else "", "target", ""]
        lines = [head, *(self._cells(row) for row in self.rows)]
        widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
        text = [f"{self.name}: {self.title}"]
        for line in lines:
            cells = [line[0].ljust(widths[0])]
            cells += [cell.rjust(width) for cell, width in zip(line[1:-1], widths[1:-1], strict=True) if width]
            text.append(f"  {'   '.join([*cells, line[-1]])}".rstrip())
        return "\n".join(text)

    def _cells(self, row: Row) -> list[str]:
        return [
            row.who,
            self.shown(median(row.readings)),
            _spread(row.readings, self.shown),
            self.compared_shown(median(row.compared)) if row.compared else "",
            _spread(row.compared, self.compared_shown),
            row.target,
            row.remark,
        ]

    def as_json(self) -> dict[str, Any]:
        """Everything, in seconds, bytes and counts."""
        return {
            "name": self.name,
            "title": self.title,
            "comparison": self.comparison,
            "rows": [
                {
                    "who": row.who,
                    **_summary(row.readings),
                    "compared": _summary(row.compared) if row.compared else None,
                    "target": row.target,
                    "remark": row.remark,
                }
                for row in self.rows
            ],
        }


def _spread(values: Sequence[float], shown: Callable[[float], str]) -> str:
    return f"{shown(min(values))} .. {shown(max(values))}" if len(values) > 1 else ""


def _summary(values: Sequence[float]) -> dict[str, Any]:
    return {"median": median(values), "min": min(values), "max": max(values), "readings": list(values)}


def ratios(values: Iterable[float], to: Iterable[float]) -> list[float]:
    """Each value over the other of the same round."""
    return [value / other for value, other in zip(values, to, strict=True)]
