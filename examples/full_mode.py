"""A session in FULL mode, where the service holds the conversation: the avatar listens, thinks and speaks.

Needs LIVEAVATAR_API_KEY, and LIVEAVATAR_CONTEXT_ID: without a context, which holds the prompt, the avatar stays silent
(from_a_key.py makes one).
With LIVEAVATAR_VOICE_ID set, that voice. With LIVEAVATAR_AVATAR_ID set, that avatar, which costs credits; else the
sandbox, which is free.
"""

import os
import sys

from liveavatar_client import SANDBOX_AVATAR, AvatarPersona, LiveAvatarApi, LiveAvatarError, LiveAvatarNewSessionRequest


def main() -> None:
    avatar_id = os.environ.get("LIVEAVATAR_AVATAR_ID") or SANDBOX_AVATAR
    with LiveAvatarApi() as api:
        context_id = os.environ.get("LIVEAVATAR_CONTEXT_ID")
        if not context_id:
            raise ValueError("LIVEAVATAR_CONTEXT_ID is missing: without a context the avatar stays silent.")
        request = LiveAvatarNewSessionRequest(
            mode="FULL",
            avatar_id=avatar_id,
            is_sandbox=avatar_id == SANDBOX_AVATAR,
            avatar_persona=AvatarPersona(
                voice_id=os.environ.get("LIVEAVATAR_VOICE_ID"),  # None for the avatar's own
                context_id=context_id,
                language="en",
            ),
        )
        # keep_alive, so that the session outlasts a silence of some minutes.
        with api.session(request, keep_alive=True) as session:
            print("Opened:  ", session.session_id)
            print("Mode:    ", session.mode)
            print("Expires: ", session.expires_at)
        print("State:   ", session.state)


if __name__ == "__main__":
    try:
        main()
    except (LiveAvatarError, ValueError) as error:
        sys.exit(" ".join([f"full_mode: {error}", *getattr(error, "__notes__", [])]))
