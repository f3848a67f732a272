"""A second round of hostile reading: what was found after tests/test_hostile_network.py had been made to pass.

One service serves all tests, since starting and stopping one takes longer than most of them.
"""

import contextlib
import json
import os
import pprint
import socket
import subprocess
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import attrs
import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.pretty import pretty_repr

from liveavatar_client import (
    ConcurrencyLimitError,
    CustomSDKLiveKitConfig,
    LiveAvatarApi,
    LiveAvatarApiError,
    LiveAvatarError,
    LiveAvatarNewSessionRequest,
    NoCreditsError,
    lifecycle,
)
from liveavatar_client.emulator import Emulator

from .conftest import AVATAR
from .faulty import Fault, FaultyService, answer, sends, tampers
from .hostile_network import Raw, envelope, requests_on

KEY = "key-0123456789-of-the-account"
REQUEST = LiveAvatarNewSessionRequest(avatar_id=AVATAR)
PLANTED = "s3cr3t-" + "planted" * 12


class Stage(NamedTuple):
    """A service whose answers a test writes."""

    emulator: Emulator
    service: FaultyService

    def answers(self, operation: str, status: int, body: Any) -> None:
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.service.faults = {operation: (sends(answer(status, content)), False)}

    def clear(self) -> None:
        """Nothing runs, and nothing was asked."""
        with self.emulator._app.lock:
            self.emulator._app.service.sessions.clear()
            self.emulator._app.service.minted.clear()
            self.emulator._app.seen.clear()
        self.service.faults = {}
        self.service.calls.clear()


@pytest.fixture(scope="module")
def served() -> Iterator[Stage]:
    with (
        Emulator(api_key=KEY, concurrency=10_000, credits=1e9) as emulator,
        FaultyService(emulator.base_url) as service,
    ):
        yield Stage(emulator, service)


@pytest.fixture(autouse=True, scope="module")
def _one_tls_context() -> Iterator[None]:
    """Making one takes 20 ms, which each client does once. No test here is about TLS."""
    make, context = httpx.create_ssl_context, httpx.create_ssl_context()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(httpx, "create_ssl_context", lambda: make() if "SSLKEYLOGFILE" in os.environ else context)
        yield


@pytest.fixture
def stage(served: Stage) -> Iterator[Stage]:
    served.clear()
    yield served
    served.clear()


@pytest.fixture
def api(stage: Stage) -> Iterator[LiveAvatarApi]:
    api = LiveAvatarApi(KEY, base_url=stage.service.base_url, timeout=3, max_retries=0)
    yield api
    stage.service.faults = {}
    close(api)


def close(api: LiveAvatarApi) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        api.close()


class Between:
    """Faults of a FaultyService that are none, but for some of the calls of an operation, by their number from 1."""

    def __init__(self, operation: str, happens: Callable[[int], tuple[Fault, bool] | None]) -> None:
        self._operation, self._happens, self._count = operation, happens, 0

    def get(self, operation: str, default: object = None) -> tuple[Fault | None, bool]:
        if operation != self._operation:
            return None, True
        self._count += 1
        return self._happens(self._count) or (None, True)


# ---- what makes it lie about a session ----


def test_no_answer_is_taken_for_that_of_another_request() -> None:
    """A gateway out of step sends an answer too many. It would say "stopped" of a session that nobody stopped."""
    success = answer(200, b'{"code": 1000, "data": null, "message": "ok"}', "")

    def serve(connection: socket.socket, number: int) -> None:
        for operation in requests_on(connection):
            connection.sendall(success * 2 if operation == "keep-alive" else answer(502, b"<html>", ""))

    with Raw(serve) as raw, LiveAvatarApi(KEY, base_url=raw.base_url, timeout=2, max_retries=0) as api:
        api.keep_alive(AVATAR)
        with pytest.raises(LiveAvatarError):
            api.stop_session(AVATAR)


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
    stage.emulator._app.service.stop(session.session_id, None)
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

    def another(connection: socket.socket, _: bytes) -> None:
        service = stage.emulator._app.service
        minted = next(reversed(service.minted.values()))
        with stage.emulator._app.lock:
            minted.session_id = service.start(service.mint({"avatar_id": AVATAR}).token).session_id
        connection.sendall(answer(201, json.dumps({"code": 1000, "data": {"session_id": minted.session_id}}).encode()))

    stage.service.faults = {"start": (another, False)}
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
    service = stage.emulator._app.service
    for _ in range(3):
        service.start(service.mint({"avatar_id": AVATAR}).token)

    def change(body: Any) -> Any:
        body["data"]["results"].insert(1, {"id": "\ud800"})
        return body

    stage.service.faults = {"sessions": (tampers(change), True)}
    with contextlib.suppress(LiveAvatarError):
        api.stop_all_sessions()
    assert stage.emulator.running == []


