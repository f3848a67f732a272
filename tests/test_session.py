"""What a person gets back for a session, and for the models in general."""

import copy
import json
import pickle
from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime

import pytest

from liveavatar_client import (
    AvatarPersona,
    LiveAvatarNewSessionRequest,
    LiveAvatarSessionData,
    LiveAvatarSessionResponse,
    Memory,
    SessionRecord,
    StandardSessionResponse,
    VideoEncoding,
    VideoQuality,
)
from liveavatar_client.dates import http_date, in_words, seconds
from liveavatar_client.generated.types import UNSET

from .conftest import AVATAR

NOW = datetime.now(UTC).replace(microsecond=0)


def session(**given: object) -> StandardSessionResponse:
    fields: dict[str, object] = {
        "session_id": "id",
        "access_token": "a/b&c",
        "livekit_url": "wss://live?x=1",
        "livekit_agent_token": None,
        "ws_url": None,
        "raw_response": LiveAvatarSessionResponse(data=LiveAvatarSessionData("id")),
        "mode": "LITE",
        "avatar_id": AVATAR,
        "max_session_duration": 270,
        "date": format_datetime(NOW, usegmt=True),
    }
    return StandardSessionResponse(**{**fields, **given})  # type: ignore[arg-type]


@pytest.mark.parametrize("form", ["%a, %d %b %Y %H:%M:%S GMT", "%A, %d-%b-%y %H:%M:%S GMT", "%a %b %e %H:%M:%S %Y"])
def test_the_three_forms_of_a_date(form: str) -> None:
    assert http_date(NOW.strftime(form)) == NOW
    assert seconds((NOW + timedelta(seconds=9)).strftime(form), NOW) == 9
    assert seconds((NOW - timedelta(seconds=9)).strftime(form), NOW) == 0


@pytest.mark.parametrize(
    "text", [None, "", "5", "soon", "tomorrow", "Sun", "Sun, 99 Nov 1994 08:49:37 GMT", "abc: def"]
)
def test_what_is_no_date(text: str | None) -> None:
    assert http_date(text) is None


@pytest.mark.parametrize(
    ("text", "expected"), [("3", 3.0), (" 0 ", 0.0), ("1.5", 1.5), ("-1", None), ("a", None), ("", None), ("1e3", None)]
)
def test_seconds(text: str, expected: float | None) -> None:
    assert seconds(text) == expected


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (0, "0 seconds"),
        (-5, "-5 seconds"),
        (1, "1 second"),
        (270, "4 minutes 30 seconds"),
        (3600, "1 hour"),
        (90_061, "1 day 1 hour"),
    ],
)
def test_durations_in_words(length: float, words: str) -> None:
    assert in_words(timedelta(seconds=length)) == words


def test_times_of_a_session() -> None:
    assert session().started_at == NOW
    assert session().expires_at == NOW + timedelta(seconds=270)
    assert session(date=None).started_at is session(date="nonsense").expires_at is None
    assert session(max_session_duration=None).expires_at is None
    assert session(max_session_duration=10**15).expires_at is None


def test_a_session_is_found_in_a_set() -> None:
    one = session()
    one_more = copy.deepcopy(one)
    one.closed = True
    assert {one: "seen"}[one_more] == "seen"
    assert session(session_id="other") not in {one}


def test_what_an_answer_leaves_out_is_none() -> None:
    record = SessionRecord.from_dict({"id": "x"})
    assert (record.end_at, record.duration, record.source) == (None, None, None)
    assert SessionRecord.from_dict({"id": "x", "end_at": None}) == record


def test_a_session_as_a_dict_has_no_token() -> None:
    secret = session(access_token="first-token", livekit_agent_token="second-token", ws_url="wss://third-token")
    known = secret.to_dict()
    assert known == {
        "session_id": "id",
        "mode": "LITE",
        "avatar_id": AVATAR,
        "state": "open",
        "started_at": NOW.isoformat(),
        "expires_at": (NOW + timedelta(seconds=270)).isoformat(),
        "max_session_duration": 270,
        "livekit_url": "wss://live?x=1",
    }
    assert "token" not in json.dumps(known)
    times = {"started_at": NOW, "expires_at": NOW + timedelta(seconds=270)}
    assert secret.to_dict(times_as_text=False) == known | times
    assert session(date=None).to_dict()["started_at"] is None


MEMORY: dict[str, object] = {
    "id": "m",
    "memory_type": "session",
    "memory_content": None,
    "created_at": "2026-01-02T03:04:05+00:00",
    "updated_at": None,
    "session_episodes": [
        {"session_id": "s", "sequence_num": 1, "summary": "x", "created_at": "2026-01-02T03:04:05.600000+00:00"}
    ],
    "new": "kept",
}


