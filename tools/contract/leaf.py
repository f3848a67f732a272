"""The values that are most worth trying of a plain schema without parts: those that are listed, and the limits."""

from typing import Any

from tools.api_diff.shape import HEX_DIGIT, LISTING, UUID
from tools.contract.flat import kind
from tools.contract.schema import Schema

LARGEST = 10_000
"""Where a limit on a size is higher, it is not tried out."""
_FORMATS = {
    "uuid": "00000000-0000-0000-0000-00000000000a",
    "date-time": "2000-01-01T00:00:00Z",
    "date": "2000-01-01",
    "uri": "https://x.example",
    "email": "x@x.example",
}


def leaves(schema: Schema) -> list[Any]:
    """Return these values, the smallest first. Some may not fit, and there are none for an object or an array."""
    if "const" in schema:
        return [schema["const"]]
    if "enum" in schema:
        return list(schema["enum"])
    match kind(schema):
        case "null":
            return [None]
        case "boolean":
            return [False, True]
        case "integer":
            return [*_bounds(schema), 0, 1]
        case "number":
            return [*_bounds(schema), 0, 1, 0.5]
        case "string":
            return _texts(schema)
        case None:
            return [None, False, 0, "", [], {}]
    return []


def _bounds(schema: Schema) -> list[Any]:
    steps = {"minimum": 0, "exclusiveMinimum": 1, "maximum": 0, "exclusiveMaximum": -1}
    return [schema[limit] + step for limit, step in steps.items() if limit in schema]


def _texts(schema: Schema) -> list[Any]:
    pattern = schema.get("pattern", "")
    if listing := LISTING.fullmatch(pattern):
        return listing[1].split("|")
    if HEX_DIGIT.sub("h", pattern) == UUID:
        return [_FORMATS["uuid"], _FORMATS["uuid"].upper()]
    if schema.get("format") in _FORMATS:
        return [_FORMATS[schema["format"]]]
    sizes = (schema.get(limit, 0) for limit in ("minLength", "maxLength"))
    return ["x" * size for size in sizes if size <= LARGEST]
