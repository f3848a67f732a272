"""What makes the client say that a session is over which runs, or lose it?

The tables are in answers.py: a line more there is a test more here. At the end of each the client is closed with a
service that is well again, and then nothing may be running.
"""

import contextlib
import copy
import json
import os
import pickle
import pprint
import socket
import subprocess
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from typing import Any, NamedTuple

import httpx
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from rich.pretty import pretty_repr

import liveavatar_client
from liveavatar_client import (
    ConcurrencyLimitError,
    InvalidRequestError,
    LiveAvatarApi,
    LiveAvatarApiError,
    LiveAvatarConnectionError,
    LiveAvatarError,
    NoCreditsError,
    NotFoundError,
    RateLimitError,
    SessionEndedWarning,
    StandardSessionResponse,
    lifecycle,
)
from liveavatar_client.emulator import Emulator

from ..conftest import AVATAR
from ..faulty import Fault, FaultyService, answer, resets, sends, tampers
from ..raw import Raw, requests_on
from .answers import ABSURD_TIMES, DOUBTFUL, NOT_OVER, OVER, REFUSED, STRANGE, UNNEEDED, Said, envelope
from .stage import KEY, PAUSES, REQUEST, SLOWEST, Between, Stage, beat, by_name, closing, error_of, items, quick

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
        emulator.end_session(session.session_id)
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
            emulator.end_session(session_id)
        service.faults = {name: (sends(said.content), False) for name in ("stop", "keep-alive")}

    session, error, warned = happens(moment.act, api, breaks)
    end_all(emulator)
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
    with contextlib.suppress(ValueError):
        emulator.start_session(token or emulator.tokens[-1])


def end_all(emulator: Emulator) -> None:
    """Nothing runs, whatever the client believes."""
    for session_id in emulator.running:
        emulator.end_session(session_id)


WHEN = ["before", "soon", "late"]
"""When the service does what a gateway has given up on: before its answer, soon after it, or after the last stop."""


@by_name(DOUBTFUL)
@pytest.mark.parametrize("when", WHEN)
def test_a_start_that_a_gateway_gave_up_on_is_not_lost(
    when: str, said: Said, service: FaultyService, api: LiveAvatarApi, emulator: Emulator
) -> None:
    def fault(connection: socket.socket, _: bytes) -> None:
        token = emulator.tokens[-1]
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


def test_stopping_everything_while_sessions_end_and_pages_move(
    service: FaultyService, api: LiveAvatarApi, emulator: Emulator
) -> None:
    """With the end of some of the first page the others move up: those at its edge are on none of the pages seen."""
    everything = [emulator.start_session() for _ in range(230)]
    ended: list[str] = []

    def others_end(count: int) -> None:
        if count in (2, 3, 5):  # the second and the third page of the first look, and one more
            for session_id in emulator.running[-7:]:  # of those on the first page: the newest come first
                emulator.end_session(session_id)
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
    everything = [emulator.start_session() for _ in range(150)]
    service.faults = Between(  # type: ignore[assignment]
        "sessions",
        lambda count: everything.extend([emulator.start_session() for _ in range(120)]) if count in (2, 3) else None,
    )
    stopped = api.stop_all_sessions()
    assert emulator.running == []
    assert sorted(stopped) == sorted(everything)


def test_stopping_everything_says_what_it_could_not_stop_and_stops_the_rest(
    service: FaultyService, api: LiveAvatarApi, emulator: Emulator
) -> None:
    everything = [emulator.start_session() for _ in range(12)]
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
    second, first = [emulator.start_session() for _ in range(2)]  # the newest is stopped first

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
    [emulator.start_session() for _ in range(3)]

    def change(body: Any) -> Any:
        body["data"]["results"].insert(1, {"id": strange})
        return body

    service.faults = {"sessions": (tampers(change), True)}
    try:
        with pytest.raises(LiveAvatarError, match="without an id"):
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


def another(service: FaultyService, emulator: Emulator) -> Fault:
    """The service starts a session of another id than that of the token, and says so. That of the token never runs."""

    def fault(connection: socket.socket, _: bytes) -> None:
        started = emulator.start_session()
        minted, service.tokens[minted] = emulator.tokens[-2:]  # the token is good for the session that runs
        body = {"code": 1000, "data": {"session_id": started, "max_session_duration": 60}}
        connection.sendall(answer(201, json.dumps(body).encode()))

    return fault


ENDS: dict[str, Moment] = {
    name: row.act for name, row in MOMENTS.items() if name not in ("keep_alive", "the heartbeat")
}


