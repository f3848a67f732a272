"""One request and its answer: credential, retries, limits and logging."""

import json as jsonlib
import time
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import httpx

from . import __version__
from .answer import Answer
from .connections import Connections
from .errors import LiveAvatarConnectionError, LiveAvatarError, LiveAvatarTimeoutError
from .log import logger
from .masking import Secret, SecretBytes, masked
from .retry import pause_after

LARGEST_ANSWER = 8 * 1024 * 1024
"""Bytes. A longer body is cut off; no answer of the service comes near it."""

_NEVER_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError, httpx.UnsupportedProtocol)

_HEADERS = {
    "User-Agent": f"liveavatar-client/{__version__} python-httpx/{httpx.__version__}",
    "Accept": "application/json",
}


class Exchange:
    """The one way in which every request goes to the service.

    Args:
        base_url: Where the service is.
        connections: The connections to it.
        patience: The longest that the service may be silent, in seconds.
        max_retries: How often a request is repeated at most.
    """

    def __init__(self, base_url: str, connections: Connections, patience: float, max_retries: int) -> None:
        self.base_url = base_url
        self.connections = connections
        self._patience = patience
        self._max_retries = max_retries

    def send(
        self,
        request: dict[str, Any],
        *,
        api_key: Secret | None = None,
        token: Secret | None = None,
        may_repeat: Callable[[LiveAvatarError], bool],
        until: float | None = None,
    ) -> Answer:
        """Send what a generated endpoint gives (`request`), repeating it while `may_repeat` likes its error.

        With `until`, a time of time.monotonic(), that is the end of it, and nothing is logged: the process is ending.

        Returns the answer, which is a success. Raises LiveAvatarError, and ValueError or TypeError for what cannot be
        sent.
        """
        method, url = request["method"].upper(), request["url"]
        headers = {**request.get("headers", {}), **_HEADERS}
        if api_key is not None:
            headers["X-API-KEY"] = api_key
        if token is not None:
            headers["Authorization"] = Secret(f"Bearer {token}")
        secret = token or api_key or Secret()
        # Popped, and bytes that hide themselves: no variable of a frame in a traceback shows what is in the body.
        content = None if "json" not in request else _encoded(request.pop("json"))
        patience = self._patience
        last_start = time.monotonic() + 2 * patience + 5
        if until is not None:
            last_start = min(last_start, until)
        attempt = 0
        while True:
            attempt += 1
            started = time.perf_counter()
            outcome = "no answer"
            try:
                if until is not None:
                    patience = max(0.05, min(self._patience, until - time.monotonic()))
                answer = self._once(method, url, request.get("params"), headers, content, secret, patience)
                outcome = str(answer.status_code)
                if failure := answer.failure():
                    raise failure
                return answer
            except LiveAvatarError as error:
                pause = pause_after(error, attempt)
                if (
                    pause is None
                    or attempt > self._max_retries
                    or time.monotonic() + pause > last_start
                    or not may_repeat(error)
                ):
                    # The traceback begins here: what is below is of no use to the caller, and holds credentials.
                    error.__context__ = None
                    raise error.with_traceback(None) from None
            finally:
                elapsed = (time.perf_counter() - started) * 1000
                if until is None:  # else a lock of logging may be held where a signal has struck
                    logger.debug("%s %s: %s (attempt %d, %.0f ms)", method, url, outcome, attempt, elapsed)
            time.sleep(pause)

    def _once(
        self,
        method: str,
        url: str,
        params: Any,
        headers: dict[str, str],
        content: bytes | None,
        secret: Secret,
        patience: float,
    ) -> Answer:
        """Send a request, once, and read the whole answer, whatever it is."""
        call = f"{method} {url}"
        hurried = patience < self._patience
        until = time.monotonic() + (patience if hurried else 2 * patience)
        client = self.connections.take()
        broken = True
        trouble: LiveAvatarError
        try:
            request = client.build_request(
                method,
                _address(self.base_url + url),
                content=content,
                params=params,
                headers=headers,
                timeout=patience if hurried else httpx.USE_CLIENT_DEFAULT,
            )
            # No redirect is followed, and no auth of a client that was brought applies: a credential goes to the one
            # address that it is for, and nothing takes its place.
            response = client.send(request, stream=True, auth=None, follow_redirects=False)
            try:
                body, cut = _read(response, call, until)
            finally:
                response.close()
            broken = cut
            return Answer(call, secret, response.status_code, response.headers, body, cut)
        except httpx.TimeoutException as error:
            trouble = LiveAvatarTimeoutError(_said(call, error, secret), sent=not isinstance(error, _NEVER_SENT))
        except httpx.DecodingError as error:
            trouble = Answer(call, secret, response.status_code, response.headers, b"").error(str(error))
        except httpx.TransportError as error:
            trouble = LiveAvatarConnectionError(_said(call, error, secret), sent=not isinstance(error, _NEVER_SENT))
        finally:
            self.connections.give_back(client, broken=broken)
        # Raised out here, so that no httpx error, whose request holds the credential, hangs on to it.
        raise trouble


_address = lru_cache(maxsize=64)(httpx.URL)
"""Reading an address takes longer than all else that this client adds to httpx, and there are few of them."""


def _said(call: str, error: Exception, secret: Secret) -> str:
    """What an error of httpx says, with its name, since some say nothing. Some repeat what the service sent."""
    return masked(": ".join(filter(None, [call, type(error).__name__, str(error)])), [secret])


def _read(response: httpx.Response, call: str, until: float) -> tuple[SecretBytes, bool]:
    """The body, and whether it was cut off. A read timeout alone never ends a body that comes a byte at a time."""
    content = bytearray()
    for chunk in response.iter_bytes():
        content += chunk
        if len(content) > LARGEST_ANSWER:
            return SecretBytes(content[:LARGEST_ANSWER]), True
        if time.monotonic() > until:
            raise LiveAvatarTimeoutError(f"{call}: the answer was not complete in time")
    return SecretBytes(content), False


def _encoded(json: Any) -> SecretBytes:
    """JSON text of what the generated code gives, without any null: None and leaving a field out are the same."""
    try:
        text = jsonlib.dumps(_without_none(json), ensure_ascii=False, allow_nan=False, separators=(",", ":"))
        return SecretBytes(text.encode())
    except (TypeError, ValueError, RecursionError) as error:
        kind = TypeError if isinstance(error, TypeError) else ValueError
        raise kind(f"request: cannot be written as JSON: {error}") from None


def _without_none(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_none(item) for key, item in value.items() if item is not None}
    if isinstance(value, list):
        return [_without_none(item) for item in value if item is not None]
    return value
