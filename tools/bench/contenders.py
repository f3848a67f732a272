"""Who is measured: each opens and closes sessions with one client that it keeps, as its users would.

Each has a process for itself, and only there is imported what it needs.
"""

import sys
from collections.abc import Callable
from typing import Any, NamedTuple

KEY = "bench-key"
AVATAR = "dd73ea75-1218-4ef3-92ce-606d5f7fbc0a"
VIDEO = {"encoding": "H264", "quality": "high"}
BODY = {"mode": "LITE", "avatar_id": AVATAR, "is_sandbox": False, "video_settings": VIDEO}


class Contender(NamedTuple):
    """One way to open a session, and to shut it. With a `loop` both are asynchronous, and run in that."""

    open: Callable[[], Any]
    shut: Callable[[Any], Any]
    loop: Any = None

    def do(self, call: Callable[..., Any], *arguments: Any) -> Any:
        """What one of the two gives."""
        return self.loop.run_until_complete(call(*arguments)) if self.loop else call(*arguments)


def contender(name: str, address: str) -> Contender:
    """The contender of that name, with its client."""
    if name != "LiveKit's plugin":
        # httpx would load its command line, with all of rich and pygments, where they happen to be installed. That
        # doubles what it takes, and would make everything on top look cheap. LiveKit's agents need click themselves.
        sys.modules["click"] = None  # type: ignore[assignment]
    return CONTENDERS[name](address)


def script(name: str, address: str) -> None:
    """All that a script does which opens and closes one session."""
    it = contender(name, address)
    it.do(it.shut, it.do(it.open))


def liveavatar(address: str) -> Contender:
    from liveavatar_client import LiveAvatarApi, LiveAvatarNewSessionRequest

    api = LiveAvatarApi(KEY, base_url=address)
    return Contender(
        lambda: api.new_session(LiveAvatarNewSessionRequest(avatar_id=AVATAR)),
        lambda session: api.close_session(session.session_id),
    )


def plain(post: Callable[[str, dict[str, str], Any], Any]) -> Contender:
    """What a user would write around an HTTP library. `post` gives the answer."""

    def open() -> Any:
        token = post("/sessions/token", {"X-API-KEY": KEY}, BODY)["data"]["session_token"]
        bearer = {"Authorization": f"Bearer {token}"}
        return bearer, post("/sessions/start", bearer, None)["data"]

    return Contender(open, lambda it: post("/sessions/stop", it[0], {"session_id": it[1]["session_id"]}))


def plain_httpx(address: str) -> Contender:
    import httpx

    client = httpx.Client(base_url=address)
    return plain(lambda path, head, body: client.post(path, headers=head, json=body).raise_for_status().json())


def plain_requests(address: str) -> Contender:
    import requests  # type: ignore[import-untyped, import-not-found, unused-ignore]

    client = requests.Session()

    def post(path: str, headers: dict[str, str], body: Any) -> Any:
        response = client.post(address + path, headers=headers, json=body, timeout=30)
        response.raise_for_status()
        return response.json()

    return plain(post)


def plain_http_client(address: str) -> Contender:
    import json
    from http.client import HTTPConnection

    connection = HTTPConnection(address.split("/")[2], timeout=30)

    def post(path: str, headers: dict[str, str], body: Any) -> Any:
        if body:
            headers = {**headers, "Content-Type": "application/json"}
        connection.request("POST", f"/v1{path}", json.dumps(body) if body else None, headers)
        response = connection.getresponse()
        if response.status >= 400:
            raise RuntimeError(response.read())
        return json.load(response)

    return plain(post)


def aiohttp_session() -> tuple[Any, Any]:
    """An event loop, and a session of aiohttp in it."""
    import asyncio
    import atexit

    import aiohttp  # type: ignore[import-not-found, unused-ignore]

    loop = asyncio.new_event_loop()
    http = aiohttp.ClientSession(loop=loop)
    atexit.register(lambda: loop.run_until_complete(http.close()))
    return loop, http


def pipecat(address: str) -> Contender:
    from pipecat.services.heygen import api_liveavatar as it  # type: ignore

    loop, http = aiohttp_session()
    api = it.LiveAvatarApi(KEY, http)
    api.BASE_URL = address
    return Contender(
        lambda: api.new_session(it.LiveAvatarNewSessionRequest(avatar_id=AVATAR)),
        lambda session: api.close_session(session.session_id),
        loop,
    )


def livekit(address: str) -> Contender:
    from types import SimpleNamespace

    from livekit.plugins.liveavatar.api import LiveAvatarAPI  # type: ignore

    loop, http = aiohttp_session()
    api = LiveAvatarAPI(KEY, api_url=f"{address}/sessions", session=http)
    room = SimpleNamespace(name="bench")  # a real one is of use only with a LiveKit server

    async def open() -> Any:
        given = {"livekit_url": "wss://bench.invalid", "livekit_token": KEY, "room": room, "avatar_id": AVATAR}
        token = (await api.create_streaming_session(**given))["data"]
        await api.start_streaming_session(**token)
        return token

    return Contender(open, lambda token: api.stop_streaming_session(**token), loop)


CONTENDERS: dict[str, Callable[[str], Contender]] = {
    "this client": liveavatar,
    "plain httpx": plain_httpx,
    "requests": plain_requests,
    "http.client": plain_http_client,
    "pipecat": pipecat,
    "LiveKit's plugin": livekit,
}
