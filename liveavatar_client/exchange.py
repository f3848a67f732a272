"""One request and its answer: credential, retries, limits and logging."""

import json as jsonlib
import re
import time
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import httpx

from . import advice
from .answer import Answer
from .connections import HEADERS, Connections
from .errors import LiveAvatarApiError, LiveAvatarConnectionError, LiveAvatarError, LiveAvatarTimeoutError
from .log import logger
from .masking import MASK, SHORT, Secret, SecretBuffer, SecretBytes, masked, secrets_in
from .retry import may_pass, pause_after, shortened, surely_did_nothing

LARGEST_ANSWER = 8 * 1024 * 1024
"""Bytes. A longer body is cut off; no answer of the service comes near it."""

LAST_START = 5.0
"""Seconds beyond the time of one attempt in which another may start."""

_NEVER_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError, httpx.UnsupportedProtocol)

_CREDENTIALS = {"X-API-KEY", "Authorization"}

_ORDINARY = re.compile(r"[a-z0-9/_-]{1,100}")
"""A path with nothing but words and ids in it. Any other may have a token where an id belongs."""


class Exchange:
    """The one way in which every request goes to the service.

    Args:
        base_url: Where the service is.
        connections: The connections to it.
        patience: The longest that the service may be silent, in seconds.
        max_retries: How often a request is repeated at most.
        secret: What may stand in the address of a gateway, and is not shown.
    """

    def __init__(
        self, base_url: str, connections: Connections, patience: float, max_retries: int, secret: str = ""
    ) -> None:
        self.base_url = base_url
        self.shown_url = base_url.replace(secret, MASK) if len(secret) >= SHORT else base_url
        self.connections = connections
        self._patience = patience
        self._max_retries = max_retries
        self.longest = 4 * patience + LAST_START if max_retries else 2 * patience
        """Seconds that a call takes at most: the last attempt starts late, and takes as long as one may."""

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

        With `until`, a time of time.monotonic(), that is the end of it.

        Returns the answer, which is a success. Raises LiveAvatarError, and ValueError or TypeError for what cannot be
        sent.
        """
        method, url = request["method"].upper(), request["url"]
        secret = token or api_key or Secret()
        call = f"{method} {url if _ORDINARY.fullmatch(url) else _masked_path(url, secret)}"
        headers = dict(request.get("headers", ()))
        if api_key is not None:
            headers["X-API-KEY"] = api_key
        if token is not None:
            headers["Authorization"] = Secret(f"Bearer {token}")
        # Popped, and bytes that hide themselves: no variable of a frame in a traceback shows what is in the body.
        content = None if "json" not in request else _encoded(request.pop("json"))
        patience = self._patience
        last_start = time.monotonic() + 2 * patience + LAST_START
        if until is not None:
            last_start = min(last_start, until)
        attempt = 0
        lost = False
        began = time.monotonic()
        while True:
            attempt += 1
            started = time.perf_counter()
            outcome = "no answer"
            try:
                if until is not None:
                    patience = max(0.05, min(self._patience, (until - time.monotonic()) / 2))
                answer = self._once(
                    call,
                    method,
                    url,
                    request.get("params"),
                    headers,
                    content,
                    secret,
                    patience,
                    surely_alive=may_repeat is not may_pass,
                )
                outcome = str(answer.status_code)
                if failure := answer.failure():
                    raise failure
                return answer
            except LiveAvatarError as error:
                if isinstance(error, LiveAvatarApiError):
                    error.after_loss = lost
                lost = lost or not surely_did_nothing(error)
                pause = pause_after(error, attempt)
                if (
                    pause is None
                    or attempt > self._max_retries
                    or time.monotonic() + pause > last_start
                    or not may_repeat(error)
                ):
                    if isinstance(error, LiveAvatarTimeoutError) and until is None:
                        waited = time.monotonic() - began
                        error.next_step = advice.after_silence(attempt, waited, self._patience, self._max_retries)
                    raise _alone(error) from None
            except BaseException as interrupt:
                raise _alone(interrupt) from None
            finally:
                elapsed = (time.perf_counter() - started) * 1000
                logger.debug("%s: %s (attempt %d, %.0f ms)", call, outcome, attempt, elapsed)
            time.sleep(shortened(pause))
            last_start -= pause - shortened(pause)

    def _once(
        self,
        call: str,
        method: str,
        url: str,
        params: Any,
        headers: dict[str, str],
        content: bytes | None,
        secret: Secret,
        patience: float,
        *,
        surely_alive: bool,
    ) -> Answer:
        """Send a request, once, and read the whole answer, whatever it is."""
        until = time.monotonic() + 2 * patience
        line = self.connections.take(surely_alive=surely_alive)
        line.wire.until = until
        broken = True
        request: httpx.Request | None = None
        try:
            if line.client.is_closed:
                raise LiveAvatarConnectionError(f"{call}: the http_client that was brought is closed", sent=False)
            if line.brought:  # one of ours has them as its own, which takes less time
                headers = {**headers, **HEADERS}
            request = self._built(line.client, call, method, url, params, headers, content, patience)
            if line.brought:  # which may have credentials of its own
                for name in _CREDENTIALS - headers.keys():
                    request.headers.pop(name, None)
            # No redirect is followed, and no auth of a client that was brought applies: a credential goes to the one
            # address that it is for, and nothing takes its place.
            response = line.client.send(request, stream=True, auth=None, follow_redirects=False)
            try:
                body, cut = _read(response, call, until)
            finally:
                response.close()
            broken = bool(cut)
            return Answer(call, secret, response.status_code, response.headers, body, cut, content, self.shown_url)
        except Unsendable:
            broken = False
            raise
        except LiveAvatarError:
            raise
        except Exception as error:  # httpx's own, or whatever a hook, a transport or a client that was closed raises
            if not line.brought and not _is_of_the_network(error):
                raise
            if isinstance(error, httpx.HTTPStatusError) and _is_of(error, request):  # a hook that raises for a status
                response = error.response
                return Answer(call, secret, response.status_code, response.headers, b"", "", content, self.shown_url)
            kind = LiveAvatarTimeoutError if isinstance(error, httpx.TimeoutException) else LiveAvatarConnectionError
            trouble = kind(_said(call, error, secret, content), sent=not _was_never_sent(error, request))
            if isinstance(error, httpx.TransportError):
                trouble.next_step = advice.after_trouble(error, self.shown_url)
        finally:
            self.connections.give_back(line, broken=broken)
        # Raised out here, so that no httpx error, whose request holds the credential, hangs on to it.
        raise trouble

    def _built(
        self,
        client: httpx.Client,
        call: str,
        method: str,
        url: str,
        params: Any,
        headers: dict[str, str],
        content: bytes | None,
        patience: float,
    ) -> httpx.Request:
        timeout = patience if patience < self._patience else httpx.USE_CLIENT_DEFAULT
        why = ""
        try:
            request = client.build_request(
                method, _address(self.base_url + url), content=content, params=params, headers=headers, timeout=timeout
            )
        except (httpx.InvalidURL, ValueError, TypeError) as error:
            why = type(error).__name__
        if why:  # raised out here, since the error repeats the value
            raise Unsendable(f"{call} cannot be sent: an argument is too long, or no text ({why}).")
        return request


def _masked_path(url: str, secret: Secret) -> str:
    return "/".join(masked(part, [secret]) for part in url.split("/"))


def _alone(error: BaseException) -> BaseException:
    """Without what it came from. There its traceback begins: what is below is of no use, and holds credentials."""
    error.__context__ = None
    return error.with_traceback(None)


class Unsendable(ValueError):
    """An argument that does not fit into a request."""


_address = lru_cache(maxsize=64)(httpx.URL)
"""Reading an address takes longer than all else that this client adds to httpx, and there are few of them."""


def _was_never_sent(error: Exception, request: httpx.Request | None) -> bool:
    """Whether a request did not get as far as a connection. A hook may have sent another, which did not."""
    return isinstance(error, _NEVER_SENT) and _is_of(error, request)


def _is_of_the_network(error: Exception) -> bool:
    """Whether it is httpx's or Python's own. Any other comes from a signal's handler: the time limit of a job, say."""
    return type(error).__module__.partition(".")[0] in ("httpx", "httpcore", "h11", "builtins", "socket", "ssl")


