"""tools/upgrade_generator: the whole of it without the installing, which takes its time."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tools import upgrade_generator
from tools.generate import ROOT, differences
from tools.upgrade_generator import PIN, main

from .checkout import copy_checkout

pytestmark = pytest.mark.skipif(not shutil.which("git"), reason="needs git")

PYPROJECT = (ROOT / "pyproject.toml").read_text()


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout that may be changed, in which this Python passes for one with any version of the generator."""
    copy = tmp_path / "root"
    copy_checkout(copy)
    git = ("git", "-c", "user.name=Somebody", "-c", "user.email=somebody@example.invalid")
    for command in (("init", "--quiet"), ("add", "--all"), ("commit", "--quiet", "--message", "All of it")):
        subprocess.run([*git, *command], cwd=copy, check=True)
    subprocess.run(["git", "config", "user.name", "Somebody"], cwd=copy, check=True)
    subprocess.run(["git", "config", "user.email", "somebody@example.invalid"], cwd=copy, check=True)
    monkeypatch.setattr(upgrade_generator, "ROOT", copy)
    monkeypatch.setattr(upgrade_generator, "install", lambda copy, version: Path(sys.executable))
    return copy


@pytest.fixture
def untouched(root: Path, tmp_path: Path) -> Callable[[], bool]:
    """Whether the files of the checkout are as they were, and no worktree is left."""
    shutil.copytree(root, tmp_path / "before", ignore=shutil.ignore_patterns(".git"))

    def untouched() -> bool:
        changed = [name for name in differences(root, tmp_path / "before") if not name.startswith(".git/")]
        return not changed and not (root / ".git" / "worktrees").exists()

    return untouched


@pytest.mark.parametrize(("command", "status", "verdict"), [("true", 0, "tests pass."), ("false", 1, "tests FAIL.")])
def test_attempt(
    untouched: Callable[[], bool], command: str, status: int, verdict: str, capfd: pytest.CaptureFixture[str]
) -> None:
    """The verdict is that of the tests; the checkout is as it was."""
    assert main(["9.8.7", "--test-command", command]) == status
    printed = capfd.readouterr().out
    assert "own templates, which ours replace or edit:\n\nWhat changes here:\n pyproject.toml | 2 +-\n" in printed
    assert f"With openapi-python-client 9.8.7 the {verdict} Nothing was kept" in printed
    assert untouched()


def test_keep(root: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """What changes is shown, and taken over: of what is in the checkout, committed or not."""
    stale = root / "liveavatar_client" / "generated" / "types.py"
    right = stale.read_text()
    stale.write_text(f"{right}# From another version.\n")
    tested = "grep -q openapi-python-client==9.8.7 pyproject.toml"  # in the copy, before anything is taken over
    assert main(["9.8.7", "--keep", "--test-command", tested]) == 0
    printed = capfd.readouterr().out
    assert "liveavatar_client/generated/types.py | 1 -" in printed
    assert "-# From another version." in printed
    assert "were kept" in printed
    assert stale.read_text() == right
    assert (root / "pyproject.toml").read_text() == PIN.sub("9.8.7", PYPROJECT)


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("openapi.yaml", "openapi: none\n", "tools.generate"),
        (
            "pyproject.toml",
            PYPROJECT.replace("openapi-python-client==", "openapi-python-client>="),
            "in exactly one place",
        ),
    ],
)
def test_what_cannot_be_tried(root: Path, file: str, text: str, said: str, capfd: pytest.CaptureFixture[str]) -> None:
    (root / file).write_text(text)
    assert main(["9.8.7", "--keep", "--test-command", "true"]) == 2
    printed = capfd.readouterr().err
    assert "openapi-python-client 9.8.7 cannot be tried, and nothing was kept" in printed
    assert said in printed
    assert (root / file).read_text() == text


def test_no_such_version(
    untouched: Callable[[], bool], monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def install(copy: Path, version: str) -> Path:
        raise subprocess.CalledProcessError(1, ["pip", "install"])

    monkeypatch.setattr(upgrade_generator, "install", install)
    assert main(["9.8.7", "--keep", "--test-command", "true"]) == 2
    assert "cannot be tried, and nothing was kept" in capfd.readouterr().err
    assert untouched()


@pytest.mark.parametrize("version", ["", "latest", "1.0; x", "--pre"])
def test_no_version(version: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as exit:
        main(["--", version])
    assert exit.value.code == 2
    assert "is not a version such as" in capsys.readouterr().err
