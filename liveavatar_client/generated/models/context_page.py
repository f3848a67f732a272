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
    from ..models.context_summary import ContextSummary


T = TypeVar("T", bound="ContextPage")


@_attrs_define(repr=False, field_transformer=_guard_secrets)
class ContextPage:
    """One page of contexts.

    Attributes:
        count (int | None): Contexts on all pages together. Default: None.
        next_ (int | None | str): Where the next page is. Null on the last one. Default: None.
        previous (int | None | str): Where the page before is. Null on the first one. Default: None.
        results (list[ContextSummary] | None): The contexts on this page. Default: None.
    """

    count: int | None = None
    """ Contexts on all pages together. """
    next_: int | None | str = None
    """ Where the next page is. Null on the last one. """
    previous: int | None | str = None
    """ Where the page before is. Null on the first one. """
    results: list[ContextSummary] | None = None
    """ The contexts on this page. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=_Extra)

    __repr__ = _readable
    _repr_html_ = _shown
    __eq__ = _same  # attrs' own would have pytest take two models apart, field by field

    _kinds: ClassVar[Mapping[str, tuple[object, ...]]] = {
        "count": (None, int),
        "next_": (None, str, int),
        "previous": (None, str, int),
        "results": (None, ["ContextSummary"]),
    }

    def to_dict(self, *, times_as_text: bool = True) -> dict[str, Any]:
        """The fields by their names in JSON, those that are left out not among them.

        Times are texts (ISO 8601), for JSON; with times_as_text=False they are datetime, for pandas.
        """
        count: int | None
        count = self.count

        next_: int | None | str
        next_ = self.next_

        previous: int | None | str
        previous = self.previous

        results: list[dict[str, Any]] | None
        if isinstance(self.results, list):
            results = []
            for results_type_1_item_data in self.results:
                results_type_1_item = results_type_1_item_data.to_dict()
                results.append(results_type_1_item)

        else:
            results = self.results

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({"count": count, "next": next_, "previous": previous, "results": results})

        if not times_as_text:
            _keep_times(field_dict, {"results": self.results})

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.context_summary import ContextSummary  # noqa: PLC0415

        d = _fields_of(src_dict)

        def _parse_count(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        count = _parse_count(d.pop("count", None))

        def _parse_next_(data: object) -> int | None | str:
            if data is None:
                return data
            return cast(int | None | str, data)

        next_ = _parse_next_(d.pop("next", None))

        def _parse_previous(data: object) -> int | None | str:
            if data is None:
                return data
            return cast(int | None | str, data)

        previous = _parse_previous(d.pop("previous", None))

        def _parse_results(data: object) -> list[ContextSummary] | None:
            if data is None:
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                results_type_1 = []
                _results_type_1 = data
                for results_type_1_item_data in _results_type_1:
                    results_type_1_item = ContextSummary.from_dict(results_type_1_item_data)

                    results_type_1.append(results_type_1_item)

                return results_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            raise TypeError(type(data))

        results = _parse_results(d.pop("results", None))

        _made = cls(count=count, next_=next_, previous=previous, results=results)

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
