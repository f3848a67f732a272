"""A session opened and closed on a client that is warm."""

from collections.abc import Iterator
from contextlib import ExitStack
from statistics import median

from ..contenders import CONTENDERS
from ..processes import Worker
from ..stage import Stage, turns
from ..table import Row, Table, ratios


def warm(stage: Stage) -> Iterator[Table]:
    """Token, start and stop, against plain httpx."""
    names = stage.singles()
    readings: dict[str, list[float]] = {name: [] for name in names}
    # Processes differ by some per cent for all of their lives (the layout of memory, the order of hashes), so that
    # there have to be several of each.
    for _ in range(1 if stage.quick else 4):
        with ExitStack() as stack:
            workers = {name: stack.enter_context(Worker(name, stage.server.address)) for name in names}
            for name, worker in workers.items():
                worker.ask("times", _count(name) * 3)
            for order in turns(names, 10 if stage.quick else 25):
                for name in order:
                    readings[name].append(median(workers[name].ask("times", _count(name))))
    table = Table("warm", "token, start and stop on one client", "to plain httpx")
    for name in names:
        compared = ratios(readings[name], readings["httpx"])
        target = "<= 1.10" if name == "liveavatar" else ""
        table.rows.append(Row(CONTENDERS[name].title, readings[name], compared, target))
    yield table


def _count(name: str) -> int:
    """Sessions of a contender in one round."""
    return 2 if name == "naive" else 20
