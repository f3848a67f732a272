"""One edit of the contract, and `make generate`: really done, on copies, and what comes of it really used."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from tools import generate as generator
from tools.generate import GeneratorFailed, differences, generate

from .checkout import copy_checkout

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "liveavatar_client"
CONTRACT = ROOT / "openapi.yaml"

Json = dict[str, Any]


def contract() -> Json:
    """Our contract, to be edited."""
    document: Json = yaml.safe_load(CONTRACT.read_text())
    return document


def fields(document: Json, schema: str) -> Json:
    """The fields of one of its schemas."""
    found: Json = document["components"]["schemas"][schema]["properties"]
    return found


def checkout(folder: Path, document: Json) -> Path:
    """A checkout in `folder` whose contract is `document`, as `make generate` leaves it."""
    ignored = shutil.ignore_patterns("generated", "__pycache__")
    shutil.copytree(PACKAGE, folder / "liveavatar_client", ignore=ignored)
    path = folder / "openapi.yaml"
    path.write_text(yaml.safe_dump(document, sort_keys=False))
    generate(folder / "liveavatar_client" / "generated", path)
    return folder


def python(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Python with the package of the checkout in `folder`, whose coverage is not of interest."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")}
    environment["PYTHONPATH"] = str(folder)
    return subprocess.run([sys.executable, *arguments], cwd=folder, env=environment, capture_output=True, text=True)


@pytest.fixture(scope="module")
def types(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], list[str]]:
    """What `make types` says of the package of a checkout, line by line."""
    cache = tmp_path_factory.mktemp("mypy")  # shared: what is installed has to be looked at once only

    def types(folder: Path) -> list[str]:
        options = ["--strict", "--config-file=", f"--cache-dir={cache}", "--no-error-summary"]
        done = python(folder, "-m", "mypy", *options, "liveavatar_client")
        assert not done.stderr
        return done.stdout.splitlines()

    return types


# ---- what is added, and what the facade does not use, needs no other edit ----


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout with more fields in a request and in an answer, a value, an endpoint; a field renamed, one gone."""
    document = contract()
    request, started = fields(document, "LiveAvatarNewSessionRequest"), fields(document, "LiveAvatarSessionData")
    request["background"] = {"type": ["string", "null"], "description": "What is behind the avatar."}
    request["greeting"] = {"oneOf": [{"$ref": "#/components/schemas/Greeting"}, {"type": "null"}]}
    document["components"]["schemas"]["Greeting"] = {"type": "object", "properties": {"text": {"type": "string"}}}
    started["region"] = {"type": ["string", "null"], "description": "Where it runs."}
    document["components"]["schemas"]["VideoQuality"]["enum"].append("ultra")
    fields(document, "TranscriptEntry")["offset"] = fields(document, "TranscriptEntry").pop("relative_timestamp")
    del fields(document, "SessionRecord")["source"]
    cost = {"type": "object", "properties": {"data": {"type": "object", "properties": {"amount": {"type": "number"}}}}}
    document["components"]["schemas"]["SessionCost"] = cost
    answer = {"application/json": {"schema": {"$ref": "#/components/schemas/SessionCost"}}}
    document["paths"]["/v1/sessions/{session_id}/cost"] = {
        "get": {
            "tags": ["sessions"],
            "operationId": "get_session_cost",
            "security": [{"ApiKey": []}],
            "parameters": [{"$ref": "#/components/parameters/SessionId"}],
            "responses": {"200": {"description": "What it has cost.", "content": answer}},
        }
    }
    return checkout(tmp_path_factory.mktemp("grown"), document)


def test_nothing_else_to_do(grown: Path, types: Callable[[Path], list[str]]) -> None:
    assert types(grown) == []


