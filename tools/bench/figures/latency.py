"""A service that takes its time, as a real one does."""

from collections.abc import Iterator
from contextlib import ExitStack

from ..contenders import CONTENDERS
from ..processes import ServerProcess, Worker
from ..stage import Stage, turns
from ..table import Row, Table, percent, ratios

DELAY = 0.1
CALLS = 3


def latency(stage: Stage) -> Iterator[Table]:
    """What a session takes beyond the network and the service: beyond the same bytes over a bare socket."""
    names = stage.some("liveavatar", "httpx", "http.client", "pipecat", "network")
    readings: dict[str, list[float]] = {name: [] for name in names}
    with ServerProcess(DELAY) as server, ExitStack() as stack:
        workers = {name: stack.enter_context(Worker(name, server.address)) for name in names}
        for worker in workers.values():
            worker.ask("times", 1)
        for order in turns(names, 2 if stage.quick else 15):
            for name in order:
                readings[name] += workers[name].ask("times", 1)
    table = Table(
        "latency",
        f"a session where each of {CALLS} answers takes {DELAY * 1e3:.0f} ms",
        "beyond the network",
        compared_shown=percent,
    )
    for name in names:
        beyond = [ratio - 1 for ratio in ratios(readings[name], readings["network"])]
        target = "<= 1 %" if name == "liveavatar" else ""
        table.rows.append(Row(CONTENDERS[name].title, readings[name], beyond, target))
    yield table
