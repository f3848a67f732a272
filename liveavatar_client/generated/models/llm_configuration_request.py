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

T = TypeVar("T", bound="LlmConfigurationRequest")


@_attrs_define(repr=False, field_transformer=_guard_secrets)
class LlmConfigurationRequest:
    """A language model of your own, which speaks OpenAI's protocol.

    Attributes:
        display_name (str): What it shall be called.
        model_name (str): The model's name at its provider.
        secret_id (str): Identifier (a UUID) of the provider's key that is stored with the service. See create_secret().
        base_url (None | str | Unset): The provider's address, such as https://models.example.com, to which the service
            adds /v1/chat/completions. OpenAI's unless given.
    """

    display_name: str
    """ What it shall be called. """
    model_name: str
    """ The model's name at its provider. """
    secret_id: str
    """ Identifier (a UUID) of the provider's key that is stored with the service. See create_secret(). """
    base_url: None | str | Unset = UNSET
    """ The provider's address, such as https://models.example.com, to which the service adds /v1/chat/completions.
    OpenAI's unless given. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=_Extra)

    __repr__ = _readable
    _repr_html_ = _shown
    __eq__ = _same  # attrs' own would have pytest take two models apart, field by field

    _kinds: ClassVar[Mapping[str, tuple[object, ...]]] = {
        "display_name": (str,),
        "model_name": (str,),
        "secret_id": (str,),
        "base_url": (str, None),
    }
    _limits: ClassVar[Mapping[str, Mapping[str, Any]]] = {
        "display_name": {"minLength": 1},
        "model_name": {"minLength": 1},
    }

    def to_dict(self, *, times_as_text: bool = True) -> dict[str, Any]:
        """The fields by their names in JSON, those that are left out not among them.

        Times are texts (ISO 8601), for JSON; with times_as_text=False they are datetime, for pandas.
        """
        display_name = self.display_name

        model_name = self.model_name

        secret_id = self.secret_id

        base_url: None | str | Unset
        if isinstance(self.base_url, Unset):
            base_url = UNSET
        else:
            base_url = self.base_url

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({"display_name": display_name, "model_name": model_name, "secret_id": secret_id})
        if base_url is not UNSET:
            field_dict["base_url"] = base_url

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = _fields_of(src_dict)
        display_name = d.pop("display_name")

        model_name = d.pop("model_name")

        secret_id = d.pop("secret_id")

        def _parse_base_url(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        base_url = _parse_base_url(d.pop("base_url", UNSET))

        _made = cls(display_name=display_name, model_name=model_name, secret_id=secret_id, base_url=base_url)

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