@pytest.mark.parametrize(
    "script",
    [
        pytest.param(
            """
            from liveavatar_client import Greeting, LiveAvatarNewSessionRequest, VideoQuality, VideoSettings
            request = LiveAvatarNewSessionRequest(
                AVATAR, background="blue", greeting=Greeting(text="Hi"),
                video_settings=VideoSettings(quality=VideoQuality.ultra),
            )
            with Emulator() as emulator, LiveAvatarApi(emulator.api_key, base_url=emulator.base_url) as api:
                with api.session(request) as session:
                    assert session.ws_url and api.list_sessions()
                body = emulator.requests[0].json
            assert body["background"] == "blue", body
            assert body["greeting"] == {"text": "Hi"}
            assert body["video_settings"] == {"encoding": "H264", "quality": "ultra"}
            """,
            id="fields and a value in a request",
        ),
        pytest.param(
            """
            import json
            from liveavatar_client import LiveAvatarNewSessionRequest
            answers = {
                "token": {"session_id": "s", "session_token": "t"},
                "start": {"session_id": "s", "region": "eu"},
            }
            def answer(request):
                return httpx.Response(200, json={"code": 1000, "data": answers.get(request.url.path.split("/")[-1])})
            with httpx.Client(transport=httpx.MockTransport(answer)) as mine:
                api = LiveAvatarApi("key", http_client=mine)
                with api.session(LiveAvatarNewSessionRequest(AVATAR)) as session:
                    assert session.raw_response.data.region == "eu"
            """,
            id="a field in an answer",
        ),
        pytest.param(
            """
            from liveavatar_client.generated.api.sessions import get_session_cost
            from liveavatar_client.generated.client import AuthenticatedClient
            def answer(request):
                assert (request.method, request.url.path) == ("GET", "/v1/sessions/s/cost")
                return httpx.Response(200, json={"data": {"amount": 2}})
            with httpx.Client(transport=httpx.MockTransport(answer), base_url="https://x.invalid") as mine:
                assert LiveAvatarApi("key", http_client=mine).get_session_cost("s").amount == 2
                client = AuthenticatedClient("https://x.invalid", "key").set_httpx_client(mine)
                assert get_session_cost.sync("s", client=client).data.amount == 2
            """,
            id="an operation, as a method, and as the generator has it",
        ),
        pytest.param(
            """
            from liveavatar_client import SessionRecord, TranscriptEntry
            entry = TranscriptEntry.from_dict({"offset": 5, "relative_timestamp": 6})
            assert entry.offset == 5 and entry["relative_timestamp"] == 6
            assert not hasattr(SessionRecord("s"), "source")
            """,
            id="a field renamed and one gone that the facade does not use",
        ),
    ],
)
def test_use(grown: Path, script: str) -> None:
    """In Python, with the names that the edit gives, and from the top of the package."""
    lines = [line.removeprefix(" " * 12) for line in script.splitlines()]
    beginning = [
        "import httpx",
        "from liveavatar_client import LiveAvatarApi",
        "from liveavatar_client.emulator import Emulator",
        "AVATAR = '0f0f0f0f-1111-4222-8333-444444444444'",
    ]
    done = python(grown, "-W", "error", "-c", "\n".join([*beginning, *lines]))
    assert not done.returncode, done.stderr


# ---- where the facade uses what changes, `make test` says where ----


def test_the_place_is_named(tmp_path: Path, types: Callable[[Path], list[str]]) -> None:
    """A field of a request renamed, one of an answer gone, another of a new type."""
    document = contract()
    stop = document["components"]["schemas"]["StopSessionRequest"]
    stop["properties"]["id"] = stop["properties"].pop("session_id")
    stop["required"] = ["id"]
    del fields(document, "LiveAvatarSessionData")["ws_url"]
    fields(document, "LiveAvatarSessionData")["max_session_duration"]["type"] = "string"

    complaints = types(checkout(tmp_path, document))

    for said, code in (
        ('"session_id" for "StopSessionRequest"', "StopSessionRequest("),
        ('"LiveAvatarSessionData" has no attribute "ws_url"', ".ws_url"),
        ('"max_session_duration" to "StandardSessionResponse" has incompatible type', ".max_session_duration"),
    ):
        (line,) = (line for line in complaints if said in line)
        file, number, _ = line.split(":", 2)
        assert "generated" not in file
        assert code in (ROOT / file).read_text().splitlines()[int(number) - 1]
    assert not [line for line in complaints if line.startswith("liveavatar_client/generated")]


