from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.error_response import ErrorResponse
from ...models.session_record_response import SessionRecordResponse
from ...models.validation_error_response import ValidationErrorResponse
from ...types import Response


def _get_kwargs(session_id: str) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/sessions/{session_id}".format(session_id=quote(str(session_id), safe="")),
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ErrorResponse | SessionRecordResponse | ValidationErrorResponse | None:
    if response.status_code == 200:
        response_200 = SessionRecordResponse.from_dict(response.json())

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
) -> Response[ErrorResponse | SessionRecordResponse | ValidationErrorResponse]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    session_id: str, *, client: AuthenticatedClient
) -> Response[ErrorResponse | SessionRecordResponse | ValidationErrorResponse]:
    """What the service keeps of one session, running or ended.

    Args:
        session_id (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorResponse | SessionRecordResponse | ValidationErrorResponse]
    """

    kwargs = _get_kwargs(session_id=session_id)

    response = client.get_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


def sync(
    session_id: str, *, client: AuthenticatedClient
) -> ErrorResponse | SessionRecordResponse | ValidationErrorResponse | None:
    """What the service keeps of one session, running or ended.

    Args:
        session_id (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorResponse | SessionRecordResponse | ValidationErrorResponse
    """

    return sync_detailed(session_id=session_id, client=client).parsed


async def asyncio_detailed(
    session_id: str, *, client: AuthenticatedClient
) -> Response[ErrorResponse | SessionRecordResponse | ValidationErrorResponse]:
    """What the service keeps of one session, running or ended.

    Args:
        session_id (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorResponse | SessionRecordResponse | ValidationErrorResponse]
    """

    kwargs = _get_kwargs(session_id=session_id)

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    session_id: str, *, client: AuthenticatedClient
) -> ErrorResponse | SessionRecordResponse | ValidationErrorResponse | None:
    """What the service keeps of one session, running or ended.

    Args:
        session_id (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorResponse | SessionRecordResponse | ValidationErrorResponse
    """

    return (await asyncio_detailed(session_id=session_id, client=client)).parsed
