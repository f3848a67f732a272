from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import Extra as _Extra
from ..types import fields_of as _fields_of
from ..types import guard_secrets as _guard_secrets
from ..types import keep_times as _keep_times
from ..types import readable as _readable
from ..types import same as _same
from ..types import shown as _shown

if TYPE_CHECKING:
    from ..models.transcript_entry import TranscriptEntry


T = TypeVar("T", bound="Transcript")


@_attrs_define(repr=False, field_transformer=_guard_secrets)
class Transcript:
    """What was said in a session.

    Attributes:
        session_active (bool | None): True while the session runs, and more may be said. Default: None.
        next_timestamp (int | None): Ask from this Unix time (seconds) on for what is said later. Default: None.
        transcript_data (list[TranscriptEntry] | None): What was said, in order. Default: None.
    """

    session_active: bool | None = None
    """ True while the session runs, and more may be said. """
    next_timestamp: int | None = None
    """ Ask from this Unix time (seconds) on for what is said later. """
    transcript_data: list[TranscriptEntry] | None = None
    """ What was said, in order. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=_Extra)

    __repr__ = _readable
    _repr_html_ = _shown
    __eq__ = _same  # attrs' own would have pytest take two models apart, field by field

    _kinds: ClassVar[Mapping[str, tuple[object, ...]]] = {
        "session_active": (None, bool),
        "next_timestamp": (None, int),
        "transcript_data": (None, ["TranscriptEntry"]),
    }

    def to_dict(self, *, times_as_text: bool = True) -> dict[str, Any]:
        """The fields by their names in JSON, those that are left out not among them.

        Times are texts (ISO 8601), for JSON; with times_as_text=False they are datetime, for pandas.
        """
        session_active: bool | None
        session_active = self.session_active

        next_timestamp: int | None
        next_timestamp = self.next_timestamp

        transcript_data: list[dict[str, Any]] | None
        if isinstance(self.transcript_data, list):
            transcript_data = []
            for transcript_data_type_1_item_data in self.transcript_data:
                transcript_data_type_1_item = transcript_data_type_1_item_data.to_dict()
                transcript_data.append(transcript_data_type_1_item)

        else:
            transcript_data = self.transcript_data

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "session_active": session_active,
                "next_timestamp": next_timestamp,
                "transcript_data": transcript_data,
            }
        )

        if not times_as_text:
            _keep_times(field_dict, {"transcript_data": self.transcript_data})

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.transcript_entry import TranscriptEntry  # noqa: PLC0415

        d = _fields_of(src_dict)

        def _parse_session_active(data: object) -> bool | None:
            if data is None:
                return data
            return cast(bool | None, data)

        session_active = _parse_session_active(d.pop("session_active", None))

        def _parse_next_timestamp(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        next_timestamp = _parse_next_timestamp(d.pop("next_timestamp", None))

        def _parse_transcript_data(data: object) -> list[TranscriptEntry] | None:
            if data is None:
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                transcript_data_type_1 = []
                _transcript_data_type_1 = data
                for transcript_data_type_1_item_data in _transcript_data_type_1:
                    transcript_data_type_1_item = TranscriptEntry.from_dict(transcript_data_type_1_item_data)

                    transcript_data_type_1.append(transcript_data_type_1_item)

                return transcript_data_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            raise TypeError(type(data))

        transcript_data = _parse_transcript_data(d.pop("transcript_data", None))

        _made = cls(
            session_active=session_active, next_timestamp=next_timestamp, transcript_data=transcript_data
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
