from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset
from ..types import readable as _readable

if TYPE_CHECKING:
    from ..models.session_token_data import SessionTokenData


T = TypeVar("T", bound="SessionTokenResponse")


@_attrs_define(repr=False)
class SessionTokenResponse:
    """The answer to a request for a token.

    Attributes:
        code (int | None | Unset): 1000 is success (older doubles say 100); 4000 and more is a failure.
        data (None | SessionTokenData | Unset): The token and its session.
        message (None | str | Unset): What happened, in words.
    """

    code: int | None | Unset = UNSET
    """ 1000 is success (older doubles say 100); 4000 and more is a failure. """
    data: None | SessionTokenData | Unset = UNSET
    """ The token and its session. """
    message: None | str | Unset = UNSET
    """ What happened, in words. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    __repr__ = _readable

    def to_dict(self) -> dict[str, Any]:
        code: int | None | Unset
        if isinstance(self.code, Unset):
            code = UNSET
        else:
            code = self.code

        data: dict[str, Any] | None | Unset
        if self.data is None or self.data is UNSET:
            data = self.data
        else:
            from ..models.session_token_data import SessionTokenData  # noqa: PLC0415

            if isinstance(self.data, SessionTokenData):
                data = self.data.to_dict()
            else:
                data = self.data

        message: None | str | Unset
        if isinstance(self.message, Unset):
            message = UNSET
        else:
            message = self.message

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if code is not UNSET:
            field_dict["code"] = code
        if data is not UNSET:
            field_dict["data"] = data
        if message is not UNSET:
            field_dict["message"] = message

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.session_token_data import SessionTokenData  # noqa: PLC0415

        d = dict(src_dict)

        def _parse_code(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        code = _parse_code(d.pop("code", UNSET))

        def _parse_data(data: object) -> None | SessionTokenData | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                data_type_0 = SessionTokenData.from_dict(data)

                return data_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | SessionTokenData | Unset, data)

        data = _parse_data(d.pop("data", UNSET))

        def _parse_message(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        message = _parse_message(d.pop("message", UNSET))

        session_token_response = cls(
            code=code,
            data=data,
            message=message,
        )

        session_token_response.additional_properties = d
        return session_token_response

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
