"""How often a call is repeated, and what is waited for before: by the clock that the client sees."""

import contextlib
import inspect
import logging
import re
import socket
import ssl
import time
from itertools import islice
from typing import Any

import h11
import httpcore
import httpx
import pytest

from liveavatar_client import (
    AuthenticationError,
    LiveAvatarApi,
    LiveAvatarApiError,
    LiveAvatarConnectionError,
    LiveAvatarNewSessionRequest,
    NotFoundError,
    StandardSessionResponse,
    StopSessionResponse,
    connections,
    exchange,
    heartbeat,
    lifecycle,
    process,
    retry,
    signals,
)
from liveavatar_client.emulator import Emulator
from liveavatar_client.masking import Secret

from .clock import Clock
from .conftest import AVATAR
from .faulty import FaultyService, answer, sends, silence

REQUEST = LiveAvatarNewSessionRequest(avatar_id=AVATAR)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(exchange, "time", clock)
    return clock


def rounded(seconds: list[float]) -> list[float]:
    """Without what chance adds: up to a quarter of a second."""
    return [int(each * 4) / 4 for each in seconds]


@pytest.mark.parametrize(("options", "repeats"), [({}, 2), ({"max_retries": 0}, 0), ({"max_retries": 3}, 3)])
def test_it_is_repeated_twice_unless_told(
    options: dict[str, Any], repeats: int, emulator: Emulator, clock: Clock
) -> None:
    emulator.fail_next("list_sessions", status=503, times=9)
    with LiveAvatarApi(emulator.api_key, base_url=emulator.base_url, **options) as api:
        with pytest.raises(LiveAvatarApiError):
            api.list_sessions()
        assert len(emulator.requests) == 1 + repeats == 1 + len(clock.slept)


def test_the_pauses_grow(emulator: Emulator, clock: Clock) -> None:
    emulator.fail_next("list_sessions", status=503, times=7)
    with LiveAvatarApi(emulator.api_key, base_url=emulator.base_url, timeout=60, max_retries=9) as api:
        assert list(api.list_sessions()) == []
    assert rounded(clock.slept) == [0.5, 1, 2, 4, 8, 8, 8]
    assert len({each % 0.25 for each in clock.slept}) == 7  # and by chance


@pytest.mark.parametrize(
    ("status", "headers", "waited"),
    [
        (429, {"Retry-After": "7"}, 7),
        (503, {"Retry-After": "7"}, 7),
        (429, {"Retry-After": "30"}, 30),
        (429, {}, 1),  # X-RateLimit-Reset, which every answer of the service has
        (503, {}, 0.5),
    ],
)
def test_what_the_service_asks_for_is_waited_for(
    status: int, headers: dict[str, str], waited: float, api: LiveAvatarApi, emulator: Emulator, clock: Clock
) -> None:
    emulator.fail_next("list_sessions", status=status, headers=headers)
    assert list(api.list_sessions()) == []
    assert rounded(clock.slept) == [waited]


def test_what_takes_too_long_is_not_waited_for(api: LiveAvatarApi, emulator: Emulator, clock: Clock) -> None:
    emulator.fail_next("list_sessions", status=429, headers={"Retry-After": "31"})
    with pytest.raises(LiveAvatarApiError) as caught:
        api.list_sessions()
    assert caught.value.retry_after == 31
    assert clock.slept == []


def test_no_attempt_begins_when_the_time_for_all_of_them_is_over(emulator: Emulator, clock: Clock) -> None:
    """Twice the timeout, and five seconds."""
    emulator.fail_next("list_sessions", status=503, times=9, headers={"Retry-After": "4"})
    with (
        LiveAvatarApi(emulator.api_key, base_url=emulator.base_url, timeout=5, max_retries=9) as api,
        pytest.raises(LiveAvatarApiError),
    ):
        api.list_sessions()
    assert rounded(clock.slept) == [4, 4, 4]


