from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset
from ..types import Extra as _Extra
from ..types import fields_of as _fields_of
from ..types import guard_secrets as _guard_secrets
from ..types import keep_times as _keep_times
from ..types import readable as _readable
from ..types import same as _same
from ..types import shown as _shown

if TYPE_CHECKING:
    from ..models.dynamic_variables import DynamicVariables


T = TypeVar("T", bound="VoiceAgent")


@_attrs_define(repr=False, field_transformer=_guard_secrets)
class VoiceAgent:
    """A voice agent prepared with the service.

    Attributes:
        id (str): Identifier (a UUID) of the voice agent. list_voice_agents() has them.
        language (None | str | Unset): The language spoken, as an ISO 639-1 code such as "en".
        dynamic_variables (DynamicVariables | None | Unset): Values for the variables in the agent's prompt.
    """

    id: str
    """ Identifier (a UUID) of the voice agent. list_voice_agents() has them. """
    language: None | str | Unset = UNSET
    """ The language spoken, as an ISO 639-1 code such as "en". """
    dynamic_variables: DynamicVariables | None | Unset = UNSET
    """ Values for the variables in the agent's prompt. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=_Extra)

    __repr__ = _readable
    _repr_html_ = _shown
    __eq__ = _same  # attrs' own would have pytest take two models apart, field by field

    _kinds: ClassVar[Mapping[str, tuple[object, ...]]] = {
        "id": (str,),
        "language": (str, None),
        "dynamic_variables": ("DynamicVariables", None),
    }

    def to_dict(self, *, times_as_text: bool = True) -> dict[str, Any]:
        """The fields by their names in JSON, those that are left out not among them.

        Times are texts (ISO 8601), for JSON; with times_as_text=False they are datetime, for pandas.
        """
        id = self.id

        language: None | str | Unset
        if isinstance(self.language, Unset):
            language = UNSET
        else:
            language = self.language

        dynamic_variables: dict[str, Any] | None | Unset
        if self.dynamic_variables is None or self.dynamic_variables is UNSET:
            dynamic_variables = self.dynamic_variables
        else:
            from ..models.dynamic_variables import DynamicVariables  # noqa: PLC0415

            if isinstance(self.dynamic_variables, DynamicVariables):
                dynamic_variables = self.dynamic_variables.to_dict()
            else:
                dynamic_variables = self.dynamic_variables

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({"id": id})
        if language is not UNSET:
            field_dict["language"] = language
        if dynamic_variables is not UNSET:
            field_dict["dynamic_variables"] = dynamic_variables

        if not times_as_text:
            _keep_times(field_dict, {"dynamic_variables": self.dynamic_variables})

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.dynamic_variables import DynamicVariables  # noqa: PLC0415

        d = _fields_of(src_dict)
        id = d.pop("id")

        def _parse_language(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        language = _parse_language(d.pop("language", UNSET))

        def _parse_dynamic_variables(data: object) -> DynamicVariables | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                dynamic_variables_type_0 = DynamicVariables.from_dict(data)

                return dynamic_variables_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            raise TypeError(type(data))

        dynamic_variables = _parse_dynamic_variables(d.pop("dynamic_variables", UNSET))

        _made = cls(id=id, language=language, dynamic_variables=dynamic_variables)

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
