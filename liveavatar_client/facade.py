"""LiveAvatarApi: the calls of the service, and the life of a session around them."""

import os
import warnings
from collections.abc import Callable, Sequence
from threading import Event
from types import TracebackType
from typing import TYPE_CHECKING, Any, Never, Self

import httpx

from . import advice, arguments, log
from .answer import Answer
from .connections import Connections
from .errors import (
    AuthenticationError,
    ConcurrencyLimitError,
    InvalidRequestError,
    LiveAvatarError,
    NotFoundError,
    OpenSessionsWarning,
)
from .exchange import Exchange
from .generated.api import Operations
from .generated.api.sessions import create_session_token, start_session, stop_session
from .generated.models import (
    LiveAvatarNewSessionRequest,
    LiveAvatarSessionResponse,
    SessionTokenResponse,
    StopSessionRequest,
    StopSessionResponse,
)
from .generated.types import Item, Model, Notebook
from .lease import Lease
from .lifecycle import OpenSession, OwnedSessions
from .listing import Listing
from .masking import Secret, hidden
from .retry import may_pass, pauses_until_there_is_a_slot, surely_did_nothing
from .service import ADDRESS, SANDBOX_AVATAR
from .session import StandardSessionResponse
from .wire import completed

if TYPE_CHECKING:
    from .generated.models import KeepAliveResponse

__all__ = ["SANDBOX_AVATAR", "LiveAvatarApi"]


def _table(model: Any) -> str:
    from .notebook import of_model  # of no use to a script

    return of_model(model)


Notebook.table = _table  # how a model shows itself in a notebook


