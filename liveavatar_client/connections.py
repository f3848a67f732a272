"""The connections that all credentials share."""

import threading
from collections import deque
from http.cookiejar import CookieJar
from typing import Any

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
        self._lock = threading.Lock()
        self._closed = False

    def take(self) -> httpx.Client:
        """An httpx client, for this thread alone until it is given back. Raises RuntimeError after close()."""
        if self._closed:
            raise RuntimeError("This LiveAvatarApi is closed. Make a new one.")
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
        if self._closed:  # meanwhile, by another thread
            self.close()

    def close(self) -> None:
        """Close every idle client now, and those in use as they come back."""
        self._closed = True
        while True:
            try:
                self._idle.pop().close()
            except IndexError:
                return

    def _new_client(self) -> httpx.Client:
        with self._lock:
            # Making a TLS context takes 20 ms, so that all clients have one. It follows SSL_CERT_FILE and SSL_CERT_DIR,
            # as the clients follow the proxy settings of the environment.
            if not hasattr(self, "_context"):
                self._context = httpx.create_ssl_context()
        return httpx.Client(
            verify=self._context,
            timeout=self._timeout,
            limits=httpx.Limits(max_connections=1, max_keepalive_connections=1),
            cookies=_NoCookies(),
        )
