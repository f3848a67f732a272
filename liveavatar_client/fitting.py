"""Whether a model holds what the contract says: the generated code looks at few of the types that it declares."""

import re
from collections.abc import Iterator
from typing import Any

from attrs import fields

from .generated.types import Unset

_TYPE = re.compile(r"[^\[|\s]+(?:\[.*?\]+(?= \||$))?")


def misfits(model: Any) -> Iterator[str]:
    """The names of the fields whose values are not of the types that the contract gives them, nested ones included.

    The generated code looks at few types, and where one of several parses fails it keeps the raw value.
    """
    for field in fields(type(model)):
        value = getattr(model, field.name)
        if field.name != "additional_properties" and not _fits(value, str(field.type)):
            yield field.name
        else:
            yield from (f"{field.name}.{name}" for item in _models(value) for name in misfits(item))


def _models(value: Any) -> Iterator[Any]:
    if isinstance(value, list):
        for item in value:
            yield from _models(item)
    elif hasattr(value, "__attrs_attrs__"):
        yield value


def _fits(value: object, annotation: str) -> bool:
    """Whether `value` is of the type that `annotation` names, such as "int | list[Item] | None | Unset"."""
    if isinstance(value, Unset):
        return True
    kind = "None" if value is None else type(value).__name__
    for name in _TYPE.findall(annotation):
        name = name.removeprefix("datetime.")
        if name in (kind, "Any") or (name, kind) == ("float", "int"):
            return True
        if name.startswith("Literal[") and repr(value) in name:
            return True
        if name.startswith("list[") and isinstance(value, list):
            return all(_fits(item, name[5:-1]) for item in value)
    return False
