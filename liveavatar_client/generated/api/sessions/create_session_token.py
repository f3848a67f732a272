from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.error_response import ErrorResponse
from ...models.live_avatar_new_session_request import LiveAvatarNewSessionRequest
from ...models.session_token_response import SessionTokenResponse
from ...models.validation_error_response import ValidationErrorResponse
from ...types import Response


def _get_kwargs(*, body: LiveAvatarNewSessionRequest) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {"method": "post", "url": "/v1/sessions/token"}

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ErrorResponse | SessionTokenResponse | ValidationErrorResponse | None:
    if response.status_code == 200:
        response_200 = SessionTokenResponse.from_dict(response.json())

        return response_200

    if response.status_code == 400:
        response_400 = ErrorResponse.from_dict(response.json())

        return response_400

    if response.status_code == 401:
        response_401 = ErrorResponse.from_dict(response.json())

        return response_401

    if response.status_code == 403:
        response_403 = ErrorResponse.from_dict(response.json())

        return response_403

    if response.status_code == 422:
        response_422 = ValidationErrorResponse.from_dict(response.json())

        return response_422

    if response.status_code == 429:
        response_429 = ErrorResponse.from_dict(response.json())

        return response_429

    if 500 <= response.status_code <= 599:
        response_5xx = ErrorResponse.from_dict(response.json())

        return response_5xx

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[ErrorResponse | SessionTokenResponse | ValidationErrorResponse]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *, client: AuthenticatedClient, body: LiveAvatarNewSessionRequest
) -> Response[ErrorResponse | SessionTokenResponse | ValidationErrorResponse]:
    """Make a token that starts one session.

     Free of charge, and takes no concurrency slot.

    Args:
        body (LiveAvatarNewSessionRequest): What a session shall be like. Only avatar_id is
            needed, which list_public_avatars() gives. LITE brings your own conversation
            (livekit_config, agora_config, elevenlabs_agent_config, openai_realtime_config and
            gemini_realtime_config are connectors: more than one is refused); FULL has the service
            hold it (avatar_persona or voice_agent).

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorResponse | SessionTokenResponse | ValidationErrorResponse]
    """

    kwargs = _get_kwargs(body=body)

    response = client.get_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


def sync(
    *, client: AuthenticatedClient, body: LiveAvatarNewSessionRequest
) -> ErrorResponse | SessionTokenResponse | ValidationErrorResponse | None:
    """Make a token that starts one session.

     Free of charge, and takes no concurrency slot.

    Args:
        body (LiveAvatarNewSessionRequest): What a session shall be like. Only avatar_id is
            needed, which list_public_avatars() gives. LITE brings your own conversation
            (livekit_config, agora_config, elevenlabs_agent_config, openai_realtime_config and
            gemini_realtime_config are connectors: more than one is refused); FULL has the service
            hold it (avatar_persona or voice_agent).

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorResponse | SessionTokenResponse | ValidationErrorResponse
    """

    return sync_detailed(client=client, body=body).parsed


async def asyncio_detailed(
    *, client: AuthenticatedClient, body: LiveAvatarNewSessionRequest
) -> Response[ErrorResponse | SessionTokenResponse | ValidationErrorResponse]:
    """Make a token that starts one session.

     Free of charge, and takes no concurrency slot.

    Args:
        body (LiveAvatarNewSessionRequest): What a session shall be like. Only avatar_id is
            needed, which list_public_avatars() gives. LITE brings your own conversation
            (livekit_config, agora_config, elevenlabs_agent_config, openai_realtime_config and
            gemini_realtime_config are connectors: more than one is refused); FULL has the service
            hold it (avatar_persona or voice_agent).

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorResponse | SessionTokenResponse | ValidationErrorResponse]
    """

    kwargs = _get_kwargs(body=body)

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *, client: AuthenticatedClient, body: LiveAvatarNewSessionRequest
) -> ErrorResponse | SessionTokenResponse | ValidationErrorResponse | None:
    """Make a token that starts one session.

     Free of charge, and takes no concurrency slot.

    Args:
        body (LiveAvatarNewSessionRequest): What a session shall be like. Only avatar_id is
            needed, which list_public_avatars() gives. LITE brings your own conversation
            (livekit_config, agora_config, elevenlabs_agent_config, openai_realtime_config and
            gemini_realtime_config are connectors: more than one is refused); FULL has the service
            hold it (avatar_persona or voice_agent).

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorResponse | SessionTokenResponse | ValidationErrorResponse
    """

    return (await asyncio_detailed(client=client, body=body)).parsed
