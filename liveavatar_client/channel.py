"""One credential over the shared connections: the seam for auth, retries, errors and logging."""

import json as jsonlib
import time
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar, cast

import httpx

from . import __version__
from .answers import Answer
from .connections import Connections
from .errors import LiveAvatarConnectionError, LiveAvatarError, LiveAvatarTimeoutError
from .fitting import misfits
from .generated.client import AuthenticatedClient
from .generated.types import Response
from .log import logger
from .masking import Secret, masked
from .retry import persist

LARGEST_ANSWER = 8 * 1024 * 1024
"""Bytes. A longer body is cut off; no answer of the service comes near it."""

_NEVER_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError, httpx.UnsupportedProtocol)

M = TypeVar("M")


class Route(NamedTuple):
    """What all channels of a LiveAvatarApi share: where the service is, and how patient to be with it."""

    base_url: str
    connections: Connections
    patience: float
    """The longest that the service may be silent, in seconds."""
    max_retries: int


class Channel:
    """What a generated endpoint takes for its client; made for one call, with one credential."""

    raise_on_unexpected_status = False  # the generated code asks; failures are raised here, before it looks

    def __init__(
        self, route: Route, header: str, credential: Secret, may_repeat: Callable[[BaseException], bool]
    ) -> None:
        self._route = route
        self._credential = credential
        self._headers = {
            header: Secret(f"Bearer {credential}") if header == "Authorization" else credential,
            "User-Agent": f"liveavatar-client/{__version__} python-httpx/{httpx.__version__}",
            "Accept": "application/json",
        }
        self._may_repeat = may_repeat
        self._answer: Answer | None = None

    def call(self, endpoint: Callable[[AuthenticatedClient], Response[Any]], expected: type[M]) -> tuple[M, Answer]:
        """The model that the answer to a generated `endpoint` holds, and that answer itself.

        Raises LiveAvatarError, and TypeError or ValueError for arguments that cannot be sent.
        """
        try:
            model = endpoint(cast(AuthenticatedClient, self)).parsed
        except (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError):
            if self._answer is None:  # it never got as far as sending
                raise
            model = None
        assert self._answer is not None
        wrong = list(misfits(model)) if isinstance(model, expected) else ["all of it"]
        if not isinstance(model, expected) or wrong:
            raise self._answer.error(f"not as described: {', '.join(wrong)}")
        return model, self._answer

    def get_httpx_client(self) -> "Channel":
        """What the generated code sends its request with."""
        return self

    def request(
        self,
        *,
        method: str,
        url: str,
        json: Any = None,
        params: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """The answer of the service, which is a success. Called by the generated code."""
        method = method.upper()
        headers = {**(headers or {}), **self._headers}
        content = None if json is None else _encoded(json)
        until = time.monotonic() + 2 * self._route.patience + 5

        def attempt(number: int) -> Answer:
            started = time.perf_counter()
            outcome = "no answer"
            try:
                answer = self._exchange(method, url, content, params, headers)
                outcome = str(answer.status_code)
            finally:
                elapsed = (time.perf_counter() - started) * 1000
                logger.debug("%s %s: %s (attempt %d, %.0f ms)", method, url, outcome, number, elapsed)
            if failure := answer.failure():
                raise failure
            return answer

        self._answer = persist(attempt, may_repeat=self._may_repeat, max_retries=self._route.max_retries, until=until)
        return self._answer

    def _exchange(self, method: str, url: str, content: bytes | None, params: Any, headers: dict[str, str]) -> Answer:
        """Send a request, once, and read the whole answer, whatever it is."""
        call = f"{method} {url}"
        until = time.monotonic() + 2 * self._route.patience
        client = self._route.connections.take()
        broken = True
        trouble: LiveAvatarError
        try:
            request = client.build_request(
                method, _address(self._route.base_url + url), content=content, params=params, headers=headers
            )
            # No redirect is followed, and no auth of a client that was brought applies: a credential goes to the one
            # address that it is for, and nothing takes its place.
            response = client.send(request, stream=True, auth=None, follow_redirects=False)
            try:
                content, cut = _read(response, call, until)
            finally:
                response.close()
            broken = cut
            return Answer(call, self._credential, response.status_code, response.headers, content, cut)
        except httpx.TimeoutException as error:
            trouble = LiveAvatarTimeoutError(self._said(call, error), sent=not isinstance(error, _NEVER_SENT))
        except httpx.DecodingError as error:
            trouble = Answer(call, self._credential, response.status_code, response.headers, b"").error(str(error))
        except httpx.TransportError as error:
            trouble = LiveAvatarConnectionError(self._said(call, error), sent=not isinstance(error, _NEVER_SENT))
        finally:
            self._route.connections.give_back(client, broken=broken)
        # Raised out here, so that no httpx error, whose request holds the credential, hangs on to it.
        raise trouble

    def _said(self, call: str, error: Exception) -> str:
        """What an error of httpx says, with its name, since some say nothing. Some repeat what the service sent."""
        return masked(": ".join(filter(None, [call, type(error).__name__, str(error)])), [self._credential])


_address = lru_cache(maxsize=64)(httpx.URL)
"""Reading an address takes longer than all else that this client adds to httpx, and there are few of them."""


def _read(response: httpx.Response, call: str, until: float) -> tuple[bytes, bool]:
    """The body, and whether it was cut off. A read timeout alone never ends a body that comes a byte at a time."""
    content = bytearray()
    for chunk in response.iter_bytes():
        content += chunk
        if len(content) > LARGEST_ANSWER:
            return bytes(content[:LARGEST_ANSWER]), True
        if time.monotonic() > until:
            raise LiveAvatarTimeoutError(f"{call}: the answer was not complete in time")
    return bytes(content), False


def _encoded(json: Any) -> bytes:
    """JSON text of what the generated code gives, without any null: None and leaving a field out are the same."""
    try:
        return jsonlib.dumps(_without_none(json), ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()
    except (TypeError, ValueError, RecursionError) as error:
        kind = TypeError if isinstance(error, TypeError) else ValueError
        raise kind(f"request: cannot be written as JSON: {error}") from None


def _without_none(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_none(item) for key, item in value.items() if item is not None}
    if isinstance(value, list):
        return [_without_none(item) for item in value if item is not None]
    return value
