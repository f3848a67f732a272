"""What can be typed after `liveavatar`, for people and, with --json, for programs.

What is said of a list, of a session and of what was stopped goes to standard output, what went wrong to standard error,
a line each.
"""

import argparse
import contextlib
import re
import sys
import warnings
from collections.abc import Callable, Sequence
from typing import Any, NoReturn

from .. import __version__
from ..errors import LiveAvatarError
from . import lists
from .opening import open_session
from .service import what_to_do
from .stopping import stop
from .terminal import INTERRUPTED, Failure, complain, plain, say, say_no_more


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
        return complain(what_to_do(error))


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
        from ..masking import masked

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
        form = "an object on each line, as things happen" if name == "open" else "JSON, and nothing else"
        added.add_argument("--json", action="store_true", help=f"for programs: {form}, on standard output")
        added.set_defaults(run=run)
        return added

    sessions = command("sessions", lists.sessions, "list the sessions that run, and what they cost", "sessions --ended")
    sessions.add_argument("--ended", action="store_true", help="those that have ended instead, and why")

    stops = command("stop", stop, "stop sessions, whoever opened them", "stop 5827dc3e-7a6b-41d5-b1d8-76b91012ac42")
    which = stops.add_mutually_exclusive_group(required=True)
    which.add_argument("ids", nargs="*", default=[], type=_identifier, metavar="ID", help="a session")
    which.add_argument("--all", action="store_true", help="every session of the account that runs")

    opens = command(
        "open",
        open_session,
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

    avatars = command("avatars", lists.avatars, "list the avatars that every account may use", "avatars --mine")
    avatars.add_argument("--mine", action="store_true", help="the account's own instead")
    voices = command("voices", lists.voices, "list the voices that every account may use", "voices --json")
    voices.add_argument("--mine", action="store_true", help="the account's own instead")
    command("contexts", lists.contexts, "list the account's contexts", "contexts")
    command("credits", lists.credits, "say how many credits are left", "credits")
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


# ---- the emulator ----


def _emulator(typed: Sequence[str]) -> int:
    try:
        from ..emulator.__main__ import main as run
    except ImportError as error:
        raise Failure(str(error)) from None
    try:
        run(typed, prog="liveavatar emulator")
    except BrokenPipeError:
        say_no_more()
    return 0