def _is_of(error: httpx.HTTPError, request: httpx.Request | None) -> bool:
    try:
        return error.request is request
    except RuntimeError:  # it is of none
        return False


def _said(call: str, error: Exception, secret: Secret, sent: bytes | None) -> str:
    """What an error of httpx says, with its name, since some say nothing. Some repeat what the service sent."""
    secrets = [secret, *(secrets_in(jsonlib.loads(sent)) if sent else ())]
    return ": ".join(filter(None, [call, type(error).__name__, masked(str(error), secrets)]))


def _read(response: httpx.Response, call: str, until: float) -> tuple[SecretBytes, str]:
    """The body, and why it is not whole, if so. A read timeout alone never ends a body that comes a byte at a time."""
    if response.headers.get("Content-Encoding", "identity").lower() != "identity":
        return SecretBytes(), "is compressed, which was not asked for"
    content = SecretBuffer()
    # What a transport of somebody's own gives may have been read already.
    chunks = iter([response.content]) if response.is_stream_consumed else response.iter_raw()
    while content.grows(chunks):
        if len(content) > LARGEST_ANSWER:
            return SecretBytes(content[:LARGEST_ANSWER]), "is larger than the client takes"
        if time.monotonic() > until:
            raise LiveAvatarTimeoutError(f"{call}: the answer was not complete in time")
    return SecretBytes(content), ""


def _encoded(json: Any) -> SecretBytes:
    """JSON text of what the generated code gives, without any null: None and leaving a field out are the same."""
    try:
        return SecretBytes(jsonlib.dumps(_without_none(json), ensure_ascii=False, allow_nan=False).encode())
    except (TypeError, ValueError, RecursionError) as error:
        kind = TypeError if isinstance(error, TypeError) else ValueError
        why = type(error).__name__ if isinstance(error, UnicodeError) else str(error)  # which would repeat the text
    json = None  # in no traceback
    raise kind(f"request: cannot be written as JSON: {why}")


def _without_none(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_none(item) for key, item in value.items() if item is not None}
    if isinstance(value, list):
        return [_without_none(item) for item in value if item is not None]
    return value
