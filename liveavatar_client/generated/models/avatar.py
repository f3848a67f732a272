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
    from ..models.avatar_voice import AvatarVoice


T = TypeVar("T", bound="Avatar")


@_attrs_define(repr=False, field_transformer=_guard_secrets)
class Avatar:
    """Who is seen in a session.

    Attributes:
        id (str): The avatar's identifier (a UUID), which a session's request takes as avatar_id.
        name (None | str): Its name. Default: None.
        type_ (None | str): What it was made of, such as IMAGE or VIDEO. One made of an image has no voice of its own.
            Default: None.
        status (None | str): Only an ACTIVE one can be used. Others are INIT, DEPLOYING and FAILED. The list grows.
            Default: None.
        preview_url (None | str): Address of a picture of it. Default: None.
        default_voice (AvatarVoice | None): The voice that it speaks with unless told otherwise. Default: None.
        is_expired (bool | None): True where it can be used no more. Default: None.
        is_1080p (bool | None): True where its video has 1,080 lines. Default: None.
        space_id (None | str): Identifier of the workspace that it belongs to. Default: None.
        error_message (None | str): Why making it failed. Default: None.
        created_at (datetime.datetime | None): When it was made (timezone-aware). Default: None.
        updated_at (datetime.datetime | None): When it last changed (timezone-aware). Default: None.
    """

    id: str
    """ The avatar's identifier (a UUID), which a session's request takes as avatar_id. """
    name: None | str = None
    """ Its name. """
    type_: None | str = None
    """ What it was made of, such as IMAGE or VIDEO. One made of an image has no voice of its own. """
    status: None | str = None
    """ Only an ACTIVE one can be used. Others are INIT, DEPLOYING and FAILED. The list grows. """
    preview_url: None | str = None
    """ Address of a picture of it. """
    default_voice: AvatarVoice | None = None
    """ The voice that it speaks with unless told otherwise. """
    is_expired: bool | None = None
    """ True where it can be used no more. """
    is_1080p: bool | None = None
    """ True where its video has 1,080 lines. """
    space_id: None | str = None
    """ Identifier of the workspace that it belongs to. """
    error_message: None | str = None
    """ Why making it failed. """
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
        "type_": (None, str),
        "status": (None, str),
        "preview_url": (None, str),
        "default_voice": (None, "AvatarVoice"),
        "is_expired": (None, bool),
        "is_1080p": (None, bool),
        "space_id": (None, str),
        "error_message": (None, str),
        "created_at": (None, datetime.datetime),
        "updated_at": (None, datetime.datetime),
    }

    def to_dict(self, *, times_as_text: bool = True) -> dict[str, Any]:
        """The fields by their names in JSON, those that are left out not among them.

        Times are texts (ISO 8601), for JSON; with times_as_text=False they are datetime, for pandas.
        """
        from ..models.avatar_voice import AvatarVoice  # noqa: PLC0415

        id = self.id

        name: None | str
        name = self.name

        type_: None | str
        type_ = self.type_

        status: None | str
        status = self.status

        preview_url: None | str
        preview_url = self.preview_url

        default_voice: dict[str, Any] | None
        if isinstance(self.default_voice, AvatarVoice):
            default_voice = self.default_voice.to_dict()
        else:
            default_voice = self.default_voice

        is_expired: bool | None
        is_expired = self.is_expired

        is_1080p: bool | None
        is_1080p = self.is_1080p

        space_id: None | str
        space_id = self.space_id

        error_message: None | str
        error_message = self.error_message

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
                "type": type_,
                "status": status,
                "preview_url": preview_url,
                "default_voice": default_voice,
                "is_expired": is_expired,
                "is_1080p": is_1080p,
                "space_id": space_id,
                "error_message": error_message,
                "created_at": created_at,
                "updated_at": updated_at,
            }
        )

        if not times_as_text:
            _keep_times(
                field_dict,
                {
                    "default_voice": self.default_voice,
                    "created_at": self.created_at,
                    "updated_at": self.updated_at,
                },
            )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.avatar_voice import AvatarVoice  # noqa: PLC0415

        d = _fields_of(src_dict)
        id = d.pop("id")

        def _parse_name(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        name = _parse_name(d.pop("name", None))

        def _parse_type_(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        type_ = _parse_type_(d.pop("type", None))

        def _parse_status(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        status = _parse_status(d.pop("status", None))

        def _parse_preview_url(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        preview_url = _parse_preview_url(d.pop("preview_url", None))

        def _parse_default_voice(data: object) -> AvatarVoice | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                default_voice_type_1 = AvatarVoice.from_dict(data)

                return default_voice_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            raise TypeError(type(data))

        default_voice = _parse_default_voice(d.pop("default_voice", None))

        def _parse_is_expired(data: object) -> bool | None:
            if data is None:
                return data
            return cast(bool | None, data)

        is_expired = _parse_is_expired(d.pop("is_expired", None))

        def _parse_is_1080p(data: object) -> bool | None:
            if data is None:
                return data
            return cast(bool | None, data)

        is_1080p = _parse_is_1080p(d.pop("is_1080p", None))

        def _parse_space_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        space_id = _parse_space_id(d.pop("space_id", None))

        def _parse_error_message(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        error_message = _parse_error_message(d.pop("error_message", None))

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
            type_=type_,
            status=status,
            preview_url=preview_url,
            default_voice=default_voice,
            is_expired=is_expired,
            is_1080p=is_1080p,
            space_id=space_id,
            error_message=error_message,
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
