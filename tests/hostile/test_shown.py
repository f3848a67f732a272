"""What makes the client show a secret?"""

import copy
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
import time
import traceback
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import attrs
import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console
from rich.pretty import pretty_repr
from rich.traceback import Traceback

from liveavatar_client import (
    CustomSDKLiveKitConfig,
    DynamicVariables,
    LiveAvatarApi,
    LiveAvatarApiError,
    LiveAvatarError,
    LiveAvatarNewSessionRequest,
    LiveAvatarSessionData,
    SecretRequest,
    SessionTokenData,
    StandardSessionResponse,
)
from liveavatar_client.emulator import Emulator
from liveavatar_client.generated.client import AuthenticatedClient

from ..conftest import AVATAR
from ..faulty import FaultyService, answer, resets, sends, tampers
from .answers import AS_IT_IS, IN_JSON, IN_TEXT, Shape, envelope
from .stage import KEY, PLANTED, REQUEST, Stage, error_of, items, quick, told

# ---- a secret is a type ----


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
    [*_, minted] = emulator.tokens
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
from dataclasses import dataclass
import pytest
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
@dataclass
class Holder:
    token: str
HOLDERS = [lambda x: [x], lambda x: {{"a": x}}, lambda x: {{x}}, lambda x: ("a", x), Holder]
@pytest.mark.parametrize("hold", HOLDERS)
def test_held(hold):
    assert hold(FIRST[3]) == hold(SECOND[3])
def test_in():
    assert "a-token" in FIRST[3]
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
    assert "13 failed" in done.stdout
    assert PLANTED[:20].lower() not in done.stdout.lower()


# ---- errors never repeat a secret ----


def ways_to_write(secret: str) -> set[str]:
    return {secret, json.dumps(secret)[1:-1], json.dumps(secret, ensure_ascii=False)[1:-1], repr(secret)[1:-1]}


