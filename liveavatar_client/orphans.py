"""Stopping whatever runs, whoever has opened it."""

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from .errors import LiveAvatarError, NotFoundError

if TYPE_CHECKING:
    from .generated.models import SessionRecord


def stop_each(
    running: Callable[[], Iterable["SessionRecord"]], stop: Callable[[str], object]
) -> Iterator[tuple[str, LiveAvatarError | None]]:
    """`stop` every session that is `running`: its id, with what went wrong, or None where it was stopped.

    Not those that have ended by themselves meanwhile. Raises LiveAvatarError where nobody can say which are running.
    """
    seen: set[str] = set()
    # What runs moves from page to page as others end, so that one look may miss some: until one finds nothing new.
    while new := [session_id for session_id in _ids(running()) if session_id not in seen]:
        for session_id in new:
            seen.add(session_id)
            try:
                stop(session_id)
                yield session_id, None
            except LiveAvatarError as error:
                if not (isinstance(error, NotFoundError) and error.session_gone):
                    yield session_id, error
            except ValueError:  # an id that cannot be sent, or none
                yield ascii(session_id), LiveAvatarError("The service lists a session without an id.")


def _ids(records: Iterable["SessionRecord"]) -> list[str]:
    return [record.id if isinstance(record.id, str) else "" for record in records]
