"""Whether requests and answers are as the contract has them."""

import json
import re
from datetime import datetime
from typing import Any

import httpx
import yaml
from jsonschema import Draft202012Validator, FormatChecker

from liveavatar_client.emulator.contract import find_contract

# Where the emulator finds it, which may be installed. What YAML reads as a time is a text in JSON.
DOCUMENT: dict[str, Any] = json.loads(json.dumps(yaml.safe_load(find_contract().read_text()), default=str))
METHODS = ("get", "post", "put", "patch", "delete")
OPERATIONS: dict[str, dict[str, Any]] = {
    operation["operationId"]: operation
    for item in DOCUMENT["paths"].values()
    for method, operation in item.items()
    if method in METHODS
}
TIMES = FormatChecker(())


@TIMES.checks("date-time", raises=ValueError)
def _is_a_time(text: object) -> bool:
    return not isinstance(text, str) or bool(datetime.fromisoformat(text))


def resolved(thing: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in thing:
        target: Any = DOCUMENT
        for step in thing["$ref"].removeprefix("#/").split("/"):
            target = target[step]
        thing = target
    return thing


def check(schema: dict[str, Any], value: Any) -> None:
    Draft202012Validator({**schema, "components": DOCUMENT["components"]}, format_checker=TIMES).validate(value)


def operation(method: str, path: str) -> dict[str, Any] | None:
    """The operation that a request is; a path without an identifier comes first."""
    for template in sorted(DOCUMENT["paths"], key=lambda path: path.count("{")):
        if re.fullmatch(re.sub(r"{\w+}", "[^/]+", template), path) and method.lower() in DOCUMENT["paths"][template]:
            found: dict[str, Any] = DOCUMENT["paths"][template][method.lower()]
            return found
    return None


def check_exchange(response: httpx.Response) -> None:
    """A hook of httpx: raises where an answer, or the request of a success, is not as the contract has it."""
    request = response.request
    described = operation(request.method, request.url.path)
    if described is None:
        assert response.status_code in (404, 405)
        return
    status = str(response.status_code)
    if status.startswith("2") and request.content:
        check(described["requestBody"]["content"]["application/json"]["schema"], json.loads(request.content))
    answers = described["responses"]
    assert status in answers or f"{status[0]}XX" in answers, (described["operationId"], status)
    content = resolved(answers.get(status) or answers[f"{status[0]}XX"]).get("content")
    body = response.read()
    if content is None:
        assert body == b""
    else:
        check(content["application/json"]["schema"], json.loads(body))
