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

T = TypeVar("T", bound="TranscriptEntry")


@_attrs_define(repr=False, field_transformer=_guard_secrets)
class TranscriptEntry:
    """One utterance.

    Attributes:
        role (None | str): Who spoke, user or avatar. Default: None.
        transcript (None | str): What was said. Default: None.
        absolute_timestamp (int | None): When it was said, as Unix time (seconds). Default: None.
        relative_timestamp (int | None): When it was said, in seconds from the session's start. Default: None.
    """

    role: None | str = None
    """ Who spoke, user or avatar. """
    transcript: None | str = None
    """ What was said. """
    absolute_timestamp: int | None = None
    """ When it was said, as Unix time (seconds). """
    relative_timestamp: int | None = None
    """ When it was said, in seconds from the session's start. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=_Extra)

    __repr__ = _readable
    _repr_html_ = _shown
    __eq__ = _same  # attrs' own would have pytest take two models apart, field by field

    _kinds: ClassVar[Mapping[str, tuple[object, ...]]] = {
        "role": (None, str),
        "transcript": (None, str),
        "absolute_timestamp": (None, int),
        "relative_timestamp": (None, int),
    }

    def to_dict(self, *, times_as_text: bool = True) -> dict[str, Any]:
        """The fields by their names in JSON, those that are left out not among them.

        Times are texts (ISO 8601), for JSON; with times_as_text=False they are datetime, for pandas.
        """
        role: None | str
        role = self.role

        transcript: None | str
        transcript = self.transcript

        absolute_timestamp: int | None
        absolute_timestamp = self.absolute_timestamp

        relative_timestamp: int | None
        relative_timestamp = self.relative_timestamp

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "role": role,
                "transcript": transcript,
                "absolute_timestamp": absolute_timestamp,
                "relative_timestamp": relative_timestamp,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = _fields_of(src_dict)

        def _parse_role(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        role = _parse_role(d.pop("role", None))

        def _parse_transcript(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        transcript = _parse_transcript(d.pop("transcript", None))

        def _parse_absolute_timestamp(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        absolute_timestamp = _parse_absolute_timestamp(d.pop("absolute_timestamp", None))

        def _parse_relative_timestamp(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        relative_timestamp = _parse_relative_timestamp(d.pop("relative_timestamp", None))

        _made = cls(
            role=role,
            transcript=transcript,
            absolute_timestamp=absolute_timestamp,
            relative_timestamp=relative_timestamp,
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
