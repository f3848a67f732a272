"""A conversation from nothing but a key: find an avatar and a voice, make a context, and talk in FULL mode.

Needs LIVEAVATAR_API_KEY, which https://app.liveavatar.com/developers has. With LIVEAVATAR_AVATAR_ID set, that avatar.
Costs 2 credits a minute.
"""

import os
import sys

from liveavatar_client import (
    SANDBOX_AVATAR,
    AvatarPersona,
    ContextRequest,
    LiveAvatarApi,
    LiveAvatarError,
    LiveAvatarNewSessionRequest,
)

CONTEXT = ContextRequest(
    name="Reception, from an example",
    prompt="You are the receptionist of a small hotel by the sea. You answer in one or two sentences.",
    opening_text="Good day, and welcome. How may I help you?",
)


def find_avatar(api: LiveAvatarApi) -> str:
    """One that everybody may use. Most have a picture: print(avatar.preview_url)."""
    avatars = [avatar for avatar in api.list_public_avatars() if avatar.status == "ACTIVE" and not avatar.is_expired]
    if not avatars:
        raise ValueError("There is no public avatar that can be used.")
    return avatars[0].id


def find_voice(api: LiveAvatarApi, language: str) -> str | None:
    """One in that language; without one the avatar's own. api.get_voice_preview(voice.id) lets it be heard."""
    return next((voice.id for voice in api.list_voices() if (voice.language or "").startswith(language)), None)


def find_or_make_context(api: LiveAvatarApi) -> str:
    """The one of that name, which there can be once only, as the example has it."""
    for context in api.list_contexts():
        if context.name == CONTEXT.name:
            return api.update_context(context.id, CONTEXT).id
    return api.create_context(CONTEXT).id


def main() -> None:
    with LiveAvatarApi() as api:
        avatar_id = os.environ.get("LIVEAVATAR_AVATAR_ID") or find_avatar(api)
        persona = AvatarPersona(
            voice_id=find_voice(api, "English"), context_id=find_or_make_context(api), language="en"
        )
        request = LiveAvatarNewSessionRequest(
            mode="FULL", avatar_id=avatar_id, is_sandbox=avatar_id == SANDBOX_AVATAR, avatar_persona=persona
        )
        with api.session(request, keep_alive=True) as session:
            print("Avatar:  ", avatar_id)
            print("Opened:  ", session.session_id)
            print("Expires: ", session.expires_at)
            # Open session.join_url in a browser, and talk: whoever has that address gets in.
        print("State:   ", session.state)
        print("Credits: ", api.get_credits().credits_left)


if __name__ == "__main__":
    try:
        main()
    except (LiveAvatarError, ValueError) as error:
        sys.exit(" ".join([f"from_a_key: {error}", *getattr(error, "__notes__", [])]))
