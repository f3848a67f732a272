from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset
from ..types import readable as _readable

if TYPE_CHECKING:
    from ..models.transcript_entry import TranscriptEntry


T = TypeVar("T", bound="Transcript")


@_attrs_define(repr=False)
class Transcript:
    """What was said in a session.

    Attributes:
        session_active (bool | None | Unset): True while the session runs, and more may be said.
        next_timestamp (int | None | Unset): Ask from this Unix time (seconds) on for what is said later.
        transcript_data (list[TranscriptEntry] | None | Unset): What was said, in order.
    """

    session_active: bool | None | Unset = UNSET
    """ True while the session runs, and more may be said. """
    next_timestamp: int | None | Unset = UNSET
    """ Ask from this Unix time (seconds) on for what is said later. """
    transcript_data: list[TranscriptEntry] | None | Unset = UNSET
    """ What was said, in order. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    __repr__ = _readable

    def to_dict(self) -> dict[str, Any]:
        session_active: bool | None | Unset
        if isinstance(self.session_active, Unset):
            session_active = UNSET
        else:
            session_active = self.session_active

        next_timestamp: int | None | Unset
        if isinstance(self.next_timestamp, Unset):
            next_timestamp = UNSET
        else:
            next_timestamp = self.next_timestamp

        transcript_data: list[dict[str, Any]] | None | Unset
        if self.transcript_data is None or self.transcript_data is UNSET:
            transcript_data = self.transcript_data
        else:
            if isinstance(self.transcript_data, list):
                transcript_data = []
                for transcript_data_type_0_item_data in self.transcript_data:
                    transcript_data_type_0_item = transcript_data_type_0_item_data.to_dict()
                    transcript_data.append(transcript_data_type_0_item)

            else:
                transcript_data = self.transcript_data

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if session_active is not UNSET:
            field_dict["session_active"] = session_active
        if next_timestamp is not UNSET:
            field_dict["next_timestamp"] = next_timestamp
        if transcript_data is not UNSET:
            field_dict["transcript_data"] = transcript_data

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.transcript_entry import TranscriptEntry  # noqa: PLC0415

        d = dict(src_dict)

        def _parse_session_active(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        session_active = _parse_session_active(d.pop("session_active", UNSET))

        def _parse_next_timestamp(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        next_timestamp = _parse_next_timestamp(d.pop("next_timestamp", UNSET))

        def _parse_transcript_data(data: object) -> list[TranscriptEntry] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                transcript_data_type_0 = []
                _transcript_data_type_0 = data
                for transcript_data_type_0_item_data in _transcript_data_type_0:
                    transcript_data_type_0_item = TranscriptEntry.from_dict(transcript_data_type_0_item_data)

                    transcript_data_type_0.append(transcript_data_type_0_item)

                return transcript_data_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[TranscriptEntry] | None | Unset, data)

        transcript_data = _parse_transcript_data(d.pop("transcript_data", UNSET))

        transcript = cls(
            session_active=session_active,
            next_timestamp=next_timestamp,
            transcript_data=transcript_data,
        )

        transcript.additional_properties = d
        return transcript

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
