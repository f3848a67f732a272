from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset
from ..types import Extra as _Extra
from ..types import fields_of as _fields_of
from ..types import guard_secrets as _guard_secrets
from ..types import keep_times as _keep_times
from ..types import readable as _readable
from ..types import same as _same
from ..types import shown as _shown

if TYPE_CHECKING:
    from ..models.context_link import ContextLink


T = TypeVar("T", bound="ContextRequest")


@_attrs_define(repr=False, field_transformer=_guard_secrets)
class ContextRequest:
    """What an avatar knows, and what it says first. All of name, prompt and opening_text is needed.

    Attributes:
        name (str): The context's name, which is unique in an account.
        prompt (str): Who the avatar is, what it knows and how it speaks, 65,535 characters at most: what is beyond them
            the service cuts off in silence. Variables stand in double braces.
        opening_text (str): What the avatar says first. Variables stand in double braces. Empty for nothing.
        links (list[ContextLink] | None | Unset): Pages that the avatar knows.
    """

    name: str
    """ The context's name, which is unique in an account. """
    prompt: str
    """ Who the avatar is, what it knows and how it speaks, 65,535 characters at most: what is beyond them the
    service cuts off in silence. Variables stand in double braces. """
    opening_text: str
    """ What the avatar says first. Variables stand in double braces. Empty for nothing. """
    links: list[ContextLink] | None | Unset = UNSET
    """ Pages that the avatar knows. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=_Extra)

    __repr__ = _readable
    _repr_html_ = _shown
    __eq__ = _same  # attrs' own would have pytest take two models apart, field by field

    _kinds: ClassVar[Mapping[str, tuple[object, ...]]] = {
        "name": (str,),
        "prompt": (str,),
        "opening_text": (str,),
        "links": (["ContextLink"], None),
    }
    _limits: ClassVar[Mapping[str, Mapping[str, Any]]] = {
        "name": {"minLength": 1},
        "prompt": {"maxLength": 65535},
    }

    def to_dict(self, *, times_as_text: bool = True) -> dict[str, Any]:
        """The fields by their names in JSON, those that are left out not among them.

        Times are texts (ISO 8601), for JSON; with times_as_text=False they are datetime, for pandas.
        """
        name = self.name

        prompt = self.prompt

        opening_text = self.opening_text

        links: list[dict[str, Any]] | None | Unset
        if self.links is None or self.links is UNSET:
            links = self.links
        else:
            if isinstance(self.links, list):
                links = []
                for links_type_0_item_data in self.links:
                    links_type_0_item = links_type_0_item_data.to_dict()
                    links.append(links_type_0_item)

            else:
                links = self.links

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({"name": name, "prompt": prompt, "opening_text": opening_text})
        if links is not UNSET:
            field_dict["links"] = links

        if not times_as_text:
            _keep_times(field_dict, {"links": self.links})

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.context_link import ContextLink  # noqa: PLC0415

        d = _fields_of(src_dict)
        name = d.pop("name")

        prompt = d.pop("prompt")

        opening_text = d.pop("opening_text")

        def _parse_links(data: object) -> list[ContextLink] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                links_type_0 = []
                _links_type_0 = data
                for links_type_0_item_data in _links_type_0:
                    links_type_0_item = ContextLink.from_dict(links_type_0_item_data)

                    links_type_0.append(links_type_0_item)

                return links_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            raise TypeError(type(data))

        links = _parse_links(d.pop("links", UNSET))

        _made = cls(name=name, prompt=prompt, opening_text=opening_text, links=links)

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
