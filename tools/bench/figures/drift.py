"""Whether a session costs the more the more there were before it."""

from collections.abc import Iterator
from statistics import median

from ..contenders import CONTENDERS
from ..processes import Worker
from ..stage import Stage, turns
from ..table import Row, Table


def drift(stage: Stage) -> Iterator[Table]:
    """The last tenth of many sessions against the first tenth, each by its quietest block.

    Other work on the machine comes and goes within such a run, and can only add: the quietest is the truest.
    http.client, which remembers nothing, takes turns with the client: its drift is what the machine's alone may be.
    """
    sessions = 1_000 if stage.quick else 20_000
    block = sessions // 200
    names = ["liveavatar", "http.client"]
    times: dict[str, list[float]] = {name: [] for name in names}
    with Worker(names[0], stage.server.address) as own, Worker(names[1], stage.server.address) as other:
        workers = dict(zip(names, (own, other), strict=True))
        for worker in workers.values():
            worker.ask("times", 200)
        for order in turns(names, 200):
            for name in order:
                times[name].append(median(workers[name].ask("times", block)))
    table = Table("drift", f"a session, of {sessions:,} one after the other", "last tenth to first")
    for name in names:
        first, last = min(times[name][:20]), min(times[name][-20:])
        target = "<= 1.05" if name == "liveavatar" else ""
        table.rows.append(Row(CONTENDERS[name].title, times[name], [last / first], target))
    yield table
