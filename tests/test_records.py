"""The rest of a session's life: listing, reading, keeping alive, and stopping orphans."""

import threading
import time
import warnings
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from liveavatar_client import (
    AuthenticationError,
    AvatarPersona,
    LiveAvatarApi,
    LiveAvatarApiError,
    LiveAvatarNewSessionRequest,
    NotFoundError,
    ServerError,
    SessionEndedWarning,
    heartbeat,
)
from liveavatar_client.emulator import Emulator

from .conftest import AVATAR

OTHER = "1f1f1f1f-1111-4222-8333-444444444444"


def test_all_pages_are_listed_and_asked_for_when_reached(
    api: LiveAvatarApi, emulator: Emulator, request_lite: LiveAvatarNewSessionRequest
) -> None:
    ids = [api.new_session(request_lite).session_id for _ in range(5)]
    before = len(emulator.requests)
    listed = api.list_sessions(page_size=2)
    assert len(emulator.requests) == before + 1
    assert [record.id for _, record in zip(range(2), listed, strict=False)] == ids[:-3:-1]
    assert len(emulator.requests) == before + 1
    for _ in range(2):
        assert [record.id for record in listed] == ids[::-1]
        assert len(emulator.requests) == before + 3
    assert len(listed) == 5
    assert listed[-1].id == ids[0]
    assert [record.id for record in listed[1:3]] == ids[-2:-4:-1]
    api.stop_all_sessions()


def test_lists_are_filtered(api: LiveAvatarApi) -> None:
    persona = AvatarPersona(context_id="c")
    full = api.new_session(LiveAvatarNewSessionRequest(avatar_id=OTHER, mode="FULL", avatar_persona=persona)).session_id
    lite = api.new_session(LiveAvatarNewSessionRequest(avatar_id=AVATAR)).session_id
    api.close_session(lite)

    def ids(type: str = "active", **filters: str) -> list[str]:
        return [record.id for record in api.list_sessions(type, **filters)]  # type: ignore[arg-type]

    assert ids() == ids(avatar_id=OTHER) == ids(context_id="c") == [full]
    assert ids("historic") == [lite]
    assert ids("historic", avatar_id=OTHER) == ids(embed_id="e") == []
    api.close_session(full)


def test_a_record(api: LiveAvatarApi, emulator: Emulator, request_lite: LiveAvatarNewSessionRequest) -> None:
    session = api.new_session(request_lite)
    emulator.advance(90)
    running = api.get_session(session.session_id)
    assert (running.mode, running.source, running.is_sandbox) == ("LITE", "API", False)
    assert (running.duration, running.credits_consumed) == (90, 2)
    assert isinstance(running.created_at, datetime)
    assert abs(running.created_at - datetime.now(UTC)) < timedelta(seconds=5)
    assert not running.end_at

    api.close_session(session.session_id)
    ended = api.get_session(session.session_id)
    assert isinstance(ended.end_at, datetime)
    assert ended.end_reason == "USER_CLOSED"
    assert ended.end_at.tzinfo


def test_a_record_that_is_not_there(api: LiveAvatarApi) -> None:
    with pytest.raises(NotFoundError):
        api.get_session(AVATAR)
    with pytest.raises(NotFoundError):
        api.get_transcript(AVATAR)


def test_a_record_from_the_future(api: LiveAvatarApi, emulator: Emulator) -> None:
    record = {"id": "x", "created_at": "2026-01-01T00:00:00", "end_reason": "DISPATCH_FAILED", "mood": "good"}
    emulator.fail_next(AVATAR, status=200, body={"data": record})
    got = api.get_session(AVATAR)
    assert isinstance(got.created_at, datetime)
    assert got.created_at.tzinfo is UTC
    assert (got.end_reason, got["mood"]) == ("DISPATCH_FAILED", "good")


