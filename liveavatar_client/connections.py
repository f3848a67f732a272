"""The connections that all credentials share."""

import contextlib
import os
import ssl
import time
from collections import deque
from http.cookiejar import CookieJar
from typing import TYPE_CHECKING, Any
from weakref import WeakSet

import httpx

from . import __version__

if TYPE_CHECKING:
    from httpcore import NetworkStream


class _NoCookies(CookieJar):
    """Takes no cookie: one that comes with one session's answer would travel with the next session's call."""

    def extract_cookies(self, response: Any, request: Any) -> None:
        pass


HEADERS = {
    "User-Agent": f"liveavatar-client/{__version__} python-httpx/{httpx.__version__}",
    "Accept": "application/json",
    "Accept-Encoding": "identity",  # a few bytes can stand for gigabytes
}
"""What every request says, whatever it asks for."""

KEPT_FOR = 60.0
"""Seconds that an idle connection is kept, about as long as services keep theirs."""

SURELY_ALIVE_FOR = 5.0
"""Seconds of idleness after which a request that must not be lost has a connection of its own."""


class Wire:
    """What limits a connection. Apart from the client, so that a client that is dropped is gone at once."""

    def __init__(self) -> None:
        self.until = float("inf")
        """When (time.monotonic()) the time of the call that uses it is over."""
        self.stream: NetworkStream | None = None


class Line:
    """An httpx client, and, where it is one of ours, its one connection. In use by one thread at a time."""

    def __init__(self, client: httpx.Client, *, brought: bool = False) -> None:
        self.client = client
        self.brought = brought
        self.wire = Wire()
        self.idle_since = 0.0

    def is_closed_by_the_service(self) -> bool:
        """Whether an idle connection has something to read, which can only be its end."""
        stream = self.wire.stream
        return stream is not None and bool(stream.get_extra_info("is_readable"))


class Connections:
    """A stack of idle lines, each an httpx client with one connection, and in use by one thread at a time.

    One httpx.Client in the hands of many threads fails now and then (a race in httpcore's pool: encode/httpcore
    issues 550 and 613). A stack does not, and is a single client with a single connection for a script.

    A client that the caller brings is handed out as it is, to everybody, and is never closed here.
    """

    def __init__(self, timeout: httpx.Timeout, brought: httpx.Client | None = None) -> None:
        self._timeout = timeout
        self._brought = brought
        self._idle: deque[Line] = deque()
        self._context: ssl.SSLContext | None = None
        self._closed = False
        self._tidied_at = 0.0
        _everybody.add(self)

    def take(self, *, surely_alive: bool = False) -> Line:
        """A line, for this thread alone until it is given back; with `surely_alive` one just used, or a new one."""
        if self._brought:
            return Line(self._brought, brought=True)
        try:
            line = self._idle.pop()
        except IndexError:
            return self._new_line()
        if surely_alive and time.monotonic() > line.idle_since + SURELY_ALIVE_FOR:
            self._idle.appendleft(line)
            return self._new_line()
        return line

    def give_back(self, line: Line, *, broken: bool) -> None:
        """Take back a line. One whose last request broke off is not used again, nor are those that are idle.

        After a failover they may all be dead. The broken one is dropped, not closed: httpx has closed its connection,
        and Ctrl-C may have left a lock of its pool taken, for which close() would wait forever.
        """
        from .limit import drop_surplus

        if line.client is self._brought:
            drop_surplus(line.client)
            return
        if broken:
            self._drop_all()
            return
        drop_surplus(line.client)
        line.idle_since = time.monotonic()
        self._idle.append(line)
        if self._closed:  # meanwhile, by another thread, or before: stopping a session is possible all the same
            self._drop_all()
        else:
            self._tidy()

    def close(self) -> None:
        """Close every idle line now, and those in use as they come back."""
        self._closed = True
        self._drop_all()

    def forget(self) -> None:
        """In a child process: leave the connections to the parent, which uses them still.

        Only this process's hold on them is closed, without a word on the wire, and without a lock of the pool's, which
        the fork may have found taken.
        """
        idle, self._idle = self._idle, deque()
        for line in idle:
            if line.wire.stream:
                with contextlib.suppress(Exception):
                    line.wire.stream.close()

    def _drop_all(self) -> None:
        with contextlib.suppress(IndexError):
            while True:
                self._idle.pop().client.close()

    def _tidy(self) -> None:
        """Close those that have been idle for long, as after a burst, or that the service has closed. Once a second."""
        now = time.monotonic()
        if now < self._tidied_at + 1:
            return
        self._tidied_at = now
        for _ in range(len(self._idle)):
            try:
                line = self._idle.popleft()
            except IndexError:
                return
            if now < line.idle_since + KEPT_FOR and not line.is_closed_by_the_service():
                self._idle.append(line)
            else:
                line.client.close()

    def _new_line(self) -> Line:
        # Making a TLS context takes 20 ms, so that all clients have one. It follows SSL_CERT_FILE and SSL_CERT_DIR,
        # as the clients follow the proxy settings of the environment. Two threads may make one each: no lock that a
        # signal or a fork could find taken.
        if self._context is None:
            self._context = httpx.create_ssl_context()
        from .limit import limit  # loads httpcore, which httpx itself does only now

        client = httpx.Client(
            verify=self._context,
            headers=HEADERS,
            timeout=self._timeout,
            limits=httpx.Limits(max_connections=1, max_keepalive_connections=1, keepalive_expiry=KEPT_FOR),
            cookies=_NoCookies(),
        )
        line = Line(client)
        limit(client, line.wire)
        return line


_everybody: "WeakSet[Connections]" = WeakSet()


def _in_child() -> None:
    for connections in list(_everybody):
        connections.forget()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_in_child)
