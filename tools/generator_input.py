"""What the generator is given: the contract, with the two things said that it does not see in one."""

import re
from collections.abc import Container
from copy import deepcopy
from typing import Any

Json = dict[str, Any]

LIMITS = ("minimum", "maximum", "minLength", "maxLength")
LISTING = re.compile(r"\^\(([\w|-]+)\)\$")  # a pattern that lists the allowed values, in place of a closed enum
METHODS = ("get", "put", "post", "delete", "patch")
JSON = re.compile(r"application/([\w.-]+\+)?json")


class Unfit(ValueError):
    """No method can be made of an operation. The message says why, and what to do."""


def resolved(contract: Json, thing: Json) -> Json:
    """What `thing` refers to, or `thing` itself."""
    if "$ref" not in thing:
        return thing
    target: Any = contract
    for step in thing["$ref"].removeprefix("#/").split("/"):
        step = step.replace("~1", "/").replace("~0", "~")
        if step not in target:
            raise LookupError(f"the reference {thing['$ref']} leads nowhere")
        target = target[step]
    return resolved(contract, target)


def operations(contract: Json, taken: Container[str]) -> dict[str, Json]:
    """Every operation of the contract, by its id, with what our templates need to know of it.

    The generator keeps little of an operation: not the words, not the limits of its parameters, not the credential.
    `taken` are the names of what LiveAvatarApi has by hand. Raises Unfit where no method can be made of one.
    """
    found: dict[str, Json] = {}
    for path, item in contract["paths"].items():
        for method in item.keys() & {*METHODS, "head", "options", "trace"}:
            operation = item[method]
            name, by_hand = operation.get("operationId", ""), operation.get("x-by-hand", False)
            try:
                if method not in METHODS:
                    raise Unfit(f"{method.upper()} has no place in the client")
                if not name:
                    raise Unfit("it has no operationId, which becomes the name of the method")
                if name in found:
                    raise Unfit("another operation has the same operationId")
                if name in taken and not by_hand:
                    raise Unfit("LiveAvatarApi has that name by hand: take another, or say `x-by-hand: true`")
                found[name] = {**_described(contract, item, operation, by_hand), "by_hand": by_hand}
            except Unfit as unfit:
                raise Unfit(f"{method.upper()} {path} ({name}): {unfit}.") from None
    return found


def _described(contract: Json, item: Json, operation: Json, by_hand: bool) -> Json:
    parameters = {}
    for each in (*item.get("parameters", ()), *operation.get("parameters", ())):
        parameter = resolved(contract, each)
        if parameter["in"] == "cookie":
            raise Unfit("it takes a cookie, and the client sends none")
        schema = resolved(contract, parameter.get("schema", {}))
        default = repr(parameter["x-client-default"]) if "x-client-default" in parameter else ""
        known = {**parameter, "schema": schema, "choices": _choices(schema), "default": default}
        parameters[f"{parameter['in']} {parameter['name']}"] = known
    responses = {
        str(status): {**resolved(contract, each), **{key: each[key] for key in ("description",) if key in each}}
        for status, each in sorted(operation["responses"].items(), key=str)
    }
    body = resolved(contract, operation.get("requestBody", {}))
    kinds = [kind for each in (body, *responses.values()) for kind in each.get("content", {})]
    if other := [kind for kind in kinds if not JSON.fullmatch(kind)]:
        raise Unfit(f"Unsupported content type {other[0]}: the client sends and reads JSON only")
    schemes = contract["components"].get("securitySchemes", {})
    credentials = [schemes[name]["type"] for way in operation.get("security", ()) for name in way]
    if credentials and "apiKey" not in credentials and not by_hand:
        raise Unfit(
            "it does not take the API key, and a call that is made of the contract has no other credential: write it "
            "into LiveAvatarApi, and say `x-by-hand: true` here"
        )
    successes = [each for status, each in responses.items() if status.startswith("2")]
    answers = [media.get("schema", {}) for each in successes for media in each.get("content", {}).values()]
    if any(answer != answers[0] for answer in answers):
        raise Unfit("its successes have more than one form: describe them as one")
    answer = resolved(contract, answers[0]) if answers else {"type": "object"}
    if answer.get("type") != "object" and not answer.keys() & {"properties", "allOf"}:
        raise Unfit("its success is no object: the service's answers are envelopes, with what they hold under `data`")
    schemas = [resolved(contract, media.get("schema", {})) for media in body.get("content", {}).values()]
    return {
        "with_key": bool(credentials),
        "summary": operation.get("summary", ""),
        "description": operation.get("description", ""),
        "parameters": parameters,
        "pages": "query page" in parameters,
        "body": body.get("description") or "".join(schema.get("description", "") for schema in schemas),
        "success": successes[0]["description"] if successes else "",
        "responses": {status: each["description"] for status, each in responses.items()},
    }


