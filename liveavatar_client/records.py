"""The calls that read what the service keeps of sessions.

A script that opens and closes a session does without them: what they need is loaded when they are called.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from . import arguments
from .caller import Caller
from .generated.types import UNSET

if TYPE_CHECKING:
    from .generated.models import SessionPage, SessionRecord, Transcript


class Records(Caller):
    """The account's sessions, running and ended, and what was said in them. With the API key."""

    def list_sessions(
        self,
        type: str = "active",
        *,
        avatar_id: str | None = None,
        embed_id: str | None = None,
        context_id: str | None = None,
        page_size: int = 100,
    ) -> "Iterator[SessionRecord]":
        """The account's sessions, on all pages; a page is asked for when it is reached.

        Args:
            type: "active" for the running sessions, "historic" for the ended ones.
            avatar_id: Only sessions with this avatar.
            embed_id: Only sessions of this embed.
            context_id: Only sessions with this context.
            page_size: How many to ask for at a time, 1 to 100.

        Returns:
            An iterator over the records. Times are timezone-aware, durations in seconds, costs in credits.

        Raises:
            LiveAvatarError: See the class. Raised when the page is asked for.
            ValueError: An argument is not one of the above.
        """
        from .generated.api.sessions import list_sessions
        from .generated.models import SessionListResponse, SessionPage

        arguments.choice("type", type, ("active", "historic"))
        arguments.count("page_size", page_size, 1, 100)
        filters = {"avatar_id": avatar_id, "embed_id": embed_id, "context_id": context_id}
        given = {name: arguments.text(name, value) for name, value in filters.items() if value is not None}

        def page(number: int) -> "SessionPage":
            response, answer = self._call(
                lambda client: list_sessions.sync_detailed(
                    client=client, type_=type, page=number, page_size=page_size, **given
                ),
                SessionListResponse,
            )
            if not isinstance(response.data, SessionPage):
                raise answer.error("there is no page in it")
            for record in response.data.results or ():
                _with_time_zone(record)
            return response.data

        def records() -> "Iterator[SessionRecord]":
            number = 0
            while True:
                number += 1
                current = page(number)
                yield from current.results or ()
                if not current.results or not current.next_:
                    return

        return records()

    def get_session(self, session_id: str) -> "SessionRecord":
        """What the service keeps of one session, running or ended.

        Args:
            session_id: The session's id.

        Returns:
            The record. Times are timezone-aware, the duration in seconds, the cost in credits.

        Raises:
            NotFoundError: There is no such session.
            LiveAvatarError: Anything else; see the class.
            ValueError: The session_id is empty.
        """
        from .generated.api.sessions import get_session
        from .generated.models import SessionRecord, SessionRecordResponse

        arguments.text("session_id", session_id, empty="Session ID is not set.")
        response, answer = self._call(
            lambda client: get_session.sync_detailed(session_id, client=client), SessionRecordResponse
        )
        if not isinstance(response.data, SessionRecord):
            raise answer.error("there is no session in it")
        _with_time_zone(response.data)
        return response.data

    def get_transcript(
        self, session_id: str, *, start_timestamp: int | None = None, end_timestamp: int | None = None
    ) -> "Transcript":
        """What was said in a session.

        Args:
            session_id: The session's id.
            start_timestamp: Only what was said from then on, as Unix time (seconds). To read on while the session
                runs, pass the `next_timestamp` of the transcript before.
            end_timestamp: Only what was said until then, as Unix time (seconds).

        Returns:
            The transcript, with who said what in `transcript_data`.

        Raises:
            NotFoundError: There is no such session.
            LiveAvatarError: Anything else; see the class.
            ValueError: The session_id is empty, or a time is below 0.
        """
        from .generated.api.sessions import get_transcript
        from .generated.models import Transcript, TranscriptResponse

        arguments.text("session_id", session_id, empty="Session ID is not set.")
        start = UNSET if start_timestamp is None else arguments.count("start_timestamp", start_timestamp)
        end = UNSET if end_timestamp is None else arguments.count("end_timestamp", end_timestamp)
        response, answer = self._call(
            lambda client: get_transcript.sync_detailed(
                session_id, client=client, start_timestamp=start, end_timestamp=end
            ),
            TranscriptResponse,
        )
        if not isinstance(response.data, Transcript):
            raise answer.error("there is no transcript in it")
        return response.data


def _with_time_zone(record: "SessionRecord") -> None:
    """The service's times are UTC, also where it does not say so."""
    for name in ("created_at", "updated_at", "end_at"):
        time = getattr(record, name)
        if isinstance(time, datetime) and time.tzinfo is None:
            setattr(record, name, time.replace(tzinfo=UTC))
