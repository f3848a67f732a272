"""A service of a few lines, on a raw socket."""

import contextlib
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from types import TracebackType
from typing import Self


class Raw:
    """A service that does as `serve` says with each connection, given its number (from 0)."""

    def __init__(self, serve: Callable[[socket.socket, int], None], backlog: int = 128) -> None:
        self._serve = serve
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=backlog)
        self.connections: list[socket.socket] = []
        threading.Thread(target=self._listen, daemon=True).start()

    @property
    def port(self) -> int:
        return int(self.listener.getsockname()[1])

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.refuse()
        for connection in self.connections:
            hang_up(connection)

    def refuse(self) -> None:
        """Take no further connection."""
        with contextlib.suppress(OSError):
            self.listener.shutdown(socket.SHUT_RDWR)  # wakes up whoever waits for one
        self.listener.close()

    def _listen(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                connection, _ = self.listener.accept()
                self.connections.append(connection)
                threading.Thread(target=self._run, args=(connection, len(self.connections) - 1), daemon=True).start()

    def _run(self, connection: socket.socket, number: int) -> None:
        with contextlib.suppress(OSError):
            self._serve(connection, number)


def hang_up(connection: socket.socket) -> None:
    """Close a connection, also where another thread waits for it."""
    with contextlib.suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)
    connection.close()


def reset(connection: socket.socket) -> None:
    """Reset a connection, as a load balancer does for one that it does not know."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


def requests_on(connection: socket.socket) -> Iterator[str]:
    """The last part of the path of each request that comes on a connection."""
    stream = connection.makefile("rb")
    while line := stream.readline():
        size = 0
        while header := stream.readline().strip():
            name, _, value = header.partition(b":")
            if name.lower() == b"content-length":
                size = int(value)
        stream.read(size)
        yield line.decode().split()[1].partition("?")[0].rsplit("/", 1)[-1]
