"""What an OpenAPI document that the vendor publishes means for this client, operation by operation of our contract.

python -m tools.api_diff [--contract FILE] [PUBLISHED]

Two questions decide. In a request: do they still take all that we can send? In an answer: can they give something that
we are not prepared for? A no to the first or a yes to the second is breaking. What we could make use of is new, and the
rest is harmless. Where our contract leaves a request open (any text, no upper limit) the choice is the caller's:
that the vendor lists the values or states the limit is then new.
"""

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import yaml

from tools.generator_input import LISTING, Json, resolved

Facts = dict[str, Any]  # of a value: a set for each of ANYTHING's names, in which None is any, and the LIMITS
Place = tuple[str, ...]
Flat = dict[Place, Facts]  # of all that stands in a schema, by its path, however the schema is written
Operations = dict[str, tuple[str, Flat]]
Note = tuple[str, str, str]  # of a difference: what it means, which of MARKS, in which part, and what it is

CONTRACT = Path(__file__).parents[1] / "openapi.yaml"
# According to a repository of the vendor's own, heygen-com/liveavatar-agent-skills. The vendor's documentation is made
# from a copy, https://docs.liveavatar.com/openapi.json.
PUBLISHED = "https://api.liveavatar.com/openapi.json"
MARKS = ("breaking", "new", "harmless")
METHODS = {"get", "put", "post", "delete", "patch", "head", "options"}
# Frameworks such as FastAPI describe credentials as plain parameters. They are not that for us.
CREDENTIALS = {"header authorization": "bearer token", "header x-api-key": "header x-api-key"}
LIMITS = ("minimum", "minLength", "minItems", "maximum", "maxLength", "maxItems")
UUID = "^h{8}-h{4}-h{4}-h{4}-h{12}$".replace("h", "[0-9a-fA-F]")
THERE, NONE = frozenset({"there"}), frozenset[str]()
ANYTHING = {"presence": THERE | {"null"}, "type": None, "value": None, "format": None}
NO_JSON = frozenset({"no JSON"})
UNREADABLE = (OSError, httpx.HTTPError, httpx.InvalidURL, yaml.YAMLError, ValueError, RecursionError)
MALFORMED = (TypeError, LookupError, AttributeError)


