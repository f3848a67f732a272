"""What lists and models show of themselves in a notebook, and what pandas makes of them."""

import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from html.parser import HTMLParser
from typing import Any

import pandas  # type: ignore[import-untyped]
import pytest

from liveavatar_client import (
    Avatar,
    Context,
    ContextLink,
    ContextRequest,
    LiveAvatarApi,
    LiveAvatarNewSessionRequest,
    SecretRequest,
    SessionRecord,
    SessionTokenData,
    StandardSessionResponse,
    Transcript,
    TranscriptEntry,
    VideoQuality,
    VideoSettings,
)
from liveavatar_client.emulator import Emulator

from .conftest import AVATAR

EVIL = "<script>alert(1)</script>\" onerror='x' &amp; <b>"


class Table(HTMLParser):
    """What a browser makes of a table: the cells of each row, and the tags that there are, with their attributes."""

    def __init__(self, html: Any) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        assert isinstance(html, str)
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag in ("tr", "caption"):
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")

    def handle_data(self, data: str) -> None:
        if self.rows and self.rows[-1]:
            self.rows[-1][-1] += data
        elif self.rows:
            self.rows[-1].append(data)

    def pictures(self) -> list[str | None]:
        return [attributes["src"] for tag, attributes in self.tags if tag == "img"]

    def columns(self) -> dict[str, list[str]]:
        _, names, *rows = self.rows
        return {name: [row[place] for row in rows] for place, name in enumerate(names)}


def shown(thing: Any) -> Table:
    return Table(thing._repr_html_())


@pytest.fixture(scope="module")
def api(one_emulator: Emulator) -> Iterator[LiveAvatarApi]:
    with LiveAvatarApi(one_emulator.api_key, base_url=one_emulator.base_url) as api:
        yield api


def test_a_list_shows_its_first_page_with_pictures(api: LiveAvatarApi, one_emulator: Emulator) -> None:
    avatars = api.list_public_avatars(page_size=4)
    before = len(one_emulator.requests)
    table = shown(avatars)
    assert len(one_emulator.requests) == before
    assert table.rows[0] == ["the first 4; there are more"]
    assert [*table.columns()][:4] == ["picture", "id", "name", "type"]
    assert table.columns()["name"] == [avatar.name for avatar in avatars[:4]]
    assert table.columns()["default voice"] == ["Anna", "Bruno", "Chiara", ""]
    assert table.columns()["is expired"] == ["no"] * 4
    assert table.columns()["created at"][0] == "2026-01-01 00:00:00 UTC"
    assert "error message" not in table.columns()  # which none of them has
    assert table.pictures() == [avatar.preview_url for avatar in avatars[:4]]
    assert len(list(avatars)) == 6
    assert shown(avatars).rows == table.rows
    assert shown(api.list_public_avatars()).rows[0] == ["6 in all"]


def test_an_empty_list(api: LiveAvatarApi) -> None:
    assert shown(api.list_contexts()).rows == [["none"], []]


def test_every_list_shows_itself(api: LiveAvatarApi, one_emulator: Emulator) -> None:
    with api.session(LiveAvatarNewSessionRequest(AVATAR, max_session_duration=600)):
        one_emulator.advance(90)
        assert shown(api.list_sessions()).columns()["duration"] == ["1 minute 30 seconds"]
    secret = api.create_secret(SecretRequest("My key", "value", "OPENAI_API_KEY"))
    assert shown(api.list_secrets()).columns()["secret name"] == ["My key"]
    assert shown(api.list_secrets()).columns()["id"] == [secret.id]
    assert "calm, clear" in shown(api.list_voices()).columns()["tags"]
    assert "English" in shown(api.list_languages()).columns()["language"]
    assert "Receptionist" in shown(api.list_voice_agents()).columns()["name"]


def test_long_texts_are_cut(api: LiveAvatarApi) -> None:
    words = "word " * 100
    context = api.create_context(ContextRequest(words, words, "Hello", links=[ContextLink("https://x.example.com")]))
    [listed] = shown(api.list_contexts()).columns()["name"]
    assert (len(listed), listed[-1]) == (80, "…")
    rows = {row[0]: row[1] for row in shown(context).rows if len(row) == 2}
    assert (len(rows["prompt"]), rows["prompt"][-1], rows["opening text"]) == (300, "…", "Hello")
    api.delete_context(context.id)


