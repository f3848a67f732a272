"""tools/api_diff: what it finds in documents that are not ours, how it marks that, and how it fails."""

import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tools.api_diff import __main__ as command_line
from tools.api_diff.compare import compare
from tools.api_diff.document import Document

ROOT = Path(__file__).parents[1]
CONTRACT = ROOT / "openapi.yaml"
VENDOR = Path(__file__).parent / "published" / "vendor.yaml"

Json = dict[str, Any]
Edit = Callable[[Json], object]
Run = Callable[..., tuple[int, list[str], list[str]]]
Change = Callable[[Edit], tuple[int, list[str]]]


VENDOR_JSON = json.dumps(yaml.safe_load(VENDOR.read_text()))


def vendor() -> Json:
    """A fresh copy of the vendor's document, in which no two places share an object (as YAML aliases do)."""
    copy: Json = json.loads(VENDOR_JSON)
    return copy


def operation(document: Json, path: str, method: str = "post") -> Json:
    found: Json = document["paths"][f"/v1/sessions{path}"][method]
    return found


def schema(document: Json, name: str) -> Json:
    found: Json = document["components"]["schemas"][name]
    return found


def fields(document: Json, name: str) -> Json:
    found: Json = schema(document, name)["properties"]
    return found


def parameter(document: Json, name: str) -> Json:
    found: Json = next(each for each in operation(document, "", "get")["parameters"] if each["name"] == name)
    return found


def both_modes(document: Json) -> list[Json]:
    return [schema(document, "fullModeConfig"), schema(document, "liteModeConfig")]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the tool in this process: its exit status, the lines of its output and those of its errors."""

    def call(*arguments: str | Path) -> tuple[int, list[str], list[str]]:
        status = command_line.main([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        return status, out.splitlines(), err.splitlines()

    return call


@pytest.fixture(scope="module")
def contract(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What our contract says of sessions, as JSON, which loads in no time. It has all that the comparison looks at."""
    path = tmp_path_factory.mktemp("contract") / "openapi.json"
    document = yaml.safe_load(CONTRACT.read_text())
    document["paths"] = {
        path: item
        for path, item in document["paths"].items()
        if path.startswith("/v1/sessions") and not path.endswith("/events")
    }
    path.write_text(json.dumps(document))
    return path


@pytest.fixture
def change(run: Run, contract: Path, tmp_path: Path) -> Change:
    """Run the tool on an edited copy of the vendor's document: its exit status, and the lines that the edit adds."""

    def call(edit: Edit) -> tuple[int, list[str]]:
        unchanged, changed = tmp_path / "unchanged.json", tmp_path / "changed.json"
        unchanged.write_text(VENDOR_JSON)
        document = vendor()
        edit(document)
        changed.write_text(json.dumps(document))
        _, before, _ = run("--contract", contract, unchanged)
        status, lines, _ = run("--contract", contract, changed)
        assert len(set(lines)) == len(lines), "a line was printed twice"
        return status, [" ".join(line.split()) for line in lines[:-1] if line not in before]

    return call


# ---- whole documents ----