class Document:
    """A document, from a file or an http(s) address."""

    def __init__(self, source: str) -> None:
        if source.lower().startswith(("http://", "https://")):
            text = httpx.get(source, timeout=30, follow_redirects=True).raise_for_status().text  # no credential is sent
        else:
            text = Path(source).read_text(encoding="utf-8-sig")
        try:
            self.content = json.loads(text)  # YAML would do, and take many seconds
        except json.JSONDecodeError:
            self.content = yaml.safe_load(text)
        if not isinstance(self.content, dict) or not str(self.content.get("openapi")).startswith("3."):
            raise ValueError("it is not an OpenAPI 3 document")
        self.resolved = partial(resolved, self.content)

    def operations(self, bases: Iterable[str]) -> Operations:
        """All of them, by method and full path, without the names of its parameters, in which documents differ.

        bases: the paths under which they may be served where the document does not say so
        """
        bases = [urlsplit(server["url"]).path.rstrip("/") for server in self.content.get("servers") or ()] or bases
        found: Operations = {}
        for path, item in self.content["paths"].items():
            for method in METHODS & self.resolved(item).keys():
                operation = f"{method.upper()} {path}", self.flat_operation(path, self.resolved(item), method)
                found |= {f"{method} {re.sub('{.*?}', '{}', base + path)}": operation for base in bases}
        return found

    def flat_operation(self, path: str, item: Json, method: str) -> Flat:
        """All that it takes and gives, as if it were one schema."""
        operation, found, ways = item[method], Flat(), set()
        for node in map(self.resolved, (*item.get("parameters", ()), *operation.get("parameters", ()))):
            place, name = node["in"], node["name"]
            number = re.findall("{(.*?)}", path).index(name) + 1 if place == "path" else 0
            name = f"{place} {number or (name.lower() if place == 'header' else name)}"
            if name in CREDENTIALS:
                ways.add(CREDENTIALS[name])
            elif name not in ("header accept", "header content-type"):
                put(found, ("parameter", name), self.content_of(node), node.get("required", False))
        if body := self.resolved(operation.get("requestBody", {})):
            put(found, ("request",), self.content_of(body), body.get("required", False))
        for status, node in operation["responses"].items():
            put(found, (f"response {status}".replace("xx", "XX"),), self.content_of(self.resolved(node)), True)
        schemes = self.content.get("components", {}).get("securitySchemes", {})
        for way in operation.get("security", self.content.get("security", ())):
            ways.add(" with ".join(sorted(credential(self.resolved(schemes[name])) for name in way)))
        return found | {("security",): {**ANYTHING, "value": frozenset(ways) if all(ways) and ways else None}}

    def content_of(self, node: Json) -> Flat:
        """What a parameter, a body or an answer holds."""
        media = (each for kind, each in node.get("content", {}).items() if kind.endswith(("json", "*/*")))
        schema = node.get("schema", next(media, {"schema": None}).get("schema", True))
        return {(): {**ANYTHING, "type": NO_JSON, "presence": THERE}} if schema is None else self.flat(schema)

    def flat(self, schema: Any, *inside: str) -> Flat:
        """The facts of a schema. `inside` are the references that led to it; one that leads back is not followed."""
        if isinstance(schema, bool) or schema.get("$ref") in inside:
            return {(): ANYTHING}
        found, required = Flat({(): facts(schema)}), schema.get("required", ())
        fields = dict.fromkeys(required, True) | schema.get("properties", {})
        fields |= {"[]": schema.get("items", True)} if "array" in (found[()]["type"] or ()) else {}
        fields |= {"*": schema["additionalProperties"]} if isinstance(schema.get("additionalProperties"), dict) else {}
        for name, inner in fields.items():
            put(found, (name,), self.flat(inner, *inside), name in (*required, "[]", "*"))
        parts = [self.flat(part, *inside) for part in schema.get("allOf", ())]
        parts += [self.flat(self.resolved(schema), *inside, schema["$ref"])] if "$ref" in schema else []
        unions = [schema[key] for key in ("anyOf", "oneOf") if key in schema]
        parts += [either([self.flat(branch, *inside) for branch in union]) for union in unions]
        for part in parts:
            found |= {path: both(found[path], each) if path in found else each for path, each in part.items()}
        if schema.get("nullable"):  # OpenAPI 3.0 has it beside an allOf, too
            found[()] = {**found[()], "presence": found[()]["presence"] | {"null"}}
        return found


def facts(schema: Json) -> Facts:
    """What a schema's own keywords say."""
    listed = [schema["const"]] if "const" in schema else schema.get("enum")
    form = schema.get("pattern", schema.get("format"))
    stated = schema.get("type", "string" if listed else "object" if "properties" in schema else ())
    types = frozenset([stated] if isinstance(stated, str) else stated)
    if not listed and (listing := LISTING.fullmatch(form or "")):
        listed, form = listing[1].split("|"), None
    found = {limit: schema[limit] for limit in LIMITS if limit in schema}
    if "integer" in types and "exclusiveMinimum" in schema:
        found["minimum"] = schema["exclusiveMinimum"] + 1
    return found | {
        "presence": THERE if types and "null" not in types else THERE | {"null"},
        "type": types - {"null"} if types else None,
        "value": frozenset(map(str, listed)) if listed else None,
        "format": frozenset({"uuid" if form == UUID else form}) if form and "string" in types else None,
    }


def credential(scheme: Json) -> str:
    """What a security scheme puts on the wire, since its name in the document means nothing."""
    if scheme["type"] == "apiKey":
        return f"{scheme['in']} {scheme['name'].lower()}"
    kind = f"{scheme['type']} {scheme.get('scheme', '').lower()}".strip()
    return "bearer token" if kind == "http bearer" else kind


def put(found: Flat, place: Place, inner: Flat, required: bool) -> None:
    """Put what stands at a place there."""
    found |= {(*place, *path): each for path, each in inner.items()}
    if not required:
        found[place] = {**found[place], "presence": found[place]["presence"] | {"missing"}}