@items("end", ENDS)
def test_the_session_that_a_start_names_is_the_one_that_is_open_and_closed(
    end: Moment, service: FaultyService, api: LiveAvatarApi, emulator: Emulator
) -> None:
    service.faults = {"start": (another(service, emulator), False)}

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
    service.faults = {"start": (another(service, emulator), False)}
    session = api.new_session(REQUEST)
    emulator.end_session(session.session_id)
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
        emulator.end_session(session_id)
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
    [session_id] = [emulator.start_session() for _ in range(1)]

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
        emulator.end_session(left)
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


def close(api: LiveAvatarApi) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        api.close()


@pytest.mark.parametrize("brought", [False, True])
def test_no_answer_is_taken_for_that_of_another_request(brought: bool) -> None:
    """A gateway out of step sends an answer too many. It would say "stopped" of a session that nobody stopped."""
    success = answer(200, b'{"code": 1000, "data": null, "message": "ok"}', "")

    def serve(connection: socket.socket, number: int) -> None:
        for operation in requests_on(connection):
            connection.sendall(success * 2 if operation == "keep-alive" else answer(502, b"<html>", ""))

    with Raw(serve) as raw, httpx.Client(timeout=2) as client:
        api = LiveAvatarApi(
            KEY, base_url=raw.base_url, timeout=2, max_retries=0, http_client=client if brought else None
        )
        with api:
            api.keep_alive(AVATAR)
            with pytest.raises(LiveAvatarError):
                api.stop_session(AVATAR)


@pytest.mark.parametrize("error", [httpx.ConnectError, httpx.HTTPStatusError])
def test_the_error_of_another_request_says_nothing_of_a_start(error: type[Exception], emulator: Emulator) -> None:
    """A hook reports to a server that is down, or busy, and lets its error go on; the session runs by then."""

    def busy(connection: socket.socket, number: int) -> None:
        for _ in requests_on(connection):
            connection.sendall(answer(429, b"", ""))

    with Raw(busy) as metrics:
        address = metrics.base_url if error is httpx.HTTPStatusError else "http://127.0.0.1:1"

        def report(response: httpx.Response) -> None:
            if response.request.url.path.endswith("/start"):
                httpx.post(address).raise_for_status()

        with httpx.Client(event_hooks={"response": [report]}) as client:
            api = LiveAvatarApi(KEY, base_url=emulator.base_url, http_client=client, max_retries=0)
            with pytest.raises(LiveAvatarConnectionError, match=error.__name__):
                api.new_session(REQUEST)
            assert emulator.running == api.open_sessions == []


@pytest.mark.parametrize("results", ["null", "missing"])
def test_a_listing_without_sessions_does_not_say_that_nothing_runs(
    results: str, service: FaultyService, api: LiveAvatarApi, emulator: Emulator
) -> None:
    def change(body: Any) -> Any:
        body["data"].pop("results")
        return {**body, "data": {**body["data"], **({"results": None} if results == "null" else {})}}

    with api.session(REQUEST):
        service.faults = {"sessions": (tampers(change), True)}
        with pytest.raises(LiveAvatarApiError, match="cannot be understood"):
            api.stop_all_sessions()


def test_a_token_that_is_given_twice_loses_no_session(
    service: FaultyService, api: LiveAvatarApi, emulator: Emulator
) -> None:
    """As by a cache before the service: the session that is open keeps its place."""
    answers: list[bytes] = []

    def cached(connection: socket.socket, real: bytes) -> None:
        answers.append(real.replace(b"\r\n", b"\r\nConnection: close\r\n", 1))
        connection.sendall(answers[0])

    service.faults = {"token": (cached, True)}
    session = api.new_session(REQUEST)
    with pytest.raises(LiveAvatarError, match="open already"):
        api.new_session(REQUEST)
    assert emulator.running == api.open_sessions == [session.session_id]
    assert session.state == "open"


def test_a_start_that_names_a_session_of_somebody_else_leaves_its_own_not_running(
    service: FaultyService, api: LiveAvatarApi, emulator: Emulator
) -> None:
    """Nobody knows which of the two runs, so that both are stopped."""
    others = LiveAvatarApi(KEY, base_url=emulator.base_url)
    other = others.new_session(REQUEST)

    def change(body: Any) -> Any:
        body["data"]["session_id"] = other.session_id
        return body

    service.faults = {"start": (tampers(change), True)}
    with api.session(REQUEST) as session:
        assert session.session_id == other.session_id
    assert emulator.running == api.open_sessions == []
    others.close()


