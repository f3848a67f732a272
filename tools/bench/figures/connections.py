"""What the server sees of sessions that are opened and closed one after the other."""

from collections.abc import Iterator

from ..contenders import CONTENDERS
from ..processes import Worker
from ..stage import Stage
from ..table import Row, Table, plain

SESSIONS = 20


def connections(stage: Stage) -> Iterator[Table]:
    """Connections, and requests for each session."""
    table = Table("connections", f"of {SESSIONS} sessions, as the server counts", "requests a session", shown=plain)
    for name in stage.singles():
        before = stage.server.counts()
        with Worker(name, stage.server.address) as worker:
            worker.ask("times", SESSIONS)
        after = stage.server.counts()
        seen = {count: after[count] - before[count] for count in after}
        target = "1; 3" if name == "liveavatar" else ""
        row = Row(CONTENDERS[name].title, [seen["connections"]], [seen["requests"] / SESSIONS], target)
        table.rows.append(row)
    yield table
