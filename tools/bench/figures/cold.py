"""Whole scripts, from the start of the interpreter to its end."""

from collections.abc import Iterator

from ..contenders import CONTENDERS
from ..processes import Run, own_peak, run
from ..stage import Stage, turns
from ..table import Row, Table, kibibytes, ratios

SCRIPTS = {
    "liveavatar": "liveavatar.py",
    "httpx": "plain_httpx.py",
    "requests": "plain_requests.py",
    "http.client": "plain_http_client.py",
    "naive": "naive.py",
    "pipecat": "peer_pipecat.py",
    "livekit": "peer_livekit.py",
}


def cold(stage: Stage) -> Iterator[Table]:
    """A script that opens and closes one session, against the same over plain httpx: time, and peak memory."""
    names = stage.some(*SCRIPTS)
    for name in names:  # so that everything is compiled, and in the system's cache
        _run(name, stage)
    runs: dict[str, list[Run]] = {name: [] for name in names}
    for order in turns(names, 3 if stage.quick else 15):
        for name in order:
            runs[name].append(_run(name, stage))

    table = Table("cold", "a whole script, from the interpreter's start to its end", "to plain httpx")
    seconds = {name: [run.seconds for run in runs[name]] for name in names}
    for name in names:
        target = "<= 1.20" if name == "liveavatar" else ""
        table.rows.append(Row(CONTENDERS[name].title, seconds[name], ratios(seconds[name], seconds["httpx"]), target))
    yield table

    table = Table("peak", "the most memory that the script holds", "beyond plain httpx")
    table.shown = table.compared_shown = kibibytes
    peaks = {name: [run.peak for run in runs[name]] for name in names}
    for name in names:
        beyond = [own - other for own, other in zip(peaks[name], peaks["httpx"], strict=True)]
        target = "<= 4 MiB" if name == "liveavatar" else ""
        remark = "as this process, or less" if min(peaks[name]) <= own_peak() else ""
        table.rows.append(Row(CONTENDERS[name].title, peaks[name], beyond, target, remark))
    yield table


def _run(name: str, stage: Stage) -> Run:
    return run(SCRIPTS[name], stage.server.address, lean=CONTENDERS[name].lean)
