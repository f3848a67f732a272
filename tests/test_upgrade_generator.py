"""tools/upgrade_generator: its parts, and the whole of it without the installing, which takes its time."""

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tools import upgrade_generator
from tools.generate import ROOT, differences
from tools.upgrade_generator import NotThere, changes, copy_checkout, main, with_pin

PYPROJECT = (ROOT / "pyproject.toml").read_text()
PIN = re.findall(r'"openapi-python-client==([^"]*)"', PYPROJECT)


def write(folder: Path, **files: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text)
    return folder


def test_pin() -> None:
    """The version stands in one place, and is all that changes."""
    assert len(PIN) == 1
    changed = with_pin(PYPROJECT, "9.8.7")
    assert '"openapi-python-client==9.8.7"' in changed
    assert with_pin(changed, PIN[0]) == PYPROJECT


@pytest.mark.parametrize(
    "text", ["", '"openapi-python-client==1" "openapi-python-client==1"', '"openapi-python-client>=1"']
)
def test_no_one_pin(text: str) -> None:
    with pytest.raises(ValueError, match="exactly one place"):
        with_pin(text, "1.0")


@pytest.mark.skipif(not shutil.which("git"), reason="needs git")
def test_copy_of_a_checkout(tmp_path: Path) -> None:
    """What is committed and what is not yet, but nothing that is ignored or removed."""
    root = write(tmp_path / "root", committed="1", removed="2", new="3", ignored="4")
    (root / ".gitignore").write_text("ignored\n")
    write(root / "folder", **{"with space": "5"})
    for command in (["init", "--quiet"], ["add", "committed", "removed"]):
        subprocess.run(["git", *command], cwd=root, check=True)
    (root / "removed").unlink()
    copy_checkout(root, tmp_path / "copy")
    found = {
        path.relative_to(tmp_path / "copy").as_posix() for path in (tmp_path / "copy").rglob("*") if path.is_file()
    }
    assert found == {"committed", "new", ".gitignore", "folder/with space"}


def test_copy_without_git(tmp_path: Path) -> None:
    root = write(tmp_path / "root", one="1")
    write(root / ".venv", python="2")
    write(root / "folder" / "__pycache__", compiled="3")
    copy_checkout(root, tmp_path / "copy")
    assert [path.name for path in (tmp_path / "copy").rglob("*") if path.is_file()] == ["one"]


def test_changes(tmp_path: Path) -> None:
    old = write(tmp_path / "old", same="1\n", other="1\n2\n", gone="1\n")
    new = write(tmp_path / "new", same="1\n", other="1\n3\n4\n", come="1\n")
    assert list(changes(old, old)) == []
    lines = list(changes(old, new))
    assert lines[:3] == ["added: come (+1 -0)", "removed: gone (+0 -1)", "changed: other (+2 -1)"]
    assert lines[-7:] == ["--- old/other", "+++ new/other", "@@ -1,2 +1,3 @@", " 1", "-2", "+3", "+4"]


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout that may be changed, in which this Python passes for one with any version of the generator."""
    copy = tmp_path / "root"
    copy_checkout(ROOT, copy)
    monkeypatch.setattr(upgrade_generator, "ROOT", copy)
    monkeypatch.setattr(upgrade_generator, "GENERATED", copy / "liveavatar_client" / "generated")
    monkeypatch.setattr(upgrade_generator, "install", lambda copy, version: Path(sys.executable))
    return copy


@pytest.fixture
def untouched(root: Path, tmp_path: Path) -> Callable[[], bool]:
    """Whether the checkout is as it was."""
    shutil.copytree(root, tmp_path / "before")
    return lambda: not list(differences(root, tmp_path / "before"))


@pytest.mark.parametrize(("command", "status", "verdict"), [("true", 0, "tests pass."), ("false", 1, "tests FAIL.")])
def test_attempt(
    root: Path,
    untouched: Callable[[], bool],
    command: str,
    status: int,
    verdict: str,
    capfd: pytest.CaptureFixture[str],
) -> None:
    """The verdict is that of the tests; the checkout is as it was."""
    assert main(["9.8.7", "--test-command", command]) == status
    printed = capfd.readouterr().out
    assert "What changes in the generator's templates that ours replace or edit: nothing" in printed
    assert "What changes in the generated code: nothing" in printed
    assert f"With openapi-python-client 9.8.7 the {verdict} The checkout is as it was" in printed
    assert untouched()


def test_keep(root: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """What changes is shown, and taken over."""
    stale = root / "liveavatar_client" / "generated" / "types.py"
    right = stale.read_text()
    stale.write_text(f"{right}# From another version.\n")
    tested = "grep -q openapi-python-client==9.8.7 pyproject.toml"  # in the copy, before anything is taken over
    assert main(["9.8.7", "--keep", "--test-command", tested]) == 0
    printed = capfd.readouterr().out
    assert "changed: types.py (+0 -1)" in printed
    assert "-# From another version." in printed
    assert "were kept" in printed
    assert stale.read_text() == right
    assert (root / "pyproject.toml").read_text() == with_pin(PYPROJECT, "9.8.7")


def test_code_cannot_be_generated(
    root: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    (root / "openapi.yaml").write_text("openapi: none\n")
    assert main(["9.8.7", "--keep", "--test-command", "true"]) == 1
    assert "cannot be generated with openapi-python-client 9.8.7. Nothing was kept." in capfd.readouterr().out
    assert (root / "pyproject.toml").read_text() == PYPROJECT


def test_no_such_version(
    untouched: Callable[[], bool], monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def install(copy: Path, version: str) -> Path:
        raise NotThere(f"openapi-python-client {version} cannot be installed: No matching distribution found")

    monkeypatch.setattr(upgrade_generator, "install", install)
    assert main(["9.8.7", "--keep", "--test-command", "true"]) == 2
    assert capfd.readouterr().err == "openapi-python-client 9.8.7 cannot be installed: No matching distribution found\n"
    assert untouched()


@pytest.mark.parametrize("version", ["", "latest", "1.0; x", "--pre"])
def test_no_version(version: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as exit:
        main(["--", version])
    assert exit.value.code == 2
    assert "is not a version such as" in capsys.readouterr().err