# ---- what makes it hang ----

BUSY = {
    "faults": json.dumps({"code": 4000, "message": "x", "data": [{"loc": ["a"], "message": "x"}] * 60_000}),
    "details": json.dumps({"detail": [{"loc": ["a"], "msg": "x"}] * 70_000}),
    "names": json.dumps({"code": 4000, "message": "x", **{str(count): "token" for count in range(100_000)}}),
    "texts, short": json.dumps({"code": 4000, "message": "x", "a": ["b"] * 10_000}),
    "names, short": json.dumps({"code": 4000, "message": "x", **{str(count): "t" for count in range(4_500)}}),
    "a list": "[" + "[]," * 2_000_000 + "1]",
    "a body that breaks off": '{"a": [' + "{}," * 2_000_000,
}


@pytest.mark.parametrize("body", BUSY.values(), ids=BUSY)
def test_an_error_with_very_many_parts_takes_no_more_than_a_moment(body: str, stage: Stage, api: LiveAvatarApi) -> None:
    """Reading megabytes of JSON takes some 100 ms. It is read once, and not each of its parts is looked at."""
    stage.answers("stop", 400, body.encode())
    began = time.perf_counter()
    with pytest.raises(LiveAvatarApiError):
        api.stop_session(AVATAR)
    took = time.perf_counter() - began
    print(f"{len(body)} bytes: {took:.2f} s")
    assert took < 5  # much to spare: it was minutes


