"""The emulator keeps to the service's rules, seen with plain HTTP."""

import http.client
import json
import re
import socket
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from liveavatar_client.emulator import Emulator

from .conftest import AVATAR
from .contract import DOCUMENT, OPERATIONS, check_exchange

LITE = {"avatar_id": AVATAR}
SANDBOX = "dd73ea75-1218-4ef3-92ce-606d5f7fbc0a"


class Plain:
    """A client that does as it is told."""

    def __init__(self, emulator: Emulator) -> None:
        hooks = {"response": [check_exchange]}  # every answer is as the contract has it
        self.http = httpx.Client(base_url=emulator.base_url, trust_env=False, event_hooks=hooks)
        self.key = {"X-API-KEY": emulator.api_key}

    def token(self, **configuration: Any) -> httpx.Response:
        return self.http.post("/sessions/token", json={"avatar_id": AVATAR, **configuration}, headers=self.key)

    def start(self, token: str) -> httpx.Response:
        return self.http.post("/sessions/start", headers={"Authorization": f"Bearer {token}"})

    def stop(self, session_id: str, headers: dict[str, str] | None = None, **more: Any) -> httpx.Response:
        return self.http.post("/sessions/stop", json={"session_id": session_id, **more}, headers=headers or self.key)

    def open(self, **configuration: Any) -> dict[str, Any]:
        data: dict[str, Any] = self.token(**configuration).json()["data"]
        return {**data, **self.start(data["session_token"]).json()["data"]}


@pytest.fixture
def plain(emulator: Emulator) -> Iterator[Plain]:
    plain = Plain(emulator)
    yield plain
    plain.http.close()


def test_a_session(plain: Plain, emulator: Emulator) -> None:
    token = plain.token()
    assert token.status_code == 200
    assert token.json()["code"] == 1000
    started = plain.start(token.json()["data"]["session_token"])
    assert started.status_code == 201
    assert started.json()["data"]["session_id"] == token.json()["data"]["session_id"]
    stopped = plain.stop(token.json()["data"]["session_id"])
    assert (stopped.status_code, stopped.json()["data"]) == (200, None)
    assert "X-RateLimit-Reset" in stopped.headers
    assert plain.stop(token.json()["data"]["session_id"]).status_code == 404


@pytest.mark.parametrize(
    ("configuration", "loc", "said"),
    [
        ({"avatar_id": "nobody"}, ["body", "avatar_id"], "Input should be a valid UUID"),
        ({"mode": "HALF"}, ["body", "mode"], "Input should match pattern"),
        ({"max_session_duration": 0}, ["body", "max_session_duration"], "Input should match minimum"),
        ({"livekit_config": {}}, ["body", "livekit_config"], "Input should match oneOf"),
    ],
)
def test_what_is_invalid(plain: Plain, configuration: dict[str, Any], loc: list[str], said: str) -> None:
    answer = plain.token(**configuration)
    assert answer.status_code == 422
    assert [(fault["loc"], fault["msg"]) for fault in answer.json()["detail"]] == [(loc, said)]


def test_what_is_missing(plain: Plain) -> None:
    answer = plain.http.post("/sessions/token", json={}, headers=plain.key)
    assert answer.json() == {"detail": [{"loc": ["body", "avatar_id"], "msg": "Field required", "type": "missing"}]}
    assert plain.http.post("/sessions/token", headers=plain.key).status_code == 422
    bad = plain.http.post("/sessions/token", content=b"{", headers={**plain.key, "Content-Type": "application/json"})
    assert bad.status_code == 422
    assert plain.http.get("/sessions", headers=plain.key).json()["detail"][0]["loc"] == ["query", "type"]
    assert plain.http.get("/sessions?type=active&page=0", headers=plain.key).status_code == 422


def test_addresses_that_are_none(plain: Plain) -> None:
    assert plain.http.post("/nothing", headers=plain.key).status_code == 404
    assert plain.http.delete("/sessions/stop", headers=plain.key).status_code == 405


def test_credentials(plain: Plain, emulator: Emulator) -> None:
    first, second = plain.open(), plain.open()
    bearer = {"Authorization": f"Bearer {first['session_token']}"}
    assert plain.http.post("/sessions/token", json={"avatar_id": AVATAR}).status_code == 401
    assert plain.http.post("/sessions/token", json={"avatar_id": AVATAR}, headers=bearer).status_code == 401
    wrong = {"X-API-KEY": "wrong"}
    assert plain.http.post("/sessions/token", json={"avatar_id": AVATAR}, headers=wrong).status_code == 401
    assert plain.http.post("/sessions/start", headers=plain.key).status_code == 401
    assert plain.start("wrong").status_code == 401
    assert plain.stop(second["session_id"], bearer).status_code == 403
    assert plain.stop(first["session_id"], bearer).status_code == 200
    assert emulator.running == [second["session_id"]]


