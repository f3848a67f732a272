"""The fixtures, in the test runs of those who have the package installed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import liveavatar_client

EXAMPLE = """
import pytest

from liveavatar_client import LiveAvatarApi, LiveAvatarNewSessionRequest, NoCreditsError

def greet(api: LiveAvatarApi) -> str:  # your code
    with api.session(LiveAvatarNewSessionRequest(avatar_id="0f0f0f0f-1111-4222-8333-444444444444")) as session:
        return session.session_id

def test_greet(liveavatar_api, liveavatar_emulator):
    session_id = greet(liveavatar_api)
    assert liveavatar_emulator.running == []
    assert session_id in [record.id for record in liveavatar_api.list_sessions("historic")]

@pytest.mark.liveavatar(credits=0)
def test_without_credits(liveavatar_api):
    with pytest.raises(NoCreditsError):
        greet(liveavatar_api)
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
    tmp_path: Path,
    test: str,
    *options: str,
    first: Path | None = None,
    autoload: bool = False,
    proxies: dict[str, str] | None = None,
    **given: str,
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
    outer = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    environment = {**outer, "PYTHONPATH": os.pathsep.join(filter(None, path)), **(proxies or {}), **given}
    # What the outer run asks for is not for the inner one.
    environment.pop("PYTEST_ADDOPTS", None)
    if not autoload:
        environment["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
        options = ("-p", "liveavatar_client.pytest_plugin", *options)
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-W", "error", *options, "test_user.py"]
    return subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=60)


def test_the_example(tmp_path: Path) -> None:
    done = run(tmp_path, EXAMPLE, "--strict-markers")
    assert done.returncode == 0, done.stdout
    assert "2 passed" in done.stdout


def test_pytest_finds_the_fixtures_by_itself(tmp_path: Path, installed: Path) -> None:
    slow = "-p", "no:schemathesis"  # which takes seconds
    done = run(tmp_path, EXAMPLE, *slow, first=installed, autoload=True)
    assert done.returncode == 0, done.stdout
    listed = run(tmp_path, EXAMPLE, *slow, "--fixtures", first=installed, autoload=True).stdout
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
    with liveavatar_api.session({REQUEST}) as session:
        assert liveavatar_emulator.running == [session.session_id]
        assert len(liveavatar_emulator.requests) == 2
""",
    )
    assert done.returncode == 0, done.stdout
    assert "2 passed" in done.stdout


def test_a_mark_says_what_the_service_is_like(tmp_path: Path) -> None:
    """Of a test, of its class, and of its module: the closest has the last word, for each setting alone."""
    done = run(
        tmp_path,
        f"""
import pytest
from liveavatar_client import ConcurrencyLimitError, LiveAvatarApi, LiveAvatarNewSessionRequest, NoCreditsError

pytestmark = pytest.mark.liveavatar(credits=0, concurrency=3)

def test_of_the_module(liveavatar_api):
    with pytest.raises(NoCreditsError):
        liveavatar_api.new_session({REQUEST})

@pytest.mark.liveavatar(credits=5)
class TestOfTheClass:
    def test_of_the_class(self, liveavatar_emulator):
        assert liveavatar_emulator.credits == 5

    @pytest.mark.liveavatar(concurrency=0)
    def test_of_the_test(self, liveavatar_api, liveavatar_emulator):
        assert liveavatar_emulator.credits == 5
        with pytest.raises(ConcurrencyLimitError):
            liveavatar_api.new_session({REQUEST})

@pytest.mark.parametrize("left", [pytest.param(left, marks=pytest.mark.liveavatar(credits=left)) for left in (1, 2)])
def test_of_a_parameter(left, liveavatar_api):
    assert float(liveavatar_api.get_credits().credits_left) == left
""",
        "--strict-markers",
    )
    assert done.returncode == 0, done.stdout
    assert "5 passed" in done.stdout


@pytest.mark.parametrize(
    ("given", "said"), [("credit=0", "does not take credit."), ("0", "does not take 0."), ("4, 5", "does not take 4.")]
)
def test_a_mark_that_cannot_be_meant(tmp_path: Path, given: str, said: str) -> None:
    test = f"""
import pytest

@pytest.mark.liveavatar({given})
def test_it(liveavatar_api):
    pass
