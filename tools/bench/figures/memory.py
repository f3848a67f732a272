"""What a session takes while it is open."""

from collections.abc import Iterator

from ..contenders import CONTENDERS
from ..processes import Worker
from ..stage import Stage
from ..table import Row, Table, kibibytes


def memory(stage: Stage) -> Iterator[Table]:
    """What Python allocates for each session that is held open: what the client remembers, and what its user gets."""
    count = 200 if stage.quick else 2_000
    names = stage.some("liveavatar", "httpx", "pipecat")
    table = Table("memory", f"of each session, with {count:,} held open", shown=kibibytes)
    for name in names:
        with Worker(name, stage.server.address) as worker:
            worker.ask("times", 50)
            readings = [worker.ask("held", count)]
        target = "<= 4 KiB" if name == "liveavatar" else ""
        table.rows.append(Row(CONTENDERS[name].title, readings, target=target))
    yield table
