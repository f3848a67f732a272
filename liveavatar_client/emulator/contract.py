"""Checking requests against the contract, the same openapi.yaml that the client is generated from."""

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from openapi_core import OpenAPI
from openapi_core.contrib.werkzeug import WerkzeugOpenAPIRequest
from openapi_core.templating.paths.exceptions import OperationNotFound, PathNotFound
from openapi_core.templating.security.exceptions import SecurityNotFound
from openapi_core.validation.request.exceptions import SecurityValidationError
from openapi_core.validation.schemas.exceptions import InvalidSchemaValue
from werkzeug.wrappers import Request

from .refusal import Refusal, invalid, refusal

_ORIGIN = "http://emulator"


class _Request(WerkzeugOpenAPIRequest):
    """A request as openapi-core takes it, whatever name or port this machine was addressed by."""

    @property
    def host_url(self) -> str:
        return _ORIGIN


def find_contract() -> Path:
    """Where openapi.yaml is: in the installed package, or at the top of a checkout."""
    here = Path(__file__).parent
    return next(path for path in (here / "openapi.yaml", here.parent.parent / "openapi.yaml") if path.exists())


@cache
def contract() -> OpenAPI:
    """The contract, as if the service were here."""
    document: dict[str, Any] = yaml.safe_load(find_contract().read_text(encoding="utf-8"))
    document["servers"] = [{"url": f"{_ORIGIN}/v1"}]
    return OpenAPI.from_dict(document)


def check(request: Request) -> None:
    """Raise a Refusal, in the service's shape, for a request that the contract does not allow."""
    errors = list(contract().iter_request_errors(_Request(request)))
    for error in errors:
        if isinstance(error, PathNotFound):
            raise Refusal(404, {"detail": "Not Found"})
        if isinstance(error, OperationNotFound):
            raise Refusal(405, {"detail": "Method Not Allowed"})
        if isinstance(error, SecurityValidationError | SecurityNotFound):
            raise refusal(401, 4001, "Credential missing, or not of the kind that this call takes")
    if errors:
        raise invalid([detail for error in errors for detail in _details(error)])


def _details(error: Exception) -> Iterator[dict[str, Any]]:
    cause = error.__cause__
    place = [part for part in ("query", "path") if f"{part} parameter" in str(error)] or ["body"]
    place += [name] if (name := getattr(error, "name", None)) else []
    if not isinstance(cause, InvalidSchemaValue):
        yield {"loc": place, "msg": "Field required" if "issing" in str(error) else "Invalid JSON", "type": "missing"}
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
