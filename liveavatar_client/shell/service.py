"""The service, and what goes wrong with it, in the words of the shell."""

import os
import re
from typing import TYPE_CHECKING, Any

from ..errors import (
    AuthenticationError,
    ConcurrencyLimitError,
    FieldError,
    InvalidRequestError,
    LiveAvatarConnectionError,
    LiveAvatarError,
    LiveAvatarTimeoutError,
    NoCreditsError,
    NotFoundError,
)
from .terminal import Failure

if TYPE_CHECKING:
    from ..facade import LiveAvatarApi

KEYS = "https://app.liveavatar.com/developers"
NONE_RUNS = "No session is running."


def client(**limits: Any) -> "LiveAvatarApi":
    """A client, with the settings of the environment."""
    from ..facade import LiveAvatarApi

    if not os.environ.get("LIVEAVATAR_API_KEY", "").strip():
        raise Failure(f"there is no API key: set LIVEAVATAR_API_KEY. {KEYS} has yours.")
    try:
        return LiveAvatarApi(**limits)
    except ValueError as error:  # which has the names of arguments
        why = re.sub(r"^(api_key|base_url)\b", lambda name: f"LIVEAVATAR_{name[0].upper()}", str(error))
        raise Failure(why) from None


def what_to_do(error: Exception) -> str:
    """What went wrong, and what to do, in the words of the shell."""
    said = str(error.args[0] if error.args else error).rstrip(".")
    step = error.next_step if isinstance(error, LiveAvatarError) else ""
    match error:
        case AuthenticationError(status=401):
            return f"the service does not take the API key: check LIVEAVATAR_API_KEY. {KEYS} has yours."
        case AuthenticationError():
            return f"{said}. Check LIVEAVATAR_API_KEY; {KEYS} has yours."
        case ConcurrencyLimitError():
            return (
                "as many sessions are running as the plan allows. `liveavatar sessions` lists them, and "
                "`liveavatar stop ID` stops one."
            )
        case NoCreditsError():
            return "no credits are left. Buy some, or use the sandbox, which is free: `liveavatar open --sandbox`."
        case InvalidRequestError(errors=[FieldError(field="avatar_id", message=why)]):
            return (
                f"the service does not take that avatar: {why}. `liveavatar avatars` lists those there are, and "
                "`open --sandbox` alone takes that of the sandbox."
            )
        case InvalidRequestError(errors=[FieldError(field="path.session_id" | "session_id", message=why)]):
            return f"the service does not take that id: {why}. `liveavatar sessions` lists those that run."
        case NotFoundError(session_gone=True):
            return "there is no such session, or it is over. `liveavatar sessions` lists those that run."
        case LiveAvatarConnectionError() if not step or isinstance(error, LiveAvatarTimeoutError):
            return f"{said}. Check the network, and LIVEAVATAR_BASE_URL where it is set."
    return f"{said}. {step}" if step and "()" not in step else f"{said}."  # not what is said in Python
