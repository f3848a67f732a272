"""That the benchmark runs. What it says is not tested: a figure of a busy machine proves nothing."""

import subprocess
import sys
from pathlib import Path

import pyperf  # type: ignore[import-untyped]

ROOT = Path(__file__).parents[1]


def test_it_prints_a_table_and_keeps_the_readings(tmp_path: Path) -> None:
    """With two figures, and those contenders that are installed."""
    written = tmp_path / "figures.json"
    command = [
        sys.executable,
        "-m",
        "tools.bench",
        "--quick",
        "--only",
        "connections",
        "--only",
        "cold",
        "--json",
        str(written),
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)

    assert done.returncode == 0, done.stderr
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in done.stdout.splitlines() if line[:1] == "|"]
    table = {title: dict(zip(rows[0][1:], cells, strict=True)) for title, *cells in rows[2:]}
    assert len(table) == 5
    assert table["... as a ratio (at most 1.20)"]["plain httpx"] == "1"
    assert table["... as a ratio (at most 1.20)"]["rounds"] == "3"
    assert table["connections for 20 sessions"]["this client"] == "1"
    assert table["... requests for each"]["this client"] == "3"

    kept = {each.get_name(): each.get_values() for each in pyperf.BenchmarkSuite.load(str(written)).get_benchmarks()}
    assert len(kept["cold: this client"]) == len(kept["cold: plain httpx"]) == 3
    assert min(kept["cold: this client"]) > 0
