"""Every failure on every call: the right error, no session that the caller does not know of, and no secret."""

import io
import socket
import warnings
from collections.abc import Iterator

import pytest

from liveavatar_client import (
    LiveAvatarApi,
    LiveAvatarApiError,
    LiveAvatarConnectionError,
    LiveAvatarError,
    LiveAvatarNewSessionRequest,
    LiveAvatarTimeoutError,
    NotFoundError,
    exchange,
)
from liveavatar_client.emulator import Emulator

from .clock import Clock
from .conftest import shown
from .failures import FAILURES, Failure, says
from .faulty import FaultyService, answer, sends

pytestmark = pytest.mark.usefixtures("short_pauses")

KEY = "key-0123456789-secret"
CALLS = ["token", "start", "stop"]


@pytest.fixture(autouse=True)
def _without_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is waited for before a call is repeated has tests of its own."""
    monkeypatch.setattr(exchange, "time", Clock())


@pytest.fixture
def emulator() -> Iterator[Emulator]:
    with Emulator(api_key=KEY) as emulator:
        yield emulator


@pytest.fixture
def api(service: FaultyService) -> Iterator[LiveAvatarApi]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with LiveAvatarApi(KEY, base_url=service.base_url, timeout=0.6, max_retries=1) as api:
            yield api


def secrets(emulator: Emulator) -> list[str]:
    """Every secret that there is by now: the key, the tokens, and what is derived from them."""
    tokens = emulator.tokens
    return [KEY, *tokens, *(token[::-1] for token in tokens)]


def open_and_close(api: LiveAvatarApi, request: LiveAvatarNewSessionRequest) -> None:
    api.close_session(api.new_session(request).session_id)


@pytest.mark.parametrize(
    ("failure", "call", "after"),
    [
        pytest.param(failure, call, after, id=f"{failure.name}-{call}-{'done' if after else 'undone'}")
        for failure in FAILURES
        for call in CALLS
        for after in (False, True)
        if not (failure.refuses and call == "start" and after)
    ],
)
def test_every_failure_on_every_call(
    failure: Failure,
    call: str,
    after: bool,
    service: FaultyService,
    api: LiveAvatarApi,
    emulator: Emulator,
    request_lite: LiveAvatarNewSessionRequest,
    logged: io.StringIO,
) -> None:
    service.faults[call] = (failure.fault, after)
    with pytest.raises(LiveAvatarError) as caught:
        open_and_close(api, request_lite)
    error = caught.value

    assert type(error) is failure.error
    if isinstance(error, LiveAvatarApiError):
        assert error.status == failure.status
        assert failure.code is None or error.code == failure.code
        assert [fault.field for fault in error.errors] == failure.fields
        assert f"/sessions/{call}" in str(error)
        assert "\n" not in str(error)
        if failure.retry_after:
            assert error.retry_after is not None
            assert failure.retry_after[0] <= error.retry_after <= failure.retry_after[1]

    repeated = failure.start_repeated if call == "start" else failure.safe_repeated
    key_after_token = call == "stop" and failure.status in (401, 403) and failure.code is None
    assert service.calls.count(call) == (2 if repeated or key_after_token else 1)

    assert set(emulator.running) <= {*api.open_sessions, error.session_id}
    assert call != "token" or not api.open_sessions

    seen = "\n".join([shown(error), repr(api), logged.getvalue()])
    assert not [secret for secret in secrets(emulator) if secret in seen]

    # And the caller can clean up with what the error and the client say.
    service.faults.clear()
    for session_id in api.open_sessions:
        api.close_session(session_id)
    assert emulator.running == []
    assert api.open_sessions == []


@pytest.mark.parametrize("call", CALLS)
def test_a_port_that_nobody_listens_to(call: str, api: LiveAvatarApi) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    nobody = LiveAvatarApi(KEY, base_url=f"http://127.0.0.1:{port}/v1", max_retries=1)
    with pytest.raises(LiveAvatarConnectionError) as caught:
        attempt(nobody, call)
    assert not caught.value.sent
    assert "refused" in str(caught.value)
    assert nobody.open_sessions == []


@pytest.mark.parametrize("call", CALLS)
def test_a_name_that_is_not_found(call: str) -> None:
    with (
        LiveAvatarApi(KEY, base_url="http://nowhere.invalid/v1", max_retries=0) as api,
        pytest.raises(LiveAvatarConnectionError) as caught,
    ):
        attempt(api, call)
    assert not caught.value.sent


@pytest.mark.parametrize("call", CALLS)
def test_a_service_without_tls(call: str, service: FaultyService) -> None:
    address = service.base_url.replace("http:", "https:")
    with (
        LiveAvatarApi(KEY, base_url=address, max_retries=0, timeout=1) as api,
        pytest.raises(LiveAvatarConnectionError) as caught,
    ):
        attempt(api, call)
    assert not caught.value.sent


@pytest.mark.parametrize("call", CALLS)
def test_a_connection_that_is_not_made_in_time(call: str) -> None:
    with socket.create_server(("127.0.0.1", 0), backlog=0) as full:
        # The one place in the queue is taken, so that the kernel drops whoever comes next.
        fillers = [socket.socket() for _ in range(3)]
        for filler in fillers:
            filler.setblocking(False)
            filler.connect_ex(full.getsockname())
        with (
            LiveAvatarApi(
                KEY, base_url=f"http://127.0.0.1:{full.getsockname()[1]}/v1", max_retries=0, timeout=0.3
            ) as api,
            pytest.raises(LiveAvatarTimeoutError) as caught,
        ):
            attempt(api, call)
        assert not caught.value.sent
        for filler in fillers:
            filler.close()


def attempt(api: LiveAvatarApi, call: str) -> None:
    if call == "token":
        api.new_session(LiveAvatarNewSessionRequest(avatar_id="x"))
    elif call == "start":
        api.start_session("some-token")
    else:
        api.stop_session("some-session")


def test_a_start_that_was_turned_away_is_repeated(
    service: FaultyService, emulator: Emulator, api: LiveAvatarApi, request_lite: LiveAvatarNewSessionRequest
) -> None:
    service.faults["start"] = (sends(answer(429, b"{}", "Retry-After: 0\r\nConnection: close\r\n")), False)
    with pytest.raises(LiveAvatarError):
        api.new_session(request_lite)
    assert service.calls == ["token", "start", "start"]  # and not stopped: it surely did not start
    assert api.open_sessions == []


def test_a_page_of_a_gateway_is_no_proof_that_a_session_is_gone(
    service: FaultyService, emulator: Emulator, api: LiveAvatarApi, request_lite: LiveAvatarNewSessionRequest
) -> None:
    session = api.new_session(request_lite)
    page = b"<html>The requested URL /v1/sessions/stop was not found on this server.</html>"
    service.faults["stop"] = (sends(answer(404, page)), False)
    with pytest.raises(NotFoundError):
        api.close_session(session.session_id)
    assert api.open_sessions == [session.session_id] == emulator.running
    service.faults.clear()
    session.close()


def test_a_start_that_was_never_sent_is_not_stopped(
    service: FaultyService, emulator: Emulator, api: LiveAvatarApi, request_lite: LiveAvatarNewSessionRequest
) -> None:
    def last_answer(connection: socket.socket, real: bytes) -> None:
        service.refuse()
        connection.sendall(real.replace(b"\r\n", b"\r\nConnection: close\r\n", 1))

    service.faults["token"] = (last_answer, True)
    with pytest.raises(LiveAvatarConnectionError) as caught:
        api.new_session(request_lite)
    assert not caught.value.sent
    assert service.calls == ["token"]
    assert api.open_sessions == []


def test_faults_of_a_strange_shape(service: FaultyService, api: LiveAvatarApi) -> None:
    service.faults["stop"] = (says(422, {"detail": ["x", {"msg": 5}], "data": "y"}), False)
    with pytest.raises(LiveAvatarApiError) as caught:
        api.stop_session("some-session")
    assert caught.value.errors == [("", "5")]
