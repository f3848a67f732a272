"""Bad input: an error at once that names the argument and what to do, without the secret in it."""

from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from liveavatar_client import (
    ContextLink,
    ContextRequest,
    LiveAvatarApi,
    LiveAvatarNewSessionRequest,
    VideoSettings,
    __version__,
)
from liveavatar_client.emulator import Emulator

from .conftest import AVATAR

SECRET = "s3cr3t"


@pytest.fixture
def silent(emulator: Emulator) -> Iterator[LiveAvatarApi]:
    """A client of a service that must not hear anything."""
    with LiveAvatarApi(emulator.api_key, base_url=emulator.base_url) as api:
        yield api
    assert emulator.requests == []


def test_a_missing_key_says_what_to_do() -> None:
    with pytest.raises(ValueError, match=r"api_key is missing: pass LiveAvatarApi\(api_key=...\), or set"):
        LiveAvatarApi()


@pytest.mark.parametrize("blank", ["", "  ", "\n"])
def test_a_blank_key(blank: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ValueError, match="api_key is missing"):
        LiveAvatarApi(blank)
    monkeypatch.setenv("LIVEAVATAR_API_KEY", blank)
    with pytest.raises(ValueError, match="api_key is missing"):
        LiveAvatarApi()


@pytest.mark.parametrize("bad", ["\n", "\r\nX-Evil: 1", " ", "é", "\x00", "\u2028", "\udc80"])
def test_a_key_or_token_that_no_header_can_hold(bad: str, silent: LiveAvatarApi) -> None:
    with pytest.raises(ValueError, match="api_key") as key:
        LiveAvatarApi(SECRET + bad)
    with pytest.raises(ValueError, match="session_token") as start:
        silent.start_session(SECRET + bad)
    with pytest.raises(ValueError, match="session_token") as stop:
        silent.stop_session(AVATAR, SECRET + bad)
    for caught in (key, start, stop):
        assert SECRET not in str(caught.value)
        assert "strip()" in str(caught.value)


def test_what_does_not_fit_in_a_list_is_found_by_its_place(silent: LiveAvatarApi) -> None:
    links: list[Any] = [ContextLink("https://example.com"), "https://example.com", ContextLink(5)]  # type: ignore[arg-type]
    with pytest.raises(TypeError, match=r"request.links\[1\] must be of the type ContextLink, not str"):
        silent.create_context(ContextRequest("Hotel", "You are a porter.", "Hello", links=links))
    with pytest.raises(TypeError, match=r"request.links\[1\].url must be a str, not int"):
        silent.create_context(ContextRequest("Hotel", "You are a porter.", "Hello", links=[links[0], links[2]]))


def test_a_key_of_the_wrong_type() -> None:
    with pytest.raises(TypeError, match="api_key must be a str, not bytes"):
        LiveAvatarApi(SECRET.encode())  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "url",
    [
        "",
        "api.liveavatar.com",
        "ftp://host",
        "http://",
        "https:///v1",
        "http://host:port",
        "http://host:99999",
        f"http://user:{SECRET}@host",
        f"http://host/?key={SECRET}",
        "http://host/#x",
        "http://a..b",
        "http://host name",
        "http://[::1",
        "http://x\x00y",
    ],
)
def test_an_address_that_is_none(url: str) -> None:
    with pytest.raises(ValueError, match="base_url") as caught:
        LiveAvatarApi("key", base_url=url)
    assert SECRET not in str(caught.value)


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:1/v1", "http://127.0.0.1:1/v1/", "https://bücher.example", "HTTP://H"]
)
def test_an_address_that_is_one(url: str) -> None:
    LiveAvatarApi("key", base_url=url).close()


def test_a_host_that_has_the_name_of_a_version() -> None:
    assert "'http://v1'" in repr(LiveAvatarApi("key", base_url="http://v1/v1"))
    assert "'http://v1'" in repr(LiveAvatarApi("key", base_url="http://v1"))


@pytest.mark.parametrize("end", ["", "/", "/v1", "/v1/", "//v1//"])
def test_an_address_with_and_without_the_version(end: str, emulator: Emulator) -> None:
    """It is in the paths of the calls, and people write both."""
    with LiveAvatarApi(emulator.api_key, base_url=emulator.base_url.removesuffix("/v1") + end) as api:
        assert list(api.list_sessions()) == []
        assert emulator.requests[-1].path == "/v1/sessions"
        assert repr(api).startswith(f"LiveAvatarApi(base_url={emulator.base_url.removesuffix('/v1')!r},")


