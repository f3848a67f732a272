"""The processes of the benchmark: the server, a worker for each contender, and whole scripts.

This process only starts and asks them. It imports nothing that is measured, also since the peak memory that the
system reports for a child is never below that of its parent.
"""

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

from .contenders import CONTENDERS

ROOT = Path(__file__).parents[2]
SCRIPTS = Path(__file__).parent / "scripts"
LEAN = Path(__file__).parent / "lean"

_UNWANTED = ("_PROXY", "SSL_CERT_FILE", "SSL_CERT_DIR", "PYTHONDONTWRITEBYTECODE", "LIVEAVATAR_")


def environment(*, lean: bool = True) -> Mapping[str, str]:
    """The environment of all children: nothing that sends them elsewhere, or makes one of them slower.

    Without compiled code kept, a checkout would be compiled at every start, which no installed package is. For `lean`
    see lean/click.py; it is not for those who need click.
    """
    kept = {name: value for name, value in os.environ.items() if not any(word in name.upper() for word in _UNWANTED)}
    path = [str(LEAN), str(ROOT)] if lean else [str(ROOT)]
    # pipecat would write some lines for each session, which costs.
    return {**kept, "LOGURU_LEVEL": "ERROR", "PYTHONPATH": os.pathsep.join(path)}


class Child:
    """A process that answers one line of JSON for each line that it is given."""

    def __init__(self, *arguments: str, lean: bool = True) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env=environment(lean=lean),
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the process, which the end of its input makes it do on its own."""
        self._process.communicate(timeout=30)

    def answer(self) -> Any:
        """What the process says next. Raises RuntimeError where it is gone; its standard error says why."""
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"this process ended: {self._process.args!r}")
        return json.loads(line)

    def ask(self, *question: Any) -> Any:
        """What the process answers."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(question) + "\n")
        self._process.stdin.flush()
        return self.answer()


class ServerProcess(Child):
    """The server; see server.py."""

    def __init__(self, delay: float = 0.0) -> None:
        super().__init__("tools.bench.server", f"--delay={delay}")
        self.address = f"http://127.0.0.1:{self.answer()}/v1"

    def counts(self) -> dict[str, int]:
        """How many `connections` and `requests` there were so far."""
        counts: dict[str, int] = self.ask()
        return counts


class Worker(Child):
    """A contender in a process of its own, with one client that is kept; see worker.py."""

    def __init__(self, contender: str, address: str) -> None:
        super().__init__("tools.bench.worker", contender, address, lean=CONTENDERS[contender].lean)


class Run(NamedTuple):
    """A whole process, from its start to its end."""

    seconds: float
    peak: int
    """The most memory that it held, in bytes, by the system's account."""


def run(*command: str, lean: bool = True) -> Run:
    """Run Python with the arguments `command`. Raises RuntimeError where it fails."""
    started = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *command], cwd=SCRIPTS, env=environment(lean=lean), stderr=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)  # so that Popen does not wait for it once more
    if process.returncode:
        raise RuntimeError(f"exit status {process.returncode}: {' '.join(command)}")
    return Run(seconds, _peak(usage))


def own_peak() -> int:
    """The most memory that this process has held, in bytes. What it starts seems to have held no less."""
    return _peak(resource.getrusage(resource.RUSAGE_SELF))


def _peak(usage: resource.struct_rusage) -> int:
    return usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def output(code: str, *, lean: bool = True) -> str:
    """What the Python `code` prints, in an interpreter of its own. Raises CalledProcessError where it fails."""
    command = [sys.executable, "-c", code]
    return subprocess.check_output(
        command, text=True, cwd=SCRIPTS, env=environment(lean=lean), stderr=subprocess.DEVNULL
    )


def is_there(contender: str) -> bool:
    """Whether what a contender has to import can be, with all that this imports."""
    entry = CONTENDERS[contender]
    try:
        output(f"import {entry.needs}", lean=entry.lean)
    except subprocess.CalledProcessError:
        return False
    return True