def shows(text: str, secret: str) -> list[str]:
    """In what way a text shows a secret, or its first half."""
    half = secret[: max(8, len(secret) // 2)]
    return [way for way in ways_to_write(secret) | ways_to_write(half) if way in text]


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
        return stage.emulator.tokens[-1]

    error = error_of(lambda: caller.new_session(REQUEST))
    assert shows(told(error), KEY) == []
    assert shows(told(error), last()) == []
    stage.service.faults = {}
    caller.close_session(str(error.session_id))


@pytest.mark.parametrize("spelling", [str.upper, str.lower])
def test_no_error_repeats_a_key_in_another_spelling(spelling: Callable[[str], str], stage: Stage) -> None:
    """Ids of the service are shown, and a key may look like one."""
    key = "0F3c9a7e-51d2-4b68-9c1D-7e8a2b4f6d90"
    stage.answers("stop", 401, envelope(4001, f"No account for {spelling(key)}"))
    with LiveAvatarApi(key, base_url=stage.service.base_url, timeout=5, max_retries=0) as api:
        error = error_of(lambda: api.stop_session(AVATAR))
    assert key.lower() not in told(error).lower()


def test_no_success_shows_a_secret_in_a_field_that_has_none(service: FaultyService, api: LiveAvatarApi) -> None:
    """In the message, in an address, or in an object where a text was."""

    def change(body: Any) -> Any:
        token = body["data"]["livekit_client_token"] = PLANTED
        body["message"] = f"Started with token {token}"
        body["data"]["livekit_url"] += f"?access_token={token}"
        body["data"]["max_session_duration"] = {"session_token": token}
        return body

    service.faults = {"start": (tampers(change), True)}
    with api.session(REQUEST) as session:
        raw = session.raw_response
        for shown in (repr(session), session._repr_html_(), repr(raw), raw._repr_html_(), repr(raw.data)):
            assert PLANTED not in str(shown)


def test_an_id_that_is_the_token_is_none(service: FaultyService, api: LiveAvatarApi) -> None:
    """Ids are shown everywhere."""

    def change(body: Any) -> Any:
        body["data"]["session_id"] = body["data"]["session_token"] = PLANTED
        return body

    service.faults = {"token": (tampers(change), True)}
    assert shows(told(error_of(lambda: api.new_session(REQUEST))), PLANTED) == []
    assert service.calls == ["token"]


def test_an_address_of_the_environment_with_a_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIVEAVATAR_BASE_URL", f"https://user:{PLANTED}@api.liveavatar.com/v1")
    with pytest.raises(ValueError, match="base_url must be") as caught:
        LiveAvatarApi("key")
    assert shows(told(caught.value), PLANTED) == []


def test_a_part_of_a_body_shows_no_secret(stage: Stage, caller: LiveAvatarApi) -> None:
    """Printers cut what is long before they ask how it wants to be seen."""
    stage.answers("secrets", 422, envelope(4000, "no"))
    request = SecretRequest(secret_name="mine", secret_type="OPENAI_API_KEY", secret_value=PLANTED)
    error = error_of(lambda: caller.create_secret(request))
    content = next(
        frame.f_locals["content"] for frame, _ in traceback.walk_tb(error.__traceback__) if "content" in frame.f_locals
    )
    assert PLANTED.encode() in content
    for shown in (repr(content[:80]), repr(content[-30:]), str(content), f"{content}", f"{content[9:]}"):
        assert shown == "b'***'"


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
    secrets = [KEY, *emulator.tokens]
    secrets += [token[::-1] for token in emulator.tokens]
    assert not [secret for secret in secrets if secret in told(caught.value)]
    frames = [frame.f_code.co_filename for frame, _ in traceback.walk_tb(caught.value.__traceback__)]
    assert not [name for name in frames if "httpx" in name or "httpcore" in name], "whose variables hold all there is"
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


WAYS = st.lists(st.sampled_from([*"<>&\"'%/+=;ab01", "%00", "%41", "&#65;"]), min_size=8, max_size=20).map("".join)


@settings(quick, max_examples=40)
@given(secret=WAYS.map("zqzqxjvk{}".format))
def test_no_error_repeats_a_credential_that_looks_like_a_way_of_writing(stage: Stage, secret: str) -> None:
    """What stands for a character in HTML or in a URL may be in the credential itself, and is then written twice."""
    written = secret.replace("&", "&amp;").replace("<", "&lt;")
    half = secret[: max(9, len(secret) // 2)]
    for body in (f"<p>{written}</p>", f"<p>{secret}</p>", json.dumps(envelope(4000, written))):
        stage.answers("stop", 400, body.encode())
        with LiveAvatarApi(KEY, base_url=stage.service.base_url, max_retries=0) as api:
            with pytest.raises(LiveAvatarApiError) as caught:
                api.stop_session(AVATAR, secret)
            assert half not in caught.value.response_text + str(caught.value)


@items("printer", PRINTERS)
def test_no_printer_shows_a_secret_among_the_additional_properties(printer: Callable[[Any], str]) -> None:
    """However it came there: `request["client_secret"] = ...` hides it, and so does the longer way."""
    request = LiveAvatarNewSessionRequest(AVATAR, livekit_config=CustomSDKLiveKitConfig("wss://x", "room", PLANTED))
    request.additional_properties["client_secret"] = PLANTED
    assert PLANTED[:20] not in printer(request)


def test_a_key_in_the_address_of_a_gateway_is_not_shown() -> None:
    with LiveAvatarApi(KEY, base_url=f"http://127.0.0.1:9/{KEY}", max_retries=0) as api:
        with pytest.raises(LiveAvatarError) as caught:
            api.list_sessions()
        assert KEY not in repr(api) + str(caught.value)


def test_a_secret_in_the_place_of_an_id_is_not_repeated(stage: Stage, api: LiveAvatarApi) -> None:
    """The token in place of the id, by mistake: the client knows that it is a secret, since its type says so."""
    token = api.create_session_token(REQUEST).data.session_token
    for call in (api.get_session, api.get_transcript, api.stop_session, api.keep_alive, api.close_session):
        with pytest.raises(ValueError, match="session_id is a secret, such as a token") as caught:
            call(token)
        assert str(token) not in str(caught.value)


@pytest.mark.parametrize("token", ["eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0.c2lnbmF0dXJl", "t0k3n-of-" + "Xy7" * 20])
def test_a_token_that_is_a_text_like_any_other_is_not_repeated_where_it_takes_the_place_of_an_id(
    token: str, stage: Stage, api: LiveAvatarApi, caplog: pytest.LogCaptureFixture
) -> None:
    """As after a way through JSON. Of a JWT the client knows that it is no id."""
    caplog.set_level("DEBUG", "liveavatar_client")
    for call in (api.get_session, api.get_transcript, api.get_avatar, api.stop_session, api.keep_alive):
        with pytest.raises((ValueError, LiveAvatarError)) as caught:
            call(token)
        assert isinstance(caught.value, ValueError) == token.startswith("eyJ")
        assert token not in str(caught.value)
    own = [record.getMessage() for record in caplog.records if record.name == "liveavatar_client"]  # not the emulator's
    assert token not in "".join(own)
    assert bool(stage.service.calls) != token.startswith("eyJ")
