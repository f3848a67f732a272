"""What a network may say that is not to be trusted: tables of the tests beside it. A line more is a test more."""

import contextlib
import json
import re
import socket
import time
from collections.abc import Callable
from typing import Any, NamedTuple
from urllib.parse import quote

from liveavatar_client import (
    AuthenticationError,
    ConcurrencyLimitError,
    InvalidRequestError,
    LiveAvatarApiError,
    LiveAvatarError,
    NoCreditsError,
    NotFoundError,
    RateLimitError,
    ServerError,
)

from ..faulty import answer

GONE = {"code": 4004, "data": None, "message": "Session not found"}
"""How the service itself says that a session is over."""


class Said(NamedTuple):
    """An answer, and the error that it stands for."""

    name: str
    status: int
    body: bytes
    error: type[LiveAvatarError] = NotFoundError
    headers: str = "Connection: close\r\n"

    @property
    def content(self) -> bytes:
        return answer(self.status, self.body, self.headers)


def page(words: str) -> bytes:
    return f"<!DOCTYPE html>\n<html><head><title>{words}</title></head><body><h1>{words}</h1></body></html>".encode()


def words(status: int, name: str, body: Any, error: type[LiveAvatarError] = NotFoundError) -> Said:
    """An answer in JSON."""
    return Said(f"{status} {name}", status, json.dumps(body).encode(), error)


def envelope(code: Any, message: Any) -> dict[str, Any]:
    return {"code": code, "data": None, "message": message}


# ---- a session is over where the service itself says so, and nowhere else ----

OVER = [
    words(404, "the service's own", GONE),
    words(404, "the service's own, in other words", envelope(4004, "The session was not found or has ended")),
    words(404, "the service's own, with a field more", {**GONE, "request_id": "5"}),
    *(
        words(404, said, envelope(4004, said))
        for said in (
            "Session 0f0f0f0f-1111-4222-8333-444444444444 not found",
            "The session with id 0f0f0f0f-1111-4222-8333-444444444444 does not exist",
            "This session doesn't exist.",
            "No such session",
            "No active session found",
            "Session has already ended",
            "Not found: session is over",
        )
    ),
]

