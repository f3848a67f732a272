from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.error_response import ErrorResponse
from ...models.llm_configuration_response import LlmConfigurationResponse
from ...models.llm_configuration_update import LlmConfigurationUpdate
from ...models.validation_error_response import ValidationErrorResponse
from ...types import Response


def _get_kwargs(config_id: str, *, body: LlmConfigurationUpdate) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "patch",
        "url": "/v1/llm-configurations/{config_id}".format(config_id=quote(str(config_id), safe="")),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ErrorResponse | LlmConfigurationResponse | ValidationErrorResponse | None:
    if response.status_code == 200:
        response_200 = LlmConfigurationResponse.from_dict(response.json())

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
) -> Response[ErrorResponse | LlmConfigurationResponse | ValidationErrorResponse]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    config_id: str, *, client: AuthenticatedClient, body: LlmConfigurationUpdate
) -> Response[ErrorResponse | LlmConfigurationResponse | ValidationErrorResponse]:
    """Change a language model of your own.

     What is left out stays as it is.

    Args:
        config_id (str):
        body (LlmConfigurationUpdate): What to change of a language model's configuration. What is
            left out stays as it is.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorResponse | LlmConfigurationResponse | ValidationErrorResponse]
    """

    kwargs = _get_kwargs(config_id=config_id, body=body)

    response = client.get_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


def sync(
    config_id: str, *, client: AuthenticatedClient, body: LlmConfigurationUpdate
) -> ErrorResponse | LlmConfigurationResponse | ValidationErrorResponse | None:
    """Change a language model of your own.

     What is left out stays as it is.

    Args:
        config_id (str):
        body (LlmConfigurationUpdate): What to change of a language model's configuration. What is
            left out stays as it is.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorResponse | LlmConfigurationResponse | ValidationErrorResponse
    """

    return sync_detailed(config_id=config_id, client=client, body=body).parsed


async def asyncio_detailed(
    config_id: str, *, client: AuthenticatedClient, body: LlmConfigurationUpdate
) -> Response[ErrorResponse | LlmConfigurationResponse | ValidationErrorResponse]:
    """Change a language model of your own.

     What is left out stays as it is.

    Args:
        config_id (str):
        body (LlmConfigurationUpdate): What to change of a language model's configuration. What is
            left out stays as it is.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorResponse | LlmConfigurationResponse | ValidationErrorResponse]
    """

    kwargs = _get_kwargs(config_id=config_id, body=body)

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    config_id: str, *, client: AuthenticatedClient, body: LlmConfigurationUpdate
) -> ErrorResponse | LlmConfigurationResponse | ValidationErrorResponse | None:
    """Change a language model of your own.

     What is left out stays as it is.

    Args:
        config_id (str):
        body (LlmConfigurationUpdate): What to change of a language model's configuration. What is
            left out stays as it is.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorResponse | LlmConfigurationResponse | ValidationErrorResponse
    """

    return (await asyncio_detailed(config_id=config_id, client=client, body=body)).parsed
