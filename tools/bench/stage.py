"""What all figures share: who takes part, and in which order."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from .processes import ServerProcess

T = TypeVar("T")


@dataclass
class Stage:
    """The server, and those contenders that are there."""

    server: ServerProcess
    contenders: Sequence[str]
    quick: bool

    def singles(self) -> list[str]:
        """Those who would be used for one session after the other."""
        return [name for name in self.contenders if name != "network"]

    def some(self, *names: str) -> list[str]:
        """Those of the contenders `names` that are there."""
        return [name for name in names if name in self.contenders]


def turns(contenders: Sequence[T], rounds: int) -> Iterator[Sequence[T]]:
    """Who comes when: all of them in each round, with another first each time, so that nobody always follows the same
    disturbance."""
    for number in range(rounds):
        first = number % len(contenders)
        yield [*contenders[first:], *contenders[:first]]