def test_a_token_starts_once(plain: Plain) -> None:
    token = plain.token().json()["data"]["session_token"]
    assert plain.start(token).status_code == 201
    assert "already been started" in plain.start(token).json()["message"]


def test_limits() -> None:
    with Emulator(concurrency=1, credits=1, max_session_duration=60) as emulator:
        plain = Plain(emulator)
        first = plain.open()
        token = plain.token().json()["data"]["session_token"]
        refused = plain.start(token)
        assert (refused.status_code, refused.json()["code"]) == (403, 4032)
        plain.stop(first["session_id"])
        refused = plain.start(token)
        assert (refused.status_code, refused.json()["code"]) == (403, 4033)
        too_long = plain.token(max_session_duration=180)
        assert (too_long.status_code, too_long.json()["message"]) == (
            400,
            "max_session_duration (180s) exceeds the maximum allowed (60s)",
        )
        plain.http.close()


def test_the_sandbox(plain: Plain, emulator: Emulator) -> None:
    refused = plain.token(is_sandbox=True)
    assert (refused.status_code, refused.json()["code"]) == (400, 4000)
    assert refused.json()["data"][0]["loc"] == ["avatar_id"]
    plain.open(is_sandbox=True, avatar_id=SANDBOX)
    emulator.advance(61)
    assert emulator.running == []
    assert emulator.credits == 1000


def test_what_a_session_costs(plain: Plain, emulator: Emulator) -> None:
    lite, full = plain.open(), plain.open(mode="FULL")
    emulator.advance(119)
    assert emulator.credits == 1000 - 2 * 1 - 2 * 2
    plain.stop(lite["session_id"])
    plain.stop(full["session_id"], reason="USER_DISCONNECTED")
    emulator.advance(600)
    assert emulator.credits == 1000 - 2 * 1 - 2 * 2
    ended = plain.http.get("/sessions?type=historic", headers=plain.key).json()["data"]["results"]
    assert [record["end_reason"] for record in ended] == ["USER_DISCONNECTED", "USER_CLOSED"]


def test_sessions_end_on_their_own(plain: Plain, emulator: Emulator) -> None:
    def reason(session: dict[str, Any]) -> Any:
        record = plain.http.get(f"/sessions/{session['session_id']}", headers=plain.key).json()["data"]
        return record["end_reason"]

    idle, short = plain.open(), plain.open(max_session_duration=100)
    emulator.advance(150)
    kept = plain.http.post("/sessions/keep-alive", json={"session_id": idle["session_id"]}, headers=plain.key)
    assert kept.status_code == 200
    emulator.advance(200)
    assert emulator.running == [idle["session_id"]]
    assert reason(short) == "MAX_DURATION_REACHED"
    emulator.advance(200)
    assert emulator.running == []
    assert reason(idle) == "IDLE_TIMEOUT"


def test_credits_run_out() -> None:
    with Emulator(credits=2) as emulator:
        plain = Plain(emulator)
        plain.open(max_session_duration=600)
        emulator.advance(119)
        assert len(emulator.running) == 1
        emulator.advance(2)
        assert emulator.running == []
        plain.http.close()


def test_persona_or_agent(plain: Plain) -> None:
    both = plain.token(mode="FULL", avatar_persona={"context_id": "c"}, voice_agent={"id": "v"})
    assert both.status_code == 400


def test_the_rate_limit() -> None:
    with Emulator(rate_limit=1) as emulator:
        plain = Plain(emulator)
        answers = [plain.token() for _ in range(3)]
        assert answers[-1].status_code == 429
        assert answers[-1].headers["Retry-After"] == "1"
        emulator.advance(1)
        assert plain.token().status_code == 200
        plain.http.close()


def test_failures_on_demand(plain: Plain, emulator: Emulator) -> None:
    plain.http.event_hooks = {}
    emulator.fail_next(status=418, body="<html>", times=2)
    assert [plain.token().status_code for _ in range(3)] == [418, 418, 200]
    emulator.fail_next("start", status=502, after=True)
    assert plain.start(plain.token().json()["data"]["session_token"]).json()["code"] == 502
    assert len(emulator.running) == 1


