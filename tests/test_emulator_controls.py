"""The emulator as a tool for tests: its settings, its time, its failures, its program, and pages in browsers."""

import base64
import contextlib
import inspect
import json
import logging
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import httpx
import pytest

from liveavatar_client import (
    ConcurrencyLimitError,
    ContextRequest,
    InvalidRequestError,
    LiveAvatarApi,
    LiveAvatarApiError,
    LiveAvatarConnectionError,
    LiveAvatarNewSessionRequest,
    LiveAvatarTimeoutError,
    NoCreditsError,
    RateLimitError,
    ServerError,
)
from liveavatar_client.emulator import Emulator

from .conftest import AVATAR

REQUEST = LiveAvatarNewSessionRequest(avatar_id=AVATAR)
NOBODY = "99999999-1111-4222-8333-444444444444"
PAGE = "http://shop.example:3000"


@pytest.fixture
def api(emulator: Emulator) -> Iterator[LiveAvatarApi]:
    """One that says at once what went wrong."""
    with LiveAvatarApi(emulator.api_key, base_url=emulator.base_url, max_retries=0, timeout=5) as api:
        yield api
        for session_id in api.open_sessions:
            api.detach_session(session_id)


@pytest.fixture
def http(emulator: Emulator) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=emulator.base_url.removesuffix("/v1"), trust_env=False) as http:
        yield http


# ---- settings ----


def test_what_is_set_at_the_start_can_be_read_and_set_later() -> None:
    names = inspect.signature(Emulator).parameters.keys() - {"port"}
    given: dict[str, Any] = dict.fromkeys(names, 7)
    with Emulator(**given) as emulator:
        assert {name: getattr(emulator, name) for name in names} == given
        for name in names:
            setattr(emulator, name, 5)
        assert {name: getattr(emulator, name) for name in names} == dict.fromkeys(names, 5)


def test_a_smaller_plan(api: LiveAvatarApi, emulator: Emulator) -> None:
    session = api.new_session(REQUEST)
    emulator.concurrency = 1
    with pytest.raises(ConcurrencyLimitError):
        api.new_session(REQUEST)
    assert emulator.running == [session.session_id]
    emulator.concurrency = 2
    api.new_session(REQUEST)


def test_other_limits(api: LiveAvatarApi, emulator: Emulator) -> None:
    emulator.max_session_duration = 60
    with pytest.raises(InvalidRequestError, match="60s"):
        api.new_session(LiveAvatarNewSessionRequest(avatar_id=AVATAR, max_session_duration=61))
    emulator.max_session_duration = 3600
    emulator.idle_timeout = 5
    api.new_session(REQUEST)
    emulator.advance(4)
    assert len(emulator.running) == 1
    emulator.advance(1)
    assert emulator.sessions[0].end_reason == "IDLE_TIMEOUT"
    emulator.rate_limit = 0
    with pytest.raises(RateLimitError):
        api.get_credits()


def test_credits_that_are_bought_and_lost(api: LiveAvatarApi, emulator: Emulator) -> None:
    session = api.new_session(REQUEST)
    emulator.advance(90)
    assert emulator.credits == 998
    emulator.credits = 0.5
    assert api.get_credits().credits_left == "0.5"
    session.close()
    emulator.credits = 0
    with pytest.raises(NoCreditsError):
        api.new_session(REQUEST)
    emulator.credits = 1
    api.new_session(REQUEST)
    emulator.advance(59)
    assert (emulator.credits, len(emulator.running)) == (0, 1)
    emulator.advance(2)
    assert emulator.sessions[-1].end_reason == "NO_CREDITS"


def test_an_avatar_that_is_in_no_list(api: LiveAvatarApi, emulator: Emulator) -> None:
    unknown = LiveAvatarNewSessionRequest(avatar_id=NOBODY)
    api.new_session(unknown)  # somebody else's, which the emulator cannot know
    emulator.refuse_unknown_avatars = True
    with pytest.raises(InvalidRequestError) as caught:
        api.new_session(unknown)
    assert caught.value.errors == [("avatar_id", "Avatar not found")]
    api.new_session(REQUEST)


# ---- time ----


