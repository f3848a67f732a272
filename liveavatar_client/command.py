"""The command `liveavatar`: what a person needs at a shell, and a program, too, with --json.

What is said of a list, of a session and of what was stopped goes to standard output, what went wrong to standard error,
a line each.
"""

import argparse
import contextlib
import math
import os
import re
import signal
import sys
import time
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import FrameType
from typing import TYPE_CHECKING, Any, NoReturn

from . import __version__
from .errors import (
    AuthenticationError,
    ConcurrencyLimitError,
    FieldError,
    InvalidRequestError,
    LiveAvatarConnectionError,
    LiveAvatarError,
    LiveAvatarTimeoutError,
    NoCreditsError,
    NotFoundError,
    SessionEndedWarning,
)
from .orphans import stop_each
from .terminal import Failure, cell, columns, complain, duration, plain, say, say_json, say_no_more, table
from .watch import Watch

if TYPE_CHECKING:
    from .facade import LiveAvatarApi
    from .generated.models import LiveAvatarNewSessionRequest

INTERRUPTED = 130
"""The exit status after Ctrl-C, as every shell has it: 128 and the signal's number."""

GRACE = 0.5
"""Seconds in which a second SIGTERM is the first: timeout(1) sends two, one right after the other."""

KEYS = "https://app.liveavatar.com/developers"

Columns = Mapping[str, Callable[[Any], object]]

AVATARS: Columns = {
    "ID": lambda avatar: avatar.id,
    "NAME": lambda avatar: avatar.name,
    "STATUS": lambda avatar: "EXPIRED" if avatar.is_expired else avatar.status,
    "TYPE": lambda avatar: avatar.type_,
    "VOICE": lambda avatar: getattr(avatar.default_voice, "name", None),
}
VOICES: Columns = {
    "ID": lambda voice: voice.id,
    "NAME": lambda voice: voice.name,
    "LANGUAGE": lambda voice: voice.language,
    "GENDER": lambda voice: voice.gender,
}
CONTEXTS: Columns = {
    "ID": lambda context: context.id,
    "NAME": lambda context: context.name,
    "CHANGED (UTC)": lambda context: context.updated_at,
}
ENDED: Columns = {
    "ID": lambda session: session.id,
    "RAN": lambda session: duration(session.duration),
    "CREDITS": lambda session: session.credits_consumed,
    "BECAUSE": lambda session: session.end_reason,
    "MODE": lambda session: session.mode,
    "STARTED (UTC)": lambda session: session.created_at,
}
RUNNING: Columns = {title: of for title, of in ENDED.items() if title != "BECAUSE"}
NONE_RUNS = "No session is running."
GONE = "there is no such session, or it is over. `liveavatar sessions` lists those that run."


class Terminated(KeyboardInterrupt):
    """SIGTERM, which `open` takes for Ctrl-C."""


