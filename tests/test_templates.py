"""Our templates and edits: they fit the generator's, and what they write works for contracts nastier than ours."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tools import generate as generator
from tools.generate import GeneratorFailed, generate

# What our contract does not have, or not yet. Two fields have the names of helpers of ours: `readable` and `fields`.
NASTY = """
openapi: 3.1.0
info: {title: Nasty, version: "1"}
servers: [{url: "https://nasty.example"}]
paths:
  /things:
    post:
      tags: [things]
      operationId: make_thing
      requestBody:
        required: true
        content: {application/json: {schema: {$ref: "#/components/schemas/Thing"}}}
      responses:
        "200": {description: Made., content: {application/json: {schema: {$ref: "#/components/schemas/Made"}}}}
components:
  schemas:
    Made:
      type: object
      properties:
        when: {type: string, format: date-time}
        size: {type: integer, default: 5}
        colour: {type: string, enum: [red, blue]}
        part: {$ref: "#/components/schemas/Inner"}
        parts: {type: array, items: {$ref: "#/components/schemas/Inner"}}
        inline: {type: object, properties: {deep: {type: string}}}
        level: {allOf: [{$ref: "#/components/schemas/Level"}]}
        anything: {}
    Inner: {type: object, required: [id], properties: {id: {type: string}, weight: {type: number}}}
    Part: {type: object, required: [id], properties: {id: {type: string}, weight: {type: number}}}
    Closed: {type: object, additionalProperties: false, properties: {a: {type: string}}}
    Empty: {type: object, additionalProperties: false}
    Level: {type: integer, enum: [1, 2, 3]}
    Colour: {type: string, enum: [red, dark green, darkBlue, class, None, 1st, mro, name, value, title, _x, 'a"b']}
    Base: {type: object, required: [kind], properties: {kind: {type: string}}}
    Derived:
      allOf:
        - {$ref: "#/components/schemas/Base"}
        - {type: object, required: [part], properties: {part: {$ref: "#/components/schemas/Part"}}}
    Tree:
      type: object
      properties:
        children: {type: array, items: {$ref: "#/components/schemas/Tree"}}
        parent: {oneOf: [{$ref: "#/components/schemas/Tree"}, {type: "null"}]}
    Parts: {type: object, additionalProperties: {$ref: "#/components/schemas/Part"}}
    Mixed:
      type: object
      required: [x]
      properties: {x: {oneOf: [{$ref: "#/components/schemas/Part"}, {type: "null"}]}}
      additionalProperties:
        oneOf: [{$ref: "#/components/schemas/Part"}, {$ref: "#/components/schemas/Closed"}, {type: "null"}]
    Lists:
      type: object
      additionalProperties: {type: array, items: {oneOf: [{$ref: "#/components/schemas/Part"}, {type: string}]}}
    Moments: {type: object, additionalProperties: {type: string, format: date-time}}
    Colours: {type: object, additionalProperties: {$ref: "#/components/schemas/Colour"}}
    Thing:
      type: object
      required: [part, level, when, parts, choice, nullable_part, derived]
      properties:
        part: {$ref: "#/components/schemas/Part"}
        level: {$ref: "#/components/schemas/Level"}
        when: {type: string, format: date-time}
        parts: {type: array, items: {$ref: "#/components/schemas/Part"}}
        choice: {oneOf: [{$ref: "#/components/schemas/Part"}, {$ref: "#/components/schemas/Closed"}, {type: string}]}
        nullable_part: {oneOf: [{$ref: "#/components/schemas/Part"}, {type: "null"}]}
        derived: {$ref: "#/components/schemas/Derived"}
        maybe_part: {$ref: "#/components/schemas/Part"}
        maybe_parts: {type: array, items: {$ref: "#/components/schemas/Part"}}
        maybe_null_parts: {oneOf: [{type: array, items: {$ref: "#/components/schemas/Part"}}, {type: "null"}]}
        nested_parts: {type: array, items: {type: array, items: {$ref: "#/components/schemas/Part"}}}
        maybe_two: {oneOf: [{$ref: "#/components/schemas/Part"}, {$ref: "#/components/schemas/Closed"}]}
        maybe_level: {$ref: "#/components/schemas/Level"}
        colour: {allOf: [{$ref: "#/components/schemas/Colour"}], default: dark green}
        null_colour: {oneOf: [{$ref: "#/components/schemas/Colour"}, {type: "null"}], default: red}
        maybe_when: {type: [string, "null"], format: date-time}
        day: {type: string, format: date}
        moments: {$ref: "#/components/schemas/Moments"}
        colours: {$ref: "#/components/schemas/Colours"}
        part_map: {$ref: "#/components/schemas/Parts"}
        mixed: {$ref: "#/components/schemas/Mixed"}
        lists: {$ref: "#/components/schemas/Lists"}
        inline: {type: object, properties: {deep: {type: object, properties: {deeper: {type: string}}}}}
        tree: {$ref: "#/components/schemas/Tree"}
        empty: {$ref: "#/components/schemas/Empty"}
        identifier: {type: string, format: uuid}
        fixed: {const: fixed}
        anything: {}
        readable: {type: string}
        fields: {type: string}
        class: {type: string}
        self: {type: string}
        session_token: {type: string}
