"""tools/contract: what it finds by example in documents that are not ours, and how it fails."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from jsonschema import Draft202012Validator

from tools.api_diff.document import load
from tools.contract import __main__ as command_line
from tools.contract import search
from tools.contract.configuration import MODES, configurations
from tools.contract.operation import shared
from tools.contract.variation import UNKNOWN_FIELD, variations

PUBLISHED = Path(__file__).parent / "published"
VENDOR = PUBLISHED / "contract_vendor.yaml"
NULLABLE = PUBLISHED / "contract_nullable.yaml"
CONTRACT = Path(__file__).parents[1] / "openapi.yaml"
ZERO = "00000000-0000-0000-0000-00000000000a"

Run = Callable[..., tuple[int, list[str], list[str]]]
Changed = Callable[..., Path]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """What the command gives for its arguments: the exit status, and the lines of both outputs."""
    # What these tests look for needs no luck; test_by_chance has the usual number.
    monkeypatch.setattr(search, "SETTINGS", settings(search.SETTINGS, max_examples=10))

    def run(*arguments: object) -> tuple[int, list[str], list[str]]:
        status = command_line.main(list(map(str, arguments)))
        printed = capsys.readouterr()
        return status, printed.out.splitlines(), printed.err.splitlines()

    return run


@pytest.fixture
def changed(tmp_path: Path) -> Changed:
    """A copy of the vendor's document in which a piece of the text is another."""

    def changed(old: str, new: str, document: Path = VENDOR) -> Path:
        text = document.read_text()
        assert old in text
        path = tmp_path / "published.yaml"
        path.write_text(text.replace(old, new))
        return path

    return changed


def request_schema(operation: str) -> dict[str, Any]:
    ours = load(str(CONTRACT))
    return next(found.request for found, _ in shared(ours, ours, operation))


