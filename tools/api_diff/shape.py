"""The shape of a schema: what it comes down to, however it is written.

References, `allOf`, `anyOf`, `oneOf`, `const`, `nullable` and lists of types all end up in one picture, so that two
documents that say the same in different ways have the same shapes. Titles, descriptions, defaults and examples have
no part in it, nor have `not`, `if`, `prefixItems` and `patternProperties`, which neither document uses.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from tools.api_diff.document import Document

LOWER = ("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties")
UPPER = ("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties")

# `^(low|high)$` is how our contract lists values that are to stay plain strings in Python.
LISTING = re.compile(r"\^\(([^\\()\[\]{}*+?^$]+)\)\$")
HEX_DIGIT = re.compile(r"\[[0-9a-fA-F-]+\]")
UUID = "^h{8}-h{4}-h{4}-h{4}-h{12}$"

JSON_TYPES = {bool: "boolean", int: "integer", float: "number", str: "string", list: "array", dict: "object"}


class Condition(NamedTuple):
    """When a field that only some branches of a union require is required."""

    tag: str  # the field that tells the branches apart, such as mode
    values: frozenset[str]
    own: bool  # the other branches do not have the field at all


@dataclass(frozen=True)
class Shape:
    """What a value may be. `Shape()` is any value."""

    types: frozenset[str] | None = None  # without null; None is any type
    nullable: bool = True
    values: frozenset[str] | None = None  # those listed; None is any value
    form: str | None = None  # the format or the pattern of a text
    limits: Mapping[str, float] = field(default_factory=dict)
    fields: Mapping[str, "Shape"] = field(default_factory=dict)
    required: frozenset[str] = frozenset()
    conditions: Mapping[str, Condition] = field(default_factory=dict)
    items: "Shape | None" = None
    extra: "Shape | None" = None  # of the fields that are not named
    cut: bool = False  # here a schema comes back to one that it is part of


def read_shape(document: Document, schema: Any, inside: tuple[str, ...] = ()) -> Shape:
    """Return the shape of a schema of the document. `inside` are the references that led to it."""
    if isinstance(schema, bool):
        return Shape()
    schema = document.mapping(schema, "a schema")
    shape = _own(document, schema, inside)
    if "$ref" in schema:
        reference = str(schema["$ref"])
        if reference in inside:
            return Shape(cut=True)
        shape = both(read_shape(document, document.at(reference), (*inside, reference)), shape)
    for part in document.sequence(schema.get("allOf"), "allOf"):
        shape = both(shape, read_shape(document, part, inside))
    for union in ("anyOf", "oneOf"):
        if branches := document.sequence(schema.get(union), union):
            shape = both(shape, either([read_shape(document, branch, inside) for branch in branches]))
    # OpenAPI 3.0 writes a nullable reference as `nullable: true` beside an allOf that knows nothing of it.
    return replace(shape, nullable=True) if schema.get("nullable") is True else shape


def _own(document: Document, schema: dict[str, Any], inside: tuple[str, ...]) -> Shape:
    """Return the shape by a schema's own keywords, without those that bring in other schemas."""
    types, values = _types_and_values(document, schema)
    form = schema.get("pattern") or schema.get("format")
    form = str(form) if form and "string" in (types or {"string"}) else None
    if form and (listing := LISTING.fullmatch(form)):
        values, form = frozenset(listing[1].split("|")), None
    elif form and HEX_DIGIT.sub("h", form) == UUID:
        form = "uuid"
    fields = document.mapping(schema.get("properties"), "properties")
    extra = schema.get("additionalProperties")
    return Shape(
        types=None if types is None else _numbers(types - {"null"}),
        nullable=types is None or "null" in types,
        values=values,
        form=form,
        limits=_limits(schema, types),
        fields={name: read_shape(document, node, inside) for name, node in fields.items()},
        required=frozenset(map(str, document.sequence(schema.get("required"), "required"))),
        items=read_shape(document, schema.get("items", True), inside) if "array" in (types or ()) else None,
        extra=read_shape(document, extra, inside) if isinstance(extra, dict) and extra else None,
    )


def _types_and_values(
    document: Document, schema: dict[str, Any]
) -> tuple[frozenset[str] | None, frozenset[str] | None]:
    """Return the types of a schema, null among them, and the values that it lists; None is any."""
    stated = schema.get("type")
    types = {stated} if isinstance(stated, str) else set(map(str, document.sequence(stated, "type")))
    if "const" not in schema and "enum" not in schema:
        implied = {kind for keyword, kind in (("properties", "object"), ("items", "array")) if keyword in schema}
        return frozenset(types or implied) or None, None
    listed = [schema["const"]] if "const" in schema else document.sequence(schema["enum"], "enum")
    types = types or {JSON_TYPES.get(type(value), "null") for value in listed}
    values = [value for value in listed if value is not None]
    texts = frozenset(value if isinstance(value, str) else json.dumps(value, default=str) for value in values)
    return frozenset(types if None in listed else types - {"null"}), texts


