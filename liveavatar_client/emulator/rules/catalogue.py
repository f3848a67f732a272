"""Who is seen and heard: avatars, voices, languages and voice agents. The first ones are there from the start."""

import base64
import io
import wave
from datetime import UTC, datetime

from attrs import define, field

from ...service import SANDBOX_AVATAR
from ..refusal import refusal
from .keys import Keys
from .things import Clock, Json, Page, Settings, found, named, new_id, newest_first, part, time

EMBED_SANDBOX_AVATAR = "65f9e3c9-d48b-4118-b73a-4ae2e3cbb8f0"
"""The one avatar that the service allows in the sandbox of embeds."""

_SINCE = time(datetime(2026, 1, 1, tzinfo=UTC))


def _voice(number: str, name: str, language: str, gender: str, *tags: str) -> Json:
    return {
        "id": f"1a1a1a1a-1111-4222-8333-{number * 12}",
        "name": name,
        "language": language,
        "gender": gender,
        "description": f"{', '.join(tags)}".capitalize() or None,
        "tags": [*tags],
        "created_at": _SINCE,
        "updated_at": _SINCE,
    }


def _avatar(identifier: str, name: str, kind: str, voice: Json | None, status: str = "ACTIVE", **more: object) -> Json:
    ready = status == "ACTIVE"
    return {
        "id": identifier,
        "name": name,
        "type": kind,
        "status": status,
        "preview_url": f"https://pictures.emulator.invalid/{name.lower().replace(' ', '-')}.webp" if ready else None,
        "default_voice": voice and part(voice, "id", "name"),
        "is_expired": False,
        "is_1080p": kind == "VIDEO",
        "space_id": None,
        "error_message": None,
        "created_at": _SINCE,
        "updated_at": _SINCE,
        **more,
    }


def _by_id(things: list[Json]) -> dict[str, Json]:
    return {thing["id"]: thing for thing in things}


def _public_voices() -> dict[str, Json]:
    return _by_id(
        [
            _voice("4", "Anna", "English", "female", "calm", "clear"),
            _voice("3", "Bruno", "English", "male", "warm"),
            _voice("2", "Chiara", "Italian", "female", "lively"),
            _voice("1", "Dieter", "German", "male", "deep", "slow"),
        ]
    )


def _public_avatars() -> dict[str, Json]:
    anna, bruno, chiara, _ = _public_voices().values()
    return _by_id(
        [
            _avatar(EMBED_SANDBOX_AVATAR, "Wren in the sandbox of embeds", "VIDEO", anna),
            _avatar(SANDBOX_AVATAR, "Sandy in the sandbox", "VIDEO", anna),
            _avatar("0f0f0f0f-1111-4222-8333-111111111111", "Dieter", "IMAGE", None),
            _avatar("0f0f0f0f-1111-4222-8333-222222222222", "Chiara", "VIDEO", chiara),
            _avatar("0f0f0f0f-1111-4222-8333-333333333333", "Bruno", "VIDEO", bruno),
            _avatar("0f0f0f0f-1111-4222-8333-444444444444", "Anna", "VIDEO", anna),
        ]
    )


def _own_avatars() -> dict[str, Json]:
    anna, bruno, *_ = _public_voices().values()
    return _by_id(
        [
            _avatar("0e0e0e0e-1111-4222-8333-666666666666", "Old Me", "VIDEO", bruno, is_expired=True),
            _avatar(
                "0e0e0e0e-1111-4222-8333-555555555555",
                "Blurred Me",
                "IMAGE",
                None,
                "FAILED",
                error_message="There is no face in the picture",
            ),
            _avatar("0e0e0e0e-1111-4222-8333-444444444444", "Next Me", "VIDEO", anna, "DEPLOYING"),
            _avatar("0e0e0e0e-1111-4222-8333-333333333333", "New Me", "IMAGE", None, "INIT"),
            _avatar("0e0e0e0e-1111-4222-8333-222222222222", "Drawn Me", "IMAGE", None),
            _avatar("0e0e0e0e-1111-4222-8333-111111111111", "Me", "VIDEO", anna),
        ]
    )


def _voice_agents() -> dict[str, Json]:
    voice = next(iter(_public_voices()))
    return _by_id(
        [
            {
                "id": f"7a7a7a7a-1111-4222-8333-{number * 12}",
                "agent_type": "LIVEAVATAR",
                "name": name,
                "created_at": _SINCE,
                "agent_configuration": {"voice_id": voice, "prompt": prompt},
            }
            for number, name, prompt in (
                ("4", "Receptionist", "You greet the guests, and show them the way."),
                ("3", "Teacher", "You teach Italian, a few words at a time."),
            )
        ]
    )


