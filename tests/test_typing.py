"""Type checkers agree with the public surface, and find wrong uses of it."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent / "typing"
ROOT = HERE.parent.parent


def mypy(name: str) -> set[int]:
    """The lines of a file that mypy finds fault with."""
    command = [sys.executable, "-m", "mypy", "--strict", "--no-error-summary", str(HERE / name)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    return {int(line) for line in re.findall(rf"{name}:(\d+): error", done.stdout)}


def pyright(name: str, tmp_path: Path) -> set[int]:
    """The lines of a file that pyright, in strict mode, finds fault with."""
    settings = {"typeCheckingMode": "strict", "include": [str(HERE / name)], "extraPaths": [str(ROOT)]}
    (tmp_path / "pyrightconfig.json").write_text(json.dumps(settings))
    command = [sys.executable, "-m", "basedpyright", "--outputjson", "--project", str(tmp_path)]
    command += ["--pythonpath", sys.executable]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    found = json.loads(done.stdout)["generalDiagnostics"]
    return {fault["range"]["start"]["line"] + 1 for fault in found if fault["severity"] == "error"}


def marked(name: str) -> set[int]:
    lines = (HERE / name).read_text().splitlines()
    return {number for number, line in enumerate(lines, 1) if "# wrong" in line}


@pytest.mark.parametrize("name", ["api.py", "wrong.py"])
def test_mypy(name: str) -> None:
    assert mypy(name) == marked(name)


@pytest.mark.parametrize("name", ["api.py", "wrong.py"])
def test_pyright(name: str, tmp_path: Path) -> None:
    assert pyright(name, tmp_path) == marked(name)