def test_all_that_it_says_of_time_follows_its_clock(api: LiveAvatarApi, http: httpx.Client, emulator: Emulator) -> None:
    before = emulator.now
    assert before.utcoffset() == timedelta()
    emulator.advance(1_000_000)
    assert before + timedelta(seconds=1_000_000) <= emulator.now < before + timedelta(seconds=1_000_060)

    def is_now(time: object) -> bool:
        assert isinstance(time, datetime)
        return abs(emulator.now - time) < timedelta(seconds=60)

    answer = http.get("/v1/nothing")
    assert is_now(parsedate_to_datetime(answer.headers["Date"]))
    session = api.new_session(REQUEST)
    assert is_now(session.started_at)
    assert is_now(emulator.sessions[0].started)
    emulator.say(session.session_id, "user", "Hello")
    [said] = api.get_transcript(session.session_id).transcript_data or []
    assert abs(emulator.now.timestamp() - float(said.absolute_timestamp or 0)) < 60
    session.close()
    [record] = api.list_sessions("historic")
    assert is_now(record.created_at)
    assert is_now(record.end_at)


# ---- what can be seen and done ----


def test_what_it_knows_of_tokens_and_sessions(api: LiveAvatarApi, emulator: Emulator) -> None:
    token = api.create_session_token(REQUEST).data
    first, second = api.new_session(REQUEST), api.new_session(LiveAvatarNewSessionRequest(AVATAR, mode="FULL"))
    assert len(emulator.tokens) == 3
    assert emulator.tokens[0] == token.session_token
    first.close()
    [ended, runs] = emulator.sessions
    assert (ended.session_id, ended.end_reason) == (first.session_id, "USER_CLOSED")
    assert ended.started <= (ended.ended or emulator.now) <= emulator.now
    assert (runs.session_id, runs.mode, runs.configuration["avatar_id"]) == (second.session_id, "FULL", AVATAR)
    assert runs.ended is None
    assert not [secret for secret in emulator.tokens if secret in repr(emulator.sessions)]
    runs.ended = emulator.now  # of what is a copy
    assert emulator.running == [second.session_id]
    assert emulator.sessions[1].ended is None


def test_a_session_that_the_service_ends(api: LiveAvatarApi, emulator: Emulator) -> None:
    session = api.new_session(REQUEST)
    emulator.end_session(session.session_id, "AGENT_HANG_UP")
    assert api.get_session(session.session_id).end_reason == "AGENT_HANG_UP"


def test_a_start_that_is_done_after_all(api: LiveAvatarApi, emulator: Emulator) -> None:
    minted = api.create_session_token(REQUEST).data
    emulator.start_session(minted.session_token)
    assert emulator.running == [minted.session_id]


@pytest.mark.parametrize(
    ("said", "act"),
    [
        ("Session not found", lambda emulator: emulator.end_session(NOBODY)),
        ("Session not found", lambda emulator: emulator.say(NOBODY, "user", "Hello")),
        ("no such token", lambda emulator: emulator.start_session("t0ken")),
    ],
)
def test_what_is_not_there(said: str, act: Callable[[Emulator], None], emulator: Emulator) -> None:
    with pytest.raises(ValueError, match=said):
        act(emulator)


def test_starting_anew(api: LiveAvatarApi, emulator: Emulator) -> None:
    emulator.concurrency, emulator.credits = 3, 500
    api.detach_session(api.new_session(REQUEST).session_id)
    emulator.advance(100)
    emulator.fail_next()
    before = emulator.now
    emulator.reset()
    assert (emulator.running, emulator.sessions, emulator.tokens, emulator.requests) == ([], [], [], [])
    assert (emulator.concurrency, emulator.credits) == (3, 500)
    assert emulator.now < before
    api.new_session(REQUEST)


# ---- failures ----


def asked_for(count: int, emulator: Emulator) -> None:
    """Wait until that many requests have come in."""
    deadline = time.monotonic() + 10
    while len(emulator.requests) < count and time.monotonic() < deadline:
        time.sleep(0.002)
    assert len(emulator.requests) == count


def test_slow(api: LiveAvatarApi, emulator: Emulator) -> None:
    """The service's own answer, late: the one waits before it is done, the other after it. Nobody else waits."""
    late, soon = (api.create_session_token(REQUEST).data for _ in range(2))
    threads = []
    for count, (token, after) in enumerate([(late, False), (soon, True)], 3):
        emulator.fail_next("start", status=None, delay=0.7, after=after)
        threads.append(threading.Thread(target=api.start_session, args=[token.session_token]))
        threads[-1].start()
        asked_for(count, emulator)
    api.get_credits()
    assert emulator.running == [soon.session_id]
    assert [request.status for request in emulator.requests] == [200, 200, 0, 0, 200]
    for thread in threads:
        thread.join()
    assert emulator.running == [soon.session_id, late.session_id]
    assert [request.status for request in emulator.requests] == [200, 200, 201, 201, 200]


