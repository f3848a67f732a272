"""The contract: valid, described to the last field, and with an example for everything."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

DOCUMENT: dict[str, Any] = yaml.safe_load((Path(__file__).parent.parent / "openapi.yaml").read_text())
SCHEMAS = DOCUMENT["components"]["schemas"]
OPERATIONS = {
    operation["operationId"]: operation
    for path in DOCUMENT["paths"].values()
    for method, operation in path.items()
    if method in ("get", "post")
}


def resolved(thing: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in thing:
        target: Any = DOCUMENT
        for step in thing["$ref"].removeprefix("#/").split("/"):
            target = target[step]
        thing = target
    return thing


def check(schema: dict[str, Any], value: Any) -> None:
    Draft202012Validator({**schema, "components": DOCUMENT["components"]}).validate(value)


def fields() -> Iterator[tuple[str, str]]:
    for name, schema in SCHEMAS.items():
        for field in schema.get("properties", {}):
            yield name, field


def test_the_contract_is_valid() -> None:
    OpenAPIV31SpecValidator(DOCUMENT).validate()


@pytest.mark.parametrize(("name", "field"), list(fields()))
def test_every_field_is_described(name: str, field: str) -> None:
    assert SCHEMAS[name]["description"]
    assert SCHEMAS[name]["properties"][field]["description"].endswith(".")


def test_whatever_has_a_unit_says_so() -> None:
    for name, field in fields():
        description = SCHEMAS[name]["properties"][field]["description"]
        if "duration" in field:
            assert "seconds" in description
        if "credits" in field:
            assert "credits" in description


@pytest.mark.parametrize("operation", OPERATIONS.values(), ids=OPERATIONS)
def test_every_operation_has_security_and_examples_that_fit(operation: dict[str, Any]) -> None:
    assert isinstance(operation["security"], list)  # an empty one for what needs no credential
    assert operation["summary"]
    contents = [resolved(answer)["content"] for answer in operation["responses"].values()]
    if "requestBody" in operation:
        contents.append(operation["requestBody"]["content"])
    for content in contents:
        media = content["application/json"]
        examples = [media["example"]] if "example" in media else [e["value"] for e in media["examples"].values()]
        assert examples
        for example in examples:
            # What YAML reads as a time is a text in JSON.
            check(media["schema"], yaml.safe_load(yaml.safe_dump(example)))


def test_credentials() -> None:
    def kinds(name: str) -> list[list[str]]:
        return [list(choice) for choice in OPERATIONS[name]["security"]]

    assert kinds("create_session_token") == [["ApiKey"]]
    assert kinds("start_session") == [["SessionToken"]]
    assert kinds("stop_session") == kinds("keep_session_alive") == [["SessionToken"], ["ApiKey"]]
    for name in ("list_sessions", "get_session", "get_transcript"):
        assert kinds(name) == [["ApiKey"]]


def test_what_is_answered_on_success() -> None:
    assert {name: min(op["responses"]) for name, op in OPERATIONS.items() if name != "start_session"} == {
        name: "200" for name in OPERATIONS if name != "start_session"
    }
    assert "201" in OPERATIONS["start_session"]["responses"]


def test_no_value_in_an_answer_is_one_of_a_closed_list() -> None:
    def closed(thing: Any) -> bool:
        if isinstance(thing, dict):
            return "enum" in thing or "const" in thing or any(map(closed, thing.values()))
        return isinstance(thing, list) and any(map(closed, thing))

    for name, schema in SCHEMAS.items():
        if name.endswith("Response") or name.endswith("Data") or name.startswith(("Session", "Transcript")):
            assert not closed(schema), name


def test_what_an_answer_may_leave_out_may_be_null_too() -> None:
    for name in ("LiveAvatarSessionData", "SessionRecord", "Transcript", "TranscriptEntry", "SessionPage"):
        schema = SCHEMAS[name]
        for field, described in schema["properties"].items():
            nullable = "null" in described.get("type", []) or {"type": "null"} in described.get("oneOf", [])
            assert nullable or field in schema.get("required", []), (name, field)