"""

PART = {"id": "p", "weight": 1.5, "unknown": 1}
WHEN = "2026-01-01T12:00:00+00:00"
THING = {
    "part": PART,
    "level": 2,
    "when": WHEN,
    "parts": [PART, PART],
    "choice": {"a": "x"},
    "nullable_part": None,
    "derived": {"kind": "k", "part": PART},
    "maybe_part": PART,
    "maybe_parts": [PART],
    "maybe_null_parts": [PART],
    "nested_parts": [[PART], []],
    "maybe_two": {"a": "x"},
    "maybe_level": 3,
    "colour": "class",
    "null_colour": None,
    "maybe_when": WHEN,
    "day": "2026-01-02",
    "moments": {"a": WHEN},
    "colours": {"a": "None", "b": 'a"b'},
    "part_map": {"a": PART},
    "mixed": {"x": PART, "y": PART, "z": {"a": "x"}, "none": None},
    "lists": {"a": [PART, "text"]},
    "inline": {"deep": {"deeper": "x"}},
    "tree": {"children": [{"children": [], "parent": None}]},
    "empty": {},
    "identifier": "3c3c3c3c-1111-4222-8333-444444444444",
    "fixed": "fixed",
    "anything": [1, {"a": None}],
    "readable": "r",
    "fields": "f",
    "class": "c",
    "self": "s",
    "session_token": "SECRET",
    "unknown": 5,
}

# Run in a process of its own, so that each class is met for the first time, as by a caller.
USE = """
import copy, json, pickle, sys
from nasty.models import Colour, Derived, Level, Made, Mixed, Part, Thing

made = Made.from_dict({"inline": {}, "parts": [{"id": "p"}], "colour": "green", "size": "many"})
assert made.when is made.part is made.level is made.anything is made.inline.deep is made.parts[0].weight is None
assert (made.colour, made.size, Made().size, Made().parts) == ("green", "many", None, None)
for wrong in ({"part": 5}, {"part": {}}, {"parts": [{}]}, {"parts": {"id": "p"}}, {"inline": []}, []):
    try:
        Made.from_dict(wrong)
    except (TypeError, KeyError):
        continue
    raise AssertionError(wrong)

given = json.load(sys.stdin)
thing = Thing.from_dict(given)
assert thing.to_dict() == given
assert copy.deepcopy(thing) == thing == pickle.loads(pickle.dumps(thing))
assert "SECRET" not in repr(thing), thing
assert thing.colour is Colour.CLASS and Colour.red is Colour.RED and Colour.darkBlue is Colour("darkBlue")
assert Colour.red.title() == "Red" and Colour.red.name and Colour.red.value == "red"

plain = Thing(Part("p"), Level.VALUE_1, thing.when, [], "text", None, Derived(kind="k", part=Part("q")))
left = {name for name in Thing.from_dict(plain.to_dict()).to_dict()}
assert left == {"part", "level", "when", "parts", "choice", "nullable_part", "derived", "colour", "null_colour"}, left
"""
# Nothing but `Mixed` is there yet when it is written: what it needs for that it has to bring itself.
USE_LATER = """
from nasty.models import Mixed

mixed = Mixed(x=None)
mixed["other"] = None
assert mixed.to_dict() == {"x": None, "other": None}
"""


def test_an_edit_that_no_longer_fits(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The message names the line of the edit, the template and the text: what an upgrade of the generator needs."""
    edits = tmp_path / "edits.yaml"
    edits.write_text("# Edits.\n\n- {template: client.py.jinja, old: what is not there, new: this}\n")
    monkeypatch.setattr(generator, "EDITS", edits)
    with pytest.raises(GeneratorFailed) as failure:
        generate(tmp_path / "generated")
    said = "edits.yaml:3: 0 places, not one, in client.py.jinja of openapi-python-client "
    assert str(failure.value).startswith(said)
    assert "'what is not there'" in str(failure.value)
    assert not (tmp_path / "generated").exists()


@pytest.fixture(scope="module")
def nasty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what the nasty contract gives, as the package `nasty`."""
    folder = tmp_path_factory.mktemp("nasty")
    contract = folder / "openapi.yaml"
    contract.write_text(NASTY)
    generate(folder / "nasty", contract)
    return folder


def python(folder: Path, *arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
    """Python in `folder`, without the coverage of our own package, which this is not about."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")}
    command = [sys.executable, "-Werror", *arguments]
    return subprocess.run(command, cwd=folder, env=environment, input=given, capture_output=True, text=True)


def test_nasty_types(nasty: Path) -> None:
    done = python(nasty, "-m", "mypy", "--strict", "--config-file=", "--cache-dir=.cache", "nasty")
    assert done.stdout.startswith("Success"), done.stdout


@pytest.mark.parametrize("script", [USE, USE_LATER])
def test_nasty_use(nasty: Path, script: str) -> None:
    """What is made of JSON gives the same JSON again; what is left out stays left out."""
    done = python(nasty, "-c", script, given=json.dumps(THING))
    assert not done.returncode, done.stderr


def test_a_body_that_is_not_json(tmp_path: Path) -> None:
    """The client sends JSON only. Nobody finds that out only when a call fails."""
    contract = tmp_path / "openapi.yaml"
    contract.write_text(
        NASTY.replace("content: {application/json: {schema", "content: {multipart/form-data: {schema", 1)
    )
    with pytest.raises(GeneratorFailed, match="the client sends and reads JSON only"):
        generate(tmp_path / "nasty", contract)
    assert not (tmp_path / "nasty").exists()
