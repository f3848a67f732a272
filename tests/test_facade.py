"""The calls and the life of a session, as a caller sees them."""

import contextlib
import copy
import pickle
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from liveavatar_client import (
    AuthenticationError,
    AvatarPersona,
    ConcurrencyLimitError,
    CustomSDKLiveKitConfig,
    DynamicVariables,
    ElevenLabsAgentConfig,
    ElevenLabsVoiceSettings,
    InvalidRequestError,
    LiveAvatarApi,
    LiveAvatarApiError,
    LiveAvatarError,
    LiveAvatarNewSessionRequest,
    NoCreditsError,
    NotFoundError,
    OpenSessionsWarning,
    ServerError,
    VideoEncoding,
    VideoQuality,
    VideoSettings,
)
from liveavatar_client.emulator import Emulator

from .conftest import AVATAR

Request = LiveAvatarNewSessionRequest
H264_HIGH = {"encoding": "H264", "quality": "high"}


def sent(emulator: Emulator) -> Any:
    """The body of the last request for a token."""
    return [request for request in emulator.requests if request.path.endswith("/token")][-1].json


# ---- what goes on the wire ----


def test_the_least_that_is_sent(api: LiveAvatarApi, emulator: Emulator) -> None:
    api.create_session_token(Request(avatar_id=AVATAR))
    assert sent(emulator) == {
        "mode": "LITE",
        "avatar_id": AVATAR,
        "is_sandbox": False,
        "video_settings": H264_HIGH,
    }


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (None, {"encoding": "H264"}),
        (VideoSettings(), H264_HIGH),
        (VideoSettings(encoding=None), H264_HIGH),
        (VideoSettings(encoding=VideoEncoding.VP8), {"encoding": "VP8", "quality": "high"}),
        (VideoSettings(quality=VideoQuality.very_high), {"encoding": "H264", "quality": "very_high"}),
        (VideoSettings(quality=None), {"encoding": "H264"}),
    ],
)
def test_video_settings_are_always_sent(
    api: LiveAvatarApi, emulator: Emulator, given: VideoSettings | None, expected: dict[str, str]
) -> None:
    api.create_session_token(Request(avatar_id=AVATAR, video_settings=given))
    assert sent(emulator)["video_settings"] == expected


def test_none_is_never_sent_as_null(api: LiveAvatarApi, emulator: Emulator) -> None:
    request = Request(
        avatar_id=AVATAR,
        mode="FULL",
        is_sandbox=None,
        avatar_persona=AvatarPersona(voice_id=None, context_id="c", voice_settings=ElevenLabsVoiceSettings(speed=None)),
        max_session_duration=None,
        livekit_config=None,
    )
    request.additional_properties["new"] = {"deep": [{"null": None, "kept": 0}, None]}
    api.create_session_token(request)
    assert sent(emulator) == {
        "mode": "FULL",
        "avatar_id": AVATAR,
        "video_settings": H264_HIGH,
        "avatar_persona": {"context_id": "c", "language": "en", "voice_settings": {"provider": "elevenLabs"}},
        "new": {"deep": [{"kept": 0}]},
    }
    api.create_session_token(Request(avatar_id=AVATAR, mode=None))
    assert sent(emulator) == {"mode": "LITE", "avatar_id": AVATAR, "video_settings": H264_HIGH, "is_sandbox": False}


def test_everything_that_is_given_is_sent(api: LiveAvatarApi, emulator: Emulator) -> None:
    api.create_session_token(
        Request(
            avatar_id=AVATAR,
            mode="FULL",
            is_sandbox=False,
            max_session_duration=60,
            livekit_config=CustomSDKLiveKitConfig("wss://x", "room", "token"),
            dynamic_variables=DynamicVariables.from_dict({"name": "Ada"}),
        )
    )
    body = sent(emulator)
    assert body["mode"] == "FULL"
    assert body["max_session_duration"] == 60
    assert body["livekit_config"] == {
        "livekit_url": "wss://x",
        "livekit_room": "room",
        "livekit_client_token": "token",
    }
    assert body["dynamic_variables"] == {"name": "Ada"}


