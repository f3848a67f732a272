"""Every call, as a user makes it, on an emulator: what it gives, and what the service's rules make of it."""

import base64
import json
import pickle
import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

import liveavatar_client
from liveavatar_client import (
    AvatarPersona,
    AvatarUpdate,
    ContextLink,
    ContextRequest,
    EmbedRequest,
    InvalidRequestError,
    LiveAvatarApi,
    LiveAvatarNewSessionRequest,
    LlmConfigurationRequest,
    LlmConfigurationUpdate,
    MemoryRequest,
    NotFoundError,
    SecretRequest,
    SessionMemory,
    VoiceAgent,
    VoiceImport,
    VoiceUpdate,
)
from liveavatar_client.emulator import Emulator

from .conftest import AVATAR
from .contract import OPERATIONS, check_exchange

NOBODY = "9f9f9f9f-1111-4222-8333-444444444444"
EMBED_SANDBOX = "65f9e3c9-d48b-4118-b73a-4ae2e3cbb8f0"

PROMISED = {  # by the names that are a promise, with what is given by position
    "list_avatars": [],
    "list_public_avatars": [],
    "get_avatar": ["avatar_id"],
    "update_avatar": ["avatar_id", "request"],
    "delete_avatar": ["avatar_id"],
    "list_voices": [],
    "get_voice": ["voice_id"],
    "get_voice_preview": ["voice_id"],
    "update_voice": ["voice_id", "request"],
    "delete_voice": ["voice_id"],
    "import_voice": ["request"],
    "list_contexts": [],
    "create_context": ["request"],
    "get_context": ["context_id"],
    "update_context": ["context_id", "request"],
    "delete_context": ["context_id"],
    "list_memories": [],
    "create_memory": ["request"],
    "get_memory": ["memory_id"],
    "delete_memory": ["memory_id"],
    "list_secrets": [],
    "create_secret": ["request"],
    "delete_secret": ["secret_id"],
    "list_llm_configurations": [],
    "create_llm_configuration": ["request"],
    "get_llm_configuration": ["config_id"],
    "update_llm_configuration": ["config_id", "request"],
    "delete_llm_configuration": ["config_id"],
    "list_languages": [],
    "get_credits": [],
    "create_embed": ["request"],
    "list_voice_agents": [],
    "get_voice_agent": ["agent_id"],
    "delete_session_events": ["session_id"],
}


@pytest.fixture(scope="module")
def api(one_emulator: Emulator) -> Iterator[LiveAvatarApi]:
    """A client that has every request and every answer compared with the contract."""
    with (
        httpx.Client(trust_env=False, event_hooks={"response": [check_exchange]}) as client,
        LiveAvatarApi(one_emulator.api_key, base_url=one_emulator.base_url, http_client=client) as api,
    ):
        yield api


def known(thing: Any) -> bool:
    """Whether there is nothing in a model that the contract does not name."""
    if isinstance(thing, list):
        return all(map(known, thing))
    if type(thing).__name__ == "AgentConfiguration" or not hasattr(thing, "additional_properties"):
        return True
    fields = (getattr(thing, name) for name in thing.__slots__ if not name.startswith("_"))
    return not thing.additional_properties and all(map(known, (field for field in fields if field is not thing)))


@pytest.mark.parametrize(("name", "positional"), PROMISED.items())
def test_the_promised_calls(name: str, positional: list[str]) -> None:
    code = getattr(LiveAvatarApi, name).__code__
    assert [*code.co_varnames[1 : code.co_argcount]] == positional


def test_every_call_of_the_contract_is_there_and_no_other_is_missing() -> None:
    by_hand = {name for name, operation in OPERATIONS.items() if operation.get("x-by-hand")}
    sessions = {"list_sessions", "get_session", "get_transcript"}
    assert OPERATIONS.keys() == by_hand | sessions | PROMISED.keys()
    assert len(by_hand) == 4


def test_every_call_is_in_the_table_of_the_readme() -> None:
    readme = (Path(__file__).parent.parent / "README.md").read_text()
    [table] = re.findall(r"\n\| \| list \| get .*?\n\n", readme, re.DOTALL)
    assert set(re.findall(r"`(\w+)`", table)) == {*PROMISED, "list_sessions", "get_session", "get_transcript"}


