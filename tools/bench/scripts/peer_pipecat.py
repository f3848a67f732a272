import asyncio
import sys

import aiohttp  # type: ignore[import-not-found, unused-ignore]
from pipecat.services.heygen.api_liveavatar import (  # type: ignore[import-untyped, import-not-found, unused-ignore]
    LiveAvatarApi,
    LiveAvatarNewSessionRequest,
)


async def main() -> None:
    async with aiohttp.ClientSession() as http:
        api = LiveAvatarApi("bench-key", http)
        api.BASE_URL = sys.argv[1]
        session = await api.new_session(LiveAvatarNewSessionRequest(avatar_id="dd73ea75-1218-4ef3-92ce-606d5f7fbc0a"))
        await api.close_session(session.session_id)


asyncio.run(main())
