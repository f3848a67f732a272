"""A language model of your own, which speaks OpenAI's protocol, set up once and used by a session in FULL mode.

Needs LIVEAVATAR_API_KEY; LLM_API_KEY and LLM_MODEL, the key and the name of the model at its provider; and
LIVEAVATAR_CONTEXT_ID (from_a_key.py makes a context). With LLM_BASE_URL set, that provider; else OpenAI. The first run
sets it up; later ones change its model, and its provider where LLM_BASE_URL is set, but not the key. With
LIVEAVATAR_AVATAR_ID set, that avatar, which costs credits; else the sandbox, which is free.
"""

import os
import sys

from liveavatar_client import (
    SANDBOX_AVATAR,
    AvatarPersona,
    LiveAvatarApi,
    LiveAvatarError,
    LiveAvatarNewSessionRequest,
    LlmConfigurationRequest,
    LlmConfigurationUpdate,
    SecretRequest,
)

NAME = "My model, from an example"


def set_up(api: LiveAvatarApi, key: str, model: str, base_url: str | None) -> str:
    """The configuration of that name, made or brought up to date. The service never gives the key back."""
    known = next((each for each in api.list_llm_configurations() if each.display_name == NAME), None)
    if known:
        return api.update_llm_configuration(known.id, LlmConfigurationUpdate(model_name=model, base_url=base_url)).id
    secret = api.create_secret(SecretRequest(secret_name=NAME, secret_value=key, secret_type="OPENAI_API_KEY"))
    return api.create_llm_configuration(
        LlmConfigurationRequest(display_name=NAME, model_name=model, secret_id=secret.id, base_url=base_url)
    ).id


def main() -> None:
    avatar_id = os.environ.get("LIVEAVATAR_AVATAR_ID") or SANDBOX_AVATAR
    with LiveAvatarApi() as api:
        for name in ("LLM_API_KEY", "LLM_MODEL", "LIVEAVATAR_CONTEXT_ID"):
            if not os.environ.get(name):
                raise ValueError(f"{name} is missing.")
        config_id = set_up(
            api, os.environ["LLM_API_KEY"], os.environ["LLM_MODEL"], os.environ.get("LLM_BASE_URL") or None
        )
        request = LiveAvatarNewSessionRequest(
            mode="FULL",
            avatar_id=avatar_id,
            is_sandbox=avatar_id == SANDBOX_AVATAR,
            avatar_persona=AvatarPersona(context_id=os.environ["LIVEAVATAR_CONTEXT_ID"]),
            llm_configuration_id=config_id,
        )
        with api.session(request) as session:
            print("Model:   ", os.environ["LLM_MODEL"])
            print("Opened:  ", session.session_id)
        print("State:   ", session.state)


if __name__ == "__main__":
    try:
        main()
    except (LiveAvatarError, ValueError) as error:
        sys.exit(" ".join([f"own_language_model: {error}", *getattr(error, "__notes__", [])]))
