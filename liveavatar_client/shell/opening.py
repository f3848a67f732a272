"""A session of one's own, open until Ctrl-C, SIGTERM or the end of its time."""

import contextlib
import math
import signal
import time
import warnings
from argparse import Namespace
from collections.abc import Callable, Iterator
from types import FrameType
from typing import TYPE_CHECKING, NoReturn

from .. import lifecycle
from ..errors import LiveAvatarError, SessionEndedWarning
from .service import client, what_to_do
from .terminal import INTERRUPTED, Failure
from .watch import Watch

if TYPE_CHECKING:
    from ..generated.models import LiveAvatarNewSessionRequest

GRACE = 0.5
"""Seconds in which a second SIGTERM is the first: timeout(1) sends two, one right after the other."""


class Terminated(KeyboardInterrupt):
    """SIGTERM, which `open` takes for Ctrl-C."""


def open_session(options: Namespace) -> int:
    request = _request(options)
    api, sight = client(timeout=10), client(timeout=5, max_retries=0)
    warnings.simplefilter("ignore", SessionEndedWarning)  # there is a line for that
    signalled: KeyboardInterrupt | None = None
    watch: Watch | None = None
    lifecycle.HOW_TO_STOP = "`liveavatar stop {}` stops it."  # what the end of the process says
    with _terminating():
        try:
            with api.session(request, keep_alive=True) as session:
                watch = Watch(session, sight, as_json=options.json)
                watch.follow(options.seconds)
        except KeyboardInterrupt as interrupt:
            signalled = interrupt
            if watch and not api.open_sessions:
                watch.tell_that_it_is_over()
        except LiveAvatarError as error:
            if error.session_id:  # else the end of the process would try once more, and have the same to say
                api.detach_session(error.session_id)
            raise _failure(error) from None
        else:
            watch.tell_that_it_is_over()
        finally:
            sight.close()
            if not api.open_sessions:  # else the end of the process closes it, as nobody had the time
                api.close()
    if signalled is None or isinstance(signalled, Terminated):
        return int(bool(api.open_sessions))
    return INTERRUPTED


def _failure(error: LiveAvatarError) -> Failure:
    """What to say of a session that could not be opened, or closed: where it may run, with what stops it."""
    why = what_to_do(error)
    if not error.session_id:
        return Failure(why)
    return Failure(
        f"session {error.session_id} may still be running, and cost credits: {why.rstrip('.')}. "
        f"`liveavatar stop {error.session_id}` stops it."
    )


def _request(options: Namespace) -> "LiveAvatarNewSessionRequest":
    """The session that is asked for. Wrong usage ends here."""
    from ..generated.models import AvatarPersona, LiveAvatarNewSessionRequest
    from ..service import SANDBOX_AVATAR

    wrong: Callable[[str], NoReturn] = options.wrong
    avatar_id = options.avatar_id or (SANDBOX_AVATAR if options.sandbox else None)
    if avatar_id is None:
        wrong("AVATAR_ID is missing; `liveavatar avatars` lists those there are, and --sandbox has its own")
    talks = options.context is not None or options.voice is not None
    if talks and options.mode == "LITE":
        wrong("--context and --voice need --mode FULL")
    request = LiveAvatarNewSessionRequest(avatar_id, mode=options.mode or ("FULL" if talks else "LITE"))
    request.is_sandbox = options.sandbox
    if request.mode == "FULL":
        request.avatar_persona = AvatarPersona(voice_id=options.voice, context_id=options.context)
    if options.seconds is not None:  # so that it ends in time whatever becomes of this process
        request.max_session_duration = math.ceil(options.seconds)
    return request


@contextlib.contextmanager
def _terminating() -> Iterator[None]:
    """SIGTERM becomes a Terminated meanwhile, once."""
    struck = -math.inf

    def strike(signal_number: int, frame: FrameType | None) -> None:
        nonlocal struck
        before, struck = struck, time.monotonic()
        if struck > before + GRACE:
            raise Terminated

    handler = signal.signal(signal.SIGTERM, strike)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, handler)
