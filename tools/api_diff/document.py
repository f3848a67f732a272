"""An OpenAPI document: loading it from a file or an address, and following its references."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import httpx
import yaml

TIMEOUT = 30.0  # seconds, for each step of a download


class DocumentError(Exception):
    """A document cannot be read. The message is one line that names the document and says why."""


@dataclass(frozen=True)
class Document:
    """A loaded document, and where it came from."""

    source: str
    content: dict[str, Any]

    def error(self, reason: str) -> DocumentError:
        """Return the error to raise when the document turns out to be unreadable for this reason."""
        return DocumentError(f"cannot read {self.source}: {' '.join(reason.split())}")

    def mapping(self, node: Any, what: str) -> dict[str, Any]:
        """Return a part that has to be a mapping, its keys as text (YAML reads the status 200 as a number)."""
        if not isinstance(node, dict | None):
            raise self.error(f"{what} is not a mapping")
        return {str(key): value for key, value in (node or {}).items()}

    def sequence(self, node: Any, what: str) -> list[Any]:
        """Return a part that has to be a list."""
        if not isinstance(node, list | None):
            raise self.error(f"{what} is not a list")
        return node or []

    def at(self, reference: str) -> Any:
        """Return what a reference such as `#/components/schemas/Session` points at."""
        if not reference.startswith("#"):
            raise self.error(f"the reference {reference} leads out of the document")
        node: Any = self.content
        for step in unquote(reference[1:]).split("/")[1:]:
            key = step.replace("~1", "/").replace("~0", "~")
            if isinstance(node, list) and key.isdecimal() and int(key) < len(node):
                node = node[int(key)]
            elif isinstance(node, dict) and key in node:
                node = node[key]
            else:
                raise self.error(f"the reference {reference} leads nowhere")
        return node

    def follow(self, node: Any, what: str) -> dict[str, Any]:
        """Return a part that is no schema (a parameter, a response, ...), or what it refers to."""
        found, followed = self.mapping(node, what), set()
        while "$ref" in found:
            reference = str(found["$ref"])
            if reference in followed:
                raise self.error(f"the reference {reference} leads back to itself")
            followed.add(reference)
            found = self.mapping(self.at(reference), what)
        return found


def load(source: str) -> Document:
    """Load an OpenAPI 3 document, JSON or YAML, from a file or an http(s) address. Raises DocumentError."""
    document = Document(source, {})
    try:
        is_address = source.lower().startswith(("http://", "https://"))
        content = _parse(_download(source) if is_address else Path(source).read_text(encoding="utf-8-sig"))
    except RecursionError:
        raise document.error("it is nested too deeply") from None
    except (OSError, httpx.HTTPError, httpx.InvalidURL, ValueError, yaml.YAMLError) as error:
        raise document.error(getattr(error, "strerror", None) or str(error) or type(error).__name__) from error
    if not isinstance(content, dict) or not str(content.get("openapi", "")).startswith("3."):
        raise document.error("it is not an OpenAPI 3 document")
    if not isinstance(content.get("paths"), dict):
        raise document.error("it has no paths")
    return Document(source, content)


def _download(address: str) -> str:
    # Redirects are followed without a second thought: no credential is sent.
    response = httpx.get(address, timeout=TIMEOUT, follow_redirects=True)
    if not response.is_success:
        raise ValueError(f"the answer was {response.status_code} {response.reason_phrase}")
    return response.text


def _parse(text: str) -> Any:
    # JSON is YAML too, but the YAML parser takes many seconds over a document of the vendor's size.
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        return yaml.safe_load(text)
