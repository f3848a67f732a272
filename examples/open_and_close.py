"""A session opened, used and closed, on every way out.

Needs LIVEAVATAR_API_KEY. With LIVEAVATAR_AVATAR_ID set, that avatar, which costs credits; else the sandbox, which is
free.
"""

import os
import sys

from liveavatar_client import SANDBOX_AVATAR, LiveAvatarApi, LiveAvatarError, LiveAvatarNewSessionRequest


def main() -> None:
    avatar_id = os.environ.get("LIVEAVATAR_AVATAR_ID") or SANDBOX_AVATAR
    request = LiveAvatarNewSessionRequest(avatar_id=avatar_id, is_sandbox=avatar_id == SANDBOX_AVATAR)
    with LiveAvatarApi() as api, api.session(request) as session:
        print("Opened:  ", session.session_id)
        print("LiveKit: ", session.livekit_url)
        print("Expires: ", session.expires_at)
        # Your work goes here, with session.access_token for who watches, and session.ws_url for what the avatar says.
    print("State:   ", session.state)


if __name__ == "__main__":
    try:
        main()
    except (LiveAvatarError, ValueError) as error:
        sys.exit(" ".join([f"open_and_close: {error}", *getattr(error, "__notes__", [])]))
