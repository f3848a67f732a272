"""Failures that a test asks for."""

from collections.abc import Mapping
from typing import Any

from attrs import define, field
from werkzeug.wrappers import Response

from .answers import json_response


@define
class Fault:
    """A failure of the next calls."""

    operation: str | None
    """The last part of the path, such as "start"; None for any."""
    status: int
    body: Any
    headers: Mapping[str, str] = field(factory=dict)
    times: int = 1
    after: bool = False
    """Whether the service does what it was asked, and only its answer is lost."""

    def response(self) -> Response:
        """The answer that comes in place of the service's own."""
        if isinstance(self.body, str | bytes):
            return Response(self.body, status=self.status, headers=dict(self.headers), mimetype="text/html")
        return json_response(self.body, self.status, self.headers)
