"""What is wrong with an example."""

from collections.abc import Hashable, Iterator
from typing import Any

from attrs import frozen
from jsonschema import Draft202012Validator, ValidationError

_LONGEST = 200


@frozen
class Fault:
    """Something that is wrong with an example."""

    place: Hashable
    """Where it comes from, so that the same fault is told from others whatever the example is."""
    text: str
    shown: Any
    """The example as it is on the wire."""


def refusals(validator: Draft202012Validator, value: Any) -> Iterator[Fault]:
    """Yield why the vendor's schema does not accept `value`."""
    for error in validator.iter_errors(value):
        for cause in _causes(error):
            place = cause.json_path.removeprefix("$").lstrip(".") or "all of it"
            yield Fault(tuple(cause.absolute_schema_path), f"{place}: {shortened(cause.message)}", value)


def shortened(text: str) -> str:
    """Return `text` in one line that is not too long to read."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST // 2]} ... {line[-_LONGEST // 2 :]}"


def _causes(error: ValidationError) -> Iterator[ValidationError]:
    """Yield what is wrong with a value in the branch of a union that it is closest to, or else the error itself."""
    branches: dict[object, list[ValidationError]] = {}
    for fault in error.context:
        branches.setdefault(fault.schema_path[0], []).append(fault)
    if not branches:
        yield error
        return
    for fault in min(branches.values(), key=_distance):
        yield from _causes(fault)


def _distance(faults: list[ValidationError]) -> tuple[int, int]:
    """Return how far off a branch is. One of another type, or with another tag such as the mode, is never meant."""
    types = [fault for fault in faults if fault.validator == "type" and not fault.path]
    tags = [fault.validator for fault in faults if len(fault.path) == 1]
    return 2 * len(types) + 2 * tags.count("const") + tags.count("enum"), len(faults)