def both(some: Facts, other: Facts) -> Facts:
    """What is so by both (allOf)."""
    sets = {name: some[name] & other[name] for name in ANYTHING if None not in (some[name], other[name])}
    return {**some, **{name: fact for name, fact in other.items() if fact is not None}, **sets}


def either(branches: list[Flat]) -> Flat:
    """What is so by one or another (anyOf, oneOf)."""
    nullable = any("null" in branch[()]["presence"] for branch in branches)
    branches = [branch for branch in branches if branch[()]["type"] != NONE] or branches  # all but null
    fields = (path for path in branches[0] if len(path) == 1)
    tag = next((path for path in fields if all(each.get(path, ANYTHING)["value"] for each in branches)), None)
    found = Flat()
    for path in dict.fromkeys(path for branch in branches for path in branch):
        having = [branch for branch in branches if path in branch]
        sets = {name: [branch[path][name] for branch in having] for name in ANYTHING}
        found[path] = {name: None if None in each else NONE.union(*each) for name, each in sets.items()}
        if len(having) == 1 or all(branch[path] == having[0][path] for branch in having):
            found[path] = {**having[0][path]}
        requiring = [branch for branch in having if "missing" not in branch[path]["presence"]]
        lacking = path and any(path[:-1] in branch and path not in branch for branch in branches)
        if tag and len(path) == 1 and (lacking or requiring != having):
            # Whether all that have it require it is told apart: that is known of ours in words, the only way it has.
            values = {value for branch in requiring for value in branch[tag]["value"]}
            found[path]["demands"] = {(tag[0], value, requiring == having) for value in values}
        found[path]["presence"] |= {"missing"} if lacking else NONE
    found[()]["presence"] |= {"null"} if nullable else NONE
    return found


def compare(ours: Operations, theirs: Operations) -> list[tuple[str, ...]]:
    """Each difference, the worst first: what it means, the operation of ours, which part of that, and what it is."""
    found = set()
    for key, (label, flat) in ours.items():
        notes = differences(flat, theirs[key][1]) if key in theirs else [("breaking", "operation", "removed")]
        found |= {(mark, label, part, text) for mark, part, text in notes}
    return sorted(found, key=lambda each: (MARKS.index(each[0]), *each[1:]))


def differences(ours: Flat, theirs: Flat) -> Iterator[Note]:
    """The differences of two operations. Below what is added, removed or of another type there is nothing to add."""
    parts = {path[0] for path in ours if path[0].startswith("response")}
    expected = {path: each for path, each in ours.items() if path[0] not in parts}
    done, known = set[Place](), set[str]()
    for part in sorted({path[0] for path in theirs if path[0].startswith("response")}):
        if match := next((each for each in (part, f"{part[:10]}XX", "response default") if each in parts), None):
            known.add(match)
            expected |= {(part, *path[1:]): each for path, each in ours.items() if path[0] == match}
        else:
            done.add((part,))
            yield "breaking" if part[9] == "2" else "new", "status", f"{part[9:]}: added"
    # We describe more than vendors do: failures, and a second success. That costs nothing while one success is left.
    lost = {part for part in parts - known if part[9] == "2" and not any(each[9] == "2" for each in known)}
    for mark, gone in (("breaking", lost), ("harmless", parts - known - lost)):
        if gone:
            yield mark, "status", f"{', '.join(sorted(part[9:] for part in gone))}: removed"
    for path in sorted(expected.keys() | theirs.keys()):
        old, new = expected.get(path), theirs.get(path)
        if path in done or path[:-1] in done or (path[-1] == "*" and None in (old, new)):
            done.add(path)
            continue
        demands = [
            (f"{tag} {value}", own)
            for tag, value, own in sorted((new or {}).get("demands", NONE) - (old or {}).get("demands", NONE))
            if value in (expected.get((*path[:-1], tag), ANYTHING)["value"] or [value])  # we do send that
        ]
        where = ".".join(path[1:]).replace(".[]", "[]") or ("credentials" if path[0] == "security" else "body")
        for mark, text in changes(old, new, path, demands):
            yield mark, path[0], f"{where}: {text}"
        if not (old and new and old["type"] and new["type"] and wide(old["type"]) & wide(new["type"])):
            done.add(path)


