"""A session opened for somebody else to watch in a browser, and left running.

Needs LIVEAVATAR_API_KEY. With LIVEAVATAR_AVATAR_ID set, that avatar, which costs credits; else the sandbox, which is
free.
"""

import os
import sys

from liveavatar_client import SANDBOX_AVATAR, LiveAvatarApi, LiveAvatarError, LiveAvatarNewSessionRequest

STOP = 'python -c "from liveavatar_client import LiveAvatarApi; LiveAvatarApi().stop_session({!r})"'


def main() -> None:
    avatar_id = os.environ.get("LIVEAVATAR_AVATAR_ID") or SANDBOX_AVATAR
    request = LiveAvatarNewSessionRequest(avatar_id=avatar_id, is_sandbox=avatar_id == SANDBOX_AVATAR)
    with LiveAvatarApi() as api, api.session(request) as session:
        print("Watch it:", session.join_url)  # whoever has this address gets in
        print("Until:   ", session.expires_at)
        print("Stop it: ", STOP.format(session.session_id), flush=True)
        session.detach()  # only now, with the address surely out, is it somebody else's, and runs on


if __name__ == "__main__":
    try:
        main()
    except (LiveAvatarError, ValueError) as error:
        sys.exit(" ".join([f"hand_over: {error}", *getattr(error, "__notes__", [])]))
