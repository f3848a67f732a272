"""What a published document means for a client that is generated from our contract.

Two questions decide. In a request: do they still take all that we can send? In an answer: can they give something
that we are not prepared for? A no to the first or a yes to the second is breaking. What we could make use of is new,
and the rest is harmless.

Where our contract leaves a request open (any text, no upper limit) it leaves the choice to the caller and the
service. That the vendor lists the values or states the limit is then new to us, not breaking.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from tools.api_diff.document import Document
from tools.api_diff.operation import IN_BRACES, Operation, base_paths, places, read_operation
from tools.api_diff.shape import LOWER, Shape

VERSION = re.compile(r"/v\d+(?=/)")


class Mark(Enum):
    """What a difference means for us, the worst first."""

    BREAKING = "breaking"
    NEW = "new"
    HARMLESS = "harmless"


class Way(Enum):
    """Which way a value goes. A failure is an answer too, of which we rely on less."""

    REQUEST = "request"
    ANSWER = "answer"
    FAILURE = "failure"


Note = tuple[Mark, str]
Types = frozenset[str] | None


@dataclass(frozen=True)
class Finding:
    """One difference: what it means, in which operation and which part of it, and what it is."""

    mark: Mark
    operation: str
    part: str
    text: str

    def __str__(self) -> str:
        return f"{self.mark.value:<8}  {self.operation}  {self.part}  {self.text}"


def compare(contract: Document, published: Document) -> list[Finding]:
    """Return what differs in the operations of our contract, the worst first, in a stable order."""
    bases = base_paths(contract) or [""]
    # A document that does not say where it is served may have our base path or our version in its paths, or may not.
    versions = {match[0] for path in contract.content["paths"] if (match := VERSION.match(path))}
    theirs = places(published, base_paths(published) or ["", *bases, *sorted(versions)])
    findings = set()
    for key, place in places(contract, bases).items():
        label = f"{place.method.upper()} {place.path}"
        if key not in theirs:
            findings.add(Finding(Mark.BREAKING, label, "operation", "removed"))
            continue
        names = IN_BRACES.findall(place.path)
        ours, other = read_operation(contract, place, names), read_operation(published, theirs[key], names)
        findings |= {Finding(mark, label, part, text) for part, (mark, text) in _operations(ours, other)}
    marks = list(Mark)
    return sorted(findings, key=lambda each: (marks.index(each.mark), each.operation, each.part, each.text))


def _operations(ours: Operation, theirs: Operation) -> Iterator[tuple[str, Note]]:
    """Yield each difference of two operations, with the part of them that it is in."""
    for note in _fields(ours.parameters, theirs.parameters, Way.REQUEST, ""):
        yield "parameter", note
    for note in _bodies(ours.body, theirs.body, Way.REQUEST, theirs.body_required):
        yield "request", note
    if ours.body and theirs.body and theirs.body_required and not ours.body_required:
        yield "request", (Mark.BREAKING, "body: optional -> required")
    yield from _responses(ours, theirs)
    for note in _security(ours, theirs):
        yield "security", note


def _responses(ours: Operation, theirs: Operation) -> Iterator[tuple[str, Note]]:
    """Yield the differences of the answers. One that several statuses share comes once, with all of them."""
    known = set()
    shared: dict[Note, list[str]] = {}
    for status, body in sorted(theirs.responses.items()):
        way = Way.ANSWER if status.startswith("2") else Way.FAILURE
        match = next((each for each in (status, f"{status[0]}XX", "DEFAULT") if each in ours.responses), None)
        if match is None:
            yield "status", (_mark(way is Way.ANSWER, Mark.NEW), f"{status}: added")
        else:
            known.add(match)
            for note in _bodies(ours.responses[match], body, way):
                shared.setdefault(note, []).append(status)
    for note, statuses in shared.items():
        yield f"response {', '.join(statuses)}", note
    # We describe more than vendors do: failures, and a second success. That costs nothing while one success is left.
    gone = ours.responses.keys() - known
    success_left = any(status.startswith("2") for status in known)
    lost = {status for status in gone if status.startswith("2") and not success_left}
    for mark, removed in ((Mark.BREAKING, lost), (Mark.HARMLESS, gone - lost)):
        if removed:
            yield "status", (mark, f"{_list(removed)}: removed")


def _bodies(ours: Shape | None, theirs: Shape | None, way: Way, required: bool = False) -> Iterator[Note]:
    if ours and theirs:
        yield from _shapes(ours, theirs, way, "")
    elif theirs:
        yield _mark(required, Mark.NEW), f"body: added, {_word(required)}" if way is Way.REQUEST else "body: added"
    elif ours:
        yield _mark(way is not Way.FAILURE), "body: removed"


def _security(ours: Operation, theirs: Operation) -> Iterator[Note]:
    for sent in ours.credentials:
        if not any(accepted <= sent for accepted in theirs.credentials):
            yield Mark.BREAKING, f"{_credentials(sent)}: no longer accepted"
    for accepted in theirs.credentials - ours.credentials:
        yield Mark.NEW if accepted else Mark.HARMLESS, f"{_credentials(accepted)}: accepted"


def _credentials(credentials: frozenset[str]) -> str:
    return " with ".join(sorted(credentials)) or "no credential"


def _shapes(ours: Shape, theirs: Shape, way: Way, path: str, before: bool = True, after: bool = True) -> Iterator[Note]:
    """Yield the differences of two shapes at a path. Below a type that is another one there is nothing to add.

    before, after: whether the value has to be there, in ours and in theirs
    """
    where = path or "body"
    yield from _presence(ours, theirs, way, where, before, after)
    if ours.cut or theirs.cut:  # the same schema has been compared further up
        return
    if ours.types != theirs.types:
        fits = _fits(ours.types, theirs.types) if way is Way.REQUEST else _fits(theirs.types, ours.types)
        yield _mark(not fits), f"{where}: type {_names(ours.types)} -> {_names(theirs.types)}"
    if ours.types is None or theirs.types is None or not _wide(ours.types) & _wide(theirs.types):
        return
    if way is Way.REQUEST:  # answers are not held to limits by anybody
        yield from _limits(ours, theirs, where)
    yield from _values(ours, theirs, way, where)
    yield from _form(ours, theirs, way, where)
    if ours.items and theirs.items:
        yield from _shapes(ours.items, theirs.items, way, f"{path}[]")
    if "object" in ours.types & theirs.types:
        yield from _fields(ours, theirs, way, path)
        if ours.extra:
            yield from _shapes(ours.extra, theirs.extra or Shape(), way, f"{path}.*")


def _fields(ours: Shape, theirs: Shape, way: Way, path: str) -> Iterator[Note]:
    """Yield the differences of the fields of two objects. An added or removed field stands for all below it."""
    for name in sorted(ours.fields.keys() | theirs.fields.keys()):
        where = f"{path}.{name}" if path else name
        if name not in theirs.fields:
            # A field that may be missing is one that a failure can do without. From a success it is gone for good.
            yield _mark(way is not Way.FAILURE or name in ours.required), f"{where}: removed"
        elif name not in ours.fields:
            yield _added(name, where, ours, theirs, way)
        else:
            before, after = name in ours.required, name in theirs.required
            yield from _shapes(ours.fields[name], theirs.fields[name], way, where, before, after)
            if way is Way.REQUEST and not before and not after and (when := _required_when(name, ours, theirs)):
                # That a mode requires what only it has is known: our contract says it in words, the only way it has.
                yield _mark(not theirs.conditions[name].own), f"{where}: optional -> required{when}"


def _added(name: str, where: str, ours: Shape, theirs: Shape, way: Way) -> Note:
    kind = "recursive" if theirs.fields[name].cut else _names(theirs.fields[name].types)
    if way is not Way.REQUEST:
        return Mark.NEW, f"{where}: added ({kind})"
    when = "" if name in theirs.required else _required_when(name, ours, theirs)
    required = name in theirs.required or bool(when)
    return _mark(required, Mark.NEW), f"{where}: added, {_word(required)}{when} ({kind})"


def _presence(ours: Shape, theirs: Shape, way: Way, where: str, before: bool, after: bool) -> Iterator[Note]:
    """Yield how it changed whether a value is there, and whether it may be null instead."""
    if way is Way.REQUEST:  # null has no part in it: the client never sends it
        if before != after:
            yield _mark(after), f"{where}: {_word(before)} -> {_word(after)}"
        return
    any_type = ours.types is None or theirs.types is None  # which includes null: the type says it all
    null_before, null_after = (ours.nullable, theirs.nullable) if not any_type else (False, False)
    if (before, null_before) != (after, null_after):
        # A success without its data is none, to the client, which has an error for that.
        breaking = where != "data" and (before > after or null_after > null_before)
        yield _mark(breaking), f"{where}: {_word(before, null_before)} -> {_word(after, null_after)}"


def _required_when(name: str, ours: Shape, theirs: Shape) -> str:
    """Return when they require a field that we may leave out, such as " with mode LITE", or nothing if never."""
    if not (condition := theirs.conditions.get(name)):
        return ""
    sent = ours.fields.get(condition.tag, Shape()).values
    values = condition.values if sent is None else condition.values & sent
    known = ours.conditions.get(name)
    if known and known.tag == condition.tag:
        values -= known.values
    return f" with {condition.tag} {_list(values)}" if values else ""


def _values(ours: Shape, theirs: Shape, way: Way, where: str) -> Iterator[Note]:
    request = way is Way.REQUEST
    if ours.values is not None and theirs.values is not None:
        for value in theirs.values - ours.values:
            yield _mark(not request, Mark.NEW if request else Mark.HARMLESS), f"{where}: value {value} added"
        for value in ours.values - theirs.values:
            yield _mark(request), f"{where}: value {value} removed"
    elif theirs.values is not None:
        yield Mark.NEW if request else Mark.HARMLESS, f"{where}: any value -> one of {_list(theirs.values)}"
    elif ours.values is not None:
        yield _mark(not request), f"{where}: one of {_list(ours.values)} -> any value"


def _form(ours: Shape, theirs: Shape, way: Way, where: str) -> Iterator[Note]:
    if ours.form != theirs.form:
        # In a request it says more or less closely what text we mean. In an answer our models parse theirs by ours.
        harmless = ours.form is None or (way is Way.REQUEST and theirs.form is None)
        yield _mark(not harmless), f"{where}: format {ours.form or 'any'} -> {theirs.form or 'any'}"


def _limits(ours: Shape, theirs: Shape, where: str) -> Iterator[Note]:
    for name in ours.limits.keys() | theirs.limits.keys():
        before, after = ours.limits.get(name), theirs.limits.get(name)
        text = f"{where}: {name} {_number(before)} -> {_number(after)}"
        if before is None:
            yield Mark.NEW, text
        elif after is None:
            yield Mark.HARMLESS, text
        elif before != after:
            yield _mark(after > before if name in LOWER else after < before), text


def _mark(breaking: bool, otherwise: Mark = Mark.HARMLESS) -> Mark:
    return Mark.BREAKING if breaking else otherwise


def _fits(sent: Types, taken: Types) -> bool:
    """Tell whether whoever takes these types can take all that is sent."""
    return taken is None or (sent is not None and sent <= _wide(taken))


def _wide(types: frozenset[str]) -> frozenset[str]:
    return types | {"integer"} if "number" in types else types


def _word(required: bool, nullable: bool = False) -> str:
    return ("required" if required else "optional") + (" or null" if nullable else "")


def _names(types: Types) -> str:
    return "any" if types is None else " or ".join(sorted(types)) or "null"


def _list(values: Iterable[str]) -> str:
    return ", ".join(sorted(values))


def _number(limit: float | None) -> str:
    return "none" if limit is None else f"{limit:g}"
