"""That the benchmark runs. What it says is not tested: a figure of a busy machine proves nothing."""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_it_prints_a_table_and_writes_json(tmp_path: Path) -> None:
    """With one figure, and those contenders that are installed."""
    written = tmp_path / "figures.json"
    command = [sys.executable, "-m", "tools.bench", "--quick", "--only", "warm", "--json", str(written)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)

    assert done.returncode == 0, done.stderr
    assert "to plain httpx" in done.stdout
    assert "this client" in done.stdout
    content = json.loads(written.read_text(encoding="utf-8"))
    assert content["machine"]["python"].endswith(".".join(map(str, sys.version_info[:3])))
    (figure,) = content["figures"]
    ratios = {row["who"]: row["compared"]["median"] for row in figure["rows"]}
    assert ratios["plain httpx"] == 1
    assert ratios["this client"] > 0