def test_the_place_of_an_endpoint_is_named(tmp_path: Path) -> None:
    """An endpoint gone. Found by importing, since mypy would find an installed copy of what is not there any more."""
    document = contract()
    del document["paths"]["/v1/sessions/stop"]
    done = python(checkout(tmp_path, document), "-c", "import liveavatar_client.facade")
    *_, place, code, said = (line.strip() for line in done.stderr.splitlines())
    assert said.startswith("ImportError: cannot import name 'stop_session'")
    assert "stop_session" in code
    assert re.match(rf'File "{tmp_path}/liveavatar_client/\w+\.py", line \d+, in <module>', place)


# ---- a whole operation: one edit, one command ----

THINGS = """
  /v1/things:
    get:
      tags: [Brand new things]
      operationId: list_things
      summary: Every thing there is.
      security: [{ApiKey: []}]
      parameters:
        - {name: page, in: query, schema: {type: integer, default: 1}}
        - name: page_size
          in: query
          description: Things on a page, 1 to 50.
          schema: {type: integer, minimum: 1, maximum: 50, default: 10}
        - {name: colour, in: query, description: Only things of this colour., schema: {type: string}}
        - {name: since, in: query, description: Only later ones., schema: {type: string, format: date-time}}
      responses:
        "200":
          description: The things.
          content: {application/json: {schema: {$ref: "#/components/schemas/ThingsResponse"}}}
    post:
      tags: [Brand new things]
      operationId: create_thing
      summary: Make a thing.
      security: [{ApiKey: []}]
      requestBody:
        required: true
        content: {application/json: {schema: {$ref: "#/components/schemas/ThingRequest"}}}
      responses:
        "200": &one
          description: The thing, its weight in grams.
          content: {application/json: {schema: {$ref: "#/components/schemas/ThingResponse"}}}
        "400": {description: There is one of that name.}
  /v1/things/{thing_id}:
    parameters:
      - {name: thing_id, in: path, required: true, description: The thing's identifier., schema: {type: string}}
    get:
      tags: [Brand new things]
      operationId: get_thing
      summary: One thing.
      security: [{ApiKey: []}]
      responses:
        "200": *one
        "404": {description: There is no such thing.}
    delete:
      tags: [Brand new things]
      operationId: delete_thing
      summary: Throw a thing away.
      security: [{ApiKey: []}]
      responses: {"204": {description: It is gone.}}
"""
MODELS = """
    ThingRequest: {type: object, required: [name], properties: {name: {type: string}, weight: {type: number}}}
    Thing:
      type: object
      required: [id]
      properties: {id: {type: string}, name: {type: string}, made_at: {type: string, format: date-time}}
    ThingResponse: {type: object, required: [data], properties: {data: {$ref: "#/components/schemas/Thing"}}}
    ThingsPage:
      type: object
      properties:
        count: {type: integer}
        next: {type: [string, "null"]}
        results: {type: array, items: {$ref: "#/components/schemas/Thing"}}
    ThingsResponse: {type: object, required: [data], properties: {data: {$ref: "#/components/schemas/ThingsPage"}}}
"""
TYPED = """
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import assert_type

from liveavatar_client import LiveAvatarApi, Thing, ThingRequest

api = LiveAvatarApi()
assert_type(api.list_things(page_size=5, colour="red", since=datetime.now(UTC)), Sequence[Thing])
thing = api.create_thing(ThingRequest(name="x", weight=1.5))
assert_type(thing, Thing)
assert_type(thing.id, str)
assert_type(thing.made_at, datetime | None)
assert_type(api.get_thing("t"), Thing)
assert_type(api.delete_thing("t"), None)
"""


