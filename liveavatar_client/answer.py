"""What an answer of the service means: a model, or which error."""

import contextlib
import json
import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from http import HTTPStatus
from itertools import islice
from typing import Any

from . import advice, errors
from .dates import http_date, seconds
from .errors import FieldError, LiveAvatarApiError
from .generated.types import Model
from .masking import LOOKED_AT, Secret, masked, masked_json, secrets_in

SUCCESS_CODES = (1000, 100, None)
"""The codes of an answer that is a success. 1000 is the service's own; older test doubles say 100, or nothing."""

_TEXT_LIMIT = 10_000
_MESSAGE_LIMIT = 300
_FAULTS_LIMIT = 50
_SECRETS_LIMIT = 10

_READ_AS_JSON = 65_536
"""Bytes. The text of a larger body is not worth the time to look at each of its fields."""

_NO_SUCH_SESSION = re.compile(
    r"(?i)(?:\A|[.:;!] ?)(?:(?:the|this|that|your|requested) )*(?:"
    r"(?:there is )?no such session|unknown session"
    r"|no (?:active |running )?session (?:with (?:this|that) id|(?:was )?found)"
    r"|session (?:(?:with )?(?:id )?['\"]?[0-9a-f-]{36}['\"]? )?(?:(?:is|was|has|been|does|could|already) )*"
    r"(?:not (?:be )?(?:found|exist)|doesn't exist|no longer|ended|expired|over|closed|stopped|terminated|finished))"
    r"(?! yet)\b"
)
"""A sentence of a 404 that says of a session, and not of something else that has to do with one, that it is over."""

_BY_MESSAGE = {"concurrency limit": errors.ConcurrencyLimitError, "no credits": errors.NoCreditsError}
_BY_CODE: dict[int | None, type[LiveAvatarApiError]] = {4032: errors.ConcurrencyLimitError, 4033: errors.NoCreditsError}
_BY_STATUS = {
    400: errors.InvalidRequestError,
    401: errors.AuthenticationError,
    403: errors.AuthenticationError,
    404: errors.NotFoundError,
    422: errors.InvalidRequestError,
    429: errors.RateLimitError,
}


class Envelope(dict[str, Any]):
    """The body of an answer: a dict in every way, but for its repr, since there are tokens in it."""

    def __repr__(self) -> str:
        return "{...}"


