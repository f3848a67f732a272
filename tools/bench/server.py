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
from pathlib import Path
from typing import Any

DATE = b"Date: Sun, 01 Nov 2026 12:00:00 GMT\r\n"
HEAD = b"HTTP/1.1 %d OK\r\n" + DATE + b"Content-Type: application/json\r\nContent-Length: %d\r\n\r\n"
# What the service answers to a request for a token, a start and a stop. Tokens are as long as real ones.
TOKEN, START, STOP = Path(__file__).with_name("answers.jsonl").read_bytes().splitlines()


def answer(head: bytes, counts: dict[str, float]) -> bytes:
    path, status, body = head.split(b" ", 2)[1], 200, STOP
    counts["requests"] += 1
    if path.endswith(b"/token"):
        body = TOKEN.replace(b"SID", b"00000000-0000-4000-8000-%012x" % int(counts["requests"]))
    elif path.endswith(b"/start"):  # the id is the end of the token that the request carries
        status, body = 201, START.replace(b"SID", head[head.find(b"Bearer ") :].split(b"\r\n", 1)[0][-36:])
    else:
        counts["stopped"] += 1
    return HEAD % (status, len(body)) + body


def content_length(head: bytes) -> int:
    at = head.lower().find(b"\r\ncontent-length:")
    return int(head[at + 17 :].split(b"\r\n", 1)[0]) if at >= 0 else 0


def received(connection: socket.socket) -> bytes:
    try:
        return connection.recv(65536)
    except ConnectionError:  # the client is gone, which is no trouble of ours
        return b""


def serve(delay: float) -> None:
    """One thread and one selector; all connections are kept alive."""
    counts = dict.fromkeys(("connections", "requests", "stopped", "slept"), 0.0)
    selector = selectors.DefaultSelector()
    listener = socket.create_server(("127.0.0.1", 0), backlog=512)
    for source in (listener, sys.stdin):
        selector.register(source, selectors.EVENT_READ)
    print(listener.getsockname()[1], flush=True)
    while True:
        for key, _ in selector.select():
            connection: Any = key.fileobj
            if connection is listener:
                connection = listener.accept()[0]
                connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                selector.register(connection, selectors.EVENT_READ, bytearray())
                counts["connections"] += 1
            elif connection is sys.stdin:
                if not os.read(sys.stdin.fileno(), 4096):  # the parent process has closed it, or is gone
                    return
                print(json.dumps(counts), flush=True)
            elif chunk := received(connection):
                key.data.extend(chunk)
                head, end, body = bytes(key.data).partition(b"\r\n\r\n")
                if end and len(body) >= content_length(head):  # else the rest is to come
                    key.data.clear()
                    if delay:  # nobody else waits meanwhile: where there is one, there is one request at a time
                        started = time.perf_counter()
                        time.sleep(delay)
                        counts["slept"] += time.perf_counter() - started
                    connection.sendall(answer(head, counts))
            else:
                selector.unregister(connection)
                connection.close()


if __name__ == "__main__":
    serve(float(sys.argv[1]))
