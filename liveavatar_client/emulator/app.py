"""The service as a function from requests to answers."""

import threading
from collections import Counter, deque
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from attrs import define, field
from werkzeug.http import http_date
from werkzeug.wrappers import Request, Response

from .contract import Operation, contract
from .faults import Fault, json_response
from .refusal import Refusal, refusal
from .rules.service import Call
from .rules.sessions import Sessions
from .rules.things import Page
from .seen import Seen


@define
class App:
    """Takes requests, one at a time: checks each against the contract, applies the service's rules, and answers.

    Whatever comes, and whatever goes wrong in here, gets an answer.
    """

    service: Sessions
    calls: Callable[[str], Call | None]
    api_key: str
    rate_limit: int | None
    faults: list[Fault] = field(factory=list)
    seen: deque[Seen] = field(factory=lambda: deque(maxlen=10_000))
    lock: threading.RLock = field(factory=threading.RLock)
    window: Counter[tuple[str, int]] = field(factory=Counter)

    def answer(self, request: Request) -> Response:
        """What the service answers."""
        seen = Seen(request.method, request.path, dict(request.headers), request.get_json(silent=True))
        with self.lock:
            try:
                response = self._faulty(request) or self._served(request)
            except Exception as error:
                said = f"The emulator failed: {type(error).__name__}: {error}"
                response = json_response({"code": 5000, "data": None, "message": said}, 500)
            seen.status = response.status_code
            self.seen.append(seen)
        response.headers["Date"] = http_date(self.service.clock.now())
        response.headers["X-RateLimit-Reset"] = "1"
        return response

    def _faulty(self, request: Request) -> Response | None:
        for fault in self.faults:
            if fault.times > 0 and fault.hits(request):
                fault.times -= 1
                if fault.after:
                    self._served(request)
                return fault.response()
        return None

    def _served(self, request: Request) -> Response:
        try:
            self.service.settle()
            self._limit(request)
            operation, identifiers = contract().find(request.method, request.path)
            operation.check(request)
            given = self._credential(operation, request)
            data = self._call(operation, identifiers, request, given)
        except Refusal as no:
            return json_response(no.body, no.status, no.headers)
        if operation.success == 204:
            return Response(status=204)
        return json_response({"code": 1000, "data": data, "message": operation.message}, operation.success)

    def _limit(self, request: Request) -> None:
        """One fixed window of a second for each endpoint."""
        window = (request.path, int(self.service.clock.now().timestamp()))
        self.window[window] += 1
        if self.rate_limit is not None and self.window[window] > self.rate_limit:
            raise refusal(429, 4029, "Too many requests", headers={"Retry-After": "1"})
        if len(self.window) > 1000:
            self.window.clear()

    def _credential(self, operation: Operation, request: Request) -> dict[str, str | None]:
        """The session's token, for a call that takes one. Raises Refusal for a credential that is wrong."""
        by_token = "SessionToken" in operation.credentials and "Authorization" in request.headers
        if by_token:
            token = request.headers["Authorization"].removeprefix("Bearer ")
            if token not in self.service.minted:
                raise refusal(401, 4001, "Invalid session token")
        elif operation.credentials and request.headers.get("X-API-KEY") != self.api_key:
            raise refusal(401, 4001, "Invalid API key")
        return {"token": token if by_token else None} if "SessionToken" in operation.credentials else {}

    def _call(
        self, operation: Operation, identifiers: tuple[str, ...], request: Request, given: dict[str, str | None]
    ) -> Any:
        """What the service does; the contract allows the request."""
        call = self.calls(operation.name)
        if call is None:
            raise refusal(501, 5001, f"The emulator does not know how to do {operation.name}")
        arguments: dict[str, Any] = {**operation.asked(request.args), **given}
        if operation.takes_body:
            arguments["body"] = request.get_json(silent=True) or {}
        if "page" in arguments:
            asked = request.args.to_dict()

            def address(number: int) -> str:
                return f"{request.base_url}?{urlencode({**asked, 'page': number})}"

            arguments["page"] = Page(arguments["page"], arguments.pop("page_size"), address)
        return call(*(identifier.lower() for identifier in identifiers), **arguments)
