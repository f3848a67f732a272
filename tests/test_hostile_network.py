"""Nothing that the network says is trusted: what makes the client lie about a session, hang, or show a secret?

The tables are in hostile_network.py: a line more there is a test more here. At the end of each the client is
closed with a service that is well again, and then nothing may be running.
"""

import contextlib
import copy
import gzip
import io
import json
import os
import pickle
import pprint
import reprlib
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
import traceback
import tracemalloc
import warnings
import zlib
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import attrs
import httpx
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from rich.console import Console
from rich.pretty import pretty_repr
from rich.traceback import Traceback

import liveavatar_client
from liveavatar_client import (
    AuthenticationError,
    CustomSDKLiveKitConfig,
    DynamicVariables,
    InvalidRequestError,
    LiveAvatarApi,
    LiveAvatarApiError,
    LiveAvatarConnectionError,
    LiveAvatarError,
    LiveAvatarNewSessionRequest,
    LiveAvatarSessionData,
    LiveAvatarTimeoutError,
    NotFoundError,
    RateLimitError,
    ServerError,
    SessionEndedWarning,
    SessionTokenData,
    StandardSessionResponse,
    connections,
    lifecycle,
)
from liveavatar_client.emulator import Emulator
from liveavatar_client.generated.client import AuthenticatedClient
from liveavatar_client.heartbeat import Heartbeat

from .conftest import AVATAR
from .faulty import Fault, FaultyService, answer, resets, sends, tampers
from .hostile_network import (
    ABSURD_TIMES,
    AS_IT_IS,
    DOUBTFUL,
    ENDLESS,
    GONE,
    IN_JSON,
    IN_TEXT,
    NOT_OVER,
    NOTHING_RUNS,
    OVER,
    REFUSED,
    STRANGE,
    UNNEEDED,
    Raw,
    Said,
    Shape,
    envelope,
    hang_up,
    requests_on,
    reset,
)

KEY = "key-0123456789-of-the-account"
pytestmark = pytest.mark.usefixtures("short_pauses")

REQUEST = LiveAvatarNewSessionRequest(avatar_id=AVATAR)
PACKAGE = str(Path(liveavatar_client.__file__).parent)
PAUSES = lifecycle.PAUSES
OF_TLS = ("SSL_CERT_FILE", "SSL_CERT_DIR", "SSLKEYLOGFILE")
"""The settings of the environment that TLS looks at."""
SHORT = 0.3
SLOWEST = 3.0
"""Seconds: what a call with timeout=SHORT and without repeating may take, with much to spare (it should be 0.6)."""