def test_a_model_as_a_dict_has_times_as_text_or_as_times() -> None:
    """Those within it, too."""
    memory = Memory.from_dict(MEMORY)
    assert json.loads(json.dumps(memory.to_dict())) == MEMORY
    kept = memory.to_dict(times_as_text=False)
    assert {name: kept[name] for name in ("id", "updated_at", "new")} == {"id": "m", "updated_at": None, "new": "kept"}
    assert kept["created_at"] == datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    assert kept["session_episodes"][0]["created_at"] == datetime(2026, 1, 2, 3, 4, 5, 600000, tzinfo=UTC)
    request = LiveAvatarNewSessionRequest("a", avatar_persona=AvatarPersona(voice_id="v"))
    assert request.to_dict(times_as_text=False) == request.to_dict()


def test_states_of_a_session() -> None:
    ago = format_datetime(NOW - timedelta(days=1), usegmt=True)
    assert session(max_session_duration=3600).state == "open"
    assert session(date=None).state == "open"
    assert session(date=ago).state == "expired"
    assert session(date=ago, closed=True).state == "closed"


def test_where_to_watch() -> None:
    assert session().join_url == "https://meet.livekit.io/custom?liveKitUrl=wss%3A%2F%2Flive%3Fx%3D1&token=a%2Fb%26c"
    assert session(access_token=None).join_url is session(livekit_url=None).join_url is None


def test_a_session_fits_in_a_line() -> None:
    text = repr(session(closed=True))
    assert text == (
        f"StandardSessionResponse(session_id='id', state='closed', mode='LITE', "
        f"expires_at='{(NOW + timedelta(seconds=270)).isoformat()}')"
    )
    assert "expires_at=None" in repr(session(date=None))


def test_a_session_in_a_notebook() -> None:
    now = datetime.now(UTC)
    date = format_datetime(now, usegmt=True)
    html = session(ws_url="wss://secret", livekit_agent_token="secret", date=date)._repr_html_()
    for said in (
        "id",
        "LITE",
        AVATAR,
        "open",
        now.strftime("%Y-%m-%d %H:%M:%S"),
        "in 4 minutes",
        "wss://live?x=1",
        "***",
    ):
        assert said in html
    assert "secret" not in html
    assert "a/b" not in html
    assert html.replace("color: inherit", "").count("color") == 0
    assert "0 seconds" not in session(closed=True)._repr_html_()
    assert "expires" not in session(date=None)._repr_html_()


def test_hostile_values_in_a_notebook() -> None:
    html = session(livekit_url="<script>alert(1)</script>", mode='"><img src=x>')._repr_html_()
    assert "<script" not in html
    assert "<img" not in html


def test_a_request_reads_well() -> None:
    request = LiveAvatarNewSessionRequest(avatar_id="a", avatar_persona=AvatarPersona(voice_id="v"))
    request["new"] = "value"
    assert repr(request) == (
        "LiveAvatarNewSessionRequest(avatar_id='a', mode='LITE', is_sandbox=False, "
        "avatar_persona=AvatarPersona(voice_id='v', language='en'), new=...)"
    )


def test_copies_of_sessions_and_requests() -> None:
    request = LiveAvatarNewSessionRequest(avatar_id="a")
    for thing in (session(), request, VideoQuality.very_high):
        assert copy.copy(thing) == copy.deepcopy(thing) == pickle.loads(pickle.dumps(thing)) == thing
    again = pickle.loads(pickle.dumps(request))
    assert again.video_settings is UNSET is copy.deepcopy(UNSET)
    assert again.to_dict() == request.to_dict()
    assert repr(UNSET) == "UNSET"
    assert not UNSET


def test_names_of_enums() -> None:
    assert [quality.value for quality in VideoQuality] == ["high", "low", "medium", "very_high"]
    assert {VideoQuality.very_high, VideoQuality.VERY_HIGH} == {VideoQuality("very_high")}
    assert f"{VideoEncoding.H264} {VideoEncoding.VP8}" == "H264 VP8"


def test_times_without_a_zone_are_utc() -> None:
    record = SessionRecord.from_dict(
        {"id": "x", "created_at": "2026-01-01T00:00:00", "end_at": "2026-01-01T00:00:00+02:00"}
    )
    assert isinstance(record.created_at, datetime)
    assert isinstance(record.end_at, datetime)
    assert record.created_at.tzinfo is UTC
    assert record.end_at.utcoffset() == timezone(timedelta(hours=2)).utcoffset(None)