NOT_OVER = [
    Said("404 HTML of a gateway", 404, page("404 Not Found")),
    Said("404 HTML that names the address", 404, page("The requested URL /v1/sessions/stop was not found")),
    Said("404 HTML that names a session", 404, page("Session not found")),
    Said("404 HTML that holds what the service says", 404, b"<pre>" + json.dumps(GONE).encode() + b"</pre>"),
    Said("404 text of Express", 404, b"Cannot POST /v1/sessions/stop"),
    Said("404 text of Kubernetes", 404, b"default backend - 404"),
    Said("404 text of Traefik", 404, b"404 page not found\n"),
    Said("404 text", 404, b"Session not found"),
    Said("404 nothing", 404, b""),
    Said("404 the service's own, cut short by a gateway", 404, json.dumps(GONE).encode()[:-3]),
    Said(
        "404 the service's own, compressed",
        404,
        json.dumps(GONE).encode(),
        headers="Connection: close\r\nContent-Encoding: gzip\r\n",
    ),
    words(404, "null", None),
    words(404, "a JSON text", "Session not found"),
    words(404, "a JSON array", [GONE]),
    words(404, "an empty object", {}),
    words(404, "statusCode", {"message": "Cannot POST /v1/sessions/stop", "statusCode": 404}),
    words(404, "statusCode and error", {"statusCode": 404, "message": "Session not found", "error": "Not Found"}),
    words(404, "code 404", {"code": 404, "message": "Not Found"}),
    words(404, "code 404 and a session", {"code": 404, "data": None, "message": "Session not found"}),
    words(404, "code 5 of Google", {"code": 5, "message": "Method does not exist.", "details": []}),
    words(404, "code 5 and a session", {"code": 5, "message": "session not found", "details": []}),
    words(404, "no Route matched", {"message": "no Route matched with those values"}),
    words(404, "detail of FastAPI", {"detail": "Not Found"}),
    words(404, "detail that names a session", {"detail": "Session not found"}),
    words(404, "a list of details with nothing in it", {"detail": []}),
    words(404, "a list of details", {"detail": [{"loc": ["path"], "msg": "Not Found", "type": "not_found"}]}),
    words(404, "message of AWS", {"message": "Not Found"}),
    words(404, "sticky sessions of a load balancer", {"message": "Session not found"}),
    words(404, "an error inside", {"error": GONE}),
    words(404, "Spring", {"status": 404, "error": "Not Found", "path": "/v1/sessions/stop", "message": "No message"}),
    words(404, "code 4004 about a route", envelope(4004, "Route not found")),
    words(404, "code 4004 about a path", envelope(4004, "The path /v1/sessions/stop does not exist")),
    words(404, "code 4004 about a method", envelope(4004, "Cannot POST /v1/sessions/stop")),
    words(404, "code 4004 about a URL", envelope(4004, "The session URL was not found")),
    words(404, "code 4004 about an endpoint", envelope(4004, "Session endpoint not found")),
    words(404, "code 4004 about a resource", envelope(4004, "Resource not found")),
    words(404, "code 4004 about a host", envelope(4004, "Unknown host")),
    words(404, "code 4004 about an upstream", envelope(4004, "Upstream service not found")),
    words(404, "code 4040 of a gateway", envelope(4040, "Not Found")),
    *(
        words(404, said, envelope(4004, said))
        for said in (
            "Session is not ready yet",
            "Session not found yet",
            "Upstream session manager not found",
            "The login session for this request was not found",
            "Session affinity target not found",
            "Session store unavailable",
            "Session token not found",
            "No session cookie",
            "No context in session",
            "No session cookie found",
            "Session exists in another region",
            "Session is running",
        )
    ),
    words(404, "code 4004 without a word", {"code": 4004, "data": None}),
    words(404, "code 4004 with a message that is none", envelope(4004, ["Session not found"])),
    words(404, "code 4004 as a text", envelope("4004", "Session not found")),
    words(404, "code 44004", envelope(44004, "Session not found")),
    words(502, "the service's own", GONE, ServerError),
    words(503, "the service's own", GONE, ServerError),
    words(403, "the service's own", GONE, AuthenticationError),
    words(400, "the service's own", GONE, InvalidRequestError),
    words(409, "the service's own", GONE, LiveAvatarApiError),
]

# ---- a start is settled only by an answer in the service's own form ----

GATEWAY_STATUSES = [400, 404, 408, 409, 413, 425, 502, 504]
GATEWAY_BODIES = {
    "HTML": page("Bad Gateway"),
    "JSON": b'{"message": "Cannot POST /v1/sessions/start", "statusCode": 404}',
}

DOUBTFUL = [
    *(
        Said(f"{status} {name}", status, body, LiveAvatarApiError)
        for status in GATEWAY_STATUSES
        for name, body in GATEWAY_BODIES.items()
    ),
    Said("404 nothing", 404, b"", NotFoundError),
    words(404, "code 404", {"code": 404, "message": "Not Found"}),
    words(404, "a list of details with nothing in it", {"detail": []}),
    words(400, "code 5 of Google", {"code": 5, "message": "No", "details": []}, InvalidRequestError),
    words(403, "a limit in the words of a gateway", {"message": "Session concurrency limit reached"}, LiveAvatarError),
    words(504, "the service's own", envelope(4008, "Timed out"), ServerError),
]