def changes(
    old: Facts | None, new: Facts | None, path: Place, demands: list[tuple[str, bool]]
) -> Iterator[tuple[str, str]]:
    """What became of what stands at a path, and what that means. They require it with what is in `demands`."""
    request = path[0] in ("request", "parameter", "security")
    if not new:
        unmissed = path[0][9:10] in ("4", "5") and old and "missing" in old["presence"]  # in a failure
        yield "harmless" if unmissed else "breaking", "removed"
    elif not old:
        required = request and ("missing" not in new["presence"] or bool(demands))
        how = f", {word(THERE if required else new['presence'] - {'null'})}" if request else ""
        when = "".join(f" with {demand}" for demand, _ in demands if request)
        yield "breaking" if required else "new", f"added{how}{when} ({listed(new['type'])})"
    elif old["type"] != NO_JSON:
        # Null has no part in a request, since the client never sends it, and where any type is one of them.
        said = {"there", "missing"} | ({"null"} if not request and None not in (old["type"], new["type"]) else NONE)
        for name in ANYTHING:
            before, after = (old[name] & said, new[name] & said) if name == "presence" else (old[name], new[name])
            sent, taken = (before, after) if request else (after, before)
            fits = taken is None or (sent is not None and sent <= wide(taken))
            # What we leave open in a request may be listed. A success without its data is none to the client.
            fits |= (request and before is None and name != "type") or (name == "presence" and path[1:] == ("data",))
            if before != after:
                text = (
                    f"{word(before)} -> {word(after)}"
                    if name == "presence"
                    else f"{name} {listed(before)} -> {listed(after)}"
                )
                yield "breaking" if not fits else "new" if request and name == "value" else "harmless", text
            if name == "type" and before and after and not wide(before) & wide(after):
                return
        for name in LIMITS if request else ():  # nobody holds answers to limits
            before, after = old.get(name), new.get(name)
            if before != after:
                tighter = before is not None and after is not None and (after > before) == name.startswith("min")
                yield "breaking" if tighter else "new" if before is None else "harmless", f"{name} {before} -> {after}"
        for demand in (demand for demand, own in demands if request and not own and "missing" in old["presence"]):
            yield "breaking", f"optional -> required with {demand}"


def wide(types: frozenset[str]) -> frozenset[str]:
    return types | {"integer"} if "number" in types else types


def listed(values: frozenset[str] | None) -> str:
    return "any" if values is None else ", ".join(sorted(values)) or "null"


def word(presence: frozenset[str]) -> str:
    return ("optional" if "missing" in presence else "required") + (" or null" if "null" in presence else "")


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m tools.api_diff",
        description="Compare our contract with an OpenAPI document that the vendor publishes.",
        epilog="Exit status: 0 nothing breaks, 1 something does, 2 a document cannot be read.",
    )
    parser.add_argument("--contract", default=str(CONTRACT), help="our contract (default: openapi.yaml)")
    parser.add_argument("published", nargs="?", help=f"a file or an http(s) address (default: {PUBLISHED})")
    options = parser.parse_args(arguments)
    source = options.contract
    try:
        ours = Document(source).operations([""])
        versions = {f"/{label.split('/')[1]}" for label, _ in ours.values()}
        source = options.published or PUBLISHED
        theirs = Document(source).operations(["", *versions])
    except (*UNREADABLE, *MALFORMED) as error:
        malformed = "it is not as OpenAPI has it: " if isinstance(error, MALFORMED) else ""
        said = getattr(error, "strerror", None) or str(error) or type(error).__name__
        print(f"cannot read {source}: {malformed}{' '.join(said.split())}", file=sys.stderr)
        return 2
    found = compare(ours, theirs)
    counts = Counter(each[0] for each in found)
    for mark, *rest in found:
        print(f"{mark:<8}  {'  '.join(rest)}")
    summary = ", ".join(f"{counts[mark]} {mark}" for mark in MARKS) + "."
    print(summary if found else "No difference in the operations that we describe.")
    return 1 if counts["breaking"] else 0


if __name__ == "__main__":
    sys.exit(main())
