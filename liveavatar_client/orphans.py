"""Stopping whatever runs, whoever has opened it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from .errors import LiveAvatarError, NotFoundError

if TYPE_CHECKING:
    from .facade import LiveAvatarApi


def stop_each(api: "LiveAvatarApi") -> Iterator[tuple[str, LiveAvatarError | None]]:
    """Stop every session of the account that runs: its id, with what went wrong, or None where it was stopped.

    Not those that have ended by themselves meanwhile. Raises LiveAvatarError where the sessions cannot be listed.
    """
    seen: set[str] = set()
    # What runs moves from page to page as others end, so that one look may miss some: until one finds nothing new.
    while new := [session_id for session_id in _running(api) if session_id not in seen]:
        for session_id in new:
            seen.add(session_id)
            try:
                api.stop_session(session_id)
                yield session_id, None
            except LiveAvatarError as error:
                if not (isinstance(error, NotFoundError) and error.session_gone):
                    yield session_id, error
            except ValueError:  # an id that cannot be sent, or none
                yield ascii(session_id), LiveAvatarError("The service lists a session without an id.")


def _running(api: "LiveAvatarApi") -> list[str]:
    return [record.id if isinstance(record.id, str) else "" for record in api.list_sessions()]
