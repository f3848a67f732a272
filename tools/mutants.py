"""Change the life of a session in 1,500 small ways, and say which of them no test notices.

python -m tools.mutants [PATTERN], such as 'liveavatar_client.retry*', or '*7' for a tenth of them.

mutmut asks mypy, and the quick tests. What these let through goes to the tests that start processes, since mutmut does
not see which functions a child process reaches: that takes minutes for each.
"""

import json
import os
import subprocess
import sys
from fnmatch import fnmatch
from pathlib import Path

MUTANTS = Path("mutants").resolve()
PROCESSES = [f"tests/test_{name}.py" for name in ("exits", "ownership", "never_lost", "command", "pytest_plugin")]
SLOWEST = 1200
"""Seconds that these may take."""


def outcomes(pattern: str) -> dict[str, int]:
    """The exit code of the quick tests for each mutant, or the number that mutmut has for another end."""
    files = [json.loads(file.read_text()) for file in sorted(MUTANTS.glob("liveavatar_client/*.py.meta"))]
    codes = {name: code for file in files for name, code in file["exit_code_by_key"].items()}
    return {name: code for name, code in codes.items() if fnmatch(name, pattern)}


def is_noticed(name: str) -> bool:
    """Whether a test that starts processes fails, or never ends, with this mutant."""
    environment = {**os.environ, "PYTHONPATH": str(MUTANTS), "MUTANT_UNDER_TEST": name}
    command = [sys.executable, "-m", "pytest", "-x", "-n", "3", "-p", "no:cacheprovider", *PROCESSES]
    try:
        done = subprocess.run(command, cwd=MUTANTS, env=environment, stdout=subprocess.DEVNULL, timeout=SLOWEST)
    except subprocess.TimeoutExpired:
        return True
    return done.returncode != 0


if __name__ == "__main__":
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"  # mutmut calls mypy
    subprocess.run(["mutmut", "run", *sys.argv[1:]], env={**os.environ, "PATH": path}, check=True)
    found = outcomes(*sys.argv[1:] or ["*"])
    let_through = [name for name, code in found.items() if code in (0, 33)]  # it survived; no test reaches it
    if let_through and is_noticed("none"):
        sys.exit("The tests that start processes fail without any mutant.")
    survivors = [name for name in let_through if not is_noticed(name)]
    print(
        f"{len(found)} mutants, {len(found) - len(survivors)} killed, {len(survivors)} survived:", *survivors, sep="\n"
    )