REFUSED = [
    words(429, "the service's own", envelope(4029, "Too many requests"), RateLimitError),
    Said("429 HTML", 429, page("Too Many Requests"), RateLimitError),
    Said("429 nothing", 429, b"", RateLimitError),
    words(403, "4032", envelope(4032, "Session concurrency limit reached"), ConcurrencyLimitError),
    words(403, "4032, in other words", envelope(4032, "Too many sessions"), ConcurrencyLimitError),
    words(403, "4033", envelope(4033, "No credits available"), NoCreditsError),
    words(403, "4003, a limit", envelope(4003, "Session concurrency limit reached"), ConcurrencyLimitError),
    words(403, "4003, a limit, shouting", envelope(4003, "SESSION CONCURRENCY LIMIT REACHED"), ConcurrencyLimitError),
    words(403, "4003, no credits", envelope(4003, "No credits available"), NoCreditsError),
]

# ---- drift: what comes in place of a field that nobody needs ----

STRANGE: dict[str, Any] = {
    "null": None,
    "a number": 5,
    "a huge number": 10**400,
    "a number below zero": -1,
    "zero": 0,
    "a fraction": 1.5,
    "infinity": float("inf"),
    "no number": float("nan"),
    "true": True,
    "an empty text": "",
    "a text": "x\u0000\u2028\ud83d\ude00 y",
    "digits of another script": "\u0661\u0662",
    "half a character": "\ud800",
    "a list": [1, ["x"], {}],
    "an object": {"a": {"b": [None]}},
}
"""Whatever JSON can hold, in Python's words (it writes Infinity and NaN, and so may the service)."""

UNNEEDED = ["livekit_url", "livekit_client_token", "livekit_agent_token", "max_session_duration", "ws_url", "new_field"]
"""The fields of a start's data that no call needs."""

ABSURD_TIMES = [
    "",
    " ",
    "0",
    "-1",
    "1e400",
    "nan",
    "inf",
    "-inf",
    "9" * 400,
    "0x10",
    "1_0",
    ".",
    "1.2.3",
    "\u0661\u0662",
    "\u00b2",
    "soon",
    "Mon, 01 Jan 99999 00:00:00 GMT",
    "Mon, 01 Jan 9999 23:59:59 GMT",
    "Mon, 01 Jan 0000 00:00:00 GMT",
    "Mon, 01 Jan 0001 00:00:00 GMT",
    "Mon, 99 Foo 2026 99:99:99 GMT",
    "Mon, 01 Jan 2026 00:00:00 +9999",
    "Mon:" * 500,
    "2026-01-01T00:00:00Z",
    "Sun, 06 Nov 1994 08:49:37 GMT",
]
"""What may stand in Date, Retry-After and X-RateLimit-Reset."""

# ---- where a secret may stand in an answer ----

Shape = Callable[[str, str], str]
"""A body that holds a secret, given a name for it and the secret."""


def nested(name: str, secret: str) -> str:
    return json.dumps({"code": 4000, "message": "No", "data": {"a": [{"b": {name: secret}}]}})


def in_json(name: str, secret: str, depth: int = 1) -> str:
    text = json.dumps({name: secret})
    for _ in range(depth):
        text = json.dumps({"code": 4000, "message": text})
    return text


