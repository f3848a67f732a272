"""No secret in anything that people read."""

import copy
import json
import logging
import os
import pickle
import subprocess
import sys
import warnings
from typing import Any

import pytest

from liveavatar_client import (
    AgoraConfig,
    CustomSDKLiveKitConfig,
    LiveAvatarApi,
    LiveAvatarApiError,
    LiveAvatarConnectionError,
    LiveAvatarError,
    LiveAvatarNewSessionRequest,
    LiveAvatarSessionData,
    SessionTokenData,
    SessionTokenResponse,
)
from liveavatar_client.answer import Envelope
from liveavatar_client.emulator import Emulator
from liveavatar_client.masking import Secret, masked

from .conftest import AVATAR, shown
from .faulty import FaultyService, sends

SECRET = "s3cr3t-value"


@pytest.mark.parametrize(
    "model",
    [
        SessionTokenData("id", SECRET),
        SessionTokenResponse(SessionTokenData("id", SECRET), 1000, "ok"),
        LiveAvatarSessionData("id", "wss://x", SECRET, SECRET, 60, f"wss://x/{SECRET}"),
        CustomSDKLiveKitConfig("wss://x", "room", SECRET),
        AgoraConfig("app", SECRET, "channel", "uid"),
        LiveAvatarNewSessionRequest(AVATAR, livekit_config=CustomSDKLiveKitConfig("wss://x", "room", SECRET)),
        SessionTokenData.from_dict({"session_id": "id", "session_token": "t", "viewer_pass": SECRET}),
    ],
)
def test_models_mask_their_secrets(model: Any) -> None:
    assert SECRET not in repr(model)
    assert SECRET not in str([model])
    assert "\n" not in repr(model)
    assert SECRET not in str(model.to_dict())
    assert SECRET in json.dumps(model.to_dict())  # asked for, it is given
    assert copy.deepcopy(model) == model == pickle.loads(pickle.dumps(model))


def test_a_body_shows_nothing_of_itself() -> None:
    assert repr([Envelope(token=SECRET)]) == "[{...}]"


def test_no_object_of_a_session_shows_a_secret(emulator: Emulator) -> None:
    with LiveAvatarApi(emulator.api_key, base_url=emulator.base_url) as api:
        request = LiveAvatarNewSessionRequest(avatar_id=AVATAR)
        token = api.create_session_token(request)
        lease = api.session(request)
        with lease as session:
            objects = [api, request, token, token.data, lease, session, session.raw_response, session.raw_response.data]
            objects += [
                vars(api),
                session._repr_html_(),
                list(api.list_sessions()),
                api.get_session(session.session_id),
            ]
            text = "\n".join(f"{thing!r} {thing}" for thing in objects)
            secrets = [emulator.api_key, session.access_token, session.livekit_agent_token, session.ws_url]
            secrets += emulator.tokens
            assert not [secret for secret in secrets if secret and secret in text]


def test_a_secret_is_a_str_in_every_other_way() -> None:
    secret = Secret("abc")
    assert (f"{secret}", secret + "d", secret == "abc", repr(secret)) == ("abc", "abcd", True, "'***'")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"session_token": "abc", "n": 1}', '{"session_token": "***'),
        ('{"livekit_client_token":"a\\"b', '{"livekit_client_token":"***'),
        ('{"WS_URL" : "wss://x/y"}', '{"WS_URL" : "***'),
        ('{"message": "no key k3y here"}', '{"message": "no key *** here"}'),
        ('{"message": "next_timestamp"}', '{"message": "next_timestamp"}'),
        ("a token that has expired. Ask for another one", None),
        ("/v1/sessions/0f0f0f0f-1111-4222-8333-444444444444", None),
        ("JSONDecodeError: 1080p at 2026-11-25T04:11:00.123Z, 25.5 %", None),
        ("[SSL: CERTIFICATE_VERIFY_FAILED] unable to get local issuer certificate (_ssl.c:1006)", None),
        ("input should be 'low', 'medium', 'high' or 'very_high'", None),
        ("Lkq9XvT2 and 9f86d081884c7d65 and eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln", "*** and *** and ***"),
    ],
)
def test_text_of_the_service_is_masked(text: str, expected: str | None) -> None:
    assert masked(text, ["k3y"]) == (text if expected is None else expected)


def test_a_service_that_repeats_a_credential(api: LiveAvatarApi, emulator: Emulator) -> None:
    emulator.fail_next(
        "start",
        status=401,
        body={
            "code": 4001,
            "data": [{"loc": ["x"], "message": f"{SECRET} is bad"}],
            "message": f"Invalid token {SECRET}",
            "session_token": SECRET,
        },
    )
    with pytest.raises(LiveAvatarApiError, match=r"Invalid token \*\*\*") as caught:
        api.start_session(SECRET)
    assert SECRET not in shown(caught.value)
    assert SECRET not in caught.value.response_text
    assert SECRET not in caught.value.errors[0].message


