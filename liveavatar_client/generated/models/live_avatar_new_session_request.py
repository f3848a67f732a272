from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset
from ..types import Extra as _Extra
from ..types import fields_of as _fields_of
from ..types import guard_secrets as _guard_secrets
from ..types import keep_times as _keep_times
from ..types import readable as _readable
from ..types import same as _same
from ..types import shown as _shown

if TYPE_CHECKING:
    from ..models.agora_config import AgoraConfig
    from ..models.avatar_persona import AvatarPersona
    from ..models.custom_sdk_live_kit_config import CustomSDKLiveKitConfig
    from ..models.dynamic_variables import DynamicVariables
    from ..models.eleven_labs_agent_config import ElevenLabsAgentConfig
    from ..models.gemini_realtime_config import GeminiRealtimeConfig
    from ..models.open_ai_realtime_config import OpenAIRealtimeConfig
    from ..models.session_memory import SessionMemory
    from ..models.video_settings import VideoSettings
    from ..models.voice_agent import VoiceAgent


T = TypeVar("T", bound="LiveAvatarNewSessionRequest")


@_attrs_define(repr=False, field_transformer=_guard_secrets)
class LiveAvatarNewSessionRequest:
    """What a session shall be like. Only avatar_id is needed, which list_public_avatars() gives. LITE brings your own
    conversation (livekit_config, agora_config, elevenlabs_agent_config, openai_realtime_config and
    gemini_realtime_config are connectors: more than one is refused); FULL has the service hold it (avatar_persona or
    voice_agent).

        Attributes:
            avatar_id (str): The avatar's identifier (a UUID). list_public_avatars() and list_avatars() have them.
            mode (None | str | Unset): LITE (1 credit a minute; older documents call it CUSTOM) or FULL (2 credits a
                minute). Default: 'LITE'.
            video_settings (None | Unset | VideoSettings): How the video is encoded. H264 in high quality unless given.
            is_sandbox (bool | None | Unset): True for a session in the sandbox, which costs no credits, lasts about one
                minute (60 s) and allows the sandbox avatar only. Default: False.
            avatar_persona (AvatarPersona | None | Unset): FULL mode; refused in LITE mode. Voice, context and language of
                the avatar. Deprecated by the service in favour of voice_agent. Give one of the two: both together are refused.
            livekit_config (CustomSDKLiveKitConfig | None | Unset): LITE mode. A LiveKit room of your own for the session.
            max_session_duration (int | None | Unset): The session ends after this many seconds at the latest. The plan sets
                the cap and the default.
            voice_agent (None | Unset | VoiceAgent): FULL mode; refused in LITE mode. A prepared voice agent, the newer form
                of avatar_persona. Both together are refused.
            interactivity_type (None | str | Unset): FULL mode. CONVERSATIONAL or PUSH_TO_TALK.
            llm_configuration_id (None | str | Unset): FULL mode. Identifier (a UUID) of the configuration of a language
                model of your own. create_llm_configuration() makes one.
            dynamic_variables (DynamicVariables | None | Unset): FULL mode. Values for the variables in the avatar's prompt.
            memory (None | SessionMemory | Unset): FULL mode. What the avatar remembers of earlier sessions.
            agora_config (AgoraConfig | None | Unset): LITE mode. An Agora channel of your own for the session.
            elevenlabs_agent_config (ElevenLabsAgentConfig | None | Unset): LITE mode. An ElevenLabs agent that speaks
                through the avatar.
            openai_realtime_config (None | OpenAIRealtimeConfig | Unset): LITE mode. An OpenAI realtime model that speaks
                through the avatar.
            gemini_realtime_config (GeminiRealtimeConfig | None | Unset): LITE mode. A Gemini realtime model that speaks
                through the avatar.
    """

    avatar_id: str
    """ The avatar's identifier (a UUID). list_public_avatars() and list_avatars() have them. """
    mode: None | str | Unset = "LITE"
    """ LITE (1 credit a minute; older documents call it CUSTOM) or FULL (2 credits a minute). """
    video_settings: None | Unset | VideoSettings = UNSET
    """ How the video is encoded. H264 in high quality unless given. """
    is_sandbox: bool | None | Unset = False
    """ True for a session in the sandbox, which costs no credits, lasts about one minute (60 s) and allows the
    sandbox avatar only. """
    avatar_persona: AvatarPersona | None | Unset = UNSET
    """ FULL mode; refused in LITE mode. Voice, context and language of the avatar. Deprecated by the service in
    favour of voice_agent. Give one of the two: both together are refused. """
    livekit_config: CustomSDKLiveKitConfig | None | Unset = UNSET
    """ LITE mode. A LiveKit room of your own for the session. """
    max_session_duration: int | None | Unset = UNSET
    """ The session ends after this many seconds at the latest. The plan sets the cap and the default. """
    voice_agent: None | Unset | VoiceAgent = UNSET
    """ FULL mode; refused in LITE mode. A prepared voice agent, the newer form of avatar_persona. Both together are
    refused. """
    interactivity_type: None | str | Unset = UNSET
    """ FULL mode. CONVERSATIONAL or PUSH_TO_TALK. """
    llm_configuration_id: None | str | Unset = UNSET
    """ FULL mode. Identifier (a UUID) of the configuration of a language model of your own.
    create_llm_configuration() makes one. """
    dynamic_variables: DynamicVariables | None | Unset = UNSET
    """ FULL mode. Values for the variables in the avatar's prompt. """
    memory: None | SessionMemory | Unset = UNSET
    """ FULL mode. What the avatar remembers of earlier sessions. """
    agora_config: AgoraConfig | None | Unset = UNSET
    """ LITE mode. An Agora channel of your own for the session. """
    elevenlabs_agent_config: ElevenLabsAgentConfig | None | Unset = UNSET
    """ LITE mode. An ElevenLabs agent that speaks through the avatar. """
    openai_realtime_config: None | OpenAIRealtimeConfig | Unset = UNSET
    """ LITE mode. An OpenAI realtime model that speaks through the avatar. """
    gemini_realtime_config: GeminiRealtimeConfig | None | Unset = UNSET
    """ LITE mode. A Gemini realtime model that speaks through the avatar. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=_Extra)

    __repr__ = _readable
    _repr_html_ = _shown
    __eq__ = _same  # attrs' own would have pytest take two models apart, field by field

    _kinds: ClassVar[Mapping[str, tuple[object, ...]]] = {
        "avatar_id": (str,),
        "mode": (str, None),
        "video_settings": ("VideoSettings", None),
        "is_sandbox": (bool, None),
        "avatar_persona": ("AvatarPersona", None),
        "livekit_config": ("CustomSDKLiveKitConfig", None),
        "max_session_duration": (int, None),
        "voice_agent": ("VoiceAgent", None),
        "interactivity_type": (str, None),
        "llm_configuration_id": (str, None),
        "dynamic_variables": ("DynamicVariables", None),
        "memory": ("SessionMemory", None),
        "agora_config": ("AgoraConfig", None),
        "elevenlabs_agent_config": ("ElevenLabsAgentConfig", None),
        "openai_realtime_config": ("OpenAIRealtimeConfig", None),
        "gemini_realtime_config": ("GeminiRealtimeConfig", None),
    }
    _limits: ClassVar[Mapping[str, Mapping[str, Any]]] = {
        "mode": {"choices": ["LITE", "FULL"]},
        "max_session_duration": {"minimum": 1},
        "interactivity_type": {"choices": ["CONVERSATIONAL", "PUSH_TO_TALK"]},
    }

    def to_dict(self, *, times_as_text: bool = True) -> dict[str, Any]:
        """The fields by their names in JSON, those that are left out not among them.

        Times are texts (ISO 8601), for JSON; with times_as_text=False they are datetime, for pandas.
        """
        avatar_id = self.avatar_id

        mode: None | str | Unset
        if isinstance(self.mode, Unset):
            mode = UNSET
        else:
            mode = self.mode

        video_settings: dict[str, Any] | None | Unset
        if self.video_settings is None or self.video_settings is UNSET:
            video_settings = self.video_settings
        else:
            from ..models.video_settings import VideoSettings  # noqa: PLC0415

            if isinstance(self.video_settings, VideoSettings):
                video_settings = self.video_settings.to_dict()
            else:
                video_settings = self.video_settings

        is_sandbox: bool | None | Unset
        if isinstance(self.is_sandbox, Unset):
            is_sandbox = UNSET
        else:
            is_sandbox = self.is_sandbox

        avatar_persona: dict[str, Any] | None | Unset
        if self.avatar_persona is None or self.avatar_persona is UNSET:
            avatar_persona = self.avatar_persona
        else:
            from ..models.avatar_persona import AvatarPersona  # noqa: PLC0415

            if isinstance(self.avatar_persona, AvatarPersona):
                avatar_persona = self.avatar_persona.to_dict()
            else:
                avatar_persona = self.avatar_persona

        livekit_config: dict[str, Any] | None | Unset
        if self.livekit_config is None or self.livekit_config is UNSET:
            livekit_config = self.livekit_config
        else:
            from ..models.custom_sdk_live_kit_config import CustomSDKLiveKitConfig  # noqa: PLC0415

            if isinstance(self.livekit_config, CustomSDKLiveKitConfig):
                livekit_config = self.livekit_config.to_dict()
            else:
                livekit_config = self.livekit_config

        max_session_duration: int | None | Unset
        if isinstance(self.max_session_duration, Unset):
            max_session_duration = UNSET
        else:
            max_session_duration = self.max_session_duration

        voice_agent: dict[str, Any] | None | Unset
        if self.voice_agent is None or self.voice_agent is UNSET:
            voice_agent = self.voice_agent
        else:
            from ..models.voice_agent import VoiceAgent  # noqa: PLC0415

            if isinstance(self.voice_agent, VoiceAgent):
                voice_agent = self.voice_agent.to_dict()
            else:
                voice_agent = self.voice_agent

        interactivity_type: None | str | Unset
        if isinstance(self.interactivity_type, Unset):
            interactivity_type = UNSET
        else:
            interactivity_type = self.interactivity_type

        llm_configuration_id: None | str | Unset
        if isinstance(self.llm_configuration_id, Unset):
            llm_configuration_id = UNSET
        else:
            llm_configuration_id = self.llm_configuration_id

        dynamic_variables: dict[str, Any] | None | Unset
        if self.dynamic_variables is None or self.dynamic_variables is UNSET:
            dynamic_variables = self.dynamic_variables
        else:
            from ..models.dynamic_variables import DynamicVariables  # noqa: PLC0415

            if isinstance(self.dynamic_variables, DynamicVariables):
                dynamic_variables = self.dynamic_variables.to_dict()
            else:
                dynamic_variables = self.dynamic_variables

        memory: dict[str, Any] | None | Unset
        if self.memory is None or self.memory is UNSET:
            memory = self.memory
        else:
            from ..models.session_memory import SessionMemory  # noqa: PLC0415

            if isinstance(self.memory, SessionMemory):
                memory = self.memory.to_dict()
            else:
                memory = self.memory

        agora_config: dict[str, Any] | None | Unset
        if self.agora_config is None or self.agora_config is UNSET:
            agora_config = self.agora_config
        else:
            from ..models.agora_config import AgoraConfig  # noqa: PLC0415

            if isinstance(self.agora_config, AgoraConfig):
                agora_config = self.agora_config.to_dict()
            else:
                agora_config = self.agora_config

        elevenlabs_agent_config: dict[str, Any] | None | Unset
        if self.elevenlabs_agent_config is None or self.elevenlabs_agent_config is UNSET:
            elevenlabs_agent_config = self.elevenlabs_agent_config
        else:
            from ..models.eleven_labs_agent_config import ElevenLabsAgentConfig  # noqa: PLC0415

            if isinstance(self.elevenlabs_agent_config, ElevenLabsAgentConfig):
                elevenlabs_agent_config = self.elevenlabs_agent_config.to_dict()
            else:
                elevenlabs_agent_config = self.elevenlabs_agent_config

        openai_realtime_config: dict[str, Any] | None | Unset
        if self.openai_realtime_config is None or self.openai_realtime_config is UNSET:
            openai_realtime_config = self.openai_realtime_config
        else:
            from ..models.open_ai_realtime_config import OpenAIRealtimeConfig  # noqa: PLC0415

            if isinstance(self.openai_realtime_config, OpenAIRealtimeConfig):
                openai_realtime_config = self.openai_realtime_config.to_dict()
            else:
                openai_realtime_config = self.openai_realtime_config

        gemini_realtime_config: dict[str, Any] | None | Unset
        if self.gemini_realtime_config is None or self.gemini_realtime_config is UNSET:
            gemini_realtime_config = self.gemini_realtime_config
        else:
            from ..models.gemini_realtime_config import GeminiRealtimeConfig  # noqa: PLC0415

            if isinstance(self.gemini_realtime_config, GeminiRealtimeConfig):
                gemini_realtime_config = self.gemini_realtime_config.to_dict()
            else:
                gemini_realtime_config = self.gemini_realtime_config

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({"avatar_id": avatar_id})
        if mode is not UNSET:
            field_dict["mode"] = mode
        if video_settings is not UNSET:
            field_dict["video_settings"] = video_settings
        if is_sandbox is not UNSET:
            field_dict["is_sandbox"] = is_sandbox
        if avatar_persona is not UNSET:
            field_dict["avatar_persona"] = avatar_persona
        if livekit_config is not UNSET:
            field_dict["livekit_config"] = livekit_config
        if max_session_duration is not UNSET:
            field_dict["max_session_duration"] = max_session_duration
        if voice_agent is not UNSET:
            field_dict["voice_agent"] = voice_agent
        if interactivity_type is not UNSET:
            field_dict["interactivity_type"] = interactivity_type
        if llm_configuration_id is not UNSET:
            field_dict["llm_configuration_id"] = llm_configuration_id
        if dynamic_variables is not UNSET:
            field_dict["dynamic_variables"] = dynamic_variables
        if memory is not UNSET:
            field_dict["memory"] = memory
        if agora_config is not UNSET:
            field_dict["agora_config"] = agora_config
        if elevenlabs_agent_config is not UNSET:
            field_dict["elevenlabs_agent_config"] = elevenlabs_agent_config
        if openai_realtime_config is not UNSET:
            field_dict["openai_realtime_config"] = openai_realtime_config
        if gemini_realtime_config is not UNSET:
            field_dict["gemini_realtime_config"] = gemini_realtime_config

        if not times_as_text:
            _keep_times(
                field_dict,
                {
                    "video_settings": self.video_settings,
                    "avatar_persona": self.avatar_persona,
                    "livekit_config": self.livekit_config,
                    "voice_agent": self.voice_agent,
                    "dynamic_variables": self.dynamic_variables,
                    "memory": self.memory,
                    "agora_config": self.agora_config,
                    "elevenlabs_agent_config": self.elevenlabs_agent_config,
                    "openai_realtime_config": self.openai_realtime_config,
                    "gemini_realtime_config": self.gemini_realtime_config,
                },
            )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.agora_config import AgoraConfig  # noqa: PLC0415
        from ..models.avatar_persona import AvatarPersona  # noqa: PLC0415
        from ..models.custom_sdk_live_kit_config import CustomSDKLiveKitConfig  # noqa: PLC0415
        from ..models.dynamic_variables import DynamicVariables  # noqa: PLC0415
        from ..models.eleven_labs_agent_config import ElevenLabsAgentConfig  # noqa: PLC0415
        from ..models.gemini_realtime_config import GeminiRealtimeConfig  # noqa: PLC0415
        from ..models.open_ai_realtime_config import OpenAIRealtimeConfig  # noqa: PLC0415
        from ..models.session_memory import SessionMemory  # noqa: PLC0415
        from ..models.video_settings import VideoSettings  # noqa: PLC0415
        from ..models.voice_agent import VoiceAgent  # noqa: PLC0415

        d = _fields_of(src_dict)
        avatar_id = d.pop("avatar_id")

        def _parse_mode(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        mode = _parse_mode(d.pop("mode", UNSET))

        def _parse_video_settings(data: object) -> None | Unset | VideoSettings:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                video_settings_type_0 = VideoSettings.from_dict(data)

                return video_settings_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            raise TypeError(type(data))

        video_settings = _parse_video_settings(d.pop("video_settings", UNSET))

        def _parse_is_sandbox(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        is_sandbox = _parse_is_sandbox(d.pop("is_sandbox", UNSET))

        def _parse_avatar_persona(data: object) -> AvatarPersona | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                avatar_persona_type_0 = AvatarPersona.from_dict(data)

                return avatar_persona_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            raise TypeError(type(data))

        avatar_persona = _parse_avatar_persona(d.pop("avatar_persona", UNSET))

        def _parse_livekit_config(data: object) -> CustomSDKLiveKitConfig | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                livekit_config_type_0 = CustomSDKLiveKitConfig.from_dict(data)

                return livekit_config_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            raise TypeError(type(data))

        livekit_config = _parse_livekit_config(d.pop("livekit_config", UNSET))

        def _parse_max_session_duration(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        max_session_duration = _parse_max_session_duration(d.pop("max_session_duration", UNSET))

        def _parse_voice_agent(data: object) -> None | Unset | VoiceAgent:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                voice_agent_type_0 = VoiceAgent.from_dict(data)

                return voice_agent_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            raise TypeError(type(data))

        voice_agent = _parse_voice_agent(d.pop("voice_agent", UNSET))

        def _parse_interactivity_type(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        interactivity_type = _parse_interactivity_type(d.pop("interactivity_type", UNSET))

        def _parse_llm_configuration_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        llm_configuration_id = _parse_llm_configuration_id(d.pop("llm_configuration_id", UNSET))

        def _parse_dynamic_variables(data: object) -> DynamicVariables | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                dynamic_variables_type_0 = DynamicVariables.from_dict(data)

                return dynamic_variables_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            raise TypeError(type(data))

        dynamic_variables = _parse_dynamic_variables(d.pop("dynamic_variables", UNSET))

        def _parse_memory(data: object) -> None | SessionMemory | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                memory_type_0 = SessionMemory.from_dict(data)

                return memory_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            raise TypeError(type(data))

        memory = _parse_memory(d.pop("memory", UNSET))

        def _parse_agora_config(data: object) -> AgoraConfig | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                agora_config_type_0 = AgoraConfig.from_dict(data)

                return agora_config_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            raise TypeError(type(data))

        agora_config = _parse_agora_config(d.pop("agora_config", UNSET))

        def _parse_elevenlabs_agent_config(data: object) -> ElevenLabsAgentConfig | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                elevenlabs_agent_config_type_0 = ElevenLabsAgentConfig.from_dict(data)

                return elevenlabs_agent_config_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            raise TypeError(type(data))

        elevenlabs_agent_config = _parse_elevenlabs_agent_config(d.pop("elevenlabs_agent_config", UNSET))

        def _parse_openai_realtime_config(data: object) -> None | OpenAIRealtimeConfig | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                openai_realtime_config_type_0 = OpenAIRealtimeConfig.from_dict(data)

                return openai_realtime_config_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            raise TypeError(type(data))

        openai_realtime_config = _parse_openai_realtime_config(d.pop("openai_realtime_config", UNSET))

        def _parse_gemini_realtime_config(data: object) -> GeminiRealtimeConfig | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                gemini_realtime_config_type_0 = GeminiRealtimeConfig.from_dict(data)

                return gemini_realtime_config_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            raise TypeError(type(data))

        gemini_realtime_config = _parse_gemini_realtime_config(d.pop("gemini_realtime_config", UNSET))

        _made = cls(
            avatar_id=avatar_id,
            mode=mode,
            video_settings=video_settings,
            is_sandbox=is_sandbox,
            avatar_persona=avatar_persona,
            livekit_config=livekit_config,
            max_session_duration=max_session_duration,
            voice_agent=voice_agent,
            interactivity_type=interactivity_type,
            llm_configuration_id=llm_configuration_id,
            dynamic_variables=dynamic_variables,
            memory=memory,
            agora_config=agora_config,
            elevenlabs_agent_config=elevenlabs_agent_config,
            openai_realtime_config=openai_realtime_config,
            gemini_realtime_config=gemini_realtime_config,
        )

        _made.additional_properties = _Extra(d)
        return _made

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
