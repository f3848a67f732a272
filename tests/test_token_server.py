"""The backend among the examples, as it is run: two workers of uvicorn, over HTTP, with the emulator for a service."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from attrs import define

from liveavatar_client import LiveAvatarApi
from liveavatar_client.emulator import Emulator

from .test_examples import EXAMPLES, OTHER_AVATAR, SANDBOX_AVATAR, access, environment, secrets
from .test_readme import README, blocks

HTML = "<html><h1>Bad gateway</h1></html>"


def until(there: Callable[[], Any], what: str) -> Any:
    """What `there` returns, as soon as that is something."""
    deadline = time.monotonic() + 30
    while not (found := there()):
        assert time.monotonic() < deadline, what
        time.sleep(0.01)
    return found


@define
class Backend:
    """A server that runs, with its workers."""

    process: subprocess.Popen[bytes]
    file: Path
    answers: list[httpx.Response]

    @property
    def log(self) -> str:
        """All that it has said, on standard output and standard error."""
        return self.file.read_text()

    @property
    def workers(self) -> list[int]:
        """The process ids of those that were started, the first ones first."""
        return [int(number) for number in re.findall(r"Started server process \[(\d+)\]", self.log)]

    def wait_for(self, said: str, times: int = 1) -> None:
        until(lambda: self.log.count(said) >= times, f"{said!r} is not {times} times in:\n{self.log}")

    def ask(self, method: str, path: str) -> httpx.Response:
        """Over a connection of its own, so that any of the workers may answer."""
        [port] = re.findall(r"running on http://127\.0\.0\.1:(\d+)", self.log)
        answer = httpx.request(method, f"http://127.0.0.1:{port}{path}", timeout=30, trust_env=False)
        self.answers.append(answer)
        return answer

    def end(self) -> int:
        """Its exit status after SIGTERM."""
        self.process.terminate()
        return self.process.wait(30)


@contextmanager
def serving(emulator: Emulator, folder: Path, app: str = "token_server:app", **given: str) -> Iterator[Backend]:
    """The server, ready, and ended on leaving. No secret may be in what it said, nor the key in what it answered."""
    # A worker that a test has stopped for a while is not to be killed for it, which it would be after 5 s.
    options = ["--workers", "2", "--port", "0", "--timeout-worker-healthcheck", "60"]
    where = EXAMPLES if app == "token_server:app" else folder
    command = [sys.executable, "-m", "uvicorn", "--app-dir", str(where), app, *options]
    file = folder / "log"
    with file.open("wb") as log:
        process = subprocess.Popen(
            command, env=environment(**{**access(emulator), **given}), stdout=log, stderr=subprocess.STDOUT
        )
    backend = Backend(process, file, [])
    try:
        backend.wait_for("Application startup complete.", 2)
        yield backend
        if process.poll() is None:
            assert backend.end() == 0
        assert not [secret for secret in secrets(emulator) if secret in backend.log]
        assert "Traceback" not in backend.log
        for answer in backend.answers:
            assert emulator.api_key not in f"{answer.headers}{answer.text}"
    finally:
        if process.poll() is None:
            backend.end()


@pytest.fixture(scope="module")
def backend(one_emulator: Emulator, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Backend]:
    with serving(one_emulator, tmp_path_factory.mktemp("backend")) as backend:
        yield backend


def asked_for(one_emulator: Emulator) -> dict[str, object]:
    """What the last token was asked for with."""
    return next(seen.json for seen in reversed(one_emulator.requests) if seen.path.endswith("/token"))


def test_a_token_starts_a_session_in_the_sandbox(backend: Backend, one_emulator: Emulator) -> None:
    given = backend.ask("POST", "/token").raise_for_status().json()
    assert set(given) == {"session_id", "session_token"}
    assert (asked_for(one_emulator)["avatar_id"], asked_for(one_emulator)["is_sandbox"]) == (SANDBOX_AVATAR, True)
    assert one_emulator.running == []  # which costs nothing as yet
    with LiveAvatarApi("no-key-in-a-browser", base_url=one_emulator.base_url) as browser:
        assert browser.start_session(given["session_token"]).data.session_id == given["session_id"]
        assert one_emulator.running == [given["session_id"]]
        browser.stop_session(given["session_id"], given["session_token"])


def test_the_page(backend: Backend) -> None:
    page = backend.ask("GET", "/")
    assert (page.status_code, page.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert 'fetch("token", {method: "POST"})' in page.text


def test_health(backend: Backend) -> None:
    answer = backend.ask("GET", "/health")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


# How the service fails, and what the page gets: the status, the error, and Retry-After.
LATER = {"Retry-After": "60"}  # later than the client waits for, so that no test waits, either
FAILURES: dict[str, tuple[dict[str, Any], int, str, str | None]] = {
    "429": ({"status": 429, "headers": LATER}, 503, "busy", "60"),
    "429 for a part of a second": ({"status": 429, "headers": {"Retry-After": "0.2"}, "times": 2}, 503, "busy", "1"),
    "429 for a year": ({"status": 429, "headers": {"Retry-After": "9" * 400}}, 503, "busy", "3600"),
    "as many sessions as may be": ({"status": 403, "code": 4032}, 503, "busy", "10"),
    "no credits": ({"status": 403, "code": 4033}, 503, "no_credits", None),
    "401": ({"status": 401, "code": 4001}, 500, "wrong_key", None),
    "403": ({"status": 403, "code": 4001}, 500, "wrong_key", None),
    "400": ({"status": 400, "code": 4000}, 500, "wrong_settings", None),
    "422": ({"status": 422, "body": {"detail": [{"loc": ["avatar_id"], "msg": "No"}]}}, 500, "wrong_settings", None),
    "404 of a gateway": ({"status": 404, "body": HTML}, 500, "wrong_settings", None),
    "500": ({"status": 500, "headers": LATER}, 502, "down", "60"),
    "502 of a gateway, twice": ({"status": 502, "body": HTML, "times": 2}, 502, "down", "10"),
    "599": ({"status": 599, "headers": LATER}, 502, "down", "60"),
    "HTML for an answer": ({"status": 200, "body": HTML}, 502, "down", "10"),
    "409": ({"status": 409}, 502, "down", "10"),
}


@pytest.mark.parametrize("failure", FAILURES)
def test_a_failure_is_an_answer(failure: str, backend: Backend, one_emulator: Emulator) -> None:
    fault, status, error, retry_after = FAILURES[failure]
    for operation, method, path in (("create_session_token", "POST", "/token"), ("get_credits", "GET", "/health")):
        said = len(backend.log)
        one_emulator.fail_next(operation, **fault)
        answer = backend.ask(method, path)
        assert (answer.status_code, answer.json()) == (status, {"error": error})
        assert answer.headers.get("Retry-After") == retry_after
        assert re.search(rf"^{method} /v1/\S+ .+$", backend.log[said:], re.MULTILINE)  # for who runs it, in one line
        assert backend.ask(method, path).status_code == 200


def test_trouble_that_passes_is_not_seen(backend: Backend, one_emulator: Emulator) -> None:
    one_emulator.fail_next("create_session_token", status=502, body=HTML)
    before = len(one_emulator.requests)
    assert backend.ask("POST", "/token").status_code == 200
    assert [seen.status for seen in one_emulator.requests[before:]] == [502, 200]


def test_with_a_wrong_key_and_without_a_service(tmp_path: Path) -> None:
    with (
        Emulator() as emulator,
        serving(emulator, tmp_path, LIVEAVATAR_API_KEY="wrong-example-key") as backend,
    ):
        for method, path in (("POST", "/token"), ("GET", "/health")):
            answer = backend.ask(method, path)
            assert (answer.status_code, answer.json()) == (500, {"error": "wrong_key"})
        emulator.stop()
        for method, path in (("POST", "/token"), ("GET", "/health")):
            answer = backend.ask(method, path)
            assert (answer.status_code, answer.json()) == (502, {"error": "down"})
            assert answer.headers["Retry-After"] == "10"
        assert "wrong-example-key" not in backend.log
        assert not [answer for answer in backend.answers if "wrong-example-key" in f"{answer.headers}{answer.text}"]


def test_without_a_key_it_does_not_start() -> None:
    command = [sys.executable, "-m", "uvicorn", "--app-dir", str(EXAMPLES), "token_server:app", "--port", "0"]
    done = subprocess.run(command, env=environment(), capture_output=True, text=True, timeout=30)
    assert done.returncode != 0
    assert "api_key is missing: pass LiveAvatarApi(api_key=...), or set LIVEAVATAR_API_KEY." in done.stderr


@contextmanager
def stopped(worker: int) -> Iterator[None]:
    """While a worker is stopped, the others answer."""
    os.kill(worker, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(worker, signal.SIGCONT)


def test_each_worker_has_one_client_and_ends_properly(emulator: Emulator, tmp_path: Path) -> None:
    with serving(emulator, tmp_path, LIVEAVATAR_AVATAR_ID=OTHER_AVATAR) as backend, ThreadPoolExecutor(1) as visitor:
        first, second = backend.workers
        for number, other in enumerate((first, second), 1):
            with stopped(other):
                for _ in range(5):
                    assert backend.ask("POST", "/token").status_code == 200
            assert emulator.connections == number  # a client for each visitor would have made as many as there are
        assert (asked_for(emulator)["avatar_id"], asked_for(emulator)["is_sandbox"]) == (OTHER_AVATAR, False)

        os.kill(first, signal.SIGTERM)
        backend.wait_for(f"Finished server process [{first}]")
        backend.wait_for("Application startup complete.", 3)  # another takes its place
        assert backend.log.count("Application shutdown complete.") == 1
        emulator.fail_next("create_session_token", status=429, headers={"Retry-After": "1"})
        seen = len(emulator.requests)
        with stopped(second):
            answer = visitor.submit(backend.ask, "POST", "/token")
            until(lambda: len(emulator.requests) > seen, "no request came")
            assert backend.ask("GET", "/").status_code == 200  # one visitor who waits keeps no other waiting
            assert not answer.done()
        assert backend.end() == 0
        assert answer.result().status_code == 200  # and gets his token, although the server ends
        assert backend.log.count("Application shutdown complete.") == 3


def test_what_the_readme_has_closes_the_sessions_of_a_server_on_sigterm(emulator: Emulator, tmp_path: Path) -> None:
    [block] = [text for text in blocks("python") if "lifespan" in text]
    (tmp_path / "server.py").write_text(
        f"""{block}
from fastapi import FastAPI, Request
from liveavatar_client import SANDBOX_AVATAR, LiveAvatarNewSessionRequest

app = FastAPI(lifespan=lifespan)

@app.post("/")
def start(request: Request) -> str:
    return request.state.api.new_session(LiveAvatarNewSessionRequest(SANDBOX_AVATAR, is_sandbox=True)).session_id
"""
    )
    with serving(emulator, tmp_path, "server:app") as backend:
        session_id = backend.ask("POST", "/").raise_for_status().json()
        assert emulator.running == [session_id]
        assert backend.end() == 0
        assert emulator.running == []


def test_the_limits_are_those_that_the_readme_has() -> None:
    limits = r"LiveAvatarApi\(timeout=(\d+), max_retries=(\d+)\)"
    [(timeout, retries)] = re.findall(limits, README)
    assert re.findall(limits, (EXAMPLES / "token_server.py").read_text()) == [(timeout, retries)]
    for seconds in (int(timeout), 30):  # the last attempt begins after two and 5 s at the latest, and takes two
        assert f"{4 * seconds + 5} s" in README
