"""The end of a process, seen from inside, where its parts can be looked at; tests/test_exits.py has real ones."""

import io
import logging
import threading
from collections.abc import Callable, Iterator

import pytest

from liveavatar_client import (
    LiveAvatarApi,
    LiveAvatarConnectionError,
    LiveAvatarError,
    LiveAvatarNewSessionRequest,
    lifecycle,
)
from liveavatar_client.emulator import Emulator

from .conftest import AVATAR
from .faulty import FaultyService, sends, silence

REQUEST = LiveAvatarNewSessionRequest(avatar_id=AVATAR)
Said = Callable[[], list[str]]


@pytest.fixture(autouse=True)
def _another_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its end is not that of the process in which the tests run."""
    monkeypatch.setattr(lifecycle, "_end", lifecycle._End())
    for name in ("httpx", "httpcore.connection", "httpcore.http11"):
        monkeypatch.setattr(logging.getLogger(name), "disabled", False)  # as it was before


@pytest.fixture
def said(capfd: pytest.CaptureFixture[str]) -> Said:
    """The lines on standard error since the last look."""
    return lambda: sorted(capfd.readouterr().err.splitlines())


@pytest.fixture
def service(emulator: Emulator) -> Iterator[FaultyService]:
    with FaultyService(emulator.base_url) as service:
        yield service


def closed(session_id: str) -> str:
    return f"liveavatar: session {session_id} was open at the end of the process, and has been closed."


def test_what_is_open_is_closed_with_its_own_token_and_a_line(
    api: LiveAvatarApi, emulator: Emulator, said: Said, logged: io.StringIO
) -> None:
    with LiveAvatarApi(emulator.api_key, base_url=emulator.base_url) as other:
        sessions = [client.new_session(REQUEST) for client in (api, api, other)]
        other.close_session(other.new_session(REQUEST).session_id)
        before = logged.getvalue().count("sessions/stop")
        lifecycle._at_exit()
        # A lock of logging may be held where a signal has struck.
        assert logged.getvalue().count("sessions/stop") == before
        assert emulator.running == api.open_sessions == other.open_sessions == []
        assert said() == sorted(closed(session.session_id) for session in sessions)
        assert [session.state for session in sessions] == ["closed"] * 3
        assert all("Authorization" in request.headers for request in emulator.requests if request.path.endswith("stop"))
        for late in (api.session(REQUEST).__enter__, lambda: api.new_session(REQUEST)):
            with pytest.raises(LiveAvatarError, match="about to end"):
                late()
        lifecycle._at_exit()
    assert said() == []


def test_many_are_closed_at_a_time(api: LiveAvatarApi, emulator: Emulator, said: Said) -> None:
    ids = [api.new_session(REQUEST).session_id for _ in range(40)]
    lifecycle._at_exit()
    assert emulator.running == []
    assert said() == sorted(map(closed, ids))


def test_what_cannot_be_closed_is_said_once_and_the_rest_is_closed(
    api: LiveAvatarApi, emulator: Emulator, said: Said
) -> None:
    first, second = api.new_session(REQUEST).session_id, api.new_session(REQUEST).session_id
    emulator.fail_next("stop", status=400, code=4000)
    lifecycle._at_exit()
    [left] = emulator.running
    [other] = {first, second} - {left}
    lines = said()
    assert len(lines) == 2
    assert closed(other) in lines
    [warning] = [line for line in lines if left in line]
    assert "may still be running, and cost credits: stopping it failed: POST /v1/sessions/stop failed: 400" in warning
    assert warning.endswith(f"LiveAvatarApi().stop_session('{left}') stops it.")
    assert api.open_sessions == [left]


def test_nothing_is_said_of_what_is_over_or_somebody_elses(api: LiveAvatarApi, emulator: Emulator, said: Said) -> None:
    api.new_session(REQUEST)
    emulator.advance(3600)  # it has ended by itself
    detached = api.new_session(REQUEST)
    detached.detach()
    lifecycle._at_exit()
    assert said() == api.open_sessions == []
    assert emulator.running == [detached.session_id]


def test_a_service_that_says_nothing_keeps_no_process_from_ending(
    service: FaultyService, emulator: Emulator, said: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lifecycle, "PATIENCE", 0.4)
    api = LiveAvatarApi(emulator.api_key, base_url=service.base_url)  # which would wait for half a minute
    ids = [api.new_session(REQUEST).session_id for _ in range(3)]
    service.faults = {"stop": (silence, False)}
    lifecycle._at_exit()
    assert sorted(emulator.running) == sorted(ids)
    lines = said()
    assert [sum(each in line for line in lines) for each in ids] == [1, 1, 1]
    assert all("may still be running, and cost credits: stopping it failed" in line for line in lines)
    service.faults = {}
    api.close()
    assert emulator.running == []


def test_no_stop_is_repeated_when_the_time_is_over(
    api: LiveAvatarApi, emulator: Emulator, said: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lifecycle, "PATIENCE", 0.4)  # and the first pause takes half a second
    api.new_session(REQUEST)
    emulator.fail_next("stop", status=503)
    lifecycle._at_exit()
    [line] = said()
    assert "stopping it failed: POST /v1/sessions/stop failed: 503" in line


def test_a_start_without_an_answer_is_looked_for_once_more(
    service: FaultyService, emulator: Emulator, said: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lifecycle, "PAUSES", (0.0,))
    with LiveAvatarApi(emulator.api_key, base_url=service.base_url, max_retries=0) as api:
        service.faults = {"start": (sends(b""), False)}
        with pytest.raises(LiveAvatarConnectionError) as caught:
            api.new_session(REQUEST)
        session_id = str(caught.value.session_id)
        api.close_session(session_id)
        assert api.open_sessions == []
        [token] = emulator._app.service.minted
        emulator._app.service.start(token)
        lifecycle._at_exit()
        assert emulator.running == []
        assert said() == [closed(session_id)]


def test_what_a_client_has_looked_for_as_it_was_closed_is_not_looked_for_again(
    service: FaultyService, emulator: Emulator, said: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lifecycle, "PAUSES", (0.0,))
    with LiveAvatarApi(emulator.api_key, base_url=service.base_url, max_retries=0) as api:
        service.faults = {"start": (sends(b""), False)}
        with pytest.raises(LiveAvatarConnectionError):
            api.new_session(REQUEST)
    assert service.calls.count("stop") == 2
    lifecycle._at_exit()
    assert service.calls.count("stop") == 2
    assert said() == []


@pytest.mark.parametrize("detached", [False, True])
@pytest.mark.parametrize("answers", [True, False])
def test_a_start_that_is_on_its_way_is_waited_for(
    answers: bool,
    detached: bool,
    service: FaultyService,
    emulator: Emulator,
    said: Said,
    logged: io.StringIO,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(lifecycle, "PAUSES", (0.0, 0.02, 0.05))
    reached, go_on = threading.Event(), threading.Event()

    def held(connection: object, real: bytes) -> None:
        reached.set()
        go_on.wait(10)

    api = LiveAvatarApi(emulator.api_key, base_url=service.base_url, max_retries=0)
    service.faults = {"start": (held, answers)}

    def opens() -> None:
        with pytest.raises(LiveAvatarError):
            api.new_session(REQUEST)

    opening = threading.Thread(target=opens)
    opening.start()
    assert reached.wait(5)
    [session_id] = api.open_sessions
    if detached:
        api.detach_session(session_id)
    lifecycle._at_exit()
    assert "sessions/stop" not in logged.getvalue()
    if detached:
        assert emulator.running == [session_id] * answers
        assert "stop" not in service.calls
    elif answers:  # the service has it, and it was stopped
        assert emulator.running == []
        assert said() == [closed(session_id)]
    else:
        [line] = said()
        assert f"session {session_id} may still be running" in line
        assert "was not running within 0 s, but may still start" in line
    go_on.set()
    opening.join(10)
    api.close()
    assert emulator.running == []
