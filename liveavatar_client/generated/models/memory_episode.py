from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, ClassVar, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import Extra as _Extra
from ..types import fields_of as _fields_of
from ..types import guard_secrets as _guard_secrets
from ..types import keep_times as _keep_times
from ..types import moment as _moment
from ..types import readable as _readable
from ..types import same as _same
from ..types import shown as _shown

T = TypeVar("T", bound="MemoryEpisode")


@_attrs_define(repr=False, field_transformer=_guard_secrets)
class MemoryEpisode:
    """What was kept of one session.

    Attributes:
        session_id (None | str): The session's identifier (a UUID). Default: None.
        sequence_num (int | None): Its place among the episodes, from 1. Default: None.
        summary (None | str): What was said, in short. Default: None.
        created_at (datetime.datetime | None): When it was made (timezone-aware). Default: None.
    """

    session_id: None | str = None
    """ The session's identifier (a UUID). """
    sequence_num: int | None = None
    """ Its place among the episodes, from 1. """
    summary: None | str = None
    """ What was said, in short. """
    created_at: datetime.datetime | None = None
    """ When it was made (timezone-aware). """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=_Extra)

    __repr__ = _readable
    _repr_html_ = _shown
    __eq__ = _same  # attrs' own would have pytest take two models apart, field by field

    _kinds: ClassVar[Mapping[str, tuple[object, ...]]] = {
        "session_id": (None, str),
        "sequence_num": (None, int),
        "summary": (None, str),
        "created_at": (None, datetime.datetime),
    }

    def to_dict(self, *, times_as_text: bool = True) -> dict[str, Any]:
        """The fields by their names in JSON, those that are left out not among them.

        Times are texts (ISO 8601), for JSON; with times_as_text=False they are datetime, for pandas.
        """
        session_id: None | str
        session_id = self.session_id

        sequence_num: int | None
        sequence_num = self.sequence_num

        summary: None | str
        summary = self.summary

        created_at: None | str
        if isinstance(self.created_at, datetime.datetime):
            created_at = self.created_at.isoformat()
        else:
            created_at = self.created_at

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "session_id": session_id,
                "sequence_num": sequence_num,
                "summary": summary,
                "created_at": created_at,
            }
        )

        if not times_as_text:
            _keep_times(field_dict, {"created_at": self.created_at})

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = _fields_of(src_dict)

        def _parse_session_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        session_id = _parse_session_id(d.pop("session_id", None))

        def _parse_sequence_num(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        sequence_num = _parse_sequence_num(d.pop("sequence_num", None))

        def _parse_summary(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        summary = _parse_summary(d.pop("summary", None))

        def _parse_created_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                created_at_type_1 = _moment(data)

                return created_at_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        created_at = _parse_created_at(d.pop("created_at", None))

        _made = cls(session_id=session_id, sequence_num=sequence_num, summary=summary, created_at=created_at)

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