@pytest.mark.parametrize("body", [{"status": "ok"}, {"error": "no route to host", "success": False}], ids=str)
def test_a_success_is_in_the_services_own_form(body: Any, stage: Stage, api: LiveAvatarApi) -> None:
    """It may be without a code, but not without data, too: else whatever JSON a gateway has closes a session."""
    session = api.new_session(REQUEST)
    stage.answers("stop", 200, body)
    with pytest.raises(LiveAvatarApiError, match="cannot be understood"):
        api.close_session(session.session_id)
    assert (session.state, api.open_sessions) == ("open", [session.session_id])


@pytest.mark.parametrize("message", ["There is no such session.", "Session not found.", "No session with this id"])
def test_what_the_service_says_of_a_session_that_is_over_may_be_a_sentence(
    message: str, stage: Stage, api: LiveAvatarApi
) -> None:
    session = api.new_session(REQUEST)
    stage.emulator.end_session(session.session_id)
    stage.answers("stop", 404, envelope(4004, message))
    api.close_session(session.session_id)
    assert (session.state, api.open_sessions) == ("closed", [])


@pytest.mark.parametrize(("code", "error"), [(4032, ConcurrencyLimitError), (4033, NoCreditsError)])
def test_a_refusal_without_a_message_is_one(
    code: int, error: type[LiveAvatarError], stage: Stage, api: LiveAvatarApi
) -> None:
    """A message may be null, by the contract. In doubt it would take 2 s, and leave a session that never was."""
    stage.answers("start", 403, envelope(code, None))
    with pytest.raises(error) as caught:
        api.new_session(REQUEST)
    assert stage.service.calls == ["token", "start"]
    assert (api.open_sessions, getattr(caught.value, "__notes__", [])) == ([], [])


def test_a_start_that_names_a_session_that_is_open_already_loses_none(stage: Stage, api: LiveAvatarApi) -> None:
    """As a cache between would have it, which gives the answer to the last start once more."""
    first = api.new_session(REQUEST)

    def cached(body: Any) -> Any:
        body["data"]["session_id"] = first.session_id
        return body

    stage.service.faults = {"start": (tampers(cached), True)}
    with contextlib.suppress(LiveAvatarError):
        api.new_session(REQUEST)
    stage.service.faults = {}
    close(api)
    assert stage.emulator.running == []


def test_the_error_of_a_close_that_failed_does_not_say_that_the_session_is_gone(
    stage: Stage, api: LiveAvatarApi
) -> None:
    """The start named another session than its token. Of the two stops a gateway answers the first."""
    stage.service.faults = {"start": (another(stage.service, stage.emulator), False)}
    session = api.new_session(REQUEST)
    page = (sends(answer(404, b"<html>")), False)
    stage.service.faults = Between("stop", lambda count: page if count == 1 else None)  # type: ignore[assignment]
    with pytest.raises(LiveAvatarError) as caught:
        api.close_session(session.session_id)
    assert stage.emulator.running == api.open_sessions == [session.session_id]
    assert not getattr(caught.value, "session_gone", False)
    assert "Session not found" not in str(caught.value)


@pytest.mark.parametrize("seconds", [1, 0.5, 1e-9])
def test_a_session_is_closed_whatever_the_service_has_said_of_its_length(
    seconds: float, stage: Stage, api: LiveAvatarApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Minutes in place of seconds, say. To ask the service once more costs a request, and to believe it a session."""
    monkeypatch.setattr(lifecycle, "LEEWAY", -0.9)  # not 15 s, for which a test would have to wait

    def change(body: Any) -> Any:
        body["data"]["max_session_duration"] = seconds
        return body

    stage.service.faults = {"start": (tampers(change), True)}
    with api.session(REQUEST):
        stage.service.faults = {}
        time.sleep(0.15)
        repr(api)  # which looks at what is open
    assert stage.emulator.running == []


def test_stopping_everything_with_a_record_whose_id_cannot_be_sent_stops_the_rest(
    stage: Stage, api: LiveAvatarApi
) -> None:
    [stage.emulator.start_session() for _ in range(3)]

    def change(body: Any) -> Any:
        body["data"]["results"].insert(1, {"id": "\ud800"})
        return body

    stage.service.faults = {"sessions": (tampers(change), True)}
    with contextlib.suppress(LiveAvatarError):
        api.stop_all_sessions()
    assert stage.emulator.running == []


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
    end_all(stage.emulator)
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
            end_all(stage.emulator)
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
