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
    from ..models.agent_configuration import AgentConfiguration


T = TypeVar("T", bound="VoiceAgentRecord")


@_attrs_define(repr=False, field_transformer=_guard_secrets)
class VoiceAgentRecord:
    """A voice agent, as the service keeps it.

    Attributes:
        id (str): The voice agent's identifier (a UUID), which a VoiceAgent takes as id.
        agent_type (None | str): The kind of agent. Default: None.
        name (None | str): Its name. Default: None.
        created_at (datetime.datetime | None): When it was made (timezone-aware). Default: None.
        agent_configuration (AgentConfiguration | None): How it is set up. Not in a list. Default: None.
    """

    id: str
    """ The voice agent's identifier (a UUID), which a VoiceAgent takes as id. """
    agent_type: None | str = None
    """ The kind of agent. """
    name: None | str = None
    """ Its name. """
    created_at: datetime.datetime | None = None
    """ When it was made (timezone-aware). """
    agent_configuration: AgentConfiguration | None = None
    """ How it is set up. Not in a list. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=_Extra)

    __repr__ = _readable
    _repr_html_ = _shown
    __eq__ = _same  # attrs' own would have pytest take two models apart, field by field

    _kinds: ClassVar[Mapping[str, tuple[object, ...]]] = {
        "id": (str,),
        "agent_type": (None, str),
        "name": (None, str),
        "created_at": (None, datetime.datetime),
        "agent_configuration": (None, "AgentConfiguration"),
    }

    def to_dict(self, *, times_as_text: bool = True) -> dict[str, Any]:
        """The fields by their names in JSON, those that are left out not among them.

        Times are texts (ISO 8601), for JSON; with times_as_text=False they are datetime, for pandas.
        """
        from ..models.agent_configuration import AgentConfiguration  # noqa: PLC0415

        id = self.id

        agent_type: None | str
        agent_type = self.agent_type

        name: None | str
        name = self.name

        created_at: None | str
        if isinstance(self.created_at, datetime.datetime):
            created_at = self.created_at.isoformat()
        else:
            created_at = self.created_at

        agent_configuration: dict[str, Any] | None
        if isinstance(self.agent_configuration, AgentConfiguration):
            agent_configuration = self.agent_configuration.to_dict()
        else:
            agent_configuration = self.agent_configuration

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "agent_type": agent_type,
                "name": name,
                "created_at": created_at,
                "agent_configuration": agent_configuration,
            }
        )

        if not times_as_text:
            _keep_times(
                field_dict, {"created_at": self.created_at, "agent_configuration": self.agent_configuration}
            )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.agent_configuration import AgentConfiguration  # noqa: PLC0415

        d = _fields_of(src_dict)
        id = d.pop("id")

        def _parse_agent_type(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        agent_type = _parse_agent_type(d.pop("agent_type", None))

        def _parse_name(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        name = _parse_name(d.pop("name", None))

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

        def _parse_agent_configuration(data: object) -> AgentConfiguration | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                agent_configuration_type_1 = AgentConfiguration.from_dict(data)

                return agent_configuration_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            raise TypeError(type(data))

        agent_configuration = _parse_agent_configuration(d.pop("agent_configuration", None))

        _made = cls(
            id=id,
            agent_type=agent_type,
            name=name,
            created_at=created_at,
            agent_configuration=agent_configuration,
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