def test_the_words_say_where_things_come_from() -> None:
    for thing, places in (
        (LiveAvatarApi, ["https://app.liveavatar.com/developers"]),
        (LiveAvatarNewSessionRequest, ["list_public_avatars()", "create_llm_configuration()"]),
        (AvatarPersona, ["list_voices()", "create_context()", "list_languages()"]),
        (VoiceAgent, ["list_voice_agents()"]),
        (SessionMemory, ["create_memory()"]),
        (LlmConfigurationRequest, ["create_secret()"]),
    ):
        for place in places:
            assert place in (thing.__doc__ or "")
            if place.endswith("()"):
                assert hasattr(LiveAvatarApi, place.removesuffix("()"))


def test_avatars(api: LiveAvatarApi, one_emulator: Emulator) -> None:
    public, own = list(api.list_public_avatars()), list(api.list_avatars())
    assert known(public + own)
    assert {avatar.type_ for avatar in public + own} == {"VIDEO", "IMAGE"}
    assert {avatar.status for avatar in own} == {"ACTIVE", "INIT", "DEPLOYING", "FAILED"}
    assert all(avatar.preview_url and avatar.preview_url.startswith("https://") for avatar in public)
    assert [avatar for avatar in own if avatar.is_expired]
    assert [avatar.error_message for avatar in own if avatar.status == "FAILED"] != [None]
    assert [avatar.id for avatar in api.list_avatars(page_size=2)] == [avatar.id for avatar in own]
    assert liveavatar_client.Avatar is type(public[0])
    assert {seen.headers.get("X-Api-Key") for seen in one_emulator.requests if seen.path.endswith("/public")} == {None}

    assert api.get_avatar(public[0].id) == public[0]
    voice = next(iter(api.list_voices()))
    changed = api.update_avatar(own[0].id, AvatarUpdate(name="Me at work"))
    assert (changed.name, changed.default_voice) == ("Me at work", own[0].default_voice)
    changed = api.update_avatar(own[0].id, AvatarUpdate(default_voice_id=voice.id))
    assert changed.default_voice
    assert (changed.name, changed.default_voice.id, changed.default_voice.name) == ("Me at work", voice.id, voice.name)
    with pytest.raises(InvalidRequestError, match="Voice not found"):
        api.update_avatar(own[0].id, AvatarUpdate(default_voice_id=NOBODY))
    with pytest.raises(NotFoundError):
        api.update_avatar(public[0].id, AvatarUpdate(name="Mine"))
    assert api.delete_avatar(own[1].id) is None  # type: ignore[func-returns-value]
    with pytest.raises(NotFoundError):
        api.get_avatar(own[1].id)
    assert own[1].id not in [avatar.id for avatar in api.list_avatars()]


def test_an_avatar_that_cannot_be_used(api: LiveAvatarApi) -> None:
    for avatar in api.list_avatars():
        if avatar.status == "ACTIVE" and not avatar.is_expired:
            api.create_session_token(LiveAvatarNewSessionRequest(avatar.id))
        else:
            with pytest.raises(InvalidRequestError, match="avatar_id: Avatar is not active, or is expired"):
                api.create_session_token(LiveAvatarNewSessionRequest(avatar.id))


def test_voices(api: LiveAvatarApi) -> None:
    public = list(api.list_voices())
    assert public == list(api.list_voices(voice_type="public"))
    assert known(public)
    assert {voice.language for voice in public} > {"English"}
    assert not api.list_voices(voice_type="private")
    with pytest.raises(ValueError, match="voice_type must be one of public, private"):
        api.list_voices(voice_type="mine")
    assert base64.b64decode(api.get_voice_preview(public[0].id).audio_base64 or "").startswith(b"RIFF")

    key = api.create_secret(SecretRequest("Voices", "example", "ELEVENLABS_API_KEY"))
    brought = api.import_voice(VoiceImport("theirs", key.id, name="My voice"))
    [own] = api.list_voices(voice_type="private")
    assert own == api.get_voice(brought.voice_id)
    assert own.name == "My voice"
    assert api.update_voice(own.id, VoiceUpdate("Renamed")).name == "Renamed"
    with pytest.raises(ValueError, match=r"request\.name is too long: 64 characters at most, and it has 65"):
        api.update_voice(own.id, VoiceUpdate("x" * 65))
    with pytest.raises(ValueError, match=r"request\.name is too short: 1 characters at least"):
        api.update_voice(own.id, VoiceUpdate(""))
    with pytest.raises(InvalidRequestError, match="Secret not found"):
        api.import_voice(VoiceImport("theirs", NOBODY))
    api.delete_voice(own.id)
    assert not api.list_voices(voice_type="private")
    with pytest.raises(NotFoundError):
        api.delete_voice(public[0].id)  # everybody's


