"""What the account has, in tables."""

from argparse import Namespace
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from .service import NONE_RUNS, client
from .terminal import cell, columns, complain, duration, say, say_json, table

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


def sessions(options: Namespace) -> int:
    with client() as api:
        if options.ended:
            return show(options, api.list_sessions("historic"), ENDED, "No session has ended yet.")
        return show(options, api.list_sessions(), RUNNING, NONE_RUNS)


def avatars(options: Namespace) -> int:
    with client() as api:
        return show(options, api.list_avatars() if options.mine else api.list_public_avatars(), AVATARS, "No avatars.")


def voices(options: Namespace) -> int:
    with client() as api:
        found = api.list_voices(voice_type="private" if options.mine else "public")
        return show(options, found, VOICES, "No voices.")


def contexts(options: Namespace) -> int:
    with client() as api:
        return show(options, api.list_contexts(), CONTEXTS, "No contexts.")


def credits(options: Namespace) -> int:
    with client() as api:
        left = api.get_credits()
    if options.json:
        say_json(left.to_dict())
    else:
        say(f"{cell(left.credits_left) or 'An unknown number of'} credits are left.")
    return 0


def show(options: Namespace, things: Sequence[Any], shown: Columns, none: str) -> int:
    """Show a list, the pages as they come. As JSON it is there as a whole, or not at all."""
    if options.json:
        say_json([thing.to_dict() for thing in things])
    elif not things:
        say(none)
    else:
        rows = ([cell(of(thing)) for of in shown.values()] for thing in things)
        lines = table([*shown], rows, columns())
        titles = next(lines)
        reads = say(titles)
        while reads and (line := next(lines, None)):
            reads = say(line)
        if reads and (missing := [title for title in shown if title not in titles]):
            complain(f"no room for {', '.join(missing)}: a wider terminal shows more, and --json has all.")
    return 0