def test_a_failure_that_is_slow(api: LiveAvatarApi, emulator: Emulator) -> None:
    emulator.fail_next("get_credits", status=502, delay=0.01)
    with pytest.raises(ServerError):
        api.get_credits()


def test_no_answer(emulator: Emulator) -> None:
    emulator.fail_next("get_credits", hang=True)
    with LiveAvatarApi(emulator.api_key, base_url=emulator.base_url, max_retries=0, timeout=0.2) as api:
        with pytest.raises(LiveAvatarTimeoutError):
            api.get_credits()
        api.get_credits()


def test_who_hangs_is_let_go_when_it_stops(emulator: Emulator, api: LiveAvatarApi) -> None:
    emulator.fail_next(hang=True)
    said: list[LiveAvatarConnectionError] = []
    threads = threading.active_count()

    def ask() -> None:
        with pytest.raises(LiveAvatarConnectionError) as caught:
            api.get_credits()
        said.append(caught.value)

    thread = threading.Thread(target=ask)
    thread.start()
    asked_for(1, emulator)
    emulator.stop()
    thread.join()
    assert type(said[0]) is LiveAvatarConnectionError  # and no timeout
    deadline = time.monotonic() + 10
    while threading.active_count() >= threads and time.monotonic() < deadline:
        time.sleep(0.002)
    assert threading.active_count() < threads  # its own is gone, and so is that of the call


def test_the_end_of_the_connection(api: LiveAvatarApi, emulator: Emulator) -> None:
    api.get_credits()
    for after in (False, True):
        emulator.fail_next("create_context", hang_up=True, after=after)
        with pytest.raises(LiveAvatarConnectionError):
            api.create_context(ContextRequest(name="n", prompt="p", opening_text="o"))
        assert len(list(api.list_contexts())) == after
    assert emulator.requests[-2].status == 0


@pytest.mark.parametrize(("name", "path"), [("keep_alive", "keep-alive"), ("close_session", "stop")])
def test_a_failure_by_the_name_of_a_method_of_the_client(
    name: str, path: str, api: LiveAvatarApi, emulator: Emulator
) -> None:
    session = api.new_session(REQUEST)
    emulator.fail_next(name, status=418)
    with pytest.raises(LiveAvatarApiError) as caught:
        getattr(api, name)(session.session_id)
    assert caught.value.status == 418
    assert emulator.requests[-1].path.endswith(path)


@pytest.mark.parametrize("name", ["new_session", "session", "stop_all_sessions"])
def test_a_method_that_makes_more_than_one_call(name: str, emulator: Emulator) -> None:
    with pytest.raises(ValueError, match=f"{name} makes more than one call. Which is to fail: .*_session"):
        emulator.fail_next(name)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"operation": 5}, "operation must be"),
        ({"status": "502"}, "status must be"),
        ({"status": 42}, "status must be"),
        ({"delay": -1}, "delay must be"),
        ({"delay": float("nan")}, "delay must be"),
        ({"times": 0}, "times must be"),
        ({"after": "yes"}, "after must be"),
        ({"hang": True, "hang_up": True}, "exclude each other"),
    ],
)
def test_a_failure_that_cannot_be(wrong: dict[str, Any], said: str, emulator: Emulator, http: httpx.Client) -> None:
    with pytest.raises((TypeError, ValueError), match=said):
        emulator.fail_next(**wrong)
    if "nan" not in str(wrong):
        answer = http.post("/emulator/fail_next", json=wrong)
        assert (answer.status_code, said in answer.json()["message"]) == (400, True)
    assert http.get("/v1/languages").status_code == 200


# ---- from another process ----