def _choices(schema: Json) -> list[str]:
    """The values that are allowed, where they are few."""
    found = LISTING.fullmatch(schema.get("pattern", ""))
    return found[1].split("|") if found else []


def limits(contract: Json) -> dict[str, Json]:
    """The limits of the fields of every schema, by its name and theirs: they are checked before anything is sent.

    What the client is stricter about than the service (`x-client-maxLength`) counts for more.
    """
    found: dict[str, Json] = {}
    for name, schema in contract["components"].get("schemas", {}).items():
        for field, described in schema.get("properties", {}).items():
            stated = [*((limit, limit) for limit in LIMITS), *((limit, f"x-client-{limit}") for limit in LIMITS)]
            known: Json = {limit: described[key] for limit, key in stated if key in described}
            if choices := _choices(described):
                known["choices"] = choices
            if known:
                found.setdefault(name, {})[field] = known
    return found


def lenient(contract: Json) -> Json:
    """A copy of the contract in which whatever an answer may leave out may be null: missing and null are both None.

    To the generator such a field is required, and None by default; our edit of its template reads a missing one so.
    Without this a third value, Unset, would be in every answer that leaves something out. In a request None is as
    good as leaving a field out, and so it is for type checkers. What is in requests and in answers alike may have a
    value that the client sends unless told (`x-client-default`).
    """
    contract = deepcopy(contract)
    answers = _schemas_of_answers(contract)
    for schema in contract["components"].get("schemas", {}).values():
        if id(schema) not in answers:
            for name in schema.get("properties", {}).keys() - set(schema.get("required", [])):
                schema["properties"][name] = _or_null(schema["properties"][name])
    for schema in reversed(answers.values()):  # what stands inside another comes before it
        properties, required = schema.get("properties", {}), schema.get("required", [])
        for name, described in properties.items():
            if name not in required or "x-client-default" in described:
                properties[name] = _none_unless_given(described)
        if properties:
            schema["required"] = [*required, *(name for name in properties if name not in required)]
    return contract


def _schemas_of_answers(contract: Json) -> dict[int, Json]:
    """Every schema that an answer may hold, once, by its identity: two that are equal are two."""
    operations = [item[method] for item in contract["paths"].values() for method in METHODS if method in item]
    responses = [resolved(contract, each) for operation in operations for each in operation["responses"].values()]
    todo = [media["schema"] for each in responses for media in each.get("content", {}).values() if "schema" in media]
    seen: dict[int, Json] = {}
    while todo:
        schema = resolved(contract, todo.pop())
        if id(schema) not in seen:
            seen[id(schema)] = schema
            todo += schema.get("properties", {}).values()
            todo += [part for key in ("allOf", "oneOf", "anyOf") for part in schema.get(key, ())]
            todo += [schema[key] for key in ("items", "additionalProperties") if isinstance(schema.get(key), dict)]
    return seen


def _or_null(schema: Json) -> Json:
    """`schema`, which allows null as well."""
    kind, plain = schema.get("type"), not schema.keys() & {"enum", "properties", "items"}
    if "$ref" in schema:
        return {"oneOf": [schema, {"type": "null"}]}
    if kind == "array" and not schema.get("items", {}).keys() & {"enum", "properties", "items"}:
        return {**{key: schema[key] for key in ("description",) if key in schema}, "oneOf": [schema, {"type": "null"}]}
    return {**schema, "type": [kind, "null"]} if isinstance(kind, str) and plain else schema


def _none_unless_given(schema: Json) -> Json:
    """`schema`, which allows null as well, and is None by default."""
    # What the service takes for a field of a request says nothing of an answer, and lists of values grow.
    schema = {key: value for key, value in schema.items() if key not in ("default", "enum")}
    kinds = schema.get("type")
    choice = next((key for key in ("oneOf", "anyOf") if key in schema), None)
    # Null comes first: the generator gives a default to the first kind that takes it, and that is how it spells None.
    if isinstance(kinds, list) or kinds not in (None, "object", "array"):
        kinds = kinds if isinstance(kinds, list) else [kinds]
        schema = {**schema, "type": ["null", *(kind for kind in kinds if kind != "null")]}
    elif choice:
        others = [part for part in schema[choice] if part.get("type") != "null"]
        schema = {**schema, choice: [{"type": "null"}, *others]}
    else:  # words stand beside the choice, where the generator looks for them
        words = {"description": schema["description"]} if "description" in schema else {}
        schema = {**words, "oneOf": [{"type": "null"}, {key: schema[key] for key in schema.keys() - words.keys()}]}
    return {**schema, "default": schema.get("x-client-default", "None")}
