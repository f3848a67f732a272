"""A session opened and closed.

With LIVEAVATAR_API_KEY set, in the sandbox of the real service, which is free; without it, on the emulator.
"""

import os
import sys
from contextlib import ExitStack

from liveavatar_client import SANDBOX_AVATAR, LiveAvatarApi, LiveAvatarError, LiveAvatarNewSessionRequest


def main() -> None:
    with ExitStack() as stack:
        if os.environ.get("LIVEAVATAR_API_KEY"):
            api = stack.enter_context(LiveAvatarApi())
            print("Service:  the sandbox of", os.environ.get("LIVEAVATAR_BASE_URL") or "the real service")
        else:
            from liveavatar_client.emulator import Emulator

            os.environ["NO_PROXY"] = "127.0.0.1"  # whatever proxy there is, the emulator is on this machine
            emulator = stack.enter_context(Emulator())
            api = stack.enter_context(LiveAvatarApi(emulator.api_key, base_url=emulator.base_url))
            print("Service:  the emulator, since LIVEAVATAR_API_KEY is not set")

        request = LiveAvatarNewSessionRequest(avatar_id=SANDBOX_AVATAR, is_sandbox=True)
        with api.session(request) as session:
            print("Opened:  ", session.session_id)
            print("Mode:    ", session.mode)
            print("LiveKit: ", session.livekit_url)
            print("Started: ", session.started_at)
            print("Expires: ", session.expires_at)
        print("State:   ", session.state)

        running = [record.id for record in api.list_sessions(avatar_id=SANDBOX_AVATAR)]
        print("Running: ", "this session!" if session.session_id in running else "not this session, says the service")


if __name__ == "__main__":
    try:
        main()
    except (LiveAvatarError, ValueError) as error:
        sys.exit(f"quickstart: {error}")
