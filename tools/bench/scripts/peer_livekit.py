import asyncio
import sys
from types import SimpleNamespace

import aiohttp  # type: ignore[import-not-found, unused-ignore]
from livekit.plugins.liveavatar.api import (  # type: ignore[import-untyped, import-not-found, unused-ignore]
    LiveAvatarAPI,
)


async def main() -> None:
    async with aiohttp.ClientSession() as http:
        api = LiveAvatarAPI("bench-key", api_url=f"{sys.argv[1]}/sessions", session=http)
        answer = await api.create_streaming_session(
            livekit_url="wss://bench.invalid",
            livekit_token="bench",  # noqa: S106
            room=SimpleNamespace(name="bench"),
            avatar_id="dd73ea75-1218-4ef3-92ce-606d5f7fbc0a",
        )
        await api.start_streaming_session(**answer["data"])
        await api.stop_streaming_session(**answer["data"])


asyncio.run(main())
