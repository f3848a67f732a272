"""One tree of errors.

    LiveAvatarError
    ├── LiveAvatarApiError            the service said no, or something that cannot be understood
    │   ├── AuthenticationError       401, 403
    │   ├── NotFoundError             404
    │   ├── InvalidRequestError       400, 422
    │   ├── RateLimitError            429
    │   ├── ConcurrencyLimitError     code 4032
    │   ├── NoCreditsError            code 4033
    │   └── ServerError               5xx
    └── LiveAvatarConnectionError     the service never answered
        └── LiveAvatarTimeoutError    ... in time

Wrong arguments are a ValueError or a TypeError, raised before anything is sent.

Each can be made without arguments, or with those that a test cares about: NoCreditsError() is one of 403, code 4033.
"""

from collections.abc import Iterable
from typing import ClassVar, NamedTuple

__all__ = [
    "AuthenticationError",
    "ConcurrencyLimitError",
    "FieldError",
    "InvalidRequestError",
    "LiveAvatarApiError",
    "LiveAvatarConnectionError",
    "LiveAvatarError",
    "LiveAvatarTimeoutError",
    "NoCreditsError",
    "NotFoundError",
    "OpenSessionsWarning",
    "RateLimitError",
    "ServerError",
    "SessionEndedWarning",
]


class OpenSessionsWarning(UserWarning):
    """A client was closed while sessions that it had opened still run, and cost credits."""


class SessionEndedWarning(UserWarning):
    """A session that is kept alive has ended on its own: idle, out of credits, or at its maximum duration."""


class FieldError(NamedTuple):
    """A field that the service found fault with."""

    field: str
    """The way to the field, with dots, such as "video_settings.quality"."""
    message: str
    """What is wrong with it, in the service's words."""


class LiveAvatarError(Exception):
    """Whatever went wrong with the service. The root of the tree.

    str() of it is what failed, what to do about it, and which session may be running, in one line.

    Attributes:
        session_id: The session that may still be running, and costing credits, because its stop could not be confirmed.
        next_step: What to do about it, in a sentence or two.
    """

    session_id: str | None = None
    next_step: str = ""

    def __str__(self) -> str:
        said = [self.args[0] if self.args else "", self.next_step]
        if self.session_id:
            said.append(
                f"Session {self.session_id} may still be running, and cost credits: "
                f"stop_session({self.session_id!r}) stops it."
            )
        parts = [str(part) for part in said if part]
        return " ".join([*(f"{part.rstrip('.')}." for part in parts[:-1]), *parts[-1:]])


class LiveAvatarApiError(LiveAvatarError):
    """The service said no, or its answer cannot be understood.

    What failed is one line with status, code, the service's message and the fields at fault. Secrets are masked in
    every text that it carries. What is left out when one is made is what it is as a rule.

    Attributes:
        message: What failed, in one line.
        status: The HTTP status.
        code: The service's own code, such as 4032, where it gave one.
        errors: The fields at fault, each a FieldError(field, message).
        retry_after: Seconds after which the service wants to be asked again, where it said so.
        response_text: The beginning of the answer's body, secrets masked.
        from_service: True where the answer is a failure in a form of the service's own, and not one of a gateway.
        after_loss: True where an earlier attempt may have done what was asked, and only its answer was lost.
    """

    _rule: ClassVar[tuple[str, int, int | None]] = ("The service said no.", 409, None)
    """Message, status and code, where these are left out."""

    from_service = False
    after_loss = False

    def __init__(
        self,
        message: str | None = None,
        status: int | None = None,
        response_text: str = "",
        *,
        code: int | None = None,
        errors: Iterable[FieldError] = (),
        retry_after: float | None = None,
    ) -> None:
        usual, usual_status, usual_code = self._rule
        message = usual if message is None else message
        if status is None:
            status, code = usual_status, usual_code if code is None else code
        super().__init__(message, status, response_text)
        self.message = message
        self.status = status
        self.response_text = response_text
        self.code = code
        self.errors = list(errors)
        self.retry_after = retry_after

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.message!r}, status={self.status}, code={self.code})"


class AuthenticationError(LiveAvatarApiError):
    """401 or 403: the API key or the session token is wrong, or may not do this."""

    _rule = ("The API key or the session token is not taken.", 401, None)


class NotFoundError(LiveAvatarApiError):
    """404: there is no such thing, or the session has ended.

    Attributes:
        session_gone: True where the service itself says that there is no such session. A gateway's page proves nothing.
    """

    _rule = ("There is no such session, or it has ended.", 404, None)

    session_gone = False


class InvalidRequestError(LiveAvatarApiError):
    """400 or 422: a field is missing, invalid or not allowed; `errors` names the fields."""

    _rule = ("A field is missing, invalid or not allowed.", 422, None)


class RateLimitError(LiveAvatarApiError):
    """429: too many requests; `retry_after` says when to try again."""

    _rule = ("Too many requests.", 429, None)


class ConcurrencyLimitError(LiveAvatarApiError):
    """Code 4032: as many sessions are running as the plan allows."""

    _rule = ("As many sessions are running as the plan allows.", 403, 4032)


class NoCreditsError(LiveAvatarApiError):
    """Code 4033: no credits are left."""

    _rule = ("No credits are left.", 403, 4033)


class ServerError(LiveAvatarApiError):
    """5xx: the service, or a gateway before it, is in trouble."""

    _rule = ("The service is in trouble.", 503, None)


class LiveAvatarConnectionError(LiveAvatarError):
    """The service never answered: no connection, a connection that broke, or half an answer.

    Attributes:
        sent: False where the connection was never made, so that the request surely did nothing.
    """

    def __init__(self, message: str = "The service did not answer.", *, sent: bool = True) -> None:
        super().__init__(message)
        self.sent = sent


class LiveAvatarTimeoutError(LiveAvatarConnectionError):
    """The service did not answer in time."""
