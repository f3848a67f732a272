"""The public surface as a user would use it: every type checker has to agree. Never run."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, assert_type

import httpx

from liveavatar_client import (
    AgentDynamicVariables,
    AgoraConfig,
    AuthenticationError,
    Avatar,
    AvatarPersona,
    AvatarUpdate,
    ConcurrencyLimitError,
    Context,
    ContextLink,
    ContextRequest,
    ContextSummary,
    Credits,
    CustomSDKLiveKitConfig,
    DynamicVariables,
    ElevenLabsAgentConfig,
    ElevenLabsVoiceSettings,
    Embed,
    EmbedRequest,
    FieldError,
    FishVoiceSettings,
    GeminiRealtimeConfig,
    InvalidRequestError,
    KeepAliveResponse,
    Language,
    LiveAvatarApi,
    LiveAvatarApiError,
    LiveAvatarConnectionError,
    LiveAvatarError,
    LiveAvatarNewSessionRequest,
    LiveAvatarSessionData,
    LiveAvatarSessionResponse,
    LiveAvatarTimeoutError,
    LlmConfiguration,
    LlmConfigurationRequest,
    LlmConfigurationUpdate,
    Memory,
    MemoryRequest,
    NoCreditsError,
    NotFoundError,
    OpenAIRealtimeConfig,
    OpenSessionsWarning,
    RateLimitError,
    SecretRequest,
    ServerError,
    SessionEndedWarning,
    SessionMemory,
    SessionRecord,
    SessionTokenData,
    SessionTokenResponse,
    StandardSessionResponse,
    StopSessionResponse,
    StoredSecret,
    SttConfig,
    Transcript,
    VideoEncoding,
    VideoQuality,
    VideoSettings,
    Voice,
    VoiceAgent,
    VoiceAgentRecord,
    VoiceImport,
    VoicePreview,
    VoiceUpdate,
    __version__,
)
from liveavatar_client.emulator import Emulator

version: str = __version__

api = LiveAvatarApi()
api = LiveAvatarApi("key", base_url="http://127.0.0.1/v1", timeout=5, max_retries=0, http_client=None)
api = LiveAvatarApi(api_key=None, timeout=httpx.Timeout(5), http_client=httpx.Client())

lite = LiveAvatarNewSessionRequest(avatar_id="a")
lite = LiveAvatarNewSessionRequest(
    avatar_id="a",
    mode="LITE",
    video_settings=VideoSettings(encoding=VideoEncoding.H264, quality=VideoQuality.very_high),
    is_sandbox=True,
    livekit_config=CustomSDKLiveKitConfig(livekit_url="wss://x", livekit_room="r", livekit_client_token="t"),
    max_session_duration=600,
)
nothing = LiveAvatarNewSessionRequest(
    avatar_id="a",
    mode=None,
    video_settings=None,
    is_sandbox=None,
    avatar_persona=None,
    livekit_config=None,
    max_session_duration=None,
    voice_agent=None,
    interactivity_type=None,
    llm_configuration_id=None,
    dynamic_variables=None,
    memory=None,
    agora_config=None,
    elevenlabs_agent_config=None,
    openai_realtime_config=None,
    gemini_realtime_config=None,
)
full = LiveAvatarNewSessionRequest(
    avatar_id="a",
    mode="FULL",
    avatar_persona=AvatarPersona(
        voice_id="v",
        context_id=None,
        language="en",
        voice_settings=ElevenLabsVoiceSettings(speed=1.1, stability=None),
        stt_config=SttConfig(provider="deepgram"),
    ),
    dynamic_variables=DynamicVariables.from_dict({"name": "Ada"}),
    memory=SessionMemory(prev_session_id="p"),
)
others = [
    LiveAvatarNewSessionRequest("a", voice_agent=VoiceAgent(id="v")),
    LiveAvatarNewSessionRequest("a", agora_config=AgoraConfig("app", "token", "channel", "uid")),
    LiveAvatarNewSessionRequest(
        "a",
        elevenlabs_agent_config=ElevenLabsAgentConfig(
            "s", "a", dynamic_variables=AgentDynamicVariables.from_dict({"n": 1})
        ),
    ),
    LiveAvatarNewSessionRequest("a", openai_realtime_config=OpenAIRealtimeConfig("s", temperature=0.8)),
    LiveAvatarNewSessionRequest("a", gemini_realtime_config=GeminiRealtimeConfig("s", voice="v")),
    LiveAvatarNewSessionRequest("a", avatar_persona=AvatarPersona(voice_settings=FishVoiceSettings(model="s2"))),
]
lite["anything"] = {"new": True}

token = api.create_session_token(lite)
assert_type(token, SessionTokenResponse)
assert_type(token.data, SessionTokenData)
assert_type(token.data.session_token, str)
started = api.start_session(token.data.session_token)
assert_type(started, LiveAvatarSessionResponse)
assert_type(started.data, LiveAvatarSessionData)
assert_type(started.data.session_id, str)
assert_type(started.data.ws_url, str | None)
assert_type(api.stop_session(token.data.session_id), StopSessionResponse)
assert_type(api.stop_session(token.data.session_id, token.data.session_token, reason=None), StopSessionResponse)

with LiveAvatarApi() as api, api.session(lite, keep_alive=True) as session:
    assert_type(api, LiveAvatarApi)
    assert_type(session, StandardSessionResponse)

session = api.new_session(full)
assert_type(session.session_id, str)
assert_type(session.access_token, str | None)
assert_type(session.livekit_url, str | None)
assert_type(session.livekit_agent_token, str | None)
assert_type(session.ws_url, str | None)
assert_type(session.raw_response, LiveAvatarSessionResponse)
assert_type(session.mode, str | None)
assert_type(session.avatar_id, str | None)
assert_type(session.max_session_duration, int | None)
assert_type(session.started_at, datetime | None)
assert_type(session.expires_at, datetime | None)
assert_type(session.state, str)
assert_type(session.join_url, str | None)
assert_type(api.open_sessions, list[str])
assert_type(api.close_session(session.session_id), StopSessionResponse)
assert_type(api.keep_alive(session.session_id), KeepAliveResponse)
assert_type(api.list_sessions(), Sequence[SessionRecord])
assert_type(api.list_sessions("historic", avatar_id="a", page_size=10), Sequence[SessionRecord])
assert_type(api.get_session("s"), SessionRecord)
assert_type(api.get_session("s").end_at, datetime | None)
assert_type(hash(session), int)
assert_type(api.get_transcript("s", start_timestamp=0), Transcript)
assert_type(api.stop_all_sessions(), list[str])
assert_type(api.close(), None)

assert_type(api.list_public_avatars(), Sequence[Avatar])
assert_type(api.list_avatars(page_size=5)[0].preview_url, str | None)
assert_type(api.update_avatar("a", AvatarUpdate(name="n")), Avatar)
assert_type(api.delete_avatar("a"), None)
assert_type(api.list_voices(voice_type="private"), Sequence[Voice])
assert_type(api.get_voice_preview("v"), VoicePreview)
assert_type(api.update_voice("v", VoiceUpdate("n")), Voice)
assert_type(api.import_voice(VoiceImport("p", "s", name=None)).voice_id, str)
assert_type(api.list_contexts(), Sequence[ContextSummary])
context = api.create_context(ContextRequest("n", "p", "o", links=[ContextLink("https://x")]))
assert_type(context, Context)
assert_type(api.update_context(context.id, ContextRequest("n", "p", "o", links=context.links)), Context)
assert_type(api.create_memory(MemoryRequest("s")), Memory)
assert_type(api.delete_memory("m"), None)
assert_type(api.list_secrets(), Sequence[StoredSecret])
assert_type(api.create_secret(SecretRequest("n", "v", "OPENAI_API_KEY")), StoredSecret)
assert_type(api.create_llm_configuration(LlmConfigurationRequest("n", "m", "s", base_url=None)), LlmConfiguration)
assert_type(api.update_llm_configuration("c", LlmConfigurationUpdate(model_name="m")), LlmConfiguration)
assert_type(api.list_languages(), Sequence[Language])
assert_type(api.get_credits(), Credits)
assert_type(api.create_embed(EmbedRequest("a", context_id="c")), Embed)
assert_type(api.list_voice_agents(), Sequence[VoiceAgentRecord])
assert_type(api.delete_session_events("s"), None)

try:
    api.new_session(lite)
except LiveAvatarApiError as error:
    assert_type(error.message, str)
    assert_type(error.status, int)
    assert_type(error.response_text, str)
    assert_type(error.code, int | None)
    assert_type(error.errors, list[FieldError])
    assert_type(error.retry_after, float | None)
    assert_type(error.session_id, str | None)
except LiveAvatarConnectionError as error:
    assert_type(error.sent, bool)

tree: list[type[LiveAvatarError]] = [
    AuthenticationError,
    NotFoundError,
    InvalidRequestError,
    RateLimitError,
    ConcurrencyLimitError,
    NoCreditsError,
    ServerError,
    LiveAvatarTimeoutError,
]
warnings: list[type[UserWarning]] = [OpenSessionsWarning, SessionEndedWarning]
made = [LiveAvatarApiError("message", 500, "text"), NoCreditsError(), RateLimitError(retry_after=2)]
faked = StandardSessionResponse("id", access_token="token", max_session_duration=60)
assert_type(faked.raw_response, LiveAvatarSessionResponse)
assert_type(faked.to_dict(times_as_text=False), dict[str, Any])

with Emulator(credits=5) as emulator:
    assert_type(emulator.base_url, str)
    assert_type(emulator.running, list[str])
    emulator.fail_next("start", status=502, after=True)