def main(arguments: Sequence[str] | None = None) -> int:
    """The command.

    Args:
        arguments: What was typed after `liveavatar`; that of this process unless given.

    Returns:
        The exit status: 0, 1 where anything went wrong, 2 for wrong usage, 130 after Ctrl-C.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a name that the terminal has no letters for is no failure
            stream.reconfigure(errors="replace")
    warnings.showwarning = _warn
    try:
        return _run(sys.argv[1:] if arguments is None else [*arguments])
    except KeyboardInterrupt:
        return INTERRUPTED
    except (Failure, LiveAvatarError) as error:
        return complain(_what_to_do(error))


def _warn(message: Warning | str, *_: Any, **__: Any) -> None:
    complain(str(message))


def _run(typed: list[str]) -> int:
    try:
        if typed[:1] == ["emulator"]:  # which has options of its own
            return _emulator(typed[1:])
        options = _parser().parse_args(typed)
        status: int = options.run(options)
    except SystemExit as end:  # of argparse
        say("", end="")  # what it has written there so far
        status = int(end.code or 0)
    return status


# ---- what can be typed ----


class _Parser(argparse.ArgumentParser):
    """Repeats nothing that may be a key, typed where no key belongs."""

    def error(self, message: str) -> NoReturn:
        from .masking import masked

        super().error(plain(masked(message)))


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="liveavatar",
        description="Sessions with LiveAvatar's talking avatars, at the shell.",
        epilog="example:\n  liveavatar open --sandbox --for 30\n\n"
        "LIVEAVATAR_API_KEY has the API key, LIVEAVATAR_BASE_URL another address than the real service's.\n"
        "The exit status is 0, 1 where anything went wrong, 2 for wrong usage, 130 after Ctrl-C.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"liveavatar {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, run: Callable[[argparse.Namespace], int], does: str, example: str) -> _Parser:
        added: _Parser = commands.add_parser(
            name,
            help=does,
            description=f"{does[0].upper()}{does[1:]}.",
            epilog=f"example:\n  liveavatar {example}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        added.add_argument(
            "--json", action="store_true", help="for programs: JSON, and nothing else, on standard output"
        )
        added.set_defaults(run=run)
        return added

    sessions = command("sessions", _sessions, "list the sessions that run, and what they cost", "sessions --ended")
    sessions.add_argument("--ended", action="store_true", help="those that have ended instead, and why")

    stop = command("stop", _stop, "stop sessions, whoever opened them", "stop 5827dc3e-7a6b-41d5-b1d8-76b91012ac42")
    which = stop.add_mutually_exclusive_group(required=True)
    which.add_argument("ids", nargs="*", default=[], type=_identifier, metavar="ID", help="a session")
    which.add_argument("--all", action="store_true", help="every session of the account that runs")

    opens = command(
        "open",
        _open,
        "open a session, keep it alive, and close it on Ctrl-C, on SIGTERM, or when its time is over",
        "open dd73ea75-1218-4ef3-92ce-606d5f7fbc0a --sandbox --for 30",
    )
    opens.add_argument(
        "avatar_id",
        nargs="?",
        type=_identifier,
        metavar="AVATAR_ID",
        help="the avatar; with --sandbox that of the sandbox",
    )
    opens.add_argument("--sandbox", action="store_true", help="in the sandbox, which is free: for a minute")
    opens.add_argument(
        "--mode",
        type=str.upper,
        choices=["LITE", "FULL"],
        help="LITE (1 credit a minute) or FULL (2), in which it talks",
    )
    opens.add_argument("--context", type=_identifier, metavar="ID", help="what it knows: FULL mode, silent without one")
    opens.add_argument("--voice", type=_identifier, metavar="ID", help="its voice: FULL mode")
    opens.add_argument("--for", type=_seconds, dest="seconds", metavar="SECONDS", help="how long it is to run")
    opens.set_defaults(wrong=opens.error)

    avatars = command("avatars", _avatars, "list the avatars that every account may use", "avatars --mine")
    avatars.add_argument("--mine", action="store_true", help="the account's own instead")
    voices = command("voices", _voices, "list the voices that every account may use", "voices --json")
    voices.add_argument("--mine", action="store_true", help="the account's own instead")
    command("contexts", _contexts, "list the account's contexts", "contexts")
    command("credits", _credits, "say how many credits are left", "credits")
    commands.add_parser("emulator", help="run the service on this machine, without credits").set_defaults(
        run=lambda _: _emulator([])
    )
    return parser


def _identifier(typed: str) -> str:
    """An identifier of the service: visible ASCII."""
    if not re.fullmatch(r"[!-~]+", typed):
        raise argparse.ArgumentTypeError("an id is empty, or has a character that is in none")
    return typed


def _seconds(typed: str) -> float:
    """A time that a session may run."""
    with contextlib.suppress(ValueError):
        if 0 < float(typed) <= 10**9:
            return float(typed)
    raise argparse.ArgumentTypeError("it must be a number of seconds above 0")


# ---- lists ----


def _sessions(options: argparse.Namespace) -> int:
    with _client() as api:
        if options.ended:
            return _list(options, api.list_sessions("historic"), ENDED, "No session has ended yet.")
        return _list(options, api.list_sessions(), RUNNING, NONE_RUNS)


def _avatars(options: argparse.Namespace) -> int:
    with _client() as api:
        return _list(options, api.list_avatars() if options.mine else api.list_public_avatars(), AVATARS, "No avatars.")


def _voices(options: argparse.Namespace) -> int:
    with _client() as api:
        found = api.list_voices(voice_type="private" if options.mine else "public")
        return _list(options, found, VOICES, "No voices.")


def _contexts(options: argparse.Namespace) -> int:
    with _client() as api:
        return _list(options, api.list_contexts(), CONTEXTS, "No contexts.")


def _credits(options: argparse.Namespace) -> int:
    with _client() as api:
        left = api.get_credits()
    if options.json:
        say_json(left.to_dict())
    else:
        say(f"{cell(left.credits_left) or 'An unknown number of'} credits are left.")
    return 0


def _list(options: argparse.Namespace, things: Sequence[Any], shown: Columns, none: str) -> int:
    """Show a list, the pages as they come. As JSON it is there as a whole, or not at all."""
    if options.json:
        say_json([thing.to_dict() for thing in things])
    elif not things:
        say(none)
    else:
        rows = ([cell(of(thing)) for of in shown.values()] for thing in things)
        for line in table([*shown], rows, columns()):
            if not say(line):
                break
    return 0


# ---- stop ----


def _stop(options: argparse.Namespace) -> int:
    outcomes: dict[str, str | None] = {}
    """For each session what went wrong, if anything."""
    try:
        with _client() as api:
            if options.all:
                for session_id, error in stop_each(api):
                    outcomes[session_id] = _what_to_do(error) if error else None
            else:
                _stop_these(api, list(dict.fromkeys(options.ids)), outcomes)
    finally:  # also after Ctrl-C in the middle
        _tell_what_was_stopped(outcomes, as_json=options.json)
    if not outcomes:
        say_json([]) if options.json else say(NONE_RUNS)
    return int(any(outcomes.values()))


def _stop_these(api: "LiveAvatarApi", ids: Sequence[str], outcomes: dict[str, str | None]) -> None:
    for session_id in ids:
        try:
            api.stop_session(session_id)
            outcomes[session_id] = None
        except (LiveAvatarError, ValueError) as error:  # one that cannot be sent
            outcomes[session_id] = _what_to_do(error)
            if isinstance(error, AuthenticationError) or (
                isinstance(error, LiveAvatarConnectionError) and not error.sent
            ):  # which would be the same with the others
                others = [other for other in ids if other not in outcomes]
                outcomes.update(dict.fromkeys(others, outcomes[session_id]))
                return


def _tell_what_was_stopped(outcomes: Mapping[str, str | None], *, as_json: bool) -> None:
    for why in dict.fromkeys(filter(None, outcomes.values())):
        left = [session_id for session_id, other in outcomes.items() if other == why]
        complain(f"not stopped: {', '.join(left)}: {why}")
    if as_json and outcomes:
        say_json([{"id": name, "stopped": why is None, "error": why} for name, why in outcomes.items()])
    elif stopped := [session_id for session_id, why in outcomes.items() if why is None]:
        say("\n".join(f"stopped {plain(session_id)}" for session_id in stopped))


# ---- open ----


def _open(options: argparse.Namespace) -> int:
    request = _request(options)
    api, sight = _client(timeout=10), _client(timeout=5, max_retries=0)
    warnings.simplefilter("ignore", SessionEndedWarning)  # there is a line for that
    signalled: KeyboardInterrupt | None = None
    watch: Watch | None = None
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
            _tell_what_may_run(api, error)
            raise
        else:
            watch.tell_that_it_is_over()
        finally:
            sight.close()
            if not api.open_sessions:  # else the end of the process closes it, as nobody had the time
                api.close()
    if signalled is None or isinstance(signalled, Terminated):
        return int(bool(api.open_sessions))
    return INTERRUPTED


def _tell_what_may_run(api: "LiveAvatarApi", error: LiveAvatarError) -> None:
    """Raise Failure for what could not be closed, with what stops it."""
    left = api.open_sessions
    for session_id in left:  # else the end of the process would try once more, and have the same to say
        api.detach_session(session_id)
        raise Failure(
            f"session {session_id} may still be running, and cost credits: {_what_to_do(error).rstrip('.')}. "
            f"`liveavatar stop {session_id}` stops it."
        ) from None


def _request(options: argparse.Namespace) -> "LiveAvatarNewSessionRequest":
    """The session that is asked for. Wrong usage ends here."""
    from .generated.models import AvatarPersona, LiveAvatarNewSessionRequest
    from .service import SANDBOX_AVATAR

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


# ---- the emulator ----


def _emulator(typed: Sequence[str]) -> int:
    try:
        from .emulator.__main__ import main as run
    except ImportError as error:
        raise Failure(str(error)) from None
    try:
        run(typed, prog="liveavatar emulator")
    except BrokenPipeError:
        say_no_more()
    return 0


# ---- the service, and what it says ----


def _client(**limits: Any) -> "LiveAvatarApi":
    """A client, with the settings of the environment."""
    from .facade import LiveAvatarApi

    if not os.environ.get("LIVEAVATAR_API_KEY", "").strip():
        raise Failure(f"there is no API key: set LIVEAVATAR_API_KEY. {KEYS} has yours.")
    try:
        return LiveAvatarApi(**limits)
    except ValueError as error:  # which has the names of arguments
        why = re.sub(r"^(api_key|base_url)\b", lambda name: f"LIVEAVATAR_{name[0].upper()}", str(error))
        raise Failure(why) from None


def _what_to_do(error: Exception) -> str:
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
        case NotFoundError(session_gone=True):
            return GONE
        case LiveAvatarConnectionError() if not step or isinstance(error, LiveAvatarTimeoutError):
            return f"{said}. Check the network, and LIVEAVATAR_BASE_URL where it is set."
    return f"{said}. {step}" if step and "()" not in step else f"{said}."  # not what is said in Python
