from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset
from ..types import readable as _readable

if TYPE_CHECKING:
    from ..models.session_record import SessionRecord


T = TypeVar("T", bound="SessionPage")


@_attrs_define(repr=False)
class SessionPage:
    """One page of the account's sessions.

    Attributes:
        count (int | None | Unset): Sessions on all pages together.
        next_ (int | None | str | Unset): Where the next page is. Null on the last one.
        previous (int | None | str | Unset): Where the page before is. Null on the first one.
        results (list[SessionRecord] | None | Unset): The sessions on this page.
    """

    count: int | None | Unset = UNSET
    """ Sessions on all pages together. """
    next_: int | None | str | Unset = UNSET
    """ Where the next page is. Null on the last one. """
    previous: int | None | str | Unset = UNSET
    """ Where the page before is. Null on the first one. """
    results: list[SessionRecord] | None | Unset = UNSET
    """ The sessions on this page. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    __repr__ = _readable

    def to_dict(self) -> dict[str, Any]:
        count: int | None | Unset
        if isinstance(self.count, Unset):
            count = UNSET
        else:
            count = self.count

        next_: int | None | str | Unset
        if isinstance(self.next_, Unset):
            next_ = UNSET
        else:
            next_ = self.next_

        previous: int | None | str | Unset
        if isinstance(self.previous, Unset):
            previous = UNSET
        else:
            previous = self.previous

        results: list[dict[str, Any]] | None | Unset
        if self.results is None or self.results is UNSET:
            results = self.results
        else:
            if isinstance(self.results, list):
                results = []
                for results_type_0_item_data in self.results:
                    results_type_0_item = results_type_0_item_data.to_dict()
                    results.append(results_type_0_item)

            else:
                results = self.results

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if count is not UNSET:
            field_dict["count"] = count
        if next_ is not UNSET:
            field_dict["next"] = next_
        if previous is not UNSET:
            field_dict["previous"] = previous
        if results is not UNSET:
            field_dict["results"] = results

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.session_record import SessionRecord  # noqa: PLC0415

        d = dict(src_dict)

        def _parse_count(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        count = _parse_count(d.pop("count", UNSET))

        def _parse_next_(data: object) -> int | None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | str | Unset, data)

        next_ = _parse_next_(d.pop("next", UNSET))

        def _parse_previous(data: object) -> int | None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | str | Unset, data)

        previous = _parse_previous(d.pop("previous", UNSET))

        def _parse_results(data: object) -> list[SessionRecord] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                results_type_0 = []
                _results_type_0 = data
                for results_type_0_item_data in _results_type_0:
                    results_type_0_item = SessionRecord.from_dict(results_type_0_item_data)

                    results_type_0.append(results_type_0_item)

                return results_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[SessionRecord] | None | Unset, data)

        results = _parse_results(d.pop("results", UNSET))

        session_page = cls(
            count=count,
            next_=next_,
            previous=previous,
            results=results,
        )

        session_page.additional_properties = d
        return session_page

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