@pytest.mark.parametrize("name", OPERATIONS)
def test_a_failure_of_each_call_by_its_name(name: str, plain: Plain, emulator: Emulator) -> None:
    """It strikes that call, and no other."""
    plain.http.event_hooks = {}
    emulator.fail_next(name, status=418)
    [(path, method)] = [
        (path, method)
        for path, item in DOCUMENT["paths"].items()
        for method, operation in item.items()
        if operation["operationId"] == name
    ]
    other = "/v1/languages" if name != "list_languages" else "/v1/users/credits"
    address = emulator.base_url.removesuffix("/v1")
    assert plain.http.get(address + other, headers=plain.key).status_code == 200
    asked = address + re.sub(r"{\w+}", AVATAR, path)
    assert plain.http.request(method, asked).status_code == 418
    assert plain.http.request(method, asked).status_code != 418


@pytest.mark.parametrize("name", ["strat", "", "create_sesion", "{session_id}", "/v1/sessions/start"])
def test_a_failure_of_a_call_that_there_is_not(name: str, emulator: Emulator) -> None:
    with pytest.raises(ValueError, match="There is no call") as caught:
        emulator.fail_next(name)
    assert "create_context" in str(caught.value)
    assert "keep-alive" in str(caught.value)


def test_a_failure_that_cannot_be_sent(emulator: Emulator) -> None:
    with pytest.raises(TypeError):
        emulator.fail_next(body={"a": object()})


def test_a_token_says_which_session_is_meant(plain: Plain, emulator: Emulator) -> None:
    """The vendor's own web client sends no body with it."""
    session = plain.open()
    bearer = {"Authorization": f"Bearer {session['session_token']}"}
    assert plain.http.post("/sessions/keep-alive", headers=bearer).status_code == 200
    assert plain.http.post("/sessions/stop", headers=plain.key).status_code == 422
    assert emulator.running == [session["session_id"]]
    assert plain.http.post("/sessions/stop", headers=bearer).status_code == 200
    assert emulator.running == []


def test_unknown_fields_are_dropped(plain: Plain) -> None:
    body = {"name": "n", "prompt": "p", "opening_text": "o", "colour": "red"}
    made = plain.http.post("/contexts", json=body, headers=plain.key)
    assert (made.status_code, "colour" in made.json()["data"]) == (200, False)


def test_pages(plain: Plain) -> None:
    """`next` is an absolute address, and has what was asked for."""
    first = plain.http.get("/voices?page_size=3&voice_type=public", headers=plain.key).json()["data"]
    assert (first["count"], len(first["results"]), first["previous"]) == (4, 3, None)
    assert httpx.URL(first["next"]).copy_with(query=None) == f"{plain.http.base_url}voices"
    second = plain.http.get(first["next"], headers=plain.key).json()["data"]
    assert (len(second["results"]), second["next"]) == (1, None)
    assert plain.http.get(second["previous"], headers=plain.key).json()["data"] == first
    beyond = plain.http.get("/voices?page=9", headers=plain.key).json()["data"]
    assert (beyond["results"], beyond["next"]) == ([], None)


def test_thousands_of_past_sessions(plain: Plain, emulator: Emulator) -> None:
    for _ in range(1000):
        emulator.end_session(emulator.start_session())
    left = emulator.credits
    emulator.advance(3600)
    assert emulator.credits == left < 1000
    last = plain.http.get("/sessions?type=historic&page_size=100&page=10", headers=plain.key).json()["data"]
    assert (last["count"], len(last["results"]), last["next"]) == (1000, 100, None)


# ---- whatever comes gets an answer ----


class Raw:
    """A connection on which bytes are sent as they are."""

    def __init__(self, emulator: Emulator) -> None:
        address = httpx.URL(emulator.base_url)
        self.key = emulator.api_key
        self.socket = socket.create_connection((address.host, address.port or 0), timeout=10)

    def send(self, headers: str, body: bytes = b"", start: str = "POST /v1/contexts") -> None:
        head = (
            f"{start} HTTP/1.1\r\nHost: x\r\nX-API-KEY: {self.key}\r\nContent-Type: application/json\r\n{headers}\r\n"
        )
        self.socket.sendall(head.encode() + body)

    def answer(self) -> tuple[int, Any]:
        response = http.client.HTTPResponse(self.socket)
        response.begin()
        content = response.read()
        return response.status, json.loads(content) if content else None


