"""A service with faults: a raw socket before the emulator, which can break whatever goes through it."""

import contextlib
import http.client
import json
import socket
import struct
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from .raw import Raw

Fault = Callable[[socket.socket, bytes], None]
"""What is done with the connection in place of the answer, given the answer that the service gave (empty if none)."""


def answer(
    status: int, body: bytes = b"", headers: str = "Connection: close\r\n", *, length: int | None = None
) -> bytes:
    """The bytes of an HTTP answer, after which the connection is closed unless `headers` say otherwise."""
    size = len(body) if length is None else length
    head = f"HTTP/1.1 {status} X\r\nContent-Length: {size}\r\nContent-Type: application/json\r\n{headers}\r\n"
    return head.encode() + body


def sends(content: bytes) -> Fault:
    """Send these bytes, then close."""
    return lambda connection, _: connection.sendall(content)


def resets(content: bytes = b"") -> Fault:
    """Send these bytes, then reset the connection."""

    def fault(connection: socket.socket, _: bytes) -> None:
        connection.sendall(content)
        time.sleep(0.02)  # for the bytes to be read before the reset
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    return fault


def half(connection: socket.socket, real: bytes) -> None:
    """Send half of the real answer's body, then close."""
    head, _, body = real.partition(b"\r\n\r\n")
    connection.sendall((head + b"\r\n\r\n" + body[: len(body) // 2]) if real else answer(200, b'{"code', length=100))


def tampers(change: Callable[[Any], Any]) -> Fault:
    """Send the real answer, with its JSON body changed."""

    def fault(connection: socket.socket, real: bytes) -> None:
        head, _, body = real.partition(b"\r\n\r\n")
        status = int(head.split()[1])
        connection.sendall(answer(status, json.dumps(change(json.loads(body))).encode()))

    return fault


def silence(connection: socket.socket, _: bytes) -> None:
    """Say nothing until the client goes away."""
    connection.settimeout(10)
    with contextlib.suppress(OSError):
        connection.recv(1)


def drip(connection: socket.socket, _: bytes) -> None:
    """A body that comes a byte at a time, and never ends in time."""
    connection.sendall(answer(200, length=1000))
    with contextlib.suppress(OSError):
        for _count in range(1000):
            connection.sendall(b" ")
            time.sleep(0.05)


def flood(connection: socket.socket, _: bytes) -> None:
    """A body of 50 MB."""
    connection.sendall(answer(200, length=50_000_000))
    with contextlib.suppress(OSError):
        for _count in range(50):
            connection.sendall(b" " * 1_000_000)


class FaultyService(Raw):
    """What stands between the client and the emulator; set `faults` for an operation such as "start"."""

    def __init__(self, upstream: str) -> None:
        self._upstream = urlsplit(upstream)
        self.faults: dict[str, tuple[Fault, bool]] = {}
        """For each operation what is done, and whether the service does first what it was asked."""
        self.calls: list[str] = []
        self.tokens: dict[str, str] = {}
        """For a session's token that which the service gets in its place."""
        super().__init__(lambda connection, _: self.serve(connection))

    def serve(self, connection: socket.socket) -> None:
        """Answer whatever comes on a connection."""
        with connection, contextlib.suppress(OSError, UnicodeDecodeError):  # a TLS hello is no text
            stream = connection.makefile("rb")
            while line := stream.readline():
                method, path, _ = line.decode().split()
                headers = http.client.parse_headers(stream)
                body = stream.read(int(headers.get("Content-Length", 0)))
                operation = path.partition("?")[0].rsplit("/", 1)[-1]
                self.calls.append(operation)
                fault, after = self.faults.get(operation, (None, True))
                real = self.forward(method, path, dict(headers.items()), body) if after else b""
                if fault:  # after which the connection is closed
                    fault(connection, real.replace(b"\r\n", b"\r\nConnection: close\r\n", 1))
                    return
                connection.sendall(real)

    def forward(self, method: str, path: str, headers: dict[str, str], body: bytes) -> bytes:
        """What the service answers."""
        for token, other in self.tokens.items():
            headers = {name: value.replace(token, other) for name, value in headers.items()}
        upstream = http.client.HTTPConnection(self._upstream.netloc)
        upstream.request(method, path, body, {**headers, "Connection": "close"})
        response = upstream.getresponse()
        content = response.read()
        upstream.close()
        extra = f"Date: {response.headers['Date']}\r\n"
        return answer(response.status, content, extra)
