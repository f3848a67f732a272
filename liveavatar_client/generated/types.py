"""What all models share: the mark of a field left out, a readable repr without secrets, and the shape of an answer."""

import re
from collections.abc import Mapping, MutableMapping
from enum import Enum
from http import HTTPStatus
from typing import IO, Any, BinaryIO, Final, Generic, Literal, NamedTuple, TypeVar

from attrs import fields


class Unset(Enum):
    """The type of UNSET. An enum, so that copying and pickling keep the one UNSET that `is` finds."""

    UNSET = "UNSET"

    def __bool__(self) -> Literal[False]:
        return False

    def __repr__(self) -> str:
        return self.name


UNSET: Final = Unset.UNSET

# Whatever has such a name is a secret: `session_token`, `agora_token`, `secret_id`, `ws_url` (its path is a credential).
SECRET_NAME = "(?i:token|secret|password|api_?key|ws_url)"


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
            shown.append(f"{field.name}={value.value if isinstance(value, Enum) else value!r}")
    return f"{type(self).__name__}({', '.join(shown)})"


# The types that `httpx.Client(files=)` can accept.
FileContent = IO[bytes] | bytes | str
FileTypes = (
    # (filename, file (or bytes), content_type)
    tuple[str | None, FileContent, str | None]
    # (filename, file (or bytes), content_type, headers)
    | tuple[str | None, FileContent, str | None, Mapping[str, str]]
)
RequestFiles = list[tuple[str, FileTypes]]


class File(NamedTuple):
    """A file to upload."""

    payload: BinaryIO
    file_name: str | None = None
    mime_type: str | None = None

    def to_tuple(self) -> FileTypes:
        """The file as httpx takes it."""
        return self.file_name, self.payload, self.mime_type


T = TypeVar("T")


class Response(Generic[T]):
    """An answer: its status, its bytes, its headers, and the model made of it."""

    def __init__(
        self, status_code: HTTPStatus, content: bytes, headers: MutableMapping[str, str], parsed: T | None
    ) -> None:
        self.status_code = status_code
        self.content = content
        self.headers = headers
        self.parsed = parsed


__all__ = ["UNSET", "File", "FileTypes", "RequestFiles", "Response", "Unset"]