"""
    done = run(tmp_path, test, "--strict-markers")
    assert done.returncode == 1
    assert f"@pytest.mark.liveavatar {said} It takes, by name: api_key, credits, concurrency, " in done.stdout
    assert "1 error" in done.stdout
    assert "Traceback" not in done.stdout


def test_the_mark_is_listed(tmp_path: Path) -> None:
    assert "@pytest.mark.liveavatar(**settings): what the emulator" in run(tmp_path, "", "--markers").stdout


LEFT_OPEN = {
    "by the client of the fixture": "liveavatar_api.new_session(REQUEST)",
    "by one of the code's own": "LiveAvatarApi().new_session(REQUEST)",
    "started by its token": "liveavatar_api.start_session("
    "liveavatar_api.create_session_token(REQUEST).data.session_token).data",
    "one that cannot be closed": "liveavatar_api.new_session(REQUEST)\n"
    "    liveavatar_emulator.fail_next('stop', status=503, times=99)",
}
NOT_LEFT_OPEN = {
    "closed": "session = liveavatar_api.new_session(REQUEST)\n    session.close()",
    "detached": "session = liveavatar_api.new_session(REQUEST)\n    session.detach()",
    "detached, by a client that is gone": "session = LiveAvatarApi().new_session(REQUEST)\n    session.detach()",
    "over by itself": "session = liveavatar_api.new_session(REQUEST)\n    liveavatar_emulator.advance(3600)",
    "closed by a fixture": "session = open_session",
}
SOCKETS = ("-W", "ignore::pytest.PytestUnraisableExceptionWarning")  # of clients that are never closed
USER = f"""
import pytest
from liveavatar_client import LiveAvatarApi, LiveAvatarNewSessionRequest

REQUEST = {REQUEST}

@pytest.fixture
def open_session(liveavatar_api):
    with liveavatar_api.session(REQUEST) as session:
        yield session

"""


def test_a_session_that_is_left_open_is_an_error_of_the_test(tmp_path: Path) -> None:
    """It ends all the same, and the end of the process has nothing to close, nor to say."""
    tests = "".join(
        f"""
def test_{number}(liveavatar_api, liveavatar_emulator, request):
    session = {how}
    print(f"id {number}: <{{session.session_id}}>")
"""
        for number, how in enumerate(LEFT_OPEN.values())
    )
    done = run(tmp_path, USER + tests, "-s", *SOCKETS)
    assert done.returncode == 1
    for number in range(len(LEFT_OPEN)):
        session_id = done.stdout.split(f"id {number}: <")[1].split(">")[0]
        assert f"Left open: {session_id}. Use" in done.stdout
        assert f"ERROR test_user.py::test_{number}" in done.stdout
    assert f"{len(LEFT_OPEN)} passed, {len(LEFT_OPEN)} errors" in done.stdout
    assert "liveavatar:" not in done.stderr
    assert "OpenSessionsWarning" not in done.stdout + done.stderr


def test_a_session_that_is_over_or_somebody_elses_is_none(tmp_path: Path) -> None:
    tests = "".join(
        f"""
def test_{number}(liveavatar_api, liveavatar_emulator, request):
    {how.replace("open_session", "request.getfixturevalue('open_session')")}
    assert len(liveavatar_emulator.requests) >= 2
"""
        for number, how in enumerate(NOT_LEFT_OPEN.values())
    )
    done = run(tmp_path, USER + tests, *SOCKETS)
    assert done.returncode == 0, done.stdout
    assert f"{len(NOT_LEFT_OPEN)} passed" in done.stdout
    assert "liveavatar:" not in done.stderr


def test_a_session_of_another_service_is_left_alone(tmp_path: Path) -> None:
    done = run(
        tmp_path,
        f"""
import pytest
from liveavatar_client import LiveAvatarApi, LiveAvatarNewSessionRequest
from liveavatar_client.emulator import Emulator

@pytest.fixture(scope="module")
def elsewhere():
    with Emulator() as emulator, LiveAvatarApi("emulator-key", base_url=emulator.base_url) as api:
        with api.session({REQUEST}) as session:
            yield session
        assert emulator.running == []

def test_beside_it(elsewhere, liveavatar_api):
    assert list(liveavatar_api.list_sessions()) == []

def test_afterwards(elsewhere):
    assert elsewhere.state == "open"
