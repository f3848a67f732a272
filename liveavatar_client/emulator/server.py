"""The emulator as a person uses it: a service on this machine, with knobs and windows."""

import contextlib
import threading
from collections.abc import Iterator, Mapping
from copy import deepcopy
from datetime import datetime
from types import TracebackType
from typing import Any, Self

from ..arguments import count, given
from ..service import SANDBOX_AVATAR
from .app import App
from .faults import Fault, meant
from .http import Server
from .refusal import Refusal
from .rules.sessions import Session, Sessions
from .seen import Seen

_CODES: dict[int | None, int] = {**dict.fromkeys(range(400, 500), 4000), 401: 4001, 403: 4003, 404: 4004, 429: 4029}
"""The codes that the service has for a status, where it does not say more; elsewhere the status itself has to do."""

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
    you make them. Pages of every origin may use it, as with the service.

    What is given here can be read and set later, too, under its name, but for the port: from then on it counts.

    These can be asked for from another process, too: POST /emulator/fail_next, beside the service's paths, and likewise
    advance, start_session, end_session, say and reset, with the arguments as an object in JSON.

    Args:
        api_key: The key that it takes.
        credits: What the account has, in credits. A session costs 1 a minute in LITE mode, 2 in FULL.
        concurrency: How many sessions may run at once. (A free account of the service has one.)
        max_session_duration: What the plan allows, in seconds.
        idle_timeout: Seconds without a keep-alive after which a session ends.
        rate_limit: Requests in a second for each endpoint; None for no limit.
        refuse_unknown_avatars: Whether an avatar that is not in its lists is refused; else it counts for somebody's.
        port: Where to listen; 0 for any free port.

    Raises:
        ValueError, TypeError: One of them cannot be.
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
        refuse_unknown_avatars: bool = False,
        port: int = 0,
    ) -> None:
        for name, value, least in (
            ("concurrency", concurrency, 0),
            ("max_session_duration", max_session_duration, 1),
            ("idle_timeout", idle_timeout, 1),
            ("rate_limit", 1 if rate_limit is None else rate_limit, 1),
        ):
            count(name, value, least)
        given("credits", credits, (float,), minimum=0)
        given("port", port, (int,), minimum=0, maximum=65_535)
        self.api_key = api_key
        self.concurrency = concurrency
        self.max_session_duration = max_session_duration
        self.idle_timeout = idle_timeout
        self.rate_limit = rate_limit
        self.refuse_unknown_avatars = refuse_unknown_avatars
        controls = (self.fail_next, self.advance, self.start_session, self.end_session, self.say, self.reset)
        self._app = App(self, credits, {control.__name__: control for control in controls})
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
        self._app.stopped.set()
        self._server.shutdown()
        self._server.server_close()
        self._server.hang_up()
        self._thread.join()

    # ---- where it is ----

    @property
    def base_url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self._server.server_port}/v1"

    # ---- what a test can see ----

    @property
    def running(self) -> list[str]:
        """The ids of the sessions that run."""
        with self._rules() as service:
            return [session.session_id for session in service.running()]

    @property
    def sessions(self) -> list[Session]:
        """The sessions that were started, running or ended, the first one first."""
        with self._rules() as service:
            return [deepcopy(session) for session in service.sessions.values()]

    @property
    def tokens(self) -> list[str]:
        """The tokens of sessions that were made, used or not, the first one first."""
        with self._rules() as service:
            return list(service.minted)

    @property
    def now(self) -> datetime:
        """The service's time, which advance() moves. All that it says of time, and does with time, follows it."""
        return self._app.service.clock.now()

    @property
    def credits(self) -> float:
        """The credits that are left. Setting them is buying some, or losing some."""
        with self._rules() as service:
            return service.credits_left()

    @credits.setter
    def credits(self, credits: float) -> None:
        with self._rules():
            self._app.grant(credits)

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
        """Move the service's clock on, or, by a number below 0, back."""
        given("seconds", seconds, (float,), minimum=-(10**9), maximum=10**9)
        with self._rules() as service:
            service.clock.advance(seconds)
            service.settle()

    def fail_next(
        self,
        operation: str | None = None,
        *,
        status: int | None = 503,
        code: int | None = None,
        message: str | None = None,
        body: Any = None,
        headers: Mapping[str, str] | None = None,
        times: int = 1,
        after: bool = False,
        delay: float = 0,
        hang: bool = False,
        hang_up: bool = False,
    ) -> None:
        """Make the next calls fail.

        Args:
            operation: Which calls, by the client's name for them, such as "create_context", or by the last part of
                their path, such as "start", "keep-alive" or an identifier; None for any.
            status: The status of the answer; None for the service's own answer, which a `delay` makes slow.
            code: The code in its envelope; unless given, that which the service has for the status.
            message: The message in its envelope; unless given, that which the service has for the `code` that is given.
            body: The whole body instead, as a text (sent as HTML) or as what JSON can hold.
            headers: Headers of the answer, such as {"Retry-After": "2"}.
            times: How many calls.
            after: True to do first what is asked, so that only the answer is lost, or late.
            delay: Seconds before the answer. They are real ones, whatever the service's clock says.
            hang: True for no answer: the connection stays open until the emulator stops.
            hang_up: True for no answer: the connection ends.

        Raises:
            ValueError: No call has that name, or a value cannot be.
            TypeError: A value is of the wrong type, or JSON cannot hold the body.
        """
        said = _MESSAGES.get(code or 0, "Asked to fail") if message is None else message
        envelope = {"code": _CODES.get(status, status) if code is None else code, "data": None, "message": said}
        content = envelope if body is None else body
        fault = Fault(meant(operation), status, content, headers or {}, times, after, delay, hang, hang_up)
        with self._app.lock:
            self._app.faults.append(fault)

    def start_session(self, token: str | None = None) -> str:
        """Start a session, without a request from the client.

        Args:
            token: The token, as when a start that nobody waits for any more is done after all. Without one it is a
                session in LITE mode that somebody else has opened.

        Returns:
            The session's id.

        Raises:
            ValueError: There is no such token, or the service refuses the start.
        """
        with self._rules() as service:
            if token is None:
                token = service.mint({"avatar_id": SANDBOX_AVATAR}).token
            if token not in service.minted:
                raise ValueError("There is no such token.")
            return service.start(token).session_id

    def end_session(self, session_id: str, reason: str = "USER_CLOSED") -> None:
        """End a session, as when the service or somebody else does.

        Args:
            session_id: The session's id.
            reason: What the service will say of it, such as "AGENT_HANG_UP".

        Raises:
            ValueError: No session of that id runs.
        """
        with self._rules() as service:
            service.stop(session_id, reason)

    def say(self, session_id: str, role: str, words: str) -> None:
        """Add to a session's transcript what the user or the avatar (`role`) says.

        Raises:
            ValueError: There is no session of that id.
        """
        with self._rules() as service:
            session, now = service.find(session_id), service.clock.now()
            session.transcript.append(
                {
                    "role": role,
                    "transcript": words,
                    "absolute_timestamp": int(now.timestamp()),
                    "relative_timestamp": int((now - session.started).total_seconds()),
                }
            )

    def reset(self) -> None:
        """Forget all that was made, asked and set to fail, and set the clock right. What was set stays."""
        with self._app.lock:
            self._app.reset()

    @contextlib.contextmanager
    def _rules(self) -> Iterator[Sessions]:
        """The service's rules, for nobody else meanwhile. Raises ValueError where they refuse."""
        with self._app.lock:
            self._app.service.settle()
            try:
                yield self._app.service
            except Refusal as no:
                raise ValueError(no.body["message"]) from None
