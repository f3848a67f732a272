"""Contains some shared types for properties"""

import re
from collections.abc import Callable, Mapping, MutableMapping, Sequence
from datetime import UTC, datetime
from enum import Enum
from http import HTTPStatus
from typing import IO, Any, BinaryIO, Final, Generic, Literal, NamedTuple, Protocol, Self, TypeVar

from attrs import fields


class Unset(Enum):
    """The type of UNSET, the mark of a field left out."""

    UNSET = "UNSET"

    def __repr__(self) -> str:
        return self.name

    def __bool__(self) -> Literal[False]:
        return False


UNSET: Final = Unset.UNSET

# Whatever has such a name is a secret: `session_token`, `agora_token`, `secret_id`, `ws_url` (its path is a credential).
# What a stored secret is called, and what it opens, is none.
SECRET_NAME = "(?i:token|secret(?!_name|_type)|pass(?![a-vx-z])|api[-_ ]?key|ws_url|authorization|credential)"


_SPOKEN = "(" + SECRET_NAME + r"[\w.-]{0,40}+[\"']{0,3}(?:\s?[=:]\s?|\s(?=\S{0,200}\d)))\S+"
"""The name of a secret in a text, and what looks like its value after it."""


class Secret(str):
    """A str in every way, but for its repr, so that no debugger, log, printer or traceback shows it, nor a part of it."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "'***'"

    def __getitem__(self, key: Any) -> str:
        return Secret(super().__getitem__(key))


def guarded(name: str, value: Any) -> Any:
    """`value`, in which each text is a Secret that has the name of one, or stands under it."""
    if type(value) is str:
        return Secret(value) if re.search(SECRET_NAME, name) else value
    if type(value) is dict:
        inner = name if re.search(SECRET_NAME, name) else ""
        return {key: guarded(inner or str(key), item) for key, item in value.items()}
    return [guarded(name, item) for item in value] if type(value) is list else value


class Extra(dict[str, Any]):
    """Fields that the contract does not name, by their names. A text that is a secret by its name becomes a Secret."""

    __slots__ = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__()
        if kwargs or any(args):
            self.update(*args, **kwargs)

    def __setitem__(self, key: str, value: Any) -> None:
        super().__setitem__(key, guarded(key, value))

    def update(self, *args: Any, **kwargs: Any) -> None:
        for key, value in dict(*args, **kwargs).items():
            self[key] = value

    def setdefault(self, key: str, default: Any = None) -> Any:
        if key not in self:
            self[key] = default
        return self[key]

    def __ior__(self, other: Any) -> Self:  # type: ignore[override, misc]  # as in dict
        self.update(other)
        return self


def guard_secrets(model: type, fields: list[Any]) -> list[Any]:
    """The fields of a model, in which a text that is a secret by its name becomes a Secret as it comes in."""
    return [
        field.evolve(converter=_as_secret, repr=_masked) if re.search(SECRET_NAME, field.name) else field
        for field in fields
    ]


def _as_secret(value: Any) -> Any:
    return guarded("secret", value)


def _masked(value: Any) -> str:
    return "'***'"


def plain(name: str, value: Any) -> Any:
    """The value of a field as people may see it, whatever the service has put into it."""
    if isinstance(value, str):
        return re.sub(_SPOKEN, r"\1***", value)
    return guarded(name, value)


def readable(self: Any) -> str:
    """The repr of a model: the fields that are set, on one line, secrets masked, extra fields by name only."""
    shown = []
    for field in fields(type(self)):
        value = getattr(self, field.name)
        if value is None or value is UNSET:
            continue
        if field.name == "additional_properties":
            shown += [f"{name}=..." for name in value]
        elif re.search(SECRET_NAME, field.name):
            shown.append(f"{field.name}='***'")
        else:
            value = plain(field.name, value.value if isinstance(value, Enum) else value)
            shown.append(f"{field.name}={value!r}")
    return f"{type(self).__name__}({', '.join(shown)})"


class Notebook:
    """How a notebook shows a model. Whoever has the words for that says so; without them it shows the repr."""

    table: Callable[[Any], str] | None = None


def shown(self: Any) -> str | None:
    """What a notebook shows of a model."""
    return Notebook.table(self) if Notebook.table else None


def same(self: Any, other: Any) -> Any:
    """Whether two models are of one kind, and equal in each field."""
    if type(other) is not type(self):
        return NotImplemented
    return all(
        getattr(self, field.name) == getattr(other, field.name) for field in fields(type(self)) if field.eq
    )


def moment(text: str) -> datetime:
    """The time that `text` names (ISO 8601), in UTC where it names no time zone. Raises ValueError."""
    when = datetime.fromisoformat(text)
    return when if when.tzinfo else when.replace(tzinfo=UTC)


def keep_times(written: dict[str, Any], values: Mapping[str, Any]) -> None:
    """Put these in place of what is written for them: times, and what may hold models with times."""
    written.update({name: _kept(value) for name, value in values.items() if name in written})


def _kept(value: Any) -> Any:
    if isinstance(value, list):
        return [_kept(item) for item in value]
    return value.to_dict(times_as_text=False) if hasattr(value, "to_dict") else value


def fields_of(source: Mapping[str, Any]) -> dict[str, Any]:
    """A copy of what should be a JSON object. Raises TypeError where it is none."""
    if not isinstance(source, Mapping):
        raise TypeError(type(source))
    return dict(source)


class FromDict(Protocol):
    """A model, which can be made of JSON."""

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], /) -> Self: ...


Model = TypeVar("Model", bound=FromDict)
Item = TypeVar("Item")


class Calls:
    """What every call of an operation stands on. Whoever inherits the operations says how it is done."""

    def _call(self, request: dict[str, Any], model: type[Model], *, with_key: bool) -> Model:
        """Send the request, and make a model of the answer."""
        raise NotImplementedError

    def _do(self, request: dict[str, Any], *, with_key: bool) -> None:
        """Send the request, whose answer holds nothing."""
        raise NotImplementedError

    def _list(self, page: Callable[[int], tuple[Sequence[Item] | None, object]]) -> Sequence[Item]:
        """A list of what is on the pages; `page` gives what is on the one of that number, and whether there is a next."""
        raise NotImplementedError

    def _given(self, name: str, value: Any, kinds: tuple[object, ...], **limits: Any) -> Any:
        """The argument, checked. UNSET where it is None, and may be."""
        raise NotImplementedError


# The types that `httpx.Client(files=)` can accept, copied from that library.
FileContent = IO[bytes] | bytes | str
FileTypes = (
    # (filename, file (or bytes), content_type)
    tuple[str | None, FileContent, str | None]
    # (filename, file (or bytes), content_type, headers)
    | tuple[str | None, FileContent, str | None, Mapping[str, str]]
)
RequestFiles = list[tuple[str, FileTypes]]


class File(NamedTuple):
    """Contains information for file uploads"""

    payload: BinaryIO
    file_name: str | None = None
    mime_type: str | None = None

    def to_tuple(self) -> FileTypes:
        """Return a tuple representation that httpx will accept for multipart/form-data"""
        return self.file_name, self.payload, self.mime_type


T = TypeVar("T")


class Response(NamedTuple, Generic[T]):
    """A response from an endpoint"""

    status_code: HTTPStatus
    content: bytes
    headers: MutableMapping[str, str]
    parsed: T | None


__all__ = ["UNSET", "File", "FileTypes", "RequestFiles", "Response", "Unset"]