def _numbers(types: frozenset[str]) -> frozenset[str]:
    """Return the types without integer where number is one of them, since an integer is a number."""
    return types - {"integer"} if "number" in types else types


def _limits(schema: dict[str, Any], types: frozenset[str] | None) -> dict[str, float]:
    # In OpenAPI 3.0 exclusiveMinimum is a flag. It is passed over: the bound itself is what matters.
    limits = {name: schema[name] for name in LOWER + UPPER if type(schema.get(name)) in (int, float)}
    if types and "number" not in types:  # above 0 is from 1 on
        for exclusive, name, step in (("exclusiveMinimum", "minimum", 1), ("exclusiveMaximum", "maximum", -1)):
            if exclusive in limits:
                limits[name] = limits.pop(exclusive) + step
    return limits


def both(one: Shape, other: Shape) -> Shape:
    """Return the shape of the values that have both shapes (allOf)."""
    if one.cut or other.cut:
        return Shape(cut=True)
    limits = {**one.limits, **other.limits}
    for name in one.limits.keys() & other.limits.keys():
        limits[name] = (max if name in LOWER else min)(one.limits[name], other.limits[name])
    fields = {**one.fields, **other.fields}
    for name in one.fields.keys() & other.fields.keys():
        fields[name] = both(one.fields[name], other.fields[name])
    types = _common(one.types, other.types)
    if types is not None and {"integer", "number"} <= (one.types or types) | (other.types or types):
        types |= {"integer"}
    return Shape(
        types=types,
        nullable=one.nullable and other.nullable,
        values=_common(one.values, other.values),
        form=one.form or other.form,
        limits=limits,
        fields=fields,
        required=one.required | other.required,
        conditions={**one.conditions, **other.conditions},
        items=both(one.items, other.items) if one.items and other.items else one.items or other.items,
        extra=both(one.extra, other.extra) if one.extra and other.extra else one.extra or other.extra,
    )


def _common(one: frozenset[str] | None, other: frozenset[str] | None) -> frozenset[str] | None:
    if one is None or other is None:
        return other if one is None else one
    return one & other


def either(branches: Sequence[Shape]) -> Shape:
    """Return the shape of the values that have one of the shapes (anyOf, oneOf)."""
    if any(branch.cut for branch in branches):
        return Shape(cut=True)
    nullable = any(branch.nullable for branch in branches)
    branches = [branch for branch in branches if branch.types != frozenset()]  # all but null
    if not branches:
        return Shape(types=frozenset(), nullable=nullable)
    types = _all([branch.types for branch in branches])
    objects = [branch for branch in branches if branch.types is None or "object" in branch.types]
    required = frozenset.intersection(*(branch.required for branch in objects)) if objects else frozenset()
    forms = {branch.form for branch in branches}
    items = [branch.items for branch in branches if branch.items]
    extra = [branch.extra for branch in branches if branch.extra]
    return Shape(
        types=None if types is None else _numbers(types),
        nullable=nullable,
        values=_all([branch.values for branch in branches]),
        form=forms.pop() if len(forms) == 1 else None,
        limits={
            name: (min if name in LOWER else max)(branch.limits[name] for branch in branches)
            for name in branches[0].limits
            if all(name in branch.limits for branch in branches)
        },
        fields={
            name: either([branch.fields[name] for branch in objects if name in branch.fields])
            for name in sorted({name for branch in objects for name in branch.fields})
        },
        required=required,
        conditions=_conditions(objects, required),
        items=either(items) if items else None,
        extra=either(extra) if extra else None,
    )


def _all(choices: Sequence[frozenset[str] | None]) -> frozenset[str] | None:
    return None if None in choices else frozenset().union(*(choice for choice in choices if choice))


def _conditions(objects: Sequence[Shape], always: frozenset[str]) -> dict[str, Condition]:
    """Return when the fields are required that only some branches require, as far as a tag tells those apart."""
    conditions = {name: condition for branch in objects for name, condition in branch.conditions.items()}
    if tag := _tag(objects):
        for name in frozenset().union(*(branch.required for branch in objects)) - always:
            needing = [branch for branch in objects if name in branch.required]
            having = [branch for branch in objects if name in branch.fields]
            values = _all([branch.fields[tag].values for branch in needing])
            conditions[name] = Condition(tag, values or frozenset(), own=len(needing) == len(having))
    return conditions


def _tag(objects: Sequence[Shape]) -> str | None:
    """Return the field that has listed values in every branch of a union, and none of them in two, or None."""
    for name in sorted(objects[0].fields) if len(objects) > 1 else ():
        listed = [branch.fields[name].values if name in branch.fields else None for branch in objects]
        values = [value for each in listed for value in each or ()]
        if all(listed) and len(values) == len(set(values)):
            return name
    return None
