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
    from ..models.eleven_labs_voice_settings import ElevenLabsVoiceSettings
    from ..models.fish_voice_settings import FishVoiceSettings
    from ..models.stt_config import SttConfig


T = TypeVar("T", bound="AvatarPersona")


@_attrs_define(repr=False, field_transformer=_guard_secrets)
class AvatarPersona:
    """Who the avatar is in FULL mode. Without a context_id it stays silent, and no error tells. Deprecated by the service
    in favour of voice agents.

        Attributes:
            voice_id (None | str | Unset): Identifier (a UUID) of the voice. list_voices() has them. The avatar's own voice
                unless given.
            context_id (None | str | Unset): Identifier (a UUID) of the context, which holds the prompt and the opening
                words. create_context() makes one, list_contexts() has those that there are.
            language (None | str | Unset): The language spoken, as an ISO 639-1 code such as "en". list_languages() has
                them. Default: 'en'.
            voice_settings (ElevenLabsVoiceSettings | FishVoiceSettings | None | Unset): How the voice speaks, by its
                provider.
            stt_config (None | SttConfig | Unset): How speech is turned into text.
    """

    voice_id: None | str | Unset = UNSET
    """ Identifier (a UUID) of the voice. list_voices() has them. The avatar's own voice unless given. """
    context_id: None | str | Unset = UNSET
    """ Identifier (a UUID) of the context, which holds the prompt and the opening words. create_context() makes
    one, list_contexts() has those that there are. """
    language: None | str | Unset = "en"
    """ The language spoken, as an ISO 639-1 code such as "en". list_languages() has them. """
    voice_settings: ElevenLabsVoiceSettings | FishVoiceSettings | None | Unset = UNSET
    """ How the voice speaks, by its provider. """
    stt_config: None | SttConfig | Unset = UNSET
    """ How speech is turned into text. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=_Extra)

    __repr__ = _readable
    _repr_html_ = _shown
    __eq__ = _same  # attrs' own would have pytest take two models apart, field by field

    _kinds: ClassVar[Mapping[str, tuple[object, ...]]] = {
        "voice_id": (str, None),
        "context_id": (str, None),
        "language": (str, None),
        "voice_settings": ("ElevenLabsVoiceSettings", "FishVoiceSettings", None),
        "stt_config": ("SttConfig", None),
    }

    def to_dict(self, *, times_as_text: bool = True) -> dict[str, Any]:
        """The fields by their names in JSON, those that are left out not among them.

        Times are texts (ISO 8601), for JSON; with times_as_text=False they are datetime, for pandas.
        """
        voice_id: None | str | Unset
        if isinstance(self.voice_id, Unset):
            voice_id = UNSET
        else:
            voice_id = self.voice_id

        context_id: None | str | Unset
        if isinstance(self.context_id, Unset):
            context_id = UNSET
        else:
            context_id = self.context_id

        language: None | str | Unset
        if isinstance(self.language, Unset):
            language = UNSET
        else:
            language = self.language

        voice_settings: dict[str, Any] | None | Unset
        if self.voice_settings is None or self.voice_settings is UNSET:
            voice_settings = self.voice_settings
        else:
            from ..models.eleven_labs_voice_settings import ElevenLabsVoiceSettings  # noqa: PLC0415
            from ..models.fish_voice_settings import FishVoiceSettings  # noqa: PLC0415

            if isinstance(self.voice_settings, ElevenLabsVoiceSettings):
                voice_settings = self.voice_settings.to_dict()
            elif isinstance(self.voice_settings, FishVoiceSettings):
                voice_settings = self.voice_settings.to_dict()
            else:
                voice_settings = self.voice_settings

        stt_config: dict[str, Any] | None | Unset
        if self.stt_config is None or self.stt_config is UNSET:
            stt_config = self.stt_config
        else:
            from ..models.stt_config import SttConfig  # noqa: PLC0415

            if isinstance(self.stt_config, SttConfig):
                stt_config = self.stt_config.to_dict()
            else:
                stt_config = self.stt_config

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if voice_id is not UNSET:
            field_dict["voice_id"] = voice_id
        if context_id is not UNSET:
            field_dict["context_id"] = context_id
        if language is not UNSET:
            field_dict["language"] = language
        if voice_settings is not UNSET:
            field_dict["voice_settings"] = voice_settings
        if stt_config is not UNSET:
            field_dict["stt_config"] = stt_config

        if not times_as_text:
            _keep_times(field_dict, {"voice_settings": self.voice_settings, "stt_config": self.stt_config})

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.eleven_labs_voice_settings import ElevenLabsVoiceSettings  # noqa: PLC0415
        from ..models.fish_voice_settings import FishVoiceSettings  # noqa: PLC0415
        from ..models.stt_config import SttConfig  # noqa: PLC0415

        d = _fields_of(src_dict)

        def _parse_voice_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        voice_id = _parse_voice_id(d.pop("voice_id", UNSET))

        def _parse_context_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        context_id = _parse_context_id(d.pop("context_id", UNSET))

        def _parse_language(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        language = _parse_language(d.pop("language", UNSET))

        def _parse_voice_settings(data: object) -> ElevenLabsVoiceSettings | FishVoiceSettings | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                voice_settings_type_0 = ElevenLabsVoiceSettings.from_dict(data)

                return voice_settings_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                voice_settings_type_1 = FishVoiceSettings.from_dict(data)

                return voice_settings_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            raise TypeError(type(data))

        voice_settings = _parse_voice_settings(d.pop("voice_settings", UNSET))

        def _parse_stt_config(data: object) -> None | SttConfig | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                stt_config_type_0 = SttConfig.from_dict(data)

                return stt_config_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            raise TypeError(type(data))

        stt_config = _parse_stt_config(d.pop("stt_config", UNSET))

        _made = cls(
            voice_id=voice_id,
            context_id=context_id,
            language=language,
            voice_settings=voice_settings,
            stt_config=stt_config,
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
