"""What else a user would pick. All of it is asynchronous."""

import asyncio
import time
from abc import abstractmethod
from importlib import import_module
from types import SimpleNamespace
from typing import Any

from .base import AVATAR, KEY, Contender


class AsyncContender(Contender):
    """A contender that needs an event loop: one loop, for all of its sessions."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._http: Any = self._loop.run_until_complete(self._new_http())

    async def _new_http(self) -> Any:
        return import_module("aiohttp").ClientSession()

    @abstractmethod
    async def aopen(self) -> Any:
        """A session that was opened, as its user would hold it."""

    @abstractmethod
    async def ashut(self, session: Any) -> None:
        """Close a session."""

    def open(self) -> Any:
        return self._loop.run_until_complete(self.aopen())

    def shut(self, session: Any) -> None:
        self._loop.run_until_complete(self.ashut(session))

    def timed(self, count: int) -> list[float]:
        async def times() -> list[float]:
            return [await self._aonce() for _ in range(count)]

        return self._loop.run_until_complete(times())

    async def _aonce(self) -> float:
        started = time.perf_counter()
        await self.ashut(await self.aopen())
        return time.perf_counter() - started

    def crowd(self, size: int, count: int) -> list[str]:
        errors: list[str] = []
        tickets = iter(range(count))

        async def work() -> None:
            for _ in tickets:  # one iterator for all
                try:
                    await self._aonce()
                except Exception as error:
                    errors.append(repr(error))

        async def all_of_them() -> None:
            await asyncio.gather(*(work() for _ in range(size)))

        self._loop.run_until_complete(all_of_them())
        return errors

    def close(self) -> None:
        self._loop.run_until_complete(self._http.close())
        self._loop.close()


class Pipecat(AsyncContender):
    """The client of the same names in pipecat."""

    def __init__(self, address: str) -> None:
        super().__init__()
        peer = import_module("pipecat.services.heygen.api_liveavatar")
        self._request = peer.LiveAvatarNewSessionRequest
        self._api = peer.LiveAvatarApi(KEY, self._http)
        self._api.BASE_URL = address

    async def aopen(self) -> Any:
        return await self._api.new_session(self._request(avatar_id=AVATAR))

    async def ashut(self, session: Any) -> None:
        await self._api.close_session(session.session_id)


class LiveKit(AsyncContender):
    """The LiveAvatar plugin of LiveKit's agents."""

    def __init__(self, address: str) -> None:
        super().__init__()
        peer = import_module("livekit.plugins.liveavatar.api")
        self._api = peer.LiveAvatarAPI(KEY, api_url=f"{address}/sessions", session=self._http)
        self._room = SimpleNamespace(name="bench")  # a real one is of use only with a LiveKit server

    async def aopen(self) -> Any:
        answer = await self._api.create_streaming_session(
            livekit_url="wss://bench.invalid", livekit_token=KEY, room=self._room, avatar_id=AVATAR
        )
        token = answer["data"]
        await self._api.start_streaming_session(**token)
        return token

    async def ashut(self, session: Any) -> None:
        await self._api.stop_streaming_session(**session)
