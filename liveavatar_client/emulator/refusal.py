"""The service's ways to say no."""

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import define, field


@define
class Refusal(Exception):
    """A request that is refused, with the status and the body of the answer."""

    status: int
    body: dict[str, Any]
    headers: Mapping[str, str] = field(factory=dict)


def refusal(
    status: int,
    code: int,
    message: str,
    faults: Sequence[tuple[str, str]] = (),
    headers: Mapping[str, str] | None = None,
) -> Refusal:
    """A failure in the service's envelope; `faults` are fields and what is wrong with them."""
    data = [{"loc": [name], "message": said, "params": {}} for name, said in faults] or None
    return Refusal(status, {"code": code, "data": data, "message": message}, headers or {})


def invalid(faults: Sequence[Mapping[str, Any]]) -> Refusal:
    """A failure of validation: 422 with a list of details."""
    return Refusal(422, {"detail": list(faults)})
