from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import Extra as _Extra
from ..types import fields_of as _fields_of
from ..types import guard_secrets as _guard_secrets
from ..types import readable as _readable
from ..types import same as _same
from ..types import shown as _shown

T = TypeVar("T", bound="AgentDynamicVariables")


@_attrs_define(repr=False, field_transformer=_guard_secrets)
class AgentDynamicVariables:
    """Variable names and their values (text, numbers, true or false)."""

    additional_properties: dict[str, bool | float | int | str] = _attrs_field(init=False, factory=_Extra)

    __repr__ = _readable
    _repr_html_ = _shown
    __eq__ = _same  # attrs' own would have pytest take two models apart, field by field

    _kinds: ClassVar[Mapping[str, tuple[object, ...]]] = {}

    def to_dict(self, *, times_as_text: bool = True) -> dict[str, Any]:
        """The fields by their names in JSON, those that are left out not among them.

        Times are texts (ISO 8601), for JSON; with times_as_text=False they are datetime, for pandas.
        """

        field_dict: dict[str, Any] = {}
        for prop_name, prop in self.additional_properties.items():
            field_dict[prop_name] = prop

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = _fields_of(src_dict)
        _made = cls()

        additional_properties = {}
        for prop_name, prop_dict in d.items():

            def _parse_additional_property(data: object) -> bool | float | int | str:
                return cast(bool | float | int | str, data)

            additional_property = _parse_additional_property(prop_dict)

            additional_properties[prop_name] = additional_property

        _made.additional_properties = additional_properties
        return _made

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> bool | float | int | str:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: bool | float | int | str) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
