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

T = TypeVar("T", bound="FishVoiceSettings")


@_attrs_define(repr=False, field_transformer=_guard_secrets)
class FishVoiceSettings:
    """How a voice of Fish Audio speaks.

    Attributes:
        provider (Literal['fish']): Tells these settings from those of other providers. Default: 'fish'.
        speed (float | None | Unset): Speed of speech as a factor, 0.8 to 1.2.
        model (None | str | Unset): s1 or s2.
        latency_mode (None | str | Unset): normal or balanced.
    """

    provider: Literal["fish"] = "fish"
    """ Tells these settings from those of other providers. """
    speed: float | None | Unset = UNSET
    """ Speed of speech as a factor, 0.8 to 1.2. """
    model: None | str | Unset = UNSET
    """ s1 or s2. """
    latency_mode: None | str | Unset = UNSET
    """ normal or balanced. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=_Extra)

    __repr__ = _readable
    _repr_html_ = _shown
    __eq__ = _same  # attrs' own would have pytest take two models apart, field by field

    _kinds: ClassVar[Mapping[str, tuple[object, ...]]] = {
        "provider": (frozenset({"fish"}),),
        "speed": (float, None),
        "model": (str, None),
        "latency_mode": (str, None),
    }
    _limits: ClassVar[Mapping[str, Mapping[str, Any]]] = {
        "speed": {"minimum": 0.8, "maximum": 1.2},
        "model": {"choices": ["s1", "s2"]},
        "latency_mode": {"choices": ["normal", "balanced"]},
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

        model: None | str | Unset
        if isinstance(self.model, Unset):
            model = UNSET
        else:
            model = self.model

        latency_mode: None | str | Unset
        if isinstance(self.latency_mode, Unset):
            latency_mode = UNSET
        else:
            latency_mode = self.latency_mode

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({"provider": provider})
        if speed is not UNSET:
            field_dict["speed"] = speed
        if model is not UNSET:
            field_dict["model"] = model
        if latency_mode is not UNSET:
            field_dict["latency_mode"] = latency_mode

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = _fields_of(src_dict)
        provider = cast(Literal["fish"], d.pop("provider"))
        if provider != "fish":
            raise ValueError(f"provider must match const 'fish', got '{provider}'")

        def _parse_speed(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        speed = _parse_speed(d.pop("speed", UNSET))

        def _parse_model(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        model = _parse_model(d.pop("model", UNSET))

        def _parse_latency_mode(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        latency_mode = _parse_latency_mode(d.pop("latency_mode", UNSET))

        _made = cls(provider=provider, speed=speed, model=model, latency_mode=latency_mode)

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
