"""JSON values that a schema allows, for Hypothesis to make up and to make smaller."""

import json
import math
import re
import uuid
from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from jsonschema import Draft202012Validator

from tools.api_diff.shape import HEX_DIGIT, UUID
from tools.contract.flat import flat, kind
from tools.contract.leaf import leaves
from tools.contract.schema import Schema
from tools.contract.variation import UNKNOWN_FIELD

_ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)

_LEFT_OUT = st.just(Ellipsis)
# Not st.uuids(), since those are not made smaller.
_UUIDS = st.integers(0, 2**128 - 1).map(lambda number: str(uuid.UUID(int=number)))
_FORMATS: dict[str, SearchStrategy[str]] = {
    "uuid": _UUIDS,
    "date-time": st.builds(
        lambda moment, zone: moment.isoformat() + zone, st.datetimes(), st.sampled_from(["Z", "+02:00"])
    ),
    "date": st.dates().map(str),
    "uri": st.from_regex(r"https://[a-z]{1,9}\.example/[a-z]{0,9}", fullmatch=True),
    "email": st.from_regex(r"[a-z]{1,9}@[a-z]{1,9}\.example", fullmatch=True),
}


def examples(schema: Schema, *, unknown_fields: bool) -> SearchStrategy[Any]:
    """Return a strategy for the values that `schema`, which has its own `$defs`, allows.

    With `unknown_fields`, objects hold fields at times that the schema does not name, where it lets them.
    """
    made: dict[str, SearchStrategy[Any]] = {}

    def of(part: Any) -> SearchStrategy[Any]:
        key = json.dumps(part, sort_keys=True, default=str)
        if key not in made:  # deferred, since a schema may be part of itself
            made[key] = st.deferred(lambda: _any_of(flat(part, schema), of, unknown_fields))
        return made[key]

    # What was passed over on the way, such as `not`, or that a value has to be of one branch only, is checked here.
    return of(schema).filter(Draft202012Validator(schema).is_valid)


def _any_of(
    schemas: list[Schema], of: Callable[[Any], SearchStrategy[Any]], unknown_fields: bool
) -> SearchStrategy[Any]:
    return st.one_of([_plain(schema, of, unknown_fields) for schema in schemas])


def _plain(schema: Schema, of: Callable[[Any], SearchStrategy[Any]], unknown_fields: bool) -> SearchStrategy[Any]:
    match kind(schema):
        case "object":
            return _object(schema, of, unknown_fields)
        case "array":
            return _array(schema, of)
    listed = st.sampled_from(leaves(schema))
    if schema.keys() & {"const", "enum"}:
        return listed
    match kind(schema):
        case "integer" | "number" as name:
            return listed | _numbers(schema, whole=name == "integer")
        case "string":
            return listed | _text(schema)
        case None:
            return _ANYTHING
    return listed


def _numbers(schema: Schema, *, whole: bool) -> SearchStrategy[Any]:
    least = max((schema[key] for key in ("minimum", "exclusiveMinimum") if key in schema), default=None)
    most = min((schema[key] for key in ("maximum", "exclusiveMaximum") if key in schema), default=None)
    step = schema.get("multipleOf", 1)
    low = None if least is None else math.ceil(least / step)
    high = None if most is None else math.floor(most / step)
    empty = low is not None and high is not None and low > high
    integers = st.nothing() if empty else st.integers(low, high).map(lambda number: number * step)
    if whole or "multipleOf" in schema:
        return integers
    return integers | st.floats(least, most, allow_nan=False, allow_infinity=False)


def _text(schema: Schema) -> SearchStrategy[str]:
    pattern = schema.get("pattern", "")
    if HEX_DIGIT.sub("h", pattern) == UUID:  # Hypothesis takes its time over the pattern
        return _UUIDS
    if pattern:
        # A `$` of Python matches before a line break at the end, too; that of JSON Schema does not.
        return st.from_regex(re.compile(pattern, re.ASCII)).filter(lambda text: not text.endswith("\n"))
    if schema.get("format") in _FORMATS:
        return _FORMATS[schema["format"]]
    return st.text(min_size=schema.get("minLength", 0), max_size=schema.get("maxLength"))


def _array(schema: Schema, of: Callable[[Any], SearchStrategy[Any]]) -> SearchStrategy[list[Any]]:
    least = schema.get("minItems", 0)
    most = min(schema.get("maxItems", least + 3), least + 3)
    unique_by = (lambda item: json.dumps(item, sort_keys=True)) if schema.get("uniqueItems") else None
    return st.lists(of(schema.get("items", True)), min_size=least, max_size=most, unique_by=unique_by)


def _object(
    schema: Schema, of: Callable[[Any], SearchStrategy[Any]], unknown_fields: bool
) -> SearchStrategy[dict[str, Any]]:
    fields = schema.get("properties", {})
    required = {name: of(fields.get(name, True)) for name in schema.get("required", ())}
    optional = {name: of(field) for name, field in fields.items() if name not in required}
    more = schema.get("additionalProperties", True)
    if isinstance(more, dict) and not fields:
        least = schema.get("minProperties", 0)
        most = min(schema.get("maxProperties", least + 3), least + 3)
        names = of(schema.get("propertyNames", {"type": "string"}))
        return st.dictionaries(names, of(more), min_size=least, max_size=most)
    if unknown_fields and more is not False:
        optional[UNKNOWN_FIELD] = of(more)
    # Not `fixed_dictionaries(optional=)`: that leaves most fields out, and what is deep inside is hardly ever there.
    maybe = {name: _LEFT_OUT | field for name, field in optional.items()}
    return st.fixed_dictionaries({**required, **maybe}).map(
        lambda fields: {name: value for name, value in fields.items() if value is not Ellipsis}
    )
