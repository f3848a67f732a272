"""What the client costs: python -m tools.bench [--quick] [--only FIGURE] [--json FILE]

pyperf takes each reading in a process of its own, against one server that is a process, too. In each round everybody
has one turn, and a ratio is one of two readings of a round, so that a busy machine moves both. FILE is pyperf's own:
`python -m pyperf compare_to OLD NEW` says what has become of the times.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import NamedTuple

import pyperf  # type: ignore[import-untyped]

ROOT = Path(__file__).parents[2]
OURS, PLAIN = "this client", "plain httpx"
EVERYBODY = (OURS, PLAIN, "requests", "http.client", "pipecat", "LiveKit's plugin")
Counts = dict[str, float]


class Figure(NamedTuple):
    """Whom to measure, in how many rounds; sessions in each of pyperf's values, and how many of these."""

    names: tuple[str, ...]
    rounds: int
    loops: int = 1
    values: int = 1
    warmups: int = 0
    delay: float = 0.0


FIGURES = {
    "warm": Figure(EVERYBODY, rounds=20, loops=20, values=5, warmups=3),
    "cold": Figure(EVERYBODY, rounds=15),
    "imports": Figure((OURS,), rounds=15, values=2),
    "connections": Figure(EVERYBODY, rounds=1, loops=20),
    "crowd": Figure((OURS, PLAIN, *EVERYBODY[4:]), rounds=3, loops=5_000),
    "drift": Figure((OURS, "http.client"), rounds=1, loops=100, values=200, warmups=2),
    "memory": Figure((OURS, PLAIN, "pipecat"), rounds=1, loops=2_000),
    "latency": Figure((OURS, PLAIN, "http.client", "pipecat"), rounds=15, warmups=1, delay=0.1),
}


class Reading(NamedTuple):
    """What a process measured: pyperf's values, their median, and what the server counted meanwhile."""

    values: tuple[float, ...]
    typical: float
    peak: float
    seen: Counts
    errors: float

    def drift(self) -> float:
        """The last tenth to the first. Other work on a machine can only add: the quietest value is the truest."""
        tenth = len(self.values) // 10
        return min(self.values[-tenth:]) / min(self.values[:tenth])


ROWS: list[tuple[str, str, Callable[[Reading, Reading], float]]] = [  # of a reading, and plain httpx's of that round
    ("a session (token, start, stop), ms", "warm", lambda own, _: own.typical * 1e3),
    ("... as a ratio (at most 1.10)", "warm", lambda own, plain: own.typical / plain.typical),
    ("a whole script, ms", "cold", lambda own, _: own.typical * 1e3),
    ("... as a ratio (at most 1.20)", "cold", lambda own, plain: own.typical / plain.typical),
    ("import beyond httpx, ms (at most 20)", "imports", lambda own, _: own.values[0] * 1e3),
    ("... with `LiveAvatarApi`", "imports", lambda own, _: own.values[1] * 1e3),
    ("connections for 20 sessions", "connections", lambda own, _: own.seen["connections"]),
    ("... requests for each", "connections", lambda own, _: own.seen["requests"] / own.seen["stopped"]),
    ("64 threads, sessions a second", "crowd", lambda own, _: 1 / own.typical),
    ("... errors in 5,000", "crowd", lambda own, _: own.errors),
    ("last tenth of 20,000 sessions to the first (at most 1.05)", "drift", lambda own, _: own.drift()),
    ("memory for each session held open, KiB (at most 4)", "memory", lambda own, _: own.typical / 1024),
    ("peak memory beyond plain httpx, MiB (at most 4)", "cold", lambda own, plain: (own.peak - plain.peak) / 2**20),
    (
        "answers after 100 ms: beyond these, % (at most 1)",
        "latency",
        lambda own, _: (own.typical / own.seen["slept"] * own.seen["stopped"] - 1) * 100,
    ),
]


class Server:
    """server.py, in a process of its own, which ends with its input."""

    def __init__(self, delay: float) -> None:
        command = [sys.executable, "-m", "tools.bench.server", str(delay)]
        self.process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout
        self.said = map(json.loads, self.process.stdout)
        self.address = f"http://127.0.0.1:{next(self.said)}/v1"

    def counts(self) -> Counts:
        print(file=self.process.stdin, flush=True)
        counts: Counts = next(self.said)
        return counts


