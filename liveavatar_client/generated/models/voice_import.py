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

T = TypeVar("T", bound="VoiceImport")


@_attrs_define(repr=False, field_transformer=_guard_secrets)
class VoiceImport:
    """A voice at another provider.

    Attributes:
        provider_voice_id (str): The voice's identifier at its provider.
        secret_id (str): Identifier (a UUID) of the provider's key that is stored with the service. See create_secret().
        name (None | str | Unset): What it shall be called here. The provider's name for it unless given.
    """

    provider_voice_id: str
    """ The voice's identifier at its provider. """
    secret_id: str
    """ Identifier (a UUID) of the provider's key that is stored with the service. See create_secret(). """
    name: None | str | Unset = UNSET
    """ What it shall be called here. The provider's name for it unless given. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=_Extra)

    __repr__ = _readable
    _repr_html_ = _shown
    __eq__ = _same  # attrs' own would have pytest take two models apart, field by field

    _kinds: ClassVar[Mapping[str, tuple[object, ...]]] = {
        "provider_voice_id": (str,),
        "secret_id": (str,),
        "name": (str, None),
    }
    _limits: ClassVar[Mapping[str, Mapping[str, Any]]] = {"provider_voice_id": {"minLength": 1}}

    def to_dict(self, *, times_as_text: bool = True) -> dict[str, Any]:
        """The fields by their names in JSON, those that are left out not among them.

        Times are texts (ISO 8601), for JSON; with times_as_text=False they are datetime, for pandas.
        """
        provider_voice_id = self.provider_voice_id

        secret_id = self.secret_id

        name: None | str | Unset
        if isinstance(self.name, Unset):
            name = UNSET
        else:
            name = self.name

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({"provider_voice_id": provider_voice_id, "secret_id": secret_id})
        if name is not UNSET:
            field_dict["name"] = name

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = _fields_of(src_dict)
        provider_voice_id = d.pop("provider_voice_id")

        secret_id = d.pop("secret_id")

        def _parse_name(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        name = _parse_name(d.pop("name", UNSET))

        _made = cls(provider_voice_id=provider_voice_id, secret_id=secret_id, name=name)

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
