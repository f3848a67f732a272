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

T = TypeVar("T", bound="SessionMemory")


@_attrs_define(repr=False, field_transformer=_guard_secrets)
class SessionMemory:
    """What the avatar remembers of earlier sessions.

    Attributes:
        prev_session_id (None | str | Unset): Identifier (a UUID) of the session to continue.
        session_memory_id (None | str | Unset): Identifier (a UUID) of a stored memory. create_memory() makes one.
    """

    prev_session_id: None | str | Unset = UNSET
    """ Identifier (a UUID) of the session to continue. """
    session_memory_id: None | str | Unset = UNSET
    """ Identifier (a UUID) of a stored memory. create_memory() makes one. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=_Extra)

    __repr__ = _readable
    _repr_html_ = _shown
    __eq__ = _same  # attrs' own would have pytest take two models apart, field by field

    _kinds: ClassVar[Mapping[str, tuple[object, ...]]] = {
        "prev_session_id": (str, None),
        "session_memory_id": (str, None),
    }

    def to_dict(self, *, times_as_text: bool = True) -> dict[str, Any]:
        """The fields by their names in JSON, those that are left out not among them.

        Times are texts (ISO 8601), for JSON; with times_as_text=False they are datetime, for pandas.
        """
        prev_session_id: None | str | Unset
        if isinstance(self.prev_session_id, Unset):
            prev_session_id = UNSET
        else:
            prev_session_id = self.prev_session_id

        session_memory_id: None | str | Unset
        if isinstance(self.session_memory_id, Unset):
            session_memory_id = UNSET
        else:
            session_memory_id = self.session_memory_id

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if prev_session_id is not UNSET:
            field_dict["prev_session_id"] = prev_session_id
        if session_memory_id is not UNSET:
            field_dict["session_memory_id"] = session_memory_id

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = _fields_of(src_dict)

        def _parse_prev_session_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        prev_session_id = _parse_prev_session_id(d.pop("prev_session_id", UNSET))

        def _parse_session_memory_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        session_memory_id = _parse_session_memory_id(d.pop("session_memory_id", UNSET))

        _made = cls(prev_session_id=prev_session_id, session_memory_id=session_memory_id)

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
