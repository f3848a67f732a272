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

T = TypeVar("T", bound="Embed")


@_attrs_define(repr=False, field_transformer=_guard_secrets)
class Embed:
    """An avatar that can be put into a web page.

    Attributes:
        embed_id (str): The embed's identifier (a UUID).
        url (None | str): Address of the page that shows it. Default: None.
        script (None | str): HTML that puts it into a page. Default: None.
        orientation (None | str): horizontal or vertical. Default: None.
    """

    embed_id: str
    """ The embed's identifier (a UUID). """
    url: None | str = None
    """ Address of the page that shows it. """
    script: None | str = None
    """ HTML that puts it into a page. """
    orientation: None | str = None
    """ horizontal or vertical. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=_Extra)

    __repr__ = _readable
    _repr_html_ = _shown
    __eq__ = _same  # attrs' own would have pytest take two models apart, field by field

    _kinds: ClassVar[Mapping[str, tuple[object, ...]]] = {
        "embed_id": (str,),
        "url": (None, str),
        "script": (None, str),
        "orientation": (None, str),
    }

    def to_dict(self, *, times_as_text: bool = True) -> dict[str, Any]:
        """The fields by their names in JSON, those that are left out not among them.

        Times are texts (ISO 8601), for JSON; with times_as_text=False they are datetime, for pandas.
        """
        embed_id = self.embed_id

        url: None | str
        url = self.url

        script: None | str
        script = self.script

        orientation: None | str
        orientation = self.orientation

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({"embed_id": embed_id, "url": url, "script": script, "orientation": orientation})

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = _fields_of(src_dict)
        embed_id = d.pop("embed_id")

        def _parse_url(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        url = _parse_url(d.pop("url", None))

        def _parse_script(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        script = _parse_script(d.pop("script", None))

        def _parse_orientation(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        orientation = _parse_orientation(d.pop("orientation", None))

        _made = cls(embed_id=embed_id, url=url, script=script, orientation=orientation)

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
