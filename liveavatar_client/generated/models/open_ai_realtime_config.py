from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset
from ..types import Extra as _Extra
from ..types import fields_of as _fields_of
from ..types import guard_secrets as _guard_secrets
from ..types import readable as _readable
from ..types import same as _same
from ..types import shown as _shown

T = TypeVar("T", bound="OpenAIRealtimeConfig")


@_attrs_define(repr=False, field_transformer=_guard_secrets)
class OpenAIRealtimeConfig:
    """An OpenAI realtime model on a key of your own.

    Attributes:
        secret_id (str): Identifier of the OpenAI key that is stored with the service. See create_secret().
        context_id (None | str | Unset): Identifier (a UUID) of the context, which holds the prompt.
        voice (None | str | Unset): Name of the voice at OpenAI.
        temperature (float | None | Unset): Randomness of the answers, 0.6 to 1.2 (no unit).
        model (None | str | Unset): Name of the model at OpenAI.
    """

    secret_id: str
    """ Identifier of the OpenAI key that is stored with the service. See create_secret(). """
    context_id: None | str | Unset = UNSET
    """ Identifier (a UUID) of the context, which holds the prompt. """
    voice: None | str | Unset = UNSET
    """ Name of the voice at OpenAI. """
    temperature: float | None | Unset = UNSET
    """ Randomness of the answers, 0.6 to 1.2 (no unit). """
    model: None | str | Unset = UNSET
    """ Name of the model at OpenAI. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=_Extra)

    __repr__ = _readable
    _repr_html_ = _shown
    __eq__ = _same  # attrs' own would have pytest take two models apart, field by field

    _kinds: ClassVar[Mapping[str, tuple[object, ...]]] = {
        "secret_id": (str,),
        "context_id": (str, None),
        "voice": (str, None),
        "temperature": (float, None),
        "model": (str, None),
    }
    _limits: ClassVar[Mapping[str, Mapping[str, Any]]] = {"temperature": {"minimum": 0.6, "maximum": 1.2}}

    def to_dict(self, *, times_as_text: bool = True) -> dict[str, Any]:
        """The fields by their names in JSON, those that are left out not among them.

        Times are texts (ISO 8601), for JSON; with times_as_text=False they are datetime, for pandas.
        """
        secret_id = self.secret_id

        context_id: None | str | Unset
        if isinstance(self.context_id, Unset):
            context_id = UNSET
        else:
            context_id = self.context_id

        voice: None | str | Unset
        if isinstance(self.voice, Unset):
            voice = UNSET
        else:
            voice = self.voice

        temperature: float | None | Unset
        if isinstance(self.temperature, Unset):
            temperature = UNSET
        else:
            temperature = self.temperature

        model: None | str | Unset
        if isinstance(self.model, Unset):
            model = UNSET
        else:
            model = self.model

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({"secret_id": secret_id})
        if context_id is not UNSET:
            field_dict["context_id"] = context_id
        if voice is not UNSET:
            field_dict["voice"] = voice
        if temperature is not UNSET:
            field_dict["temperature"] = temperature
        if model is not UNSET:
            field_dict["model"] = model

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = _fields_of(src_dict)
        secret_id = d.pop("secret_id")

        def _parse_context_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        context_id = _parse_context_id(d.pop("context_id", UNSET))

        def _parse_voice(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        voice = _parse_voice(d.pop("voice", UNSET))

        def _parse_temperature(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        temperature = _parse_temperature(d.pop("temperature", UNSET))

        def _parse_model(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        model = _parse_model(d.pop("model", UNSET))

        _made = cls(
            secret_id=secret_id, context_id=context_id, voice=voice, temperature=temperature, model=model
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
