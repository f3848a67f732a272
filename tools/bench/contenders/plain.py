"""The three calls with an HTTP library and nothing else."""

import json
import socket
from abc import abstractmethod
from http.client import HTTPConnection
from importlib import import_module
from typing import Any
from urllib.parse import urlsplit

from .base import AVATAR, KEY, Contender

BODY = {
    "mode": "LITE",
    "avatar_id": AVATAR,
    "is_sandbox": False,
    "video_settings": {"encoding": "H264", "quality": "high"},
}


class Plain(Contender):
    """What a user would write around an HTTP library."""

    def open(self) -> Any:
        token = self.post("/sessions/token", {"X-API-KEY": KEY}, json=BODY)
        bearer = {"Authorization": f"Bearer {token['session_token']}"}
        return bearer, self.post("/sessions/start", bearer)

    def shut(self, session: Any) -> None:
        bearer, data = session
        self.post("/sessions/stop", bearer, json={"session_id": data["session_id"]})

    @abstractmethod
    def post(self, path: str, headers: dict[str, str], **body: Any) -> Any:
        """The data of the answer."""


class Httpx(Plain):
    """httpx: what there is to compare with."""

    def __init__(self, address: str) -> None:
        import httpx

        self._client = httpx.Client(base_url=address)

    def post(self, path: str, headers: dict[str, str], **body: Any) -> Any:
        return self._client.post(path, headers=headers, **body).raise_for_status().json()["data"]

    def close(self) -> None:
        self._client.close()


class Requests(Plain):
    """requests, with a session of its own."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._session = import_module("requests").Session()

    def post(self, path: str, headers: dict[str, str], **body: Any) -> Any:
        response = self._session.post(self._address + path, headers=headers, timeout=30, **body)
        response.raise_for_status()
        return response.json()["data"]

    def close(self) -> None:
        self._session.close()


class HttpClient(Plain):
    """The standard library alone: the floor."""

    def __init__(self, address: str) -> None:
        url = urlsplit(address)
        self._path = url.path
        self._connection = HTTPConnection(url.netloc, timeout=30)

    def post(self, path: str, headers: dict[str, str], **body: Any) -> Any:
        content = None
        if body:
            content, headers = json.dumps(body["json"]), {**headers, "Content-Type": "application/json"}
        self._connection.request("POST", self._path + path, content, headers)
        response = self._connection.getresponse()
        answer = json.load(response)
        if response.status >= 400:
            raise RuntimeError(answer)
        return answer["data"]

    def close(self) -> None:
        self._connection.close()


class Bare(Contender):
    """Three short requests over a socket, and no look at what comes back: the network."""

    def __init__(self, address: str) -> None:
        url = urlsplit(address)
        self._requests = [
            f"POST {url.path}/sessions/{call} HTTP/1.1\r\nHost: {url.netloc}\r\nContent-Length: 0\r\n\r\n".encode()
            for call in ("token", "start", "stop")
        ]
        self._socket = socket.create_connection((url.hostname, url.port))
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def open(self) -> Any:
        self._exchange(self._requests[0])
        self._exchange(self._requests[1])

    def shut(self, session: Any) -> None:
        self._exchange(self._requests[2])

    def _exchange(self, request: bytes) -> None:
        self._socket.sendall(request)
        self._socket.recv(65536)  # the server sends each answer in one piece

    def close(self) -> None:
        self._socket.close()
