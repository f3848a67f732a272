from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.avatar_list_response import AvatarListResponse
from ...models.error_response import ErrorResponse
from ...models.validation_error_response import ValidationErrorResponse
from ...types import UNSET, Response, Unset


def _get_kwargs(*, page: int | Unset = 1, page_size: int | Unset = 20) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["page"] = page

    params["page_size"] = page_size

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {"method": "get", "url": "/v1/avatars/public", "params": params}

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> AvatarListResponse | ErrorResponse | ValidationErrorResponse | None:
    if response.status_code == 200:
        response_200 = AvatarListResponse.from_dict(response.json())

        return response_200

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
) -> Response[AvatarListResponse | ErrorResponse | ValidationErrorResponse]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *, client: AuthenticatedClient | Client, page: int | Unset = 1, page_size: int | Unset = 20
) -> Response[AvatarListResponse | ErrorResponse | ValidationErrorResponse]:
    """The avatars that every account may use.

     Where an avatar_id comes from, unless you have an avatar of your own: each has a picture
    (preview_url). The API key is not sent, since it is not needed.

    Args:
        page (int | Unset):  Default: 1.
        page_size (int | Unset):  Default: 20.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[AvatarListResponse | ErrorResponse | ValidationErrorResponse]
    """

    kwargs = _get_kwargs(page=page, page_size=page_size)

    response = client.get_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


def sync(
    *, client: AuthenticatedClient | Client, page: int | Unset = 1, page_size: int | Unset = 20
) -> AvatarListResponse | ErrorResponse | ValidationErrorResponse | None:
    """The avatars that every account may use.

     Where an avatar_id comes from, unless you have an avatar of your own: each has a picture
    (preview_url). The API key is not sent, since it is not needed.

    Args:
        page (int | Unset):  Default: 1.
        page_size (int | Unset):  Default: 20.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        AvatarListResponse | ErrorResponse | ValidationErrorResponse
    """

    return sync_detailed(client=client, page=page, page_size=page_size).parsed


async def asyncio_detailed(
    *, client: AuthenticatedClient | Client, page: int | Unset = 1, page_size: int | Unset = 20
) -> Response[AvatarListResponse | ErrorResponse | ValidationErrorResponse]:
    """The avatars that every account may use.

     Where an avatar_id comes from, unless you have an avatar of your own: each has a picture
    (preview_url). The API key is not sent, since it is not needed.

    Args:
        page (int | Unset):  Default: 1.
        page_size (int | Unset):  Default: 20.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[AvatarListResponse | ErrorResponse | ValidationErrorResponse]
    """

    kwargs = _get_kwargs(page=page, page_size=page_size)

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *, client: AuthenticatedClient | Client, page: int | Unset = 1, page_size: int | Unset = 20
) -> AvatarListResponse | ErrorResponse | ValidationErrorResponse | None:
    """The avatars that every account may use.

     Where an avatar_id comes from, unless you have an avatar of your own: each has a picture
    (preview_url). The API key is not sent, since it is not needed.

    Args:
        page (int | Unset):  Default: 1.
        page_size (int | Unset):  Default: 20.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        AvatarListResponse | ErrorResponse | ValidationErrorResponse
    """

    return (await asyncio_detailed(client=client, page=page, page_size=page_size)).parsed
