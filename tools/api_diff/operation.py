"""The operations of a document, each read into what a client has to know of it."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from tools.api_diff.document import Document
from tools.api_diff.shape import Shape, read_shape

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
IN_BRACES = re.compile(r"\{([^}]*)\}")

# Frameworks such as FastAPI can describe credentials as plain header parameters. They are not that for us: the
# client sets them for every call.
CREDENTIALS = {"authorization": "bearer token", "x-api-key": "header x-api-key"}
NO_PARAMETERS = ("accept", "content-type")  # headers that are no parameters, says OpenAPI


class Place(NamedTuple):
    """Where an operation stands in its document."""

    method: str
    path: str
    item: dict[str, Any]  # what the operations of the path share
    node: dict[str, Any]


@dataclass(frozen=True)
class Operation:
    """An operation as a client sees it."""

    parameters: Shape  # an object with a field for each, such as "query page"
    body: Shape | None
    body_required: bool
    responses: Mapping[str, Shape | None]  # by status; None is an answer without a body
    credentials: frozenset[frozenset[str]]  # each set opens the operation; with the empty one nothing is needed


def base_paths(document: Document) -> list[str]:
    """Return the paths under which a document says that its operations are served, such as `/v1`."""
    servers = document.sequence(document.content.get("servers"), "servers")
    urls = [str(document.mapping(server, "a server").get("url", "")) for server in servers]
    return [urlsplit(url).path.rstrip("/") for url in urls]


def places(document: Document, bases: Collection[str]) -> dict[str, Place]:
    """Return where each operation stands, by its method and full path without the names of its parameters."""
    found: dict[str, Place] = {}
    for path, item in document.mapping(document.content["paths"], "paths").items():
        item = document.follow(item, f"path {path}")
        for method in METHODS:
            if method in item:
                place = Place(method, path, item, document.mapping(item[method], f"{method} {path}"))
                found |= {f"{method} {IN_BRACES.sub('{}', base + path)}": place for base in bases}
    return found


def read_operation(document: Document, place: Place, names: Collection[str]) -> Operation:
    """Read an operation. `names` are the names for its path parameters, in order, since documents differ in them."""
    body = document.follow(place.node.get("requestBody"), "requestBody")
    responses = document.mapping(place.node.get("responses"), "responses")
    named = dict(zip(IN_BRACES.findall(place.path), names, strict=True))
    fields = {f"path {name}": Shape() for name in names}
    required = set(fields)
    credentials: dict[str, bool] = {}
    for parameter in _parameters(document, place):
        kind, name, needed = str(parameter.get("in")), str(parameter.get("name")), parameter.get("required") is True
        if kind == "header" and name.lower() in CREDENTIALS:
            credentials[CREDENTIALS[name.lower()]] = needed
        elif kind != "header" or name.lower() not in NO_PARAMETERS:
            key = f"{kind} {name.lower() if kind == 'header' else named.get(name, name) if kind == 'path' else name}"
            fields[key] = _content(document, parameter) or Shape()
            required = required | {key} if needed else required - {key}
    return Operation(
        parameters=Shape(types=frozenset({"object"}), fields=fields, required=frozenset(required)),
        body=_content(document, body),
        body_required=body.get("required") is True,
        responses={
            status.upper(): _content(document, document.follow(response, f"response {status}"))
            for status, response in responses.items()
        },
        credentials=_credentials(document, place, credentials),
    )


def _parameters(document: Document, place: Place) -> list[dict[str, Any]]:
    """Return the parameters of the path, then those of the operation, which come after what they replace."""
    listed = [document.sequence(node.get("parameters"), "parameters") for node in (place.item, place.node)]
    return [document.follow(parameter, "a parameter") for parameters in listed for parameter in parameters]


def _content(document: Document, node: dict[str, Any]) -> Shape | None:
    """Return the shape of a body or parameter, as JSON where there is a choice, or None where it has none."""
    if "schema" in node:
        return read_shape(document, node["schema"])
    content = document.mapping(node.get("content"), "content")
    for media_type, media in content.items():
        if media_type.split(";")[0].strip().lower().endswith(("/json", "+json", "*/*")):
            return read_shape(document, document.mapping(media, media_type).get("schema", True))
    # No JSON, then: a type that no JSON value has, so that it is what differs whatever the comparison is with.
    return Shape(types=frozenset(content), nullable=False) if content else None


def _credentials(document: Document, place: Place, parameters: Mapping[str, bool]) -> frozenset[frozenset[str]]:
    """Return the sets of credentials that open an operation, by its security and its credential parameters."""
    components = document.mapping(document.content.get("components"), "components")
    schemes = document.mapping(components.get("securitySchemes"), "securitySchemes")
    stated = document.sequence(place.node.get("security", document.content.get("security")), "security")
    ways = {
        frozenset(_credential(name, document.follow(schemes.get(name), f"security scheme {name}")) for name in way)
        for way in (document.mapping(way, "security") for way in stated)
    }
    nothing = frozenset[str]()
    if needed := frozenset(name for name, required in parameters.items() if required):
        return frozenset(way | needed for way in ways or {nothing})
    return frozenset(ways | {frozenset({name}) for name in parameters} or {nothing})


def _credential(name: str, scheme: Mapping[str, Any]) -> str:
    """Return what a security scheme puts on the wire, since its name in the document means nothing."""
    kind, place, key = str(scheme.get("type")), scheme.get("in"), str(scheme.get("name"))
    if kind == "apiKey" and place == "header":
        return CREDENTIALS.get(key.lower(), f"header {key.lower()}")
    if kind == "apiKey":
        return f"{place} {key}"
    if kind == "http":
        word = str(scheme.get("scheme")).lower()
        return CREDENTIALS["authorization"] if word == "bearer" else f"http {word}"
    return f"{kind} {name}"