def process(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tools.api_diff", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)


def test_our_contract_does_not_differ_from_itself() -> None:
    done = process(CONTRACT)
    assert (done.returncode, done.stdout, done.stderr) == (0, "No difference in the operations that we describe.\n", "")


def test_a_vendors_document_that_breaks_nothing() -> None:
    done = process(VENDOR)
    lines = done.stdout.splitlines()
    assert (done.returncode, done.stderr) == (0, "")
    assert "new       POST /v1/sessions/token  request  video_settings.encoding: value AV1 added" in lines
    assert "harmless  GET /v1/sessions  response 200  data.count: optional or null -> required" in lines
    assert lines[-1].startswith("0 breaking, ")
    assert not any(line.startswith("breaking") for line in lines)
    assert len(set(lines)) == len(lines)
    # Of every operation that we have something is said; of those that we have none for nothing is.
    said = {" ".join(line.split()[1:3]) for line in lines[:-1]}
    contract = yaml.safe_load(CONTRACT.read_text())["paths"]
    assert said <= {f"{method.upper()} {path}" for path, item in contract.items() for method in item}
    assert {"GET /v1/avatars/public", "PATCH /v1/contexts/{context_id}", "POST /v2/embeddings"} <= said
    assert "POST /v1/avatars" not in said


def test_each_of_our_operations_is_missed(run: Run, tmp_path: Path) -> None:
    published = tmp_path / "published.json"
    published.write_text(json.dumps({**vendor(), "paths": {}}))
    status, lines, _ = run(published)
    ours = yaml.safe_load(CONTRACT.read_text())["paths"]
    missed = {f"breaking  {method.upper()} {path}  operation  removed" for path in ours for method in ours[path]}
    assert (status, set(lines[:-1])) == (1, missed)


def test_a_document_that_breaks_us(tmp_path: Path) -> None:
    document = vendor()
    for mode in both_modes(document):
        mode["properties"]["max_session_duration"] = {"type": "string"}
    path = tmp_path / "published.yaml"
    path.write_text(yaml.safe_dump(document))
    done = process("--contract", CONTRACT, path)
    lines = done.stdout.splitlines()
    assert (done.returncode, done.stderr) == (1, "")
    assert lines[0] == "breaking  POST /v1/sessions/token  request  max_session_duration: type integer -> string"
    assert lines[-1].startswith("1 breaking, ")


def test_a_document_that_is_not_there() -> None:
    done = process("no-such-file.json")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "cannot read no-such-file.json: No such file or directory\n"


def test_the_worst_comes_first(run: Run, tmp_path: Path) -> None:
    document = vendor()
    del document["paths"]["/v1/sessions/stop"]
    path = tmp_path / "published.json"
    path.write_text(json.dumps(document))
    lines = run(path)[1][:-1]
    order = ["breaking", "new", "harmless"]
    assert lines == sorted(lines, key=lambda line: (order.index(line.split()[0]), line))


def as_openapi_30(node: Any) -> Any:
    """The same in OpenAPI 3.0, which has no null type, no const and no lists of types."""
    if isinstance(node, list):
        return [as_openapi_30(each) for each in node]
    if not isinstance(node, dict):
        return node
    node = {name: as_openapi_30(each) for name, each in node.items()}
    if "const" in node:
        node["enum"] = [node.pop("const")]
    if isinstance(node.get("type"), list):
        node |= {"type": node["type"][0], "nullable": True}
    branches = node.get("anyOf", [])
    if {"type": "null"} in branches:
        branches.remove({"type": "null"})
        node["nullable"] = True
        if len(branches) == 1:
            node["allOf"] = node.pop("anyOf")
    return node


def test_openapi_30_makes_no_difference(change: Change) -> None:
    assert change(lambda d: d.update(as_openapi_30(d), openapi="3.0.3")) == (0, [])


def without_version(document: Json) -> None:
    document["paths"] = {path.removeprefix("/v1"): item for path, item in document["paths"].items()}


@pytest.mark.parametrize("servers", [[{"url": "https://api.example.com/v1/"}], [{"url": "/v1"}], []])
def test_where_the_version_is_makes_no_difference(change: Change, servers: list[Json]) -> None:
    def edit(document: Json) -> None:
        without_version(document)
        document["servers"] = servers

    assert change(edit) == (0, [])


def test_names_of_schemas_make_no_difference(change: Change) -> None:
    def edit(document: Json) -> None:
        schemas = document["components"]["schemas"]
        document["components"]["schemas"] = {f"X{name.upper()}": node for name, node in schemas.items()}
        text = re.sub(
            r'#/components/schemas/(\w+)"', lambda ref: f'#/components/schemas/X{ref[1].upper()}"', json.dumps(document)
        )
        document.update(json.loads(text))

    assert change(edit) == (0, [])


def test_credentials_as_plain_parameters_make_no_difference(change: Change) -> None:
    def edit(document: Json) -> None:
        key = {"name": "X-API-KEY", "in": "header", "schema": {"type": "string"}}
        bearer = {"name": "authorization", "in": "header", "schema": {"type": "string"}}
        del document["components"]["securitySchemes"]
        for path, methods in document["paths"].items():
            for node in methods.values():
                if isinstance(node, dict):
                    node.pop("security", None)
            if path in ("/v1/sessions/stop", "/v1/sessions/keep-alive"):
                methods["post"]["parameters"] = [key, bearer]
        operation(document, "/token")["parameters"] = [{**key, "required": True}]
        operation(document, "/start")["parameters"] = [{**bearer, "required": True}]
        operation(document, "/{id}", "get")["parameters"].append({**key, "required": True})
        operation(document, "/{id}/transcript", "get")["parameters"].append({**key, "required": True})

    assert change(edit) == (0, [])


# ---- one change at a time ----

TOKEN, START, STOP, LIST = (
    "POST /v1/sessions/token",
    "POST /v1/sessions/start",
    "POST /v1/sessions/stop",
    "GET /v1/sessions",
)
KEEP_ALIVE = "POST /v1/sessions/keep-alive"

PARAMETERS: list[tuple[Edit, list[str]]] = [
    (
        lambda d: operation(d, "", "get")["parameters"].remove(parameter(d, "page")),
        [f"breaking {LIST} parameter query page: removed"],
    ),
    (
        lambda d: operation(d, "", "get")["parameters"].append(
            {"name": "space", "in": "query", "required": True, "schema": {"type": "string"}}
        ),
        [f"breaking {LIST} parameter query space: added, required (string)"],
    ),
    (
        lambda d: operation(d, "", "get")["parameters"].append(
            {"name": "X-Space", "in": "header", "required": True, "schema": {"type": "string"}}
        ),
        [f"breaking {LIST} parameter header x-space: added, required (string)"],
    ),
    (
        lambda d: operation(d, "", "get")["parameters"].append(
            {"name": "order", "in": "query", "schema": {"type": "string"}}
        ),
        [f"new {LIST} parameter query order: added, optional (string)"],
    ),
    (
        lambda d: operation(d, "", "get")["parameters"].append(
            {"name": "Accept", "in": "header", "required": True, "schema": {"type": "string"}}
        ),
        [],
    ),
    (
        lambda d: parameter(d, "page").update(schema={"type": "string"}),
        [f"breaking {LIST} parameter query page: type integer -> string"],
    ),
    (
        lambda d: parameter(d, "avatar_id").update(schema={"anyOf": [{"type": "string"}, {"type": "integer"}]}),
        [f"harmless {LIST} parameter query avatar_id: type string -> integer or string"],
    ),
    (
        lambda d: parameter(d, "page").update(required=True),
        [f"breaking {LIST} parameter query page: optional -> required"],
    ),
    (
        lambda d: parameter(d, "type").update(required=False),
        [f"harmless {LIST} parameter query type: required -> optional"],
    ),
    (
        lambda d: parameter(d, "type")["schema"]["enum"].remove("historic"),
        [f"breaking {LIST} parameter query type: value historic removed"],
    ),
    (
        lambda d: parameter(d, "type")["schema"]["enum"].append("all"),
        [f"new {LIST} parameter query type: value all added"],
    ),
    (
        lambda d: parameter(d, "page_size")["schema"].update(maximum=50),
        [f"breaking {LIST} parameter query page_size: maximum 100 -> 50"],
    ),
    (
        lambda d: parameter(d, "page_size")["schema"].update(exclusiveMinimum=-1),
        [f"harmless {LIST} parameter query page_size: minimum 1 -> 0"],
    ),
    (
        lambda d: operation(d, "/{id}", "get")["parameters"][0].update(schema={"type": "integer"}),
        ["breaking GET /v1/sessions/{session_id} parameter path session_id: type string -> integer"],
    ),
]

REQUESTS: list[tuple[Edit, list[str]]] = [
    # A field of several branches is reported once, and so is a removed field with all that is below it.
    (
        lambda d: [mode["properties"].pop("video_settings") for mode in both_modes(d)],
        [f"breaking {TOKEN} request video_settings: removed"],
    ),
    (
        lambda d: fields(d, "elevenLabsVoice").pop("stability"),
        [f"breaking {TOKEN} request avatar_persona.voice_settings.stability: removed"],
    ),
    (
        lambda d: [mode["properties"].update(theme={"type": "string"}) for mode in both_modes(d)],
        [f"new {TOKEN} request theme: added, optional (string)"],
    ),
    (
        lambda d: [
            (mode["properties"].update(space={"type": "string"}), mode["required"].append("space"))
            for mode in both_modes(d)
        ],
        [f"breaking {TOKEN} request space: added, required (string)"],
    ),
    # Required in one mode only: all requests in that mode fail.
    (
        lambda d: (
            fields(d, "liteModeConfig").update(space={"type": "string"}),
            schema(d, "liteModeConfig")["required"].append("space"),
        ),
        [f"breaking {TOKEN} request space: added, required with mode LITE (string)"],
    ),
    (
        lambda d: schema(d, "liteModeConfig")["required"].append("video_settings"),
        [f"breaking {TOKEN} request video_settings: optional -> required with mode LITE"],
    ),
    (
        lambda d: [mode["required"].append("video_settings") for mode in both_modes(d)],
        [f"breaking {TOKEN} request video_settings: optional -> required"],
    ),
    # Required with a provider that we do not know: nobody sends that.
    (
        lambda d: schema(d, "cartesiaVoice")["required"].append("speed"),
        [],
    ),
    # Another mode is something new, whatever it requires.
    (
        lambda d: (
            d["components"]["schemas"].update(
                turbo={
                    "type": "object",
                    "required": ["avatar_id", "boost"],
                    "properties": {
                        "mode": {"const": "TURBO"},
                        "avatar_id": {"type": "string"},
                        "boost": {"type": "integer"},
                    },
                }
            ),
            operation(d, "/token")["requestBody"]["content"]["application/json"]["schema"]["oneOf"].append(
                {"$ref": "#/components/schemas/turbo"}
            ),
        ),
        [
            f"new {TOKEN} request boost: added, optional (integer)",
            f"new {TOKEN} request mode: value TURBO added",
            f"harmless {TOKEN} request avatar_id: format uuid -> any",
        ],
    ),
    (
        lambda d: fields(d, "liteModeConfig").update(mode={"const": "LITE_2"}),
        [f"breaking {TOKEN} request mode: value LITE removed", f"new {TOKEN} request mode: value LITE_2 added"],
    ),
    (
        lambda d: schema(d, "videoEncoding")["enum"].remove("VP8"),
        [f"breaking {TOKEN} request video_settings.encoding: value VP8 removed"],
    ),
    (
        lambda d: schema(d, "videoEncoding")["enum"].append("VP9"),
        [f"new {TOKEN} request video_settings.encoding: value VP9 added"],
    ),
    (
        lambda d: schema(d, "interactivity").pop("enum"),
        [f"harmless {TOKEN} request interactivity_type: one of CONVERSATIONAL, PUSH_TO_TALK -> any value"],
    ),
    (
        lambda d: [mode["properties"].update(is_sandbox={"type": "string"}) for mode in both_modes(d)],
        [f"breaking {TOKEN} request is_sandbox: type boolean -> string"],
    ),
    (
        lambda d: fields(d, "elevenLabsVoice").update(stability={"type": "integer"}),
        [
            f"breaking {TOKEN} request avatar_persona.voice_settings.stability: type number -> integer",
            f"harmless {TOKEN} request avatar_persona.voice_settings.stability: maximum 1 -> none",
            f"harmless {TOKEN} request avatar_persona.voice_settings.stability: minimum 0 -> none",
        ],
    ),
    (
        lambda d: [mode["properties"].update(max_session_duration={"type": "number"}) for mode in both_modes(d)],
        [
            f"harmless {TOKEN} request max_session_duration: minimum 1 -> none",
            f"harmless {TOKEN} request max_session_duration: type integer -> number",
        ],
    ),
    (
        lambda d: fields(d, "openAiRealtime")["temperature"].update(maximum=1.0),
        [f"breaking {TOKEN} request openai_realtime_config.temperature: maximum 1.2 -> 1"],
    ),
    (
        lambda d: [
            mode["properties"].update(max_session_duration={"type": "integer", "minimum": 1, "maximum": 3600})
            for mode in both_modes(d)
        ],
        [f"new {TOKEN} request max_session_duration: maximum none -> 3600"],
    ),
    (
        lambda d: fields(d, "elevenLabsAgent").update(
            dynamic_variables={"type": "object", "additionalProperties": {"type": "string"}}
        ),
        [
            f"breaking {TOKEN} request elevenlabs_agent_config.dynamic_variables.*: "
            "type boolean or number or string -> string"
        ],
    ),
    (
        lambda d: fields(d, "sessionPointer").pop("session_id"),
        [
            f"breaking {KEEP_ALIVE} request session_id: removed",
            f"breaking {STOP} request session_id: removed",
        ],
    ),
    (
        lambda d: operation(d, "/start").update(
            requestBody={"required": True, "content": {"application/json": {"schema": {"type": "object"}}}}
        ),
        [f"breaking {START} request body: added, required"],
    ),
    (
        lambda d: operation(d, "/start").update(
            requestBody={"content": {"application/json": {"schema": {"type": "object"}}}}
        ),
        [f"new {START} request body: added, optional"],
    ),
    (
        lambda d: operation(d, "/stop").pop("requestBody"),
        [f"breaking {STOP} request body: removed"],
    ),
    (
        lambda d: operation(d, "/stop").update(requestBody={"content": {"multipart/form-data": {"schema": {}}}}),
        [f"breaking {STOP} request body: type object -> multipart/form-data"],
    ),
]

ANSWERS: list[tuple[Edit, list[str]]] = [
    (
        lambda d: (
            fields(d, "mintedToken").pop("session_token"),
            schema(d, "mintedToken")["required"].remove("session_token"),
        ),
        [f"breaking {TOKEN} response 200 data.session_token: removed"],
    ),
    # One that may be missing is missed all the same once it never comes.
    (
        lambda d: fields(d, "runningSession").pop("ws_url"),
        [f"breaking {START} response 201 data.ws_url: removed"],
    ),
    (
        lambda d: schema(d, "mintedToken")["required"].remove("session_token"),
        [f"breaking {TOKEN} response 200 data.session_token: required -> optional"],
    ),
    (
        lambda d: fields(d, "mintedToken").update(session_token={"anyOf": [{"type": "string"}, {"type": "null"}]}),
        [f"breaking {TOKEN} response 200 data.session_token: required -> required or null"],
    ),
    (
        lambda d: fields(d, "mintedToken").update(session_token={"type": "integer"}),
        [f"breaking {TOKEN} response 200 data.session_token: type string -> integer"],
    ),
    (
        lambda d: fields(d, "mintedToken").update(session_token={}),
        [f"breaking {TOKEN} response 200 data.session_token: type string -> any"],
    ),
    (
        lambda d: fields(d, "mintedToken").update(expires_in={"type": "integer"}),
        [f"new {TOKEN} response 200 data.expires_in: added (integer)"],
    ),
    # In both branches of the union, and so in two operations, once in each.
    (
        lambda d: fields(d, "running").update(duration={"type": "string"}),
        [
            f"breaking {LIST} response 200 data.results[].duration: type number -> string",
            "breaking GET /v1/sessions/{session_id} response 200 data.duration: type number -> string",
        ],
    ),
    (
        lambda d: fields(d, "running")["created_at"].pop("format"),
        [
            f"breaking {LIST} response 200 data.results[].created_at: format date-time -> any",
            "breaking GET /v1/sessions/{session_id} response 200 data.created_at: format date-time -> any",
        ],
    ),
    (
        lambda d: fields(d, "transcript")["transcript_data"].update(items={"type": "string"}),
        [
            "breaking GET /v1/sessions/{session_id}/transcript response 200 "
            "data.transcript_data[]: type object -> string"
        ],
    ),
    # New values where ours is plain text.
    (
        lambda d: fields(d, "utterance")["role"]["enum"].append("system"),
        [
            "harmless GET /v1/sessions/{session_id}/transcript response 200 data.transcript_data[].role: "
            "any value -> one of avatar, system, user"
        ],
    ),
    (
        lambda d: operation(d, "/start")["responses"]["201"].pop("content"),
        [f"breaking {START} response 201 body: removed"],
    ),
    (
        lambda d: operation(d, "/start")["responses"]["201"].update(content={"text/plain": {}}),
        [f"breaking {START} response 201 body: type object -> text/plain"],
    ),
    # Of a failure we rely on nothing that may be missing.
    (
        lambda d: operation(d, "/stop")["responses"].update(
            {
                status: {
                    "content": {
                        "application/json": {
                            "schema": {"type": "object", "properties": {"code": {"type": "integer"}, "data": {}}}
                        }
                    }
                }
                for status in ("401", "500")
            }
        ),
        [
            f"harmless {STOP} response 200, 401, 500 code: optional or null -> optional",
            f"breaking {STOP} response 401, 500 data: type array -> any",
            f"harmless {STOP} response 401, 500 message: removed",
            f"harmless {STOP} status 403, 404, 429: removed",
        ],
    ),
]

STATUSES: list[tuple[Edit, list[str]]] = [
    (
        lambda d: operation(d, "/start")["responses"].update({"202": operation(d, "/start")["responses"].pop("201")}),
        [
            f"breaking {START} status 200, 201: removed",
            f"breaking {START} status 202: added",
            f"harmless {START} status 400, 401, 403, 429, 5XX: removed",
        ],
    ),
    (
        lambda d: operation(d, "/stop")["responses"].update({"204": {"description": "Gone"}}),
        [f"breaking {STOP} status 204: added"],
    ),
    (
        lambda d: operation(d, "/token")["responses"].update({"409": {"description": "Conflict"}}),
        [f"new {TOKEN} status 409: added"],
    ),
    (
        lambda d: operation(d, "/token")["responses"].pop("422"),
        [f"harmless {TOKEN} status 400, 401, 403, 422, 429, 5XX: removed"],
    ),
]

SECURITY: list[tuple[Edit, list[str]]] = [
    (
        lambda d: d["components"]["securitySchemes"]["HTTPBearer"].update(scheme="basic"),
        [
            f"breaking {KEEP_ALIVE} security bearer token: no longer accepted",
            f"new {KEEP_ALIVE} security http basic: accepted",
            f"breaking {START} security bearer token: no longer accepted",
            f"new {START} security http basic: accepted",
            f"breaking {STOP} security bearer token: no longer accepted",
            f"new {STOP} security http basic: accepted",
        ],
    ),
    (
        lambda d: operation(d, "/stop").update(security=[{"KeyHeader": []}]),
        [f"breaking {STOP} security bearer token: no longer accepted"],
    ),
    (
        lambda d: operation(d, "/token").update(security=[{"KeyHeader": [], "HTTPBearer": []}]),
        [
            f"breaking {TOKEN} security header x-api-key: no longer accepted",
            f"new {TOKEN} security bearer token with header x-api-key: accepted",
        ],
    ),
    (
        lambda d: operation(d, "/token").update(security=[{"KeyHeader": []}, {"HTTPBearer": []}]),
        [f"new {TOKEN} security bearer token: accepted"],
    ),
    (
        lambda d: operation(d, "/token").pop("security"),  # the document's own asks for none
        [f"harmless {TOKEN} security no credential: accepted"],
    ),
    (
        lambda d: (operation(d, "/token").pop("security"), d.update(security=[{"HTTPBearer": []}])),
        [
            f"breaking {LIST} security header x-api-key: no longer accepted",
            f"new {LIST} security bearer token with header x-api-key: accepted",
            f"breaking {TOKEN} security header x-api-key: no longer accepted",
            f"new {TOKEN} security bearer token: accepted",
        ],
    ),
    (
        lambda d: d["components"]["securitySchemes"]["KeyHeader"].update({"in": "query"}),
        [
            line
            for name in (
                "GET /v1/sessions/{session_id}",
                "GET /v1/sessions/{session_id}/transcript",
                KEEP_ALIVE,
                STOP,
                TOKEN,
            )
            for line in (
                f"breaking {name} security header x-api-key: no longer accepted",
                f"new {name} security query x-api-key: accepted",
            )
        ],
    ),
    (
        lambda d: d["components"]["securitySchemes"].update(HTTPBearer={"type": "oauth2", "flows": {}}),
        [
            line
            for name in (KEEP_ALIVE, START, STOP)
            for line in (
                f"breaking {name} security bearer token: no longer accepted",
                f"new {name} security oauth2 HTTPBearer: accepted",
            )
        ],
    ),
    (
        lambda d: parameter(d, "x-api-key").update(name="X-Account-Key"),
        [
            f"breaking {LIST} parameter header x-account-key: added, required (string)",
            f"harmless {LIST} security no credential: accepted",
        ],
    ),
]

OPERATIONS: list[tuple[Edit, list[str]]] = [
    (
        lambda d: d["paths"].pop("/v1/sessions/{id}/transcript"),
        ["breaking GET /v1/sessions/{session_id}/transcript operation removed"],
    ),
    (
        lambda d: d["paths"]["/v1/sessions/stop"].update(delete=d["paths"]["/v1/sessions/stop"].pop("post")),
        [f"breaking {STOP} operation removed"],
    ),
    (
        lambda d: d["paths"].update({"/v2/sessions/start": d["paths"].pop("/v1/sessions/start")}),
        [f"breaking {START} operation removed"],
    ),
    (
        lambda d: d["paths"]["/v1/sessions"].update(post=operation(d, "/token")),
        [],
    ),
]


@pytest.mark.parametrize(("edit", "expected"), [*PARAMETERS, *REQUESTS, *ANSWERS, *STATUSES, *SECURITY, *OPERATIONS])
def test_a_change(change: Change, edit: Edit, expected: list[str]) -> None:
    status, lines = change(edit)
    assert sorted(lines) == sorted(expected)
    assert status == (1 if any(line.startswith("breaking") for line in expected) else 0)


# ---- documents that cannot be read ----


def with_body(node: Any) -> str:
    """A document whose description of one of our operations is broken."""
    document = vendor()
    operation(document, "/token")["requestBody"]["content"]["application/json"]["schema"] = node
    return json.dumps(document)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "it is not an OpenAPI 3 document"),
        ("<!doctype html><html><body>Not found</body></html>", "it is not an OpenAPI 3 document"),
        ("[]", "it is not an OpenAPI 3 document"),
        ('{"swagger": "2.0", "paths": {}}', "it is not an OpenAPI 3 document"),
        ("openapi: 3.1.0\ninfo: {}", "it has no paths"),
        ('{"openapi": "3.1.0", "paths": {', "while parsing"),
        ("openapi: 3.1.0\n\tpaths: {}", "while scanning"),
        ("openapi: 3.1.0\npaths: {/v1/sessions: []}", "path /v1/sessions is not a mapping"),
        ("[" * 100_000, "it is nested too deeply"),
        (with_body({"$ref": "#/components/schemas/gone"}), "#/components/schemas/gone leads nowhere"),
        (with_body({"$ref": "other.yaml#/X"}), "other.yaml#/X leads out of the document"),
        (with_body({"type": "object", "properties": ["mode"]}), "properties is not a mapping"),
        (with_body({"anyOf": {"type": "string"}}), "anyOf is not a list"),
        (with_body(["mode"]), "a schema is not a mapping"),
    ],
)
def test_a_document_that_cannot_be_read(run: Run, tmp_path: Path, text: str, reason: str) -> None:
    path = tmp_path / "published.yaml"
    path.write_text(text)
    status, out, err = run(path)
    assert (status, out, len(err)) == (2, [], 1)
    assert err[0].startswith(f"cannot read {path}: ")
    assert reason in err[0]


