"""The operations that our contract and the vendor's document share, with the schemas of what goes over the wire."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tools.api_diff.document import Document
from tools.api_diff.operation import IN_BRACES, Place, base_paths, places
from tools.contract.schema import Schema, own


@dataclass(frozen=True)
class Operation:
    """An operation in one of the two documents."""

    name: str
    """Its method and full path, as our contract writes it."""
    operation_id: str
    request: Schema
    """Of an object with `path`, `query` and `body`."""
    answers: Mapping[int, Schema]
    """Those that are a success, by status."""


def shared(ours: Document, theirs: Document, only: str | None = None) -> Iterator[tuple[Operation, Operation | None]]:
    """Yield each operation of ours, with theirs, or with None where the vendor's document does not have it.

    Where `only` is given, that is the one `operationId` of ours that is looked at.
    """
    # A document that is served from nowhere in particular says nothing about where its paths begin.
    bases = base_paths(ours)
    published = places(theirs, base_paths(theirs) or bases)
    for key, place in places(ours, bases).items():
        if only not in (None, place.node.get("operationId")):
            continue
        names = IN_BRACES.findall(place.path)
        name = f"{place.method.upper()} {bases[0]}{place.path}"
        match = published.get(key)
        yield _read(ours, place, name, names), match and _read(theirs, match, name, names)


def _read(document: Document, place: Place, name: str, names: list[str]) -> Operation:
    """Read an operation. `names` are our names for its path parameters, in order, since documents differ in them."""
    parameters = _parameters(document, place, names)
    body = document.follow(place.node.get("requestBody"), "requestBody")
    schema = _json(document, body)
    if schema is not None:
        parameters["properties"]["body"] = schema
        parameters["required"] += ["body"] if body.get("required") is True else []
    answers = {}
    for status, response in document.mapping(place.node.get("responses"), "responses").items():
        # The first digit says that it is a success: 201, and 2XX as well.
        if status.startswith("2"):
            answer = _json(document, document.follow(response, f"response {status}"))
            if answer:  # one that is not described allows anything, and so says nothing
                answers[int(status.upper().replace("X", "0"))] = own(document, answer)
    return Operation(name, str(place.node.get("operationId")), own(document, parameters), answers)


def _parameters(document: Document, place: Place, names: list[str]) -> Schema:
    """Return the schema of an object with the parameters in the path and in the query."""
    renamed = dict(zip(IN_BRACES.findall(place.path), names, strict=True))
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for node in (place.item, place.node):
        for parameter in document.sequence(node.get("parameters"), "parameters"):
            parameter = document.follow(parameter, "a parameter")
            kind, name = str(parameter.get("in")), str(parameter.get("name"))
            if kind in ("path", "query"):
                found[kind, renamed.get(name, name) if kind == "path" else name] = parameter
    schema: Schema = {"type": "object", "properties": {}, "required": []}
    for (kind, name), parameter in found.items():
        part = schema["properties"].setdefault(kind, {"type": "object", "properties": {}, "required": []})
        part["properties"][name] = parameter.get("schema", True)
        if parameter.get("required") is True:
            part["required"].append(name)
            schema["required"] += [] if kind in schema["required"] else [kind]
    return schema


def _json(document: Document, node: dict[str, Any]) -> Any:
    """Return the schema of a body in JSON, or None where it has none."""
    for kind, media in document.mapping(node.get("content"), "content").items():
        if kind.split(";")[0].strip().lower().endswith(("/json", "+json", "*/*")):
            return document.mapping(media, kind).get("schema")
    return None