IN_JSON: dict[str, Shape] = {
    "a field": lambda name, secret: json.dumps({"code": 4000, "message": "No", name: secret}),
    "a field of a field": nested,
    "a field whose name shouts": lambda name, secret: json.dumps({name.upper(): secret}),
    "a list": lambda name, secret: json.dumps({name: [secret, [secret]]}),
    "an object": lambda name, secret: json.dumps({name: {"value": secret, "more": {"x": secret}}}),
    "a field at fault": lambda name, secret: json.dumps(
        {"detail": [{"loc": ["body", name], "msg": "Bad", name: secret}]}
    ),
    "JSON in JSON": in_json,
    "JSON in JSON in JSON": lambda name, secret: in_json(name, secret, 2),
    "JSON in the message of a fault": lambda name, secret: json.dumps(
        {"detail": [{"loc": ["body"], "msg": json.dumps({name: secret})}]}
    ),
    "JSON in a message, after words": lambda name, secret: json.dumps(
        {"code": 4000, "message": "Bad: " + json.dumps({name: secret})}
    ),
    "an object in a message, after words": lambda name, secret: json.dumps(
        {"code": 4000, "message": "Bad: " + json.dumps({name: {"value": secret}})}
    ),
    "Python in a message": lambda name, secret: json.dumps({"code": 4000, "message": f"Bad: { ({name: secret})!r}"}),
    "a fault's own words in Python": lambda name, secret: json.dumps(
        {"detail": [{"loc": ["body"], "msg": {name: [secret]}}]}
    ),
    "the input of a fault": lambda name, secret: json.dumps({"detail": [{"loc": ["a"], "msg": "x", "input": secret}]}),
    "the context of a fault": lambda name, secret: json.dumps(
        {"detail": [{"loc": ["a"], "msg": "x", "ctx": {"given": [secret]}}]}
    ),
    "JSON cut short": lambda name, secret: json.dumps({"code": 4000, name: secret})[:-1],
    "JSON cut in the middle of it": lambda name, secret: json.dumps({name: secret})[: -2 - len(secret) // 4],
    "JSON in JSON, cut short": lambda name, secret: in_json(name, secret)[:-4],
}
"""Here the secret may be any text."""

IN_TEXT: dict[str, Shape] = {
    "a form": lambda name, secret: f"a=1&{name}={secret}&b=2",
    "a form, written as a URL": lambda name, secret: quote(f"a=1&{name}={secret}&b=2"),
    "a query": lambda name, secret: f"<p>Cannot GET /v1/sessions?{name}={secret}</p>",
    "a query in a message": lambda name, secret: json.dumps(envelope(4000, f"Bad: /v1/sessions?a=1&{name}={secret}.")),
    "a line": lambda name, secret: f"{name}: {secret}\r\nHost: x",
    "a line with an equals sign": lambda name, secret: f"x {name} = {secret} y",
    "an attribute": lambda name, secret: f'<div data-{name}="{secret}">x</div>',
    "an attribute, single quotes": lambda name, secret: f"<div data-{name}='{secret}'>x</div>",
    "a field of a form in HTML": lambda name, secret: f'<input type="hidden" name="{name}" value="{secret}">',
    "an element": lambda name, secret: f"<{name}>{secret}</{name}>",
    "a cell": lambda name, secret: f"<tr><td>{name}</td><td>{secret}</td></tr>",
    "a term": lambda name, secret: f"<b>{name}:</b> <i>{secret}</i>",
    "JSON in HTML": lambda name, secret: f"<pre>{{&quot;{name}&quot;: &quot;{secret}&quot;}}</pre>",
    "JSON in a script": lambda name, secret: f'<script>var x = {{"{name}": "{secret}"}};</script>',
    "a name and a value": lambda name, secret: json.dumps({"headers": [{"name": name, "value": secret}]}),
    "a name and a value in a pair": lambda name, secret: json.dumps({"headers": [[name, secret]]}),
    "Python": lambda name, secret: f"{{'a': 1, '{name}': '{secret}'}}",
    "a list in Python": lambda name, secret: f"{{'{name}': ['{secret}', '{secret}']}}",
    "Bearer": lambda name, secret: f"Authorization: Bearer {secret}",
    "Bearer in a message": lambda name, secret: json.dumps(envelope(4001, f"Bearer {secret} is not valid")),
    "Bearer in a message with its header": lambda name, secret: json.dumps(
        envelope(4001, f"Authorization: Bearer {secret}")
    ),
    "Bearer in JSON": lambda name, secret: json.dumps({"request": {"headers": {"Authorization": f"Bearer {secret}"}}}),
    "Bearer, shouting": lambda name, secret: f"AUTHORIZATION: BEARER {secret}",
    "Bearer in quotes": lambda name, secret: f'Invalid credential "Bearer {secret}"',
    "Bearer, quoted itself": lambda name, secret: f"Invalid: Bearer '{secret}'",
    "Basic": lambda name, secret: f"Authorization: Basic {secret}",
    "X-API-KEY": lambda name, secret: f"X-API-KEY: {secret}",
    "a form with a place in a list": lambda name, secret: f"a=1&{name}[0]={secret}&{name}[a]={secret}",
    "a part of a form": lambda name, secret: (
        f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{secret}\r\n'
    ),
    "a cookie": lambda name, secret: f"Cookie: a=1; {name}={secret}; b=2",
    "YAML": lambda name, secret: f"a: 1\n{name}: |\n  {secret}\n",
    "Bearer after its own name": lambda name, secret: f"bearer: {secret}",
    "Bearer in a query": lambda name, secret: f"/v1/sessions?q=Bearer+{secret}",
    "another scheme": lambda name, secret: f"Authorization: Token {secret}",
    "a scheme with parameters": lambda name, secret: f'Authorization: Digest username="x", response="{secret}"',
    "a pair in brackets": lambda name, secret: f"[({name!r}, {secret!r})]",
    "an XML element with a prefix": lambda name, secret: f"<ns:{name} type='x'>{secret}</ns:{name}>",
    "a form cut in the middle of it": lambda name, secret: f"a=1&{name}={secret[: -(len(secret) // 4)]}",
}
"""Here it is of letters, digits, dots and dashes."""

AS_IT_IS: dict[str, Shape] = {
    "a message": lambda name, secret: json.dumps(envelope(4001, f"{secret} is no good")),
    "a message in quotes": lambda name, secret: json.dumps(envelope(4001, f"\"{secret}\" and '{secret}' are no good")),
    "the message of a fault": lambda name, secret: json.dumps({"detail": [{"loc": [secret], "msg": f"not {secret}"}]}),
    "a fault of the other kind": lambda name, secret: json.dumps(
        {"code": 4000, "message": "No", "data": [{"loc": ["a", secret], "message": secret, "params": {"x": secret}}]}
    ),
    "a name in JSON": lambda name, secret: json.dumps({secret: 1, "a": {secret: secret}}),
    "HTML": lambda name, secret: f"<p>{secret}</p>",
    "HTML, escaped": lambda name, secret: "<p>" + secret.replace("&", "&amp;").replace("<", "&lt;") + "</p>",
    "a URL": lambda name, secret: f"https://x/{quote(secret, safe='')}?a=1",
    "a URL with small letters": lambda name, secret: re.sub(
        "%..", lambda match: match[0].lower(), f"https://x/{quote(secret, safe='')}?a=1"
    ),
    "slashes written as PHP does": lambda name, secret: json.dumps({"message": secret}).replace("/", "\\/"),
    "JSON in JSON": lambda name, secret: json.dumps({"message": json.dumps({"x": secret})}),
    "JSON in JSON in JSON": lambda name, secret: json.dumps({"message": json.dumps({"x": json.dumps([secret])})}),
    "cut in the middle of it": lambda name, secret: f"Invalid token was {secret[: -(len(secret) // 4)]}",
    "cut in the middle of it in JSON": lambda name, secret: f'{{"message": "not {secret[: -(len(secret) // 4)]}',
    "where a message is cut": lambda name, secret: json.dumps(envelope(4000, "x" * 240 + " " + secret * 3)),
    "where the text is cut": lambda name, secret: "x" * (10_000 - len(secret) // 2) + secret,
    "where the text is cut in JSON": lambda name, secret: json.dumps(
        {"code": 4000, "a": "x" * (9_980 - len(secret) // 2), "b": secret}
    ),
    "where looking ends": lambda name, secret: "x" * (16_384 - len(secret) // 2) + secret * 2,
    "twice, the first time cut": lambda name, secret: f"{secret[: len(secret) * 3 // 4]}... {secret}",
}
"""Here it has no name: a secret that the call itself has sent. It is without spaces."""

NOTHING_RUNS = answer(200, json.dumps({"code": 1000, "data": {"results": [], "next": None}}).encode(), "")
"""The answer to a request for a list, after which the connection stays open."""


# ---- answers that never end: each gives up after a while, so that a client that hangs fails, and is not killed ----

LONGEST = 5.0
"""Seconds that they go on."""


def slowly(content: bytes, start: bytes = b"") -> Callable[[socket.socket, bytes], None]:
    """Send `start` at once, and then `content` again and again, a byte at a time."""

    def fault(connection: socket.socket, _: bytes) -> None:
        until = time.monotonic() + LONGEST
        with contextlib.suppress(OSError):
            connection.sendall(start)
            while time.monotonic() < until:
                for byte in content:
                    connection.sendall(bytes([byte]))
                    time.sleep(0.02)

    return fault


ENDLESS = {
    "status line a byte at a time": slowly(b"a", b"HTTP/1.1 200 "),
    "nothing but spaces and line ends": slowly(b"\r\n"),
    "headers a byte at a time": slowly(b"X-A: b\r\n", b"HTTP/1.1 200 OK\r\n"),
    "one header that never ends": slowly(b"a", b"HTTP/1.1 200 OK\r\nX-A: "),
    "headers in rapid succession": lambda connection, _: _at_full_speed(
        connection, b"X-A: bcdefghijklmnopqrst\r\n" * 500
    ),
    "100 Continue for ever": slowly(b"HTTP/1.1 100 Continue\r\n\r\n"),
    "103 Early Hints at full speed": lambda connection, _: _at_full_speed(
        connection, b"HTTP/1.1 103 Early Hints\r\n\r\n" * 500, b""
    ),
    "body a byte at a time": slowly(b" ", answer(200, length=100_000)),
    "chunks a byte at a time": slowly(b"1\r\n \r\n", b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"),
    "the size of a chunk a byte at a time": slowly(b"0", b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"),
    "trailers a byte at a time": slowly(
        b"X-A: b\r\n", b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\n0\r\n"
    ),
    "a body without a length": slowly(b" ", b"HTTP/1.1 200 OK\r\n\r\n"),
    "a refusal a byte at a time": slowly(b" ", answer(404, length=100_000)),
}


def _at_full_speed(connection: socket.socket, content: bytes, start: bytes = b"HTTP/1.1 200 OK\r\n") -> None:
    until = time.monotonic() + LONGEST
    with contextlib.suppress(OSError):
        connection.sendall(start)
        while time.monotonic() < until:
            connection.sendall(content)


# ---- texts on which a regular expression may take for ever ----

HOSTILE: dict[str, str] = {
    name: (text * (1_200_000 // len(text) + 1))[:1_200_000]
    for name, text in {
        "letters": "a",
        "mixed": "aA1",
        "words": "token ",
        "names": "token",
        "names with dots": "token.",
        "names and colons": "token:",
        "names and equals signs": "token=",
        "names in quotes": '"token":"',
        "names in brackets": "token]=[",
        "double quotes": '"',
        "single quotes": "'",
        "backslashes": "\\",
        "escaped quotes": '\\"',
        "braces": "{",
        "brackets": "[",
        "angles": "<",
        "attributes": '<a token="',
        "blanks": " ",
        "line ends": "\r\n",
        "names and blanks": "token" + " " * 50,
        "bearers": "Bearer ",
        "bearers and blanks": "Bearer" + " " * 50,
        "starts of a JWT": "eyJ",
        "starts of a key": "sk-",
        "hexadecimal": "0123456789abcdef",
        "percents": "%25",
        "entities": "&amp;",
        "zero bytes": "\0",
        "combining": "e\u0301",
        "JSON": '{"token": "a", "x": ["',
        "JSON in JSON": '{\\"token\\": \\"',
        "almost the key": "key-0123456789-of-the-accoun",
    }.items()
}
