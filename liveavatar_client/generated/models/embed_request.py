from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset
from ..types import Extra as _Extra
from ..types import fields_of as _fields_of
from ..types import guard_secrets as _guard_secrets
from ..types import readable as _readable
from ..types import same as _same
from ..types import shown as _shown

T = TypeVar("T", bound="EmbedRequest")


@_attrs_define(repr=False, field_transformer=_guard_secrets)
class EmbedRequest:
    """What an avatar in a web page shall be like. It takes context_id or voice_agent_id, and not both: that is refused.

    Attributes:
        avatar_id (str): The avatar's identifier (a UUID).
        context_id (None | str | Unset): Identifier (a UUID) of the context. Not together with voice_agent_id.
        voice_agent_id (None | str | Unset): Newer form. Identifier (a UUID) of a voice agent. Not together with
            context_id.
        voice_id (None | str | Unset): Identifier (a UUID) of the voice. The avatar's own voice unless given.
        type_ (None | str | Unset): DEFAULT for a place in the page, WIDGET for one that floats above it.
        max_session_duration (int | None | Unset): Each session ends after this many seconds at the latest.
        default_language (None | str | Unset): The language spoken, as an ISO 639-1 code such as "en", at most 5
            characters.
        is_sandbox (bool | None | Unset): True for sessions in the sandbox, which cost no credits, and allow one avatar
            only. Default: False.
        orientation (None | str | Unset): horizontal or vertical.
    """

    avatar_id: str
    """ The avatar's identifier (a UUID). """
    context_id: None | str | Unset = UNSET
    """ Identifier (a UUID) of the context. Not together with voice_agent_id. """
    voice_agent_id: None | str | Unset = UNSET
    """ Newer form. Identifier (a UUID) of a voice agent. Not together with context_id. """
    voice_id: None | str | Unset = UNSET
    """ Identifier (a UUID) of the voice. The avatar's own voice unless given. """
    type_: None | str | Unset = UNSET
    """ DEFAULT for a place in the page, WIDGET for one that floats above it. """
    max_session_duration: int | None | Unset = UNSET
    """ Each session ends after this many seconds at the latest. """
    default_language: None | str | Unset = UNSET
    """ The language spoken, as an ISO 639-1 code such as "en", at most 5 characters. """
    is_sandbox: bool | None | Unset = False
    """ True for sessions in the sandbox, which cost no credits, and allow one avatar only. """
    orientation: None | str | Unset = UNSET
    """ horizontal or vertical. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=_Extra)

    __repr__ = _readable
    _repr_html_ = _shown
    __eq__ = _same  # attrs' own would have pytest take two models apart, field by field

    _kinds: ClassVar[Mapping[str, tuple[object, ...]]] = {
        "avatar_id": (str,),
        "context_id": (str, None),
        "voice_agent_id": (str, None),
        "voice_id": (str, None),
        "type_": (str, None),
        "max_session_duration": (int, None),
        "default_language": (str, None),
        "is_sandbox": (bool, None),
        "orientation": (str, None),
    }
    _limits: ClassVar[Mapping[str, Mapping[str, Any]]] = {
        "type_": {"choices": ["DEFAULT", "WIDGET"]},
        "max_session_duration": {"minimum": 1},
        "default_language": {"maxLength": 5},
        "orientation": {"choices": ["horizontal", "vertical"]},
    }

    def to_dict(self, *, times_as_text: bool = True) -> dict[str, Any]:
        """The fields by their names in JSON, those that are left out not among them.

        Times are texts (ISO 8601), for JSON; with times_as_text=False they are datetime, for pandas.
        """
        avatar_id = self.avatar_id

        context_id: None | str | Unset
        if isinstance(self.context_id, Unset):
            context_id = UNSET
        else:
            context_id = self.context_id

        voice_agent_id: None | str | Unset
        if isinstance(self.voice_agent_id, Unset):
            voice_agent_id = UNSET
        else:
            voice_agent_id = self.voice_agent_id

        voice_id: None | str | Unset
        if isinstance(self.voice_id, Unset):
            voice_id = UNSET
        else:
            voice_id = self.voice_id

        type_: None | str | Unset
        if isinstance(self.type_, Unset):
            type_ = UNSET
        else:
            type_ = self.type_

        max_session_duration: int | None | Unset
        if isinstance(self.max_session_duration, Unset):
            max_session_duration = UNSET
        else:
            max_session_duration = self.max_session_duration

        default_language: None | str | Unset
        if isinstance(self.default_language, Unset):
            default_language = UNSET
        else:
            default_language = self.default_language

        is_sandbox: bool | None | Unset
        if isinstance(self.is_sandbox, Unset):
            is_sandbox = UNSET
        else:
            is_sandbox = self.is_sandbox

        orientation: None | str | Unset
        if isinstance(self.orientation, Unset):
            orientation = UNSET
        else:
            orientation = self.orientation

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({"avatar_id": avatar_id})
        if context_id is not UNSET:
            field_dict["context_id"] = context_id
        if voice_agent_id is not UNSET:
            field_dict["voice_agent_id"] = voice_agent_id
        if voice_id is not UNSET:
            field_dict["voice_id"] = voice_id
        if type_ is not UNSET:
            field_dict["type"] = type_
        if max_session_duration is not UNSET:
            field_dict["max_session_duration"] = max_session_duration
        if default_language is not UNSET:
            field_dict["default_language"] = default_language
        if is_sandbox is not UNSET:
            field_dict["is_sandbox"] = is_sandbox
        if orientation is not UNSET:
            field_dict["orientation"] = orientation

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = _fields_of(src_dict)
        avatar_id = d.pop("avatar_id")

        def _parse_context_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        context_id = _parse_context_id(d.pop("context_id", UNSET))

        def _parse_voice_agent_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        voice_agent_id = _parse_voice_agent_id(d.pop("voice_agent_id", UNSET))

        def _parse_voice_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        voice_id = _parse_voice_id(d.pop("voice_id", UNSET))

        def _parse_type_(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        type_ = _parse_type_(d.pop("type", UNSET))

        def _parse_max_session_duration(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        max_session_duration = _parse_max_session_duration(d.pop("max_session_duration", UNSET))

        def _parse_default_language(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        default_language = _parse_default_language(d.pop("default_language", UNSET))

        def _parse_is_sandbox(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        is_sandbox = _parse_is_sandbox(d.pop("is_sandbox", UNSET))

        def _parse_orientation(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        orientation = _parse_orientation(d.pop("orientation", UNSET))

        _made = cls(
            avatar_id=avatar_id,
            context_id=context_id,
            voice_agent_id=voice_agent_id,
            voice_id=voice_id,
            type_=type_,
            max_session_duration=max_session_duration,
            default_language=default_language,
            is_sandbox=is_sandbox,
            orientation=orientation,
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
