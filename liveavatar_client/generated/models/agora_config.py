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

T = TypeVar("T", bound="AgoraConfig")


@_attrs_define(repr=False, field_transformer=_guard_secrets)
class AgoraConfig:
    """An Agora channel of your own.

    Attributes:
        agora_app_id (str): Identifier of your Agora app.
        agora_token (str): An Agora token that lets the avatar join the channel. Secret.
        agora_channel (str): Name of the channel.
        agora_uid (str): The avatar's user identifier in the channel.
    """

    agora_app_id: str
    """ Identifier of your Agora app. """
    agora_token: str
    """ An Agora token that lets the avatar join the channel. Secret. """
    agora_channel: str
    """ Name of the channel. """
    agora_uid: str
    """ The avatar's user identifier in the channel. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=_Extra)

    __repr__ = _readable
    _repr_html_ = _shown
    __eq__ = _same  # attrs' own would have pytest take two models apart, field by field

    _kinds: ClassVar[Mapping[str, tuple[object, ...]]] = {
        "agora_app_id": (str,),
        "agora_token": (str,),
        "agora_channel": (str,),
        "agora_uid": (str,),
    }

    def to_dict(self, *, times_as_text: bool = True) -> dict[str, Any]:
        """The fields by their names in JSON, those that are left out not among them.

        Times are texts (ISO 8601), for JSON; with times_as_text=False they are datetime, for pandas.
        """
        agora_app_id = self.agora_app_id

        agora_token = self.agora_token

        agora_channel = self.agora_channel

        agora_uid = self.agora_uid

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "agora_app_id": agora_app_id,
                "agora_token": agora_token,
                "agora_channel": agora_channel,
                "agora_uid": agora_uid,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = _fields_of(src_dict)
        agora_app_id = d.pop("agora_app_id")

        agora_token = d.pop("agora_token")

        agora_channel = d.pop("agora_channel")

        agora_uid = d.pop("agora_uid")

        _made = cls(
            agora_app_id=agora_app_id,
            agora_token=agora_token,
            agora_channel=agora_channel,
            agora_uid=agora_uid,
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