@pytest.mark.parametrize("pace", [1, 0.5, 0])
@pytest.mark.parametrize("timeout", [0.2, 1.2])
def test_what_is_left_out_of_a_pause_counts_as_waited_for(
    pace: float, timeout: float, emulator: Emulator, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As the pytest plugin does: as many attempts, in less time."""
    monkeypatch.setattr(retry, "PACE", pace)
    emulator.fail_next("list_sessions", status=503, times=9)
    with (
        LiveAvatarApi(emulator.api_key, base_url=emulator.base_url, timeout=timeout, max_retries=9) as api,
        pytest.raises(LiveAvatarApiError),
    ):
        api.list_sessions()
    assert len(emulator.requests) == 4  # the next pause, of 4 s, would end too late
    assert rounded([each / (pace or 1) for each in clock.slept]) == ([0.5, 1, 2] if pace else [0, 0, 0])


@pytest.mark.parametrize(("max_retries", "longest"), [(0, 14), (1, 33), (2, 33)])
def test_how_long_a_call_takes_at_most(max_retries: int, longest: float) -> None:
    """Twice the timeout, for the one attempt or the last, which starts five seconds after that at most."""
    lines = connections.Connections(httpx.Timeout(7))
    assert exchange.Exchange("http://nobody.invalid", lines, 7, max_retries).longest == longest


class JobIsOver(Exception):
    """As a signal's handler raises it, for the time limit of a job."""


@pytest.mark.parametrize(
    "error",
    [
        *(httpx.ConnectError("hm"), httpx.ReadError("hm"), httpcore.ReadError("hm"), h11.RemoteProtocolError("hm")),
        *(OSError("hm"), RuntimeError("hm"), socket.gaierror(1, "hm"), ssl.SSLError(1, "hm")),
        JobIsOver("hm"),
    ],
    ids=repr,
)
def test_what_comes_out_of_httpx_is_trouble_with_the_connection(
    error: Exception, api: LiveAvatarApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And may have been sent, as long as it is not known of which request it is. What is not httpx's own is let be."""

    def send(*_: object, **__: object) -> httpx.Response:
        raise error

    with monkeypatch.context() as patch:
        patch.setattr(httpx.Client, "send", send)
        if isinstance(error, JobIsOver):
            with pytest.raises(JobIsOver):
                api.stop_session(AVATAR)
            return
        with pytest.raises(LiveAvatarConnectionError) as caught:
            api.start_session("token")
    assert caught.value.args[0] == f"POST /v1/sessions/start: {type(error).__name__}: {error}"
    assert caught.value.sent


def test_every_attempt_is_a_line_of_the_log(emulator: Emulator, clock: Clock, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "liveavatar_client")
    with FaultyService(emulator.base_url) as service:
        api = LiveAvatarApi(emulator.api_key, base_url=service.base_url, timeout=0.2, max_retries=1)
        emulator.fail_next("list_sessions", status=503)
        api.list_sessions()
        service.faults = {"sessions": (silence, False)}
        with api, pytest.raises(LiveAvatarConnectionError):
            api.list_sessions()
    lines = [record.getMessage() for record in caplog.records if record.name == "liveavatar_client"]
    assert [re.sub(r"\d+ ms", "n ms", line) for line in lines] == [
        "GET /v1/sessions: 503 (attempt 1, n ms)",
        "GET /v1/sessions: 200 (attempt 2, n ms)",
        "GET /v1/sessions: no answer (attempt 1, n ms)",
        "GET /v1/sessions: no answer (attempt 2, n ms)",
    ]
    [took] = re.findall(r"(\d+) ms", lines[-1])
    assert 150 < int(took) < 10_000


def test_the_limits_are_those_that_are_promised() -> None:
    defaults = {name: each.default for name, each in inspect.signature(LiveAvatarApi).parameters.items()}
    assert (defaults["timeout"], defaults["max_retries"]) == (30.0, 2)
    assert (heartbeat.INTERVAL, retry.LONGEST_WAIT, process.PATIENCE + signals.GRACE < 10) == (60, 30, True)
    assert (connections.KEPT_FOR, lifecycle.REMEMBERED, retry.PACE) == (60, 10_000, 1)


@pytest.mark.parametrize(("size", "taken"), [(7, True), (9, False)])
def test_an_answer_of_eight_megabytes_is_taken_and_no_larger_one(
    size: int, taken: bool, api: LiveAvatarApi, emulator: Emulator
) -> None:
    emulator.fail_next("stop", status=200, body={"code": 1000, "message": "x" * (size << 20)})
    refused = pytest.raises(LiveAvatarApiError, match=r"the answer is larger than the client takes \(")
    with contextlib.nullcontext() if taken else refused:
        api.stop_session(AVATAR)


@pytest.mark.parametrize(
    ("left", "rounds", "first"), [(9, 1, 9), (9, 3, 3), (9, 9, 2), (1.5, 5, 1.5), (0, 2, 0), (-4, 2, 0)]
)
def test_what_closes_has_its_share_of_the_time(left: float, rounds: int, first: float) -> None:
    now = time.monotonic()
    assert now + first - 0.01 <= process.share(now + left, rounds) < now + first + 0.3


def test_the_time_after_ctrl_c_is_shared_with_those_that_follow_at_once() -> None:
    def later(error: BaseException, first: BaseException) -> float:
        error.__context__ = ValueError()
        error.__context__.__context__ = first
        return process.until_after(error) or 0.0

    first = KeyboardInterrupt()
    until = process.until_after(first)
    assert until
    assert until - time.monotonic() == pytest.approx(6, abs=0.5)  # client and process have 3 more
    assert process.until_after(first) == later(KeyboardInterrupt(), first) == later(SystemExit(), first) == until
    vars(first)["closing_until"] = time.monotonic() - 0.1  # over just now: nobody waits for another 9 s
    assert later(KeyboardInterrupt(), first) < time.monotonic()
    vars(first)["closing_until"] = time.monotonic() - 60
    assert later(KeyboardInterrupt(), first) - time.monotonic() == pytest.approx(6, abs=0.5)
    assert process.until_after(ValueError()) is process.until_after(None) is None


def test_connecting_has_a_limit_of_its_own() -> None:
    from liveavatar_client import arguments

    assert arguments.patience("timeout", 30.0) == httpx.Timeout(30.0, connect=5.0)
    assert arguments.patience("timeout", 2) == httpx.Timeout(2.0)


@pytest.mark.parametrize("status", [400, 499])
def test_a_start_that_the_service_itself_refuses_is_stopped_once(
    status: int, api: LiveAvatarApi, emulator: Emulator
) -> None:
    emulator.fail_next("start", status=status, code=4000)
    with pytest.raises(LiveAvatarApiError) as caught:
        api.new_session(REQUEST)
    assert [request.path.rsplit("/", 1)[-1] for request in emulator.requests] == ["token", "start", "stop"]
    assert "is not running" in caught.value.__notes__[0]


def test_a_start_in_doubt_is_stopped_with_its_token_where_the_key_is_not_taken(
    api: LiveAvatarApi, emulator: Emulator
) -> None:
    emulator.fail_next("start", status=502, after=True)
    emulator.fail_next("stop", status=401, code=4001)
    with pytest.raises(LiveAvatarApiError) as caught:
        api.new_session(REQUEST)
    assert emulator.running == api.open_sessions == []
    assert "is not running" in caught.value.__notes__[0]
    assert ["Authorization" in request.headers for request in emulator.requests[-2:]] == [False, True]


@pytest.mark.parametrize(
    "doubtful",
    [b"", answer(500, b'{"code": 4000, "message": "No"}'), answer(400, b'{"code": 400, "message": "No"}')],
    ids=["no answer", "trouble of the service", "a refusal of a gateway"],
)
def test_a_start_in_doubt_is_stopped_three_times_within_two_seconds(
    doubtful: bytes, emulator: Emulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Clock()
    monkeypatch.setattr(lifecycle, "time", clock)
    with FaultyService(emulator.base_url) as service:
        service.faults = {"start": (sends(doubtful), False)}
        with LiveAvatarApi(emulator.api_key, base_url=service.base_url, timeout=0.5, max_retries=0) as api:
            with pytest.raises(Exception, match="start") as caught:
                api.new_session(REQUEST)
            assert service.calls == ["token", "start", "stop", "stop", "stop"]
            assert clock.slept == [0.0, 0.5, 1.5]
            assert "not running within 2 s" in caught.value.__notes__[0]


@pytest.mark.parametrize("key_is_taken", [True, False])
def test_every_stop_is_told_when_its_time_is_over(key_is_taken: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """For a start in doubt that is the time of one call, and the pauses; at the end of a process what is left of it."""
    clock = Clock()
    monkeypatch.setattr(lifecycle, "time", clock)
    asked: list[tuple[str | None, float]] = []

    def stop(session_id: str, token: Secret | None = None, *, until: float | None = None) -> StopSessionResponse:
        assert session_id == "its-id"
        asked.append((token, until or 0.0))
        if token is None and not key_is_taken:
            raise AuthenticationError("No", 401, "")
        gone = NotFoundError("Gone", 404, "")
        gone.session_gone = True
        raise gone

    def start() -> StandardSessionResponse:
        raise LiveAvatarConnectionError("No answer")

    owned = lifecycle.OwnedSessions(stop, lambda: None, 7.0)
    opening = lifecycle.OpenSession("its-id", Secret("its-token"))
    began = clock.monotonic()
    with pytest.raises(LiveAvatarConnectionError):
        owned.open(opening, start)
    assert [token for token, _ in asked] == ([None] * 3 if key_is_taken else [None, "its-token"])
    assert all(began + 9 <= until < began + 10 for _, until in asked)
    owned.finish(opening, 12345.0)
    assert asked[-1] == ("its-token", 12345.0)
    assert not owned.has_open()


@pytest.mark.parametrize(("seconds", "looked_for"), [(25, True), (35, False)])
def test_a_start_without_an_answer_is_looked_for_again_for_half_a_minute(
    seconds: float, looked_for: bool, emulator: Emulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Clock()
    monkeypatch.setattr(lifecycle, "time", clock)
    with FaultyService(emulator.base_url) as service:
        service.faults = {"start": (sends(b""), False)}
        with LiveAvatarApi(emulator.api_key, base_url=service.base_url, max_retries=0) as api:
            with pytest.raises(LiveAvatarConnectionError) as caught:
                api.new_session(REQUEST)
            clock.sleep(seconds)
            api.close_session(str(caught.value.session_id))
            assert api.open_sessions == []
            [token] = emulator.tokens
            emulator.start_session(token)  # only now the service gets round to it
        assert (emulator.running == []) == looked_for


@pytest.mark.parametrize("pace", [1, 0.5])
def test_the_pauses_before_a_free_slot_grow_and_end_in_time(pace: float, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock()
    monkeypatch.setattr(retry, "time", clock)
    monkeypatch.setattr(retry, "PACE", pace)
    for pause in islice(retry.pauses_until_there_is_a_slot(60), 99):  # lest they never end
        clock.sleep(pause)
    assert sum(clock.slept) == pytest.approx(60 * pace, abs=0.5)
    *pauses, _ = [each / pace for each in clock.slept]
    expected = [min(0.5 * 1.5**number, 8.0) for number in range(len(pauses))]
    assert all(0.75 <= pause / usual <= 1.25 for pause, usual in zip(pauses, expected, strict=True))
    assert len({pause / usual for pause, usual in zip(pauses, expected, strict=True)}) == len(pauses)  # by chance
    assert next(retry.pauses_until_there_is_a_slot(0), None) is None
    assert 0 < next(retry.pauses_until_there_is_a_slot(0.1)) <= 0.1 * pace