def test_contexts(api: LiveAvatarApi) -> None:
    made = api.create_context(
        ContextRequest(
            name="Reception",
            prompt="You greet the guests of {{hotel}}, who call you {{ name }}, in {{hotel}}.",
            opening_text="Welcome to {{hotel}}",
            links=[ContextLink("https://hotel.example.com"), ContextLink("https://x.example.com", "Prices")],
        )
    )
    assert known(made)
    assert made.required_dynamic_variables == ["hotel", "name"]
    assert made.links
    assert [(link.url, link.faq) for link in made.links] == [
        ("https://hotel.example.com", ""),
        ("https://x.example.com", "Prices"),
    ]
    assert api.get_context(made.id) == made
    [listed] = api.list_contexts()
    assert (listed.id, listed.name, hasattr(listed, "prompt")) == (made.id, "Reception", False)
    assert known(listed)

    with pytest.raises(InvalidRequestError, match="already exists") as caught:
        api.create_context(ContextRequest("Reception", "p", "o"))
    assert [fault.field for fault in caught.value.errors] == ["name"]
    other = api.create_context(ContextRequest("Another", "p", "o"))
    with pytest.raises(InvalidRequestError, match="already exists"):
        api.update_context(other.id, ContextRequest("Reception", "p", "o"))

    # What one got can be sent again, changed.
    changed = api.update_context(
        made.id, ContextRequest(made.name or "", "Now {{you}}.", made.opening_text or "", links=made.links)
    )
    assert (changed.name, changed.required_dynamic_variables) == ("Reception", ["you"])
    assert changed.links == made.links
    assert isinstance(changed.updated_at, datetime)
    assert isinstance(made.updated_at, datetime)
    assert changed.updated_at >= made.updated_at == changed.created_at
    api.delete_context(made.id)
    api.delete_context(other.id)
    assert not api.list_contexts()
    for call in (api.get_context, api.delete_context):
        with pytest.raises(NotFoundError, match="Context not found"):
            call(made.id)


def test_a_change_of_a_context_takes_all_three_fields(api: LiveAvatarApi, one_emulator: Emulator) -> None:
    made = api.create_context(ContextRequest("Whole", "p", "o"))
    part = httpx.patch(
        f"{one_emulator.base_url}/contexts/{made.id}", json={"prompt": "x"}, headers={"X-API-KEY": one_emulator.api_key}
    )
    assert part.status_code == 422
    assert [fault["loc"] for fault in part.json()["detail"]] == [["body", "name"], ["body", "opening_text"]]
    with pytest.raises(TypeError):
        ContextRequest(prompt="x")  # type: ignore[call-arg]
    for words in (LiveAvatarApi.update_context.__doc__, LiveAvatarApi.create_context.__doc__):
        said = " ".join((words or "").split())
        assert "Names are unique in an account" in said
        assert "A prompt of more than 65,535 characters is a ValueError before anything is sent" in said
    assert "all of name, prompt and opening_text" in " ".join((LiveAvatarApi.update_context.__doc__ or "").split())
    api.delete_context(made.id)


def test_a_prompt_that_the_service_would_cut(api: LiveAvatarApi, one_emulator: Emulator) -> None:
    """It is an error before anything is sent. The service takes it, and says nothing."""
    before = len(one_emulator.requests)
    for call in (api.create_context, lambda request: api.update_context(NOBODY, request)):
        with pytest.raises(ValueError, match=r"request\.prompt is too long: 65,535 characters at most") as caught:
            call(ContextRequest("Long", "s3cret" * 11_000, "o"))
        assert "s3cret" not in str(caught.value)
    assert len(one_emulator.requests) == before
    made = api.create_context(ContextRequest("Long", "x" * 65_535, "o"))
    api.delete_context(made.id)

    body = {"name": "Longer", "prompt": "x" * 70_000, "opening_text": "o"}
    taken = httpx.post(f"{one_emulator.base_url}/contexts", json=body, headers={"X-API-KEY": one_emulator.api_key})
    assert (taken.status_code, len(taken.json()["data"]["prompt"])) == (200, 65_535)
    api.delete_context(taken.json()["data"]["id"])


