"""A schema as a choice of plain ones: without references and unions, and of one type each."""

from collections.abc import Iterator
from typing import Any

from tools.contract.schema import Schema

_KEYWORDS = {
    "object": {"properties", "required", "additionalProperties", "minProperties", "maxProperties", "propertyNames"},
    "array": {"items", "minItems", "maxItems", "uniqueItems"},
    "string": {"pattern", "format", "minLength", "maxLength"},
    "number": {"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"},
}


def flat(part: Any, root: Schema) -> list[Schema]:
    """Return the plain schemas one of which a value of `part` has to fit; `root` has the definitions.

    What is passed over, such as `not`, and that a value may fit one branch of a `oneOf` only, is left to a validator.
    """
    if isinstance(part, bool):
        return [{}] if part else []
    part = dict(part)
    choices: list[list[Schema]] = []
    if "$ref" in part:
        choices.append(flat(root["$defs"][part.pop("$ref").rpartition("/")[2]], root))
    choices += [flat(every, root) for every in part.pop("allOf", [])]
    for union in ("anyOf", "oneOf"):
        if union in part:
            choices.append([plain for branch in part.pop(union) for plain in flat(branch, root)])
    kinds = part["type"] if isinstance(part.get("type"), list) else [part.get("type")]
    plains = [{**part, "type": kind} if kind else part for kind in kinds]
    for choice in choices:
        plains = [both for one in plains for other in choice for both in _both(one, other)]
    return plains


def kind(schema: Schema) -> str | None:
    """Return the type of the values of a plain schema, or None where it may be any."""
    if "type" in schema:
        return str(schema["type"])
    return next((name for name, keywords in _KEYWORDS.items() if keywords & schema.keys()), None)


def _both(one: Schema, other: Schema) -> Iterator[Schema]:
    """Yield the schema of the values that fit both, unless it is plain that there are none."""
    both = {**one, **other}
    for name in one.keys() & other.keys():
        if name == "properties":
            shared = one[name].keys() & other[name].keys()
            merged = {key: {"allOf": [one[name][key], other[name][key]]} for key in shared}
            both[name] = {**one[name], **other[name], **merged}
        elif name == "required":
            both[name] = sorted({*one[name], *other[name]})
        elif name == "enum":
            both[name] = [value for value in one[name] if value in other[name]]
        elif name.startswith(("min", "exclusiveMin")):
            both[name] = max(one[name], other[name])
        elif name.startswith(("max", "exclusiveMax")):
            both[name] = min(one[name], other[name])
        elif name == "type" and one[name] != other[name]:
            if {one[name], other[name]} != {"integer", "number"}:
                return
            both[name] = "integer"
    if both.get("enum") != []:
        yield both