def test_a_request_is_not_changed_by_being_sent(api: LiveAvatarApi) -> None:
    request = Request(avatar_id=AVATAR, mode=None)
    before = request.to_dict()
    api.create_session_token(request)
    assert request.to_dict() == before


def test_each_call_carries_its_own_credential(
    api: LiveAvatarApi, emulator: Emulator, request_lite: LiveAvatarNewSessionRequest
) -> None:
    first, second = api.new_session(request_lite), api.new_session(request_lite)
    api.close_session(first.session_id)
    api.stop_session(second.session_id)
    kinds = [
        (r.path.rsplit("/")[-1], "X-Api-Key" in r.headers, "Authorization" in r.headers) for r in emulator.requests
    ]
    assert kinds == [
        ("token", True, False),
        ("start", False, True),
        ("token", True, False),
        ("start", False, True),
        ("stop", False, True),
        ("stop", True, False),
    ]
    bearers = [r.headers.get("Authorization") for r in emulator.requests]
    assert bearers[1] == bearers[4] != bearers[3]
    assert emulator.requests[0].headers["User-Agent"].startswith("liveavatar-client/")


# ---- the life of a session ----


def test_a_session_is_opened_and_closed(
    api: LiveAvatarApi, emulator: Emulator, request_lite: LiveAvatarNewSessionRequest
) -> None:
    session = api.new_session(request_lite)
    assert emulator.running == [session.session_id] == api.open_sessions
    assert (session.mode, session.avatar_id, session.state) == ("LITE", AVATAR, "open")
    assert session.livekit_url == "wss://livekit.emulator.invalid"
    assert session.access_token
    assert session.livekit_agent_token
    assert session.ws_url
    assert session.raw_response.code == 1000
    assert session.max_session_duration == 1200

    answer = api.close_session(session.session_id)
    assert answer.code == 1000
    assert emulator.running == [] == api.open_sessions
    assert session.state == "closed"


def test_many_sessions_use_one_connection(
    api: LiveAvatarApi, emulator: Emulator, request_lite: LiveAvatarNewSessionRequest
) -> None:
    for _ in range(20):
        api.close_session(api.new_session(request_lite).session_id)
    assert emulator.connections == 1
    assert len(emulator.requests) == 60


def test_several_sessions_are_closed_with_their_own_tokens(
    api: LiveAvatarApi, emulator: Emulator, request_lite: LiveAvatarNewSessionRequest
) -> None:
    sessions = [api.new_session(request_lite) for _ in range(3)]
    for session in reversed(sessions):
        api.close_session(session.session_id)
    assert emulator.running == []
    assert {request.status for request in emulator.requests} == {200, 201}


def test_sessions_from_many_threads(emulator: Emulator, request_lite: LiveAvatarNewSessionRequest) -> None:
    with LiveAvatarApi(emulator.api_key, base_url=emulator.base_url) as api, ThreadPoolExecutor(16) as pool:
        ids = list(pool.map(lambda _: api.new_session(request_lite).session_id, range(64)))
        assert sorted(emulator.running) == sorted(ids)
        list(pool.map(api.close_session, ids))
        assert emulator.running == []
        assert emulator.connections <= 16


def test_no_session_that_this_client_did_not_open_is_closed(api: LiveAvatarApi, emulator: Emulator) -> None:
    with pytest.raises(ValueError, match="Call new_session first"):
        api.close_session("some-session")
    assert emulator.requests == []


def test_closing_twice_is_harmless(
    api: LiveAvatarApi, emulator: Emulator, request_lite: LiveAvatarNewSessionRequest
) -> None:
    session = api.new_session(request_lite)
    api.close_session(session.session_id)
    assert api.close_session(session.session_id).message == "Session not found"


