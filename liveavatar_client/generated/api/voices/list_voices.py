from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.error_response import ErrorResponse
from ...models.validation_error_response import ValidationErrorResponse
from ...models.voice_list_response import VoiceListResponse
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *, page: int | Unset = 1, page_size: int | Unset = 20, voice_type: str | Unset = "public"
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["page"] = page

    params["page_size"] = page_size

    params["voice_type"] = voice_type

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {"method": "get", "url": "/v1/voices", "params": params}

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ErrorResponse | ValidationErrorResponse | VoiceListResponse | None:
    if response.status_code == 200:
        response_200 = VoiceListResponse.from_dict(response.json())

        return response_200

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
) -> Response[ErrorResponse | ValidationErrorResponse | VoiceListResponse]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    page: int | Unset = 1,
    page_size: int | Unset = 20,
    voice_type: str | Unset = "public",
) -> Response[ErrorResponse | ValidationErrorResponse | VoiceListResponse]:
    """The voices that an avatar can speak with.

     Where a voice_id comes from. get_voice_preview() lets one be heard.

    Args:
        page (int | Unset):  Default: 1.
        page_size (int | Unset):  Default: 20.
        voice_type (str | Unset):  Default: 'public'.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorResponse | ValidationErrorResponse | VoiceListResponse]
    """

    kwargs = _get_kwargs(page=page, page_size=page_size, voice_type=voice_type)

    response = client.get_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    page: int | Unset = 1,
    page_size: int | Unset = 20,
    voice_type: str | Unset = "public",
) -> ErrorResponse | ValidationErrorResponse | VoiceListResponse | None:
    """The voices that an avatar can speak with.

     Where a voice_id comes from. get_voice_preview() lets one be heard.

    Args:
        page (int | Unset):  Default: 1.
        page_size (int | Unset):  Default: 20.
        voice_type (str | Unset):  Default: 'public'.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorResponse | ValidationErrorResponse | VoiceListResponse
    """

    return sync_detailed(client=client, page=page, page_size=page_size, voice_type=voice_type).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    page: int | Unset = 1,
    page_size: int | Unset = 20,
    voice_type: str | Unset = "public",
) -> Response[ErrorResponse | ValidationErrorResponse | VoiceListResponse]:
    """The voices that an avatar can speak with.

     Where a voice_id comes from. get_voice_preview() lets one be heard.

    Args:
        page (int | Unset):  Default: 1.
        page_size (int | Unset):  Default: 20.
        voice_type (str | Unset):  Default: 'public'.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorResponse | ValidationErrorResponse | VoiceListResponse]
    """

    kwargs = _get_kwargs(page=page, page_size=page_size, voice_type=voice_type)

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    page: int | Unset = 1,
    page_size: int | Unset = 20,
    voice_type: str | Unset = "public",
) -> ErrorResponse | ValidationErrorResponse | VoiceListResponse | None:
    """The voices that an avatar can speak with.

     Where a voice_id comes from. get_voice_preview() lets one be heard.

    Args:
        page (int | Unset):  Default: 1.
        page_size (int | Unset):  Default: 20.
        voice_type (str | Unset):  Default: 'public'.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorResponse | ValidationErrorResponse | VoiceListResponse
    """

    return (
        await asyncio_detailed(client=client, page=page, page_size=page_size, voice_type=voice_type)
    ).parsed
