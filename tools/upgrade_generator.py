"""Try another version of the generator, in a worktree of git: what it changes, and whether the tests still pass.

python -m tools.upgrade_generator VERSION           leave the checkout as it is
python -m tools.upgrade_generator VERSION --keep    take over the pin and the generated code

Files that git does not know yet take no part. Exit status: 0 the tests pass, 1 they do not, 2 it cannot be tried.
"""

import argparse
import os
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tools.generate import GENERATOR, ROOT

PIN = re.compile(rf'(?<="{GENERATOR}==)[^"]*(?=")')


def run(folder: Path, *command: str | Path, check: bool = True, given: str | None = None) -> int:
    """The exit status of a command, without what would lead the copy back here, or give it the options of this run."""
    unwanted = ("COVERAGE", "GIT_", "MAKE", "MFLAGS", "PYTEST", "PYTHONPATH", "VIRTUAL_ENV")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(unwanted)}
    return subprocess.run(command, cwd=folder, env=environment, check=check, input=given, text=True).returncode


def said(folder: Path, *command: str | Path) -> str:
    return subprocess.run(command, cwd=folder, check=True, stdout=subprocess.PIPE, text=True).stdout


def install(copy: Path, version: str) -> Path:
    """The Python of a new virtual environment in the copy, with all for development."""
    run(copy, sys.executable, "-m", "venv", ".venv")
    python = copy / ".venv" / "bin" / "python"
    for what in ([f"{GENERATOR}=={version}"], ["--editable", ".[dev]"]):
        run(copy, python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *what)
    return python


def attempt(copy: Path, version: str, test_command: str) -> tuple[str, bool]:
    """Try a version in a copy of the checkout, and say what comes of it: what changes, and whether the tests pass."""
    pyproject = copy / "pyproject.toml"
    text, places = PIN.subn(version, pyproject.read_text(encoding="utf-8"))
    if places != 1:
        raise ValueError(f"pyproject.toml does not pin {GENERATOR} in exactly one place")
    pyproject.write_text(text, encoding="utf-8")
    print(f"Installing {GENERATOR} {version} and the rest in a copy of the checkout ...", flush=True)
    python = install(copy, version)
    where = ("-c", "import openapi_python_client as it; print(it.__path__[0] + '/templates')")
    folders = [said(copy, interpreter, *where).strip() for interpreter in (sys.executable, python)]
    print("\nWhat changes in the generator's own templates, which ours replace or edit:", flush=True)
    run(copy, "git", "--no-pager", "diff", "--no-index", "--stat", "--patch", *folders, check=False)
    run(copy, python, "-m", "tools.generate")
    print("\nWhat changes here:", flush=True)
    run(copy, "git", "add", "--all")
    run(copy, "git", "--no-pager", "diff", "--cached", "--stat", "--patch")
    print(f"\nTesting: {test_command}", flush=True)
    passed = not run(copy, *shlex.split(test_command), check=False)
    return said(copy, "git", "diff", "--cached", "--binary"), passed


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.upgrade_generator", epilog=(__doc__ or "").split("\n")[-2])
    parser.add_argument("version", help="such as 0.29.1")
    parser.add_argument("--keep", action="store_true", help="take over the pin and the generated code")
    parser.add_argument("--test-command", default="make test", help="what tests the copy (default: make test)")
    options = parser.parse_args(arguments)
    if not re.fullmatch(r"[0-9][0-9A-Za-z.]*", options.version):
        parser.error(f"{options.version!r} is not a version such as 0.29.1")
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch) / "checkout"
        try:
            changed = said(ROOT, "git", "stash", "create").strip()  # a commit of what is changed and not committed
            run(ROOT, "git", "worktree", "add", "--quiet", "--detach", copy, changed or "HEAD")
            patch, passed = attempt(copy, options.version, options.test_command)
            if options.keep:
                run(ROOT, "git", "apply", given=patch)
        except (OSError, ValueError, subprocess.CalledProcessError) as error:
            print(f"{GENERATOR} {options.version} cannot be tried, and nothing was kept: {error}", file=sys.stderr)
            return 2
        finally:
            run(ROOT, "git", "worktree", "remove", "--force", copy, check=False)
    kept = "The pin and the generated code were kept." if options.keep else "Nothing was kept; --keep takes it over."
    print(f"\nWith {GENERATOR} {options.version} the tests {'pass' if passed else 'FAIL'}. {kept}")
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())