def test_what_can_be_asked_for_from_another_process(http: httpx.Client, emulator: Emulator, api: LiveAvatarApi) -> None:
    asked: list[tuple[str, dict[str, Any]]] = [
        ("fail_next", {"operation": "get_credits", "status": 418, "times": 2}),
        ("advance", {"seconds": 1000}),
    ]
    before = emulator.now
    for name, arguments in asked:
        assert http.post(f"/emulator/{name}", json=arguments).json()["code"] == 1000
    assert emulator.now - before > timedelta(seconds=999)
    assert emulator.requests == []  # none of the service
    for _ in range(2):
        with pytest.raises(LiveAvatarApiError) as caught:
            api.get_credits()
        assert caught.value.status == 418
    session = api.new_session(REQUEST)
    http.post("/emulator/say", json={"session_id": session.session_id, "role": "user", "words": "Hello"})
    assert emulator.sessions[0].transcript
    http.post("/emulator/end_session", json={"session_id": session.session_id})
    assert emulator.running == []
    http.post("/emulator/start_session", json={"token": str(api.create_session_token(REQUEST).data.session_token)})
    somebody_elses = http.post("/emulator/start_session").json()["data"]
    assert emulator.running[1:] == [somebody_elses]
    assert http.post("/emulator/reset").status_code == 200
    assert emulator.running == []


@pytest.mark.parametrize(
    ("method", "name", "body", "status", "said"),
    [
        ("POST", "fail_next", b'{"operation": "strat"}', 400, "There is no call 'strat'"),
        ("POST", "fail_next", b'{"stauts": 1}', 400, "unexpected keyword argument 'stauts'"),
        ("POST", "fail_next", b"[]", 400, "as an object in JSON"),
        ("POST", "fail_next", b"{", 400, "as an object in JSON"),
        ("POST", "end_session", b'{"session_id": "%s"}' % NOBODY.encode(), 400, "Session not found"),
        ("POST", "stop", b"", 404, "There is POST /emulator/fail_next"),
        ("GET", "fail_next", b"", 404, "There is POST /emulator/fail_next"),
    ],
)
def test_what_cannot(
    method: str, name: str, body: bytes, status: int, said: str, http: httpx.Client, emulator: Emulator
) -> None:
    answer = http.request(method, f"/emulator/{name}", content=body)
    assert (answer.status_code, said in answer.json()["message"]) == (status, True)
    assert http.get("/v1/languages").status_code == 200


# ---- the program ----


