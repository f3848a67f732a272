"""Try another version of the generator, on a copy of the checkout: what it changes, and whether the tests still pass.

python -m tools.upgrade_generator VERSION           leave the checkout as it is
python -m tools.upgrade_generator VERSION --keep    take over the pin and the generated code

The exit status is 0 when the tests pass, 1 when they do not, and 2 for a version that cannot be installed.
"""

import argparse
import difflib
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from tools.generate import GENERATED, ROOT, TEMPLATES, differences
from tools.template_edits import EDITS, GENERATOR

_PIN = re.compile(rf'(?<="{GENERATOR}==)[^"]*(?=")')
_FOLDER = GENERATED.relative_to(ROOT)
# What a checkout without git holds, and a copy of it does not need.
_WASTE = (
    ".git",
    ".venv*",
    ".*_cache",
    ".hypothesis",
    ".coverage*",
    "__pycache__",
    "build",
    "dist",
    "docs",
    "*.egg-info",
)


class NotThere(Exception):
    """The version cannot be installed. The message is one line."""


def with_pin(pyproject: str, version: str) -> str:
    """The text of pyproject.toml with another version of the generator. Raises ValueError where there is no one pin."""
    if len(_PIN.findall(pyproject)) != 1:
        raise ValueError(f"pyproject.toml does not pin {GENERATOR} in exactly one place")
    return _PIN.sub(version, pyproject)


def copy_checkout(root: Path, target: Path) -> None:
    """Copy all that git would take, committed or not; all but what is built, where `root` is not in git's care."""
    if not (root / ".git").exists() or not shutil.which("git"):
        shutil.copytree(root, target, ignore=shutil.ignore_patterns(*_WASTE), symlinks=True)
        return
    command = ["git", "ls-files", "-coz", "--exclude-standard"]
    listed = subprocess.run(command, cwd=root, capture_output=True, check=True)
    for name in filter(None, os.fsdecode(listed.stdout).split("\0")):
        if (root / name).is_file():  # what git lists may have been removed
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(root / name, target / name)


def changes(old: Path, new: Path) -> Iterator[str]:
    """The differences between two folders, as lines: each file with the numbers of lines that come and go, then all."""
    texts: list[str] = []
    for name in differences(old, new):
        before, after = (_lines(folder / name) for folder in (old, new))
        text = list(difflib.unified_diff(before, after, f"old/{name}", f"new/{name}", lineterm=""))
        come, go = (sum(line[0] == sign for line in text[2:]) for sign in "+-")
        word = "added" if not (old / name).exists() else "removed" if not (new / name).exists() else "changed"
        yield f"{word}: {name} (+{come} -{go})"
        texts += text
    yield from texts


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


def _environment() -> dict[str, str]:
    """This environment without what would lead the copy back here, or make the options of this run those of another."""
    unwanted = ("COVERAGE", "MAKE", "MFLAGS", "PYTEST", "PYTHONPATH", "VIRTUAL_ENV")
    return {name: value for name, value in os.environ.items() if not name.startswith(unwanted)}


def _run(copy: Path, *command: str, quiet: bool = False) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=copy, env=_environment(), capture_output=quiet, text=True)


