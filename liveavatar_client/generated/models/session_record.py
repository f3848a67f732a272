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

T = TypeVar("T", bound="SessionRecord")


@_attrs_define(repr=False, field_transformer=_guard_secrets)
class SessionRecord:
    """What the service keeps of a session.

    Attributes:
        id (str): The session's identifier (a UUID).
        created_at (datetime.datetime | None): When it was made (timezone-aware). Default: None.
        updated_at (datetime.datetime | None): When the record last changed (timezone-aware). Default: None.
        duration (float | None): How long it has run, in seconds. Default: None.
        source (None | str): Where it came from, such as DEMO, APP, API or EMBED. Default: None.
        mode (None | str): FULL or LITE. Default: None.
        is_sandbox (bool | None): True for a session in the sandbox. Default: None.
        credits_consumed (float | None): What it has cost so far, in credits. Default: None.
        end_at (datetime.datetime | None): When it ended (timezone-aware). Not on a running session. Default: None.
        end_reason (None | str): Why it ended, such as USER_CLOSED, IDLE_TIMEOUT or NO_CREDITS. The list grows. Default:
            None.
    """

    id: str
    """ The session's identifier (a UUID). """
    created_at: datetime.datetime | None = None
    """ When it was made (timezone-aware). """
    updated_at: datetime.datetime | None = None
    """ When the record last changed (timezone-aware). """
    duration: float | None = None
    """ How long it has run, in seconds. """
    source: None | str = None
    """ Where it came from, such as DEMO, APP, API or EMBED. """
    mode: None | str = None
    """ FULL or LITE. """
    is_sandbox: bool | None = None
    """ True for a session in the sandbox. """
    credits_consumed: float | None = None
    """ What it has cost so far, in credits. """
    end_at: datetime.datetime | None = None
    """ When it ended (timezone-aware). Not on a running session. """
    end_reason: None | str = None
    """ Why it ended, such as USER_CLOSED, IDLE_TIMEOUT or NO_CREDITS. The list grows. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=_Extra)

    __repr__ = _readable
    _repr_html_ = _shown
    __eq__ = _same  # attrs' own would have pytest take two models apart, field by field

    _kinds: ClassVar[Mapping[str, tuple[object, ...]]] = {
        "id": (str,),
        "created_at": (None, datetime.datetime),
        "updated_at": (None, datetime.datetime),
        "duration": (None, float),
        "source": (None, str),
        "mode": (None, str),
        "is_sandbox": (None, bool),
        "credits_consumed": (None, float),
        "end_at": (None, datetime.datetime),
        "end_reason": (None, str),
    }

    def to_dict(self, *, times_as_text: bool = True) -> dict[str, Any]:
        """The fields by their names in JSON, those that are left out not among them.

        Times are texts (ISO 8601), for JSON; with times_as_text=False they are datetime, for pandas.
        """
        id = self.id

        created_at: None | str
        if isinstance(self.created_at, datetime.datetime):
            created_at = self.created_at.isoformat()
        else:
            created_at = self.created_at

        updated_at: None | str
        if isinstance(self.updated_at, datetime.datetime):
            updated_at = self.updated_at.isoformat()
        else:
            updated_at = self.updated_at

        duration: float | None
        duration = self.duration

        source: None | str
        source = self.source

        mode: None | str
        mode = self.mode

        is_sandbox: bool | None
        is_sandbox = self.is_sandbox

        credits_consumed: float | None
        credits_consumed = self.credits_consumed

        end_at: None | str
        if isinstance(self.end_at, datetime.datetime):
            end_at = self.end_at.isoformat()
        else:
            end_at = self.end_at

        end_reason: None | str
        end_reason = self.end_reason

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "created_at": created_at,
                "updated_at": updated_at,
                "duration": duration,
                "source": source,
                "mode": mode,
                "is_sandbox": is_sandbox,
                "credits_consumed": credits_consumed,
                "end_at": end_at,
                "end_reason": end_reason,
            }
        )

        if not times_as_text:
            _keep_times(
                field_dict,
                {"created_at": self.created_at, "updated_at": self.updated_at, "end_at": self.end_at},
            )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = _fields_of(src_dict)
        id = d.pop("id")

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

        def _parse_updated_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                updated_at_type_1 = _moment(data)

                return updated_at_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        updated_at = _parse_updated_at(d.pop("updated_at", None))

        def _parse_duration(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        duration = _parse_duration(d.pop("duration", None))

        def _parse_source(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        source = _parse_source(d.pop("source", None))

        def _parse_mode(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        mode = _parse_mode(d.pop("mode", None))

        def _parse_is_sandbox(data: object) -> bool | None:
            if data is None:
                return data
            return cast(bool | None, data)

        is_sandbox = _parse_is_sandbox(d.pop("is_sandbox", None))

        def _parse_credits_consumed(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        credits_consumed = _parse_credits_consumed(d.pop("credits_consumed", None))

        def _parse_end_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                end_at_type_1 = _moment(data)

                return end_at_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        end_at = _parse_end_at(d.pop("end_at", None))

        def _parse_end_reason(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        end_reason = _parse_end_reason(d.pop("end_reason", None))

        _made = cls(
            id=id,
            created_at=created_at,
            updated_at=updated_at,
            duration=duration,
            source=source,
            mode=mode,
            is_sandbox=is_sandbox,
            credits_consumed=credits_consumed,
            end_at=end_at,
            end_reason=end_reason,
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
