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

from tools import api_diff

ROOT = Path(__file__).parents[1]
CONTRACT = ROOT / "openapi.yaml"
VENDOR = Path(__file__).parent / "published" / "vendor.yaml"
VENDOR_JSON = json.dumps(yaml.safe_load(VENDOR.read_text()))

Json = dict[str, Any]
Run = Callable[..., tuple[int, list[str], list[str]]]

OPERATIONS = {
    **{call.upper(): f"POST /v1/sessions/{call}" for call in ("token", "start", "stop", "keep-alive")},
    **{"LIST": "GET /v1/sessions", "ONE": "GET /v1/sessions/{session_id}"},
}


def operation(document: Json, path: str, method: str = "post") -> Json:
    found: Json = document["paths"][f"/v1/sessions{path}"][method]
    return found


def parameter(document: Json, name: str, **change: Any) -> Json:
    """A parameter of the list of sessions, changed, or added where there is none of that name."""
    parameters = operation(document, "", "get")["parameters"]
    found: Json = next((each for each in parameters if each["name"] == name), {})
    if not found:
        parameters.append(found := {"name": name, "schema": {"type": "string"}})
    return found | {} if found.update(change) else found


def schema(document: Json, name: str) -> Json:
    found: Json = document["components"]["schemas"][name]
    return found


def fields(document: Json, name: str) -> Json:
    found: Json = schema(document, name)["properties"]
    return found


def in_modes(document: Json, modes: str = "full lite", required: str = "", **properties: Any) -> None:
    """Change the request for a token, in which each mode has a schema of its own."""
    for mode in modes.split():
        described = schema(document, f"{mode}ModeConfig")
        described["properties"].update(properties)
        described["required"] += required.split()


