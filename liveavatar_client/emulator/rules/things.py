"""What the rules have in common: the settings, the time, identifiers, pages, and things that are not there."""

import uuid
from collections.abc import Callable, Container, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol, TypeVar

from attrs import define

from ..refusal import Refusal, refusal

Json = dict[str, Any]
Item = TypeVar("Item")


class Settings(Protocol):
    """What the account has, and the plan allows. It may change at any time: it is looked at where it counts."""

    api_key: str
    concurrency: int
    max_session_duration: int
    idle_timeout: int
    rate_limit: int | None
    refuse_unknown_avatars: bool


@define
class Clock:
    """The time, which a test can move."""

    ahead: timedelta = timedelta()

    def now(self) -> datetime:
        return datetime.now(UTC) + self.ahead

    def advance(self, seconds: float) -> None:
        self.ahead += timedelta(seconds=seconds)


@define
class Page:
    """The page of a list that is asked for.

    Args:
        number: Which, from 1.
        size: How much is on one.
        address: Where the page of a number is.
    """

    number: int
    size: int
    address: Callable[[int], str]

    def of(self, items: Sequence[Item], shown: Callable[[Item], Json]) -> Json:
        """What is on this page of `items`, each as `shown` has it."""
        last = -(-len(items) // self.size)
        first = (self.number - 1) * self.size
        return {
            "count": len(items),
            "next": self.address(self.number + 1) if self.number < last else None,
            "previous": self.address(self.number - 1) if 1 < self.number <= last + 1 else None,
            "results": [shown(item) for item in items[first : first + self.size]],
        }


def new_id() -> str:
    return str(uuid.uuid4())


def time(when: datetime) -> str:
    return when.isoformat().replace("+00:00", "Z")


def newest_first(things: Mapping[str, Item]) -> list[Item]:
    return [*things.values()][::-1]


def found(things: Mapping[str, Item], identifier: str, name: str) -> Item:
    """The thing of that identifier. Raises Refusal, with what it is (`name`), where there is none."""
    if identifier not in things:
        raise not_found(name)
    return things[identifier]


def not_found(name: str) -> Refusal:
    return refusal(404, 4004, f"{name} not found")


def named(body: Json, field: str, things: Container[str], name: str) -> None:
    """Raise Refusal where a field of a request names something that is not there."""
    if body.get(field) is not None and body[field].lower() not in things:
        raise refusal(400, 4000, f"{name} not found", [(field, f"{name} not found")])


def part(thing: Json, *names: str) -> Json:
    """The fields of those names, for a list that does not show all of them."""
    return {name: thing[name] for name in names}
