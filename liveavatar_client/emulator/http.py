"""HTTP for the emulator: connections that stay open, and a thread for each."""

import socket
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from typing import cast

from attrs import define
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Request, Response

from .browsers import allow
from .faults import json_response

PATIENCE = 2.0
"""Seconds to wait for a body that was announced, and does not come."""

LARGEST_BODY = 8 * 1024 * 1024
"""Bytes."""


class Server(ThreadingHTTPServer):
    """Listens on the loopback address, and has `answer` answer the requests; None hangs up.

    Not werkzeug's own server, since that closes the connection after every answer.
    """

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, port: int, answer: Callable[[Request], Response | None]) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.answer = answer
        self.connections = 0
        self._open: set[socket.socket] = set()

    def process_request(self, request: socket.socket, client_address: object) -> None:  # type: ignore[override]
        self.connections += 1
        self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: socket.socket) -> None:  # type: ignore[override]
        self._open.discard(request)
        super().shutdown_request(request)

    def hang_up(self) -> None:
        """Close every connection that is still open."""
        for connection in list(self._open):
            self.shutdown_request(connection)

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: a client that goes away is no news."""


@define
class _Unreadable(Exception):
    """A request that cannot be read to its end. It is answered, and the connection closed."""

    status: int
    message: str


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = 65536  # headers and body in one write: two would wait 40 ms for each other

    def _serve(self) -> None:
        server = cast(Server, self.server)
        try:
            response = server.answer(Request(self._environ(self._body())))
            if response is None:
                self.close_connection = True
                return
        except _Unreadable as error:
            self.close_connection = True
            response = json_response({"code": 4000, "data": None, "message": error.message}, error.status)
        self.send_response_only(response.status_code)
        for name, value in (*response.headers.items(), *allow(self.headers.get("Origin")).items()):
            self.send_header(name, value)
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(response.get_data())

    def __getattr__(self, name: str) -> Callable[[], None]:
        if name.startswith("do_"):  # whatever the method is
            return self._serve
        raise AttributeError(name)

    def handle_expect_100(self) -> bool:
        """Tell whoever waits for it to send the body."""
        go_on = super().handle_expect_100()
        self.wfile.flush()
        return go_on

    def _environ(self, body: bytes) -> dict[str, object]:
        path, _, query = self.path.partition("?")
        try:
            builder = EnvironBuilder(
                method=self.command,
                path=path,
                base_url=f"http://{self.headers.get('Host') or 'emulator'}",
                query_string=query,
                headers=list(self.headers.items()),
                input_stream=BytesIO(body),
            )
            return {**builder.get_environ(), "CONTENT_LENGTH": str(len(body)), "wsgi.input_terminated": True}
        except ValueError as error:
            raise _Unreadable(400, f"The address or a header cannot be read: {error}") from None

    def _body(self) -> bytes:
        """The body, in chunks or in one, of the length that was said."""
        coding, length = self.headers.get("Transfer-Encoding"), self.headers.get("Content-Length")
        if coding is None and length is None:
            return b""
        self.connection.settimeout(PATIENCE)
        try:
            if coding is None:
                return self._exactly(_number(length or "0", 10, "Content-Length"))
            if coding.strip().lower() != "chunked" or length is not None:
                raise _Unreadable(400, "Transfer-Encoding is not chunked, or stands beside a Content-Length")
            body = b""
            while size := _number(self._line().partition(";")[0], 16, "The size of a chunk"):
                body += self._exactly(size, len(body))
                if self._line():
                    raise _Unreadable(400, "A chunk is not of the size that it says")
            while self._line():  # what may stand after the last one
                pass
            return body
        except TimeoutError:
            raise _Unreadable(408, f"The body is not here after {PATIENCE:g} s: is its length the right one?") from None
        finally:
            self.connection.settimeout(None)

    def _line(self) -> str:
        line = self.rfile.readline(1000)
        if not line.endswith(b"\n"):
            raise _Unreadable(400, "The body ends in the middle of a chunk")
        return line.decode("latin-1").rstrip("\r\n")

    def _exactly(self, size: int, before: int = 0) -> bytes:
        if before + size > LARGEST_BODY:
            raise _Unreadable(413, f"The body is larger than {LARGEST_BODY} bytes")
        content = self.rfile.read(size)
        if len(content) < size:
            raise _Unreadable(400, "The body is shorter than it says")
        return content

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def _number(text: str, base: int, name: str) -> int:
    digits = "0123456789abcdef"[:base]
    text = text.strip().lower()
    if not text or len(text) > 12 or not set(text) <= set(digits):
        raise _Unreadable(400, f"{name} is no number")
    return int(text, base)