def test_a_transcript(api: LiveAvatarApi, emulator: Emulator, request_lite: LiveAvatarNewSessionRequest) -> None:
    session = api.new_session(request_lite)
    emulator.say(session.session_id, "user", "Hello")
    emulator.advance(10)
    emulator.say(session.session_id, "avatar", "Good day")
    heard = api.get_transcript(session.session_id)
    assert heard.session_active is True
    entries = heard.transcript_data
    assert isinstance(entries, list)
    assert [(entry.role, entry.transcript) for entry in entries] == [("user", "Hello"), ("avatar", "Good day")]
    assert isinstance(entries[0].absolute_timestamp, int)
    first = entries[0].absolute_timestamp
    later = api.get_transcript(session.session_id, start_timestamp=first + 1).transcript_data
    assert isinstance(later, list)
    assert [entry.transcript for entry in later] == ["Good day"]
    earlier = api.get_transcript(session.session_id, end_timestamp=first).transcript_data
    assert isinstance(earlier, list)
    assert [entry.transcript for entry in earlier] == ["Hello"]
    api.close_session(session.session_id)


ODD: list[object] = [
    None,
    [],
    "x",
    5,
    {"id": 5},
    {"results": 5},
    {"results": [{}]},
    {"transcript_data": 5},
    {"session_active": 5},
]


@pytest.mark.parametrize("data", ODD)
def test_answers_that_cannot_be_understood(api: LiveAvatarApi, emulator: Emulator, data: object) -> None:
    def understood(operation: str, call: Callable[[], object]) -> bool:
        emulator.fail_next(operation, status=200, body={"code": 1000, "data": data})
        try:
            call()
        except LiveAvatarApiError as error:
            assert "cannot be understood" in str(error)
            return False
        return True

    # A field that belongs to another answer is an unknown one here, and unknown ones are kept. Plain ones of a wrong
    # type are kept, too; what should be a model is one.
    named = next(iter(data)) if isinstance(data, dict) else None
    assert understood(AVATAR, lambda: api.get_session(AVATAR)) == (named == "id")
    assert not understood("sessions", lambda: list(api.list_sessions()))
    assert understood("transcript", lambda: api.get_transcript(AVATAR)) == (named not in (None, "transcript_data"))


def test_orphans_are_found_and_stopped(
    api: LiveAvatarApi, emulator: Emulator, request_lite: LiveAvatarNewSessionRequest
) -> None:
    ids = [api.new_session(request_lite).session_id for _ in range(3)]
    with LiveAvatarApi(emulator.api_key, base_url=emulator.base_url) as another:
        assert sorted(another.stop_all_sessions()) == sorted(ids)
        assert emulator.running == another.stop_all_sessions() == []
    for session_id in ids:
        api.close_session(session_id)


def test_orphans_that_cannot_be_stopped_are_named(
    emulator: Emulator, request_lite: LiveAvatarNewSessionRequest
) -> None:
    with LiveAvatarApi(emulator.api_key, base_url=emulator.base_url, max_retries=0) as api:
        ids = [api.new_session(request_lite).session_id for _ in range(3)]
        emulator.fail_next("stop", status=500)
        with pytest.raises(ServerError) as caught:
            api.stop_all_sessions()
        [left] = emulator.running
        assert left in caught.value.__notes__[0]
        assert api.open_sessions == [left]
        assert left in ids
        emulator.fail_next("stop", status=404, code=4004, after=True)  # somebody else was faster
        assert api.stop_all_sessions() == api.open_sessions == []


def test_a_session_is_kept_alive(
    api: LiveAvatarApi, emulator: Emulator, request_lite: LiveAvatarNewSessionRequest
) -> None:
    session = api.new_session(request_lite)
    for _ in range(4):
        emulator.advance(200)
        assert api.keep_alive(session.session_id).code == 1000
    assert "Authorization" in emulator.requests[-1].headers
    emulator.fail_next("keep-alive", status=401)
    api.keep_alive(session.session_id)
    assert "X-Api-Key" in emulator.requests[-1].headers
    emulator.advance(301)
    with pytest.raises(NotFoundError):
        api.keep_alive(session.session_id)
    assert session.state == "closed"
    assert api.open_sessions == []


def test_a_session_of_others_is_kept_alive_with_the_key(
    api: LiveAvatarApi, emulator: Emulator, request_lite: LiveAvatarNewSessionRequest
) -> None:
    with (
        LiveAvatarApi(emulator.api_key, base_url=emulator.base_url) as another,
        another.session(request_lite) as session,
    ):
        api.keep_alive(session.session_id)
        emulator.fail_next("keep-alive", status=401)
        with pytest.raises(AuthenticationError):
            api.keep_alive(session.session_id)