def test_a_session_that_is_gone_closes(
    api: LiveAvatarApi, emulator: Emulator, request_lite: LiveAvatarNewSessionRequest
) -> None:
    session = api.new_session(request_lite)
    emulator.advance(3600)
    assert emulator.running == []
    api.close_session(session.session_id)
    assert api.open_sessions == []
    assert session.state == "closed"


def test_a_token_that_is_not_taken_any_more_does_not_prevent_closing(
    api: LiveAvatarApi, emulator: Emulator, request_lite: LiveAvatarNewSessionRequest
) -> None:
    session = api.new_session(request_lite)
    emulator.fail_next("stop", status=401)
    api.close_session(session.session_id)
    assert emulator.running == []
    assert "X-Api-Key" in emulator.requests[-1].headers


def test_a_session_of_anybody_is_stopped_with_the_key_or_its_token(
    api: LiveAvatarApi, emulator: Emulator, request_lite: LiveAvatarNewSessionRequest
) -> None:
    for by_token in (True, False):
        token = api.create_session_token(request_lite).data
        assert token
        started = api.start_session(token.session_token).data
        assert started
        answer = api.stop_session(started.session_id, token.session_token if by_token else None, reason="USER_CLOSED")
        assert answer.code == 1000
        assert emulator.requests[-1].json == {"session_id": started.session_id, "reason": "USER_CLOSED"}
    assert emulator.running == []


def test_stopping_a_session_that_is_gone_is_an_error(api: LiveAvatarApi) -> None:
    with pytest.raises(NotFoundError, match="Session not found") as caught:
        api.stop_session(AVATAR)
    assert caught.value.session_gone


def test_a_with_block_closes(api: LiveAvatarApi, emulator: Emulator, request_lite: LiveAvatarNewSessionRequest) -> None:
    with api.session(request_lite) as session:
        assert emulator.running == [session.session_id]
    assert emulator.running == []


@pytest.mark.parametrize("error", [RuntimeError("mine"), KeyboardInterrupt(), SystemExit(3)])
def test_a_with_block_closes_on_every_way_out(
    api: LiveAvatarApi, emulator: Emulator, request_lite: LiveAvatarNewSessionRequest, error: BaseException
) -> None:
    with pytest.raises(type(error)) as caught, api.session(request_lite):
        raise error
    assert caught.value is error
    assert emulator.running == []


def test_an_error_of_the_close_does_not_hide_that_of_the_body(
    api: LiveAvatarApi, emulator: Emulator, request_lite: LiveAvatarNewSessionRequest
) -> None:
    emulator.fail_next("stop", status=400, code=4000)
    with pytest.raises(RuntimeError, match="mine") as caught, api.session(request_lite) as session:
        raise RuntimeError("mine")
    assert session.session_id in caught.value.__notes__[0]
    assert api.open_sessions == [session.session_id]
    api.close_session(session.session_id)


def test_an_error_of_the_close_alone_is_raised(
    api: LiveAvatarApi, emulator: Emulator, request_lite: LiveAvatarNewSessionRequest
) -> None:
    emulator.fail_next("stop", status=400, code=4000)
    with pytest.raises(InvalidRequestError), api.session(request_lite) as session:
        pass
    assert session.state == "open"
    api.close_session(session.session_id)


def test_closing_the_client_closes_its_sessions(emulator: Emulator, request_lite: LiveAvatarNewSessionRequest) -> None:
    api = LiveAvatarApi(emulator.api_key, base_url=emulator.base_url)
    first, second, other = (api.new_session(request_lite) for _ in range(3))
    api.detach_session(other.session_id)
    assert api.open_sessions == [first.session_id, second.session_id]
    api.close()
    assert emulator.running == [other.session_id]
    assert (first.state, second.state, other.state) == ("closed", "closed", "open")
    assert api.open_sessions == []
    for opens in (api.new_session, api.create_session_token, api.session(request_lite).__enter__):
        with pytest.raises(LiveAvatarError, match="closed, and opens no session any more"):
            opens(*([] if opens.__name__ == "__enter__" else [request_lite]))
    with pytest.raises(LiveAvatarError, match="closed"):
        api.start_session("some-token")
    # Stopping and closing go on to work.
    api.close_session(first.session_id)
    api.stop_session(other.session_id)
    assert api.stop_all_sessions() == emulator.running == []
    api.close()


