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
    from ..models.memory_episode import MemoryEpisode


T = TypeVar("T", bound="Memory")


@_attrs_define(repr=False, field_transformer=_guard_secrets)
class Memory:
    """What was kept of a session.

    Attributes:
        id (str): The memory's identifier (a UUID), which a SessionMemory takes as session_memory_id.
        memory_type (None | str): The kind of memory, such as session. Default: None.
        memory_content (None | str): What is in it. Null while it is not there yet. Default: None.
        created_at (datetime.datetime | None): When it was made (timezone-aware). Default: None.
        updated_at (datetime.datetime | None): When it last changed (timezone-aware). Default: None.
        session_episodes (list[MemoryEpisode] | None): What it is made of, a part for each session. Default: None.
    """

    id: str
    """ The memory's identifier (a UUID), which a SessionMemory takes as session_memory_id. """
    memory_type: None | str = None
    """ The kind of memory, such as session. """
    memory_content: None | str = None
    """ What is in it. Null while it is not there yet. """
    created_at: datetime.datetime | None = None
    """ When it was made (timezone-aware). """
    updated_at: datetime.datetime | None = None
    """ When it last changed (timezone-aware). """
    session_episodes: list[MemoryEpisode] | None = None
    """ What it is made of, a part for each session. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=_Extra)

    __repr__ = _readable
    _repr_html_ = _shown
    __eq__ = _same  # attrs' own would have pytest take two models apart, field by field

    _kinds: ClassVar[Mapping[str, tuple[object, ...]]] = {
        "id": (str,),
        "memory_type": (None, str),
        "memory_content": (None, str),
        "created_at": (None, datetime.datetime),
        "updated_at": (None, datetime.datetime),
        "session_episodes": (None, ["MemoryEpisode"]),
    }

    def to_dict(self, *, times_as_text: bool = True) -> dict[str, Any]:
        """The fields by their names in JSON, those that are left out not among them.

        Times are texts (ISO 8601), for JSON; with times_as_text=False they are datetime, for pandas.
        """
        id = self.id

        memory_type: None | str
        memory_type = self.memory_type

        memory_content: None | str
        memory_content = self.memory_content

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

        session_episodes: list[dict[str, Any]] | None
        if isinstance(self.session_episodes, list):
            session_episodes = []
            for session_episodes_type_1_item_data in self.session_episodes:
                session_episodes_type_1_item = session_episodes_type_1_item_data.to_dict()
                session_episodes.append(session_episodes_type_1_item)

        else:
            session_episodes = self.session_episodes

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "memory_type": memory_type,
                "memory_content": memory_content,
                "created_at": created_at,
                "updated_at": updated_at,
                "session_episodes": session_episodes,
            }
        )

        if not times_as_text:
            _keep_times(
                field_dict,
                {
                    "created_at": self.created_at,
                    "updated_at": self.updated_at,
                    "session_episodes": self.session_episodes,
                },
            )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.memory_episode import MemoryEpisode  # noqa: PLC0415

        d = _fields_of(src_dict)
        id = d.pop("id")

        def _parse_memory_type(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        memory_type = _parse_memory_type(d.pop("memory_type", None))

        def _parse_memory_content(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        memory_content = _parse_memory_content(d.pop("memory_content", None))

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

        def _parse_session_episodes(data: object) -> list[MemoryEpisode] | None:
            if data is None:
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                session_episodes_type_1 = []
                _session_episodes_type_1 = data
                for session_episodes_type_1_item_data in _session_episodes_type_1:
                    session_episodes_type_1_item = MemoryEpisode.from_dict(session_episodes_type_1_item_data)

                    session_episodes_type_1.append(session_episodes_type_1_item)

                return session_episodes_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            raise TypeError(type(data))

        session_episodes = _parse_session_episodes(d.pop("session_episodes", None))

        _made = cls(
            id=id,
            memory_type=memory_type,
            memory_content=memory_content,
            created_at=created_at,
            updated_at=updated_at,
            session_episodes=session_episodes,
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
