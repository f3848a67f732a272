"""The next step after a failure, in a sentence or two."""

import os
import re
import socket
import ssl
from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from . import errors
from .errors import LiveAvatarApiError
from .service import ADDRESS, SANDBOX_AVATAR

_LISTS = {
    "avatar": "list_public_avatars() and list_avatars() have the avatars there are.",
    "configuration": "list_llm_configurations() has those there are.",
    "context": "list_contexts() has the contexts there are.",
    "memory": "list_memories() has the memories there are.",
    "secret": "list_secrets() has the secrets there are.",
    "session": 'list_sessions() has those that run, and list_sessions("historic") those that have ended.',
    "agent": "list_voice_agents() has those there are.",
    "voice": "list_voices() has the voices there are.",
}
"""By what an identifier is of, as fields and paths have it."""

_CHECK_KEY = "Check the API key: api_key, or LIVEAVATAR_API_KEY"
_CLOSE_ONE = "close a running session first: close_session() for one, stop_all_sessions() for all of the account."
_SEE = "https://docs.liveavatar.com says what the service takes."
_ANOTHER_TOKEN = "A token starts one session, once: create_session_token() makes another."  # noqa: S105


def after_refusal(error: LiveAvatarApiError, call: str, asked: Mapping[str, object], base_url: str) -> str:
    """What to do where the service has said no to a call, such as "POST /v1/sessions/token", that `asked` for that."""
    at_fault = {_noun(fault.field.rpartition(".")[2]) for fault in error.errors}
    match error:
        case errors.ConcurrencyLimitError():
            return f"Wait for a free slot (wait=60), or {_CLOSE_ONE}"
        case errors.NoCreditsError():
            return f"Buy credits, or use the sandbox, which is free: is_sandbox=True, avatar_id={SANDBOX_AVATAR!r}."
        case errors.AuthenticationError(status=401) if call.endswith("/sessions/start"):
            return _ANOTHER_TOKEN
        case errors.AuthenticationError(status=403, code=None):
            return f"{_CHECK_KEY}; or what stands between, such as a proxy, has said no."
        case errors.AuthenticationError():
            return f"{_CHECK_KEY}."
        case errors.RateLimitError():
            return f"Ask again after {error.retry_after or 1:.0f} s."  # it counts the calls of each second
        case errors.ServerError():
            when = "later" if error.retry_after is None else f"after {error.retry_after:.0f} s"
            if base_url == ADDRESS or error.code is not None:
                return f"The service, or a gateway before it, is in trouble: try again {when}."
            return f"What answers there is in trouble: try again {when}, or check {_setting(base_url)} ({base_url})."
        case LiveAvatarApiError(code=4000) if "avatar" in at_fault and asked.get("is_sandbox") and "session" in call:
            return (
                f"In the sandbox only avatar_id={SANDBOX_AVATAR!r} is allowed; leave is_sandbox out for any other. "
                + _LISTS["avatar"]
            )
        case errors.NotFoundError(from_service=True):
            return _LISTS.get(_noun(call.split("/")[2]), _SEE)
    if not error.from_service:
        return after_nonsense(base_url)
    if "already been started" in error.message:
        return _ANOTHER_TOKEN
    if "already exists" in error.message and "name" in asked:
        return "A name is given once in an account: take another, or change what has it."
    return " ".join(_LISTS[kind] for kind in sorted(at_fault & _LISTS.keys())) or _SEE


def after_waiting(seconds: float) -> str:
    """What to do where no slot came free."""
    return f"None came free in {seconds:g} s: wait longer, or {_CLOSE_ONE}"


def _noun(name: str) -> str:
    """What a field or a part of a path is about, such as "agent" for "voice_agent_id" and "voice_agents"."""
    return re.split("[_-]", name.removesuffix("_id"))[-1].removesuffix("s")


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
