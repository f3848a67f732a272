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
    from ..models.session_record import SessionRecord


T = TypeVar("T", bound="SessionRecordResponse")


@_attrs_define(repr=False, field_transformer=_guard_secrets)
class SessionRecordResponse:
    """The answer to a request for one session.

    Attributes:
        code (int | None): 1000 is success (older doubles say 100); 4000 and more is a failure. Default: None.
        data (SessionRecord): What the service keeps of a session.
        message (None | str): What happened, in words. Default: None.
    """

    data: SessionRecord
    """ What the service keeps of a session. """
    code: int | None = None
    """ 1000 is success (older doubles say 100); 4000 and more is a failure. """
    message: None | str = None
    """ What happened, in words. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=_Extra)

    __repr__ = _readable
    _repr_html_ = _shown
    __eq__ = _same  # attrs' own would have pytest take two models apart, field by field

    _kinds: ClassVar[Mapping[str, tuple[object, ...]]] = {
        "code": (None, int),
        "data": ("SessionRecord",),
        "message": (None, str),
    }

    def to_dict(self, *, times_as_text: bool = True) -> dict[str, Any]:
        """The fields by their names in JSON, those that are left out not among them.

        Times are texts (ISO 8601), for JSON; with times_as_text=False they are datetime, for pandas.
        """
        code: int | None
        code = self.code

        data = self.data.to_dict()

        message: None | str
        message = self.message

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({"code": code, "data": data, "message": message})

        if not times_as_text:
            _keep_times(field_dict, {"data": self.data})

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.session_record import SessionRecord  # noqa: PLC0415

        d = _fields_of(src_dict)

        def _parse_code(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        code = _parse_code(d.pop("code", None))

        data = SessionRecord.from_dict(d.pop("data"))

        def _parse_message(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        message = _parse_message(d.pop("message", None))

        _made = cls(code=code, data=data, message=message)

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