def install(copy: Path, version: str) -> Path:
    """The Python of a new virtual environment in a copy of the checkout, with all for development. Raises NotThere."""
    python = copy / ".venv" / "bin" / "python"
    _run(copy, sys.executable, "-m", "venv", ".venv").check_returncode()
    pip = (str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    for what in ([f"{GENERATOR}=={version}"], ["--editable", ".[dev]"]):
        done = _run(copy, *pip, *what, quiet=True)
        if done.returncode:
            errors = [line for line in done.stderr.splitlines() if line.startswith("ERROR: ")] or [done.stderr.strip()]
            raise NotThere(f"{GENERATOR} {version} cannot be installed: {errors[-1].removeprefix('ERROR: ')}")
    return python


def templates(python: Path) -> Path:
    """Where the generator of a Python has its templates."""
    code = f"import {GENERATOR.replace('-', '_')} as it; print(it.__path__[0])"
    found = subprocess.run([python, "-c", code], env=_environment(), capture_output=True, text=True, check=True)
    return Path(found.stdout.strip()) / "templates"


def replaced(folder: Path, target: Path) -> Path:
    """A copy, in `target`, of those of the generator's templates in `folder` that ours replace or edit."""
    for name in {*(path.name for path in TEMPLATES.glob("*.jinja")), *(edit.template for edit in EDITS)}:
        if (folder / name).exists():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(folder / name, target / name)
    return target


def show(title: str, lines: Sequence[str]) -> None:
    """Print lines below a title, or that there are none."""
    print(f"\n{title}:" if lines else f"\n{title}: nothing")
    for line in lines:
        print(f"  {line}")


def keep(copy: Path, version: str) -> None:
    """Take over the pin and the generated code."""
    pyproject = ROOT / "pyproject.toml"
    pyproject.write_text(with_pin(pyproject.read_text(encoding="utf-8"), version), encoding="utf-8")
    shutil.rmtree(GENERATED)
    shutil.copytree(copy / _FOLDER, GENERATED, ignore=shutil.ignore_patterns("__pycache__"))


def attempt(version: str, test_command: str, keeping: bool, scratch: Path) -> int:
    """Try a version in the folder `scratch`, say what comes of it, and return the exit status."""
    copy = scratch / "checkout"
    copy_checkout(ROOT, copy)
    shutil.copytree(copy / _FOLDER, scratch / "before")
    pyproject = copy / "pyproject.toml"
    pyproject.write_text(with_pin(pyproject.read_text(encoding="utf-8"), version), encoding="utf-8")
    print(f"Installing {GENERATOR} {version} and the rest in a copy of the checkout ...", flush=True)
    python = install(copy, version)
    ours = replaced(templates(Path(sys.executable)), scratch / "templates" / "before")
    theirs = replaced(templates(python), scratch / "templates" / "after")
    show("What changes in the generator's templates that ours replace or edit", list(changes(ours, theirs)))
    if _run(copy, str(python), "-m", "tools.generate").returncode:
        print(f"\nThe code cannot be generated with {GENERATOR} {version}. Nothing was kept.")
        return 1
    show("What changes in the generated code", list(changes(scratch / "before", copy / _FOLDER)))
    print(f"\nTesting: {test_command}", flush=True)
    passed = not _run(copy, *shlex.split(test_command)).returncode
    if keeping:
        keep(copy, version)
    print(f"\nWith {GENERATOR} {version} the tests {'pass' if passed else 'FAIL'}.", end=" ")
    print(
        "The pin and the generated code were kept." if keeping else "The checkout is as it was; --keep takes it over."
    )
    return 0 if passed else 1


def main(arguments: Sequence[str] | None = None) -> int:
    """Try the version that the arguments name, and return the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m tools.upgrade_generator",
        description="Try another version of the generator, on a copy of the checkout.",
        epilog="Exit status: 0 the tests pass, 1 they do not, 2 the version cannot be installed.",
    )
    parser.add_argument("version", help="such as 0.29.1")
    parser.add_argument("--keep", action="store_true", help="take over the pin and the generated code")
    parser.add_argument("--test-command", default="make test", help="what tests the copy (default: make test)")
    options = parser.parse_args(arguments)
    if not re.fullmatch(r"[0-9][0-9A-Za-z.]*", options.version):
        parser.error(f"{options.version!r} is not a version such as 0.29.1")
    with tempfile.TemporaryDirectory() as scratch:
        try:
            return attempt(options.version, options.test_command, options.keep, Path(scratch))
        except NotThere as error:
            print(error, file=sys.stderr)
            return 2


if __name__ == "__main__":
    sys.exit(main())
