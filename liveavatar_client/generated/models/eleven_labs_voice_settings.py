from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset
from ..types import Extra as _Extra
from ..types import fields_of as _fields_of
from ..types import guard_secrets as _guard_secrets
from ..types import readable as _readable
from ..types import same as _same
from ..types import shown as _shown

T = TypeVar("T", bound="ElevenLabsVoiceSettings")


@_attrs_define(repr=False, field_transformer=_guard_secrets)
class ElevenLabsVoiceSettings:
    """How a voice of ElevenLabs speaks.

    Attributes:
        provider (Literal['elevenLabs']): Tells these settings from those of other providers. Default: 'elevenLabs'.
        speed (float | None | Unset): Speed of speech as a factor, 0.8 to 1.2.
        stability (float | None | Unset): Steadiness of the voice, 0 to 1 (no unit).
        similarity_boost (float | None | Unset): Closeness to the original voice, 0 to 1 (no unit).
        style (float | None | Unset): Exaggeration of the style, 0 to 1 (no unit).
        use_speaker_boost (bool | None | Unset): True to bring the voice still closer to the original, at the cost of
            latency.
        model (None | str | Unset): eleven_flash_v2_5 or eleven_multilingual_v2.
        apply_language_text_normalization (bool | None | Unset): True to write out numbers and abbreviations before they
            are spoken.
    """

    provider: Literal["elevenLabs"] = "elevenLabs"
    """ Tells these settings from those of other providers. """
    speed: float | None | Unset = UNSET
    """ Speed of speech as a factor, 0.8 to 1.2. """
    stability: float | None | Unset = UNSET
    """ Steadiness of the voice, 0 to 1 (no unit). """
    similarity_boost: float | None | Unset = UNSET
    """ Closeness to the original voice, 0 to 1 (no unit). """
    style: float | None | Unset = UNSET
    """ Exaggeration of the style, 0 to 1 (no unit). """
    use_speaker_boost: bool | None | Unset = UNSET
    """ True to bring the voice still closer to the original, at the cost of latency. """
    model: None | str | Unset = UNSET
    """ eleven_flash_v2_5 or eleven_multilingual_v2. """
    apply_language_text_normalization: bool | None | Unset = UNSET
    """ True to write out numbers and abbreviations before they are spoken. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=_Extra)

    __repr__ = _readable
    _repr_html_ = _shown
    __eq__ = _same  # attrs' own would have pytest take two models apart, field by field

    _kinds: ClassVar[Mapping[str, tuple[object, ...]]] = {
        "provider": (frozenset({"elevenLabs"}),),
        "speed": (float, None),
        "stability": (float, None),
        "similarity_boost": (float, None),
        "style": (float, None),
        "use_speaker_boost": (bool, None),
        "model": (str, None),
        "apply_language_text_normalization": (bool, None),
    }
    _limits: ClassVar[Mapping[str, Mapping[str, Any]]] = {
        "speed": {"minimum": 0.8, "maximum": 1.2},
        "stability": {"minimum": 0, "maximum": 1},
        "similarity_boost": {"minimum": 0, "maximum": 1},
        "style": {"minimum": 0, "maximum": 1},
        "model": {"choices": ["eleven_flash_v2_5", "eleven_multilingual_v2"]},
    }

    def to_dict(self, *, times_as_text: bool = True) -> dict[str, Any]:
        """The fields by their names in JSON, those that are left out not among them.

        Times are texts (ISO 8601), for JSON; with times_as_text=False they are datetime, for pandas.
        """
        provider = self.provider

        speed: float | None | Unset
        if isinstance(self.speed, Unset):
            speed = UNSET
        else:
            speed = self.speed

        stability: float | None | Unset
        if isinstance(self.stability, Unset):
            stability = UNSET
        else:
            stability = self.stability

        similarity_boost: float | None | Unset
        if isinstance(self.similarity_boost, Unset):
            similarity_boost = UNSET
        else:
            similarity_boost = self.similarity_boost

        style: float | None | Unset
        if isinstance(self.style, Unset):
            style = UNSET
        else:
            style = self.style

        use_speaker_boost: bool | None | Unset
        if isinstance(self.use_speaker_boost, Unset):
            use_speaker_boost = UNSET
        else:
            use_speaker_boost = self.use_speaker_boost

        model: None | str | Unset
        if isinstance(self.model, Unset):
            model = UNSET
        else:
            model = self.model

        apply_language_text_normalization: bool | None | Unset
        if isinstance(self.apply_language_text_normalization, Unset):
            apply_language_text_normalization = UNSET
        else:
            apply_language_text_normalization = self.apply_language_text_normalization

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({"provider": provider})
        if speed is not UNSET:
            field_dict["speed"] = speed
        if stability is not UNSET:
            field_dict["stability"] = stability
        if similarity_boost is not UNSET:
            field_dict["similarity_boost"] = similarity_boost
        if style is not UNSET:
            field_dict["style"] = style
        if use_speaker_boost is not UNSET:
            field_dict["use_speaker_boost"] = use_speaker_boost
        if model is not UNSET:
            field_dict["model"] = model
        if apply_language_text_normalization is not UNSET:
            field_dict["apply_language_text_normalization"] = apply_language_text_normalization

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = _fields_of(src_dict)
        provider = cast(Literal["elevenLabs"], d.pop("provider"))
        if provider != "elevenLabs":
            raise ValueError(f"provider must match const 'elevenLabs', got '{provider}'")

        def _parse_speed(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        speed = _parse_speed(d.pop("speed", UNSET))

        def _parse_stability(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        stability = _parse_stability(d.pop("stability", UNSET))

        def _parse_similarity_boost(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        similarity_boost = _parse_similarity_boost(d.pop("similarity_boost", UNSET))

        def _parse_style(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        style = _parse_style(d.pop("style", UNSET))

        def _parse_use_speaker_boost(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        use_speaker_boost = _parse_use_speaker_boost(d.pop("use_speaker_boost", UNSET))

        def _parse_model(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        model = _parse_model(d.pop("model", UNSET))

        def _parse_apply_language_text_normalization(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        apply_language_text_normalization = _parse_apply_language_text_normalization(
            d.pop("apply_language_text_normalization", UNSET)
        )

        _made = cls(
            provider=provider,
            speed=speed,
            stability=stability,
            similarity_boost=similarity_boost,
            style=style,
            use_speaker_boost=use_speaker_boost,
            model=model,
            apply_language_text_normalization=apply_language_text_normalization,
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