def reading(name: str, figure: str, how: Figure, server: Server, file: Path) -> Reading:
    """Have a worker take it, and append it to `file`."""
    command = [sys.executable, "-m", "tools.bench.worker", "--quiet", "--processes=1", f"--append={file}"]
    command += [f"--loops={how.loops}", f"--values={how.values}", f"--warmups={how.warmups}"]
    # Nothing else of the environment gets there: no proxy, no setting of LiveAvatar. pipecat writes lines unless told.
    command += ["--inherit-environ=BENCH,LOGURU_LEVEL"]
    told = {"BENCH": json.dumps([figure, name, server.address]), "LOGURU_LEVEL": "ERROR"}
    before = server.counts()
    subprocess.run(command, cwd=ROOT, env=os.environ | told, stdout=subprocess.DEVNULL, check=True)
    seen = {count: value - before[count] for count, value in server.counts().items()}
    errors = how.loops * (how.values + how.warmups) - seen["stopped"]
    if errors > 0 and figure not in ("crowd", "imports"):
        raise RuntimeError(f"{figure}: {errors} sessions of {name} failed")
    run = pyperf.BenchmarkSuite.load(str(file)).get_benchmark(f"{figure}: {name}").get_runs()[-1]
    return Reading(run.values, median(run.values), run.get_metadata().get("command_max_rss", 0), seen, errors)


def is_there(name: str, server: Server) -> bool:
    """Whether it can open and close a session. Says so where not."""
    script = f"from tools.bench.contenders import script; script({name!r}, {server.address!r})"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        print(f"{name} is left out (`make bench-setup` installs it): {done.stderr.splitlines()[-1]}")
    return not done.returncode


def shown(values: list[float]) -> str:
    """The median, and the least and the most where they are others."""
    median_, *ends = (
        f"{each:,.0f}" if abs(each) >= 100 else f"{each:.3g}" for each in (median(values), min(values), max(values))
    )
    return median_ if {median_} == {*ends} else f"{median_} ({' .. '.join(ends)})"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tools.bench", description="What the client costs, on loopback.")
    parser.add_argument("--quick", action="store_true", help="few rounds, a tenth of the sessions: rough figures")
    parser.add_argument("--only", action="append", choices=FIGURES, help="this figure, not all; may be repeated")
    parser.add_argument("--json", type=Path, metavar="FILE", help="keep the readings in FILE")
    options = parser.parse_args()
    servers = {delay: Server(delay) for delay in (0.0, 0.1)}
    there = {name for name in EVERYBODY if is_there(name, servers[0.0])}
    found: dict[str, dict[str, list[Reading]]] = {}
    with tempfile.TemporaryDirectory() as scratch:
        file = Path(scratch) / "bench.json"
        for figure in options.only or FIGURES:
            how = FIGURES[figure]
            if options.quick:
                how = how._replace(rounds=min(how.rounds, 3), loops=how.loops // 10 if how.loops > 20 else how.loops)
            names = [name for name in how.names if name in there]
            found[figure] = {name: [] for name in names}
            for number in range(how.rounds):
                print(f"{figure}: round {number + 1} of {how.rounds}", file=sys.stderr)
                for name in names[number % len(names) :] + names[: number % len(names)]:  # another first each time
                    found[figure][name].append(reading(name, figure, how, servers[how.delay], file))
        if options.json:
            options.json.write_bytes(file.read_bytes())
        said = pyperf.BenchmarkSuite.load(str(file)).get_benchmarks()[0].get_metadata()
    print(
        "\n" + ", ".join(str(said[each]) for each in ("python_version", "cpu_model_name", "platform") if each in said)
    )
    print("The median of the rounds, and in brackets the least and the most of them.\n")
    print(f"| | {' | '.join(('rounds', *EVERYBODY))} |\n|{'---|' * 8}")
    for title, figure, made in ROWS:
        if readings := found.get(figure):
            plain = readings.get(PLAIN, readings[OURS])
            cells = [shown(list(map(made, readings[name], plain))) if name in readings else "" for name in EVERYBODY]
            print(f"| {title} | {len(plain)} | {' | '.join(cells)} |")


if __name__ == "__main__":
    main()