@pytest.fixture
def raw(emulator: Emulator) -> Iterator[Raw]:
    raw = Raw(emulator)
    with raw.socket:
        yield raw


CONTEXT = json.dumps({"name": "n", "prompt": "p", "opening_text": "o"}).encode()


def test_a_body_in_chunks(raw: Raw, emulator: Emulator) -> None:
    parts = [CONTEXT[:10], CONTEXT[10:], b""]
    chunks = b"".join(b"%x;some=thing\r\n%b\r\n" % (len(part), part) for part in parts)
    for _ in range(2):  # the connection goes on to be good
        raw.send("Transfer-Encoding: chunked\r\n", chunks[:-2] + b"Trailer: x\r\n\r\n")
        status, said = raw.answer()
    assert (status, said["message"]) == (400, "A context with this name already exists")
    assert emulator.connections == 1


def test_a_body_that_waits_to_be_asked_for(raw: Raw) -> None:
    raw.send(f"Expect: 100-continue\r\nContent-Length: {len(CONTEXT)}\r\n")
    assert raw.socket.recv(1000).startswith(b"HTTP/1.1 100 ")
    raw.socket.sendall(CONTEXT)
    assert raw.answer()[0] == 200


@pytest.mark.parametrize(
    ("headers", "body", "status"),
    [
        ("Content-Length: many\r\n", CONTEXT, 400),
        ("Content-Length: -5\r\n", CONTEXT, 400),
        ("Content-Length: 99999999999999999999\r\n", CONTEXT, 400),
        ("Content-Length: 999999999\r\n", CONTEXT, 413),
        ("Content-Length: 10\r\n", CONTEXT, 422),
        ("Content-Length: 10\r\nTransfer-Encoding: chunked\r\n", CONTEXT, 400),
        ("Transfer-Encoding: gzip\r\n", CONTEXT, 400),
        ("Transfer-Encoding: chunked\r\n", b"xyz\r\n", 400),
        ("Transfer-Encoding: chunked\r\n", b"2\r\nabc\r\n", 400),
        ("", b"", 422),
        ("Content-Length: 1000\r\n", CONTEXT, 408),  # 2 seconds: it might still come
    ],
)
def test_a_body_of_a_wrong_length(raw: Raw, headers: str, body: bytes, status: int) -> None:
    raw.send(headers, body)
    assert raw.answer()[0] == status


@pytest.mark.parametrize("headers", ["Content-Length: 1000\r\n", "Transfer-Encoding: chunked\r\n"])
def test_a_body_that_ends_early(raw: Raw, headers: str) -> None:
    raw.send(headers, b"5\r\nabc")
    raw.socket.shutdown(socket.SHUT_WR)
    assert raw.answer()[0] == 400


@pytest.mark.parametrize(
    ("start", "status"),
    [
        ("OPTIONS /v1/contexts", 405),
        ("HEAD /v1/contexts", 405),
        ("TRACE /v1/contexts", 405),
        ("GET http://x/v1/languages", 200),
        ("GET //[", 404),
        ("GET /v1/contexts/%00%ff", 422),
        ("GET /v1/contexts/..%2f..", 404),
        ("GET /v1/languages/", 404),
        ("GET /v1/sessions/start", 405),
        ("PATCH /v1/avatars/public", 405),
        ("QUERY /v1/contexts", 405),
        ("GET *", 404),
    ],
)
def test_odd_addresses_and_methods(raw: Raw, start: str, status: int) -> None:
    raw.send("", start=start)
    response = http.client.HTTPResponse(raw.socket, method=start.split()[0])
    response.begin()
    assert response.status == status


def test_a_bug_of_its_own_is_an_answer_too() -> None:
    with Emulator() as emulator:
        emulator.rate_limit = "many"  # type: ignore[assignment]  # no number is more, or less
        plain = Plain(emulator)
        answers = [plain.token() for _ in range(2)]
        assert [answer.status_code for answer in answers] == [500, 500]
        assert answers[0].json()["message"].startswith("The emulator failed: TypeError: ")
        assert emulator.connections == 1
        plain.http.close()


def test_it_takes_nothing_but_its_own_address() -> None:
    with Emulator() as emulator:
        address = emulator.base_url
    with pytest.raises(httpx.ConnectError):
        httpx.get(f"{address}/sessions")
