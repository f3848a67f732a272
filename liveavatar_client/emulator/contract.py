"""The contract, from which the client is generated, too: which call a request is, and whether it fits."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import yaml
from openapi_core import Config, OpenAPI
from openapi_core.contrib.werkzeug import WerkzeugOpenAPIRequest
from openapi_core.templating.security.exceptions import SecurityNotFound
from openapi_core.validation.request.exceptions import (
    MissingParameterError,
    MissingRequestBodyError,
    ParameterValidationError,
    SecurityValidationError,
)
from openapi_core.validation.schemas.exceptions import InvalidSchemaValue
from werkzeug.wrappers import Request

from .refusal import Refusal, invalid, refusal

_ORIGIN = "http://emulator"

Json = dict[str, Any]


class _Request(WerkzeugOpenAPIRequest):
    """A request as openapi-core takes it, whatever name or port this machine was addressed by."""

    @property
    def host_url(self) -> str:
        return _ORIGIN


def find_contract() -> Path:
    """Where openapi.yaml is: in the installed package, or at the top of a checkout."""
    here = Path(__file__).parent
    return next(path for path in (here / "openapi.yaml", here.parent.parent / "openapi.yaml") if path.exists())


class Operation:
    """A call that the contract describes.

    Args:
        document: The contract.
        path: Its path, such as "/v1/sessions/{session_id}".
        method: Its method, in small letters.
    """

    def __init__(self, document: Json, path: str, method: str) -> None:
        self._document = document
        self.method = method.upper()
        self._description: Json = document["paths"][path][method]
        self.path = path
        self.name: str = self._description["operationId"]
        """Its operationId."""
        self.last_part = path.rsplit("/", 1)[-1]
        self.credentials = {name for way in self._description.get("security", ()) for name in way}
        """The names of the credentials of which it takes one; none where it needs none."""
        self.takes_body = "requestBody" in self._description
        status, response = next(iter(self._description["responses"].items()))
        self.success = int(status)
        """The status of its success."""
        content = _resolved(document, response).get("content", {})
        self.message: str | None = next(
            (media["example"]["message"] for media in content.values() if "example" in media), None
        )
        """What a success says, in the words of the contract's example."""

    @cached_property
    def _checks(self) -> OpenAPI:
        """Without the other paths, through which openapi-core would look for each request."""
        alone = {self.path: {self.method.lower(): self._description}}
        document = {**self._document, "paths": alone, "servers": [{"url": _ORIGIN}]}
        return OpenAPI.from_dict(document, config=Config(spec_validator_cls=None))  # type: ignore[arg-type]

    def check(self, request: Request) -> None:
        """Raise a Refusal, in the service's shape, for a request that the contract does not allow."""
        errors = list(self._checks.iter_request_errors(_Request(request)))
        if any(isinstance(error, SecurityValidationError | SecurityNotFound) for error in errors):
            raise refusal(401, 4001, "Credential missing, or not of the kind that this call takes")
        if errors:
            details = [detail for error in errors for detail in _details(error)]
            raise invalid([each for place, each in enumerate(details) if each not in details[:place]])

    def asked(self, query: Mapping[str, str]) -> Json:
        """What the query asks for, with the service's own values for what is left out. The contract allows it."""
        values: Json = {}
        for parameter in (_resolved(self._document, each) for each in self._description.get("parameters", ())):
            name, schema = parameter["name"], parameter["schema"]
            if parameter["in"] == "query" and (name in query or "default" in schema):
                value = query.get(name, schema.get("default"))
                values[name] = int(value) if schema["type"] == "integer" else value
        return values


class Contract:
    """All calls."""

    def __init__(self, document: Json) -> None:
        self._paths = {
            path: {
                method.upper(): Operation(document, path, method)
                for method in item.keys() & {"get", "post", "put", "patch", "delete"}
            }
            for path, item in document["paths"].items()
        }
        # Those without an identifier come first: /v1/avatars/public is no avatar.
        self._patterns = [
            (re.compile(re.sub(r"{\w+}", "([^/]+)", path)), self._paths[path])
            for path in sorted(self._paths, key=lambda path: path.count("{"))
        ]

    @property
    def operations(self) -> list[Operation]:
        """The calls, in the order of the contract."""
        return [operation for methods in self._paths.values() for operation in methods.values()]

    def find(self, method: str, path: str) -> tuple[Operation, tuple[str, ...]]:
        """The call that a request is, and the identifiers in its path. Raises Refusal where there is no such call."""
        for pattern, methods in self._patterns:
            if match := pattern.fullmatch(path):
                if method not in methods:
                    raise Refusal(405, {"detail": "Method Not Allowed"}, {"Allow": ", ".join(sorted(methods))})
                return methods[method], match.groups()
        raise Refusal(404, {"detail": "Not Found"})


@cache
def contract() -> Contract:
    """The contract."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # ten times as fast, where it is there
    return Contract(yaml.load(find_contract().read_text(encoding="utf-8"), Loader=loader))  # noqa: S506 - it is safe


def _resolved(document: Json, thing: Json) -> Json:
    while "$ref" in thing:
        target: Any = document
        for step in thing["$ref"].removeprefix("#/").split("/"):
            target = target[step]
        thing = target
    return thing


def _details(error: Exception) -> Iterator[Json]:
    cause = error.__cause__
    place = [error.location, error.name] if isinstance(error, ParameterValidationError) else ["body"]
    if isinstance(error, MissingParameterError | MissingRequestBodyError):
        yield {"loc": place, "msg": "Field required", "type": "missing"}
        return
    if not isinstance(cause, InvalidSchemaValue):
        yield {"loc": place, "msg": "Input cannot be read", "type": "value_error"}
        return
    faults: Iterable[Any] = cause.schema_errors
    for fault in faults:
        loc = [*place, *fault.absolute_path]
        if fault.validator == "required":
            missing = set(fault.validator_value) - set(fault.instance)
            yield from ({"loc": [*loc, name], "msg": "Field required", "type": "missing"} for name in sorted(missing))
        elif fault.validator == "pattern" and "0-9a-fA-F" in str(fault.validator_value):
            yield {"loc": loc, "msg": "Input should be a valid UUID", "type": "uuid_parsing"}
        else:
            yield {"loc": loc, "msg": f"Input should match {fault.validator}", "type": str(fault.validator)}
