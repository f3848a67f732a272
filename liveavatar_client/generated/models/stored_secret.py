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

T = TypeVar("T", bound="StoredSecret")


@_attrs_define(repr=False, field_transformer=_guard_secrets)
class StoredSecret:
    """A key that is stored with the service, without its value.

    Attributes:
        id (str): The secret's identifier (a UUID), which others take as secret_id.
        secret_name (None | str): Its name. Default: None.
        secret_type (None | str): What it opens, such as OPENAI_API_KEY. The list grows. Default: None.
        created_at (datetime.datetime | None): When it was made (timezone-aware). Default: None.
    """

    id: str
    """ The secret's identifier (a UUID), which others take as secret_id. """
    secret_name: None | str = None
    """ Its name. """
    secret_type: None | str = None
    """ What it opens, such as OPENAI_API_KEY. The list grows. """
    created_at: datetime.datetime | None = None
    """ When it was made (timezone-aware). """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=_Extra)

    __repr__ = _readable
    _repr_html_ = _shown
    __eq__ = _same  # attrs' own would have pytest take two models apart, field by field

    _kinds: ClassVar[Mapping[str, tuple[object, ...]]] = {
        "id": (str,),
        "secret_name": (None, str),
        "secret_type": (None, str),
        "created_at": (None, datetime.datetime),
    }

    def to_dict(self, *, times_as_text: bool = True) -> dict[str, Any]:
        """The fields by their names in JSON, those that are left out not among them.

        Times are texts (ISO 8601), for JSON; with times_as_text=False they are datetime, for pandas.
        """
        id = self.id

        secret_name: None | str
        secret_name = self.secret_name

        secret_type: None | str
        secret_type = self.secret_type

        created_at: None | str
        if isinstance(self.created_at, datetime.datetime):
            created_at = self.created_at.isoformat()
        else:
            created_at = self.created_at

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {"id": id, "secret_name": secret_name, "secret_type": secret_type, "created_at": created_at}
        )

        if not times_as_text:
            _keep_times(field_dict, {"created_at": self.created_at})

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = _fields_of(src_dict)
        id = d.pop("id")

        def _parse_secret_name(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        secret_name = _parse_secret_name(d.pop("secret_name", None))

        def _parse_secret_type(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        secret_type = _parse_secret_type(d.pop("secret_type", None))

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

        _made = cls(id=id, secret_name=secret_name, secret_type=secret_type, created_at=created_at)

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
