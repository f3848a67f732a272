"""A schema of an OpenAPI document on its own: in JSON Schema (2020-12), with all that it refers to, and checked."""

from typing import Any

from jsonschema import Draft202012Validator, SchemaError

from tools.api_diff.document import Document

Schema = dict[str, Any]

# What is in them are values, and no schemas.
_VALUES = ("const", "default", "enum", "example", "examples")
_LIMITS = (("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum"))


def own(document: Document, schema: Any) -> Schema:
    """Return `schema`, a part of `document`, with `$defs` for all its references. Raises DocumentError."""
    names: dict[str, str] = {}
    definitions: Schema = {}
    old = str(document.content.get("openapi", "")).startswith("3.0")

    def converted(node: Any) -> Any:
        if isinstance(node, list):
            return [converted(item) for item in node]
        if not isinstance(node, dict):
            return node
        if isinstance(reference := node.get("$ref"), str):
            if reference not in names:
                names[reference] = str(len(names))
                definitions[names[reference]] = converted(document.at(reference))
            rest = {} if old else {key: value for key, value in node.items() if key != "$ref"}
            return {**converted(rest), "$ref": f"#/$defs/{names[reference]}"}
        result = {key: value if key in _VALUES else converted(value) for key, value in node.items()}
        return _modern(result) if old else result

    result = {"allOf": [converted(schema)], "$defs": definitions}
    try:
        Draft202012Validator.check_schema(result)
    except SchemaError as error:
        raise document.error(f"a schema in it is none: {error.message}") from error
    return result


def _modern(schema: Schema) -> Schema:
    """Return a schema of OpenAPI 3.0 without what JSON Schema writes in another way by now."""
    for exclusive, limit in _LIMITS:
        if isinstance(flag := schema.get(exclusive), bool):
            del schema[exclusive]
            if flag and limit in schema:
                schema[exclusive] = schema.pop(limit)
    if schema.get("nullable") is True:
        del schema["nullable"]
        return {"anyOf": [schema, {"type": "null"}]}
    return schema
