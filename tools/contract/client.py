"""What this client does with a request and with an answer, without a service."""

import json
from collections.abc import Iterator
from importlib import import_module
from pkgutil import walk_packages
from traceback import walk_tb
from types import ModuleType, SimpleNamespace
from typing import Any, get_type_hints

import httpx

from liveavatar_client.channel import _encoded
from liveavatar_client.fitting import misfits
from liveavatar_client.generated import api
from liveavatar_client.generated.models import LiveAvatarNewSessionRequest
from liveavatar_client.wire import completed
from tools.contract.fault import Fault, shortened

CONFIGURATION = LiveAvatarNewSessionRequest
"""The one body that the client completes before it is sent."""


class NoSuchOperation(Exception):
    """There is no such operation in our contract, or in the generated code. The message is one line."""


def endpoint(operation_id: str) -> ModuleType:
    """Return the generated module of an operation."""
    for found in walk_packages(api.__path__, f"{api.__name__}."):
        if found.name.rpartition(".")[2] == operation_id:
            return import_module(found.name)
    raise NoSuchOperation(f"no code is generated for the operation {operation_id}: run `make generate`")


def body_model(module: ModuleType) -> Any:
    """Return the class of the body that a generated endpoint takes, or None where it takes none."""
    return get_type_hints(module.sync_detailed).get("body")


def sent(model: Any, body: Any) -> Any:
    """Return the JSON that goes over the wire for the request that `body` describes.

    Raises KeyError, TypeError or ValueError where our models cannot build it, or the client does not send it.
    """
    request = model.from_dict(body)
    if model is CONFIGURATION:
        request = completed(request)
    return json.loads(_encoded(request.to_dict()))


def misunderstood(module: ModuleType, status: int, body: Any) -> Iterator[Fault]:
    """Yield what the client does not understand in an answer, as Channel.call() reads it."""
    if not isinstance(body, dict):
        yield Fault("object", "it is not a JSON object", body)
        return
    response = httpx.Response(status, json=body)
    try:
        model = module._parse_response(client=SimpleNamespace(raise_on_unexpected_status=False), response=response)
    except (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError) as error:
        *_, (frame, line) = walk_tb(error.__traceback__)
        yield Fault((frame.f_code, line), f"{type(error).__name__}: {shortened(str(error))}", body)
        return
    if model is None:
        yield Fault("status", f"the status {status} is not one that our contract describes", body)
        return
    for name in misfits(model):
        yield Fault(name, f"{name}: not of the type that our contract gives it", body)