def test_nothing_wrong(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """With other names and a stricter style than ours: all requests are accepted, and all answers understood."""
    monkeypatch.setattr(search, "SETTINGS", settings(search.SETTINGS, max_examples=50))
    status, printed, _ = run(VENDOR)
    assert status == 0
    assert printed[-1] == "No counter-example."
    assert len(printed) == 7 + 7 + 1  # requests and answers of the seven operations
    assert all("all fine" in line for line in printed[:-1])


# ---- requests that the vendor's schemas refuse ----


@pytest.mark.parametrize(
    ("old", "new", "reason", "body"),
    [
        pytest.param(
            "{enum: [s1, s2]}",
            "{enum: [s1]}",
            "body.avatar_persona.voice_settings.model: 's2' is not one of ['s1']",
            {"avatar_persona": {"voice_settings": {"provider": "fish", "model": "s2"}}},
            id="a value deep inside",
        ),
        pytest.param(
            "maximum: 2}",
            "maximum: 1.9}",
            "body.gemini_realtime_config.temperature: 2 is greater than the maximum of 1.9",
            {"gemini_realtime_config": {"secret_id": "", "temperature": 2}},
            id="a limit",
        ),
        pytest.param(
            "properties: {livekit_url:",
            "additionalProperties: false\n      properties: {livekit_url:",
            "body.livekit_config: Additional properties are not allowed "
            "('livekit_client_token', 'livekit_room' were unexpected)",
            {"livekit_config": {"livekit_url": "", "livekit_room": "", "livekit_client_token": ""}},
            id="a field that they do not have",
        ),
        pytest.param(
            "required: [encoding]",
            "required: [encoding, quality]",
            "body.video_settings: 'quality' is a required property",
            {"video_settings": {"encoding": "H264"}},
            id="a field that None leaves out",
        ),
        pytest.param(
            "[string, number, boolean]",
            "[string, integer, boolean]",
            "body.elevenlabs_agent_config.dynamic_variables.x0: 0.5 is not of type 'string', 'integer', 'boolean'",
            {"elevenlabs_agent_config": {"secret_id": "", "agent_id": "", "dynamic_variables": {"x0": 0.5}}},
            id="a type",
        ),
    ],
)
def test_configuration_refused(
    run: Run, changed: Changed, old: str, new: str, reason: str, body: dict[str, Any]
) -> None:
    """The counter-example is what goes over the wire, with the settings that are always sent, and little else."""
    status, printed, _ = run(changed(old, new), "--operation", "create_session_token")
    assert status == 1
    at = printed.index(f"POST /v1/sessions/token: COUNTER-EXAMPLE among the requests: {reason}")
    sent = json.loads(printed[at + 1])["body"]
    assert sent.pop("avatar_id") == ZERO
    assert sent.pop("mode") == ("FULL" if "avatar_persona" in body else "LITE")
    assert sent == {"video_settings": {"encoding": "H264", "quality": "high"}, **body}


@pytest.mark.parametrize(
    ("operation", "old", "new", "reason", "sent"),
    [
        (
            "list_sessions",
            "maximum: 100",
            "maximum: 50",
            "GET /v1/sessions: COUNTER-EXAMPLE among the requests: "
            "query.page_size: 100 is greater than the maximum of 50",
            {"query": {"type": "active", "page_size": 100}},
        ),
        (
            "stop_session",
            "[session_id]\n      properties: {session_id: *id}",
            "[session_id, region]",
            "POST /v1/sessions/stop: COUNTER-EXAMPLE among the requests: body: 'region' is a required property",
            {"body": {"session_id": ZERO}},
        ),
        (
            "start_session",
            "operationId: begin",
            "requestBody: {required: true, content: {application/json: {schema: {}}}}",
            "POST /v1/sessions/start: COUNTER-EXAMPLE among the requests: all of it: 'body' is a required property",
            {},
        ),
    ],
)
def test_request_refused(
    run: Run, changed: Changed, operation: str, old: str, new: str, reason: str, sent: dict[str, Any]
) -> None:
    status, printed, _ = run(changed(old, new), "--operation", operation)
    assert status == 1
    assert json.loads(printed[printed.index(reason) + 1]) == sent


def test_by_chance(capsys: pytest.CaptureFixture[str], changed: Changed) -> None:
    """What no list of values comes to is found by Hypothesis, and made as small as it can be."""
    path = changed("reason: {anyOf: [{type: string}", "reason: {anyOf: [{type: string, maxLength: 3}")
    assert command_line.main([str(path), "--operation", "stop_session"]) == 1
    printed = capsys.readouterr().out.splitlines()
    assert printed[0].endswith("body.reason: '0000' is too long")
    assert json.loads(printed[1]) == {"body": {"session_id": ZERO, "reason": "0000"}}


def test_several_faults(run: Run, changed: Changed) -> None:
    """One does not hide the others."""
    path = changed("provider: {enum: [deepgram, assembly_ai, ", "provider: {enum: [")
    path.write_text(path.read_text().replace("{enum: [CONVERSATIONAL, ", "{enum: ["))
    status, printed, _ = run(path, "--operation", "create_session_token")
    assert status == 1
    reasons = [line.partition("requests: ")[2] for line in printed if "COUNTER-EXAMPLE" in line]
    assert {reason.partition(":")[0] for reason in reasons} == {
        "body.interactivity_type",
        "body.avatar_persona.stt_config.provider",
    }
    assert printed[-1] == "Counter-examples: 2."


# ---- answers that our models do not understand ----


@pytest.mark.parametrize(
    ("operation", "old", "new", "reason", "answer"),
    [
        pytest.param(
            "create_session_token",
            "session_token: {type: string, minLength: 1}",
            'session_token: {type: [string, "null"]}',
            "POST /v1/sessions/token: COUNTER-EXAMPLE among the answers with status 200: "
            "data.session_token: not of the type that our contract gives it",
            {"code": 0, "data": {"session_id": ZERO, "session_token": None}},
            id="null",
        ),
        pytest.param(
            "start_session",
            "[session_id, livekit_url]",
            "[livekit_url]",
            "POST /v1/sessions/start: COUNTER-EXAMPLE among the answers with status 201: "
            "data: not of the type that our contract gives it",
            {"data": {"livekit_url": ""}},
            id="a field that may be missing",
        ),
        pytest.param(
            "list_sessions",
            "credits_consumed: {type: number}",
            "credits_consumed: {type: string}",
            "GET /v1/sessions: COUNTER-EXAMPLE among the answers with status 200: "
            "data.results.credits_consumed: not of the type that our contract gives it",
            {
                "data": {
                    "count": 0,
                    "results": [{"id": ZERO, "end_at": "2000-01-01T00:00:00Z", "credits_consumed": ""}],
                }
            },
            id="a type",
        ),
        pytest.param(
            "get_transcript",
            "2XX",
            "202",
            "GET /v1/sessions/{session_id}/transcript: COUNTER-EXAMPLE among the answers with status 202: "
            "the status 202 is not one that our contract describes",
            {},
            id="a status",
        ),
        pytest.param(
            "keep_session_alive",
            "schema:\n            type: object\n            properties: {code: {const: 1000}",
            "schema:\n            type: array\n            properties: {code: {const: 1000}",
            "POST /v1/sessions/keep-alive: COUNTER-EXAMPLE among the answers with status 200: it is not a JSON object",
            [],
            id="another thing altogether",
        ),
    ],
)
def test_answer_not_understood(
    run: Run, changed: Changed, operation: str, old: str, new: str, reason: str, answer: Any
) -> None:
    status, printed, _ = run(changed(old, new), "--operation", operation)
    assert status == 1
    assert json.loads(printed[printed.index(reason) + 1]) == answer


def test_unknown_fields_are_tried() -> None:
    """Fields are added without notice; where the vendor's schema says that there are none, there are none."""
    answers = next(theirs for _, theirs in shared(load(str(CONTRACT)), load(str(VENDOR)), "create_session_token"))
    assert answers
    tried = json.dumps(variations(answers.answers[200], unknown_fields=True))
    assert tried.count(UNKNOWN_FIELD) > 2
    assert UNKNOWN_FIELD not in json.dumps(variations(answers.request, unknown_fields=False))


# ---- documents of other kinds ----


@pytest.mark.parametrize("operation", ["stop_session", "get_transcript"])
def test_openapi_3_0(run: Run, operation: str) -> None:
    status, printed, _ = run(NULLABLE, "--operation", operation)
    assert (status, printed[-1]) == (0, "No counter-example.")


def test_openapi_3_0_is_understood(run: Run, changed: Changed) -> None:
    path = changed("role: {type: string, enum: [user, avatar], nullable: true}", "role: {type: integer}", NULLABLE)
    status, printed, _ = run(path, "--operation", "get_transcript")
    assert status == 1
    assert json.loads(printed[2]) == {"data": {"transcript_data": [{"role": 0}]}}


def test_operation_missing(run: Run, changed: Changed) -> None:
    status, printed, _ = run(changed("/v1/sessions/start:", "/v2/sessions/start:"), "--operation", "start_session")
    assert status == 1
    assert printed == [
        "POST /v1/sessions/start: COUNTER-EXAMPLE, since the published document does not have it",
        "Counter-examples: 1.",
    ]


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("openapi: 3.1.0", "swagger: '2.0'", "it is not an OpenAPI 3 document"),
        ("schemas/Ticket", "schemas/Nowhere", "the reference #/components/schemas/Nowhere leads nowhere"),
        ("Ticket:\n      type: object", "Ticket:\n      type: ticket", "'ticket' is not valid under any of the given"),
        ("{type: string, minLength: 1}", '{type: string, pattern: "("}', "'(' is not a 'regex'"),
        ("Ticket:\n", "Ticket:\n      allOf: [{$ref: '#/components/schemas/Ticket'}]\n", "nested too deeply"),
    ],
)
def test_unreadable(run: Run, changed: Changed, old: str, new: str, reason: str) -> None:
    path = changed(old, new)
    status, printed, errors = run(path, "--operation", "create_session_token")
    assert status == 2
    assert "example" not in "".join(printed)
    (line,) = errors
    assert line.startswith(f"cannot read {path}: ")
    assert reason in line