def body(**content: Any) -> Json:
    return {"content": {"application/json": {"schema": {"type": "object", **content}}}}


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the tool in this process: its exit status, the lines of its output and those of its errors."""

    def call(*arguments: str | Path) -> tuple[int, list[str], list[str]]:
        status = api_diff.main([str(argument) for argument in arguments])
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


# ---- whole documents ----


def test_our_contract_does_not_differ_from_itself() -> None:
    command = [sys.executable, "-m", "tools.api_diff", str(CONTRACT)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, "No difference in the operations that we describe.\n", "")


def test_a_vendors_document_that_breaks_nothing(run: Run) -> None:
    status, lines, errors = run(VENDOR)
    assert (status, errors) == (0, [])
    assert lines[-1].startswith("0 breaking, ")
    assert (
        "new       POST /v1/sessions/token  request  video_settings.encoding: value H264, VP8 -> AV1, H264, VP8"
        in lines
    )
    assert "harmless  GET /v1/sessions  response 200  data.count: optional or null -> required" in lines
    assert len(set(lines)) == len(lines)
    assert [line.split()[0] for line in lines[:-1]] == sorted(
        (line.split()[0] for line in lines[:-1]), key=api_diff.MARKS.index
    )
    # Of every operation that we have something is said; of those that we have none for nothing is.
    said = {" ".join(line.split()[1:3]) for line in lines[:-1]}
    contract = yaml.safe_load(CONTRACT.read_text())["paths"]
    assert said <= {f"{method.upper()} {path}" for path, item in contract.items() for method in item}
    assert {"GET /v1/avatars/public", "PATCH /v1/contexts/{context_id}", "POST /v2/embeddings"} <= said


def test_each_of_our_operations_is_missed(run: Run, tmp_path: Path) -> None:
    published = tmp_path / "published.json"
    published.write_text(json.dumps({"openapi": "3.1.0", "paths": {}}))
    status, lines, _ = run(published)
    ours = yaml.safe_load(CONTRACT.read_text())["paths"]
    missed = {f"breaking  {method.upper()} {path}  operation  removed" for path in ours for method in ours[path]}
    assert (status, set(lines[:-1])) == (1, missed)


# ---- one change at a time ----


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
    if {"type": "null"} in node.get("anyOf", []):
        node["anyOf"].remove({"type": "null"})
        node |= {"allOf": node.pop("anyOf"), "nullable": True}
    return node


def without_version(document: Json, servers: list[Json]) -> None:
    paths = {path.removeprefix("/v1"): item for path, item in document["paths"].items()}
    document.update(paths=paths, servers=servers)


INTEGER, STRING = {"type": "integer"}, {"type": "string"}
TURBO = {"type": "object", "required": ["boost"], "properties": {"mode": {"const": "TURBO"}, "boost": INTEGER}}

CHANGES: list[tuple[Any, ...]] = [  # an edit of the vendor's document, and the lines that it adds
    # How a document is written makes no difference.
    (lambda d: d.update(as_openapi_30(d), openapi="3.0.3"),),
    (lambda d: without_version(d, [{"url": "https://api.example.com/v1/"}]),),
    (lambda d: without_version(d, [{"url": "/v1"}]),),
    (lambda d: without_version(d, []),),
    (lambda d: parameter(d, "Accept", **{"in": "header", "required": True}),),
    # Operations.
    (lambda d: d["paths"].pop("/v1/sessions/stop"), "breaking STOP operation removed"),
    (
        lambda d: d["paths"].update({"/v2/sessions/start": d["paths"].pop("/v1/sessions/start")}),
        "breaking START operation removed",
    ),
    (
        lambda d: without_version(d, [{"url": "/v3"}]),
        "breaking TOKEN operation removed",
        "breaking START operation removed",
        "breaking STOP operation removed",
        "breaking KEEP-ALIVE operation removed",
        "breaking LIST operation removed",
        "breaking ONE operation removed",
        "breaking ONE/transcript operation removed",
    ),
    (lambda d: d["paths"]["/v1/sessions"].update(post=operation(d, "/token")),),
    # Parameters.
    (
        lambda d: operation(d, "", "get")["parameters"].remove(parameter(d, "page")),
        "breaking LIST parameter query page: removed",
    ),
    (
        lambda d: parameter(d, "X-Space", **{"in": "header", "required": True}),
        "breaking LIST parameter header x-space: added, required (string)",
    ),
    (lambda d: parameter(d, "order", **{"in": "query"}), "new LIST parameter query order: added, optional (string)"),
    (lambda d: parameter(d, "page", schema=STRING), "breaking LIST parameter query page: type integer -> string"),
    (lambda d: parameter(d, "page", required=True), "breaking LIST parameter query page: optional -> required"),
    (lambda d: parameter(d, "type", required=False), "harmless LIST parameter query type: required -> optional"),
    (
        lambda d: parameter(d, "type")["schema"]["enum"].remove("historic"),
        "breaking LIST parameter query type: value active, historic -> active",
    ),
    (
        lambda d: parameter(d, "type")["schema"]["enum"].append("all"),
        "new LIST parameter query type: value active, historic -> active, all, historic",
    ),
    (
        lambda d: parameter(d, "page_size")["schema"].update(maximum=50),
        "breaking LIST parameter query page_size: maximum 100 -> 50",
    ),
    (
        lambda d: parameter(d, "page_size")["schema"].update(exclusiveMinimum=-1),
        "harmless LIST parameter query page_size: minimum 1 -> 0",
    ),
    (
        lambda d: operation(d, "/{id}", "get")["parameters"][0].update(schema=INTEGER),
        "breaking ONE parameter path 1: type string -> integer",
    ),
    # Requests. A field of several modes is reported once, and so is a removed field with all that is below it.
    (
        lambda d: [fields(d, f"{mode}ModeConfig").pop("video_settings") for mode in ("full", "lite")],
        "breaking TOKEN request video_settings: removed",
    ),
    (lambda d: in_modes(d, theme=STRING), "new TOKEN request theme: added, optional (string)"),
    (lambda d: in_modes(d, required="space", space=STRING), "breaking TOKEN request space: added, required (string)"),
    (
        lambda d: in_modes(d, "lite", required="space", space=STRING),
        "breaking TOKEN request space: added, required with mode LITE (string)",
    ),
    (
        lambda d: in_modes(d, "lite", required="video_settings"),
        "breaking TOKEN request video_settings: optional -> required with mode LITE",
    ),
    (lambda d: in_modes(d, required="video_settings"), "breaking TOKEN request video_settings: optional -> required"),
    (
        lambda d: operation(d, "/token")["requestBody"]["content"]["application/json"]["schema"]["oneOf"].append(TURBO),
        "harmless TOKEN request avatar_id: required -> optional",
        "new TOKEN request boost: added, optional (integer)",
        "new TOKEN request mode: value FULL, LITE -> FULL, LITE, TURBO",
    ),
    (
        lambda d: schema(d, "videoEncoding")["enum"].remove("VP8"),
        "breaking TOKEN request video_settings.encoding: value H264, VP8 -> AV1, H264",
    ),
    (lambda d: in_modes(d, is_sandbox=STRING), "breaking TOKEN request is_sandbox: type boolean -> string"),
    (
        lambda d: in_modes(d, max_session_duration={"type": "number"}),
        "harmless TOKEN request max_session_duration: minimum 1 -> None",
        "harmless TOKEN request max_session_duration: type integer -> number",
    ),
    (
        lambda d: in_modes(d, max_session_duration={"type": "integer", "minimum": 1, "maximum": 3600}),
        "new TOKEN request max_session_duration: maximum None -> 3600",
    ),
    (
        lambda d: fields(d, "openAiRealtime")["temperature"].update(maximum=1.0),
        "breaking TOKEN request openai_realtime_config.temperature: maximum 1.2 -> 1.0",
    ),
    (
        lambda d: fields(d, "elevenLabsAgent")["dynamic_variables"].update(additionalProperties=STRING),
        "breaking TOKEN request elevenlabs_agent_config.dynamic_variables.*: "
        "type boolean, integer, number, string -> string",
    ),
    (
        lambda d: fields(d, "sessionPointer").pop("session_id"),
        "breaking KEEP-ALIVE request session_id: removed",
        "breaking STOP request session_id: removed",
    ),
    (
        lambda d: operation(d, "/start").update(requestBody={"required": True, **body()}),
        "breaking START request body: added, required (object)",
    ),
    (lambda d: operation(d, "/start").update(requestBody=body()), "new START request body: added, optional (object)"),
    (lambda d: operation(d, "/stop").pop("requestBody"), "breaking STOP request body: removed"),
    # Answers.
    (lambda d: fields(d, "runningSession").pop("ws_url"), "breaking START response 201 data.ws_url: removed"),
    (
        lambda d: schema(d, "mintedToken")["required"].remove("session_token"),
        "breaking TOKEN response 200 data.session_token: required -> optional",
    ),
    (
        lambda d: fields(d, "mintedToken").update(session_token={"anyOf": [STRING, {"type": "null"}]}),
        "breaking TOKEN response 200 data.session_token: required -> required or null",
    ),
    (
        lambda d: fields(d, "mintedToken").update(session_token={}),
        "breaking TOKEN response 200 data.session_token: type string -> any",
    ),
    (
        lambda d: fields(d, "mintedToken").update(expires_in=INTEGER),
        "new TOKEN response 200 data.expires_in: added (integer)",
    ),
    # in both branches of a union, and so in two operations, once in each
    (
        lambda d: fields(d, "running")["created_at"].pop("format"),
        "breaking LIST response 200 data.results[].created_at: format date-time -> any",
        "breaking ONE response 200 data.created_at: format date-time -> any",
    ),
    (
        lambda d: fields(d, "transcript")["transcript_data"].update(items=STRING),
        "breaking ONE/transcript response 200 data.transcript_data[]: type object -> string",
    ),
    (
        lambda d: operation(d, "/start")["responses"]["201"].pop("content"),
        "breaking START response 201 body: type object -> no JSON",
    ),
    # Statuses. Of a failure we rely on nothing that may be missing.
    (
        lambda d: operation(d, "/start")["responses"].update({"202": operation(d, "/start")["responses"].pop("201")}),
        "breaking START status 200, 201: removed",
        "breaking START status 202: added",
        "harmless START status 400, 401, 403, 429, 5XX: removed",
    ),
    (
        lambda d: operation(d, "/stop")["responses"].update({"401": body(properties={"code": INTEGER})}),
        "harmless STOP response 401 code: optional or null -> optional",
        "harmless STOP response 401 data: removed",
        "harmless STOP response 401 message: removed",
        "harmless STOP status 403, 404, 429, 5XX: removed",
    ),
    (lambda d: operation(d, "/token")["responses"].update({"409": {}}), "new TOKEN status 409: added"),
    # Credentials.
    (
        lambda d: operation(d, "/stop").update(security=[{"KeyHeader": []}]),
        "breaking STOP security credentials: value bearer token, header x-api-key -> header x-api-key",
    ),
    (
        lambda d: operation(d, "/token").update(security=[{"KeyHeader": []}, {"HTTPBearer": []}]),
        "new TOKEN security credentials: value header x-api-key -> bearer token, header x-api-key",
    ),
    (
        lambda d: operation(d, "/token").update(security=[{"KeyHeader": [], "HTTPBearer": []}]),
        "breaking TOKEN security credentials: value header x-api-key -> bearer token with header x-api-key",
    ),
    (lambda d: operation(d, "/token").pop("security"), "new TOKEN security credentials: value header x-api-key -> any"),
]


@pytest.mark.parametrize("change", CHANGES)
def test_a_change(run: Run, contract: Path, tmp_path: Path, change: tuple[Any, ...]) -> None:
    edit, *expected = change
    published, document = tmp_path / "published.json", json.loads(VENDOR_JSON)
    published.write_text(VENDOR_JSON)
    _, before, _ = run("--contract", contract, published)
    edit(document)
    published.write_text(json.dumps(document))
    status, after, _ = run("--contract", contract, published)
    added = (re.sub(" +", " ", line) for line in after[:-1] if line not in before)
    assert sorted(added) == sorted(
        re.sub("[A-Z-]{3,}(?=[ /])", lambda name: OPERATIONS[name[0]], line, count=1) for line in expected
    )
    assert status == any(line.startswith("breaking") for line in expected)


# ---- documents that cannot be read ----


def with_body(node: Any) -> str:
    """A document whose description of one of our operations is broken."""
    document = json.loads(VENDOR_JSON)
    operation(document, "/token")["requestBody"]["content"]["application/json"]["schema"] = node
    return json.dumps(document)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "it is not an OpenAPI 3 document"),
        ("<!doctype html><html><body>Not found</body></html>", "it is not an OpenAPI 3 document"),
        ('{"swagger": "2.0", "paths": {}}', "it is not an OpenAPI 3 document"),
        ("openapi: 3.1.0\ninfo: {}", "it is not as OpenAPI has it: 'paths'"),
        ('{"openapi": "3.1.0", "paths": {', "while parsing"),
        ("openapi: 3.1.0\n\tpaths: {}", "while scanning"),
        ("openapi: 3.1.0\npaths: {/v1/sessions: []}", "it is not as OpenAPI has it"),
        ("[" * 100_000, "recursion"),
        (with_body({"$ref": "#/components/schemas/gone"}), "#/components/schemas/gone leads nowhere"),
        (with_body({"type": "object", "properties": ["mode"]}), "it is not as OpenAPI has it"),
        ("\xff\xfe\x00{", "codec can't decode"),
    ],
)
def test_a_document_that_cannot_be_read(run: Run, tmp_path: Path, text: str, reason: str) -> None:
    path = tmp_path / "published.yaml"
    path.write_text(text, encoding="latin-1")
    status, out, err = run(path)
    assert (status, out, len(err)) == (2, [], 1)
    assert err[0].startswith(f"cannot read {path}: ")
    assert reason in err[0]


@pytest.mark.parametrize("arguments", [["gone.yaml"], ["--contract", "gone.yaml", str(VENDOR)]])
def test_a_file_that_is_not_there(run: Run, arguments: list[str]) -> None:
    assert run(*arguments) == (2, [], ["cannot read gone.yaml: No such file or directory"])


# ---- addresses ----


@pytest.fixture
def address(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a web server on this machine that has the vendor's document, and a redirect to it."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            answers = {"/openapi.json": (200, VENDOR_JSON), "/moved": (302, ""), "/page": (200, "<html>")}
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


def test_an_address(run: Run, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the document, or of what leads to it; the vendor's own unless given, also where `make` gives an empty one."""
    assert api_diff.PUBLISHED.startswith("https://")
    monkeypatch.setattr(api_diff, "PUBLISHED", f"{address}/openapi.json")
    assert run(f"{address}/moved") == run() == run("") == run(VENDOR)


@pytest.mark.parametrize(
    ("path", "reason"), [("/gone", "404 Not Found"), ("/page", "not an OpenAPI 3 document"), (":1/", ""), ("[", "")]
)
def test_an_address_without_a_document(run: Run, address: str, path: str, reason: str) -> None:
    status, out, err = run(address + path)
    assert (status, out, len(err)) == (2, [], 1)
    assert err[0].startswith(f"cannot read {address}{path}: ")
    assert reason in err[0]