def test_what_cannot_be_closed_with_the_client_is_said(
    emulator: Emulator, request_lite: LiveAvatarNewSessionRequest
) -> None:
    with LiveAvatarApi(emulator.api_key, base_url=emulator.base_url, max_retries=0) as api:
        left, closed = api.new_session(request_lite), api.new_session(request_lite)
        emulator.fail_next("stop", status=500)
        with pytest.warns(OpenSessionsWarning, match=left.session_id) as said:
            api.close()
        assert closed.session_id not in str(said[0].message)
        assert "stop_session(session_id)" in str(said[0].message)
        assert emulator.running == api.open_sessions == [left.session_id]


@pytest.mark.parametrize("in_a_block", [False, True])
def test_an_error_of_a_block_is_not_hidden(
    emulator: Emulator, request_lite: LiveAvatarNewSessionRequest, in_a_block: bool
) -> None:
    """Warnings are errors in these tests, and what the block raised is what comes out of it all the same."""
    api = LiveAvatarApi(emulator.api_key, base_url=emulator.base_url, max_retries=0)
    session = api.new_session(request_lite)
    emulator.fail_next("stop", status=500, times=1 + in_a_block)
    with pytest.raises(ValueError, match="boom") as caught, api, session if in_a_block else contextlib.nullcontext():
        raise ValueError("boom")
    assert all(session.session_id in note for note in caught.value.__notes__)
    assert len(caught.value.__notes__) == 1 + in_a_block
    api.close()


def test_a_session_closes_itself(
    api: LiveAvatarApi, emulator: Emulator, request_lite: LiveAvatarNewSessionRequest
) -> None:
    session = api.new_session(request_lite)
    session.close()
    assert (session.state, emulator.running, api.open_sessions) == ("closed", [], [])
    calls = len(emulator.requests)
    session.close()
    assert len(emulator.requests) == calls
    with api.new_session(request_lite) as session:
        assert emulator.running == [session.session_id]
    assert emulator.running == []
    with pytest.raises(ValueError, match="boom"), api.new_session(request_lite):
        raise ValueError("boom")
    assert emulator.running == []


def test_a_detached_session_is_somebody_elses(
    api: LiveAvatarApi, emulator: Emulator, request_lite: LiveAvatarNewSessionRequest
) -> None:
    with api.session(request_lite) as first, api.new_session(request_lite) as second:
        first.detach()
        api.detach_session(second.session_id)
        assert api.open_sessions == []
    for session in (first, second):
        with pytest.raises(ValueError, match="stop_session"):
            session.close()
        with pytest.raises(ValueError, match="stop_session"):
            api.close_session(session.session_id)
        session.detach()
    with pytest.raises(ValueError, match="nothing to detach"):
        api.detach_session(first.session_id)
    assert emulator.running == [first.session_id, second.session_id]
    with LiveAvatarApi(emulator.api_key, base_url=emulator.base_url) as another:
        for session_id in emulator.running:
            another.stop_session(session_id)


def test_a_copy_of_a_session_is_nobodys_to_close(
    api: LiveAvatarApi, emulator: Emulator, request_lite: LiveAvatarNewSessionRequest
) -> None:
    with api.session(request_lite) as session:
        for copied in (copy.copy(session), copy.deepcopy(session), pickle.loads(pickle.dumps(session))):
            assert copied == session
            with pytest.raises(ValueError, match="copied"):
                copied.close()
            with copied:
                pass
        assert emulator.running == [session.session_id]


