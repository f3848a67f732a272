"""All the models. Each is loaded when it is first asked for, since a session needs few of them."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .agent_dynamic_variables import AgentDynamicVariables
    from .agora_config import AgoraConfig
    from .avatar_persona import AvatarPersona
    from .custom_sdk_live_kit_config import CustomSDKLiveKitConfig
    from .dynamic_variables import DynamicVariables
    from .eleven_labs_agent_config import ElevenLabsAgentConfig
    from .eleven_labs_voice_settings import ElevenLabsVoiceSettings
    from .error_detail import ErrorDetail
    from .error_response import ErrorResponse
    from .fish_voice_settings import FishVoiceSettings
    from .gemini_realtime_config import GeminiRealtimeConfig
    from .keep_alive_request import KeepAliveRequest
    from .keep_alive_response import KeepAliveResponse
    from .live_avatar_new_session_request import LiveAvatarNewSessionRequest
    from .live_avatar_session_data import LiveAvatarSessionData
    from .live_avatar_session_response import LiveAvatarSessionResponse
    from .open_ai_realtime_config import OpenAIRealtimeConfig
    from .session_list_response import SessionListResponse
    from .session_memory import SessionMemory
    from .session_page import SessionPage
    from .session_record import SessionRecord
    from .session_record_response import SessionRecordResponse
    from .session_token_data import SessionTokenData
    from .session_token_response import SessionTokenResponse
    from .stop_session_request import StopSessionRequest
    from .stop_session_response import StopSessionResponse
    from .stt_config import SttConfig
    from .transcript import Transcript
    from .transcript_entry import TranscriptEntry
    from .transcript_response import TranscriptResponse
    from .validation_error_detail import ValidationErrorDetail
    from .validation_error_response import ValidationErrorResponse
    from .video_encoding import VideoEncoding
    from .video_quality import VideoQuality
    from .video_settings import VideoSettings
    from .voice_agent import VoiceAgent

_HOMES = {
    "AgentDynamicVariables": ".agent_dynamic_variables",
    "AgoraConfig": ".agora_config",
    "AvatarPersona": ".avatar_persona",
    "CustomSDKLiveKitConfig": ".custom_sdk_live_kit_config",
    "DynamicVariables": ".dynamic_variables",
    "ElevenLabsAgentConfig": ".eleven_labs_agent_config",
    "ElevenLabsVoiceSettings": ".eleven_labs_voice_settings",
    "ErrorDetail": ".error_detail",
    "ErrorResponse": ".error_response",
    "FishVoiceSettings": ".fish_voice_settings",
    "GeminiRealtimeConfig": ".gemini_realtime_config",
    "KeepAliveRequest": ".keep_alive_request",
    "KeepAliveResponse": ".keep_alive_response",
    "LiveAvatarNewSessionRequest": ".live_avatar_new_session_request",
    "LiveAvatarSessionData": ".live_avatar_session_data",
    "LiveAvatarSessionResponse": ".live_avatar_session_response",
    "OpenAIRealtimeConfig": ".open_ai_realtime_config",
    "SessionListResponse": ".session_list_response",
    "SessionMemory": ".session_memory",
    "SessionPage": ".session_page",
    "SessionRecord": ".session_record",
    "SessionRecordResponse": ".session_record_response",
    "SessionTokenData": ".session_token_data",
    "SessionTokenResponse": ".session_token_response",
    "StopSessionRequest": ".stop_session_request",
    "StopSessionResponse": ".stop_session_response",
    "SttConfig": ".stt_config",
    "Transcript": ".transcript",
    "TranscriptEntry": ".transcript_entry",
    "TranscriptResponse": ".transcript_response",
    "ValidationErrorDetail": ".validation_error_detail",
    "ValidationErrorResponse": ".validation_error_response",
    "VideoEncoding": ".video_encoding",
    "VideoQuality": ".video_quality",
    "VideoSettings": ".video_settings",
    "VoiceAgent": ".voice_agent",
}

__all__ = (
    "AgentDynamicVariables",
    "AgoraConfig",
    "AvatarPersona",
    "CustomSDKLiveKitConfig",
    "DynamicVariables",
    "ElevenLabsAgentConfig",
    "ElevenLabsVoiceSettings",
    "ErrorDetail",
    "ErrorResponse",
    "FishVoiceSettings",
    "GeminiRealtimeConfig",
    "KeepAliveRequest",
    "KeepAliveResponse",
    "LiveAvatarNewSessionRequest",
    "LiveAvatarSessionData",
    "LiveAvatarSessionResponse",
    "OpenAIRealtimeConfig",
    "SessionListResponse",
    "SessionMemory",
    "SessionPage",
    "SessionRecord",
    "SessionRecordResponse",
    "SessionTokenData",
    "SessionTokenResponse",
    "StopSessionRequest",
    "StopSessionResponse",
    "SttConfig",
    "Transcript",
    "TranscriptEntry",
    "TranscriptResponse",
    "ValidationErrorDetail",
    "ValidationErrorResponse",
    "VideoEncoding",
    "VideoQuality",
    "VideoSettings",
    "VoiceAgent",
)

if not TYPE_CHECKING:  # type checkers must not see this: a module that has it seems to have every name

    def __getattr__(name: str) -> object:
        if name not in _HOMES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = globals()[name] = getattr(import_module(_HOMES[name], __name__), name)
        return value

    def __dir__() -> list[str]:
        return sorted({*globals(), *__all__})
