"""Many threads that share one client."""

from collections.abc import Iterator

from ..contenders import CONTENDERS
from ..processes import Worker
from ..stage import Stage, turns
from ..table import Row, Table, plain, ratios

THREADS = 64


def crowd(stage: Stage) -> Iterator[Table]:
    """Sessions a second, against one plain httpx.Client in the hands of the same threads; and the errors."""
    sessions = 500 if stage.quick else 5_000
    names = stage.some("liveavatar", "httpx", "pipecat", "livekit")
    readings: dict[str, list[float]] = {name: [] for name in names}
    errors: dict[str, list[str]] = {name: [] for name in names}
    for order in turns(names, 1 if stage.quick else 3):
        for name in order:
            with Worker(name, stage.server.address) as worker:
                worker.ask("times", 20)
                done = worker.ask("crowd", THREADS, sessions)
                readings[name].append(sessions / done["seconds"])
                errors[name] += done["errors"]
    title = f"sessions a second: {THREADS} threads (tasks, where it is asynchronous), {sessions:,} sessions a round"
    table = Table("crowd", title, "to plain httpx", shown=plain)
    for name in names:
        compared = ratios(readings[name], readings["httpx"])
        target = ">= 1.10; no error" if name == "liveavatar" else ""
        remark = f"{len(errors[name])} errors" + (f", such as {errors[name][0]}" if errors[name] else "")
        table.rows.append(Row(CONTENDERS[name].title, readings[name], compared, target, remark))
    yield table
