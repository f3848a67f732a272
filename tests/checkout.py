"""A copy of this checkout."""

import shutil
from pathlib import Path

from tools.generate import ROOT


def copy_checkout(target: Path) -> None:
    """All that git would take, whether or not git has it in its care."""
    ignored = (name.strip("/") for name in (ROOT / ".gitignore").read_text().split())
    shutil.copytree(ROOT, target, ignore=shutil.ignore_patterns(".git", *ignored))
