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

T = TypeVar("T", bound="LlmConfiguration")


@_attrs_define(repr=False, field_transformer=_guard_secrets)
class LlmConfiguration:
    """A language model of your own.

    Attributes:
        id (str): The configuration's identifier (a UUID), which a session's request takes as llm_configuration_id.
        base_url (None | str): The provider's address. Not in a list. Default: None.
        display_name (None | str): Its name. Default: None.
        model_name (None | str): The model's name at its provider. Default: None.
        secret_id (None | str): Identifier (a UUID) of the provider's key. Default: None.
        created_at (datetime.datetime | None): When it was made (timezone-aware). Default: None.
        updated_at (datetime.datetime | None): When it last changed (timezone-aware). Default: None.
    """

    id: str
    """ The configuration's identifier (a UUID), which a session's request takes as llm_configuration_id. """
    base_url: None | str = None
    """ The provider's address. Not in a list. """
    display_name: None | str = None
    """ Its name. """
    model_name: None | str = None
    """ The model's name at its provider. """
    secret_id: None | str = None
    """ Identifier (a UUID) of the provider's key. """
    created_at: datetime.datetime | None = None
    """ When it was made (timezone-aware). """
    updated_at: datetime.datetime | None = None
    """ When it last changed (timezone-aware). """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=_Extra)

    __repr__ = _readable
    _repr_html_ = _shown
    __eq__ = _same  # attrs' own would have pytest take two models apart, field by field

    _kinds: ClassVar[Mapping[str, tuple[object, ...]]] = {
        "id": (str,),
        "base_url": (None, str),
        "display_name": (None, str),
        "model_name": (None, str),
        "secret_id": (None, str),
        "created_at": (None, datetime.datetime),
        "updated_at": (None, datetime.datetime),
    }

    def to_dict(self, *, times_as_text: bool = True) -> dict[str, Any]:
        """The fields by their names in JSON, those that are left out not among them.

        Times are texts (ISO 8601), for JSON; with times_as_text=False they are datetime, for pandas.
        """
        id = self.id

        base_url: None | str
        base_url = self.base_url

        display_name: None | str
        display_name = self.display_name

        model_name: None | str
        model_name = self.model_name

        secret_id: None | str
        secret_id = self.secret_id

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

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "base_url": base_url,
                "display_name": display_name,
                "model_name": model_name,
                "secret_id": secret_id,
                "created_at": created_at,
                "updated_at": updated_at,
            }
        )

        if not times_as_text:
            _keep_times(field_dict, {"created_at": self.created_at, "updated_at": self.updated_at})

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = _fields_of(src_dict)
        id = d.pop("id")

        def _parse_base_url(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        base_url = _parse_base_url(d.pop("base_url", None))

        def _parse_display_name(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        display_name = _parse_display_name(d.pop("display_name", None))

        def _parse_model_name(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        model_name = _parse_model_name(d.pop("model_name", None))

        def _parse_secret_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        secret_id = _parse_secret_id(d.pop("secret_id", None))

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

        _made = cls(
            id=id,
            base_url=base_url,
            display_name=display_name,
            model_name=model_name,
            secret_id=secret_id,
            created_at=created_at,
            updated_at=updated_at,
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
