"""HTTP for the emulator: connections that stay open, and a thread for each."""

import socket
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from typing import cast
from urllib.parse import urlsplit

from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Request, Response


class Server(ThreadingHTTPServer):
    """Listens on the loopback address, and has `answer` answer the requests.

    Not werkzeug's own server, since that closes the connection after every answer.
    """

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, port: int, answer: Callable[[Request], Response]) -> None:
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


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = 65536  # headers and body in one write: two would wait 40 ms for each other

    def _serve(self) -> None:
        server = cast(Server, self.server)
        parts = urlsplit(self.path)
        builder = EnvironBuilder(
            method=self.command,
            path=parts.path,
            query_string=parts.query,
            headers=list(self.headers.items()),
            input_stream=BytesIO(self.rfile.read(int(self.headers.get("Content-Length", 0)))),
        )
        response = server.answer(Request(builder.get_environ()))
        self.send_response_only(response.status_code)
        for name, value in response.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(response.get_data())

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = _serve

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""
