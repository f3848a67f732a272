from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.error_response import ErrorResponse
from ...models.keep_alive_request import KeepAliveRequest
from ...models.keep_alive_response import KeepAliveResponse
from ...models.validation_error_response import ValidationErrorResponse
from ...types import UNSET, Response, Unset


def _get_kwargs(*, body: KeepAliveRequest | Unset = UNSET) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {"method": "post", "url": "/v1/sessions/keep-alive"}

    if not isinstance(body, Unset):
        _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ErrorResponse | KeepAliveResponse | ValidationErrorResponse | None:
    if response.status_code == 200:
        response_200 = KeepAliveResponse.from_dict(response.json())

        return response_200

    if response.status_code == 401:
        response_401 = ErrorResponse.from_dict(response.json())

        return response_401

    if response.status_code == 403:
        response_403 = ErrorResponse.from_dict(response.json())

        return response_403

    if response.status_code == 404:
        response_404 = ErrorResponse.from_dict(response.json())

        return response_404

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
) -> Response[ErrorResponse | KeepAliveResponse | ValidationErrorResponse]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *, client: AuthenticatedClient, body: KeepAliveRequest | Unset = UNSET
) -> Response[ErrorResponse | KeepAliveResponse | ValidationErrorResponse]:
    """Keep a session from ending for want of activity.

     To be sent about every 60 seconds. A session without activity ends after about 5 minutes (2 to 3
    have been seen). Takes the session's own token, with which it needs no body, or the API key.

    Args:
        body (KeepAliveRequest | Unset): Which session to keep alive.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorResponse | KeepAliveResponse | ValidationErrorResponse]
    """

    kwargs = _get_kwargs(body=body)

    response = client.get_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


def sync(
    *, client: AuthenticatedClient, body: KeepAliveRequest | Unset = UNSET
) -> ErrorResponse | KeepAliveResponse | ValidationErrorResponse | None:
    """Keep a session from ending for want of activity.

     To be sent about every 60 seconds. A session without activity ends after about 5 minutes (2 to 3
    have been seen). Takes the session's own token, with which it needs no body, or the API key.

    Args:
        body (KeepAliveRequest | Unset): Which session to keep alive.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorResponse | KeepAliveResponse | ValidationErrorResponse
    """

    return sync_detailed(client=client, body=body).parsed


async def asyncio_detailed(
    *, client: AuthenticatedClient, body: KeepAliveRequest | Unset = UNSET
) -> Response[ErrorResponse | KeepAliveResponse | ValidationErrorResponse]:
    """Keep a session from ending for want of activity.

     To be sent about every 60 seconds. A session without activity ends after about 5 minutes (2 to 3
    have been seen). Takes the session's own token, with which it needs no body, or the API key.

    Args:
        body (KeepAliveRequest | Unset): Which session to keep alive.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorResponse | KeepAliveResponse | ValidationErrorResponse]
    """

    kwargs = _get_kwargs(body=body)

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *, client: AuthenticatedClient, body: KeepAliveRequest | Unset = UNSET
) -> ErrorResponse | KeepAliveResponse | ValidationErrorResponse | None:
    """Keep a session from ending for want of activity.

     To be sent about every 60 seconds. A session without activity ends after about 5 minutes (2 to 3
    have been seen). Takes the session's own token, with which it needs no body, or the API key.

    Args:
        body (KeepAliveRequest | Unset): Which session to keep alive.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorResponse | KeepAliveResponse | ValidationErrorResponse
    """

    return (await asyncio_detailed(client=client, body=body)).parsed