@pytest.fixture(autouse=True)
def _clean_environment_of_tls(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_PROXY", "no_proxy", *OF_TLS):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(autouse=True, scope="module")
def _one_tls_context() -> Iterator[None]:
    """Making one takes 20 ms, which each client does once: too long for a table. No test here is about TLS."""
    make, context = httpx.create_ssl_context, httpx.create_ssl_context()

    def made() -> Any:
        return make() if any(name in os.environ for name in OF_TLS) else context

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(httpx, "create_ssl_context", made)
        yield


class Stage(NamedTuple):
    """A service whose answers a test writes."""

    emulator: Emulator
    service: FaultyService

    def answers(self, operation: str, status: int, body: str | bytes, headers: str = "Connection: close\r\n") -> None:
        content = body if isinstance(body, bytes) else body.encode("utf-8", "surrogatepass")
        self.service.faults = {operation: (sends(answer(status, content, headers)), False)}

    def clear(self) -> None:
        """Nothing runs, and nothing was asked."""
        with self.emulator._app.lock:
            self.emulator._app.service.sessions.clear()
            self.emulator._app.service.minted.clear()
            self.emulator._app.seen.clear()
        self.service.faults = {}
        self.service.calls.clear()


@pytest.fixture(scope="module")
def stage() -> Iterator[Stage]:
    with (
        Emulator(api_key=KEY, concurrency=10_000, credits=1e9) as emulator,
        FaultyService(emulator.base_url) as service,
    ):
        yield Stage(emulator, service)


@pytest.fixture
def emulator(stage: Stage) -> Emulator:
    """One for all tests: starting and stopping it takes longer than most of them."""
    stage.clear()
    return stage.emulator


@pytest.fixture
def fresh_emulator() -> Iterator[Emulator]:
    """One whose connections can be counted."""
    with Emulator(api_key=KEY) as emulator:
        yield emulator


@pytest.fixture
def service(emulator: Emulator, stage: Stage) -> FaultyService:
    return stage.service


@contextlib.contextmanager
def closing(api: LiveAvatarApi, emulator: Emulator, service: FaultyService) -> Iterator[LiveAvatarApi]:
    """A client, and the promise that it loses nothing: what it has opened does not run when it has been closed."""
    yield api
    service.faults = {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        api.close()
    assert emulator.running == [], "a session runs after its client was closed"
    assert api.open_sessions == []


@pytest.fixture
def api(service: FaultyService, emulator: Emulator) -> Iterator[LiveAvatarApi]:
    api = LiveAvatarApi(KEY, base_url=service.base_url, timeout=3, max_retries=0)
    with closing(api, emulator, service) as api:
        yield api


def by_name(rows: list[Said]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("said", [pytest.param(row, id=row.name) for row in rows])


def items(name: str, rows: Mapping[str, Any]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(name, [pytest.param(row, id=key) for key, row in rows.items()])


# ---- a session that runs is never said to be over ----


class Outcome(NamedTuple):
    """What became of a session: it, the error that came, and the warnings."""

    session: StandardSessionResponse
    error: Exception | None
    warned: list[str]


Opening = Callable[[], StandardSessionResponse]
Moment = Callable[[LiveAvatarApi, Callable[[], None]], StandardSessionResponse]
"""Something that is done with a session: given a client, and what makes the service answer as the test wants."""


def on_opened(act: Callable[[LiveAvatarApi, StandardSessionResponse], object]) -> Moment:
    def moment(api: LiveAvatarApi, breaks: Callable[[], None]) -> StandardSessionResponse:
        session = api.new_session(REQUEST)
        breaks()
        opened.append(session)
        act(api, session)
        return session

    return moment


opened: list[StandardSessionResponse] = []
"""The sessions of the moments, of which the last is the one that is looked at, also where an error came."""


def leave_a_block(api: LiveAvatarApi, breaks: Callable[[], None]) -> StandardSessionResponse:
    with api.session(REQUEST) as session:
        opened.append(session)
        breaks()
    return session


def leave_its_own_block(api: LiveAvatarApi, session: StandardSessionResponse) -> None:
    with session:
        pass


def beat(api: LiveAvatarApi, session: StandardSessionResponse) -> None:
    """A heart that beats a few times, or until it is told that there is no session any more."""
    beats = 0
    enough = threading.Event()

    def ping(session_id: str) -> object:
        nonlocal beats
        beats += 1
        if beats > 3:
            enough.set()
        return api.keep_alive(session_id)

    heartbeat = Heartbeat(ping, 0.005)
    thread = heartbeat.start(session)
    while thread.is_alive() and not enough.wait(0.01):
        pass
    heartbeat.stop()
    thread.join(5)
    assert not thread.is_alive()


class Row(NamedTuple):
    """A moment, and what it raises where the service cannot be believed, and where the session is surely over."""

    act: Moment
    raises: bool = True
    raises_when_over: bool = False


MOMENTS = {
    "close_session": Row(on_opened(lambda api, session: api.close_session(session.session_id))),
    "session.close": Row(on_opened(lambda api, session: session.close())),
    "stop_session": Row(on_opened(lambda api, session: api.stop_session(session.session_id)), raises_when_over=True),
    "stop_all_sessions": Row(on_opened(lambda api, session: api.stop_all_sessions())),
    "keep_alive": Row(on_opened(lambda api, session: api.keep_alive(session.session_id)), raises_when_over=True),
    "the heartbeat": Row(on_opened(beat), raises=False),
    "the end of a block": Row(leave_a_block),
    "the end of its own block": Row(on_opened(leave_its_own_block)),
    "the end of the client": Row(on_opened(lambda api, session: api.close()), raises=False),
}


def happens(moment: Moment, api: LiveAvatarApi, breaks: Callable[[], None]) -> Outcome:
    error = None
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        try:
            moment(api, breaks)
        except Exception as trouble:
            error = trouble
    return Outcome(opened[-1], error, [f"{warning.category.__name__}: {warning.message}" for warning in warned])


@pytest.mark.parametrize(
    ("said", "moment"),
    [  # each with some of the others; with LIVEAVATAR_SOAK set, with all
        pytest.param(said, moment, id=f"{name}-{said.name}")
        for row, said in enumerate(NOT_OVER)
        for column, (name, moment) in enumerate(MOMENTS.items())
        if (row + column) % 4 == 0 or "LIVEAVATAR_SOAK" in os.environ
    ],
)
def test_no_answer_of_a_gateway_says_that_a_session_is_over(
    moment: Row, said: Said, service: FaultyService, api: LiveAvatarApi, emulator: Emulator
) -> None:
    def breaks() -> None:
        service.faults = {name: (sends(said.content), False) for name in ("stop", "keep-alive")}

    session, error, warned = happens(moment.act, api, breaks)
    known, running = api.open_sessions, emulator.running
    if not known:  # said once is enough: not at the end of the test, too
        emulator._app.service.stop(session.session_id, None)
    assert running == [session.session_id], "the test is about a session that runs"
    assert session.state == "open"
    assert known == [session.session_id]
    assert not [text for text in warned if text.startswith(SessionEndedWarning.__name__)]
    if moment.raises:
        assert type(error) is said.error
        assert not getattr(error, "session_gone", False)
    else:
        assert error is None
    if moment is MOMENTS["stop_all_sessions"]:
        assert session.session_id in "".join(getattr(error, "__notes__", []))
    if moment is MOMENTS["the end of the client"]:
        assert session.session_id in "".join(warned)


@by_name(OVER)
@items("moment", MOMENTS)
def test_what_the_service_itself_says_is_over_is_over(
    moment: Row, said: Said, service: FaultyService, api: LiveAvatarApi, emulator: Emulator
) -> None:
    def breaks() -> None:
        [session_id] = emulator.running
        if moment is not MOMENTS["stop_all_sessions"]:  # which finds it still listed
            emulator._app.service.stop(session_id, None)
        service.faults = {name: (sends(said.content), False) for name in ("stop", "keep-alive")}

    session, error, warned = happens(moment.act, api, breaks)
    emulator._app.service.sessions.pop(session.session_id)
    assert session.state == "closed"
    assert api.open_sessions == []
    assert (type(error) is NotFoundError) == moment.raises_when_over, error
    ended = [text for text in warned if session.session_id in text]
    assert len(ended) == (1 if moment is MOMENTS["the heartbeat"] else 0)


@by_name(NOT_OVER)
def test_no_answer_of_a_gateway_says_that_a_start_was_undone(
    said: Said, service: FaultyService, api: LiveAvatarApi, emulator: Emulator
) -> None:
    """The start worked, its answer was lost, and the stop does not reach the service."""
    service.faults = {"start": (resets(), True), "stop": (sends(said.content), False)}
    with pytest.raises(LiveAvatarConnectionError) as caught:
        api.new_session(REQUEST)
    assert emulator.running == api.open_sessions == [caught.value.session_id]
    assert "not running" not in "".join(caught.value.__notes__)


AT_THE_END = """
import sys
from liveavatar_client import LiveAvatarApi, LiveAvatarNewSessionRequest
LiveAvatarApi().new_session(LiveAvatarNewSessionRequest(avatar_id="{avatar}"))
"""


def test_no_answer_of_a_gateway_says_that_a_session_is_over_at_the_end_of_the_process(
    service: FaultyService, emulator: Emulator
) -> None:
    said = next(said for said in NOT_OVER if "statusCode" in said.name)
    service.faults = {"stop": (sends(said.content), False)}
    environment = {**os.environ, "LIVEAVATAR_API_KEY": KEY, "LIVEAVATAR_BASE_URL": service.base_url}
    command = [sys.executable, "-c", AT_THE_END.format(avatar=AVATAR)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    [session_id] = emulator.running
    assert f"session {session_id} may still be running" in done.stderr
    assert "has been closed" not in done.stderr


def test_keep_alive_and_stop_with_a_token_that_is_not_taken_any_more(
    service: FaultyService, api: LiveAvatarApi, emulator: Emulator
) -> None:
    """401 with the token, and then a gateway's 404 with the key: nothing of that is the end of the session."""
    session = api.new_session(REQUEST)
    replies = iter([answer(401, b"{}"), answer(404, b'{"detail": "Not Found"}')] * 2)
    for operation, call in (("keep-alive", api.keep_alive), ("stop", api.close_session)):
        service.faults = {operation: (lambda connection, _: connection.sendall(next(replies)), False)}
        with pytest.raises(NotFoundError):
            call(session.session_id)
        assert (session.state, api.open_sessions) == ("open", [session.session_id])


# ---- a start is settled only by an answer in the service's own form ----


def start_last(emulator: Emulator, token: str = "") -> None:
    """The service gets round to a start that it has been sent (the last one, unless given), if it has not yet."""
    with emulator._app.lock:
        service = emulator._app.service
        minted = service.minted.get(token or next(reversed(service.minted)))
        if minted and minted.session_id not in service.sessions:
            service.start(minted.token)


WHEN = ["before", "soon", "late"]
"""When the service does what a gateway has given up on: before its answer, soon after it, or after the last stop."""


@by_name(DOUBTFUL)
@pytest.mark.parametrize("when", WHEN)
def test_a_start_that_a_gateway_gave_up_on_is_not_lost(
    when: str, said: Said, service: FaultyService, api: LiveAvatarApi, emulator: Emulator
) -> None:
    def fault(connection: socket.socket, _: bytes) -> None:
        token = next(reversed(emulator._app.service.minted))
        connection.sendall(said.content)
        if when == "soon":
            until = time.monotonic() + 2
            while "stop" not in service.calls and time.monotonic() < until:
                time.sleep(0.001)
            time.sleep(0.005)
            start_last(emulator, token)

    service.faults = {"start": (fault, when == "before")}
    with pytest.raises(LiveAvatarError) as caught:
        api.new_session(REQUEST)
    if when == "late":
        [session_id] = api.open_sessions
        assert caught.value.session_id == session_id
        assert session_id in "".join(caught.value.__notes__)
        start_last(emulator)
        assert emulator.running == [session_id]
    else:
        assert emulator.running == api.open_sessions == []
        assert "is not running" in "".join(caught.value.__notes__)


def test_a_start_that_a_gateway_repeats_is_not_lost(
    service: FaultyService, api: LiveAvatarApi, emulator: Emulator
) -> None:
    """The first start worked. The second, of which the client knows nothing, is refused, since the token is used."""
    refusal = envelope(4000, "This session has already been started")
    service.faults = {"start": (sends(answer(400, json.dumps(refusal).encode())), True)}
    with pytest.raises(InvalidRequestError) as caught:
        api.new_session(REQUEST)
    assert emulator.running == api.open_sessions == []
    assert "is not running" in "".join(caught.value.__notes__)


@by_name(REFUSED)
@pytest.mark.parametrize("in_a_block", [False, True])
def test_a_start_that_was_surely_refused_takes_two_requests_and_no_time(
    in_a_block: bool, said: Said, service: FaultyService, api: LiveAvatarApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lifecycle, "PAUSES", PAUSES)  # the real ones: 2 s
    service.faults = {"start": (sends(said.content), False)}
    began = time.monotonic()
    with pytest.raises(LiveAvatarError) as caught:
        api.session(REQUEST).__enter__() if in_a_block else api.new_session(REQUEST)
    assert time.monotonic() - began < 1
    assert type(caught.value) is said.error
    assert service.calls == ["token", "start"]
    assert not getattr(caught.value, "__notes__", [])
    assert (caught.value.session_id, api.open_sessions) == (None, [])


# ---- stopping everything, while it moves ----


class Between:
    """Faults of a FaultyService that are none, but for what happens before the calls of an operation."""

    def __init__(self, operation: str, happens: Callable[[int], tuple[Fault, bool] | None]) -> None:
        self._operation, self._happens, self._count = operation, happens, 0

    def get(self, operation: str, default: object = None) -> tuple[Fault | None, bool]:
        if operation != self._operation:
            return None, True
        self._count += 1
        return self._happens(self._count) or (None, True)


def start_many(emulator: Emulator, count: int) -> list[str]:
    """Sessions that somebody else has started."""
    with emulator._app.lock:
        service = emulator._app.service
        return [service.start(service.mint({"avatar_id": AVATAR}).token).session_id for _ in range(count)]


def test_stopping_everything_while_sessions_end_and_pages_move(
    service: FaultyService, api: LiveAvatarApi, emulator: Emulator
) -> None:
    """With the end of some of the first page the others move up: those at its edge are on none of the pages seen."""
    everything = start_many(emulator, 230)
    ended: list[str] = []

    def others_end(count: int) -> None:
        if count in (2, 3, 5):  # the second and the third page of the first look, and one more
            for session_id in emulator.running[-7:]:  # of those on the first page: the newest come first
                emulator._app.service.stop(session_id, None)
                ended.append(session_id)

    service.faults = Between("sessions", others_end)  # type: ignore[assignment]
    stopped = api.stop_all_sessions()
    assert emulator.running == []
    assert len(stopped) == len(set(stopped))
    assert set(stopped) == set(everything) - set(ended)


def test_stopping_everything_while_sessions_start(
    service: FaultyService, api: LiveAvatarApi, emulator: Emulator
) -> None:
    """What starts while one looks pushes the others to the next page, so that one sees them twice."""
    everything = start_many(emulator, 150)
    service.faults = Between(  # type: ignore[assignment]
        "sessions", lambda count: everything.extend(start_many(emulator, 120)) if count in (2, 3) else None
    )
    stopped = api.stop_all_sessions()
    assert emulator.running == []
    assert sorted(stopped) == sorted(everything)


def test_stopping_everything_says_what_it_could_not_stop_and_stops_the_rest(
    service: FaultyService, api: LiveAvatarApi, emulator: Emulator
) -> None:
    everything = start_many(emulator, 12)
    failing = sends(answer(404, b'{"message": "no Route matched with those values"}'))
    service.faults = Between("stop", lambda count: (failing, False) if count % 4 == 0 else None)  # type: ignore[assignment]
    with pytest.raises(NotFoundError) as caught:
        api.stop_all_sessions()
    note = "".join(caught.value.__notes__)
    assert len(emulator.running) == 3
    assert all(session_id in note for session_id in everything)
    left = note.partition("Stopped:")[0]
    assert [session_id for session_id in everything if session_id in left] == emulator.running
    service.faults = {}
    assert len(api.stop_all_sessions()) == 3


def test_stopping_everything_with_a_look_that_fails_says_what_it_has_done(
    service: FaultyService, api: LiveAvatarApi, emulator: Emulator
) -> None:
    """One could not be stopped, and then the service cannot even be asked: the caller still hears of both."""
    second, first = start_many(emulator, 2)  # the newest is stopped first

    class Faults(Between):
        def get(self, operation: str, default: object = None) -> tuple[Fault | None, bool]:
            if operation == "stop" and service.calls.count("stop") == 2:
                return sends(answer(502)), False
            return super().get(operation, default)

    unwell = (sends(answer(503)), False)
    service.faults = Faults("sessions", lambda count: unwell if count > 1 else None)  # type: ignore[assignment]
    with pytest.raises(LiveAvatarError) as caught:
        api.stop_all_sessions()
    assert emulator.running == [second], "the test is about one that was not stopped"
    note = "".join(getattr(caught.value, "__notes__", []))
    service.faults = {}
    api.stop_session(second)
    assert second in note
    assert first in note


@items("strange", {name: value for name, value in STRANGE.items() if not isinstance(value, str)})
def test_stopping_everything_with_a_record_without_an_id_stops_the_rest(
    strange: Any, service: FaultyService, api: LiveAvatarApi, emulator: Emulator
) -> None:
    """Whatever the listing says of one session, the others cost credits."""
    start_many(emulator, 3)

    def change(body: Any) -> Any:
        body["data"]["results"].insert(1, {"id": strange})
        return body

    service.faults = {"sessions": (tampers(change), True)}
    try:
        with contextlib.suppress(LiveAvatarError):
            api.stop_all_sessions()
        assert emulator.running == []
    finally:
        service.faults = {}
        api.stop_all_sessions()


STOPS: dict[str, Callable[[LiveAvatarApi, StandardSessionResponse], object]] = {
    "stop_session": lambda api, session: api.stop_session(session.session_id),
    "close_session": lambda api, session: api.close_session(session.session_id),
    "session.close": lambda api, session: session.close(),
    "stop_all_sessions": lambda api, session: api.stop_all_sessions() == [session.session_id] or 1 / 0,
}
LOST: dict[str, Fault] = {
    "reset": resets(),
    "closed": sends(b""),
    "half an answer": sends(answer(200, b'{"code', length=100)),
    "502": sends(answer(502, b"<html>")),
}


@items("lost", LOST)
@items("stop", STOPS)
def test_a_stop_whose_answer_was_lost_and_whose_repetition_says_gone_is_a_success(
    stop: Callable[[LiveAvatarApi, StandardSessionResponse], object],
    lost: Fault,
    service: FaultyService,
    emulator: Emulator,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(liveavatar_client.exchange, "pause_after", lambda error, attempt: 0.01)
    api = LiveAvatarApi(KEY, base_url=service.base_url, timeout=3, max_retries=1)
    with closing(api, emulator, service):
        session = api.new_session(REQUEST)
        service.faults = Between("stop", lambda count: (lost, True) if count == 1 else None)  # type: ignore[assignment]
        stop(api, session)
        assert service.calls.count("stop") == 2
        assert (session.state, api.open_sessions, emulator.running) == ("closed", [], [])


def test_a_stop_that_was_turned_away_and_then_finds_nothing_is_none(
    service: FaultyService, emulator: Emulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """429 has surely not stopped it: whoever asks for a session that was over before is told so."""
    monkeypatch.setattr(liveavatar_client.exchange, "pause_after", lambda error, attempt: 0.01)
    with LiveAvatarApi(KEY, base_url=service.base_url, max_retries=1) as api:
        refused = (sends(answer(429)), False)
        service.faults = Between("stop", lambda count: refused if count == 1 else None)  # type: ignore[assignment]
        with pytest.raises(NotFoundError) as caught:
            api.stop_session(AVATAR)
    assert caught.value.session_gone


# ---- a start that names another session than its token ----


def another(emulator: Emulator) -> Fault:
    """The service starts a session of another id than that of the token, and says so. That of the token never runs."""

    def fault(connection: socket.socket, _: bytes) -> None:
        with emulator._app.lock:
            service = emulator._app.service
            token, minted = list(service.minted.items())[-1]
            started = service.start(service.mint({"avatar_id": AVATAR}).token)
            minted.session_id = started.session_id  # the token is good for the session that runs
            del token
        body = {"code": 1000, "data": {"session_id": started.session_id, "max_session_duration": 60}}
        connection.sendall(answer(201, json.dumps(body).encode()))

    return fault


ENDS: dict[str, Moment] = {
    name: row.act for name, row in MOMENTS.items() if name not in ("keep_alive", "the heartbeat")
}


@items("end", ENDS)
def test_the_session_that_a_start_names_is_the_one_that_is_open_and_closed(
    end: Moment, service: FaultyService, api: LiveAvatarApi, emulator: Emulator
) -> None:
    service.faults = {"start": (another(emulator), False)}

    def breaks() -> None:
        assert [api.open_sessions] == [emulator.running]
        assert len(emulator.running) == 1
        api.keep_alive(emulator.running[0])

    end(api, breaks)
    assert opened[-1].session_id not in emulator.running
    assert opened[-1].state == "closed"
    assert emulator.running == api.open_sessions == []


def test_a_session_of_another_id_that_has_ended_on_its_own_closes_with_success(
    service: FaultyService, api: LiveAvatarApi, emulator: Emulator
) -> None:
    """Gone is a success, also where the client asks for the id of the token, too, and that is not there either."""
    service.faults = {"start": (another(emulator), False)}
    session = api.new_session(REQUEST)
    emulator._app.service.stop(session.session_id, None)
    api.close_session(session.session_id)
    assert (session.state, api.open_sessions) == ("closed", [])


def misnamed(body: Any) -> Any:
    body["data"]["session_id"] = "00000000-0000-4000-8000-000000000000"
    return body


@items("end", {name: end for name, end in ENDS.items() if name not in ("stop_all_sessions", "stop_session")})
def test_a_start_that_names_a_session_that_there_never_was_loses_none(
    end: Moment, service: FaultyService, api: LiveAvatarApi, emulator: Emulator
) -> None:
    """The session of the token runs. Whatever is said of the one that was named, closing reaches that one, too."""
    service.faults = {"start": (tampers(misnamed), True)}
    with contextlib.suppress(NotFoundError):
        end(api, lambda: None)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        api.close()
    running = emulator.running
    for session_id in running:
        emulator._app.service.stop(session_id, None)
    assert running == []


# ---- drift ----


def lives_with(session: StandardSessionResponse) -> None:
    """All that a person may do with a session, whatever there is in it."""
    for show in (repr, str, hash, pretty_repr, pprint.pformat, StandardSessionResponse._repr_html_):
        show(session)
    assert session.state == "open"
    for part in (session.join_url, session.expires_at, session.started_at, session.access_token, session.ws_url):
        repr(part)
    assert copy.deepcopy(session).session_id == pickle.loads(pickle.dumps(session)).session_id == session.session_id


@items("strange", STRANGE)
@pytest.mark.parametrize("field", UNNEEDED)
def test_no_drift_of_a_field_that_nobody_needs_ends_a_session(
    field: str, strange: Any, service: FaultyService, api: LiveAvatarApi, emulator: Emulator
) -> None:
    def change(body: Any) -> Any:
        body["data"][field] = strange
        return body

    service.faults = {"start": (tampers(change), True)}
    with api.session(REQUEST) as session:
        assert emulator.running == api.open_sessions == [session.session_id]
        lives_with(session)
        assert session.max_session_duration is None or session.max_session_duration > 0
    assert emulator.running == []


def deep(depth: int) -> Any:
    value: Any = 5
    for _ in range(depth):
        value = {"a": [value]}
    return value


AROUND: dict[str, Callable[[Any], Any]] = {
    "no code": lambda body: {"data": body["data"]},
    "a code of older doubles": lambda body: {**body, "code": 100},
    "code null": lambda body: {**body, "code": None},
    "a message that is none": lambda body: {**body, "message": {"a": [1]}},
    "more fields": lambda body: {**body, "request_id": [1], "data": {**body["data"], "a": {"token": {"b": 1}}}},
    "a field as deep as JSON gets": lambda body: {**body, "data": {**body["data"], "new": deep(150)}},
    "a list of fields that are null": lambda body: {**body, "data": {**dict.fromkeys(UNNEEDED), **body["data"]}},
    "names in capitals": lambda body: {**body, "data": {**body["data"], "SESSION_ID": "x", "Token": {}}},
}


@items("change", AROUND)
@pytest.mark.parametrize("operation", ["token", "start", "stop", "keep-alive"])
def test_no_drift_around_the_data_ends_a_session(
    operation: str, change: Callable[[Any], Any], service: FaultyService, api: LiveAvatarApi, emulator: Emulator
) -> None:
    service.faults = {operation: (tampers(lambda body: change({**body, "data": body["data"] or {}})), True)}
    session = api.new_session(REQUEST)
    api.keep_alive(session.session_id)
    lives_with(session)
    api.close_session(session.session_id)
    assert (session.state, emulator.running) == ("closed", [])


@items("strange", STRANGE)
@pytest.mark.parametrize("operation", ["stop", "keep-alive"])
def test_no_drift_of_an_answer_that_holds_nothing_keeps_a_session_open(
    operation: str, strange: Any, service: FaultyService, api: LiveAvatarApi, emulator: Emulator
) -> None:
    session = api.new_session(REQUEST)
    service.faults = {operation: (tampers(lambda body: {**body, "data": strange, "message": strange}), True)}
    api.keep_alive(session.session_id)
    api.close_session(session.session_id)
    assert (session.state, emulator.running) == ("closed", [])


@items("strange", {name: value for name, value in STRANGE.items() if name != "null"})
@pytest.mark.parametrize("field", ["updated_at", "duration", "source", "mode", "is_sandbox", "credits_consumed", "new"])
def test_no_drift_of_a_record_keeps_a_session_from_being_stopped(
    field: str, strange: Any, service: FaultyService, api: LiveAvatarApi, emulator: Emulator
) -> None:
    [session_id] = start_many(emulator, 1)

    def change(body: Any) -> Any:
        for record in body["data"]["results"]:
            record[field] = strange
        return {**body, "data": {**body["data"], "count": strange, "previous": strange}}

    service.faults = {"sessions": (tampers(change), True)}
    try:
        assert api.stop_all_sessions() == [session_id]
    finally:
        service.faults = {}
        api.stop_all_sessions()


@items("strange", STRANGE)
@pytest.mark.parametrize("operation", ["token", "start"])
def test_a_session_id_that_cannot_be_one_is_an_error_and_no_session_is_lost(
    operation: str, strange: Any, service: FaultyService, api: LiveAvatarApi, emulator: Emulator
) -> None:
    """A text that is none may stay: that a session has a UUID is documented, but no call depends on it."""

    def change(body: Any) -> Any:
        body["data"]["session_id"] = strange
        return body

    service.faults = {operation: (tampers(change), True)}
    with contextlib.suppress(LiveAvatarError):
        api.new_session(REQUEST)
    for session_id in api.open_sessions:
        with contextlib.suppress(LiveAvatarError):
            api.close_session(session_id)
    for left in emulator.running:  # where the token named it wrongly it cannot be known
        assert operation == "token"
        emulator._app.service.stop(left, None)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        api.close()
    for session_id in api.open_sessions:
        api.detach_session(session_id)


@pytest.mark.parametrize("date", ABSURD_TIMES)
def test_no_date_is_too_absurd(date: str, service: FaultyService, api: LiveAvatarApi, emulator: Emulator) -> None:
    def fault(connection: socket.socket, real: bytes) -> None:
        head, _, body = real.partition(b"\r\n\r\n")
        lines = [line for line in head.split(b"\r\n") if not line.lower().startswith(b"date:")]
        connection.sendall(b"\r\n".join([*lines, b"Connection: close", b"Date: " + date.encode(), b"", body]))

    service.faults = {"start": (fault, True)}
    with api.session(REQUEST) as session:
        assert session.state in ("open", "expired")
        repr(session), session._repr_html_(), session.expires_at
        assert emulator.running == [session.session_id]


@pytest.mark.parametrize("header", ["Retry-After", "X-RateLimit-Reset", "Date"])
@pytest.mark.parametrize("when", ABSURD_TIMES)
def test_no_wait_that_is_asked_for_is_too_absurd(
    when: str, header: str, service: FaultyService, api: LiveAvatarApi
) -> None:
    more = f"Retry-After: {datetime.now(UTC):%a, %d %b %Y %H:%M:%S GMT}\r\n" if header == "Date" else ""
    content = answer(429, b"{}", f"Connection: close\r\n{more}").replace(
        b"\r\n\r\n", b"\r\n" + header.encode() + b": ", 1
    )
    service.faults = {"stop": (sends(content.removesuffix(b"{}") + when.encode() + b"\r\n\r\n{}"), False)}
    began = time.monotonic()
    with pytest.raises(RateLimitError) as caught:
        api.stop_session(AVATAR)
    assert time.monotonic() - began < SLOWEST
    wait = caught.value.retry_after
    assert wait is None or wait >= 0


@items(
    "body",
    {
        "1e400": b'{"code": 1e400, "message": "x"}',
        "a code of 4,000 digits": b'{"code": ' + b"9" * 4000 + b', "message": "x"}',
        "a code of 5,000 digits": b'{"code": ' + b"9" * 5000 + b', "message": "x"}',
        "NaN": b'{"code": NaN, "message": NaN}',
        "-1": b'{"code": -1, "message": "x"}',
        "a fraction": b'{"code": 4004.0, "message": "Session not found"}',
        "faults of 4,000 digits": b'{"code": 4000, "message": "x", "data": [{"loc": ['
        + b"9" * 4000
        + b'], "message": 5}]}',
        "a message 900 deep": b'{"code": 4000, "data": [{"loc": ["a"], "message": ' + b"[" * 900 + b"]" * 900 + b"}]}",
        "a loc 900 deep": b'{"code": 4000, "data": [{"message": "a", "loc": [' + b"[" * 900 + b"]" * 900 + b"]}]}",
        "an object 900 deep": b'{"code": 4000, "message": "x", "a": ' + b'{"a":' * 900 + b"1" + b"}" * 900 + b"}",
        "a text that is JSON 900 deep": json.dumps(envelope(4000, "[" * 900 + "]" * 900)).encode(),
        "a message of zero bytes": json.dumps(envelope(4000, "\0" * 5000)).encode(),
        "half a character": b'{"code": 4000, "message": "\\ud800"}',
        "a byte order mark": b'\xef\xbb\xbf{"code": 4000, "message": "x"}',
        "UTF-16": json.dumps(envelope(4000, "x")).encode("utf-16"),
        "the same name twice": b'{"code": 404, "code": 4000, "message": 1, "message": "x"}',
    },
)
@pytest.mark.parametrize("status", [200, 201, 400, 403, 404, 429, 500])
def test_no_body_is_too_absurd(body: bytes, status: int, service: FaultyService, api: LiveAvatarApi) -> None:
    service.faults = {"stop": (sends(answer(status, body)), False)}
    with pytest.raises(LiveAvatarError) as caught:
        api.stop_session(AVATAR)
    assert "\n" not in str(caught.value)


def test_depths_at_the_edge_of_what_python_reads(service: FaultyService, api: LiveAvatarApi) -> None:
    """JSON that can just be read, and then no more be written, or looked through: still the client's own error."""
    for depth in [*range(300, 900, 60), *range(900, 1000, 3)]:
        for body in (b'{"code": 4000, "message": %s}', b'{"code": 4000, "data": [{"loc": [], "message": %s}]}'):
            service.faults = {"stop": (sends(answer(400, body % (b"[" * depth + b"]" * depth))), False)}
            with pytest.raises(LiveAvatarError):
                api.stop_session(AVATAR)


# ---- connections ----


def at_once(count: int, call: Callable[[], object]) -> None:
    """Make calls, each in a thread of its own, at the same time."""
    with ThreadPoolExecutor(count) as pool:
        for future in [pool.submit(call) for _ in range(count)]:
            future.result()


def test_after_a_failover_a_call_does_not_walk_through_the_dead_connections() -> None:
    """Each of five idle connections is reset at its next request. One repetition has to do."""
    all_are_here = threading.Barrier(5)
    failed_over = threading.Event()
    asked: list[int] = []

    def serve(connection: socket.socket, number: int) -> None:
        for _ in requests_on(connection):
            asked.append(number)
            if failed_over.is_set() and number < 5:
                reset(connection)
                return
            if not failed_over.is_set():
                all_are_here.wait(5)
            connection.sendall(NOTHING_RUNS)

    with Raw(serve) as raw, LiveAvatarApi(KEY, base_url=raw.base_url, timeout=5, max_retries=1) as api:
        at_once(5, api.list_sessions)
        assert len(raw.connections) == 5
        failed_over.set()
        asked.clear()
        assert not api.list_sessions()
        assert len(asked) == 2
        assert not api.list_sessions()
        assert len(asked) == 3
        assert len(raw.connections) == 6


def test_after_a_failover_a_session_opens(emulator: Emulator) -> None:
    """The token is repeated, and the start that follows goes over the connection that is known to be good."""
    failed_over = threading.Event()
    all_are_here = threading.Barrier(5)

    def serve(connection: socket.socket, number: int) -> None:
        if failed_over.is_set():
            with FaultyService(emulator.base_url) as behind:
                pass
            FaultyService._serve(behind, connection)
            return
        for _ in requests_on(connection):
            if failed_over.is_set():
                reset(connection)
                return
            all_are_here.wait(5)
            connection.sendall(NOTHING_RUNS)

    with Raw(serve) as raw, LiveAvatarApi(KEY, base_url=raw.base_url, timeout=5, max_retries=1) as api:
        at_once(5, api.list_sessions)
        failed_over.set()
        with api.session(REQUEST) as session:
            assert emulator.running == [session.session_id]
        assert emulator.running == []
        assert len(raw.connections) == 6


def test_an_idle_connection_lives_longer_than_five_seconds(fresh_emulator: Emulator) -> None:
    """Where httpx alone would make a new one. The one slow test here."""
    with LiveAvatarApi(KEY, base_url=fresh_emulator.base_url) as api:
        assert not api.list_sessions()
        time.sleep(5.5)
        assert not api.list_sessions()
        assert fresh_emulator.connections == 1
        with api.session(REQUEST):  # its token has just shown that the connection is alive
            assert fresh_emulator.connections == 1


def test_a_start_after_a_pause_has_a_connection_of_its_own(
    fresh_emulator: Emulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It must not be lost on one that has died meanwhile. What is safe to repeat takes the old one."""
    monkeypatch.setattr(connections, "SURELY_ALIVE_FOR", 0.1)
    with LiveAvatarApi(KEY, base_url=fresh_emulator.base_url, max_retries=0) as api:
        token = api.create_session_token(REQUEST).data
        time.sleep(0.2)
        assert not api.list_sessions()
        assert fresh_emulator.connections == 1
        time.sleep(0.2)
        api.start_session(token.session_token)
        assert fresh_emulator.connections == 2
        api.stop_session(token.session_id)
        assert fresh_emulator.connections == 2


def half_closed(port: int) -> int:
    """How many connections to a port the other side has closed and this one not (CLOSE_WAIT)."""
    lines = Path("/proc/self/net/tcp").read_text().splitlines()[1:]
    return sum(1 for _, _, peer, state, *_ in map(str.split, lines) if state == "08" and int(peer[9:], 16) == port)


needs_proc = pytest.mark.skipif(not Path("/proc/self/net/tcp").exists(), reason="counts connections in Linux's /proc")


@needs_proc
@pytest.mark.parametrize("alive", [[], [0], [0, 1]], ids=["all closed", "all but the oldest", "all but the two oldest"])
def test_connections_of_a_burst_that_the_service_has_closed_are_closed_soon(alive: list[int]) -> None:
    """They would lie in CLOSE_WAIT, a descriptor each, as long as the program runs."""
    burst = 12
    all_are_here = threading.Barrier(burst)
    bursting = True

    def serve(connection: socket.socket, number: int) -> None:
        for _ in requests_on(connection):
            if bursting:  # answered in the order of their numbers, when all are here
                all_are_here.wait(5)
                time.sleep(0.02 * number)
            connection.sendall(NOTHING_RUNS)

    with Raw(serve) as raw, LiveAvatarApi(KEY, base_url=raw.base_url, timeout=5, max_retries=1) as api:
        at_once(burst, api.list_sessions)
        bursting = False
        for number, connection in enumerate(list(raw.connections)):
            if number not in alive:
                hang_up(connection)
        time.sleep(1.1)
        assert half_closed(raw.port) == burst - len(alive), "the test is about those"
        for _ in range(10):
            api.list_sessions()
        assert half_closed(raw.port) == 0


@needs_proc
def test_connections_of_a_burst_that_nobody_needs_any_more_are_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "KEPT_FOR", 1.1)
    all_are_here = threading.Barrier(12)
    ended: list[int] = []
    bursting = True

    def serve(connection: socket.socket, number: int) -> None:
        for _ in requests_on(connection):
            if bursting:
                all_are_here.wait(5)
            connection.sendall(NOTHING_RUNS)
        ended.append(number)

    with Raw(serve) as raw, LiveAvatarApi(KEY, base_url=raw.base_url, timeout=5) as api:
        at_once(12, api.list_sessions)
        bursting = False
        time.sleep(1.3)
        for _ in range(10):
            api.list_sessions()
        time.sleep(0.1)
        assert len(ended) >= 11


# ---- a stated limit holds ----


Making = Callable[[str], contextlib.AbstractContextManager[LiveAvatarApi]]


@contextlib.contextmanager
def own(base_url: str) -> Iterator[LiveAvatarApi]:
    with LiveAvatarApi(KEY, base_url=base_url, timeout=SHORT, max_retries=0) as api:
        yield api


@contextlib.contextmanager
def brought(base_url: str) -> Iterator[LiveAvatarApi]:
    with (
        httpx.Client(timeout=SHORT) as client,
        LiveAvatarApi(KEY, base_url=base_url, max_retries=0, http_client=client) as api,
    ):
        yield api


@items("fault", ENDLESS)
@items("client", {"own": own})
def test_an_answer_that_never_ends_ends_in_time(client: Making, fault: Fault, service: FaultyService) -> None:
    service.faults = {"stop": (fault, False)}
    with client(service.base_url) as api:
        began = time.monotonic()
        with pytest.raises(LiveAvatarConnectionError):
            api.stop_session(AVATAR)
        took = time.monotonic() - began
    print(f"{took:.2f} s")
    assert took < SLOWEST


@items("client", {"own": own})
def test_a_request_that_is_read_slowly_ends_in_time(client: Making) -> None:
    """The service takes a bit of it now and then, so that no single wait is long."""

    def serve(connection: socket.socket, number: int) -> None:
        until = time.monotonic() + 5
        while time.monotonic() < until:
            connection.recv(65_536)
            time.sleep(0.01)

    with Raw(serve) as raw:
        raw._listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65_536)
        with client(raw.base_url) as api:
            began = time.monotonic()
            with pytest.raises(LiveAvatarConnectionError):
                api.stop_session(AVATAR, reason="x" * 60_000_000)
            took = time.monotonic() - began
    print(f"{took:.2f} s")
    assert took < SLOWEST + 1  # writing 60 MB as JSON takes a moment, too


BOMBS = {
    "gzip": gzip.compress(bytes(50_000_000)),
    "deflate": zlib.compress(bytes(50_000_000)),
    "br": b"\x5b\xff\xff\x03" * 1000,
    "zstd": b"\x28\xb5\x2f\xfd" * 1000,
    "gzip, gzip": gzip.compress(gzip.compress(bytes(50_000_000))),
    "identity, gzip": gzip.compress(bytes(50_000_000)),
    "GZIP": gzip.compress(bytes(50_000_000)),
    "x-gzip": gzip.compress(bytes(50_000_000)),
}


@pytest.mark.parametrize("encoding", BOMBS)
@pytest.mark.parametrize("status", [200, 404, 502])
@items("client", {"own": own, "brought": brought})
def test_an_answer_that_was_compressed_is_not_understood_and_not_unpacked(
    client: Making, status: int, encoding: str, service: FaultyService
) -> None:
    headers = f"Connection: close\r\nContent-Encoding: {encoding}\r\n"
    service.faults = {"stop": (sends(answer(status, BOMBS[encoding], headers)), False)}
    with client(service.base_url) as api:
        tracemalloc.start()
        try:
            with pytest.raises(LiveAvatarApiError) as caught:
                api.stop_session(AVATAR)
            peak = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
    assert caught.value.status == status
    assert status != 200 or "cannot be understood" in str(caught.value)
    assert peak < 5_000_000


def test_no_compression_is_asked_for(emulator: Emulator) -> None:
    with httpx.Client(headers={"Accept-Encoding": "gzip"}) as client:
        for http_client in (None, client):
            with LiveAvatarApi(KEY, base_url=emulator.base_url, http_client=http_client) as api:
                api.list_sessions()
    assert [seen.headers["Accept-Encoding"] for seen in emulator.requests] == ["identity"] * 2


@contextlib.contextmanager
def black_holes(count: int) -> Iterator[tuple[list[str], int]]:
    """Addresses of this machine, and a port, at which nobody ever answers: the queue is full."""
    with contextlib.ExitStack() as stack:
        hosts = [f"127.0.7.{number + 1}" for number in range(count)]
        first = stack.enter_context(socket.create_server((hosts[0], 0), backlog=0))
        port = first.getsockname()[1]
        others = [stack.enter_context(socket.create_server((host, port), backlog=0)) for host in hosts[1:]]
        for server in [first, *others]:
            for _ in range(3):
                filler = stack.enter_context(socket.socket())
                filler.setblocking(False)
                filler.connect_ex(server.getsockname())
        yield hosts, port


def resolve_to(monkeypatch: pytest.MonkeyPatch, hosts: list[str]) -> None:
    """Give `many.invalid` several addresses."""
    real = socket.getaddrinfo

    def found(host: Any, *more: Any, **options: Any) -> Any:
        names = hosts if host in ("many.invalid", b"many.invalid") else [host]
        return [entry for name in names for entry in real(name, *more, **options)]

    monkeypatch.setattr(socket, "getaddrinfo", found)


def test_several_addresses_behind_one_name_share_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    with black_holes(6) as (hosts, port):
        resolve_to(monkeypatch, hosts)
        api = LiveAvatarApi(KEY, base_url=f"http://many.invalid:{port}/v1", timeout=0.5, max_retries=0)
        began = time.monotonic()
        with api, pytest.raises(LiveAvatarTimeoutError) as caught:
            api.stop_session(AVATAR)
        assert time.monotonic() - began < 1.5
        assert not caught.value.sent


def test_of_several_addresses_the_one_that_answers_is_found(
    emulator: Emulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = int(emulator.base_url.partition("//127.0.0.1:")[2].partition("/")[0])
    resolve_to(monkeypatch, ["127.0.7.9", "127.0.7.8", "127.0.0.1"])  # nobody listens at the first two
    with LiveAvatarApi(KEY, base_url=f"http://many.invalid:{port}/v1", timeout=2, max_retries=0) as api:
        assert not api.list_sessions()


# ---- a client that was brought ----


@pytest.mark.parametrize(
    "timeout",
    [
        None,
        httpx.Timeout(None),
        httpx.Timeout(5, read=None),
        httpx.Timeout(5, connect=None),
        httpx.Timeout(5, write=None),
        httpx.Timeout(5, pool=None),
        httpx.Timeout(float("inf")),
        httpx.Timeout(5, read=float("nan")),
        httpx.Timeout(5, read=0),
        httpx.Timeout(5, read=-1),
    ],
    ids=repr,
)
def test_a_brought_client_with_an_endless_wait_is_refused(timeout: Any) -> None:
    with httpx.Client(timeout=timeout) as client, pytest.raises(ValueError, match="http_client"):
        LiveAvatarApi(KEY, http_client=client)


DEFAULTS: dict[str, Any] = {
    "as they are written": {"Authorization": "Bearer of-the-client", "X-API-KEY": "of-the-client"},
    "small letters": {"authorization": "Bearer of-the-client", "x-api-key": "of-the-client"},
    "twice": [
        ("Authorization", "Bearer of-the-client"),
        ("authorization", "Bearer of-the-client"),
        ("X-Api-Key", "of-the-client"),
        ("x-api-key", "of-the-client"),
    ],
}


@items("headers", DEFAULTS)
@pytest.mark.parametrize("auth", [None, ("user", "of-the-client")], ids=["", "and auth"])
def test_the_defaults_of_a_brought_client_are_no_credential_of_a_call(
    headers: Any, auth: Any, emulator: Emulator
) -> None:
    with (
        httpx.Client(headers=headers, auth=auth) as client,
        LiveAvatarApi(KEY, base_url=emulator.base_url, http_client=client) as api,
    ):
        token = api.create_session_token(REQUEST).data
        api.start_session(token.session_token)
        api.keep_alive(token.session_id)
        api.stop_session(token.session_id, token.session_token)
        session = api.new_session(REQUEST)
        api.keep_alive(session.session_id)
        api.close_session(session.session_id)
        api.list_sessions("historic")
        api.get_session(session.session_id)
        with pytest.raises(NotFoundError):
            api.stop_session(session.session_id)
    tokens = list(emulator._app.service.minted)
    first, second = (f"Bearer {token}" for token in tokens)
    assert [(seen.headers.get("X-Api-Key"), seen.headers.get("Authorization")) for seen in emulator.requests] == [
        (KEY, None),  # a token
        (None, first),  # its start
        (KEY, None),  # keep_alive of what this client has not opened
        (None, first),  # stop with a token
        (KEY, None),  # a token
        (None, second),  # its start
        (None, second),  # keep_alive
        (None, second),  # close
        (KEY, None),  # a list
        (KEY, None),  # a record
        (KEY, None),  # stop by key
    ]
    assert client.headers.get("Authorization") == httpx.Headers(headers).get("Authorization")  # and it is as it was


class Switch:
    """Whether a client that was brought misbehaves. It behaves until a test says otherwise."""

    on = False


class Trouble(NamedTuple):
    """A client that misbehaves, and the error of a call that succeeds at the service, and of one refused with 404."""

    make: Callable[[Switch], httpx.Client]
    succeeding: type[LiveAvatarError] | None
    refused: type[LiveAvatarError]


def hooked(kind: str, hook: Callable[[Any], object]) -> Callable[[Switch], httpx.Client]:
    def make(switch: Switch) -> httpx.Client:
        return httpx.Client(timeout=5, event_hooks={kind: [lambda event: hook(event) if switch.on else None]})

    return make


def raises(error: Exception) -> Callable[[object], object]:
    def hook(_: object) -> object:
        raise error

    return hook


def raise_for_a_code(response: httpx.Response) -> None:
    if response.read() and response.json().get("code") == 1000:
        raise httpx.HTTPStatusError("1000 is no success here", request=response.request, response=response)


def log_and_raise(response: httpx.Response) -> None:
    response.read()
    response.raise_for_status()


class Broken(httpx.BaseTransport):
    """A transport that raises what no transport should."""

    def __init__(self, switch: Switch, error: Exception) -> None:
        self._switch, self._error, self._inner = switch, error, httpx.HTTPTransport()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if self._switch.on:
            raise self._error
        return self._inner.handle_request(request)

    def close(self) -> None:
        self._inner.close()


def with_transport(error: Exception) -> Callable[[Switch], httpx.Client]:
    return lambda switch: httpx.Client(timeout=5, transport=Broken(switch, error))


UNREACHED = LiveAvatarConnectionError
TROUBLES: dict[str, Trouble] = {
    "raise_for_status": Trouble(hooked("response", httpx.Response.raise_for_status), None, NotFoundError),
    "a hook that reads": Trouble(hooked("response", httpx.Response.read), None, NotFoundError),
    "a hook that reads and raises for a status": Trouble(hooked("response", log_and_raise), None, NotFoundError),
    "a hook that raises for a code": Trouble(hooked("response", raise_for_a_code), LiveAvatarApiError, NotFoundError),
    "a hook that raises ValueError": Trouble(hooked("response", raises(ValueError("hm"))), UNREACHED, UNREACHED),
    "a hook that raises KeyError": Trouble(hooked("response", raises(KeyError("hm"))), UNREACHED, UNREACHED),
    "a hook that raises one of ours": Trouble(
        hooked("response", raises(NotFoundError("not the service's", 404, ""))), NotFoundError, NotFoundError
    ),
    "a hook before the request that raises ValueError": Trouble(
        hooked("request", raises(ValueError("hm"))), UNREACHED, UNREACHED
    ),
    "a hook before the request that raises an assertion": Trouble(
        hooked("request", raises(AssertionError("hm"))), UNREACHED, UNREACHED
    ),
    "a transport that raises RuntimeError": Trouble(with_transport(RuntimeError("hm")), UNREACHED, UNREACHED),
    "a transport that raises OSError": Trouble(with_transport(OSError("hm")), UNREACHED, UNREACHED),
    "a transport that raises StopIteration": Trouble(with_transport(StopIteration()), UNREACHED, UNREACHED),
    "a transport that raises a timeout": Trouble(
        with_transport(httpx.ReadTimeout("hm")), LiveAvatarTimeoutError, LiveAvatarTimeoutError
    ),
}
"""What comes of it where a call succeeds (None: nothing), and where the service says 404."""


@items("trouble", TROUBLES)
def test_a_brought_client_that_misbehaves_ends_in_an_error_of_the_right_class(
    trouble: Trouble, emulator: Emulator
) -> None:
    switch = Switch()
    with trouble.make(switch) as client:
        api = LiveAvatarApi(KEY, base_url=emulator.base_url, http_client=client, max_retries=0)
        switch.on = True
        try:
            for call in (api.list_sessions, partial(api.new_session, REQUEST)):
                if trouble.succeeding:
                    with pytest.raises(LiveAvatarError) as caught:
                        call()
                    assert type(caught.value) is trouble.succeeding
                else:
                    call()
            with pytest.raises(LiveAvatarError) as caught:
                api.stop_session(AVATAR)
            assert type(caught.value) is trouble.refused
        finally:
            switch.on = False
            api.close()
        assert emulator.running == []


@items("trouble", TROUBLES)
def test_a_start_that_a_brought_client_spoils_is_not_lost(trouble: Trouble, emulator: Emulator) -> None:
    """It misbehaves from the answer of the start on, also while the client tries to undo it."""
    switch = Switch()

    def from_the_start_on(request: httpx.Request) -> None:
        switch.on = switch.on or request.url.path.endswith("/start")

    with trouble.make(switch) as client:
        hooks = client.event_hooks
        client.event_hooks = {**hooks, "request": [from_the_start_on, *hooks["request"]]}
        api = LiveAvatarApi(KEY, base_url=emulator.base_url, http_client=client, max_retries=0)
        error = None
        try:
            api.new_session(REQUEST)
        except LiveAvatarError as spoiled:
            error = spoiled
        assert set(emulator.running) <= {*api.open_sessions, error.session_id if error else None}
        client.event_hooks = {}
        switch.on = False
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            api.close()
        assert emulator.running == []


@items("trouble", TROUBLES)
def test_a_heartbeat_lives_through_a_brought_client_that_misbehaves(
    trouble: Trouble, emulator: Emulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    unhandled: list[Any] = []
    monkeypatch.setattr(threading, "excepthook", unhandled.append)
    switch = Switch()
    with trouble.make(switch) as client:
        api = LiveAvatarApi(KEY, base_url=emulator.base_url, http_client=client, max_retries=0)
        session = api.new_session(REQUEST)
        switch.on = True
        beat(api, session)
        switch.on = False
        assert unhandled == []
        assert session.state == "open"
        assert emulator.running == api.open_sessions == [session.session_id]
        api.close()
        assert emulator.running == []


def test_a_brought_client_that_is_closed_meanwhile(emulator: Emulator, monkeypatch: pytest.MonkeyPatch) -> None:
    """The session runs on, and the client says so; its heartbeat survives it."""
    unhandled: list[Any] = []
    monkeypatch.setattr(threading, "excepthook", unhandled.append)
    client = httpx.Client()
    api = LiveAvatarApi(KEY, base_url=emulator.base_url, http_client=client, max_retries=0)
    session = api.new_session(REQUEST)
    client.close()
    beat(api, session)
    assert unhandled == []
    for call in (api.list_sessions, session.close, partial(api.new_session, REQUEST), api.stop_all_sessions):
        with pytest.raises(LiveAvatarConnectionError, match="closed") as caught:
            call()
        assert not caught.value.sent
    assert emulator.running == api.open_sessions == [session.session_id]
    emulator._app.service.stop(session.session_id, None)
    api.detach_session(session.session_id)


def test_raise_for_status_of_each_kind(service: FaultyService) -> None:
    kinds = {
        400: InvalidRequestError,
        401: AuthenticationError,
        403: AuthenticationError,
        404: NotFoundError,
        418: LiveAvatarApiError,
        422: InvalidRequestError,
        429: RateLimitError,
        500: ServerError,
        502: ServerError,
    }
    with httpx.Client(event_hooks={"response": [httpx.Response.raise_for_status]}) as client:
        api = LiveAvatarApi(KEY, base_url=service.base_url, http_client=client, max_retries=0)
        for status, kind in kinds.items():
            service.faults = {"stop": (sends(answer(status, json.dumps(GONE).encode())), False)}
            with pytest.raises(LiveAvatarApiError) as caught:
                api.stop_session(AVATAR)
            assert (type(caught.value), caught.value.status) == (kind, status)


# ---- settings of the environment that cannot work ----

NOWHERE = "/nowhere/at-all"
BAD_SETTINGS = [
    ("SSL_CERT_FILE", NOWHERE),
    ("SSL_CERT_FILE", os.path.dirname(__file__)),
    ("SSL_CERT_FILE", __file__),
    ("SSL_CERT_FILE", os.devnull),
    ("SSL_CERT_DIR", NOWHERE),
    ("SSL_CERT_DIR", __file__),
    *(
        (name, value)
        for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "https_proxy", "all_proxy")
        for value in ("ftp://127.0.0.1:21", "http://[::1", "http://:3128", "http://", "http://127.0.0.1:port", "://")
    ),
    ("ALL_PROXY", "socks5://127.0.0.1:1080"),
    ("https_proxy", "socks5h://127.0.0.1:1080"),
    ("HTTP_PROXY", "http://127.0.0.1:99999"),
    ("NO_PROXY", "::1/128"),
    ("no_proxy", "localhost,fd00::/8"),
    ("NO_PROXY", "http://[::1"),
]
"""A setting, and a value of it that cannot work."""


@pytest.mark.parametrize(("name", "value"), BAD_SETTINGS, ids=[f"{name}={value}" for name, value in BAD_SETTINGS])
def test_a_setting_that_cannot_work_is_one_clear_error(
    name: str, value: str, emulator: Emulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ValueError) as caught:
        LiveAvatarApi(KEY, base_url=emulator.base_url)
    assert name in str(caught.value)
    assert "\n" not in str(caught.value)
    with httpx.Client(trust_env=False) as client:  # its own settings hold, and there is nothing wrong with them
        assert not LiveAvatarApi(KEY, base_url=emulator.base_url, http_client=client).list_sessions()


def test_a_proxy_with_a_password_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://user:s3cr3t-word@[::1")
    with pytest.raises(ValueError) as caught:
        LiveAvatarApi(KEY)
    assert "s3cr3t-word" not in told(caught.value)


GOOD_SETTINGS = [
    ("SSL_CERT_FILE", ""),
    ("HTTPS_PROXY", ""),
    ("HTTPS_PROXY", "127.0.0.1:3128"),
    ("HTTPS_PROXY", "http://user:word@127.0.0.1:3128"),
    ("NO_PROXY", "*"),
    ("NO_PROXY", "localhost, 127.0.0.1,::1,.example.com,10.0.0.0/8"),
    ("no_proxy", ",,"),
]


@pytest.mark.parametrize(("name", "value"), GOOD_SETTINGS, ids=[f"{name}={value}" for name, value in GOOD_SETTINGS])
def test_a_setting_that_can_work_is_no_error(
    name: str, value: str, emulator: Emulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    with LiveAvatarApi(KEY, base_url=emulator.base_url) as api:
        assert not api.list_sessions()


# ---- a secret is a type ----

PLANTED = "s3cr3t-" + "planted" * 12


def package_frames(error: BaseException) -> str:
    """The variables in the frames of the package, as an error reporter takes them."""
    shown = []
    seen: set[int] = set()
    while error and id(error) not in seen:
        seen.add(id(error))
        frames = traceback.StackSummary.extract(traceback.walk_tb(error.__traceback__), capture_locals=True)
        shown += [str(frame.locals) for frame in frames if frame.filename.startswith(PACKAGE)]
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)  # type: ignore[assignment]
    return "\n".join(shown)


def told(error: BaseException) -> str:
    """All that a person, or a reporter of errors, gets to see of an error: but for the frames of the caller's own."""
    texts = [str(error), repr(error), repr(error.args), *getattr(error, "__notes__", []), package_frames(error)]
    texts += [*traceback.format_exception_only(error), str(vars(error))]
    if isinstance(error, LiveAvatarApiError):
        texts += [error.response_text, *(text for fault in error.errors for text in fault)]
    return "\n".join(texts)


def data_of_a_session() -> LiveAvatarSessionData:
    return LiveAvatarSessionData("id", "wss://x", PLANTED, PLANTED, 60, f"wss://x/{PLANTED}")


def session_of(emulator: Emulator) -> tuple[LiveAvatarApi, StandardSessionResponse]:
    api = LiveAvatarApi(KEY, base_url=emulator.base_url)
    return api, api.new_session(REQUEST)


def room() -> LiveAvatarNewSessionRequest:
    return LiveAvatarNewSessionRequest(AVATAR, livekit_config=CustomSDKLiveKitConfig("wss://x", "room", PLANTED))


def held(emulator: Emulator) -> dict[str, Any]:
    """Each secret that a caller may hold in a variable."""
    with LiveAvatarApi(KEY, base_url=emulator.base_url) as api:
        token = api.create_session_token(REQUEST)
        session = api.new_session(REQUEST)
        data = session.raw_response.data
        return {
            "session.access_token": session.access_token,
            "session.livekit_agent_token": session.livekit_agent_token,
            "session.ws_url": session.ws_url,
            "raw_response.data.livekit_client_token": data.livekit_client_token,
            "raw_response.data.livekit_agent_token": data.livekit_agent_token,
            "raw_response.data.ws_url": data.ws_url,
            "token.data.session_token": token.data.session_token,
            "request.livekit_config.livekit_client_token": room().livekit_config.livekit_client_token,  # type: ignore[union-attr]
            "additional_properties": SessionTokenData.from_dict(
                {"session_id": "id", "session_token": "t", "viewer_pass": PLANTED}
            )["viewer_pass"],
            "additional_properties, nested": SessionTokenData.from_dict(
                {"session_id": "id", "session_token": "t", "a": {"api_key": [PLANTED]}}
            )["a"]["api_key"][0],
        }


def test_a_secret_in_the_callers_hands_hides_itself_and_is_a_str_in_every_other_way(emulator: Emulator) -> None:
    for name, secret in held(emulator).items():
        plain = str(secret)
        assert type(plain) is str, name
        assert isinstance(secret, str)
        assert repr(secret) == repr([secret])[1:-1] == f"{secret!r}" == "%r" % secret == "'***'"  # noqa: UP031
        for part in (secret[:10], secret[5], secret[::-1], secret[-4:], secret[:]):
            assert repr(part) == "'***'", name
        assert secret[:10] == plain[:10]
        assert f"{secret}" == "%s" % secret == "".join([secret]) == plain  # noqa: UP031
        assert f"{secret:>200}" == f"{plain:>200}"
        assert secret + "x" == plain + "x"
        assert "x" + secret == "x" + plain
        assert secret == plain
        assert hash(secret) == hash(plain)
        assert {secret: 1}[plain] == 1
        assert json.dumps({"a": secret}) == json.dumps({"a": plain})
        assert json.loads(json.dumps(secret)) == plain
        for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
            again = pickle.loads(pickle.dumps(secret, protocol))
            assert again == plain
            assert repr(again) == "'***'"
        assert repr(copy.deepcopy(secret)) == "'***'"
        assert secret.encode() == plain.encode()
        assert sqlite3.connect(":memory:").execute("select ?", (secret,)).fetchone() == (plain,)
        assert httpx.Headers({"Authorization": f"Bearer {secret}"})["Authorization"] == f"Bearer {plain}"
        assert httpx.URL("https://x", params={"a": secret}).params["a"] == plain


def test_the_address_to_join_is_an_ordinary_string(emulator: Emulator) -> None:
    """Whoever asks for it wants to see it, in a notebook, say."""
    api, session = session_of(emulator)
    with api:
        assert type(session.join_url) is str
        assert session.access_token
        assert session.access_token in repr(session.join_url)


def things(emulator: Emulator) -> dict[str, tuple[Any, list[str]]]:
    """Whatever holds secrets, and these."""
    api, session = session_of(emulator)
    with api:
        token = api.create_session_token(REQUEST)
    [*_, minted] = emulator._app.service.minted
    of_session = [str(session.access_token), str(session.livekit_agent_token), str(session.ws_url)]
    extra = SessionTokenData.from_dict(
        {
            "session_id": "id",
            "session_token": PLANTED,
            "viewer_pass": PLANTED,
            "more": {"client_secret": [PLANTED], "tokens": {"a": PLANTED}},
        }
    )
    generated = AuthenticatedClient("https://x", token=PLANTED, headers={"X-API-KEY": PLANTED})
    asked = AuthenticatedClient("https://x", token=PLANTED).with_headers({"X-API-KEY": PLANTED})
    asked.get_httpx_client()
    more = AuthenticatedClient(
        "https://x", token="", cookies={"token": PLANTED}, httpx_args={"auth": ("user", PLANTED)}
    )
    return {
        "a client": (api, [KEY, *of_session]),
        "a session": (session, of_session),
        "its raw response": (session.raw_response, of_session),
        "a lease": (api.session(room()), [PLANTED]),
        "a token": (token, [minted]),
        "a request": (room(), [PLANTED]),
        "data of a session": (data_of_a_session(), [PLANTED]),
        "additional properties": (extra, [PLANTED]),
        "a generated client": (generated, [PLANTED]),
        "a generated client that has asked": (asked, [PLANTED]),
        "a generated client with cookies and auth": (more, [PLANTED]),
    }


def asdict(thing: Any) -> object:
    """Not of a generated client, which is no model: whoever takes it apart gets what is in it."""
    return attrs.asdict(thing) if attrs.has(type(thing)) and not isinstance(thing, AuthenticatedClient) else repr(thing)


def attributes(thing: Any) -> str:
    """As a debugger shows them. Not those of a generated client, likewise, nor what is there to be shown."""
    names = [] if isinstance(thing, AuthenticatedClient) else dir(thing)
    return repr([getattr(thing, name, None) for name in names if not name.startswith("__") and name != "join_url"])


PRINTERS: dict[str, Callable[[Any], str]] = {
    "repr": repr,
    "str": str,
    "in a list": lambda thing: repr([thing, {"a": thing}, (thing,)]),
    "pprint": lambda thing: pprint.pformat([thing]),
    "reprlib": lambda thing: reprlib.repr([thing]),
    "attrs": lambda thing: repr(asdict(thing)),
    "attrs and pprint": lambda thing: pprint.pformat(asdict(thing)),
    "attrs and reprlib": lambda thing: reprlib.repr(asdict(thing)),
    "rich": pretty_repr,
    "rich, short": lambda thing: pretty_repr(thing, max_string=30, max_length=3, expand_all=True),
    "rich of attrs": lambda thing: pretty_repr(asdict(thing), max_string=30),
    "a debugger": attributes,
    "IPython": lambda thing: str(__import__("IPython.lib.pretty", fromlist=["pretty"]).pretty([thing, asdict(thing)])),
    "HTML": lambda thing: thing._repr_html_() if hasattr(thing, "_repr_html_") else "",
}


@items("printer", PRINTERS)
def test_no_printer_shows_a_secret(printer: Callable[[Any], str], emulator: Emulator) -> None:
    shows = []
    for name, (thing, secrets) in things(emulator).items():
        text = printer(thing)
        shows += [f"{name}: {text}" for secret in secrets if secret in text or secret[:20] in text]
    assert shows == []


def fails(session: StandardSessionResponse, model: object) -> None:
    """The user's own code. Each of its variables is shown by whoever shows variables."""
    token, agent, address = session.access_token, session.livekit_agent_token, session.ws_url
    assert token
    part, pair, names = token[:12], [token, agent], {"token": token, "deep": {"list": [address]}}
    raise LookupError(f"no {len(part)} {len(pair)} {len(names)} {session.mode} {model is None}")


def with_ipython(error: BaseException) -> str:
    from IPython.core.ultratb import VerboseTB

    return str(VerboseTB(theme_name="nocolor").text(type(error), error, error.__traceback__))


def with_rich(error: BaseException) -> str:
    file = io.StringIO()
    trace = Traceback.from_exception(
        type(error), error, error.__traceback__, show_locals=True, locals_max_string=30, width=200
    )
    Console(file=file, width=200).print(trace)
    return file.getvalue()


def with_traceback(error: BaseException) -> str:
    return "".join(traceback.TracebackException.from_exception(error, capture_locals=True).format())


@items("show", {"traceback": with_traceback, "rich": with_rich, "IPython": with_ipython})
def test_no_traceback_with_variables_shows_a_secret(show: Callable[[BaseException], str], emulator: Emulator) -> None:
    api, session = session_of(emulator)
    with api:
        with pytest.raises(LookupError) as caught:
            fails(session, (room(), data_of_a_session()))
        text = show(caught.value)
        assert "LookupError" in text
        assert "'***'" in text
        secrets = [str(session.access_token), str(session.livekit_agent_token), str(session.ws_url), PLANTED, KEY]
        assert not [secret for secret in secrets if secret in text or secret[:20] in text]


COMPARING = """
from liveavatar_client import CustomSDKLiveKitConfig, LiveAvatarSessionData, SessionTokenData
from liveavatar_client.session import StandardSessionResponse
def things(secret):
    data = LiveAvatarSessionData("id", "wss://x", secret, secret, 60, "wss://x/" + secret)
    return [
        data,
        StandardSessionResponse("id", secret, "wss://x", secret, "wss://x/" + secret, raw_response=data),
        SessionTokenData("id", secret),
        [SessionTokenData("id", secret)],
        CustomSDKLiveKitConfig("wss://x", "room", secret),
        data.livekit_agent_token,
    ]
FIRST, SECOND = things("{planted}"), things("{planted}".upper())
def test_0():
    assert FIRST[0] == SECOND[0]
def test_1():
    assert FIRST[1] == SECOND[1]
def test_2():
    assert FIRST[2] == SECOND[2]
def test_3():
    assert FIRST[3] == SECOND[3]
def test_4():
    assert FIRST[4] == SECOND[4]
def test_5():
    assert FIRST[5] == SECOND[5]
def test_all():
    assert FIRST == SECOND
"""


@pytest.mark.parametrize(("how", "where"), [("-q", ""), ("-vv", "CI")])
def test_pytest_comparing_two_models_shows_no_secret(
    how: str, where: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With -vv, and in CI, it takes two texts apart, line by line, and does not ask for their repr."""
    for name in ("CI", "BUILD_NUMBER"):
        monkeypatch.delenv(name, raising=False)
    if where:
        monkeypatch.setenv(where, "true")
    (tmp_path / "test_compared.py").write_text(COMPARING.format(planted=PLANTED))
    command = [sys.executable, "-m", "pytest", how, "--tb=line", "-p", "no:cacheprovider", "test_compared.py"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert "7 failed" in done.stdout
    assert PLANTED[:20].lower() not in done.stdout.lower()


# ---- errors never repeat a secret ----


@pytest.fixture(scope="module")
def caller(stage: Stage) -> Iterator[LiveAvatarApi]:
    with LiveAvatarApi(KEY, base_url=stage.service.base_url, timeout=5, max_retries=0) as api:
        yield api


def ways_to_write(secret: str) -> set[str]:
    return {secret, json.dumps(secret)[1:-1], json.dumps(secret, ensure_ascii=False)[1:-1], repr(secret)[1:-1]}


def shows(text: str, secret: str) -> list[str]:
    """In what way a text shows a secret, or its first half."""
    half = secret[: max(8, len(secret) // 2)]
    return [way for way in ways_to_write(secret) | ways_to_write(half) if way in text]


def error_of(call: Callable[[], object]) -> LiveAvatarError:
    with pytest.raises(LiveAvatarError) as caught:
        call()
    return caught.value


def told_of(call: Callable[[], object]) -> str:
    """What is told of the error of a call. Nothing where it is a success: any JSON object with 200 may be one."""
    try:
        call()
    except LiveAvatarError as error:
        return told(error)
    return ""


LETTERS = "abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ"
CREDENTIALS = st.builds(
    "zq{}{}".format,
    st.text(st.sampled_from("zqxjvkw"), min_size=6, max_size=6),
    st.text(st.sampled_from([chr(code) for code in range(33, 127)]), min_size=8, max_size=300),
)
"""A credential is of visible ASCII (RFC 9110), and of some length. What it begins with is in no other text here."""
PLAIN = st.builds(
    "zq{}{}".format,
    st.text(st.sampled_from("zqxjvkw"), min_size=8, max_size=8),
    st.text(st.sampled_from(LETTERS + "0123456789.-_"), max_size=60),
)
ANY_TEXT = st.builds(
    "zq{}{}".format,
    st.text(st.sampled_from("zqxjvkw"), min_size=8, max_size=8),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=40),
)
NAMES = st.sampled_from(
    ["token", "session_token", "livekit_client_token", "api_key", "apiKey", "client_secret", "password", "access-token"]
)
STATUSES = st.sampled_from([200, 400, 401, 403, 404, 409, 422, 429, 500, 502])
quick = settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@items("shape", AS_IT_IS)
@quick
@given(secret=CREDENTIALS, status=STATUSES)
def test_no_error_repeats_the_token_of_the_call(
    shape: Shape, stage: Stage, caller: LiveAvatarApi, secret: str, status: int
) -> None:
    stage.answers("stop", status, shape("x", secret))
    assert shows(told_of(lambda: caller.stop_session(AVATAR, secret)), secret) == []


@items("shape", AS_IT_IS)
@settings(quick, max_examples=4)
@given(secret=CREDENTIALS)
def test_no_error_repeats_the_key_of_the_call(shape: Shape, stage: Stage, secret: str) -> None:
    stage.answers("stop", 400, shape("x", secret))
    with LiveAvatarApi(secret, base_url=stage.service.base_url, timeout=5, max_retries=0) as api:
        error = error_of(lambda: api.stop_session(AVATAR))
    assert shows(told(error), secret) == []


@items("shape", AS_IT_IS)
@quick
@given(secret=CREDENTIALS, status=STATUSES)
def test_no_error_repeats_a_secret_of_the_request(
    shape: Shape, stage: Stage, caller: LiveAvatarApi, secret: str, status: int
) -> None:
    stage.answers("token", status, shape("x", secret))
    request = LiveAvatarNewSessionRequest(AVATAR, livekit_config=CustomSDKLiveKitConfig("wss://x", "room", secret))
    assert shows(told_of(lambda: caller.create_session_token(request)), secret) == []


@quick
@given(secret=ANY_TEXT, status=STATUSES)
def test_no_error_repeats_a_request_in_which_there_are_secrets(
    stage: Stage, caller: LiveAvatarApi, secret: str, status: int
) -> None:
    """As FastAPI does with its `input`, and others with all of the body, as JSON or as the words of Python."""
    request = LiveAvatarNewSessionRequest(AVATAR, livekit_config=CustomSDKLiveKitConfig("wss://x", "room", secret))
    request["plugin_secret"] = {"value": secret}
    sent = request.to_dict()["livekit_config"]
    for body in (
        json.dumps(
            {"detail": [{"loc": ["body", "livekit_config"], "msg": "Bad", "input": sent, "ctx": {"given": sent}}]}
        ),
        json.dumps(envelope(4000, f"Bad: {json.dumps(sent)}")),
        json.dumps(envelope(4000, f"Bad: {dict(sent)!r}".replace("'***'", repr(secret)))),
        json.dumps({"message": json.dumps({"request": json.dumps(sent)})}),
        json.dumps({"message": secret, "errors": [secret]}),
        f"<pre>{json.dumps(sent)}</pre>",
    ):
        stage.answers("token", status, body)
        assert shows(told_of(partial(caller.create_session_token, request)), secret) == [], body


@items("shape", IN_JSON)
@quick
@given(secret=ANY_TEXT, name=NAMES, status=STATUSES)
def test_no_error_repeats_a_value_with_the_name_of_a_secret_in_json(
    shape: Shape, stage: Stage, caller: LiveAvatarApi, secret: str, name: str, status: int
) -> None:
    stage.answers("stop", status, shape(name, secret))
    assert shows(told_of(lambda: caller.stop_session(AVATAR)), secret) == []


@items("shape", IN_TEXT)
@quick
@given(secret=PLAIN, name=NAMES, status=STATUSES)
def test_no_error_repeats_a_value_with_the_name_of_a_secret_in_a_text(
    shape: Shape, stage: Stage, caller: LiveAvatarApi, secret: str, name: str, status: int
) -> None:
    stage.answers("stop", status, shape(name, secret))
    assert shows(told_of(lambda: caller.stop_session(AVATAR)), secret) == []


MALFORMED: dict[str, Callable[[str], bytes]] = {
    "a reason phrase": lambda secret: f"HTTP/1.1 400 {secret}\r\nContent-Length: 0\r\n\r\n".encode(),
    "a header": lambda secret: f"HTTP/1.1 400 X\r\nX-Token: {secret}\r\nContent-Length: 0\r\n\r\n".encode(),
    "a header that says when": lambda secret: (
        f"HTTP/1.1 429 X\r\nRetry-After: {secret}\r\nContent-Length: 0\r\n\r\n".encode()
    ),
    "a redirect": lambda secret: (
        f"HTTP/1.1 302 X\r\nLocation: http://x/?t={secret}\r\nContent-Length: 0\r\n\r\n".encode()
    ),
    "a header that is none": lambda secret: f"HTTP/1.1 400 X\r\n{secret} y\r\n\r\n".encode(),
    "a status line that is none": lambda secret: f"{secret}\r\n\r\n".encode(),
    "a status line with a code that is none": lambda secret: f"HTTP/1.1 {secret}\r\n\r\n".encode(),
    "a length that is none": lambda secret: f"HTTP/1.1 400 X\r\nContent-Length: {secret}\r\n\r\n".encode(),
    "an encoding that is none": lambda secret: f"HTTP/1.1 400 X\r\nTransfer-Encoding: {secret}\r\n\r\n".encode(),
    "a chunk that is none": lambda secret: f"HTTP/1.1 200 X\r\nTransfer-Encoding: chunked\r\n\r\n{secret}\r\n".encode(),
}


@items("write", MALFORMED)
@pytest.mark.parametrize("whose", ["the call's token", "the request's own"])
@settings(quick, max_examples=10)
@given(secret=PLAIN)
def test_no_error_repeats_a_secret_in_what_is_hardly_http(
    write: Callable[[str], bytes], whose: str, stage: Stage, caller: LiveAvatarApi, secret: str
) -> None:
    operation = "stop" if "token" in whose else "token"
    stage.service.faults = {operation: (sends(write(secret)), False)}
    request = LiveAvatarNewSessionRequest(AVATAR, livekit_config=CustomSDKLiveKitConfig("wss://x", "room", secret))
    error = error_of(
        (lambda: caller.stop_session(AVATAR, secret))
        if operation == "stop"
        else lambda: caller.create_session_token(request)
    )
    assert shows(told(error), secret) == []


def test_no_note_of_a_start_that_failed_repeats_a_secret(stage: Stage, caller: LiveAvatarApi) -> None:
    """The notes tell of the stops that follow, whose answers repeat what they like, too."""
    stage.service.faults = {
        "start": (resets(), True),
        "stop": (
            lambda connection, _: connection.sendall(
                answer(400, json.dumps(envelope(4000, f"{KEY} {last()}")).encode())
            ),
            False,
        ),
    }

    def last() -> str:
        return list(stage.emulator._app.service.minted)[-1]

    error = error_of(lambda: caller.new_session(REQUEST))
    assert shows(told(error), KEY) == []
    assert shows(told(error), last()) == []
    stage.service.faults = {}
    caller.close_session(str(error.session_id))


@pytest.mark.parametrize("operation", ["token", "start"])
def test_ctrl_c_while_a_body_is_read_shows_no_secret(
    operation: str, service: FaultyService, api: LiveAvatarApi, emulator: Emulator
) -> None:
    """A part of the body has come, with a token in it, and is in some variable."""

    def fault(connection: socket.socket, real: bytes) -> None:
        connection.sendall(real[:-8])
        time.sleep(0.1)
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(1)

    service.faults = {operation: (fault, True)}
    with pytest.raises(KeyboardInterrupt) as caught:
        api.new_session(REQUEST)
    secrets = [KEY, *emulator._app.service.minted]
    secrets += [token[::-1] for token in emulator._app.service.minted]
    assert not [secret for secret in secrets if secret in told(caught.value)]
    assert set(emulator.running) <= set(api.open_sessions)


UNSENDABLE: dict[str, Callable[[LiveAvatarApi], object]] = {
    "half a character in another field": lambda api: api.create_session_token(
        LiveAvatarNewSessionRequest("\ud800", livekit_config=CustomSDKLiveKitConfig("wss://x", "room", PLANTED))
    ),
    "half a character in it": lambda api: api.create_session_token(
        LiveAvatarNewSessionRequest(
            AVATAR, livekit_config=CustomSDKLiveKitConfig("wss://x", "room", PLANTED + "\ud800")
        )
    ),
    "half a character in a reason": lambda api: api.stop_session(AVATAR, PLANTED, reason="\ud800"),
    "half a character in an id": lambda api: api.stop_session("\ud800", PLANTED),
    "what JSON does not know": lambda api: api.new_session(extended(room(), "x", object())),
    "a set": lambda api: api.new_session(extended(room(), "plugin_secret", {PLANTED})),
    "bytes": lambda api: api.new_session(extended(room(), "plugin_secret", PLANTED.encode())),
    "no number": lambda api: api.new_session(extended(room(), "x", float("nan"))),
    "a wrong type beside it": lambda api: api.new_session(changed(room(), mode=5)),
    "a wrong type in it": lambda api: api.new_session(
        LiveAvatarNewSessionRequest(AVATAR, livekit_config=CustomSDKLiveKitConfig("wss://x", "room", [PLANTED]))  # type: ignore[arg-type]
    ),
    "a session in place of a request": lambda api: api.new_session(data_of_a_session()),  # type: ignore[arg-type]
    "variables of a wrong type": lambda api: api.new_session(
        changed(room(), dynamic_variables=DynamicVariables.from_dict({"token": [PLANTED]}))
    ),
    "a token with a line end": lambda api: api.start_session(PLANTED + "\n"),
    "a token to stop with that has a blank": lambda api: api.stop_session(AVATAR, f"Bearer {PLANTED}"),
    "a token that is bytes": lambda api: api.start_session(PLANTED.encode()),  # type: ignore[arg-type]
    "a key with a line end": lambda api: LiveAvatarApi(PLANTED + "\n"),
    "a key that is bytes": lambda api: LiveAvatarApi(PLANTED.encode()),  # type: ignore[arg-type]
    "an address with a password": lambda api: LiveAvatarApi("key", base_url=f"https://user:{PLANTED}@x/v1"),
    "a wrong argument beside the key": lambda api: LiveAvatarApi(PLANTED, timeout=0),
}


def changed(request: LiveAvatarNewSessionRequest, **fields: Any) -> LiveAvatarNewSessionRequest:
    for name, value in fields.items():
        setattr(request, name, value)
    return request


def extended(request: LiveAvatarNewSessionRequest, name: str, value: object) -> LiveAvatarNewSessionRequest:
    request[name] = value
    return request


@items("call", UNSENDABLE)
def test_what_cannot_be_sent_shows_no_secret(
    call: Callable[[LiveAvatarApi], object], api: LiveAvatarApi, emulator: Emulator
) -> None:
    try:
        call(api)
    except (TypeError, ValueError) as error:
        assert PLANTED[:20] not in told(error)
        assert KEY not in told(error)
    except LiveAvatarError as error:  # it was sent, and refused
        assert PLANTED[:20] not in told(error)


# ---- at random ----

TEXTS = st.one_of(
    st.sampled_from(["Session not found", "Not Found", "Cannot POST /v1/sessions/stop", "No credits available", ""]),
    st.text(max_size=20),
)
LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 5000),
    st.sampled_from([4004, 4032, 4033, 4003, 404, 5, 1000, 100, 10**30]),
    st.floats(),
    TEXTS,
)
FIELDS = st.sampled_from(
    [
        "code",
        "data",
        "message",
        "detail",
        "loc",
        "msg",
        "session_id",
        "statusCode",
        "error",
        "max_session_duration",
        "a",
    ]
)
ANYTHING = st.recursive(LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(FIELDS, inner, max_size=4))
BODIES = st.one_of(
    ANYTHING.map(lambda value: json.dumps(value).encode()),
    st.fixed_dictionaries({"code": LEAVES, "data": ANYTHING, "message": LEAVES}).map(lambda v: json.dumps(v).encode()),
    st.fixed_dictionaries({"detail": ANYTHING}).map(lambda value: json.dumps(value).encode()),
    TEXTS.map(lambda text: f"<html>{text}</html>".encode()),
    st.binary(max_size=30),
)
HEADERS = st.dictionaries(
    st.sampled_from(["Retry-After", "Date", "X-RateLimit-Reset", "Location", "Set-Cookie", "Content-Encoding", "Via"]),
    st.sampled_from(
        ["0", "31", "nan", "gzip", "identity", "", "Mon, 01 Jan 99999 00:00:00 GMT", "http://127.0.0.1:1/"]
    ),
    max_size=3,
)
ANSWERS = st.builds(
    lambda status, headers, body: (status, body, answer(status, body, lines(headers))),
    st.sampled_from([200, 200, 201, 204, 301, 304, 400, 403, 404, 404, 409, 418, 422, 425, 429, 500, 502, 599, 999]),
    HEADERS,
    BODIES,
)


def lines(headers: dict[str, str]) -> str:
    return "".join(f"{name}: {value}\r\n" for name, value in {**headers, "Connection": "close"}.items())


def read(body: bytes) -> dict[str, Any]:
    with contextlib.suppress(ValueError):
        value = json.loads(body)
        return value if isinstance(value, dict) else {}
    return {}


def is_believed(status: int, body: bytes) -> bool:
    """Whether an answer is a success, or the service's own way to say that there is no such session."""
    said = read(body)
    code = said.get("code")
    if 200 <= status <= 299:
        return code in (1000, 100, None)
    return status == 404 and code == 4004 and "session" in str(said.get("message")).lower()


@contextlib.contextmanager
def settled(stage: Stage, api: LiveAvatarApi) -> Iterator[None]:
    """Whatever an example does, in the end the client can clean up, and nothing runs."""
    stage.service.faults = {}
    stage.emulator._app.service.sessions.clear()
    try:
        yield
        stage.service.faults = {}
        for session_id in api.open_sessions:
            with contextlib.suppress(LiveAvatarError):
                api.close_session(session_id)
        assert stage.emulator.running == []
    finally:
        stage.service.faults = {}
        for session_id in api.open_sessions:
            api.detach_session(session_id)


random_answers = settings(quick, max_examples=25)


@random_answers
@given(said=ANSWERS, done=st.booleans())
def test_no_answer_to_a_start_loses_a_session(
    stage: Stage, caller: LiveAvatarApi, said: tuple[int, bytes, bytes], done: bool
) -> None:
    status, body, content = said
    data = read(body).get("data")
    named = data.get("session_id") if isinstance(data, dict) else None
    assume(not (is_believed(status, body) and named is not None))  # that one is believed: it has tests of its own
    refused = status == 429 or read(body).get("code") in (4032, 4033) or (status == 403 and body)
    assume(not (refused and done))  # a service that lies
    with settled(stage, caller):
        stage.service.faults = {"start": (sends(content), done)}
        error = error_of(lambda: caller.new_session(REQUEST))
        assert set(stage.emulator.running) <= {*caller.open_sessions, error.session_id}
        stage.service.faults = {}
        if caller.open_sessions:  # and where the service gets round to it only now
            start_last(stage.emulator)
            assert set(stage.emulator.running) <= {*caller.open_sessions, error.session_id}


@random_answers
@given(
    said=ANSWERS,
    done=st.booleans(),
    name=st.sampled_from([name for name in MOMENTS if name != "the end of the client"]),
)
def test_no_answer_says_that_a_session_that_runs_is_over(
    stage: Stage, caller: LiveAvatarApi, said: tuple[int, bytes, bytes], done: bool, name: str
) -> None:
    status, body, content = said

    def breaks() -> None:
        stage.service.faults = {operation: (sends(content), done) for operation in ("stop", "keep-alive")}

    with settled(stage, caller):
        session, error, warned = happens(MOMENTS[name].act, caller, breaks)
        assert error is None or isinstance(error, LiveAvatarError)
        running = stage.emulator.running
        if is_believed(status, body):  # be it true or not
            stage.emulator._app.service.sessions.clear()
        else:
            assert (session.state, caller.open_sessions) == ("open", [session.session_id])
            assert not [text for text in warned if text.startswith(SessionEndedWarning.__name__)]
            if MOMENTS[name].raises and running:
                assert error is not None
            assert set(running) <= set(caller.open_sessions)


@random_answers
@given(said=ANSWERS)
def test_no_answer_to_a_token_is_anything_but_an_error_of_the_clients_own(
    stage: Stage, caller: LiveAvatarApi, said: tuple[int, bytes, bytes]
) -> None:
    with settled(stage, caller):
        stage.service.faults = {"token": (sends(said[2]), False)}
        for call in (partial(caller.new_session, REQUEST), partial(caller.create_session_token, REQUEST)):
            with contextlib.suppress(LiveAvatarError):
                call()
        for operation, another_call in (
            ("sessions", caller.list_sessions),
            (AVATAR, partial(caller.get_session, AVATAR)),
            ("transcript", partial(caller.get_transcript, AVATAR)),
        ):
            stage.service.faults = {operation: (sends(said[2]), False)}
            with contextlib.suppress(LiveAvatarError):
                repr(another_call())
        stage.service.faults = {"sessions": (sends(said[2]), False)}
        with contextlib.suppress(LiveAvatarError):
            caller.stop_all_sessions()