""",
    )
    assert done.returncode == 0, done.stdout


def test_what_is_waited_for_passes_quickly(tmp_path: Path) -> None:
    """For any client, and only in a test that has the emulator: these pauses would last longer than run() waits."""
    done = run(
        tmp_path,
        f"""
import threading
import time
import pytest
from liveavatar_client import (
    ConcurrencyLimitError, LiveAvatarApi, LiveAvatarNewSessionRequest, ServerError, SessionEndedWarning,
)

def test_repeating(liveavatar_api, liveavatar_emulator):
    liveavatar_emulator.fail_next("list_sessions", status=503, times=2)
    assert list(liveavatar_api.list_sessions()) == []
    liveavatar_emulator.fail_next("list_sessions", status=429, headers={{"Retry-After": "25"}}, times=2)
    with LiveAvatarApi() as api:
        assert list(api.list_sessions()) == []
    assert len(liveavatar_emulator.requests) == 6

def test_the_time_for_all_attempts_passes_all_the_same(liveavatar_emulator):
    liveavatar_emulator.fail_next("list_sessions", status=503, headers={{"Retry-After": "6"}}, times=9)
    with LiveAvatarApi(timeout=5, max_retries=9) as api, pytest.raises(ServerError):
        api.list_sessions()  # in 15 s
    assert len(liveavatar_emulator.requests) == 3

@pytest.mark.liveavatar(concurrency=1)
def test_waiting_for_a_slot(liveavatar_api):
    with liveavatar_api.session({REQUEST}) as session:
        with pytest.raises(ConcurrencyLimitError):
            liveavatar_api.new_session({REQUEST}, wait=60)
        threading.Timer(0.1, session.close).start()
        liveavatar_api.new_session({REQUEST}, wait=60).close()

def test_a_session_that_is_kept_alive(liveavatar_api, liveavatar_emulator):
    with liveavatar_api.session({REQUEST}, keep_alive=True) as session:
        with pytest.warns(SessionEndedWarning):
            liveavatar_emulator.end_session(session.session_id)
            deadline = time.monotonic() + 5
            while session.state == "open" and time.monotonic() < deadline:
                time.sleep(0.01)
    assert session.state == "closed"

def test_a_start_in_doubt(liveavatar_api, liveavatar_emulator):
    liveavatar_emulator.fail_next("start", status=502)
    with pytest.raises(ServerError):
        liveavatar_api.new_session({REQUEST})
    assert [request.path.rsplit("/")[-1] for request in liveavatar_emulator.requests[2:]] == ["stop"] * 3

def test_pauses_pass_a_hundred_times_as_fast(liveavatar_emulator):
    from liveavatar_client import retry

    assert retry.PACE == 0.01

def test_without_the_emulator():
    from liveavatar_client import retry

    assert retry.PACE == 1
""",
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("given", "seen"),
    [
        ({}, {"NO_PROXY": "127.0.0.1"}),
        ({"NO_PROXY": "example.com"}, {"NO_PROXY": "127.0.0.1,example.com"}),
        ({"no_proxy": "example.com"}, {"no_proxy": "127.0.0.1,example.com"}),
        ({"NO_PROXY": "a.com", "no_proxy": "b.com"}, {"NO_PROXY": "127.0.0.1,a.com", "no_proxy": "127.0.0.1,b.com"}),
        ({"NO_PROXY": "", "no_proxy": "*"}, {"NO_PROXY": "127.0.0.1,", "no_proxy": "*"}),
    ],
)
def test_no_proxy_stands_between(tmp_path: Path, given: dict[str, str], seen: dict[str, str]) -> None:
    """And the user's own exceptions stay."""
    done = run(
        tmp_path,
        f"""
import os
from liveavatar_client import LiveAvatarApi

def proxies():
    return {{name: os.environ[name] for name in ("NO_PROXY", "no_proxy") if name in os.environ}}

def test_it(liveavatar_api):
    assert list(liveavatar_api.list_sessions()) == []
    assert proxies() == {seen}

def test_the_environment_is_as_before():
    assert proxies() == {given}
""",
        proxies=given | {"HTTP_PROXY": "http://127.0.0.1:9", "ALL_PROXY": "http://127.0.0.1:9"},
    )
    assert done.returncode == 0, done.stdout


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