def test_one_thing_shows_itself(api: LiveAvatarApi) -> None:
    avatar = api.list_public_avatars()[0]
    table = shown(avatar)
    assert ["name", "Anna"] in table.rows
    assert table.pictures() == [avatar.preview_url]
    assert avatar.default_voice
    assert ["id", avatar.default_voice.id] in table.rows  # a table in the table
    assert "error message" not in [row[0] for row in table.rows]

    entries = [TranscriptEntry(role="user", transcript="Hello"), TranscriptEntry(role="avatar", transcript="Good day")]
    table = shown(Transcript(session_active=True, transcript_data=entries))
    assert ["session active", "yes"] in table.rows
    assert ["user", "Hello"] in table.rows

    request = LiveAvatarNewSessionRequest(AVATAR, video_settings=VideoSettings(quality=VideoQuality.low))
    assert ["quality", "low"] in shown(request).rows
    assert "avatar persona" not in str(shown(request).rows)


def test_times_and_durations() -> None:
    def cells(**fields: Any) -> list[str]:
        return [row[1] for row in shown(SessionRecord("s", **fields)).rows[1:]]

    moment = datetime(2026, 1, 1, 13, 30, tzinfo=timezone(timedelta(hours=1)))
    assert cells(created_at=moment, duration=3725) == ["2026-01-01 12:30:00 UTC", "1 hour 2 minutes"]
    assert cells(duration=0) == ["0 seconds"]
    # What the service should not say, and may.
    assert cells(duration=1e300) == ["1e+300"]
    assert cells(created_at=datetime.min.replace(tzinfo=timezone(timedelta(hours=14))))[0].startswith("0001-01-01")
    assert cells(created_at="tomorrow", duration=float("nan")) == ["tomorrow", "nan"]
    assert cells(created_at=datetime.max.replace(tzinfo=UTC))[0].startswith("9999-12-31 23:59:59")


def test_no_secret_is_shown() -> None:
    html = SessionTokenData("s", "the-token")._repr_html_()
    assert html
    assert "the-token" not in html
    assert ["session token", "***"] in Table(html).rows
    assert "the-value" not in str(SecretRequest("n", "the-value", "t")._repr_html_())


@pytest.mark.parametrize(
    "address",
    [
        "http://pictures.example.com/a.png",
        "javascript:alert(1)",
        "data:image/png;base64,AAAA",
        "//pictures.example.com/a.png",
        "https:a.png",
        "https://",
        "https://[x/a.png",
        "",
        5,
        ["https://x/a.png"],
    ],
)
def test_a_picture_comes_from_an_https_address_only(address: Any) -> None:
    table = shown(Avatar("a", name="Anna", preview_url=address))
    assert table.pictures() == []
    assert {tag for tag, _ in table.tags} == {"table", "tr", "th", "td"}


def test_nothing_that_the_service_says_is_taken_for_html() -> None:
    avatar = Avatar(EVIL, name=EVIL, preview_url=f"https://x.example.com/{EVIL}", error_message=[EVIL])  # type: ignore[arg-type]
    context = Context("c", name=EVIL, links=[ContextLink(EVIL)], required_dynamic_variables=[EVIL])
    context["<i>new</i>"] = EVIL
    for thing in (avatar, context):
        table = shown(thing)
        assert {tag for tag, _ in table.tags} <= {"table", "caption", "tr", "th", "td", "img"}
        names = {name for tag, attributes in table.tags for name in attributes}
        assert names <= {"style", "src", "alt", "loading", "referrerpolicy"}
        assert ["name", EVIL] in table.rows
    assert shown(avatar).pictures() == [f"https://x.example.com/{EVIL}"]


def test_colours_are_those_of_the_page(api: LiveAvatarApi) -> None:
    html = str(api.list_public_avatars()._repr_html_())  # type: ignore[attr-defined]
    assert not re.search(r"#[0-9a-f]{3}|rgb|background|color: (?!inherit)", html)


def test_a_model_shows_its_repr_where_there_is_no_client() -> None:
    code = "from liveavatar_client.generated.models import Avatar; print(Avatar('a')._repr_html_())"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("None\n", "")


@pytest.mark.parametrize(("options", "is_time"), [({}, False), ({"times_as_text": False}, True)])
def test_times_in_pandas(options: dict[str, bool], is_time: bool) -> None:
    """Some with parts of a second, some without, as services have them, and one that is missing; and of a session."""
    created = ("2026-01-02T03:04:05Z", "2026-01-02T03:04:06.5Z", None)
    records = [SessionRecord.from_dict({"id": "x", "created_at": when}) for when in created]
    sessions = [
        StandardSessionResponse("x", max_session_duration=60, date=date)
        for date in ("Fri, 02 Jan 2026 03:04:05 GMT", None)
    ]
    for things, column in ((records, "created_at"), (sessions, "expires_at")):
        frame = pandas.DataFrame([thing.to_dict(**options) for thing in things])
        assert is_time == pandas.api.types.is_datetime64_any_dtype(frame[column])
