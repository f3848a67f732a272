"""Tests of one's own code without the emulator: with unittest.mock, respx and pytest-httpx.

The first two functions are such code. It is patched where it looks for LiveAvatarApi, as ever.
"""

from typing import Any
from unittest.mock import create_autospec, patch

import httpx
import pytest
import respx
from pytest_httpx import HTTPXMock

from liveavatar_client import (
    LiveAvatarApi,
    LiveAvatarApiError,
    LiveAvatarError,
    LiveAvatarNewSessionRequest,
    NoCreditsError,
    RateLimitError,
    StandardSessionResponse,
    errors,
)

from .conftest import AVATAR

SERVICE = "https://api.liveavatar.com/v1"
SESSION_ID = "5a5a5a5a-1111-4222-8333-444444444444"
TOKEN = {"code": 1000, "data": {"session_id": SESSION_ID, "session_token": "token-of-the-test"}}
STARTED = {"code": 1000, "data": {"session_id": SESSION_ID, "livekit_url": "wss://example.com"}}
STOPPED = {"code": 1000, "data": None}
NO_CREDITS = {"code": 4033, "data": None, "message": "No credits available"}


def where_it_is_seen(api: LiveAvatarApi) -> str | None:
    """Code that is given its client."""
    with api.session(LiveAvatarNewSessionRequest(AVATAR)) as session:
        return session.livekit_url


def says_where_it_is_seen() -> str:
    """Code that makes its client for itself, and knows what to do about a failure."""
    try:
        with LiveAvatarApi("key-of-the-test") as api:
            return f"Look at {where_it_is_seen(api)}."
    except NoCreditsError:
        return "No credits."


# ---- unittest.mock: no request at all ----


def test_a_client_that_is_given() -> None:
    api = create_autospec(LiveAvatarApi, instance=True)
    api.session.return_value.__enter__.return_value = StandardSessionResponse(
        "some-id", livekit_url="wss://example.com"
    )
    assert where_it_is_seen(api) == "wss://example.com"
    api.session.assert_called_once_with(LiveAvatarNewSessionRequest(AVATAR))
    with pytest.raises(TypeError, match="keepalive"):
        api.session(LiveAvatarNewSessionRequest(AVATAR), keepalive=True)  # is no argument of it


@pytest.mark.parametrize(("failure", "said"), [(None, "Look at wss://example.com."), (NoCreditsError, "No credits.")])
def test_a_client_that_the_code_makes(failure: type[Exception] | None, said: str) -> None:
    session = StandardSessionResponse("some-id", livekit_url="wss://example.com")
    with patch(f"{__name__}.LiveAvatarApi", autospec=True) as made:
        api = made.return_value.__enter__.return_value = made.return_value
        api.session.return_value.__enter__.side_effect = failure
        api.session.return_value.__enter__.return_value = session
        assert says_where_it_is_seen() == said
    made.assert_called_once_with("key-of-the-test")


async def _asynchronous(api: LiveAvatarApi) -> str:
    async with api.session(LiveAvatarNewSessionRequest(AVATAR)) as session:
        return session.session_id


def test_asynchronous_code() -> None:
    import asyncio

    api = create_autospec(LiveAvatarApi, instance=True)
    api.session.return_value.__aenter__.return_value = StandardSessionResponse("some-id")
    assert asyncio.run(_asynchronous(api)) == "some-id"


def test_a_session_of_what_a_test_cares_about() -> None:
    session = StandardSessionResponse("some-id", access_token="token-of-the-test", ws_url="wss://example.com/secret")
    assert (session.state, session.join_url, session.started_at, session.max_session_duration) == ("open", *[None] * 3)
    data = session.raw_response.data
    assert (data.session_id, data.livekit_client_token, data.ws_url) == (
        "some-id",
        session.access_token,
        session.ws_url,
    )
    assert "token-of-the-test" not in repr((session, session.raw_response, session.to_dict()))
    session.detach()  # is nobody's to close, and so harmless
    with session:
        assert session.state == "open"
    assert session.state == "closed"
    session.close()


@pytest.mark.parametrize(
    ("name", "status", "code"),
    [
        ("AuthenticationError", 401, None),
        ("ConcurrencyLimitError", 403, 4032),
        ("InvalidRequestError", 422, None),
        ("LiveAvatarApiError", 409, None),
        ("NoCreditsError", 403, 4033),
        ("NotFoundError", 404, None),
        ("RateLimitError", 429, None),
        ("ServerError", 503, None),
    ],
)
def test_an_error_of_what_a_test_cares_about(name: str, status: int, code: int | None) -> None:
    kind: type[LiveAvatarApiError] = getattr(errors, name)
    for error in (kind(), kind("No."), kind(retry_after=7), kind("No.", code=code)):
        assert (error.status, error.code, error.response_text, error.errors) == (status, code, "", [])
        assert str(error) == error.message != ""
    # Who says which status it is says the rest, too.
    assert (kind("No.", 418, "teapot").status, kind("No.", 418, "teapot").code) == (418, None)
    assert RateLimitError(retry_after=7).retry_after == 7


def test_every_error_can_be_raised_as_a_class() -> None:
    for kind in (getattr(errors, name) for name in errors.__all__):
        if issubclass(kind, LiveAvatarError):
            with pytest.raises(kind):
                raise kind


# ---- respx and pytest-httpx: no request leaves the program ----


@pytest.mark.parametrize(
    ("status", "start", "said"),
    [(201, STARTED, "Look at wss://example.com."), (403, NO_CREDITS, "No credits.")],
)
@pytest.mark.parametrize("using", ["httpcore", "httpx"])
def test_respx(using: str, status: int, start: dict[str, Any], said: str) -> None:
    with respx.mock(base_url=SERVICE, using=using, assert_all_called=False) as service:
        service.post("/sessions/token").respond(json=TOKEN)
        service.post("/sessions/start").respond(status, json=start)
        stop = service.post("/sessions/stop").respond(json=STOPPED)
        assert says_where_it_is_seen() == said
        assert stop.call_count == (status == 201)


@pytest.mark.parametrize(
    ("status", "start", "said"),
    [(201, STARTED, "Look at wss://example.com."), (403, NO_CREDITS, "No credits.")],
)
def test_pytest_httpx(httpx_mock: HTTPXMock, status: int, start: dict[str, Any], said: str) -> None:
    httpx_mock.add_response(url=f"{SERVICE}/sessions/token", json=TOKEN)
    httpx_mock.add_response(url=f"{SERVICE}/sessions/start", status_code=status, json=start)
    if status == 201:
        httpx_mock.add_response(url=f"{SERVICE}/sessions/stop", json=STOPPED)
    assert says_where_it_is_seen() == said


def test_trouble_on_the_way(httpx_mock: HTTPXMock) -> None:
    httpx_mock.add_exception(httpx.ConnectError("refused"))
    with LiveAvatarApi("key-of-the-test", max_retries=0) as api, pytest.raises(errors.LiveAvatarConnectionError):
        api.get_credits()