class Answer:
    """An answer as it came, whole.

    Args:
        call: The request that it answers, such as "POST /v1/sessions/start".
        credential: The credential that the request carried, which the answer may repeat.
        cut: Why the body is not whole, if so.
        sent: The body of the request, in JSON, which the answer may repeat.
        base_url: Where it comes from.
    """

    def __init__(
        self,
        call: str,
        credential: Secret,
        status_code: int,
        headers: Mapping[str, str],
        content: bytes,
        cut: str,
        sent: bytes | None,
        base_url: str,
    ) -> None:
        self.call = call
        self.credential = credential
        self.status_code = status_code
        self.headers = headers
        self.content = content
        self.cut = cut
        self.sent = sent
        self.base_url = base_url

    def model(self, kind: type[Model]) -> Model:
        """The model that a success holds. Raises LiveAvatarApiError where it does not.

        What the client needs itself has to be there; of what else there is the generated code takes what it can.
        """
        body = self._object()
        why = "it is not as described"
        try:
            return kind.from_dict(body)
        except KeyError as missing:
            why = f"{missing} is missing"
        except (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError):
            pass
        del body  # in no traceback: some reporters of errors take a dict apart, and never ask for its repr
        raise self.error(why)

    def nothing(self) -> None:
        """Raise LiveAvatarApiError for what is no success, such as a page of a gateway. No body at all is one."""
        if self.content or self.cut:
            self._object()

    def _object(self) -> Envelope:
        """The body. Raises LiveAvatarApiError where it is none, or not whole."""
        if self._envelope is None:
            raise self.error(f"the answer {self.cut or 'is not a JSON object'}")
        return self._envelope

    def failure(self) -> LiveAvatarApiError | None:
        """The error that the answer stands for, or None where it may be a success."""
        envelope = self._envelope or Envelope()
        code = envelope.get("code")
        if 200 <= self.status_code <= 299:
            if type(code) not in (int, type(None)):
                return self.error("the answer's code is not a number")
            if envelope and not {"code", "data", "message"} & envelope.keys():
                return self.error("it is not in the service's form")
            if code in SUCCESS_CODES:
                return None
        return self._refusal(envelope, code if type(code) is int else None)

    @cached_property
    def _envelope(self) -> Envelope | None:
        """The body, where it is whole, and a JSON object."""
        with contextlib.suppress(ValueError, RecursionError):
            if not self.cut and isinstance(body := json.loads(self.content), dict):
                return Envelope(body)
        return None

    def error(self, why: str) -> LiveAvatarApiError:
        """An error for an answer that came, but cannot be used."""
        error = LiveAvatarApiError(
            f"{self.call} cannot be understood: {why} ({self._status})", self.status_code, self.text
        )
        error.next_step = advice.after_nonsense(self.base_url)
        return error

    def _refusal(self, envelope: dict[str, Any], code: int | None) -> LiveAvatarApiError:
        found = islice(_faults(envelope), _FAULTS_LIMIT)
        faults = [FieldError(self._masked(fault.field), self._masked(fault.message)) for fault in found]
        message = envelope.get("message")
        said = " ".join(self._masked(message).split()) if isinstance(message, str) else ""
        kind = self._kind(code, said)
        parts = [f"{self.call} failed: {self._status}" + (f", code {code}" if code is not None else "")]
        parts += [said] if said else []
        parts += ["; ".join(f"{fault.field}: {fault.message}" for fault in faults)] if faults else []
        line = " ".join(": ".join(parts).split())
        if len(line) > _MESSAGE_LIMIT:
            line = line[: _MESSAGE_LIMIT - 3] + "..."
        error = kind(
            line,
            self.status_code,
            self.text,
            code=code,
            errors=faults,
            retry_after=self._retry_after(),
        )
        error.from_service = _is_the_services_own(envelope, self.status_code, code)
        if isinstance(error, errors.NotFoundError):
            error.session_gone = error.from_service and bool(_NO_SUCH_SESSION.search(said))
        error.next_step = advice.after_refusal(error, self.call, self._asked, self.base_url)
        return error

    def _kind(self, code: int | None, said: str) -> type[LiveAvatarApiError]:
        """The error for a refusal. Where the code does not settle it, the message does."""
        if 500 <= self.status_code <= 599:
            return errors.ServerError
        if self.status_code == 403 and code not in _BY_CODE:
            for words, kind in _BY_MESSAGE.items():
                if words in said.lower():
                    return kind
        return _BY_CODE.get(code) or _BY_STATUS.get(self.status_code) or LiveAvatarApiError

    def _masked(self, text: str) -> str:
        return str(masked_json(text, self._secrets))

    @cached_property
    def _asked(self) -> Envelope:
        """The body of the request."""
        return Envelope(json.loads(self.sent) if self.sent else {})

    @cached_property
    def _secrets(self) -> list[str]:
        """What the answer may repeat: the credential, the secrets in the body of the request, and its own."""
        found = [self.credential, *secrets_in(self._asked)]
        if len(self.content) <= _READ_AS_JSON:
            with contextlib.suppress(RecursionError):
                found += islice(secrets_in(self._envelope), _SECRETS_LIMIT)
        return found

    @property
    def text(self) -> str:
        """The beginning of the body, secrets masked."""
        if self._envelope is not None and len(self.content) <= _READ_AS_JSON:
            with contextlib.suppress(RecursionError):
                return json.dumps(masked_json(self._envelope, self._secrets), ensure_ascii=False)[:_TEXT_LIMIT]
        return masked(self.content[: 4 * LOOKED_AT].decode("utf-8", "replace"), self._secrets)[:_TEXT_LIMIT]

    @property
    def _status(self) -> str:
        try:
            return f"{self.status_code} {HTTPStatus(self.status_code).phrase}"
        except ValueError:  # such as 520 and 599, which gateways make up
            return str(self.status_code)

    def _retry_after(self) -> float | None:
        """In seconds. Against the answer's own Date, so that a wrong clock on this machine does no harm."""
        asked = self.headers.get("Retry-After")
        if asked is None and self.status_code == 429:
            asked = self.headers.get("X-RateLimit-Reset")
        return seconds(asked, http_date(self.headers.get("Date")))


def _is_the_services_own(envelope: dict[str, Any], status: int, code: int | None) -> bool:
    """Whether a failure has one of the two forms of the service. What else there is comes from a gateway before it."""
    if status != 422 or code is not None:
        said = envelope.get("message")
        return (
            code is not None and 4000 <= code <= 4999 and (isinstance(said, str) or (said is None and code in _BY_CODE))
        )
    detail = envelope.get("detail")
    return isinstance(detail, list) and all(isinstance(item, dict) and {"loc", "msg"} <= item.keys() for item in detail)


def _faults(envelope: dict[str, Any]) -> Iterator[FieldError]:
    """The fields at fault, in either shape: a list under `data` with `message`, or one under `detail` with `msg`."""
    for items, said in ((envelope.get("data"), "message"), (envelope.get("detail"), "msg")):
        for item in items if isinstance(items, list) else ():
            if isinstance(item, dict):
                loc = item.get("loc")
                way = [str(step) for step in loc] if isinstance(loc, list) else []
                yield FieldError(
                    ".".join(way[1:] if way[:1] == ["body"] and len(way) > 1 else way), str(item.get(said))
                )