def test_a_service_that_repeats_a_credential_in_what_is_no_http() -> None:
    with (
        FaultyService("http://127.0.0.1:1") as service,
        LiveAvatarApi("key", base_url=service.base_url, max_retries=0) as api,
    ):
        service.faults = {"start": (sends(f"Bearer {SECRET} is no good\r\n\r\n".encode()), False)}
        with pytest.raises(LiveAvatarConnectionError) as caught:
            api.start_session(SECRET)
    assert SECRET not in shown(caught.value)


def test_a_body_that_cannot_be_decompressed(api: LiveAvatarApi, emulator: Emulator) -> None:
    emulator.fail_next("stop", status=200, headers={"Content-Encoding": "gzip"})
    with pytest.raises(LiveAvatarApiError, match="cannot be understood"):
        api.stop_session(AVATAR)


def test_half_an_answer_with_tokens_in_it(api: LiveAvatarApi, emulator: Emulator) -> None:
    emulator.fail_next("start", status=201, body=f'{{"data": {{"livekit_client_token": "{SECRET}')
    with pytest.raises(LiveAvatarApiError) as caught:
        api.start_session("some-token")
    assert SECRET not in caught.value.response_text
    assert caught.value.response_text


def test_errors_hold_on_to_no_request(emulator: Emulator) -> None:
    """What an error of httpx refers to has the credential in its headers."""
    api = LiveAvatarApi("some-key", base_url="http://127.0.0.1:1/v1", max_retries=1)
    with pytest.raises(LiveAvatarConnectionError) as caught:
        api.stop_session(AVATAR)
    assert caught.value.__cause__ is caught.value.__context__ is None


def test_errors_survive_pickling(api: LiveAvatarApi) -> None:
    with pytest.raises(LiveAvatarError) as caught:
        api.stop_session(AVATAR)
    again = pickle.loads(pickle.dumps(caught.value))
    assert type(again) is type(caught.value)
    assert (str(again), vars(again)) == (str(caught.value), vars(caught.value))


def test_an_error_reads_well(api: LiveAvatarApi) -> None:
    with pytest.raises(LiveAvatarApiError) as caught:
        api.stop_session(AVATAR)
    assert str(caught.value) == f"{caught.value.message}. {caught.value.next_step}"
    assert caught.value.message == "POST /v1/sessions/stop failed: 404 Not Found, code 4004: Session not found"
    assert repr(caught.value) == f"NotFoundError({caught.value.message!r}, status=404, code=4004)"


def test_the_message_of_a_chatty_service_is_one_short_line(api: LiveAvatarApi, emulator: Emulator) -> None:
    emulator.fail_next("stop", status=400, message="a\n b " * 1000)
    with pytest.raises(LiveAvatarError) as caught:
        api.stop_session(AVATAR)
    assert len(str(caught.value)) < 400
    assert "\n" not in str(caught.value)


def test_the_log_is_quiet_unless_asked_for(
    api: LiveAvatarApi, request_lite: LiveAvatarNewSessionRequest, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "liveavatar_client"), api.session(request_lite):
        assert [record for record in caplog.records if record.name == "liveavatar_client"] == []
    with caplog.at_level(logging.DEBUG, "liveavatar_client"):
        api.create_session_token(request_lite)
    [line] = [record.getMessage() for record in caplog.records if record.name == "liveavatar_client"]
    method_path, _, rest = line.partition(": ")
    assert method_path == "POST /v1/sessions/token"
    assert rest.startswith("200 (attempt 1, ")


SCRIPT = """
from liveavatar_client import LiveAvatarApi, LiveAvatarNewSessionRequest
for _ in range(2):
    with LiveAvatarApi() as api, api.session(LiveAvatarNewSessionRequest(avatar_id="{avatar}")):
        pass
"""


LEVELS = [("", 0), ("debug", 6), ("DEBUG", 6), *((name, 0) for name in ("info", "warn", "error", "fatal", "critical"))]


@pytest.mark.parametrize("own", ["", "import logging; logging.basicConfig()\n"], ids=["", "beside the program's own"])
@pytest.mark.parametrize(("level", "lines"), LEVELS)
def test_the_log_of_a_script(emulator: Emulator, level: str, lines: int, own: str) -> None:
    """No line comes twice, where the program has a log, too."""
    environment = {
        **os.environ,
        "LIVEAVATAR_LOG": level,
        "LIVEAVATAR_API_KEY": emulator.api_key,
        "LIVEAVATAR_BASE_URL": emulator.base_url,
    }
    command = [sys.executable, "-c", own + SCRIPT.format(avatar=AVATAR)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == lines
    assert "POST /v1/sessions/start: 201 (attempt 1, " in done.stderr or not lines
    for secret in [emulator.api_key, *emulator.tokens]:
        assert secret not in done.stderr


def test_a_level_of_the_log_that_there_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIVEAVATAR_LOG", "loud")
    with pytest.warns(UserWarning, match="LIVEAVATAR_LOG is no level of logging, and nothing is logged: critical, "):
        LiveAvatarApi("key")


def test_no_warning_of_others(emulator: Emulator, request_lite: LiveAvatarNewSessionRequest) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with LiveAvatarApi(emulator.api_key, base_url=emulator.base_url) as api, api.session(request_lite) as session:
            assert session.started_at
