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
FIGURES = {  # whom to measure, in how many rounds; sessions in each of pyperf's values, how many of these, and warmups
    "warm": (EVERYBODY, 20, 20, 5, 3),
    "cold": (EVERYBODY, 15, 1, 1, 0),
    "imports": ((OURS,), 15, 1, 2, 0),
    "connections": (EVERYBODY, 1, 20, 1, 0),
    "crowd": ((OURS, PLAIN, "pipecat", "LiveKit's plugin"), 3, 5_000, 1, 0),
    "drift": ((OURS, "http.client"), 1, 100, 200, 2),
    "memory": ((OURS, PLAIN, "pipecat"), 1, 2_000, 1, 0),
    "latency": ((OURS, PLAIN, "http.client", "pipecat"), 15, 1, 1, 1),
}


class Reading(NamedTuple):
    """What a process measured: pyperf's values, their median, memory, and what the server saw of so many sessions."""

    values: tuple[float, ...]
    typical: float
    peak: float
    seen: dict[str, float]
    sessions: int


ROWS: list[tuple[str, str, Callable[[Reading, Reading], float]]] = [  # of a reading, and plain httpx's of that round
    ("a session (token, start, stop), ms", "warm", lambda own, _: own.typical * 1e3),
    ("... as a ratio (at most 1.10)", "warm", lambda own, plain: own.typical / plain.typical),
    ("a whole script, ms", "cold", lambda own, _: own.typical * 1e3),
    ("... as a ratio (at most 1.20)", "cold", lambda own, plain: own.typical / plain.typical),
    ("import beyond httpx, ms (at most 20)", "imports", lambda own, _: own.values[0] * 1e3),
    ("... with `LiveAvatarApi`", "imports", lambda own, _: own.values[1] * 1e3),
    ("connections for 20 sessions", "connections", lambda own, _: own.seen["connections"]),
    ("... requests for each", "connections", lambda own, _: own.seen["requests"] / own.sessions),
    ("64 threads, sessions a second", "crowd", lambda own, _: 1 / own.typical),
    ("... errors in 5,000", "crowd", lambda own, _: own.sessions - own.seen["stopped"]),
    # Other work on the machine comes and goes, and can only add: the quietest value is the truest.
    (
        "last tenth of 20,000 to the first (at most 1.05)",
        "drift",
        lambda o, _: min(o.values[-20:]) / min(o.values[:20]),
    ),
    ("memory for each session held open, KiB (at most 4)", "memory", lambda own, _: own.typical / 1024),
    ("peak memory beyond plain httpx, MiB (at most 4)", "cold", lambda own, plain: (own.peak - plain.peak) / 2**20),
    (
        "answers after 100 ms: beyond them, % (at most 1)",
        "latency",
        lambda own, _: own.typical / own.seen["slept"] * 200 - 100,
    ),
]


class Server:
    """server.py, in a process of its own, which ends with its input."""

    def __init__(self, delay: float) -> None:
        command = [sys.executable, "-m", "tools.bench.server", str(delay)]
        self.process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.said = map(json.loads, self.process.stdout or ())
        self.address = f"http://127.0.0.1:{next(self.said)}/v1"

    def counts(self) -> dict[str, float]:
        print(file=self.process.stdin, flush=True)
        return dict(next(self.said))


def reading(name: str, figure: str, options: list[str], server: Server, file: Path) -> Reading:
    """Have a worker take it, and append it to `file`."""
    command = [sys.executable, "-m", "tools.bench.worker", "--quiet", "--processes=1", f"--append={file}", *options]
    # Nothing else of the environment gets there: no proxy, no setting of LiveAvatar. pipecat writes lines unless told.
    told = {"BENCH": json.dumps([figure, name, server.address]), "LOGURU_LEVEL": "ERROR"}
    command.append("--inherit-environ=BENCH,LOGURU_LEVEL")
    before = server.counts()
    subprocess.run(command, cwd=ROOT, env=os.environ | told, stdout=subprocess.DEVNULL, check=True)
    seen = {count: value - before[count] for count, value in server.counts().items()}
    run = pyperf.BenchmarkSuite.load(str(file)).get_benchmark(f"{figure}: {name}").get_runs()[-1]
    sessions = run.get_total_loops() * (len(run.values) + len(run.warmups))
    return Reading(run.values, median(run.values), run.get_metadata().get("command_max_rss", 0), seen, sessions)


def is_there(name: str, server: Server) -> bool:
    """Whether it can open and close a session. Says so where not."""
    script = f"from tools.bench.contenders import script; script({name!r}, {server.address!r})"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        print(f"{name} is left out (`make bench-setup` installs it): {done.stderr.splitlines()[-1]}")
    return not done.returncode


def shown(values: list[float]) -> str:
    """The median, and the least and the most where they are others."""
    numbers = [median(values), min(values), max(values)]
    middle, least, most = (f"{each:,.0f}" if abs(each) >= 100 else f"{each:.3g}" for each in numbers)
    return middle if least == most else f"{middle} ({least} .. {most})"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tools.bench", description="What the client costs, on loopback.")
    parser.add_argument("--quick", action="store_true", help="few rounds, a tenth of the sessions: rough figures")
    parser.add_argument("--only", action="append", choices=FIGURES, help="this figure, not all; may be repeated")
    parser.add_argument("--json", type=Path, metavar="FILE", help="keep the readings in FILE")
    options = parser.parse_args()
    quick, slow = Server(0.0), Server(0.1)
    there = {name for name in EVERYBODY if is_there(name, quick)}
    found: dict[str, dict[str, list[Reading]]] = {}
    with tempfile.TemporaryDirectory() as scratch:
        file = Path(scratch) / "bench.json"
        for figure in options.only or FIGURES:
            everybody, rounds, loops, values, warmups = FIGURES[figure]
            if options.quick:
                rounds, loops = min(rounds, 3), loops // 10 if loops > 20 else loops
            names = [name for name in everybody if name in there]
            found[figure] = {name: [] for name in names}
            how = [f"--loops={loops}", f"--values={values}", f"--warmups={warmups}"]
            for number in range(rounds):
                print(f"{figure}: round {number + 1} of {rounds}", file=sys.stderr)
                for name in names[number % len(names) :] + names[: number % len(names)]:  # another first each time
                    server = slow if figure == "latency" else quick
                    found[figure][name].append(reading(name, figure, how, server, file))
        said = pyperf.BenchmarkSuite.load(str(file)).get_benchmarks()[0].get_metadata()
        if options.json:
            options.json.write_bytes(file.read_bytes())
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
