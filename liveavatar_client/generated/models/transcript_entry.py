from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset
from ..types import readable as _readable

T = TypeVar("T", bound="TranscriptEntry")


@_attrs_define(repr=False)
class TranscriptEntry:
    """One utterance.

    Attributes:
        role (None | str | Unset): Who spoke, user or avatar.
        transcript (None | str | Unset): What was said.
        absolute_timestamp (int | None | Unset): When it was said, as Unix time (seconds).
        relative_timestamp (int | None | Unset): When it was said, in seconds from the session's start.
    """

    role: None | str | Unset = UNSET
    """ Who spoke, user or avatar. """
    transcript: None | str | Unset = UNSET
    """ What was said. """
    absolute_timestamp: int | None | Unset = UNSET
    """ When it was said, as Unix time (seconds). """
    relative_timestamp: int | None | Unset = UNSET
    """ When it was said, in seconds from the session's start. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    __repr__ = _readable

    def to_dict(self) -> dict[str, Any]:
        role: None | str | Unset
        if isinstance(self.role, Unset):
            role = UNSET
        else:
            role = self.role

        transcript: None | str | Unset
        if isinstance(self.transcript, Unset):
            transcript = UNSET
        else:
            transcript = self.transcript

        absolute_timestamp: int | None | Unset
        if isinstance(self.absolute_timestamp, Unset):
            absolute_timestamp = UNSET
        else:
            absolute_timestamp = self.absolute_timestamp

        relative_timestamp: int | None | Unset
        if isinstance(self.relative_timestamp, Unset):
            relative_timestamp = UNSET
        else:
            relative_timestamp = self.relative_timestamp

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if role is not UNSET:
            field_dict["role"] = role
        if transcript is not UNSET:
            field_dict["transcript"] = transcript
        if absolute_timestamp is not UNSET:
            field_dict["absolute_timestamp"] = absolute_timestamp
        if relative_timestamp is not UNSET:
            field_dict["relative_timestamp"] = relative_timestamp

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_role(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        role = _parse_role(d.pop("role", UNSET))

        def _parse_transcript(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        transcript = _parse_transcript(d.pop("transcript", UNSET))

        def _parse_absolute_timestamp(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        absolute_timestamp = _parse_absolute_timestamp(d.pop("absolute_timestamp", UNSET))

        def _parse_relative_timestamp(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        relative_timestamp = _parse_relative_timestamp(d.pop("relative_timestamp", UNSET))

        transcript_entry = cls(
            role=role,
            transcript=transcript,
            absolute_timestamp=absolute_timestamp,
            relative_timestamp=relative_timestamp,
        )

        transcript_entry.additional_properties = d
        return transcript_entry

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