def test_secrets_are_never_given_back(api: LiveAvatarApi, one_emulator: Emulator) -> None:
    made = api.create_secret(SecretRequest("A key", "the-value-itself", "OPENAI_API_KEY"))
    [kept] = [secret for secret in api.list_secrets() if secret.id == made.id]
    assert (made.secret_name, kept.secret_name, kept.secret_type) == ("A key", "A key", "OPENAI_API_KEY")
    assert repr(kept).startswith(f"StoredSecret(id={made.id!r}, secret_name='A key', secret_type='OPENAI_API_KEY', ")
    answers = httpx.get(f"{one_emulator.base_url}/secrets", headers={"X-API-KEY": one_emulator.api_key}).text
    assert "the-value-itself" not in answers + repr(made) + repr(kept)
    assert "the-value-itself" not in repr(SecretRequest("A key", "the-value-itself", "OPENAI_API_KEY"))
    api.delete_secret(made.id)
    assert made.id not in [secret.id for secret in api.list_secrets()]
    with pytest.raises(NotFoundError):
        api.delete_secret(made.id)


def test_language_models(api: LiveAvatarApi) -> None:
    key = api.create_secret(SecretRequest("Models", "example", "OPENAI_API_KEY"))
    with pytest.raises(InvalidRequestError, match="Secret not found"):
        api.create_llm_configuration(LlmConfigurationRequest("Mine", "m", NOBODY))
    made = api.create_llm_configuration(LlmConfigurationRequest("Mine", "m", key.id, base_url="https://m.example.com"))
    assert known(made)
    assert api.get_llm_configuration(made.id) == made
    [listed] = api.list_llm_configurations()
    assert (listed.id, listed.display_name, listed.base_url) == (made.id, "Mine", None)
    changed = api.update_llm_configuration(made.id, LlmConfigurationUpdate(model_name="n"))
    assert (changed.display_name, changed.model_name, changed.base_url) == ("Mine", "n", "https://m.example.com")

    persona = AvatarPersona()
    good = LiveAvatarNewSessionRequest(AVATAR, mode="FULL", avatar_persona=persona, llm_configuration_id=made.id)
    with api.session(good):
        pass
    bad = LiveAvatarNewSessionRequest(AVATAR, mode="FULL", avatar_persona=persona, llm_configuration_id=NOBODY)
    token = api.create_session_token(bad).data.session_token
    with pytest.raises(InvalidRequestError, match="LLM configuration not found"):
        api.start_session(token)
    api.delete_llm_configuration(made.id)
    assert not api.list_llm_configurations()
    with pytest.raises(NotFoundError):
        api.get_llm_configuration(made.id)


def test_memories(api: LiveAvatarApi, one_emulator: Emulator) -> None:
    with api.session(LiveAvatarNewSessionRequest(AVATAR)) as session:
        one_emulator.say(session.session_id, "user", "A quiet room, please.")
    made = api.create_memory(MemoryRequest(session.session_id))
    assert (made.memory_type, made.memory_content) == ("session", "user: A quiet room, please.")
    assert made.updated_at is None
    whole = api.get_memory(made.id)
    assert known(whole)
    assert whole.session_episodes
    assert [(each.session_id, each.sequence_num) for each in whole.session_episodes] == [(session.session_id, 1)]
    [listed] = api.list_memories()
    assert listed.memory_content_preview == made.memory_content
    assert not api.list_memories(type="another")
    later = LiveAvatarNewSessionRequest(
        AVATAR, mode="FULL", avatar_persona=AvatarPersona(), memory=SessionMemory(session_memory_id=made.id)
    )
    api.create_session_token(later)
    assert api.delete_memory(made.id) is None  # type: ignore[func-returns-value]
    with pytest.raises(NotFoundError):
        api.get_memory(made.id)
    with pytest.raises(NotFoundError):
        api.create_memory(MemoryRequest(NOBODY))


def test_languages_credits_and_voice_agents(api: LiveAvatarApi, one_emulator: Emulator) -> None:
    assert ("English", "en") in [(language.language, language.code) for language in api.list_languages()]
    assert "X-Api-Key" not in one_emulator.requests[-1].headers
    before = float(api.get_credits().credits_left or "")
    with api.session(LiveAvatarNewSessionRequest(AVATAR, mode="FULL", avatar_persona=AvatarPersona())):
        one_emulator.advance(61)
        assert float(api.get_credits().credits_left or "") == before - 4
    assert api.get_credits().credits_left == f"{one_emulator.credits:g}"
    with Emulator(credits=8.5) as poor, LiveAvatarApi(poor.api_key, base_url=poor.base_url) as another:
        assert another.get_credits().credits_left == "8.5"

    agents = list(api.list_voice_agents())
    assert agents[0].agent_configuration is None
    agent = api.get_voice_agent(agents[0].id)
    assert agent.agent_configuration
    assert agent.agent_configuration["prompt"].startswith("You greet")
    api.create_session_token(LiveAvatarNewSessionRequest(AVATAR, mode="FULL", voice_agent=VoiceAgent(agent.id)))
    with pytest.raises(NotFoundError):
        api.get_voice_agent(NOBODY)