@pytest.fixture(scope="module")
def with_things(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout in which four operations were added to the contract, and `make generate` was run. Nothing else."""
    folder = tmp_path_factory.mktemp("things") / "checkout"
    copy_checkout(folder)
    text = CONTRACT.read_text().replace("\ncomponents:\n", f"{THINGS}\ncomponents:\n", 1)
    (folder / "openapi.yaml").write_text(text.replace("\n  schemas:\n", f"\n  schemas:{MODELS}", 1))
    done = python(folder, "-m", "tools.generate")
    assert not done.returncode, done.stderr
    return folder


def test_nothing_but_the_generated_folder_changes(with_things: Path, tmp_path: Path) -> None:
    copy_checkout(tmp_path / "before")
    changed = [name for name in differences(tmp_path / "before", with_things) if name != "openapi.yaml"]
    assert changed
    assert all(name.startswith("liveavatar_client/generated/") for name in changed)


def test_a_new_operation_is_typed(with_things: Path) -> None:
    (with_things / "typed.py").write_text(TYPED)
    done = python(with_things, "-m", "mypy", "--strict", "--config-file=", "typed.py", "liveavatar_client")
    assert done.stdout.startswith("Success"), done.stdout
    (with_things / "pyrightconfig.json").write_text('{"typeCheckingMode": "strict", "include": ["typed.py"]}')
    done = python(with_things, "-m", "basedpyright", "--pythonpath", sys.executable)
    assert done.stdout.startswith("0 errors"), done.stdout


def test_a_new_operation_works(with_things: Path) -> None:
    shutil.copy(Path(__file__).parent / "things.py", with_things)
    done = python(with_things, "-W", "error", "things.py")
    assert not done.returncode, done.stderr


# ---- `make generate` itself ----


def test_the_same_every_time(tmp_path: Path) -> None:
    """The same bytes as in the checkout, wherever it is done."""
    generate(tmp_path / "one")
    generate(tmp_path / "somewhere" / "else")
    assert list(differences(tmp_path / "one", tmp_path / "somewhere" / "else")) == []
    assert list(differences(tmp_path / "one", generator.GENERATED)) == []


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The generated code in a checkout that may be changed, which is what the command line works on."""
    for name in ("generator-config.yml", "openapi.yaml"):
        shutil.copy(ROOT / name, tmp_path)
    shutil.copytree(ROOT / "tools" / "templates", tmp_path / "tools" / "templates")
    folder = tmp_path / "liveavatar_client" / "generated"
    shutil.copytree(generator.GENERATED, folder, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(generator, "ROOT", tmp_path)
    monkeypatch.setattr(generator, "GENERATED", folder)
    return folder


def test_check(copied: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """It names what is not as it should be, changes nothing, and `make generate` puts it right."""
    monkeypatch.setattr(sys, "argv", ["generate", "--check"])
    assert generator.main() == 0
    assert capsys.readouterr().err == ""

    (copied / "types.py").write_text((copied / "types.py").read_text() + "\n# By hand.\n")
    (copied / "models" / "video_quality.py").unlink()
    (copied / "models" / "left_over.py").touch()
    assert generator.main() == 1
    *named, advice = capsys.readouterr().err.splitlines()
    assert [re.sub(r".*: ", "", line) for line in named] == [
        "liveavatar_client/generated/models/left_over.py",
        "liveavatar_client/generated/models/video_quality.py",
        "liveavatar_client/generated/types.py",
    ]
    assert "make generate" in advice
    assert (copied / "models" / "left_over.py").exists()

    monkeypatch.setattr(sys, "argv", ["generate"])
    assert generator.main() == 0
    assert list(differences(copied, PACKAGE / "generated")) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        pytest.param("schemas/SttConfig", "schemas/Gone", "Unable to process schema", id="a reference to nothing"),
        pytest.param(
            "default: false", "default: perhaps", "Value perhaps is not valid", id="a default of another type"
        ),
        pytest.param("openapi: 3.1.0", "openapi: 2.0", "Failed to parse", id="another version"),
        pytest.param(
            "application/json:", "application/msgpack:", "Unsupported content type", id="a body that it cannot send"
        ),
    ],
)
def test_warnings_fail(tmp_path: Path, old: str, new: str, said: str) -> None:
    """What the generator would leave out with a warning is never left out; nothing is written."""
    path = tmp_path / "openapi.yaml"
    text = CONTRACT.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
    output = tmp_path / "generated"
    output.mkdir()
    (output / "as_it_was.py").touch()
    with pytest.raises(GeneratorFailed) as failure:
        generate(output, path)
    assert said in str(failure.value)
    assert [path.name for path in output.iterdir()] == ["as_it_was.py"]