def test_a_reference_to_itself_is_an_error_where_it_is_no_schema(run: Run, tmp_path: Path) -> None:
    document = vendor()
    document["components"]["parameters"] = {"loop": {"$ref": "#/components/parameters/loop"}}
    operation(document, "", "get")["parameters"].append({"$ref": "#/components/parameters/loop"})
    path = tmp_path / "published.json"
    path.write_text(json.dumps(document))
    status, out, err = run(path)
    assert (status, out, len(err)) == (2, [], 1)
    assert "leads back to itself" in err[0]


def test_a_schema_that_is_nested_too_deeply(run: Run, tmp_path: Path) -> None:
    deep: Json = {"type": "string"}
    for _ in range(900):
        deep = {"items": deep}
    path = tmp_path / "published.yaml"
    path.write_text(with_body(deep))
    status, out, err = run(path)
    assert (status, out, len(err)) == (2, [], 1)


def test_bytes_that_are_no_text_and_a_folder(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "published.json"
    path.write_bytes(b"\xff\xfe\x00{")
    for unreadable in (path, tmp_path):
        status, out, err = run(unreadable)
        assert (status, out, len(err)) == (2, [], 1)
        assert str(unreadable) in err[0]


def test_a_contract_that_cannot_be_read(run: Run, tmp_path: Path) -> None:
    status, out, err = run("--contract", tmp_path / "gone.yaml", VENDOR)
    assert (status, out, len(err)) == (2, [], 1)
    assert "gone.yaml" in err[0]


# ---- addresses ----


@pytest.fixture
def address(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a web server on this machine that has the vendor's document, and a redirect to it."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            answers = {"/openapi.json": (200, json.dumps(vendor())), "/moved": (302, ""), "/page": (200, "<html>")}
            status, body = answers.get(self.path, (404, "not here"))
            self.send_response(status)
            self.send_header("Location", "/openapi.json")
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, format: str, *args: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.mark.parametrize("path", ["/openapi.json", "/moved"])
def test_an_address(run: Run, address: str, path: str) -> None:
    assert run(address + path) == run(VENDOR)


def test_the_vendors_address_unless_given(run: Run, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert command_line.PUBLISHED.startswith("https://")
    monkeypatch.setattr(command_line, "PUBLISHED", f"{address}/openapi.json")
    assert run() == run("") == run(VENDOR)  # an empty PUBLISHED of `make` is none


@pytest.mark.parametrize(("path", "reason"), [("/gone", "404 Not Found"), ("/page", "not an OpenAPI 3 document")])
def test_an_address_without_a_document(run: Run, address: str, path: str, reason: str) -> None:
    status, out, err = run(address + path)
    assert (status, out, len(err)) == (2, [], 1)
    assert err[0].startswith(f"cannot read {address}{path}: ")
    assert reason in err[0]


@pytest.mark.parametrize("nowhere", ["http://127.0.0.1:1/openapi.json", "http://[", "https://"])
def test_an_address_that_does_not_answer(run: Run, monkeypatch: pytest.MonkeyPatch, nowhere: str) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    status, out, err = run(nowhere)
    assert (status, out, len(err)) == (2, [], 1)


# ---- any document ----

NAMES = st.sampled_from(["mode", "name", "size", "next"])
TYPES = st.sampled_from(["string", "integer", "number", "boolean", "object", "array", "null"])
LEAVES = st.one_of(
    st.just({}),
    st.fixed_dictionaries({"type": TYPES}),
    st.fixed_dictionaries({"type": st.lists(TYPES, min_size=1, max_size=3, unique=True)}),
    st.fixed_dictionaries({"const": st.sampled_from(["A", "B", 1, None])}),
    st.fixed_dictionaries({"type": st.just("string"), "enum": st.lists(st.sampled_from("ABC"), min_size=1)}),
    st.fixed_dictionaries({"type": st.just("string")}, optional={"format": st.sampled_from(["uuid", "date-time"])}),
    st.fixed_dictionaries({"type": st.just("string"), "pattern": st.sampled_from(["^(A|B)$", "^x"])}),
    st.fixed_dictionaries({"type": st.just("integer")}, optional={"minimum": st.integers(-3, 3)}),
    st.just({"$ref": "#/components/schemas/Node"}),
    st.just({"type": "string", "nullable": True}),
)


def larger(schemas: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    branches = st.lists(schemas, min_size=1, max_size=3)
    return st.one_of(
        st.fixed_dictionaries(
            {"type": st.just("object"), "properties": st.dictionaries(NAMES, schemas, max_size=3)},
            optional={"required": st.lists(NAMES, unique=True), "additionalProperties": schemas},
        ),
        st.fixed_dictionaries({"type": st.just("array"), "items": schemas}),
        st.fixed_dictionaries({"anyOf": branches}),
        st.fixed_dictionaries({"oneOf": branches}),
        st.fixed_dictionaries({"allOf": branches}),
    )


SCHEMAS = st.recursive(LEAVES, larger, max_leaves=12)


def small(schema: Any, definitions: Json) -> Document:
    """A document with one operation, which takes and gives what the schema says."""
    content = {"content": {"application/json": {"schema": schema}}}
    paths = {"/things": {"post": {"requestBody": content, "responses": {"200": content, "400": content}}}}
    return Document("small", {"paths": paths, "components": {"schemas": definitions}})


@given(SCHEMAS, SCHEMAS)
def test_nothing_differs_from_itself(schema: Any, node: Any) -> None:
    assert compare(small(schema, {"Node": node}), small(schema, {"Node": node})) == []


@given(SCHEMAS, SCHEMAS)
def test_how_a_schema_is_written_makes_no_difference(schema: Any, node: Any) -> None:
    definitions = {"Node": node, "Alias": schema}
    for same in (
        {"$ref": "#/components/schemas/Alias"},
        {"allOf": [{"description": "The same."}, schema]},
        {"anyOf": [schema]},
        {"oneOf": [schema, schema]},
    ):
        assert compare(small(schema, definitions), small(same, definitions)) == []


@given(SCHEMAS, SCHEMAS, SCHEMAS)
def test_any_two_documents_can_be_compared(schema: Any, other: Any, node: Any) -> None:
    findings = compare(small(schema, {"Node": node}), small(other, {"Node": node}))
    lines = [str(finding) for finding in findings]
    assert len(set(lines)) == len(lines)
    assert all(line.count("\n") == 0 for line in lines)


# ---- what our contract does not have so far ----


def test_a_body_that_becomes_required() -> None:
    ours, theirs = small({"type": "object"}, {}), small({"type": "object"}, {})
    theirs.content["paths"]["/things"]["post"]["requestBody"]["required"] = True
    assert list(map(str, compare(ours, theirs))) == ["breaking  POST /things  request  body: optional -> required"]


def test_a_union_of_ours_that_requires_a_field_in_one_mode() -> None:
    def modes(requiring: str) -> Document:
        def branch(mode: str) -> Json:
            required = ["mode", "size"] if mode in requiring else ["mode"]
            return {"required": required, "properties": {"mode": {"const": mode}, "size": {"type": "integer"}}}

        document = small({"oneOf": [branch("A"), branch("B"), branch("C")]}, {})
        document.content["paths"]["/things"]["post"]["responses"] = {}
        return document

    assert compare(modes("A"), modes("A")) == []
    assert list(map(str, compare(modes("A"), modes("AB")))) == [
        "breaking  POST /things  request  size: optional -> required with mode B"
    ]
    assert compare(modes("AB"), modes("A")) == []