LANGUAGES = {
    "ar": "Arabic",
    "zh": "Chinese",
    "en": "English",
    "fr": "French",
    "de": "German",
    "hi": "Hindi",
    "it": "Italian",
    "ja": "Japanese",
    "ko": "Korean",
    "pl": "Polish",
    "pt": "Portuguese",
    "es": "Spanish",
}


@define
class Catalogue:
    """Avatars and voices, the public ones and the account's own; languages; voice agents."""

    clock: Clock
    settings: Settings
    keys: Keys
    public_avatars: dict[str, Json] = field(factory=_public_avatars, repr=False)
    own_avatars: dict[str, Json] = field(factory=_own_avatars, repr=False)
    public_voices: dict[str, Json] = field(factory=_public_voices, repr=False)
    own_voices: dict[str, Json] = field(factory=dict, repr=False)
    agents: dict[str, Json] = field(factory=_voice_agents, repr=False)

    def check_that_it_can_be_used(self, avatar_id: str) -> None:
        """Raise Refusal for an avatar that is not ready, or is expired.

        One that is not here is somebody else's, unless it is to be refused.
        """
        avatar = self.avatars.get(avatar_id.lower())
        if avatar is None and self.settings.refuse_unknown_avatars:
            raise refusal(400, 4000, "Bad request", [("avatar_id", "Avatar not found")])
        if avatar and (avatar["status"] != "ACTIVE" or avatar["is_expired"]):
            raise refusal(400, 4000, "Bad request", [("avatar_id", "Avatar is not active, or is expired")])

    @property
    def avatars(self) -> dict[str, Json]:
        return self.own_avatars | self.public_avatars

    @property
    def voices(self) -> dict[str, Json]:
        return self.own_voices | self.public_voices

    # ---- avatars ----

    def list_avatars(self, page: Page) -> Json:
        return page.of(newest_first(self.own_avatars), dict)

    def list_public_avatars(self, page: Page) -> Json:
        return page.of(newest_first(self.public_avatars), dict)

    def get_avatar(self, avatar_id: str) -> Json:
        return found(self.avatars, avatar_id, "Avatar")

    def update_avatar(self, avatar_id: str, *, body: Json) -> Json:
        avatar = found(self.own_avatars, avatar_id, "Avatar")
        named(body, "default_voice_id", self.voices, "Voice")
        if body.get("default_voice_id"):
            avatar["default_voice"] = part(self.voices[body["default_voice_id"].lower()], "id", "name")
        return avatar | self._changed(avatar, body, "name")

    def delete_avatar(self, avatar_id: str) -> None:
        found(self.own_avatars, avatar_id, "Avatar")
        del self.own_avatars[avatar_id]

    # ---- voices ----

    def list_voices(self, page: Page, *, voice_type: str) -> Json:
        return page.of(newest_first(self.own_voices if voice_type == "private" else self.public_voices), dict)

    def get_voice(self, voice_id: str) -> Json:
        return found(self.voices, voice_id, "Voice")

    def get_voice_preview(self, voice_id: str) -> Json:
        found(self.voices, voice_id, "Voice")
        audio = io.BytesIO()
        with wave.open(audio, "wb") as file:  # a tenth of a second of silence
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(8000)
            file.writeframes(bytes(1600))
        return {"audio_base64": base64.b64encode(audio.getvalue()).decode()}

    def update_voice(self, voice_id: str, *, body: Json) -> Json:
        voice = found(self.own_voices, voice_id, "Voice")
        return voice | self._changed(voice, body, "name")

    def delete_voice(self, voice_id: str) -> None:
        found(self.own_voices, voice_id, "Voice")
        del self.own_voices[voice_id]

    def import_voice(self, *, body: Json) -> Json:
        named(body, "secret_id", self.keys.secrets, "Secret")
        now = time(self.clock.now())
        voice = {
            **_voice("0", body.get("name") or body["provider_voice_id"], "English", "neutral"),
            **{"id": new_id(), "created_at": now, "updated_at": now},
        }
        self.own_voices[voice["id"]] = voice
        return {"voice_id": voice["id"]}

    # ---- languages and voice agents ----

    def list_languages(self) -> list[Json]:
        return [{"language": name, "code": code} for code, name in LANGUAGES.items()]

    def list_voice_agents(self) -> list[Json]:
        return [part(agent, "id", "agent_type", "name", "created_at") for agent in self.agents.values()]

    def get_voice_agent(self, agent_id: str) -> Json:
        return found(self.agents, agent_id, "Voice agent")

    def _changed(self, thing: Json, body: Json, *names: str) -> Json:
        thing |= {name: body[name] for name in names if body.get(name) is not None}
        thing["updated_at"] = time(self.clock.now())
        return thing
