"""Stopping sessions, whoever has opened them."""

from argparse import Namespace
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from ..errors import AuthenticationError, LiveAvatarConnectionError, LiveAvatarError
from ..orphans import stop_each
from .service import NONE_RUNS, client, what_to_do
from .terminal import complain, plain, say, say_json

if TYPE_CHECKING:
    from ..facade import LiveAvatarApi


def stop(options: Namespace) -> int:
    outcomes: dict[str, str | None] = {}
    """For each session what went wrong, if anything."""
    try:
        with client() as api:
            if options.all:
                for session_id, error in stop_each(api.list_sessions, api.stop_session):
                    outcomes[session_id] = what_to_do(error) if error else None
            else:
                _stop_these(api, list(dict.fromkeys(options.ids)), outcomes)
    except KeyboardInterrupt:
        complain("broken off: `liveavatar sessions` lists what still runs.")
        raise
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
            outcomes[session_id] = what_to_do(error)
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
