"""JSON values that a schema allows, and that between them hold each of its fields, and each value that matters of it.

Random ones, as in example.py, go deeper, but seldom come across one value of one field of one branch of a union.
"""

from typing import Any

from jsonschema import Draft202012Validator

from tools.contract.flat import flat, kind
from tools.contract.leaf import LARGEST, leaves
from tools.contract.schema import Schema

UNKNOWN_FIELD = "x_unknown_field"
"""The name of a field that no document has, so that it is not one of ours by chance."""


def variations(schema: Schema, *, unknown_fields: bool) -> list[Any]:
    """Return these values for `schema`, which has its own `$defs`: the smallest, and others that differ in one thing.

    With `unknown_fields`, there are objects with a field that the schema does not name, where it lets them.
    """
    made = _Variations(schema, unknown_fields).of(schema, ())
    return list(filter(Draft202012Validator(schema).is_valid, made))


class _Variations:
    def __init__(self, root: Schema, unknown_fields: bool) -> None:
        self._root = root
        self._unknown_fields = unknown_fields

    def of(self, part: Any, inside: tuple[Any, ...]) -> list[Any]:
        """Return the values of a schema; `inside` are those that it is part of, and that it may lead back to."""
        if part in inside:
            return []
        inside = (*inside, part)
        found: list[Any] = []
        for plain in flat(part, self._root):
            match kind(plain):
                case "object":
                    found += self._objects(plain, inside)
                case "array":
                    found += self._arrays(plain, inside)
                case _:
                    found += leaves(plain)
        return found

    def _objects(self, schema: Schema, inside: tuple[Any, ...]) -> list[Any]:
        fields = {name: self.of(field, inside) for name, field in schema.get("properties", {}).items()}
        required = {name: fields.get(name) or self.of(True, inside) for name in schema.get("required", ())}
        smallest = {name: values[0] for name, values in required.items()}
        found = [smallest, {**{name: values[0] for name, values in fields.items() if values}, **smallest}]
        found += [{**smallest, name: value} for name, values in fields.items() for value in values]
        more = schema.get("additionalProperties", True)
        if isinstance(more, dict) and not fields:
            values = self.of(more, inside)
            sizes = [size for size in (1, schema.get("maxProperties", 1)) if size <= LARGEST]
            found += [{f"x{n}": value for n in range(size)} for value in values for size in sizes]
            longest = schema.get("propertyNames", {}).get("maxLength", 0)
            found += [{"x" * longest: value} for value in values[:1] if longest <= LARGEST]
        elif self._unknown_fields and more is not False:
            found += [{**smallest, UNKNOWN_FIELD: value} for value in self.of(more, inside)]
        return found

    def _arrays(self, schema: Schema, inside: tuple[Any, ...]) -> list[Any]:
        sizes = {schema.get("minItems", 0), schema.get("maxItems", 1), 1}
        values = self.of(schema.get("items", True), inside)
        return [[], *([value] * size for value in values for size in sorted(sizes) if size <= LARGEST)]
