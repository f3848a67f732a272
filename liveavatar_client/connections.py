"""The connections that all credentials share."""

import os
import ssl
from collections import deque
from http.cookiejar import CookieJar
from typing import Any
from weakref import WeakSet

import httpx


class _NoCookies(CookieJar):
    """Takes no cookie: one that comes with one session's answer would travel with the next session's call."""

    def extract_cookies(self, response: Any, request: Any) -> None:
        pass


class Connections:
    """A stack of idle httpx clients, each with one connection, and in use by one thread at a time.

    One httpx.Client in the hands of many threads fails now and then (a race in httpcore's pool: encode/httpcore
    issues 550 and 613). A stack does not, and is a single client with a single connection for a script.

    A client that the caller brings is handed out as it is, to everybody, and is never closed here.
    """

    def __init__(self, timeout: httpx.Timeout, brought: httpx.Client | None = None) -> None:
        self._timeout = timeout
        self._brought = brought
        self._idle: deque[httpx.Client] = deque()
        self._context: ssl.SSLContext | None = None
        self._closed = False
        _everybody.add(self)

    def take(self) -> httpx.Client:
        """An httpx client, for this thread alone until it is given back."""
        if self._brought:
            return self._brought
        try:
            return self._idle.pop()
        except IndexError:
            return self._new_client()

    def give_back(self, client: httpx.Client, *, broken: bool) -> None:
        """Take back a client; one whose last request broke off is not used again.

        It is dropped, not closed: httpx has closed its connection, and Ctrl-C may have left a lock of its pool taken,
        for which close() would wait forever.
        """
        if broken or client is self._brought:
            return
        self._idle.append(client)
        if self._closed:  # meanwhile, by another thread, or before: stopping a session is possible all the same
            self.close()

    def close(self) -> None:
        """Close every idle client now, and those in use as they come back."""
        self._closed = True
        while True:
            try:
                self._idle.pop().close()
            except IndexError:
                return

    def forget(self) -> None:
        """In a child process: leave the connections to the parent, which uses them still.

        They are kept, unused: closing a TLS connection would send the service a good-bye in the parent's name.
        """
        _of_the_parent.extend(self._idle)
        self._idle = deque()

    def _new_client(self) -> httpx.Client:
        # Making a TLS context takes 20 ms, so that all clients have one. It follows SSL_CERT_FILE and SSL_CERT_DIR,
        # as the clients follow the proxy settings of the environment. Two threads may make one each: no lock that a
        # signal or a fork could find taken.
        if self._context is None:
            self._context = httpx.create_ssl_context()
        return httpx.Client(
            verify=self._context,
            timeout=self._timeout,
            limits=httpx.Limits(max_connections=1, max_keepalive_connections=1),
            cookies=_NoCookies(),
        )


_everybody: "WeakSet[Connections]" = WeakSet()
_of_the_parent: list[httpx.Client] = []


def _in_child() -> None:
    for connections in list(_everybody):
        connections.forget()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_in_child)
