"""What the operations that tests/test_regenerate.py adds to the contract do, against a service on loopback."""

import contextlib
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import liveavatar_client
from liveavatar_client import (
    AuthenticationError,
    InvalidRequestError,
    LiveAvatarApi,
    LiveAvatarApiError,
    LiveAvatarConnectionError,
    ServerError,
)

ThingRequest: Any = liveavatar_client.ThingRequest  # type: ignore[attr-defined]

Answer = tuple[int, Any]


class Service(ThreadingHTTPServer):
    """Things, five of them, and whatever else is put into `answers`."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.seen: list[tuple[str, str, Any]] = []
        self.keys: list[str | None] = []
        self.answers: list[Answer | None] = []

    def answer(self, method: str, address: str) -> Answer:
        path, query = urlsplit(address).path, parse_qs(urlsplit(address).query)
        if self.answers and (answer := self.answers.pop(0)):
            return answer
        if method == "DELETE":
            return 204, None
        if path == "/v1/things" and method == "GET":
            page, size = int(query["page"][0]), int(query["page_size"][0])
            things = [{"id": str(number), "name": "n"} for number in range(5)][(page - 1) * size : page * size]
            return 200, {"code": 1000, "data": {"results": things, "next": None if page * size >= 5 else "http://x/"}}
        return 200, {"code": 1000, "data": {"id": "new", "made_at": "2026-01-01T00:00:00"}}


class Handler(BaseHTTPRequestHandler):
    """Notes what is asked, and answers it."""

    protocol_version = "HTTP/1.1"

    def do(self) -> None:
        service: Any = self.server
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        service.seen.append((self.command, self.path, json.loads(body or b"null")))
        service.keys.append(self.headers.get("X-API-KEY"))
        status, content = service.answer(self.command, self.path)
        if status == 0:  # nothing at all
            self.close_connection = True
            return
        payload = b"" if content is None else json.dumps(content).encode()
        self.send_response(status)
        if status != 204:
            self.send_header("Content-Length", str(len(payload)))
        self.end_headers()
        self.wfile.write(payload)

    do_GET = do_POST = do_DELETE = do

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextlib.contextmanager
def service() -> Iterator[Service]:
    with Service() as served:
        threading.Thread(target=served.serve_forever, daemon=True).start()
        yield served
        served.shutdown()


def raises(kind: type[BaseException], said: str, call: Any, *arguments: Any, **more: Any) -> None:
    try:
        call(*arguments, **more)
    except kind as error:
        assert said in str(error), error
    else:
        raise AssertionError(f"no {kind.__name__}")


with service() as served, LiveAvatarApi("key", base_url=f"http://127.0.0.1:{served.server_port}/v1") as any_api:
    api: Any = any_api

    # Pages: the first with the call, the others as they are reached, each once, however often one iterates.
    things = api.list_things(page_size=2)
    assert [call[1] for call in served.seen] == ["/v1/things?page=1&page_size=2"], served.seen
    assert [thing.id for thing in things] == [thing.id for thing in things] == list("01234")
    assert len(served.seen) == 3
    assert api.list_things(colour="red")[0].made_at is None
    assert served.seen[-1][1] == "/v1/things?page=1&page_size=10&colour=red"
    served.answers = [(200, {"data": {"results": [], "next": None}})]
    empty = api.list_things()
    assert not empty
    assert (list(empty), len(empty)) == ([], 0)

    # A service that repeats itself for ever, one that fails in the middle, and a wrong key.
    same = {"data": {"results": [{"id": "1"}, {"id": "2"}], "next": "more"}}
    served.answers = [(200, same)] * 9
    assert [thing.id for thing in api.list_things()] == ["1", "2"]
    assert len(served.answers) == 7
    served.answers = [None, (418, None)]
    things = api.list_things(page_size=2)
    raises(LiveAvatarApiError, "418", list, things)
    assert [thing.id for thing in things] == list("01234")
    served.answers = [(401, {"code": 4001, "message": "No"})]
    raises(AuthenticationError, "401", api.list_things)

    # One, made, gone.
    assert api.get_thing("a b".replace(" ", "-")).made_at.tzinfo is not None
    assert api.create_thing(ThingRequest(name="x", weight=None)).id == "new"
    assert served.seen[-1] == ("POST", "/v1/things", {"name": "x"})
    assert api.delete_thing("t") is None
    served.answers = [(200, {"code": 1000, "data": None}), (200, "<html>"), (200, {"code": 4000, "message": "No"})]
    assert api.delete_thing("t") is None
    raises(LiveAvatarApiError, "cannot be understood", api.delete_thing, "t")
    raises(LiveAvatarApiError, "code 4000: No", api.delete_thing, "t")
    served.answers = [(200, {"code": 1000, "data": None}), (200, {"code": 1000})]
    raises(LiveAvatarApiError, "cannot be understood", api.get_thing, "t")
    raises(LiveAvatarApiError, "'data' is missing", api.get_thing, "t")

    # Repeated is what is safe to repeat; a POST only where it surely did nothing.
    busy = (429, {"code": 4029, "message": "Busy"})
    for call, given, trouble in (
        (api.get_thing, ["t"], (503, None)),
        (api.delete_thing, ["t"], (503, None)),
        (api.delete_thing, ["t"], (0, None)),
        (api.list_things, [], (0, None)),
        (api.create_thing, [ThingRequest("x")], busy),
    ):
        served.answers = [trouble]
        call(*given)
        assert served.answers == []
    served.answers = [(503, None), (400, None)]
    raises(ServerError, "503", api.create_thing, ThingRequest("x"))
    raises(InvalidRequestError, "400", api.create_thing, ThingRequest("x"))
    served.answers = [(0, None), None]
    raises(LiveAvatarConnectionError, "POST /v1/things", api.create_thing, ThingRequest("x"))
    assert set(served.keys) == {"key"}

    # What is wrong is said before anything is sent, without the value.
    before = len(served.seen)
    for bad in ("", "  ", ".", "..", "a/b", "a\\b", "a\n", "a?b", "a#b", "a%2fb", "\u00e9"):
        raises(ValueError, "hing", api.get_thing, bad)
        raises(ValueError, "hing", api.delete_thing, bad)
    raises(TypeError, "thing_id must be a str, not NoneType", api.get_thing, None)
    raises(ValueError, "page_size must be 1 or more, and 50 at most", api.list_things, page_size=51)
    raises(TypeError, "page_size must be an int, not str", api.list_things, page_size="5")
    raises(TypeError, "since must be a datetime, not str", api.list_things, since="5")
    raises(ValueError, "colour is empty", api.list_things, colour=" ")
    raises(TypeError, "request must be of the type ThingRequest", api.create_thing, {"name": "s3cret"})
    raises(TypeError, "request.weight must be a float, not str", api.create_thing, ThingRequest("x", weight="5"))
    raises(TypeError, "request.name must be a str, not NoneType", api.create_thing, ThingRequest(None))
    assert len(served.seen) == before

    # The contract's words.
    words = api.list_things.__doc__
    for said in ("Every thing there is.", "page_size: Things on a page, 1 to 50.", "The things.", "ValueError:"):
        assert said in words, words
    assert "NotFoundError: There is no such thing." in api.get_thing.__doc__
    assert "InvalidRequestError: There is one of that name." in api.create_thing.__doc__
