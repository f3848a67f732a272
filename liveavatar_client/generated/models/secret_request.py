from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import Extra as _Extra
from ..types import fields_of as _fields_of
from ..types import guard_secrets as _guard_secrets
from ..types import readable as _readable
from ..types import same as _same
from ..types import shown as _shown

T = TypeVar("T", bound="SecretRequest")


@_attrs_define(repr=False, field_transformer=_guard_secrets)
class SecretRequest:
    """A key of another provider.

    Attributes:
        secret_name (str): What it shall be called, 1 to 255 characters.
        secret_value (str): The key. Secret, and never given back.
        secret_type (str): What it opens, such as OPENAI_API_KEY, ELEVENLABS_API_KEY or GEMINI_API_KEY. The list grows.
    """

    secret_name: str
    """ What it shall be called, 1 to 255 characters. """
    secret_value: str
    """ The key. Secret, and never given back. """
    secret_type: str
    """ What it opens, such as OPENAI_API_KEY, ELEVENLABS_API_KEY or GEMINI_API_KEY. The list grows. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=_Extra)

    __repr__ = _readable
    _repr_html_ = _shown
    __eq__ = _same  # attrs' own would have pytest take two models apart, field by field

    _kinds: ClassVar[Mapping[str, tuple[object, ...]]] = {
        "secret_name": (str,),
        "secret_value": (str,),
        "secret_type": (str,),
    }
    _limits: ClassVar[Mapping[str, Mapping[str, Any]]] = {
        "secret_name": {"minLength": 1, "maxLength": 255},
        "secret_value": {"minLength": 1},
        "secret_type": {"minLength": 1},
    }

    def to_dict(self, *, times_as_text: bool = True) -> dict[str, Any]:
        """The fields by their names in JSON, those that are left out not among them.

        Times are texts (ISO 8601), for JSON; with times_as_text=False they are datetime, for pandas.
        """
        secret_name = self.secret_name

        secret_value = self.secret_value

        secret_type = self.secret_type

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {"secret_name": secret_name, "secret_value": secret_value, "secret_type": secret_type}
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = _fields_of(src_dict)
        secret_name = d.pop("secret_name")

        secret_value = d.pop("secret_value")

        secret_type = d.pop("secret_type")

        _made = cls(secret_name=secret_name, secret_value=secret_value, secret_type=secret_type)

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
