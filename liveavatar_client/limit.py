"""What httpx has no public way for: a limit on all of a call, and a look at what is left over after an answer.

httpx limits each wait alone, and an answer may come a byte at a time.
"""

import re
import socket
import ssl
import threading
import time
from collections.abc import Iterable
from typing import Any, Protocol

import httpcore
import httpx

_ADDRESS = re.compile(r"[\d.]+|[\da-fA-F:.]*:[\da-fA-F:.]*")
"""An address of IPv4 or IPv6, which is no name to be looked up."""


class Limited(Protocol):
    """What has a limit: the time at which the call is over that uses a connection, and that connection."""

    until: float
    stream: httpcore.NetworkStream | None


def limit(client: httpx.Client, line: Limited) -> None:
    """Make the limit of `line` hold for the one connection of `client`, through proxies, too.

    httpx has no public way to do it that leaves the proxy settings of the environment alone. What it calls its
    connection pool has been where it is for years, and a test fails where it is not.
    """
    for transport in (client._transport, *client._mounts.values()):
        if pool := getattr(transport, "_pool", None):
            pool._network_backend = _Backend(pool._network_backend, line)


def drop_surplus(client: httpx.Client) -> None:
    """Close the connections of `client` that have read more than the answer: it would pass for the next one's."""
    for transport in (client._transport, *client._mounts.values()):
        for connection in getattr(getattr(transport, "_pool", None), "connections", ()):
            while inner := getattr(connection, "_connection", None):  # through a proxy, one is in another
                connection = inner
            state = getattr(connection, "_h11_state", None)
            if state is not None and connection.is_idle() and state.trailing_data[0]:
                connection.close()


def _left(line: Limited, timeout: float | None, over: type[Exception]) -> float:
    """Seconds that a single wait may take. Raises `over` where the call's time is over."""
    left = line.until - time.monotonic()
    if left <= 0:
        raise over("the whole answer was not there in time")
    return left if timeout is None else min(left, timeout)


class _Backend(httpcore.NetworkBackend):
    """Makes connections, each within the limit of its line."""

    def __init__(self, inner: httpcore.NetworkBackend, line: Limited) -> None:
        self._inner = inner
        self._line = line

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Try the addresses behind a name in turn, all of them within `timeout`; each has its share of it."""
        until = time.monotonic() + _left(self._line, timeout, httpcore.ConnectTimeout)
        addresses = _addresses(host, port, until)
        options = list(socket_options or ())
        while True:
            share = max(0.001, (until - time.monotonic()) / len(addresses))
            try:
                return _Stream(
                    self._inner.connect_tcp(addresses.pop(0), port, share, local_address, options), self._line
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                if not addresses:
                    raise

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[Any] | None = None
    ) -> httpcore.NetworkStream:
        left = _left(self._line, timeout, httpcore.ConnectTimeout)
        return _Stream(self._inner.connect_unix_socket(path, left, socket_options), self._line)


def _addresses(host: str, port: int, until: float) -> list[str]:
    """The addresses behind a name. Asked for in a thread, since the system takes the time for it that it likes."""
    found: list[Any] = []

    def ask() -> None:
        try:
            found.append(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except OSError as error:
            found.append(error)

    if _ADDRESS.fullmatch(host):
        return [host]
    asking = threading.Thread(target=ask, name="liveavatar names", daemon=True)
    try:
        asking.start()
    except RuntimeError:  # there are no new threads at the end of Python 3.12
        ask()
    else:
        asking.join(max(0.0, until - time.monotonic()))
    if not found:
        raise httpcore.ConnectTimeout("the name was not resolved in time")
    try:
        if isinstance(found[0], OSError):
            raise found[0]
    except OSError as error:  # httpcore keeps the context of an error, and drops its cause
        raise httpcore.ConnectError(str(error)) from error
    return list(dict.fromkeys(str(address[0]) for *_, address in found[0]))


class _Stream(httpcore.NetworkStream):
    """Reads and writes, within the limit of its line."""

    def __init__(self, inner: httpcore.NetworkStream, line: Limited) -> None:
        self._inner = inner
        self._line = line
        line.stream = inner

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, _left(self._line, timeout, httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        for start in range(0, len(buffer), 16_384):  # each piece may take as long as a wait
            self._inner.write(buffer[start : start + 16_384], _left(self._line, timeout, httpcore.WriteTimeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        left = _left(self._line, timeout, httpcore.ConnectTimeout)
        return _Stream(self._inner.start_tls(ssl_context, server_hostname, left), self._line)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)
