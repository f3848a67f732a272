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

T = TypeVar("T", bound="ValidationErrorDetail")


@_attrs_define(repr=False, field_transformer=_guard_secrets)
class ValidationErrorDetail:
    """A field at fault.

    Attributes:
        loc (list[int | str] | None): The way to the field, from the outside in. Default: None.
        msg (None | str): What is wrong with the field. Default: None.
        type_ (None | str): The kind of fault, such as uuid_parsing. Default: None.
        input_ (Any | None): What was sent. Default: None.
        ctx (Any | None): Values that belong to the message. Default: None.
    """

    loc: list[int | str] | None = None
    """ The way to the field, from the outside in. """
    msg: None | str = None
    """ What is wrong with the field. """
    type_: None | str = None
    """ The kind of fault, such as uuid_parsing. """
    input_: Any | None = None
    """ What was sent. """
    ctx: Any | None = None
    """ Values that belong to the message. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=_Extra)

    __repr__ = _readable
    _repr_html_ = _shown
    __eq__ = _same  # attrs' own would have pytest take two models apart, field by field

    _kinds: ClassVar[Mapping[str, tuple[object, ...]]] = {
        "loc": (None, [str, int]),
        "msg": (None, str),
        "type_": (None, str),
        "input_": (None, object),
        "ctx": (None, object),
    }

    def to_dict(self, *, times_as_text: bool = True) -> dict[str, Any]:
        """The fields by their names in JSON, those that are left out not among them.

        Times are texts (ISO 8601), for JSON; with times_as_text=False they are datetime, for pandas.
        """
        loc: list[int | str] | None
        if isinstance(self.loc, list):
            loc = []
            for loc_type_1_item_data in self.loc:
                loc_type_1_item: int | str
                loc_type_1_item = loc_type_1_item_data
                loc.append(loc_type_1_item)

        else:
            loc = self.loc

        msg: None | str
        msg = self.msg

        type_: None | str
        type_ = self.type_

        input_: Any | None
        input_ = self.input_

        ctx: Any | None
        ctx = self.ctx

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({"loc": loc, "msg": msg, "type": type_, "input": input_, "ctx": ctx})

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = _fields_of(src_dict)

        def _parse_loc(data: object) -> list[int | str] | None:
            if data is None:
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                loc_type_1 = []
                _loc_type_1 = data
                for loc_type_1_item_data in _loc_type_1:

                    def _parse_loc_type_1_item(data: object) -> int | str:
                        return cast(int | str, data)

                    loc_type_1_item = _parse_loc_type_1_item(loc_type_1_item_data)

                    loc_type_1.append(loc_type_1_item)

                return loc_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[int | str] | None, data)

        loc = _parse_loc(d.pop("loc", None))

        def _parse_msg(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        msg = _parse_msg(d.pop("msg", None))

        def _parse_type_(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        type_ = _parse_type_(d.pop("type", None))

        def _parse_input_(data: object) -> Any | None:
            if data is None:
                return data
            return cast(Any | None, data)

        input_ = _parse_input_(d.pop("input", None))

        def _parse_ctx(data: object) -> Any | None:
            if data is None:
                return data
            return cast(Any | None, data)

        ctx = _parse_ctx(d.pop("ctx", None))

        _made = cls(loc=loc, msg=msg, type_=type_, input_=input_, ctx=ctx)

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
