"""The service as a function from requests to answers."""

import threading
from collections import Counter, deque
from typing import Any
from uuid import UUID

from attrs import define, field
from werkzeug.http import http_date
from werkzeug.wrappers import Request, Response

from . import answers
from .answers import json_response
from .contract import check
from .faults import Fault
from .record import Seen, Session
from .refusal import Refusal, refusal
from .service import Service


@define
class App:
    """Takes requests, one at a time: checks each against the contract, applies the service's rules, and answers."""

    service: Service
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
            response = self._faulty(request) or self._served(request)
            seen.status = response.status_code
            self.seen.append(seen)
        response.headers["Date"] = http_date(self.service.clock.now())
        response.headers["X-RateLimit-Reset"] = "1"
        return response

    def _faulty(self, request: Request) -> Response | None:
        for fault in self.faults:
            if fault.times > 0 and fault.operation in (None, request.path.rsplit("/", 1)[-1]):
                fault.times -= 1
                if fault.after:
                    self._served(request)
                return fault.response()
        return None

    def _served(self, request: Request) -> Response:
        self.service.settle()
        try:
            self._limit(request)
            check(request)
            body, status = self._route(request)
            return json_response(body, status)
        except Refusal as no:
            return json_response(no.body, no.status, no.headers)

    def _limit(self, request: Request) -> None:
        """One fixed window of a second for each endpoint."""
        window = (request.path, int(self.service.clock.now().timestamp()))
        self.window[window] += 1
        if self.rate_limit is not None and self.window[window] > self.rate_limit:
            raise refusal(429, 4029, "Too many requests", headers={"Retry-After": "1"})
        if len(self.window) > 1000:
            self.window.clear()

    def _route(self, request: Request) -> tuple[dict[str, Any], int]:
        """What the service does; the contract allows the request."""
        service, body = self.service, request.get_json(silent=True) or {}
        match request.method, request.path.removeprefix("/v1/sessions").strip("/").split("/"):
            case "POST", ["token"]:
                self._by_key(request)
                return answers.token(service.mint(body)), 200
            case "POST", ["start"]:
                return answers.started(service.start(self._by_token(request)), service), 201
            case "POST", ["stop"]:
                self._by_owner(request, body["session_id"])
                service.stop(_canonical(body["session_id"]), body.get("reason"))
                return answers.envelope(None, "Session stopped"), 200
            case "POST", ["keep-alive"]:
                self._by_owner(request, body["session_id"])
                service.keep_alive(_canonical(body["session_id"]))
                return answers.envelope(None, "Session kept alive"), 200
        self._by_key(request)
        match request.path.removeprefix("/v1/sessions").strip("/").split("/"):
            case [""]:
                return self._list(request.args.to_dict()), 200
            case [session_id]:
                return answers.envelope(answers.record(service.find(_canonical(session_id)), service)), 200
            case [session_id, _]:
                start, end = (request.args.get(name, type=int) for name in ("start_timestamp", "end_timestamp"))
                return answers.transcript(service.find(_canonical(session_id)), start, end), 200
        raise Refusal(404, {"detail": "Not Found"})

    def _list(self, asked: dict[str, str]) -> dict[str, Any]:
        def wanted(session: Session) -> bool:
            persona = session.configuration.get("avatar_persona") or {}
            return (
                (asked["type"] == "active") == (session.ended is None)
                and asked.get("avatar_id") in (None, session.configuration["avatar_id"])
                and asked.get("context_id") in (None, persona.get("context_id"))
                and "embed_id" not in asked
            )

        records = [answers.record(s, self.service) for s in reversed(self.service.sessions.values()) if wanted(s)]
        return answers.page(records, int(asked.get("page", 1)), int(asked.get("page_size", 20)), asked)

    # ---- credentials: each raises a Refusal for one that is wrong ----

    def _by_key(self, request: Request) -> None:
        if request.headers.get("X-API-KEY") != self.api_key:
            raise refusal(401, 4001, "Invalid API key")

    def _by_token(self, request: Request) -> str:
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        if token not in self.service.minted:
            raise refusal(401, 4001, "Invalid session token")
        return token

    def _by_owner(self, request: Request, session_id: str) -> None:
        if "Authorization" not in request.headers:
            self._by_key(request)
        elif self.service.minted[self._by_token(request)].session_id != _canonical(session_id):
            raise refusal(403, 4003, "The token is that of another session")


def _canonical(session_id: str) -> str:
    return str(UUID(session_id))
