"""The server that everybody is measured against: HTTP/1.1 with canned answers, each after a number of seconds.

python -m tools.bench.server SECONDS

It prints its port, and for each line of its standard input what it has counted so far; it ends when that input does.
It does as little as possible: what it costs is in every reading, and would make all contenders look alike.
"""

import json
import os
import selectors
import socket
import sys
import time
from typing import Any

HEAD = (
    b"HTTP/1.1 %d OK\r\nDate: Sun, 01 Nov 2026 12:00:00 GMT\r\nContent-Type: application/json\r\n"
    b"Content-Length: %d\r\nConnection: keep-alive\r\n\r\n%b"
)


def envelope(data: Any) -> bytes:
    return json.dumps({"code": 1000, "data": data, "message": "ok"}).encode()


CLAIMS = "e30" * 120  # tokens are as long as real ones
TOKEN = envelope({"session_id": "SID", "session_token": f"{CLAIMS}SID"})
START = envelope(
    {
        "session_id": "SID",
        "livekit_url": "wss://bench-0a1b2c3d.livekit.cloud",
        "livekit_client_token": f"{CLAIMS}client",
        "livekit_agent_token": f"{CLAIMS}agent",
        "max_session_duration": 1200,
        "ws_url": "wss://bench.liveavatar.invalid/v1/ws/session?session_id=SID",
    }
)
STOP = envelope(None)


def answer(head: bytes, counts: dict[str, float]) -> bytes:
    path, status, body = head.split(b" ", 2)[1], 200, STOP
    counts["requests"] += 1
    if path.endswith(b"/token"):
        body = TOKEN.replace(b"SID", b"00000000-0000-4000-8000-%012x" % int(counts["requests"]))
    elif path.endswith(b"/start"):  # the id is the end of the token that the request carries
        status, body = 201, START.replace(b"SID", head[head.find(b"Bearer ") :].split(b"\r\n", 1)[0][-36:])
    else:
        counts["stopped"] += 1
    return HEAD % (status, len(body), body)


def content_length(head: bytes) -> int:
    at = head.lower().find(b"\r\ncontent-length:")
    return int(head[at + 17 :].split(b"\r\n", 1)[0]) if at >= 0 else 0


def serve(delay: float) -> None:
    """One thread and one selector; all connections are kept alive."""
    counts = dict.fromkeys(("connections", "requests", "stopped", "slept"), 0.0)
    received: dict[Any, bytes] = {}
    selector = selectors.DefaultSelector()
    listener = socket.create_server(("127.0.0.1", 0), backlog=512)
    selector.register(listener, selectors.EVENT_READ)
    selector.register(sys.stdin, selectors.EVENT_READ)
    print(listener.getsockname()[1], flush=True)
    while True:
        for key, _ in selector.select():
            connection: Any = key.fileobj
            if connection is listener:
                connection, _address = listener.accept()
                connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                selector.register(connection, selectors.EVENT_READ)
                received[connection] = b""
                counts["connections"] += 1
            elif connection is sys.stdin:
                if not os.read(sys.stdin.fileno(), 4096):  # the parent process has closed it, or is gone
                    return
                print(json.dumps(counts), flush=True)
            elif chunk := connection.recv(65536):
                received[connection] += chunk
                head, end, body = received[connection].partition(b"\r\n\r\n")
                if end and len(body) >= content_length(head):  # else the rest is to come
                    received[connection] = b""
                    if delay:  # nobody else waits meanwhile: where there is one, there is one request at a time
                        started = time.perf_counter()
                        time.sleep(delay)
                        counts["slept"] += time.perf_counter() - started
                    connection.sendall(answer(head, counts))
            else:
                selector.unregister(connection)
                del received[connection]
                connection.close()


if __name__ == "__main__":
    serve(float(sys.argv[1]))
