"""The emulator keeps to the service's rules, seen with plain HTTP."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from liveavatar_client.emulator import Emulator

from .conftest import AVATAR

SANDBOX = "dd73ea75-1218-4ef3-92ce-606d5f7fbc0a"


class Plain:
    """A client that does as it is told."""

    def __init__(self, emulator: Emulator) -> None:
        self.http = httpx.Client(base_url=emulator.base_url, trust_env=False)
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
    emulator.fail_next(status=418, body="<html>", times=2)
    assert [plain.token().status_code for _ in range(3)] == [418, 418, 200]
    emulator.fail_next("start", status=502, after=True)
    assert plain.start(plain.token().json()["data"]["session_token"]).json()["code"] == 502
    assert len(emulator.running) == 1


def test_it_takes_nothing_but_its_own_address() -> None:
    with Emulator() as emulator:
        address = emulator.base_url
    with pytest.raises(httpx.ConnectError):
        httpx.get(f"{address}/sessions")
