"""The emulator as a person uses it: a service on this machine, with knobs and windows."""

import threading
from collections.abc import Mapping
from types import TracebackType
from typing import Any, Self

from .app import App
from .faults import Fault, check_name
from .http import Server
from .rules.catalogue import Catalogue
from .rules.keys import Keys
from .rules.service import calls
from .rules.sessions import Sessions
from .rules.things import Clock
from .seen import Seen

_MESSAGES = {
    4004: "Session not found",
    4032: "Session concurrency limit reached",
    4033: "No credits available",
}


class Emulator:
    """The LiveAvatar service, over real HTTP, on the loopback address of this machine.

    It checks every request against the contract, and keeps to the rules of the service: a token starts once, sessions
    are limited in number, cost credits, and end when they are idle, too long or out of credits. Avatars, voices,
    languages and voice agents are there from the start; contexts, secrets, language models, memories and embeds are as
    you make them.

    Args:
        api_key: The key that it takes.
        credits: What the account has, in credits. A session costs 1 a minute in LITE mode, 2 in FULL.
        concurrency: How many sessions may run at once. (A free account of the service has one.)
        max_session_duration: What the plan allows, in seconds.
        idle_timeout: Seconds without a keep-alive after which a session ends.
        rate_limit: Requests in a second for each endpoint; None for no limit.
        port: Where to listen; 0 for any free port.
    """

    def __init__(
        self,
        *,
        api_key: str = "emulator-key",
        credits: float = 1000,
        concurrency: int = 100,
        max_session_duration: int = 1200,
        idle_timeout: int = 300,
        rate_limit: int | None = None,
        port: int = 0,
    ) -> None:
        clock = Clock()
        catalogue = Catalogue(clock, Keys(clock))
        sessions = Sessions(clock, catalogue, credits, concurrency, max_session_duration, idle_timeout)
        self._app = App(sessions, calls(sessions), api_key, rate_limit)
        self._server = Server(port, self._app.answer)
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, name="liveavatar emulator", daemon=True
        )
        self._thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.stop()

    def stop(self) -> None:
        """Close the service."""
        self._server.shutdown()
        self._server.server_close()
        self._server.hang_up()
        self._thread.join()

    # ---- where it is ----

    @property
    def api_key(self) -> str:
        """The key that it takes."""
        return self._app.api_key

    @property
    def base_url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self._server.server_port}/v1"

    # ---- what a test can see ----

    @property
    def running(self) -> list[str]:
        """The ids of the sessions that run."""
        with self._app.lock:
            self._app.service.settle()
            return [session.session_id for session in self._app.service.running()]

    @property
    def credits(self) -> float:
        """The credits that are left."""
        with self._app.lock:
            self._app.service.settle()
            return self._app.service.credits_left()

    @property
    def requests(self) -> list[Seen]:
        """The requests that came in (the last 10,000 of them), the oldest first."""
        with self._app.lock:
            return list(self._app.seen)

    @property
    def connections(self) -> int:
        """How many connections were made to it."""
        return self._server.connections

    # ---- what a test can do ----

    def advance(self, seconds: float) -> None:
        """Move the service's clock on."""
        with self._app.lock:
            self._app.service.clock.advance(seconds)
            self._app.service.settle()

    def fail_next(
        self,
        operation: str | None = None,
        *,
        status: int = 503,
        code: int | None = None,
        message: str | None = None,
        body: Any = None,
        headers: Mapping[str, str] | None = None,
        times: int = 1,
        after: bool = False,
    ) -> None:
        """Make the next calls fail.

        Args:
            operation: Which calls, by their name, such as "create_context", or by the last part of their path, such as
                "start", "keep-alive" or an identifier; None for any.
            status: The status of the answer.
            code: The code in its envelope; the status unless given.
            message: The message in its envelope; that of the code unless given.
            body: The whole body instead, as a text (sent as HTML) or as what JSON can hold.
            headers: Headers of the answer, such as {"Retry-After": "2"}.
            times: How many calls.
            after: True to do first what is asked, so that only the answer is lost.

        Raises:
            ValueError: No call has that name.
            TypeError: JSON cannot hold the body.
        """
        check_name(operation)
        said = _MESSAGES.get(code or 0, "Asked to fail") if message is None else message
        envelope = {"code": status if code is None else code, "data": None, "message": said}
        fault = Fault(operation, status, envelope if body is None else body, headers or {}, times, after)
        fault.response()  # which shows whether it can be made
        with self._app.lock:
            self._app.faults.append(fault)

    def say(self, session_id: str, role: str, words: str) -> None:
        """Add to a session's transcript what the user or the avatar (`role`) says."""
        with self._app.lock:
            session = self._app.service.find(session_id)
            now = self._app.service.clock.now()
            session.transcript.append(
                {
                    "role": role,
                    "transcript": words,
                    "absolute_timestamp": int(now.timestamp()),
                    "relative_timestamp": int((now - session.started).total_seconds()),
                }
            )
