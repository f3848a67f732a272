"""The next step after a failure, in a sentence or two."""

import os
import socket
import ssl
from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from . import errors
from .errors import LiveAvatarApiError
from .service import ADDRESS, SANDBOX_AVATAR

_LISTS = {
    "avatar_id": "list_public_avatars() and list_avatars() have the avatars there are.",
    "voice_id": "list_voices() has the voices there are.",
    "context_id": "list_contexts() has the contexts there are.",
}
_ANOTHER_TOKEN = "A token starts one session, once: create_session_token() makes another."  # noqa: S105


def after_refusal(error: LiveAvatarApiError, call: str, asked: Mapping[str, object], base_url: str) -> str:
    """What to do where the service has said no to a call, such as "POST /v1/sessions/token", that `asked` for that."""
    at_fault = {fault.field.rpartition(".")[2] for fault in error.errors}
    match error:
        case errors.ConcurrencyLimitError():
            return (
                "Wait for a free slot (wait=60), or close a running session first: close_session() for one, "
                "stop_all_sessions() for all of the account."
            )
        case errors.NoCreditsError():
            return f"Buy credits, or use the sandbox, which is free: is_sandbox=True, avatar_id={SANDBOX_AVATAR!r}."
        case errors.AuthenticationError() if call.endswith("/sessions/start"):
            return _ANOTHER_TOKEN
        case errors.AuthenticationError():
            return "Check the API key: api_key, or LIVEAVATAR_API_KEY."
        case errors.RateLimitError():
            return f"Ask again after {error.retry_after or 1:.0f} s."  # it counts the calls of each second
        case errors.ServerError() if base_url == ADDRESS or error.code is not None:
            return "The service, or a gateway before it, is in trouble: try again later."
        case errors.ServerError():
            return f"Whatever answers there is in trouble: try again later, or check {_setting(base_url)} ({base_url})."
        case LiveAvatarApiError(code=4000) if "avatar_id" in at_fault and asked.get("is_sandbox"):
            return (
                f"In the sandbox only avatar_id={SANDBOX_AVATAR!r} is allowed; leave is_sandbox out for any other. "
                + _LISTS["avatar_id"]
            )
        case errors.NotFoundError(session_gone=True):
            return "list_sessions() has those that run."
        case errors.NotFoundError(from_service=True):
            return "The list of such things has those there are."
    if "already been started" in error.message:
        return _ANOTHER_TOKEN
    if "already exists" in error.message and "name" in asked:
        return "A name is given once in an account: take another, or change what has it."
    if found := at_fault & _LISTS.keys():
        return " ".join(_LISTS[field] for field in sorted(found))
    return "" if error.from_service else after_nonsense(base_url)


def after_nonsense(base_url: str) -> str:
    """What to do where the answer has not the form of the service."""
    if base_url == ADDRESS:
        return "That is not how LiveAvatar answers: what stands between may have, such as a proxy. Try again later."
    return f"That is not how LiveAvatar answers: check {_setting(base_url)}, which is {base_url}."


def after_trouble(error: Exception, base_url: str) -> str:
    """What to do where there was no connection, or one that broke off, because of `error`."""
    host = urlsplit(base_url).hostname or ""
    what = f"There is no connection to {base_url}, or it broke off"
    for cause in _causes(error):
        match cause:
            case socket.gaierror():
                what = f"The name {host} is not known"
            case ssl.SSLError(reason="WRONG_VERSION_NUMBER" | "RECORD_LAYER_FAILURE" | "UNEXPECTED_EOF_WHILE_READING"):
                what = f"{base_url} does not speak TLS (is it http://?)"
            case ConnectionRefusedError():
                what = f"Nothing answers at {base_url}"
            case _:
                continue
        break
    proxy = _proxy(base_url, host)
    return f"{what}: check {_setting(base_url)}{f', and the proxy ({proxy})' if proxy else ''}."


def after_silence(attempts: int, seconds: float, timeout: float, max_retries: int) -> str:
    """What to do where there was no answer in time."""
    said = f"{attempts} attempt{'s' if attempts > 1 else ''} in {seconds:.1f} s"
    limits = f"LiveAvatarApi(timeout={timeout:g}, max_retries={max_retries})"
    return f"That was {said}: raise the limits of {limits}, or try again later."


def _setting(base_url: str) -> str:
    """What says where the service is."""
    if base_url == ADDRESS:
        return "the network"
    return "LIVEAVATAR_BASE_URL" if os.environ.get("LIVEAVATAR_BASE_URL", "").startswith(base_url) else "base_url"


def _proxy(base_url: str, host: str) -> str:
    """The name of the setting of the environment by which a proxy stands between."""
    from urllib.request import proxy_bypass  # takes time to load

    if proxy_bypass(host):
        return ""
    names = (f"{urlsplit(base_url).scheme}_proxy", "all_proxy")
    spelled = (spelling for name in names for spelling in (name, name.upper()))
    return next((name for name in spelled if os.environ.get(name)), "")


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