def test_the_program() -> None:
    """It has the settings of the class, and a log of requests without secrets."""
    command = [sys.executable, "-m", "liveavatar_client.emulator"]
    settings = ["--port=0", "--api-key=k3y", "--credits=5", "--concurrency=1", "--max-session-duration=60"]
    settings += ["--idle-timeout=10", "--rate-limit=100", "--refuse-unknown-avatars"]
    with (
        subprocess.Popen([*command, *settings], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as program,
        contextlib.ExitStack() as stack,
    ):
        stack.callback(program.kill)  # where something below fails; else it is over by then
        assert program.stdout
        lines = [program.stdout.readline() for _ in range(3)]
        address = lines[1].split("=")[1].strip()
        assert lines[2].strip() == "export LIVEAVATAR_API_KEY=k3y"
        with LiveAvatarApi("k3y", base_url=address, max_retries=0) as api:
            assert api.get_credits().credits_left == "5"
            for wrong in ({"avatar_id": NOBODY}, {"avatar_id": AVATAR, "max_session_duration": 61}):
                with pytest.raises(InvalidRequestError):
                    api.new_session(LiveAvatarNewSessionRequest(**wrong))
            with api.session(REQUEST), pytest.raises(ConcurrencyLimitError):
                api.new_session(REQUEST)
            control = address.removesuffix("/v1") + "/emulator/"
            httpx.post(f"{control}fail_next", json={"operation": "token", "hang_up": True}, trust_env=False)
            with pytest.raises(LiveAvatarConnectionError):
                api.create_session_token(REQUEST)
            token = api.create_session_token(REQUEST).data.session_token
            session_id = str(api.start_session(token).data.session_id)
            httpx.post(f"{control}advance", json={"seconds": 11}, trust_env=False)
            assert api.get_session(session_id).end_reason == "IDLE_TIMEOUT"
        program.send_signal(2)
        _, log = program.communicate(timeout=10)
    assert program.returncode == 0
    said = [line.partition(" ")[2].split(" ", 1)[1] for line in log.splitlines()]
    assert said[0] == "GET /v1/users/credits 200"
    assert "POST /v1/sessions/start 403" in said
    assert "POST /emulator/fail_next 200" in said
    assert "POST /v1/sessions/token hung up" in said
    assert not [secret for secret in ("k3y", str(token)) if secret in log]


def test_the_program_has_the_settings_of_the_class() -> None:
    command = [sys.executable, "-m", "liveavatar_client.emulator", "--help"]
    said = " ".join(subprocess.run(command, capture_output=True, text=True, check=True).stdout.split())
    for name, parameter in inspect.signature(Emulator).parameters.items():
        option = "--" + name.replace("_", "-")
        assert option in said
        if name not in ("port", "refuse_unknown_avatars"):
            shown = "no limit" if parameter.default is None else parameter.default
            assert f"({shown})" in said.partition(f"{option} {name.upper()} ")[2].split(" --")[0]


def test_a_line_of_the_log_is_a_line(http: httpx.Client, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "liveavatar_client.emulator")
    http.get("/v1/%0a%1b[31m")
    [record] = [record for record in caplog.records if record.name == "liveavatar_client.emulator"]
    assert record.getMessage() == "GET /v1/%0A%1B%5B31m 404"


# ---- pages in browsers ----


def test_a_page_asks_whether_it_may_call(http: httpx.Client, emulator: Emulator) -> None:
    """No failure strikes the question, no credential is needed, and no limit counts it."""
    emulator.fail_next("start", status=418)
    emulator.rate_limit = 1
    asked = {
        "Origin": PAGE,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "authorization,content-type",
    }
    for _ in range(2):
        answer = http.options("/v1/sessions/start", headers=asked)
        assert answer.status_code == 200
        assert answer.headers["Access-Control-Allow-Origin"] == PAGE
        assert answer.headers["Access-Control-Allow-Credentials"] == "true"
        assert "POST" in answer.headers["Access-Control-Allow-Methods"]
        assert answer.headers["Access-Control-Allow-Headers"] == "authorization,content-type"
    assert http.post("/v1/sessions/start").status_code == 418


@pytest.mark.parametrize(
    ("method", "path", "more", "status"),
    [
        ("GET", "/v1/languages", {}, 200),
        ("POST", "/v1/sessions/start", {}, 401),
        ("GET", "/v1/nothing", {}, 404),
        ("PUT", "/v1/languages", {}, 405),
        ("POST", "/v1/contexts", {"headers": {"Host": "[", "Origin": PAGE}}, 400),
        ("GET", "/v1/users/credits", {}, 418),
        ("POST", "/emulator/fail_next", {"json": {"status": 1}}, 400),
    ],
)
def test_a_page_may_read_every_answer(
    method: str, path: str, more: dict[str, Any], status: int, http: httpx.Client, emulator: Emulator
) -> None:
    emulator.fail_next("get_credits", status=418, headers={"Retry-After": "1"})
    answer = http.request(method, path, **{"headers": {"Origin": PAGE}, **more})
    assert answer.status_code == status
    assert answer.headers["Access-Control-Allow-Origin"] == PAGE
    assert answer.headers["Access-Control-Allow-Credentials"] == "true"
    assert answer.headers["Vary"] == "Origin"


def test_who_is_no_page_is_told_nothing_of_pages(http: httpx.Client) -> None:
    assert not [name for name in http.get("/v1/languages").headers if name.startswith("access-control")]


@pytest.mark.parametrize(
    ("configuration", "found"),
    [
        ({}, {"mode": "LITE"}),
        ({"mode": "FULL"}, {"mode": "FULL"}),
        (
            {"elevenlabs_agent_config": {"secret_id": AVATAR, "agent_id": "secret"}},
            {"mode": "LITE", "elevenlabs_agent_config": {}},
        ),
    ],
)
def test_the_vendors_web_sdk_finds_the_mode_in_a_token(
    configuration: dict[str, Any], found: dict[str, Any], http: httpx.Client, emulator: Emulator
) -> None:
    """It takes a token for a JWT: what it asks for is in the second part (@heygen/liveavatar-web-sdk 0.0.18)."""
    body = {"avatar_id": AVATAR, **configuration}
    token = http.post("/v1/sessions/token", json=body, headers={"X-API-KEY": emulator.api_key}).json()["data"]
    head, payload, signature = token["session_token"].split(".")
    assert json.loads(base64.urlsafe_b64decode(payload + "==")) == {"start_session_data": found}
    assert json.loads(base64.urlsafe_b64decode(head + "=="))["typ"] == "JWT"
    assert len(signature) >= 32