def test_a_block_that_cannot_keep_alive_closes_its_session(
    api: LiveAvatarApi, emulator: Emulator, request_lite: LiveAvatarNewSessionRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where the system has no more threads. Trouble with closing is a note on that."""
    real = threading.Thread.start

    def start(thread: threading.Thread) -> None:
        if thread.name == "liveavatar keep-alive":
            raise RuntimeError("can't start new thread")
        real(thread)

    monkeypatch.setattr(threading.Thread, "start", start)
    for trouble in (False, True):
        if trouble:
            emulator.fail_next("stop", status=400, code=4000)
        with pytest.raises(RuntimeError, match="new thread") as caught, api.session(request_lite, keep_alive=True):
            pass
        notes = getattr(caught.value, "__notes__", [])
        assert [note.startswith("Closing session ") for note in notes] == [True] * trouble
        assert (emulator.running != []) == trouble


def test_a_lease_opens_one_session(
    api: LiveAvatarApi, emulator: Emulator, request_lite: LiveAvatarNewSessionRequest
) -> None:
    lease = api.session(request_lite)
    with lease as session:
        with pytest.raises(RuntimeError, match="entered before"), lease:
            pass
        assert emulator.running == [session.session_id]
    with pytest.raises(RuntimeError, match="entered before"), lease:
        pass
    assert len(emulator.requests) == 3


# ---- several ways to start ----


def test_a_room_of_your_own(api: LiveAvatarApi) -> None:
    config = CustomSDKLiveKitConfig(livekit_url="wss://mine", livekit_room="room", livekit_client_token="token")
    with api.session(Request(avatar_id=AVATAR, livekit_config=config)) as session:
        assert session.access_token is session.livekit_url is session.livekit_agent_token is session.join_url is None
        assert session.ws_url


def test_full_mode(api: LiveAvatarApi) -> None:
    with api.session(Request(avatar_id=AVATAR, mode="FULL", avatar_persona=AvatarPersona(context_id="c"))) as session:
        assert session.mode == "FULL"
        assert session.access_token
        assert session.livekit_agent_token is session.ws_url is None


def test_an_agent_of_elevenlabs(api: LiveAvatarApi) -> None:
    agent = ElevenLabsAgentConfig(secret_id="s", agent_id="a")
    with api.session(Request(avatar_id=AVATAR, elevenlabs_agent_config=agent)) as session:
        assert session.access_token
        assert session.livekit_agent_token is session.ws_url is None


def test_when_a_session_starts_and_expires(api: LiveAvatarApi, emulator: Emulator) -> None:
    emulator.advance(86_400)
    with api.session(Request(avatar_id=AVATAR, max_session_duration=90)) as session:
        assert session.started_at
        assert session.expires_at
        assert abs(session.started_at - datetime.now(UTC) - timedelta(days=1)) < timedelta(seconds=5)
        assert session.expires_at - session.started_at == timedelta(seconds=90)


@pytest.mark.parametrize("ahead", [-86_400, 0, 86_400])
def test_a_session_expires_whatever_the_clocks_say(ahead: int, emulator: Emulator) -> None:
    """One of them may be wrong, and the session goes on."""
    emulator.advance(ahead)
    with LiveAvatarApi(emulator.api_key, base_url=emulator.base_url) as api:
        with api.session(Request(avatar_id=AVATAR, max_session_duration=90)) as session:
            assert session.state == "open"
            assert ", in 1 min" in session._repr_html_()
        with api.session(Request(avatar_id=AVATAR, max_session_duration=1)) as session:
            time.sleep(1)
            assert session.state == "expired"


# ---- what the service refuses ----


def test_a_wrong_key(emulator: Emulator, request_lite: LiveAvatarNewSessionRequest) -> None:
    with (
        LiveAvatarApi("wrong-key", base_url=emulator.base_url) as api,
        pytest.raises(AuthenticationError, match="LIVEAVATAR_API_KEY"),
    ):
        api.new_session(request_lite)
    assert len(emulator.requests) == 1


def test_too_many_sessions(request_lite: LiveAvatarNewSessionRequest) -> None:
    with Emulator(concurrency=1) as emulator, LiveAvatarApi(emulator.api_key, base_url=emulator.base_url) as api:
        with api.session(request_lite), pytest.raises(ConcurrencyLimitError, match="stop_all_sessions") as caught:
            api.new_session(request_lite)
        assert caught.value.session_id is None
        assert api.open_sessions == []


def test_no_credits(request_lite: LiveAvatarNewSessionRequest) -> None:
    with (
        Emulator(credits=0) as emulator,
        LiveAvatarApi(emulator.api_key, base_url=emulator.base_url) as api,
        pytest.raises(NoCreditsError, match="is_sandbox=True"),
    ):
        api.new_session(request_lite)


def test_the_sandbox_has_one_avatar(api: LiveAvatarApi) -> None:
    with pytest.raises(InvalidRequestError, match="dd73ea75-1218-4ef3-92ce-606d5f7fbc0a") as caught:
        api.new_session(Request(avatar_id=AVATAR, is_sandbox=True))
    assert (caught.value.status, caught.value.code) == (400, 4000)
    assert [fault.field for fault in caught.value.errors] == ["avatar_id"]


def test_an_avatar_that_is_no_uuid(api: LiveAvatarApi) -> None:
    with pytest.raises(InvalidRequestError, match="avatar_id: Input should be a valid UUID") as caught:
        api.new_session(Request(avatar_id="nobody"))
    assert caught.value.status == 422


def test_a_token_starts_once(api: LiveAvatarApi, request_lite: LiveAvatarNewSessionRequest) -> None:
    token = api.create_session_token(request_lite).data
    assert token
    api.start_session(token.session_token)
    with pytest.raises(InvalidRequestError, match="already been started"):
        api.start_session(token.session_token)
    api.stop_session(token.session_id)


def test_what_may_pass_is_repeated(
    api: LiveAvatarApi, emulator: Emulator, request_lite: LiveAvatarNewSessionRequest
) -> None:
    emulator.fail_next("token", status=503, headers={"Retry-After": "0"})
    session = api.new_session(request_lite)
    emulator.fail_next("stop", status=500, times=2, headers={"Retry-After": "0"})
    api.close_session(session.session_id)
    assert [r.status for r in emulator.requests] == [503, 200, 201, 500, 500, 200]


def test_nothing_is_repeated_without_retries(emulator: Emulator, request_lite: LiveAvatarNewSessionRequest) -> None:
    emulator.fail_next("token", status=503)
    with (
        LiveAvatarApi(emulator.api_key, base_url=emulator.base_url, max_retries=0) as api,
        pytest.raises(ServerError),
    ):
        api.create_session_token(request_lite)
    assert len(emulator.requests) == 1


def test_a_start_that_worked_and_whose_answer_was_lost_is_stopped(
    api: LiveAvatarApi, emulator: Emulator, request_lite: LiveAvatarNewSessionRequest
) -> None:
    emulator.fail_next("start", status=502, body="<html>", after=True)
    with pytest.raises(ServerError) as caught:
        api.new_session(request_lite)
    assert emulator.running == []
    assert caught.value.session_id is None
    assert "is not running" in caught.value.__notes__[0]
    assert [r.path.rsplit("/")[-1] for r in emulator.requests] == ["token", "start", "stop"]


def test_a_start_whose_stop_fails_too_names_the_session(
    emulator: Emulator, request_lite: LiveAvatarNewSessionRequest
) -> None:
    api = LiveAvatarApi(emulator.api_key, base_url=emulator.base_url, max_retries=0)
    emulator.fail_next("start", status=502, after=True)
    emulator.fail_next("stop", status=500)
    with pytest.raises(ServerError, match="502") as caught:
        api.new_session(request_lite)
    assert emulator.running == [caught.value.session_id] == api.open_sessions
    assert "stopping it failed, too" in caught.value.__notes__[0]
    assert caught.value.session_id
    api.close_session(caught.value.session_id)
    assert emulator.running == []
    api.close()


def test_a_start_that_names_another_session_than_its_token(
    api: LiveAvatarApi, emulator: Emulator, request_lite: LiveAvatarNewSessionRequest
) -> None:
    """The one that it names is opened, and closed; and, should there be none of that name, that of the token."""
    emulator.fail_next("start", status=201, body={"code": 1000, "data": {"session_id": AVATAR}}, after=True)
    session = api.new_session(request_lite)
    assert [session.session_id] == api.open_sessions == [AVATAR] != emulator.running
    session.close()
    assert {request.json["session_id"] for request in emulator.requests if request.path.endswith("stop")} > {AVATAR}
    assert emulator.running == api.open_sessions == []


@pytest.mark.parametrize("code", [1000, 100, None])
def test_codes_of_success(api: LiveAvatarApi, emulator: Emulator, code: int | None) -> None:
    emulator.fail_next("stop", status=200, body={"code": code})
    assert api.stop_session(AVATAR).code == code


def test_a_missing_code_is_a_success(api: LiveAvatarApi, emulator: Emulator) -> None:
    emulator.fail_next("stop", status=200, body={"message": "bye", "new": {"field": [1]}})
    answer = api.stop_session(AVATAR)
    assert answer.message == "bye"
    assert answer["new"] == {"field": [1]}


# ---- a client of the caller's own ----


@pytest.fixture
def own() -> Iterator[httpx.Client]:
    with httpx.Client(headers={"X-Mine": "yes"}, cookies={"a": "b"}, auth=("user", "password")) as client:
        yield client


def test_a_client_of_your_own_is_used_as_it_is_and_not_closed(
    own: httpx.Client, emulator: Emulator, request_lite: LiveAvatarNewSessionRequest
) -> None:
    with LiveAvatarApi(emulator.api_key, base_url=emulator.base_url, http_client=own) as api:
        api.close_session(api.new_session(request_lite).session_id)
    assert not own.is_closed
    assert {request.headers["X-Mine"] for request in emulator.requests} == {"yes"}
    assert emulator.requests[0].headers.get("Authorization") is None  # its own auth never takes a credential's place


def test_no_redirect_is_followed(own: httpx.Client, emulator: Emulator) -> None:
    own.follow_redirects = True
    with Emulator() as elsewhere:
        headers = {"Location": f"{elsewhere.base_url}/sessions/stop"}
        for client in (own, None):
            emulator.fail_next("stop", status=307, headers=headers)
            with (
                LiveAvatarApi(emulator.api_key, base_url=emulator.base_url, http_client=client) as api,
                pytest.raises(LiveAvatarApiError) as caught,
            ):
                api.stop_session(AVATAR)
            assert caught.value.status == 307
        assert elsewhere.requests == []


def test_cookies_are_not_kept(api: LiveAvatarApi, emulator: Emulator) -> None:
    emulator.fail_next("stop", status=200, headers={"Set-Cookie": "session=1"})
    for _ in range(2):
        with pytest.raises(LiveAvatarApiError):
            api.stop_session(AVATAR)
    assert "Cookie" not in emulator.requests[-1].headers


def test_the_proxy_of_the_environment_is_used(emulator: Emulator, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", emulator.base_url.removesuffix("/v1"))
    with (
        LiveAvatarApi(emulator.api_key, base_url="http://service.invalid/v1", max_retries=0) as api,
        pytest.raises(NotFoundError),
    ):
        api.stop_session(AVATAR)
    assert emulator.requests[0].path.endswith("/sessions/stop")
