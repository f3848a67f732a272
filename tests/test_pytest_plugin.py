"""The fixtures, in the test runs of those who have the package installed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import liveavatar_client

EXAMPLE = """
from liveavatar_client import LiveAvatarApi, LiveAvatarNewSessionRequest

def greet(api: LiveAvatarApi) -> str:  # your code
    with api.session(LiveAvatarNewSessionRequest(avatar_id="0f0f0f0f-1111-4222-8333-444444444444")) as session:
        return session.session_id

def test_greet(liveavatar_api, liveavatar_emulator):
    session_id = greet(liveavatar_api)
    assert liveavatar_emulator.running == []
    assert session_id in [record.id for record in liveavatar_api.list_sessions("historic")]
"""
REQUEST = 'LiveAvatarNewSessionRequest(avatar_id="0f0f0f0f-1111-4222-8333-444444444444")'


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """A folder that has of the package what makes pytest find its plugin by itself: the entry point."""
    folder = tmp_path / "installed"
    metadata = folder / "liveavatar_client_of_the_tests-1.dist-info"
    metadata.mkdir(parents=True)
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: liveavatar-client-of-the-tests\nVersion: 1\n")
    (metadata / "entry_points.txt").write_text("[pytest11]\nliveavatar = liveavatar_client.pytest_plugin\n")
    return folder


def run(
    tmp_path: Path, test: str, *options: str, first: Path | None = None, autoload: bool = False, **given: str
) -> subprocess.CompletedProcess[str]:
    """Run a user's test file, with every warning an error.

    Without `autoload` no entry point is looked at, so that naming the plugin registers it once, installed or not.
    """
    (tmp_path / "test_user.py").write_text(test)
    path = [
        str(first) if first else None,
        str(Path(liveavatar_client.__file__).parent.parent),
        os.environ.get("PYTHONPATH"),
    ]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, path)), **given}
    # What the outer run asks for is not for the inner one.
    environment.pop("PYTEST_ADDOPTS", None)
    if not autoload:
        environment["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
        options = ("-p", "liveavatar_client.pytest_plugin", *options)
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-W", "error", *options, "test_user.py"]
    return subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=60)


def test_the_example(tmp_path: Path) -> None:
    done = run(tmp_path, EXAMPLE)
    assert done.returncode == 0, done.stdout
    assert "1 passed" in done.stdout
    assert len(EXAMPLE.strip().splitlines()) <= 10


def test_pytest_finds_the_fixtures_by_itself(tmp_path: Path, installed: Path) -> None:
    done = run(tmp_path, EXAMPLE, first=installed, autoload=True)
    assert done.returncode == 0, done.stdout
    listed = run(tmp_path, EXAMPLE, "--fixtures", first=installed, autoload=True).stdout
    assert "liveavatar_api -- " in listed
    assert "A client of the emulator, for one test." in listed


def test_each_test_has_a_service_of_its_own(tmp_path: Path) -> None:
    done = run(
        tmp_path,
        f"""
import pytest
from liveavatar_client import LiveAvatarNewSessionRequest

@pytest.mark.parametrize("number", [1, 2])
def test_it(number, liveavatar_api, liveavatar_emulator):
    session = liveavatar_api.new_session({REQUEST})  # left open, without a word
    assert liveavatar_emulator.running == [session.session_id]
    assert len(liveavatar_emulator.requests) == 2
""",
    )
    assert done.returncode == 0, done.stdout
    assert "2 passed" in done.stdout
    assert "OpenSessionsWarning" not in done.stdout + done.stderr


def test_code_that_makes_its_own_client_reaches_the_emulator(tmp_path: Path) -> None:
    """And never the real service, whatever key is set where the tests run."""
    done = run(
        tmp_path,
        f"""
import os
import pytest
from liveavatar_client import LiveAvatarApi, LiveAvatarNewSessionRequest

def test_it(liveavatar_emulator):
    with LiveAvatarApi() as api, api.session({REQUEST}) as session:
        assert liveavatar_emulator.running == [session.session_id]

def test_the_environment_is_as_before():
    assert os.environ["LIVEAVATAR_API_KEY"] == "key-of-the-developer"
    assert os.environ["LIVEAVATAR_BASE_URL"] == "http://nowhere.invalid/v1"
""",
        LIVEAVATAR_API_KEY="key-of-the-developer",
        LIVEAVATAR_BASE_URL="http://nowhere.invalid/v1",
    )
    assert done.returncode == 0, done.stdout


def test_the_plugin_costs_nothing_until_it_is_used(tmp_path: Path) -> None:
    done = run(
        tmp_path,
        """
import sys

def test_it():
    assert "liveavatar_client.pytest_plugin" in sys.modules
    costly = {"httpx", "attrs", "openapi_core", "werkzeug", "yaml", "liveavatar_client.facade"}
    assert not costly & set(sys.modules)
""",
    )
    assert done.returncode == 0, done.stdout


def test_without_the_extra(tmp_path: Path) -> None:
    done = run(
        tmp_path,
        """
import sys

sys.modules["openapi_core"] = None  # as if it were not installed

def test_without_the_fixture():
    pass

def test_with_it(liveavatar_api):
    pass
""",
    )
    assert "1 passed, 1 error" in done.stdout
    assert 'ImportError: The emulator needs its extra: pip install "liveavatar-client[emulator]"' in done.stdout
