"""The service as a function from requests to answers."""

import logging
import threading
from collections import Counter, deque
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote, urlencode

from attrs import define, field
from werkzeug.http import http_date
from werkzeug.wrappers import Request, Response

from .browsers import preflight
from .contract import Operation, contract
from .faults import Fault, json_response
from .refusal import Refusal, refusal
from .rules.catalogue import Catalogue
from .rules.keys import Keys
from .rules.service import Call, calls
from .rules.sessions import Sessions
from .rules.things import Clock, Page, Settings
from .seen import Seen

CONTROLS = "/emulator/"
"""Where the emulator itself is asked for something. The service has no such path."""

logger = logging.getLogger("liveavatar_client.emulator")
"""At INFO a line for each request: its method and path, and the status of the answer."""


@define
class App:
    """Takes requests, one at a time: checks each against the contract, applies the service's rules, and answers.

    Whatever comes, and whatever goes wrong in here, gets an answer.

    Args:
        settings: What the account has, and the plan allows.
        credits: What it has of these.
        controls: What the emulator can be asked for from another process, by its name.
    """

    settings: Settings
    credits: float
    controls: Mapping[str, Callable[..., object]]
    service: Sessions = field(init=False)
    calls: Callable[[str], Call | None] = field(init=False)
    faults: list[Fault] = field(factory=list)
    seen: deque[Seen] = field(factory=lambda: deque(maxlen=10_000))
    lock: threading.RLock = field(factory=threading.RLock)
    window: Counter[tuple[str, int]] = field(factory=Counter)
    stopped: threading.Event = field(factory=threading.Event)

    def __attrs_post_init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Be as at the start, with the settings and the credits that were set last."""
        clock = Clock()
        catalogue = Catalogue(clock, self.settings, Keys(clock))
        self.service = Sessions(clock, self.settings, catalogue, self.credits)
        self.calls = calls(self.service)
        for record in (self.faults, self.seen, self.window):
            record.clear()

    def grant(self, credits: float) -> None:
        """Have that many credits left."""
        self.credits = credits
        self.service.grant(credits)

    def answer(self, request: Request) -> Response | None:
        """What the service answers; None where it hangs up."""
        controls = request.path.startswith(CONTROLS)
        response = preflight(request) or self._controlled(request) if controls else self._seen(request)
        logger.info("%s %s %s", request.method, quote(request.path), response.status_code if response else "hung up")
        if response:
            response.headers["Date"] = http_date(self.service.clock.now())
            response.headers["X-RateLimit-Reset"] = "1"
        return response

    def _controlled(self, request: Request) -> Response:
        name = request.path.removeprefix(CONTROLS)
        if name not in self.controls or request.method != "POST":
            said = f"There is {', '.join(f'POST {CONTROLS}{each}' for each in self.controls)}"
            return json_response({"code": 4004, "data": None, "message": said}, 404)
        arguments = request.get_json(force=True, silent=True) if request.get_data() else {}
        try:
            if not isinstance(arguments, dict):
                raise TypeError("The body must be the arguments, as an object in JSON.")
            data = self.controls[name](**arguments)
        except (TypeError, ValueError) as error:
            return json_response({"code": 4000, "data": None, "message": str(error)}, 400)
        return json_response({"code": 1000, "data": data, "message": None})

    def _seen(self, request: Request) -> Response | None:
        seen = Seen(request.method, request.path, dict(request.headers), request.get_json(silent=True))
        response: Response | None = preflight(request)
        with self.lock:
            self.seen.append(seen)
            fault = None if response else self._fault(request)
            if not response and not fault:
                response = self._served(request)
        if fault:
            response = self._faulty(fault, request)
        seen.status = response.status_code if response else 0
        return response

    def _fault(self, request: Request) -> Fault | None:
        for fault in self.faults:
            if fault.times > 0 and fault.hits(request):
                fault.times -= 1
                return fault
        return None

    def _faulty(self, fault: Fault, request: Request) -> Response | None:
        done = self._served(request) if fault.after else None
        self.stopped.wait(None if fault.hang else fault.delay)  # without the lock: all others go on
        if fault.hang or fault.hang_up:
            return None
        return fault.response() or done or self._served(request)

    def _served(self, request: Request) -> Response:
        with self.lock:
            try:
                return self._asked(request)
            except Exception as error:
                said = f"The emulator failed: {type(error).__name__}: {error}"
                return json_response({"code": 5000, "data": None, "message": said}, 500)

    def _asked(self, request: Request) -> Response:
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
        if self.settings.rate_limit is not None and self.window[window] > self.settings.rate_limit:
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
        elif operation.credentials and request.headers.get("X-API-KEY") != self.settings.api_key:
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
