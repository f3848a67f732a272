"""The avatar in a LiveKit room of your own, with a token made by LiveKit's own package (pip install livekit-api).

Needs LIVEAVATAR_API_KEY, and LIVEKIT_URL, LIVEKIT_API_KEY and LIVEKIT_API_SECRET of your LiveKit server.
With LIVEAVATAR_AVATAR_ID set, that avatar, which costs credits; else the sandbox, which is free.
"""

import os
import sys
import uuid

from liveavatar_client import (
    SANDBOX_AVATAR,
    CustomSDKLiveKitConfig,
    LiveAvatarApi,
    LiveAvatarError,
    LiveAvatarNewSessionRequest,
)

try:
    from livekit.api import AccessToken, VideoGrants
except ImportError:
    sys.exit("own_livekit_room: LiveKit's own package is missing: pip install livekit-api")


def main() -> None:
    avatar_id = os.environ.get("LIVEAVATAR_AVATAR_ID") or SANDBOX_AVATAR
    with LiveAvatarApi() as api:
        for name in ("LIVEKIT_URL", "LIVEKIT_API_KEY", "LIVEKIT_API_SECRET"):
            if not os.environ.get(name):
                raise ValueError(f"{name} is missing: set it to that of your LiveKit server.")
        room = f"avatar-{uuid.uuid4()}"
        # AccessToken takes the key and the secret from the environment.
        token = AccessToken().with_identity("avatar").with_grants(VideoGrants(room_join=True, room=room))
        config = CustomSDKLiveKitConfig(os.environ["LIVEKIT_URL"], room, token.to_jwt())
        request = LiveAvatarNewSessionRequest(
            avatar_id=avatar_id, is_sandbox=avatar_id == SANDBOX_AVATAR, livekit_config=config
        )
        with api.session(request) as session:
            print("Opened:  ", session.session_id)
            print("Room:    ", room, "on", config.livekit_url)
            # session.access_token and livekit_url are None now: who watches gets a token for the room from you.
        print("State:   ", session.state)


if __name__ == "__main__":
    try:
        main()
    except (LiveAvatarError, ValueError) as error:
        sys.exit(" ".join([f"own_livekit_room: {error}", *getattr(error, "__notes__", [])]))
