"""Failures that a test asks for."""

import json
import re
import threading
from collections.abc import Mapping
from typing import Any

from attrs import define, field
from werkzeug.wrappers import Request, Response

from ..arguments import count, fits, given
from .contract import contract
from .refusal import Refusal

_CALLS_OF = {
    "keep_alive": ("keep_session_alive",),
    "close_session": ("stop_session",),
    "new_session": ("create_session_token", "start_session"),
    "session": ("create_session_token", "start_session", "stop_session"),
    "stop_all_sessions": ("list_sessions", "stop_session"),
}
"""The methods of the client that are no calls of the contract, and what they call."""

_IDENTIFIER = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


def json_response(body: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """An answer in JSON."""
    return Response(json.dumps(body), status=status, headers=dict(headers or {}), mimetype="application/json")


def meant(operation: str | None) -> str | None:
    """The name of a call, as Fault takes it. Raises ValueError for one that no call has."""
    fits("operation", operation, (str, None))
    if operation is None or _IDENTIFIER.fullmatch(operation):
        return operation
    if named := _CALLS_OF.get(operation):
        if len(named) > 1:
            raise ValueError(f"{operation} makes more than one call. Which is to fail: {', '.join(named)}?")
        return named[0]
    operations = contract().operations
    ends = {each.last_part for each in operations if not each.last_part.startswith("{")}
    names = {each.name for each in operations} | {name for name, called in _CALLS_OF.items() if len(called) == 1}
    if operation not in ends | names:
        raise ValueError(
            f"There is no call {operation!r}. Calls are known by their names, which are "
            f"{', '.join(sorted(names))}, and by the last part of their paths: an "
            f"identifier, or {', '.join(sorted(ends))}."
        )
    return operation


@define
class Fault:
    """A failure of the next calls."""

    operation: str | None
    """The name of the call, or the last part of its path, such as "start"; None for any."""
    status: int | None
    """None for the service's own answer."""
    body: Any
    headers: Mapping[str, str] = field(factory=dict)
    times: int = 1
    after: bool = False
    """Whether the service does what it was asked, and only its answer is lost."""
    delay: float = 0
    """Seconds before the answer."""
    hang: bool = False
    """Whether there is never an answer."""
    hang_up: bool = False
    """Whether there is the end of the connection in place of an answer."""

    def __attrs_post_init__(self) -> None:
        """Raise TypeError or ValueError where it makes no sense."""
        given("status", self.status, (int, None), minimum=200, maximum=599)
        given("delay", self.delay, (float,), minimum=0, maximum=threading.TIMEOUT_MAX)
        count("times", self.times, least=1)
        for name in ("after", "hang", "hang_up"):
            given(name, getattr(self, name), (bool,))
        if self.hang and self.hang_up:
            raise ValueError("hang and hang_up exclude each other: a call waits, or its connection ends.")
        self.response()

    def hits(self, request: Request) -> bool:
        """Whether it is meant for this request."""
        if self.operation in (None, request.path.rsplit("/", 1)[-1]):
            return True
        try:
            return contract().find(request.method, request.path)[0].name == self.operation
        except Refusal:
            return False

    def response(self) -> Response | None:
        """The answer that comes in place of the service's own; None where that comes."""
        if self.status is None:
            return None
        if isinstance(self.body, str | bytes):
            return Response(self.body, status=self.status, headers=dict(self.headers), mimetype="text/html")
        return json_response(self.body, self.status, self.headers)
