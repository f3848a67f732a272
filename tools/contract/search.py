"""Looking for the smallest examples with which something is wrong."""

import json
import time
import warnings
from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from contextlib import suppress
from typing import Any

from attrs import frozen
from hypothesis import HealthCheck, Phase, find, settings
from hypothesis.errors import Flaky, HypothesisWarning, InvalidArgument, NoSuchExample, Unsatisfiable
from hypothesis.strategies import SearchStrategy

from tools.contract.example import examples
from tools.contract.fault import Fault
from tools.contract.schema import Schema
from tools.contract.variation import variations

MOST_FAULTS = 10
"""How many faults a search looks for. Whoever mends these runs it again."""

SETTINGS = settings(
    max_examples=200,
    derandomize=True,  # the same examples in every run
    database=None,
    deadline=None,
    phases=(Phase.generate, Phase.shrink),
    suppress_health_check=list(HealthCheck),
)

Judge = Callable[[Any], Iterable[Fault]]


@frozen
class Outcome:
    """What a search came to."""

    tried: int
    """How many examples; 0 where the schemas contradict themselves."""
    faults: list[Fault]
    """Each with the smallest example of it."""
    complete: bool
    """False where it ran out of time."""


def search(schemas: Sequence[Schema], judge: Judge, *, unknown_fields: bool, seconds: float) -> Outcome:
    """Look for the faults that `judge` finds in values of `schemas`, for about so many seconds at most."""
    until = time.monotonic() + seconds
    found: dict[Hashable, Fault] = {}
    listed = [value for schema in schemas for value in variations(schema, unknown_fields=unknown_fields)]
    for example in sorted(listed, key=_size):
        for fault in judge(example):
            found.setdefault(fault.place, fault)
    tried = len(listed)
    for schema in schemas:
        strategy = examples(schema, unknown_fields=unknown_fields)
        smallest, number = _smallest(strategy, judge, found.keys(), until)
        tried += number
        while smallest is not None:
            found[smallest.place] = smallest
            more = len(found) < MOST_FAULTS
            smallest = _smallest(strategy, judge, found.keys(), until)[0] if more else None
    return Outcome(tried, list(found.values())[:MOST_FAULTS], complete=time.monotonic() < until)


def _smallest(
    strategy: SearchStrategy[Any], judge: Judge, known: Collection[Hashable], until: float
) -> tuple[Fault | None, int]:
    """Return a fault that is not known yet, with its smallest example, and how many were tried."""
    smallest: Fault | None = None
    tried = 0

    def goes_wrong(example: Any) -> bool:
        nonlocal smallest, tried
        if time.monotonic() > until:
            return False
        tried += 1
        fault = next((fault for fault in judge(example) if fault.place not in known), None)
        if fault is not None:
            smallest = fault
        return fault is not None

    # InvalidArgument: the schema contradicts itself. Flaky: time ran out while an example was being made smaller.
    with warnings.catch_warnings(), suppress(NoSuchExample, Unsatisfiable, InvalidArgument, Flaky):
        warnings.simplefilter("ignore", HypothesisWarning)  # that a text is long
        find(strategy, goes_wrong, settings=SETTINGS)
    return smallest, tried


def _size(example: Any) -> int:
    return len(json.dumps(example))