def test_no_document(run: Run, tmp_path: Path) -> None:
    status, _, errors = run(tmp_path / "none.yaml")
    assert status == 2
    assert len(errors) == 1


def test_no_such_operation_of_ours(run: Run) -> None:
    assert run(VENDOR, "--operation", "sing") == (2, [], ["our contract has no operation sing"])


def test_contradiction(run: Run, changed: Changed) -> None:
    """That nothing could be tried is never taken for success."""
    path = changed(
        "session_token: {type: string, minLength: 1}", "session_token: {type: string, minLength: 9, maxLength: 1}"
    )
    path.write_text(
        path.read_text().replace(
            'data: {anyOf: [{$ref: "#/components/schemas/Ticket"}, {type: "null"}]}',
            'data: {$ref: "#/components/schemas/Ticket"}',
        )
    )
    status, printed, _ = run(path, "--operation", "create_session_token")
    assert status == 1
    assert "the schema of the answers with status 200 allows none that could be made up" in printed[1]


# ---- how it looks ----


def test_the_same_every_time(run: Run, changed: Changed, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Without a database of examples, and with the same ones each time."""
    monkeypatch.chdir(tmp_path)
    path = changed("reason: {anyOf: [{type: string}", "reason: {anyOf: [{type: string, maxLength: 0}")
    assert run(path, "--operation", "stop_session") == run(path, "--operation", "stop_session")
    assert not list(tmp_path.rglob("examples"))


def test_out_of_time(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """It says so, and still tries the values that matter most."""
    monkeypatch.setattr(command_line, "SECONDS", 0.0)
    status, printed, _ = run(VENDOR, "--operation", "stop_session")
    assert status == 0
    assert all(line.endswith("all fine (out of time)") for line in printed[:-1])


def test_configurations() -> None:
    """The fields of a mode are those of our contract, and are never mixed with those of another mode."""
    contract = load(str(CONTRACT)).content["components"]["schemas"]["LiveAvatarNewSessionRequest"]["properties"]
    for name, mode in MODES.items():
        assert mode.fields | mode.alternatives <= contract.keys()
        assert Draft202012Validator(contract["mode"]).is_valid(name)
        assert all(
            contract[field]["description"].startswith(f"{name} mode") for field in mode.fields | mode.alternatives
        )
    described = {
        name for name, field in contract.items() if field["description"].startswith(tuple(f"{m} mode" for m in MODES))
    }
    assert described == frozenset().union(*(mode.fields | mode.alternatives for mode in MODES.values()))

    kinds = list(configurations(request_schema("create_session_token")))
    assert len(kinds) == 6 + 2  # LITE with none or one of five connectors, FULL with a persona or an agent
    for kind in kinds:
        tried = [request["body"] for request in variations(kind, unknown_fields=False)]
        assert tried
        for body in tried:
            mode = MODES[body.get("mode") or "LITE"]
            other = frozenset().union(*(each.fields | each.alternatives for each in MODES.values() if each is not mode))
            assert not body.keys() & other
            chosen = {field for field in mode.alternatives if field in body}
            assert len(chosen) == 1 if mode.needs_one else len(chosen) <= 1
