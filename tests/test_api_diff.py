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


def patched(node: Any, patch: Any) -> Any:
    """A node of a document with a change of it, as in published/changes.yaml."""
    if not isinstance(patch, dict):
        return patch
    if isinstance(node, list):  # parameters
        return list(patched({each["name"]: each for each in node}, patch).values())
    changed = {name: each for name, each in (node or {}).items() if name not in patch}
    return changed | {name: patched((node or {}).get(name), each) for name, each in patch.items() if each is not None}


def added(run: Run, contract: Path, folder: Path, document: Json) -> tuple[int, list[str]]:
    """The exit status for a document in place of the vendor's, and the lines that come with it."""
    published = folder / "published.json"
    published.write_text(VENDOR_JSON)
    _, before, _ = run("--contract", contract, published)
    published.write_text(json.dumps(document))
    status, after, _ = run("--contract", contract, published)
    return status, sorted(" ".join(line.split()) for line in after[:-1] if line not in before)


@pytest.mark.parametrize("change", yaml.safe_load((VENDOR.parent / "changes.yaml").read_text()))
def test_a_change(run: Run, contract: Path, tmp_path: Path, change: Json) -> None:
    status, lines = added(run, contract, tmp_path, patched(json.loads(VENDOR_JSON), change["edit"]))
    assert lines == sorted(
        re.sub("[A-Z-]{3,}(?=[ /])", lambda name: OPERATIONS[name[0]], line, count=1) for line in change["adds"]
    )
    assert status == any(line.startswith("breaking") for line in lines)


@pytest.mark.parametrize("servers", [[{"url": "https://api.example.com/v1/"}], [{"url": "/v1"}], []])
def test_how_it_is_written_makes_no_difference(run: Run, contract: Path, tmp_path: Path, servers: list[Json]) -> None:
    """In another version of OpenAPI, and where the version of the service stands."""
    document = as_openapi_30(json.loads(VENDOR_JSON)) | {"openapi": "3.0.3"}
    without_version(document, servers)
    assert added(run, contract, tmp_path, document) == (0, [])


def test_another_base_address(run: Run, contract: Path, tmp_path: Path) -> None:
    document = json.loads(VENDOR_JSON)
    without_version(document, [{"url": "https://api.example.com/v3"}])
    status, lines = added(run, contract, tmp_path, document)
    assert (status, {line.split(" ", 3)[3] for line in lines}) == (1, {"operation removed"})


# ---- documents that cannot be read ----


def with_body(node: Any) -> str:
    """A document whose description of one of our operations is broken."""
    document = json.loads(VENDOR_JSON)
    document["paths"]["/v1/sessions/token"]["post"]["requestBody"] = {"content": {"application/json": {"schema": node}}}
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