def test_key_and_address_of_the_environment(emulator: Emulator, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIVEAVATAR_API_KEY", emulator.api_key)
    monkeypatch.setenv("LIVEAVATAR_BASE_URL", emulator.base_url)
    with LiveAvatarApi() as api:
        assert list(api.list_sessions()) == []


def test_the_address_is_that_of_the_service_unless_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIVEAVATAR_BASE_URL", "")
    assert "base_url='https://api.liveavatar.com'" in repr(LiveAvatarApi("key"))


@pytest.mark.parametrize(
    "timeout", [0, -1, float("nan"), float("inf"), 1e10, 10**400, httpx.Timeout(None), httpx.Timeout(5, read=None)]
)
def test_a_timeout_without_an_end(timeout: Any) -> None:
    with pytest.raises(ValueError, match="timeout must be above 0"):
        LiveAvatarApi("key", timeout=timeout)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"timeout": "5"}, "timeout must be a number of seconds"),
        ({"timeout": None}, "timeout must be a number of seconds"),
        ({"timeout": True}, "timeout must be a number of seconds"),
        ({"max_retries": 1.5}, "max_retries must be an int"),
        ({"max_retries": True}, "max_retries must be an int"),
        ({"http_client": httpx.AsyncClient()}, "http_client must be of the type Client, not AsyncClient"),
        ({"base_url": 5}, "base_url must be a str"),
    ],
)
def test_arguments_of_the_wrong_type(arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(TypeError, match=message):
        LiveAvatarApi("key", **arguments)


def test_a_number_of_retries_below_zero() -> None:
    with pytest.raises(ValueError, match="max_retries must be 0 or more"):
        LiveAvatarApi("key", max_retries=-1)


def test_a_timeout_of_httpx() -> None:
    LiveAvatarApi("key", timeout=httpx.Timeout(5, connect=1)).close()


@pytest.mark.parametrize(
    ("call", "kind", "message"),
    [
        (lambda api: api.stop_session("id", reason=5), TypeError, "reason must be a str"),
        (
            lambda api: api.session(LiveAvatarNewSessionRequest(AVATAR), keep_alive=60),
            TypeError,
            "keep_alive must be a bool",
        ),
        (
            lambda api: api.session(LiveAvatarNewSessionRequest(AVATAR), keep_alive="no"),
            TypeError,
            "keep_alive must be a bool",
        ),
        (
            lambda api: api.new_session(LiveAvatarNewSessionRequest(AVATAR, mode="lite")),
            ValueError,
            r"request\.mode must be one of LITE, FULL\.",
        ),
    ],
)
def test_a_wrong_argument_is_refused_before_anything_is_sent(
    call: Callable[[LiveAvatarApi], object], kind: type[Exception], message: str, silent: LiveAvatarApi
) -> None:
    with pytest.raises(kind, match=message):
        call(silent)


@pytest.mark.parametrize("empty", ["", "  "])
def test_an_empty_avatar_or_session(empty: str, silent: LiveAvatarApi) -> None:
    with pytest.raises(ValueError, match=r"request\.avatar_id is empty"):
        silent.new_session(LiveAvatarNewSessionRequest(avatar_id=empty))
    for call in (
        silent.stop_session,
        silent.close_session,
        silent.keep_alive,
        silent.get_session,
        silent.get_transcript,
    ):
        with pytest.raises(ValueError, match=r"Session ID is not set\."):
            call(empty)
    with pytest.raises(ValueError, match="session_token is empty"):
        silent.start_session(empty)


@pytest.mark.parametrize("wrong", [None, {"avatar_id": AVATAR}, "avatar", LiveAvatarNewSessionRequest])
def test_a_request_of_the_wrong_type(wrong: Any, silent: LiveAvatarApi) -> None:
    for call in (silent.new_session, silent.create_session_token):
        with pytest.raises(TypeError, match=r"^request must be of the type LiveAvatarNewSessionRequest, .* makes one"):
            call(wrong)


def test_a_with_block_with_a_wrong_request(silent: LiveAvatarApi) -> None:
    with pytest.raises(TypeError, match="request must be"), silent.session("avatar"):  # type: ignore[arg-type]
        pass


def test_fields_of_the_wrong_type(silent: LiveAvatarApi) -> None:
    with pytest.raises(TypeError, match=r"request\.avatar_id must be a str"):
        silent.new_session(LiveAvatarNewSessionRequest(avatar_id=5))  # type: ignore[arg-type]
    with pytest.raises(TypeError, match=r"request\.video_settings must be of the type VideoSettings"):
        silent.new_session(LiveAvatarNewSessionRequest(avatar_id=AVATAR, video_settings="high"))  # type: ignore[arg-type]


@pytest.mark.parametrize("unsendable", [{1, 2}, float("nan"), "\udc80", object()])
def test_what_json_cannot_hold(unsendable: Any, silent: LiveAvatarApi) -> None:
    request = LiveAvatarNewSessionRequest(avatar_id=AVATAR)
    request["new"] = unsendable
    with pytest.raises((TypeError, ValueError), match="request: cannot be written as JSON"):
        silent.new_session(request)


def test_what_an_address_cannot_hold(silent: LiveAvatarApi) -> None:
    with pytest.raises(ValueError, match="cannot be sent") as caught:
        silent.get_session("a" * 70_000)
    said = "GET /v1/sessions/*** cannot be sent: an argument is too long, or no text (InvalidURL)."
    assert str(caught.value) == said


def test_a_list_of_what(silent: LiveAvatarApi) -> None:
    with pytest.raises(ValueError, match="type must be one of active, historic"):
        silent.list_sessions("all")
    for size in (0, 101):
        with pytest.raises(ValueError, match="page_size must be 1 or more, and 100 at most"):
            silent.list_sessions(page_size=size)
    with pytest.raises(ValueError, match="avatar_id is empty"):
        silent.list_sessions(avatar_id="")
    with pytest.raises(ValueError, match="start_timestamp must be 0 or more"):
        silent.get_transcript(AVATAR, start_timestamp=-1)


def test_video_settings_by_name() -> None:
    assert VideoSettings.from_dict({"quality": "low"}).quality == "low"


def test_there_is_a_version() -> None:
    assert __version__.count(".") == 2
