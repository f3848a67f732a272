"""Every block of the README runs, and the table beside the tests is made from their own data."""

import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import httpx
import pytest

from liveavatar_client.emulator import Emulator
from tools.generate import CONTRACT, GENERATED, differences, generate

from .failures import table
from .test_pytest_plugin import EXAMPLE

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text()
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", README, re.DOTALL)
EXTRAS = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]


def blocks(language: str) -> list[str]:
    return [text for kind, text in BLOCKS if kind == language]


def after(change: str) -> str:
    """What a diff makes of a file."""
    return "\n".join(line[1:] for line in change.splitlines() if not line.startswith("-"))


@pytest.mark.parametrize(
    "block", [*(text for text in blocks("python") if "def test_" not in text), *map(after, blocks("diff"))]
)
def test_python(block: str, tmp_path: Path) -> None:
    with Emulator() as emulator:
        environment = {"LIVEAVATAR_API_KEY": emulator.api_key, "LIVEAVATAR_BASE_URL": emulator.base_url}
        command = [sys.executable, "-W", "error", "-c", block]
        done = subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        assert emulator.running == []


@pytest.mark.parametrize("line", [line for text in blocks("sh") for line in text.splitlines()])
def test_shell(line: str) -> None:
    command = shlex.split(line, comments=True)
    match command:
        case ["make", *arguments]:  # what they do has tests of its own
            done = subprocess.run(["make", "--dry-run", *arguments], cwd=ROOT, capture_output=True, text=True)
            assert done.returncode == 0, done.stderr
        case ["pip", "install", requirement]:
            name, _, extra = requirement.rstrip("]").partition("[")
            assert name == "liveavatar-client"
            assert not extra or extra in EXTRAS
        case ["python", "-m", "liveavatar_client.emulator", "--port", _]:
            run_the_emulator()
        case ["liveavatar", *arguments]:
            run_the_command(arguments)
        case ["curl", address, "-d", body]:
            with Emulator() as emulator:
                path = httpx.URL(address).path
                assert httpx.post(emulator.base_url.removesuffix("/v1") + path, content=body).status_code == 200
        case ["export", _]:
            pass
        case _:
            raise AssertionError(line)


def run_the_emulator() -> None:
    command = [sys.executable, "-m", "liveavatar_client.emulator", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as emulator:
        assert emulator.stdout
        lines = [emulator.stdout.readline() for _ in range(3)]
        assert lines[1].strip().startswith("export LIVEAVATAR_BASE_URL=http://127.0.0.1:")
        assert lines[2].strip() == "export LIVEAVATAR_API_KEY=emulator-key"
        emulator.send_signal(2)
        assert emulator.wait(10) == 0


def run_the_command(typed: list[str]) -> None:
    soon = ["0.1" if before == "--for" else word for before, word in zip(["", *typed], typed, strict=False)]
    with Emulator() as emulator:
        environment = {"LIVEAVATAR_API_KEY": emulator.api_key, "LIVEAVATAR_BASE_URL": emulator.base_url}
        command = [sys.executable, "-m", "liveavatar_client", *soon]
        done = subprocess.run(command, env=environment, capture_output=True, text=True)
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout
        assert emulator.running == []


def test_every_language_of_a_block_is_run_somewhere() -> None:
    assert {kind for kind, _ in BLOCKS} <= {"python", "sh", "yaml", "diff"}


def test_the_recipe_for_a_new_field(tmp_path: Path) -> None:
    [field] = blocks("yaml")
    contract = CONTRACT.read_text()
    place = contract.index("        mode:", contract.index("    LiveAvatarNewSessionRequest:"))
    changed = tmp_path / "openapi.yaml"
    changed.write_text(contract[:place] + field + contract[place:])
    generate(tmp_path / "generated", changed)
    before = GENERATED / "models" / "live_avatar_new_session_request.py"
    assert list(differences(tmp_path / "generated", GENERATED)) == [f"models/{before.name}"]
    assert "self.greeting" in (tmp_path / "generated" / "models" / before.name).read_text()


def test_the_example_of_the_fixtures() -> None:
    assert EXAMPLE.strip() in README  # tests/test_pytest_plugin.py runs it


def test_the_table_of_failures() -> None:
    assert table() in (ROOT / "tests" / "README.md").read_text()


def test_it_is_short() -> None:
    assert len(README.splitlines()) <= 220


def test_a_port_that_is_taken() -> None:
    with Emulator() as emulator:
        port = emulator.base_url.rsplit(":")[-1].removesuffix("/v1")
        command = [sys.executable, "-m", "liveavatar_client.emulator", "--port", port]
        done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr == f"cannot listen on port {port}: Address already in use\n"
