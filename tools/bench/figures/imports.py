"""What importing costs, in an interpreter that is fresh each time."""

from collections.abc import Iterator
from typing import NamedTuple

from ..contenders import CONTENDERS
from ..processes import output
from ..stage import Stage, turns
from ..table import Row, Table


class Case(NamedTuple):
    """A statement that is timed, once another is done."""

    contender: str
    title: str
    statement: str
    before: str = "pass"
    target: str = ""


OWN = "from liveavatar_client import LiveAvatarApi"
CASES = [
    Case("httpx", "import httpx", "import httpx"),
    Case("liveavatar", "  then import liveavatar_client", "import liveavatar_client", "import httpx", "<= 20 ms"),
    Case("liveavatar", f"  or {OWN}", OWN, "import httpx", "<= 20 ms"),
    Case("requests", "import requests", "import requests"),
    Case("http.client", "import http.client", "import http.client"),
    Case("pipecat", "pipecat's client", "from pipecat.services.heygen.api_liveavatar import LiveAvatarApi"),
    Case("livekit", "LiveKit's plugin", "from livekit.plugins.liveavatar.api import LiveAvatarAPI"),
]


def imports(stage: Stage) -> Iterator[Table]:
    """Each import statement that a script begins with."""
    cases = [case for case in CASES if case.contender in stage.contenders]
    readings: dict[Case, list[float]] = {case: [] for case in cases}
    for case in cases:
        _seconds(case)
    for order in turns(cases, 3 if stage.quick else 15):
        for case in order:
            readings[case].append(_seconds(case))
    table = Table("imports", "one statement in a fresh interpreter")
    for case in cases:
        table.rows.append(Row(case.title, readings[case], target=case.target))
    yield table


def _seconds(case: Case) -> float:
    timed = f"started = time.perf_counter()\n{case.statement}\nprint(time.perf_counter() - started)"
    return float(output(f"import time\n{case.before}\n{timed}", lean=CONTENDERS[case.contender].lean))