def test_a_file_for_the_keys_of_tls_that_cannot_be_written_is_one_clear_error(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """OpenSSL reads this setting whenever a client is made, and the name of another one would mislead."""
    monkeypatch.setenv("SSLKEYLOGFILE", "/nowhere/at-all/keys")
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    with pytest.raises(ValueError, match="SSLKEYLOGFILE"):
        LiveAvatarApi(KEY, base_url=stage.service.base_url)


# ---- what makes it show a secret ----


def told(error: LiveAvatarError) -> str:
    texts = [str(error), repr(error), *getattr(error, "__notes__", []), str(vars(error))]
    return "\n".join(texts)


Shape = Callable[[str, str], str]
SHAPES: dict[str, Shape] = {
    "a form with a place in a list": lambda name, secret: f"a=1&{name}[0]={secret}&{name}[a]={secret}",
    "a part of a form": lambda name, secret: (
        f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{secret}\r\n'
    ),
    "a cookie": lambda name, secret: f"Cookie: a=1; {name}={secret}; b=2",
    "YAML": lambda name, secret: f"a: 1\n{name}: |\n  {secret}\n",
    "Bearer after its own name": lambda name, secret: f"bearer: {secret}",
    "Bearer in a query": lambda name, secret: f"/v1/sessions?q=Bearer+{secret}",
    "another scheme": lambda name, secret: f"Authorization: Token {secret}",
    "a scheme with parameters": lambda name, secret: f'Authorization: Digest username="x", response="{secret}"',
    "a pair in brackets": lambda name, secret: f"[({name!r}, {secret!r})]",
    "an XML element with a prefix": lambda name, secret: f"<ns:{name} type='x'>{secret}</ns:{name}>",
}
TOKENS = st.builds(
    "zq{}{}".format,
    st.text(st.sampled_from("zqxjvkw"), min_size=8, max_size=8),
    st.text(st.sampled_from("abcdefghijklmnopqrstuvwxyz0123456789.-_"), max_size=40),
)


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
@settings(max_examples=20, deadline=None)
@given(secret=TOKENS, name=st.sampled_from(["session_token", "api_key", "client_secret", "password"]))
def test_no_error_repeats_a_value_with_the_name_of_a_secret(
    shape: Shape, served: Stage, secret: str, name: str
) -> None:
    served.answers("stop", 400, shape(name, secret).encode())
    with LiveAvatarApi(KEY, base_url=served.service.base_url, max_retries=0) as api:
        with pytest.raises(LiveAvatarError) as caught:
            api.stop_session(AVATAR)
        assert secret[: max(8, len(secret) // 2)] not in told(caught.value)


WAYS = st.lists(st.sampled_from([*"<>&\"'%/+=;ab01", "%00", "%41", "&#65;"]), min_size=8, max_size=20).map("".join)


@settings(max_examples=60, deadline=None)
@given(secret=WAYS.map("zqzqxjvk{}".format))
def test_no_error_repeats_a_credential_that_looks_like_a_way_of_writing(served: Stage, secret: str) -> None:
    """What stands for a character in HTML or in a URL may be in the credential itself, and is then written twice."""
    written = secret.replace("&", "&amp;").replace("<", "&lt;")
    half = secret[: max(9, len(secret) // 2)]
    for body in (f"<p>{written}</p>", f"<p>{secret}</p>", json.dumps(envelope(4000, written))):
        served.answers("stop", 400, body.encode())
        with LiveAvatarApi(KEY, base_url=served.service.base_url, max_retries=0) as api:
            with pytest.raises(LiveAvatarApiError) as caught:
                api.stop_session(AVATAR, secret)
            assert half not in caught.value.response_text + str(caught.value)


PRINTERS: dict[str, Callable[[Any], str]] = {
    "repr": repr,
    "rich": pretty_repr,
    "attrs": lambda model: repr(attrs.asdict(model)),
    "attrs and pprint": lambda model: pprint.pformat(attrs.asdict(model)),
}


@pytest.mark.parametrize("printer", PRINTERS.values(), ids=PRINTERS)
def test_no_printer_shows_a_secret_among_the_additional_properties(printer: Callable[[Any], str]) -> None:
    """However it came there: `request["client_secret"] = ...` hides it, and so does the longer way."""
    request = LiveAvatarNewSessionRequest(AVATAR, livekit_config=CustomSDKLiveKitConfig("wss://x", "room", PLANTED))
    request.additional_properties["client_secret"] = PLANTED
    assert PLANTED[:20] not in printer(request)


COMPARING = """
from liveavatar_client import SessionTokenData
def test_of_two_tokens():
    assert SessionTokenData("id", "{planted}") == SessionTokenData("id", "{planted}".upper())
"""


@pytest.mark.parametrize(("how", "where"), [("-q", ""), ("-vv", ""), ("-q", "CI")])
def test_pytest_comparing_two_models_shows_no_secret(how: str, where: str, tmp_path: Path) -> None:
    """With -vv, and in CI, it takes two texts apart, line by line, and does not ask for their repr."""
    (tmp_path / "test_compared.py").write_text(COMPARING.format(planted=PLANTED))
    environment = {name: value for name, value in os.environ.items() if name not in ("CI", "BUILD_NUMBER")}
    if where:
        environment[where] = "true"
    command = [sys.executable, "-m", "pytest", how, "--tb=line", "-p", "no:cacheprovider", "test_compared.py"]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert "1 failed" in done.stdout
    taken_apart = [line for line in done.stdout.splitlines() if line.strip().startswith(("- ", "? ", "+ S3C"))]
    assert taken_apart == []


def test_a_secret_in_the_place_of_an_id_is_not_repeated(stage: Stage, api: LiveAvatarApi) -> None:
    """The token in place of the id, by mistake: the client knows that it is a secret, since its type says so."""
    token = api.create_session_token(REQUEST).data.session_token
    for call in (api.get_session, api.get_transcript, api.stop_session, api.keep_alive, api.close_session):
        with pytest.raises(ValueError, match="session_id is a secret, such as a token") as caught:
            call(token)
        assert str(token) not in str(caught.value)
