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

T = TypeVar("T", bound="LiveAvatarSessionData")


@_attrs_define(repr=False, field_transformer=_guard_secrets)
class LiveAvatarSessionData:
    """A running session. Everything but session_id depends on the mode and the connector.

    Attributes:
        session_id (str): The session's identifier (a UUID).
        livekit_url (None | str): Address of the LiveKit server (wss://). Null with a LiveKit room of your own. Default:
            None.
        livekit_client_token (None | str): The LiveKit token for whoever watches. Null with a LiveKit room of your own.
            Secret. Default: None.
        livekit_agent_token (None | str): The LiveKit token for an agent of yours in LITE mode. Secret. Default: None.
        max_session_duration (int | None): The session ends after this many seconds at the latest. Default: None.
        ws_url (None | str): Address of the websocket that takes the avatar's speech in LITE mode. Secret. Default:
            None.
    """

    session_id: str
    """ The session's identifier (a UUID). """
    livekit_url: None | str = None
    """ Address of the LiveKit server (wss://). Null with a LiveKit room of your own. """
    livekit_client_token: None | str = None
    """ The LiveKit token for whoever watches. Null with a LiveKit room of your own. Secret. """
    livekit_agent_token: None | str = None
    """ The LiveKit token for an agent of yours in LITE mode. Secret. """
    max_session_duration: int | None = None
    """ The session ends after this many seconds at the latest. """
    ws_url: None | str = None
    """ Address of the websocket that takes the avatar's speech in LITE mode. Secret. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=_Extra)

    __repr__ = _readable
    _repr_html_ = _shown
    __eq__ = _same  # attrs' own would have pytest take two models apart, field by field

    _kinds: ClassVar[Mapping[str, tuple[object, ...]]] = {
        "session_id": (str,),
        "livekit_url": (None, str),
        "livekit_client_token": (None, str),
        "livekit_agent_token": (None, str),
        "max_session_duration": (None, int),
        "ws_url": (None, str),
    }

    def to_dict(self, *, times_as_text: bool = True) -> dict[str, Any]:
        """The fields by their names in JSON, those that are left out not among them.

        Times are texts (ISO 8601), for JSON; with times_as_text=False they are datetime, for pandas.
        """
        session_id = self.session_id

        livekit_url: None | str
        livekit_url = self.livekit_url

        livekit_client_token: None | str
        livekit_client_token = self.livekit_client_token

        livekit_agent_token: None | str
        livekit_agent_token = self.livekit_agent_token

        max_session_duration: int | None
        max_session_duration = self.max_session_duration

        ws_url: None | str
        ws_url = self.ws_url

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "session_id": session_id,
                "livekit_url": livekit_url,
                "livekit_client_token": livekit_client_token,
                "livekit_agent_token": livekit_agent_token,
                "max_session_duration": max_session_duration,
                "ws_url": ws_url,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = _fields_of(src_dict)
        session_id = d.pop("session_id")

        def _parse_livekit_url(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        livekit_url = _parse_livekit_url(d.pop("livekit_url", None))

        def _parse_livekit_client_token(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        livekit_client_token = _parse_livekit_client_token(d.pop("livekit_client_token", None))

        def _parse_livekit_agent_token(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        livekit_agent_token = _parse_livekit_agent_token(d.pop("livekit_agent_token", None))

        def _parse_max_session_duration(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        max_session_duration = _parse_max_session_duration(d.pop("max_session_duration", None))

        def _parse_ws_url(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        ws_url = _parse_ws_url(d.pop("ws_url", None))

        _made = cls(
            session_id=session_id,
            livekit_url=livekit_url,
            livekit_client_token=livekit_client_token,
            livekit_agent_token=livekit_agent_token,
            max_session_duration=max_session_duration,
            ws_url=ws_url,
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