class LiveAvatarApi(Operations):
    """The client. Use it as a context manager, or call close(); share it between threads as you like.

    Args:
        api_key: The account's API key, which https://app.liveavatar.com/developers has; the environment variable
            LIVEAVATAR_API_KEY unless given.
        base_url: The service's address; LIVEAVATAR_BASE_URL unless given, and without that the real service,
            https://api.liveavatar.com. With or without /v1 at its end.
        timeout: Seconds to wait for the service to read or to say something, 30 unless given; at most 5 of them for
            making a connection. Or an httpx.Timeout. One attempt is given up after twice the longest of these (60 s),
            however little of the answer comes at a time, and none is made later than twice the longest and 5 s (65 s)
            after the first, so that a call ends within 125 s (60 s without repeating; closing and keeping alive are two
            calls where a session's token is not taken). (With a client of your own only its single waits end the head
            of an answer.)
        max_retries: How often a call is repeated at most, 2 unless given; 0 switches repeating off.
        http_client: An httpx.Client of your own. It is used as it is, with its own timeouts (endless ones are refused),
            proxies, hooks and headers (but for credentials), and not closed; after a fork it is yours to replace.
            Without one the proxy settings (HTTPS_PROXY and so on) and the certificate settings
            (SSL_CERT_FILE, SSL_CERT_DIR) of the environment hold, and no connection is used by two threads at once.

    Whose a session is: what new_session() and session() opened their client closes, at the end of the session's
    block, of its own, or of the process, whichever comes first, unless detach_session() has said that it is
    somebody else's. The end of the process is its last line, an exception, sys.exit(), Ctrl-C, the end of a worker
    of multiprocessing, and SIGTERM and SIGHUP where the program leaves them to the system. It takes 10 s at most
    (on Python 3.12, whose last line makes no threads, longer where a name is slow to resolve, or with a client of
    your own); a line on standard error tells of each session that was closed then, and of each that may still run.
    Not covered are SIGKILL, other signals that end a process, os._exit(), os.exec*(), a crash of the interpreter
    and power cuts: there the session runs on until its max_session_duration, until it is idle for minutes, or until
    stop_all_sessions(). After a fork the child has no session of the parent's, and its own connections.

    What is repeated: calls that are safe to repeat, which are all but the start of a session and what makes something
    new, on connection trouble, timeouts, 429 and 5xx, up to 2 times, since these may pass. The others only where they
    surely did nothing, which is where the connection was never made, and on 429: a start that may have worked is
    stopped, and not repeated. Other answers, such as 401, 403, 404 and 422, are never repeated, since they would be the
    same. The wait before is what the service asks for (Retry-After in seconds or as a date, RFC 9110, section 10.2.3,
    or X-RateLimit-Reset) up to 30 s, and where it asks for more the error comes at once; otherwise 0.5 s, 1 s, 2 s and
    so on up to 8 s; each with up to 0.25 s more by chance.

    Every call raises LiveAvatarApiError where the service says no, LiveAvatarConnectionError where it does not answer,
    and ValueError or TypeError for a wrong argument, before anything is sent.

    Raises:
        ValueError: The API key is missing, or an argument, or a setting of the environment (SSL_CERT_FILE, HTTPS_PROXY
            and the like), cannot work.
        TypeError: An argument is of the wrong type.
    """

    def __init__(
        self,
        api_key: str | None = None,
        *others: Never,
        base_url: str | None = None,
        timeout: float | httpx.Timeout = 30.0,
        max_retries: int = 2,
        http_client: httpx.Client | None = None,
    ) -> None:
        if others:  # as in the asynchronous clients that this one replaces
            raise TypeError(
                "LiveAvatarApi takes the API key, and everything else by name. It makes its own connections: write "
                "LiveAvatarApi(api_key) in place of LiveAvatarApi(api_key, session), and no `await`."
            )
        # From here on no traceback shows them, even where they are no good.
        api_key = hidden(os.environ.get("LIVEAVATAR_API_KEY", "") if api_key is None else api_key)
        base_url = hidden(os.environ.get("LIVEAVATAR_BASE_URL") or ADDRESS if base_url is None else base_url)
        self._api_key = arguments.credential(
            "api_key",
            api_key,
            empty="api_key is missing: pass LiveAvatarApi(api_key=...), or set LIVEAVATAR_API_KEY.",
        )
        limits = arguments.patience("timeout", timeout)
        if http_client is not None:
            arguments.instance("http_client", http_client, httpx.Client, "This client is synchronous.")
            limits = arguments.patience("http_client.timeout", http_client.timeout)
        else:
            arguments.environment()
        self._exchange = Exchange(
            arguments.address("base_url", base_url),
            Connections(limits, http_client),
            patience=max(wait or 0 for wait in limits.as_dict().values()),
            secret=self._api_key,
            max_retries=arguments.count("max_retries", max_retries),
        )
        self._sessions = OwnedSessions(self._stop, self._exchange.connections.close, self._exchange.longest)
        log.switch_on()

    def __repr__(self) -> str:
        if not hasattr(self, "_sessions"):  # a debugger shows it while it is being made
            return "LiveAvatarApi(...)"
        return f"LiveAvatarApi(base_url={self._exchange.shown_url!r}, open_sessions={self.open_sessions!r})"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        left = self._close(error)
        if left and error is not None:
            error.add_note(left)
        elif left:
            warnings.warn(left, OpenSessionsWarning, stacklevel=2)

    def close(self) -> None:
        """Close every session that this client opened and that was not detached, then the connections.

        From then on it opens no session; stopping and closing sessions goes on to work. A session whose start is on its
        way in another thread is closed by that thread, where it is a LiveAvatarError.

        Warns:
            OpenSessionsWarning: Some may still be running, because their stops could not be confirmed. It names them.
                They stay in `open_sessions`, and are tried once more at the end of the process.
        """
        if left := self._close():
            warnings.warn(left, OpenSessionsWarning, stacklevel=2)

    def _close(self, error: BaseException | None = None) -> str:
        """close(), which returns what there is to say. After Ctrl-C (`error`) somebody waits."""
        left = self._sessions.close_all(error)
        self._exchange.connections.close()
        if not left:
            return ""
        return (
            f"The client was closed, but sessions may still be running, and cost credits: {', '.join(left)}. "
            "LiveAvatarApi().stop_session(session_id) stops them. "
            f"Stopping the first failed: {next(iter(left.values()))}"
        )

    @property
    def open_sessions(self) -> list[str]:
        """The ids of the sessions that this client opened, or may have opened, and is to close.

        Not those that are over, or whose time is, nor those that were detached.
        """
        return [opening.session_id for opening in self._sessions.openings() if not opening.hidden]

    # ---- the life of a session ----

    def new_session(
        self, request: LiveAvatarNewSessionRequest, *, wait: float | None = None
    ) -> StandardSessionResponse:
        """Open a session: make a token, then start it. From then on it costs credits (1 a minute in LITE mode, 2 in
        FULL), until close_session().

        Where anything goes wrong once the start was sent (Ctrl-C included), the client tries to stop the session with
        the API key before the error goes on: at most three stops, with 2 s of pauses, since the start may still be on
        its way to the service. A note on the error says what came of it.
        If it is not sure that the session is over, `open_sessions` names it, and so does the error.

        All of this takes 377 s at most, and `wait`: three times as long as a call (token, start, and the undoing of
        it), and 2 s of pauses; twice that where the token is not taken any more after a wait, and replaced. With
        timeout=5 and max_retries=0 it is 32 s.

        Args:
            request: What the session shall be like.
            wait: Seconds to wait for a free slot, where as many sessions are running as the plan allows. It is looked
                for with pauses that grow from half a second to 8, each a quarter more or less by chance.

        Returns:
            The running session.

        Raises:
            ConcurrencyLimitError: As many sessions are running as the plan allows, for all of `wait`.
            NoCreditsError: No credits are left.
            InvalidRequestError: The service finds fault with the request; `errors` names the fields.
            LiveAvatarError: Anything else; see the class.
            TypeError: The request is not a LiveAvatarNewSessionRequest.
            ValueError: The request's avatar_id is empty, or `wait` is not a number of seconds.
        """
        arguments.seconds("wait", wait)
        return self._start_minted(self._mint(request), request, wait, Event())

    def close_session(self, session_id: str) -> StopSessionResponse:
        """Close a session that this client opened, with the session's own token.

        With the API key where the service does not take the token any more. A session that is already gone is a
        success, too. Where the error is any other, the session stays in `open_sessions`.

        Args:
            session_id: The session's id.

        Returns:
            The service's answer.

        Raises:
            ValueError: This client did not open the session; see stop_session() for such ones.
            LiveAvatarError: See the class.
        """
        arguments.text("session_id", session_id, empty="Session ID is not set.")
        return self._sessions.close_own(session_id)

    def detach_session(self, session_id: str) -> None:
        """From now on the session is somebody else's: this client closes it no more, at whatever end.

        For a session that is to run on after the program, or that another process closes. stop_session() stops it
        from anywhere; without that it ends at its max_session_duration, when it is idle, or when credits run out.

        Args:
            session_id: The session's id.

        Raises:
            ValueError: This client has no such session open.
        """
        self._sessions.detach(arguments.text("session_id", session_id, empty="Session ID is not set."))

    def session(
        self, request: LiveAvatarNewSessionRequest, *, keep_alive: bool = False, wait: float | None = None
    ) -> Lease:
        """A session for the length of a `with` block, closed on every way out of it, Ctrl-C included.

            with api.session(request) as session:
                ...

        `async with` does the same in asynchronous code (asyncio): opening and closing run in threads, and a task that
        is cancelled meanwhile ends when the session is closed.

        An error in the block is what the caller sees, even where closing fails, too: that becomes a note on it. After
        Ctrl-C, or where the task was cancelled, closing takes 10 s at most, together with that of the client and the
        end of the process; in asynchronous code a token or a start that is under way is waited for first.

        Args:
            request: What the session shall be like.
            keep_alive: Whether to ping the session about once a minute (60 s) in the background, so that it does not
                end for want of activity. Where it ends on its own all the same, `session.state` becomes "closed" and a
                SessionEndedWarning is given.
            wait: Seconds to wait for a free slot, as in new_session().

        Raises:
            On entering, whatever new_session() raises; on leaving, whatever close_session() raises.
        """
        arguments.given("keep_alive", keep_alive, (bool,))
        arguments.seconds("wait", wait)
        return Lease(
            lambda: self._mint(request),
            lambda opening, hurry: self._start_minted(opening, request, wait, hurry),
            self._sessions.leave,
            self.keep_alive if keep_alive else None,
        )

    # ---- the calls of the service ----

    def create_session_token(self, request: LiveAvatarNewSessionRequest) -> SessionTokenResponse:
        """Make a token that starts one session, once. Costs nothing.

        Args:
            request: What the session shall be like. Sent are mode (LITE where it is None), avatar_id, video_settings
                (H264 and high unless given; H264 where it is None),
                is_sandbox unless it is None, and every other field that is given.

        Returns:
            The service's answer; `data` holds the session's id and the token, and is never None.

        Raises:
            InvalidRequestError: The service finds fault with the request; `errors` names the fields.
            LiveAvatarError: Anything else; see the class.
            TypeError: The request is not a LiveAvatarNewSessionRequest.
            ValueError: The request's avatar_id is empty.
        """
        self._sessions.check_that_one_may_open()
        answer = self._send(create_session_token._get_kwargs(body=completed(request)))
        response = answer.model(SessionTokenResponse)
        try:
            arguments.given("session_id", response.data.session_id, (str,), identifier=True)
            arguments.credential("session_token", response.data.session_token)
            if response.data.session_id == response.data.session_token:
                raise ValueError  # an id is shown everywhere
        except (TypeError, ValueError):
            del response  # in no traceback
            raise answer.error("its session_id or session_token cannot be one") from None
        return response

    def start_session(self, session_token: str) -> LiveAvatarSessionResponse:
        """Start the session of a token. From then on it costs credits, until stop_session().

        Prefer new_session(), which stops the session where the answer is lost on its way. No end closes this one.

        Args:
            session_token: The token that create_session_token() gave.

        Returns:
            The service's answer; `data` says how to reach the session, and is never None.

        Raises:
            ConcurrencyLimitError: As many sessions are running as the plan allows.
            NoCreditsError: No credits are left.
            LiveAvatarError: Anything else; see the class. The session may be running, unless it is an answer of 4xx.
            ValueError: The token is empty, or cannot be one.
        """
        session_token = hidden(session_token)  # so that no traceback shows it
        token = arguments.credential("session_token", session_token)
        self._sessions.check_that_one_may_open()
        return self._start(token)[0]

    def stop_session(
        self, session_id: str, session_token: str | None = None, *, reason: str | None = None
    ) -> StopSessionResponse:
        """Stop a session, be it of this client or not.

        Args:
            session_id: The session's id.
            session_token: The session's own token. With None the API key is used, which stops any of the account's.
            reason: Why it ends, for the service's records, such as "USER_CLOSED".

        Returns:
            The service's answer.

        Raises:
            NotFoundError: There is no such session, or it is over.
            AuthenticationError: The credential is not taken.
            LiveAvatarError: Anything else; see the class. The session may still be running.
            ValueError: The session_id is empty.
        """
        session_token = hidden(session_token)  # so that no traceback shows it
        arguments.text("session_id", session_id, empty="Session ID is not set.")
        token = None if session_token is None else arguments.credential("session_token", session_token)
        arguments.given("reason", reason, (None, str))
        try:
            response = self._stop(session_id, token, reason=reason)
        except NotFoundError as error:
            self._note_gone(session_id, error)
            if not (error.session_gone and error.after_loss):
                raise
            # An earlier attempt has stopped it, and its answer was lost on the way.
            response = StopSessionResponse(code=error.code, message="Session not found")
        except InvalidRequestError:  # as of an id that there never was
            raise
        except LiveAvatarError as error:
            error.session_id = session_id
            raise
        self._sessions.over(session_id)
        return response

    def stop_all_sessions(self) -> list[str]:
        """Stop every running session of the account, whoever opened it: for finding orphans that burn credits.

        Never done automatically, since it ends what others have opened, too.

        Returns:
            The ids of the sessions that were stopped.

        Raises:
            LiveAvatarError: See the class. Where some sessions could not be stopped, all others were, and a note on the
                error (the first one) names those left.
        """
        from .orphans import stop_each  # few scripts need it

        stopped: list[str] = []
        left: dict[str, LiveAvatarError] = {}
        try:
            for session_id, error in stop_each(self.list_sessions, self.stop_session):
                if error is None:
                    stopped.append(session_id)
                else:
                    left[session_id] = error
            if left:
                raise next(iter(left.values()))
        except LiveAvatarError as first:
            if stopped or left:
                first.add_note(
                    f"Could not be stopped: {', '.join(left) or 'none'}. Stopped: {', '.join(stopped) or 'none'}."
                )
            raise
        return stopped

    def keep_alive(self, session_id: str) -> "KeepAliveResponse":
        """Keep a session from ending for want of activity, which it does after about 5 minutes (2 to 3 were seen).

        To be called about every 60 seconds; session(..., keep_alive=True) does that in the background. With the
        session's own token where this client opened the session, else with the API key.

        Args:
            session_id: The session's id.

        Returns:
            The service's answer.

        Raises:
            NotFoundError: There is no such session, or it is over.
            LiveAvatarError: Anything else; see the class.
            ValueError: The session_id is empty.
        """
        from .generated.api.sessions import keep_session_alive  # few scripts need these
        from .generated.models import KeepAliveRequest, KeepAliveResponse

        body = KeepAliveRequest(arguments.text("session_id", session_id, empty="Session ID is not set."))
        try:
            return self._sessions.as_owner(
                session_id,
                lambda token: self._send(keep_session_alive._get_kwargs(body=body), token).model(KeepAliveResponse),
            )
        except NotFoundError as error:
            self._note_gone(session_id, error)
            raise

    # ---- how it is done ----

    def _mint(self, request: LiveAvatarNewSessionRequest) -> OpenSession:
        """A session that is known by its token, and does not run yet."""
        token = self.create_session_token(request).data
        return OpenSession(token.session_id, Secret(token.session_token))

    def _start_minted(
        self, opening: OpenSession, request: LiveAvatarNewSessionRequest, wait: float | None, hurry: Event
    ) -> StandardSessionResponse:
        def start() -> StandardSessionResponse:
            response, answer = self._start(opening.token)
            return StandardSessionResponse.of(response, request, date=answer.headers.get("Date"))

        pauses = pauses_until_there_is_a_slot(wait or 0)
        refused = False
        while True:
            try:
                return self._sessions.open(opening, start)
            except ConcurrencyLimitError as error:
                pause = next(pauses, None) if error.from_service else None
                if pause is None or hurry.wait(pause):
                    error.next_step = advice.after_waiting(wait) if wait else error.next_step
                    raise
                refused = True  # and the token goes on to serve, as a rule
            except (AuthenticationError, InvalidRequestError) as error:
                if not refused or not error.from_service or error.session_id:  # which may be running
                    raise
                refused = False
                opening.renew(self._mint(request))

    def _start(self, session_token: Secret) -> tuple[LiveAvatarSessionResponse, Answer]:
        answer = self._send(start_session._get_kwargs(), session_token, may_repeat=surely_did_nothing)
        response = answer.model(LiveAvatarSessionResponse)
        try:
            arguments.given("session_id", response.data.session_id, (str,), identifier=True)
        except (TypeError, ValueError):
            raise answer.error("its session_id cannot be one") from None
        return response, answer

    def _stop(
        self, session_id: str, token: Secret | None = None, *, reason: str | None = None, until: float | None = None
    ) -> StopSessionResponse:
        body = StopSessionRequest(session_id=session_id, reason=reason)
        return self._send(stop_session._get_kwargs(body=body), token, until=until).model(StopSessionResponse)

    def _note_gone(self, session_id: str, error: NotFoundError) -> None:
        if error.session_gone:
            self._sessions.over(session_id, may_still_start=True)

    # ---- what the generated operations stand on ----

    def _send(
        self,
        request: dict[str, Any],
        token: Secret | None = None,
        may_repeat: Callable[[LiveAvatarError], bool] = may_pass,
        until: float | None = None,
    ) -> Answer:
        """The answer to a request, with a session's token for its credential, or, without one, with the API key."""
        api_key = None if token else self._api_key
        return self._exchange.send(request, api_key=api_key, token=token, may_repeat=may_repeat, until=until)

    def _call(self, request: dict[str, Any], model: type[Model], *, with_key: bool) -> Model:
        return self._answer(request, with_key).model(model)

    def _do(self, request: dict[str, Any], *, with_key: bool) -> None:
        try:
            self._answer(request, with_key).nothing()
        except NotFoundError as error:
            # An earlier attempt has deleted it, and its answer was lost on the way.
            if not (request["method"] == "delete" and error.after_loss and error.from_service):
                raise

    def _answer(self, request: dict[str, Any], with_key: bool) -> Answer:
        may_repeat = surely_did_nothing if request["method"] == "post" else may_pass
        return self._exchange.send(request, api_key=self._api_key if with_key else None, may_repeat=may_repeat)

    def _list(self, page: Callable[[int], tuple[Sequence[Item] | None, object]]) -> Sequence[Item]:
        return Listing(page)

    def _given(self, name: str, value: Any, kinds: tuple[object, ...], **limits: Any) -> Any:
        return arguments.given(name, value, kinds, **limits)