def pings(emulator: Emulator) -> int:
    return sum(request.path.endswith("keep-alive") for request in emulator.requests)


def eventually(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 5
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_a_heartbeat_pings_until_the_session_is_closed(
    api: LiveAvatarApi,
    emulator: Emulator,
    request_lite: LiveAvatarNewSessionRequest,
    caplog: pytest.LogCaptureFixture,
) -> None:
    with api.session(request_lite) as session:
        beat = heartbeat.Heartbeat(api.keep_alive, interval=0.02)
        thread = beat.start(session)
        eventually(lambda: pings(emulator) > 2)
        emulator.fail_next("keep-alive", status=400)  # trouble does not end it
        before = pings(emulator)
        eventually(lambda: pings(emulator) > before + 2)
        beat.stop()
        thread.join()
        assert (thread.daemon, thread.name) == (True, "liveavatar keep-alive")
        [trouble] = [record for record in caplog.records if record.name == "liveavatar_client"]
        assert trouble.getMessage().startswith(
            f"keep-alive of session {session.session_id} failed: POST /v1/sessions/keep-alive failed: 400 Bad Request"
        )


def test_a_heartbeat_tells_that_the_session_ended_on_its_own(
    api: LiveAvatarApi,
    emulator: Emulator,
    request_lite: LiveAvatarNewSessionRequest,
    recwarn: pytest.WarningsRecorder,
    caplog: pytest.LogCaptureFixture,
) -> None:
    with api.session(request_lite) as session:
        thread = heartbeat.Heartbeat(api.keep_alive, interval=0.02).start(session)
        emulator.advance(3600)
        thread.join(5)
        assert not thread.is_alive()
        assert session.state == "closed"
    [warning] = recwarn
    told = f"Session {session.session_id} has ended on its own: get_session() gives its end_reason."
    assert (str(warning.message), warning.category) == (told, SessionEndedWarning)
    assert warning.filename == heartbeat.__file__
    assert told in caplog.messages


def test_a_heartbeat_says_nothing_of_a_session_that_is_just_being_closed(
    api: LiveAvatarApi, request_lite: LiveAvatarNewSessionRequest, recwarn: pytest.WarningsRecorder
) -> None:
    def ping(session_id: str) -> None:
        beat.stop()
        api.stop_session(session_id)
        api.stop_session(session_id)  # which is gone

    beat = heartbeat.Heartbeat(ping, interval=0.02)
    thread = beat.start(api.new_session(request_lite))
    thread.join(5)
    assert not thread.is_alive()
    assert list(recwarn) == []


def test_a_heartbeat_ends_with_its_client(emulator: Emulator, request_lite: LiveAvatarNewSessionRequest) -> None:
    api = LiveAvatarApi(emulator.api_key, base_url=emulator.base_url)
    session = api.new_session(request_lite)
    thread = heartbeat.Heartbeat(api.keep_alive, interval=0.02).start(session)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        api.close()
    thread.join(5)
    assert not thread.is_alive()


def beating() -> set[threading.Thread]:
    return {thread for thread in threading.enumerate() if thread.name == "liveavatar keep-alive"}


def test_a_with_block_that_keeps_alive(
    api: LiveAvatarApi, emulator: Emulator, request_lite: LiveAvatarNewSessionRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Until its end, and no longer, even where the session goes on."""
    monkeypatch.setattr(heartbeat, "INTERVAL", 0.02)
    others = beating()
    with api.session(request_lite, keep_alive=True) as session:
        assert emulator.running == [session.session_id]
        eventually(lambda: pings(emulator) > 2)
        session.detach()
    eventually(lambda: beating() <= others)
    assert emulator.running == [session.session_id]


def test_a_with_block_does_not_keep_alive_unless_told(
    api: LiveAvatarApi, emulator: Emulator, request_lite: LiveAvatarNewSessionRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(heartbeat, "INTERVAL", 0.001)
    others = beating()
    with api.session(request_lite):
        assert beating() <= others
        time.sleep(0.05)
    assert pings(emulator) == 0
