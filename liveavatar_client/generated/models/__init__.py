"""All the models. Each is loaded when it is first asked for, since a session needs few of them."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .agent_configuration import AgentConfiguration
    from .agent_dynamic_variables import AgentDynamicVariables
    from .agora_config import AgoraConfig
    from .avatar import Avatar
    from .avatar_list_response import AvatarListResponse
    from .avatar_page import AvatarPage
    from .avatar_persona import AvatarPersona
    from .avatar_response import AvatarResponse
    from .avatar_update import AvatarUpdate
    from .avatar_voice import AvatarVoice
    from .context import Context
    from .context_link import ContextLink
    from .context_list_response import ContextListResponse
    from .context_page import ContextPage
    from .context_request import ContextRequest
    from .context_response import ContextResponse
    from .context_summary import ContextSummary
    from .credits_ import Credits
    from .credits_response import CreditsResponse
    from .custom_sdk_live_kit_config import CustomSDKLiveKitConfig
    from .deletion_response import DeletionResponse
    from .dynamic_variables import DynamicVariables
    from .eleven_labs_agent_config import ElevenLabsAgentConfig
    from .eleven_labs_voice_settings import ElevenLabsVoiceSettings
    from .embed import Embed
    from .embed_request import EmbedRequest
    from .embed_response import EmbedResponse
    from .error_detail import ErrorDetail
    from .error_response import ErrorResponse
    from .fish_voice_settings import FishVoiceSettings
    from .gemini_realtime_config import GeminiRealtimeConfig
    from .imported_voice import ImportedVoice
    from .imported_voice_response import ImportedVoiceResponse
    from .keep_alive_request import KeepAliveRequest
    from .keep_alive_response import KeepAliveResponse
    from .language import Language
    from .language_list_response import LanguageListResponse
    from .live_avatar_new_session_request import LiveAvatarNewSessionRequest
    from .live_avatar_session_data import LiveAvatarSessionData
    from .live_avatar_session_response import LiveAvatarSessionResponse
    from .llm_configuration import LlmConfiguration
    from .llm_configuration_list_response import LlmConfigurationListResponse
    from .llm_configuration_request import LlmConfigurationRequest
    from .llm_configuration_response import LlmConfigurationResponse
    from .llm_configuration_update import LlmConfigurationUpdate
    from .memory import Memory
    from .memory_episode import MemoryEpisode
    from .memory_list_response import MemoryListResponse
    from .memory_page import MemoryPage
    from .memory_request import MemoryRequest
    from .memory_response import MemoryResponse
    from .memory_summary import MemorySummary
    from .open_ai_realtime_config import OpenAIRealtimeConfig
    from .secret_list_response import SecretListResponse
    from .secret_request import SecretRequest
    from .secret_response import SecretResponse
    from .session_list_response import SessionListResponse
    from .session_memory import SessionMemory
    from .session_page import SessionPage
    from .session_record import SessionRecord
    from .session_record_response import SessionRecordResponse
    from .session_token_data import SessionTokenData
    from .session_token_response import SessionTokenResponse
    from .stop_session_request import StopSessionRequest
    from .stop_session_response import StopSessionResponse
    from .stored_secret import StoredSecret
    from .stt_config import SttConfig
    from .transcript import Transcript
    from .transcript_entry import TranscriptEntry
    from .transcript_response import TranscriptResponse
    from .validation_error_detail import ValidationErrorDetail
    from .validation_error_response import ValidationErrorResponse
    from .video_encoding import VideoEncoding
    from .video_quality import VideoQuality
    from .video_settings import VideoSettings
    from .voice import Voice
    from .voice_agent import VoiceAgent
    from .voice_agent_list_response import VoiceAgentListResponse
    from .voice_agent_record import VoiceAgentRecord
    from .voice_agent_response import VoiceAgentResponse
    from .voice_import import VoiceImport
    from .voice_list_response import VoiceListResponse
    from .voice_page import VoicePage
    from .voice_preview import VoicePreview
    from .voice_preview_response import VoicePreviewResponse
    from .voice_response import VoiceResponse
    from .voice_update import VoiceUpdate

_HOMES = {
    "AgentConfiguration": ".agent_configuration",
    "AgentDynamicVariables": ".agent_dynamic_variables",
    "AgoraConfig": ".agora_config",
    "Avatar": ".avatar",
    "AvatarListResponse": ".avatar_list_response",
    "AvatarPage": ".avatar_page",
    "AvatarPersona": ".avatar_persona",
    "AvatarResponse": ".avatar_response",
    "AvatarUpdate": ".avatar_update",
    "AvatarVoice": ".avatar_voice",
    "Context": ".context",
    "ContextLink": ".context_link",
    "ContextListResponse": ".context_list_response",
    "ContextPage": ".context_page",
    "ContextRequest": ".context_request",
    "ContextResponse": ".context_response",
    "ContextSummary": ".context_summary",
    "Credits": ".credits_",
    "CreditsResponse": ".credits_response",
    "CustomSDKLiveKitConfig": ".custom_sdk_live_kit_config",
    "DeletionResponse": ".deletion_response",
    "DynamicVariables": ".dynamic_variables",
    "ElevenLabsAgentConfig": ".eleven_labs_agent_config",
    "ElevenLabsVoiceSettings": ".eleven_labs_voice_settings",
    "Embed": ".embed",
    "EmbedRequest": ".embed_request",
    "EmbedResponse": ".embed_response",
    "ErrorDetail": ".error_detail",
    "ErrorResponse": ".error_response",
    "FishVoiceSettings": ".fish_voice_settings",
    "GeminiRealtimeConfig": ".gemini_realtime_config",
    "ImportedVoice": ".imported_voice",
    "ImportedVoiceResponse": ".imported_voice_response",
    "KeepAliveRequest": ".keep_alive_request",
    "KeepAliveResponse": ".keep_alive_response",
    "Language": ".language",
    "LanguageListResponse": ".language_list_response",
    "LiveAvatarNewSessionRequest": ".live_avatar_new_session_request",
    "LiveAvatarSessionData": ".live_avatar_session_data",
    "LiveAvatarSessionResponse": ".live_avatar_session_response",
    "LlmConfiguration": ".llm_configuration",
    "LlmConfigurationListResponse": ".llm_configuration_list_response",
    "LlmConfigurationRequest": ".llm_configuration_request",
    "LlmConfigurationResponse": ".llm_configuration_response",
    "LlmConfigurationUpdate": ".llm_configuration_update",
    "Memory": ".memory",
    "MemoryEpisode": ".memory_episode",
    "MemoryListResponse": ".memory_list_response",
    "MemoryPage": ".memory_page",
    "MemoryRequest": ".memory_request",
    "MemoryResponse": ".memory_response",
    "MemorySummary": ".memory_summary",
    "OpenAIRealtimeConfig": ".open_ai_realtime_config",
    "SecretListResponse": ".secret_list_response",
    "SecretRequest": ".secret_request",
    "SecretResponse": ".secret_response",
    "SessionListResponse": ".session_list_response",
    "SessionMemory": ".session_memory",
    "SessionPage": ".session_page",
    "SessionRecord": ".session_record",
    "SessionRecordResponse": ".session_record_response",
    "SessionTokenData": ".session_token_data",
    "SessionTokenResponse": ".session_token_response",
    "StopSessionRequest": ".stop_session_request",
    "StopSessionResponse": ".stop_session_response",
    "StoredSecret": ".stored_secret",
    "SttConfig": ".stt_config",
    "Transcript": ".transcript",
    "TranscriptEntry": ".transcript_entry",
    "TranscriptResponse": ".transcript_response",
    "ValidationErrorDetail": ".validation_error_detail",
    "ValidationErrorResponse": ".validation_error_response",
    "VideoEncoding": ".video_encoding",
    "VideoQuality": ".video_quality",
    "VideoSettings": ".video_settings",
    "Voice": ".voice",
    "VoiceAgent": ".voice_agent",
    "VoiceAgentListResponse": ".voice_agent_list_response",
    "VoiceAgentRecord": ".voice_agent_record",
    "VoiceAgentResponse": ".voice_agent_response",
    "VoiceImport": ".voice_import",
    "VoiceListResponse": ".voice_list_response",
    "VoicePage": ".voice_page",
    "VoicePreview": ".voice_preview",
    "VoicePreviewResponse": ".voice_preview_response",
    "VoiceResponse": ".voice_response",
    "VoiceUpdate": ".voice_update",
}

__all__ = (
    "AgentConfiguration",
    "AgentDynamicVariables",
    "AgoraConfig",
    "Avatar",
    "AvatarListResponse",
    "AvatarPage",
    "AvatarPersona",
    "AvatarResponse",
    "AvatarUpdate",
    "AvatarVoice",
    "Context",
    "ContextLink",
    "ContextListResponse",
    "ContextPage",
    "ContextRequest",
    "ContextResponse",
    "ContextSummary",
    "Credits",
    "CreditsResponse",
    "CustomSDKLiveKitConfig",
    "DeletionResponse",
    "DynamicVariables",
    "ElevenLabsAgentConfig",
    "ElevenLabsVoiceSettings",
    "Embed",
    "EmbedRequest",
    "EmbedResponse",
    "ErrorDetail",
    "ErrorResponse",
    "FishVoiceSettings",
    "GeminiRealtimeConfig",
    "ImportedVoice",
    "ImportedVoiceResponse",
    "KeepAliveRequest",
    "KeepAliveResponse",
    "Language",
    "LanguageListResponse",
    "LiveAvatarNewSessionRequest",
    "LiveAvatarSessionData",
    "LiveAvatarSessionResponse",
    "LlmConfiguration",
    "LlmConfigurationListResponse",
    "LlmConfigurationRequest",
    "LlmConfigurationResponse",
    "LlmConfigurationUpdate",
    "Memory",
    "MemoryEpisode",
    "MemoryListResponse",
    "MemoryPage",
    "MemoryRequest",
    "MemoryResponse",
    "MemorySummary",
    "OpenAIRealtimeConfig",
    "SecretListResponse",
    "SecretRequest",
    "SecretResponse",
    "SessionListResponse",
    "SessionMemory",
    "SessionPage",
    "SessionRecord",
    "SessionRecordResponse",
    "SessionTokenData",
    "SessionTokenResponse",
    "StopSessionRequest",
    "StopSessionResponse",
    "StoredSecret",
    "SttConfig",
    "Transcript",
    "TranscriptEntry",
    "TranscriptResponse",
    "ValidationErrorDetail",
    "ValidationErrorResponse",
    "VideoEncoding",
    "VideoQuality",
    "VideoSettings",
    "Voice",
    "VoiceAgent",
    "VoiceAgentListResponse",
    "VoiceAgentRecord",
    "VoiceAgentResponse",
    "VoiceImport",
    "VoiceListResponse",
    "VoicePage",
    "VoicePreview",
    "VoicePreviewResponse",
    "VoiceResponse",
    "VoiceUpdate",
)

if not TYPE_CHECKING:  # type checkers must not see this: a module that has it seems to have every name

    def __getattr__(name: str) -> object:
        if name not in _HOMES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = globals()[name] = getattr(import_module(_HOMES[name], __name__), name)
        return value

    def __dir__() -> list[str]:
        return sorted({*globals(), *__all__})
