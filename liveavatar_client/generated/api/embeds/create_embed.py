from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.embed_request import EmbedRequest
from ...models.embed_response import EmbedResponse
from ...models.error_response import ErrorResponse
from ...models.validation_error_response import ValidationErrorResponse
from ...types import Response


def _get_kwargs(*, body: EmbedRequest) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {"method": "post", "url": "/v2/embeddings"}

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> EmbedResponse | ErrorResponse | ValidationErrorResponse | None:
    if response.status_code == 200:
        response_200 = EmbedResponse.from_dict(response.json())

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
) -> Response[EmbedResponse | ErrorResponse | ValidationErrorResponse]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *, client: AuthenticatedClient, body: EmbedRequest
) -> Response[EmbedResponse | ErrorResponse | ValidationErrorResponse]:
    """Make an avatar that can be put into a web page.

     Who opens the page starts sessions on the account's credits. It takes a context or, in the newer
    form, a voice agent. In the sandbox the service wants the avatar
    65f9e3c9-d48b-4118-b73a-4ae2e3cbb8f0.

    Args:
        body (EmbedRequest): What an avatar in a web page shall be like. It takes context_id or
            voice_agent_id, and not both: that is refused.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[EmbedResponse | ErrorResponse | ValidationErrorResponse]
    """

    kwargs = _get_kwargs(body=body)

    response = client.get_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


def sync(
    *, client: AuthenticatedClient, body: EmbedRequest
) -> EmbedResponse | ErrorResponse | ValidationErrorResponse | None:
    """Make an avatar that can be put into a web page.

     Who opens the page starts sessions on the account's credits. It takes a context or, in the newer
    form, a voice agent. In the sandbox the service wants the avatar
    65f9e3c9-d48b-4118-b73a-4ae2e3cbb8f0.

    Args:
        body (EmbedRequest): What an avatar in a web page shall be like. It takes context_id or
            voice_agent_id, and not both: that is refused.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        EmbedResponse | ErrorResponse | ValidationErrorResponse
    """

    return sync_detailed(client=client, body=body).parsed


async def asyncio_detailed(
    *, client: AuthenticatedClient, body: EmbedRequest
) -> Response[EmbedResponse | ErrorResponse | ValidationErrorResponse]:
    """Make an avatar that can be put into a web page.

     Who opens the page starts sessions on the account's credits. It takes a context or, in the newer
    form, a voice agent. In the sandbox the service wants the avatar
    65f9e3c9-d48b-4118-b73a-4ae2e3cbb8f0.

    Args:
        body (EmbedRequest): What an avatar in a web page shall be like. It takes context_id or
            voice_agent_id, and not both: that is refused.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[EmbedResponse | ErrorResponse | ValidationErrorResponse]
    """

    kwargs = _get_kwargs(body=body)

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *, client: AuthenticatedClient, body: EmbedRequest
) -> EmbedResponse | ErrorResponse | ValidationErrorResponse | None:
    """Make an avatar that can be put into a web page.

     Who opens the page starts sessions on the account's credits. It takes a context or, in the newer
    form, a voice agent. In the sandbox the service wants the avatar
    65f9e3c9-d48b-4118-b73a-4ae2e3cbb8f0.

    Args:
        body (EmbedRequest): What an avatar in a web page shall be like. It takes context_id or
            voice_agent_id, and not both: that is refused.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        EmbedResponse | ErrorResponse | ValidationErrorResponse
    """

    return (await asyncio_detailed(client=client, body=body)).parsed
