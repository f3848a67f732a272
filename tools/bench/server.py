"""The server that everybody is measured against: HTTP/1.1 with canned answers, in a process of its own.

python -m tools.bench.server [--delay SECONDS]

It prints its port, and for each line of its standard input how many connections and requests there were so far; it
ends when that input does. It does as little as possible: what it costs is in every reading, and would make all
contenders look alike.
"""

import argparse
import json
import os
import selectors
import socket
import sys
import time
from email.utils import formatdate

ANSWER = (
    b"HTTP/1.1 %d OK\r\nDate: %b\r\nContent-Type: application/json\r\nContent-Length: %d\r\nConnection: keep-alive"
    b"\r\n\r\n%b"
)
# Tokens are as long as real ones.
_CLAIMS = "e30" * 120
_TOKEN = json.dumps({"code": 1000, "data": {"session_id": "SID", "session_token": f"{_CLAIMS}SID"}, "message": "ok"})
_START = json.dumps(
    {
        "code": 1000,
        "data": {
            "session_id": "SID",
            "livekit_url": "wss://bench-0a1b2c3d.livekit.cloud",
            "livekit_client_token": f"{_CLAIMS}client",
            "livekit_agent_token": f"{_CLAIMS}agent",
            "max_session_duration": 1200,
            "ws_url": "wss://bench.liveavatar.invalid/v1/ws/session?session_id=SID",
        },
        "message": "ok",
    }
)
TOKEN, START = _TOKEN.encode(), _START.encode()
STOP = json.dumps({"code": 1000, "data": None, "message": "ok"}).encode()


class Server:
    """One thread and one selector; all connections are kept alive."""

    def __init__(self, delay: float) -> None:
        self._delay = delay
        self._selector = selectors.DefaultSelector()
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=512)
        self._listener.setblocking(False)
        self._selector.register(self._listener, selectors.EVENT_READ)
        self._selector.register(sys.stdin, selectors.EVENT_READ)
        self._received: dict[socket.socket, bytes] = {}
        self._tokens = self._requests = self._connections = 0
        self._date, self._date_until = b"", 0.0
        self.port: int = self._listener.getsockname()[1]

    def serve(self) -> None:
        """Answer until standard input ends: the parent process has closed it, or is gone."""
        while True:
            for key, _ in self._selector.select():
                if key.fileobj is self._listener:
                    self._accept()
                elif isinstance(key.fileobj, socket.socket):
                    self._read(key.fileobj)
                elif os.read(sys.stdin.fileno(), 4096):
                    print(json.dumps({"connections": self._connections, "requests": self._requests}), flush=True)
                else:
                    return

    def _accept(self) -> None:
        connection, _ = self._listener.accept()
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._received[connection] = b""
        self._connections += 1
        self._selector.register(connection, selectors.EVENT_READ)

    def _read(self, connection: socket.socket) -> None:
        try:
            chunk = connection.recv(65536)
            received = self._received[connection] + chunk
            head, end, body = received.partition(b"\r\n\r\n")
            if chunk and (not end or len(body) < _content_length(head)):  # a part of it, and the rest comes
                self._received[connection] = received
                return
            if chunk:
                self._received[connection] = b""
                connection.sendall(self._answer(head))
                return
        except ConnectionError:  # the client is gone, which is no trouble of ours
            pass
        self._selector.unregister(connection)
        del self._received[connection]
        connection.close()

    def _answer(self, head: bytes) -> bytes:
        path = head.split(b" ", 2)[1]
        status = 200
        self._requests += 1
        if self._delay:
            # Nobody else waits meanwhile: where there is a delay, there is one request at a time.
            time.sleep(self._delay)
        if path.endswith(b"/token"):
            self._tokens += 1
            body = TOKEN.replace(b"SID", b"00000000-0000-4000-8000-%012x" % self._tokens)
        elif path.endswith(b"/start"):
            status, body = 201, START.replace(b"SID", _session_id(head))
        else:
            body = STOP
        return ANSWER % (status, self._now(), len(body), body)

    def _now(self) -> bytes:
        now = time.monotonic()
        if now > self._date_until:
            self._date, self._date_until = formatdate(usegmt=True).encode(), now + 1
        return self._date


def _content_length(head: bytes) -> int:
    lower = head.lower()
    at = lower.find(b"\r\ncontent-length:")
    return int(lower[at + 17 :].split(b"\r\n", 1)[0]) if at >= 0 else 0


def _session_id(head: bytes) -> bytes:
    """The id at the end of the session token that the request carries."""
    at = head.find(b"Bearer ")
    return head[at:].split(b"\r\n", 1)[0][-36:]


def main() -> None:
    """Start the server that the command line asks for."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--delay", type=float, default=0.0, help="seconds to wait before every answer")
    server = Server(parser.parse_args().delay)
    print(server.port, flush=True)
    server.serve()


if __name__ == "__main__":
    main()
