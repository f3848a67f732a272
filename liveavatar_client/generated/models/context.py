from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, cast

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

if TYPE_CHECKING:
    from ..models.context_link import ContextLink


T = TypeVar("T", bound="Context")


@_attrs_define(repr=False, field_transformer=_guard_secrets)
class Context:
    """What an avatar knows, and what it says first.

    Attributes:
        id (str): The context's identifier (a UUID), which an AvatarPersona takes as context_id.
        name (None | str): Its name, which is unique in an account. Default: None.
        prompt (None | str): Who the avatar is, what it knows and how it speaks. Default: None.
        opening_text (None | str): What the avatar says first. Default: None.
        links (list[ContextLink] | None): Pages that the avatar knows. Default: None.
        required_dynamic_variables (list[str] | None): The variables in the prompt, to which a session has to give
            values. Default: None.
        created_at (datetime.datetime | None): When it was made (timezone-aware). Default: None.
        updated_at (datetime.datetime | None): When it last changed (timezone-aware). Default: None.
    """

    id: str
    """ The context's identifier (a UUID), which an AvatarPersona takes as context_id. """
    name: None | str = None
    """ Its name, which is unique in an account. """
    prompt: None | str = None
    """ Who the avatar is, what it knows and how it speaks. """
    opening_text: None | str = None
    """ What the avatar says first. """
    links: list[ContextLink] | None = None
    """ Pages that the avatar knows. """
    required_dynamic_variables: list[str] | None = None
    """ The variables in the prompt, to which a session has to give values. """
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
        "name": (None, str),
        "prompt": (None, str),
        "opening_text": (None, str),
        "links": (None, ["ContextLink"]),
        "required_dynamic_variables": (None, [str]),
        "created_at": (None, datetime.datetime),
        "updated_at": (None, datetime.datetime),
    }

    def to_dict(self, *, times_as_text: bool = True) -> dict[str, Any]:
        """The fields by their names in JSON, those that are left out not among them.

        Times are texts (ISO 8601), for JSON; with times_as_text=False they are datetime, for pandas.
        """
        id = self.id

        name: None | str
        name = self.name

        prompt: None | str
        prompt = self.prompt

        opening_text: None | str
        opening_text = self.opening_text

        links: list[dict[str, Any]] | None
        if isinstance(self.links, list):
            links = []
            for links_type_1_item_data in self.links:
                links_type_1_item = links_type_1_item_data.to_dict()
                links.append(links_type_1_item)

        else:
            links = self.links

        required_dynamic_variables: list[str] | None
        if isinstance(self.required_dynamic_variables, list):
            required_dynamic_variables = self.required_dynamic_variables

        else:
            required_dynamic_variables = self.required_dynamic_variables

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
                "name": name,
                "prompt": prompt,
                "opening_text": opening_text,
                "links": links,
                "required_dynamic_variables": required_dynamic_variables,
                "created_at": created_at,
                "updated_at": updated_at,
            }
        )

        if not times_as_text:
            _keep_times(
                field_dict,
                {"links": self.links, "created_at": self.created_at, "updated_at": self.updated_at},
            )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.context_link import ContextLink  # noqa: PLC0415

        d = _fields_of(src_dict)
        id = d.pop("id")

        def _parse_name(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        name = _parse_name(d.pop("name", None))

        def _parse_prompt(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        prompt = _parse_prompt(d.pop("prompt", None))

        def _parse_opening_text(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        opening_text = _parse_opening_text(d.pop("opening_text", None))

        def _parse_links(data: object) -> list[ContextLink] | None:
            if data is None:
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                links_type_1 = []
                _links_type_1 = data
                for links_type_1_item_data in _links_type_1:
                    links_type_1_item = ContextLink.from_dict(links_type_1_item_data)

                    links_type_1.append(links_type_1_item)

                return links_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            raise TypeError(type(data))

        links = _parse_links(d.pop("links", None))

        def _parse_required_dynamic_variables(data: object) -> list[str] | None:
            if data is None:
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                required_dynamic_variables_type_1 = cast(list[str], data)

                return required_dynamic_variables_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[str] | None, data)

        required_dynamic_variables = _parse_required_dynamic_variables(
            d.pop("required_dynamic_variables", None)
        )

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
            name=name,
            prompt=prompt,
            opening_text=opening_text,
            links=links,
            required_dynamic_variables=required_dynamic_variables,
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
