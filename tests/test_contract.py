"""The contract: valid, described to the last field, and with an example for everything."""

from collections.abc import Iterator
from typing import Any

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from .contract import DOCUMENT, OPERATIONS, check, resolved

SCHEMAS = DOCUMENT["components"]["schemas"]


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
    answers = [resolved(answer) for status, answer in operation["responses"].items() if status != "204"]
    contents = [answer["content"] for answer in answers]
    if "requestBody" in operation:
        contents.append(operation["requestBody"]["content"])
    for content in contents:
        media = content["application/json"]
        examples = [media["example"]] if "example" in media else [e["value"] for e in media["examples"].values()]
        assert examples
        for example in examples:
            check(media["schema"], example)


def test_credentials() -> None:
    def kinds(name: str) -> list[list[str]]:
        return [list(choice) for choice in OPERATIONS[name]["security"]]

    assert kinds("create_session_token") == [["ApiKey"]]
    assert kinds("start_session") == [["SessionToken"]]
    assert kinds("stop_session") == kinds("keep_session_alive") == [["SessionToken"], ["ApiKey"]]
    assert kinds("list_public_avatars") == kinds("list_languages") == []
    by_token = {"start_session", "stop_session", "keep_session_alive"}
    for name in OPERATIONS.keys() - by_token - {"list_public_avatars", "list_languages"}:
        assert kinds(name) == [["ApiKey"]]


def test_what_is_answered_on_success() -> None:
    first = {name: next(iter(operation["responses"])) for name, operation in OPERATIONS.items()}
    assert first == {name: "200" for name in OPERATIONS} | {"start_session": "201", "delete_memory": "204"}


def in_answers() -> dict[str, dict[str, Any]]:
    """The schemas that a success may hold, by name."""
    found: dict[str, dict[str, Any]] = {}

    def look(thing: Any) -> None:
        if isinstance(thing, dict):
            name = str(thing.get("$ref", "")).rpartition("/")[2]
            if name in SCHEMAS and name not in found:
                found[name] = SCHEMAS[name]
                look(SCHEMAS[name])
            for part in thing.values():
                look(part)
        elif isinstance(thing, list):
            for part in thing:
                look(part)

    for operation in OPERATIONS.values():
        for status, answer in operation["responses"].items():
            if status.startswith("2"):
                look(resolved(answer).get("content"))
    return found


def test_no_value_in_an_answer_is_one_of_a_closed_list() -> None:
    def closed(thing: Any) -> bool:
        if isinstance(thing, dict):
            return bool(thing.keys() & {"enum", "const", "pattern"}) or any(map(closed, thing.values()))
        return isinstance(thing, list) and any(map(closed, thing))

    assert len(in_answers()) > 50
    for name, schema in in_answers().items():
        assert not closed(schema), name


def test_what_an_answer_may_leave_out_may_be_null_too() -> None:
    for name, schema in in_answers().items():
        for field, described in schema.get("properties", {}).items():
            kinds = described.get("type", ["null"] if "oneOf" not in described and "allOf" not in described else [])
            nullable = "null" in kinds or {"type": "null"} in described.get("oneOf", [])
            assert nullable or field in schema.get("required", []), (name, field)


def test_nothing_but_an_identifier_has_to_be_in_an_answer() -> None:
    for name, schema in in_answers().items():
        needed = set(schema.get("required", []))
        if name == "ContextLink":  # which is in requests, too
            assert needed == {"url", "faq"}
        elif name == "SessionPage":  # nobody is to think that nothing runs
            assert needed == {"results"}
        elif name.endswith("Response"):
            assert needed <= {"data"}, name
        else:
            assert all(field == "id" or field.endswith("_id") or field == "session_token" for field in needed), name


def test_what_is_deprecated_says_what_takes_its_place() -> None:
    persona = SCHEMAS["LiveAvatarNewSessionRequest"]["properties"]["avatar_persona"]
    assert "Deprecated by the service in favour of voice_agent." in " ".join(persona["description"].split())
