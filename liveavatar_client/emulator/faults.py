"""Failures that a test asks for."""

import json
import re
from collections.abc import Mapping
from typing import Any

from attrs import define, field
from werkzeug.wrappers import Request, Response

from .contract import contract
from .refusal import Refusal

_IDENTIFIER = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


def json_response(body: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """An answer in JSON."""
    return Response(json.dumps(body), status=status, headers=dict(headers or {}), mimetype="application/json")


def check_name(operation: str | None) -> None:
    """Raise ValueError for a name that no call has."""
    if operation is None or _IDENTIFIER.fullmatch(operation):
        return
    operations = contract().operations
    ends = {each.last_part for each in operations if not each.last_part.startswith("{")}
    if operation not in ends | {each.name for each in operations}:
        raise ValueError(
            f"There is no call {operation!r}. Calls are known by their names, which are "
            f"{', '.join(sorted(each.name for each in operations))}, and by the last part of their paths: an "
            f"identifier, or {', '.join(sorted(ends))}."
        )


@define
class Fault:
    """A failure of the next calls."""

    operation: str | None
    """The name of the call, or the last part of its path, such as "start"; None for any."""
    status: int
    body: Any
    headers: Mapping[str, str] = field(factory=dict)
    times: int = 1
    after: bool = False
    """Whether the service does what it was asked, and only its answer is lost."""

    def hits(self, request: Request) -> bool:
        """Whether it is meant for this request."""
        if self.operation in (None, request.path.rsplit("/", 1)[-1]):
            return True
        try:
            return contract().find(request.method, request.path)[0].name == self.operation
        except Refusal:
            return False

    def response(self) -> Response:
        """The answer that comes in place of the service's own."""
        if isinstance(self.body, str | bytes):
            return Response(self.body, status=self.status, headers=dict(self.headers), mimetype="text/html")
        return json_response(self.body, self.status, self.headers)