def test_embeds(api: LiveAvatarApi, one_emulator: Emulator) -> None:
    context = api.create_context(ContextRequest("Embedded", "p", "o"))
    embed = api.create_embed(EmbedRequest(AVATAR, context_id=context.id, type_="WIDGET", orientation="vertical"))
    assert one_emulator.requests[-1].path == "/v2/embeddings"
    assert one_emulator.requests[-1].json == {
        "avatar_id": AVATAR,
        "context_id": context.id,
        "type": "WIDGET",
        "is_sandbox": False,
        "orientation": "vertical",
    }
    assert (embed.orientation, known(embed)) == ("vertical", True)
    assert embed.url
    assert embed.script
    assert embed.url in embed.script
    assert api.create_embed(EmbedRequest(EMBED_SANDBOX, is_sandbox=True)).script is None
    agent = next(iter(api.list_voice_agents()))
    for wrong, said in (
        (EmbedRequest(AVATAR, is_sandbox=True), "not allowed in sandbox"),
        (EmbedRequest(AVATAR, context_id=context.id, voice_agent_id=agent.id), "Exactly one of"),
        (EmbedRequest(AVATAR, context_id=NOBODY), "Context not found"),
        (EmbedRequest(AVATAR, max_session_duration=100_000), "exceeds the maximum"),
    ):
        with pytest.raises(InvalidRequestError, match=said):
            api.create_embed(wrong)
    with pytest.raises(ValueError, match=r"request\.default_language is too long"):
        api.create_embed(EmbedRequest(AVATAR, default_language="English"))
    api.delete_context(context.id)


def test_session_events(api: LiveAvatarApi, one_emulator: Emulator) -> None:
    with api.session(LiveAvatarNewSessionRequest(AVATAR)) as session:
        one_emulator.say(session.session_id, "user", "Hello")
        assert api.get_transcript(session.session_id).transcript_data
        assert api.delete_session_events(session.session_id) is None  # type: ignore[func-returns-value]
        assert api.get_transcript(session.session_id).transcript_data == []
    with pytest.raises(NotFoundError):
        api.delete_session_events(NOBODY)


def test_what_the_contract_says_is_refused(api: LiveAvatarApi, one_emulator: Emulator) -> None:
    """In words, since it has no other way to say it."""

    def refusal(**configuration: Any) -> str:
        body = {"avatar_id": AVATAR, **configuration}
        answer = httpx.post(
            f"{one_emulator.base_url}/sessions/token", json=body, headers={"X-API-KEY": one_emulator.api_key}
        )
        assert answer.status_code == 400
        return json.dumps(answer.json())

    room = {"livekit_url": "wss://x", "livekit_room": "r", "livekit_client_token": "t"}
    connectors = {"livekit_config": room, "openai_realtime_config": {"secret_id": "s"}}
    assert "At most one connector is allowed" in refusal(**connectors)
    assert "At most one connector" in refusal(**connectors, gemini_realtime_config={"secret_id": "s"})
    assert "needs the mode FULL" in refusal(avatar_persona={"context_id": "c"})
    assert "needs the mode FULL" in refusal(mode="LITE", voice_agent={"id": "v"})
    assert "Exactly one of" in refusal(mode="FULL", avatar_persona={"context_id": "c"}, voice_agent={"id": "v"})


def test_a_list_is_a_sequence_that_can_be_read_again(api: LiveAvatarApi, one_emulator: Emulator) -> None:
    avatars = api.list_public_avatars(page_size=2)
    assert isinstance(avatars, Sequence)
    before = len(one_emulator.requests)
    once = [avatar.name for avatar in avatars]
    assert once == [avatar.name for avatar in avatars]
    assert len(one_emulator.requests) == before + 2
    nothing = api.list_contexts()
    assert (list(nothing), list(nothing), len(nothing), bool(nothing)) == ([], [], 0, False)
    assert pickle.loads(pickle.dumps(avatars[0])) == avatars[0]
