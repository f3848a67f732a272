"""The operations of the tag sessions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ...types import Calls

if TYPE_CHECKING:
    from ...models.session_record import SessionRecord
    from ...models.transcript import Transcript


class SessionsOperations(Calls):
    """The operations of the tag sessions, a method for each."""

    def list_sessions(
        self,
        type: str = "active",
        *,
        page_size: int = 100,
        avatar_id: str | None = None,
        embed_id: str | None = None,
        context_id: str | None = None,
    ) -> Sequence[SessionRecord]:
        """The account's sessions, the newest first.

        Args:
            type: active for the running sessions, historic for the ended ones.
            page_size: How many to ask for at a time, 1 to 100.
            avatar_id: Only sessions with this avatar (a UUID).
            embed_id: Only sessions of this embed (a UUID).
            context_id: Only sessions with this context (a UUID).

        Returns:
            The sessions. Times are timezone-aware, durations in seconds, costs in credits.
            Iterate over them as often as you like: the first page is asked for now, the others are as they are reached.

        Raises:
            InvalidRequestError: A field is missing or invalid.
            LiveAvatarError: Anything else; see the class.
            TypeError: An argument, or a field of one, is of the wrong type.
            ValueError: An argument, or a field of one, has a value that is not allowed.
        """
        from ...models.session_list_response import SessionListResponse
        from . import list_sessions as _endpoint

        _arguments: dict[str, Any] = {
            "type_": self._given("type", type, (str,), choices=["active", "historic"]),
            "page_size": self._given("page_size", page_size, (int, None), minimum=1, maximum=100),
            "avatar_id": self._given("avatar_id", avatar_id, (str, None), minLength=1),
            "embed_id": self._given("embed_id", embed_id, (str, None), minLength=1),
            "context_id": self._given("context_id", context_id, (str, None), minLength=1),
        }

        def page(number: int) -> tuple[Sequence[SessionRecord] | None, object]:
            _data = self._call(
                _endpoint._get_kwargs(**_arguments, page=number), SessionListResponse, with_key=True
            ).data
            return _data.results, _data.next_

        return self._list(page)

    def get_session(self, session_id: str) -> SessionRecord:
        """What the service keeps of one session, running or ended.

        Args:
            session_id: The session's identifier (a UUID).

        Returns:
            The record. Times are timezone-aware, the duration in seconds, the cost in credits.

        Raises:
            NotFoundError: There is no such session, or it has ended.
            InvalidRequestError: A field is missing or invalid.
            LiveAvatarError: Anything else; see the class.
            TypeError: An argument, or a field of one, is of the wrong type.
            ValueError: An argument, or a field of one, has a value that is not allowed.
        """
        from ...models.session_record_response import SessionRecordResponse
        from . import get_session as _endpoint

        _arguments: dict[str, Any] = {
            "session_id": self._given("session_id", session_id, (str,), identifier=True)
        }
        return self._call(_endpoint._get_kwargs(**_arguments), SessionRecordResponse, with_key=True).data

    def get_transcript(
        self, session_id: str, *, start_timestamp: int | None = None, end_timestamp: int | None = None
    ) -> Transcript:
        """What was said in a session.

        Args:
            session_id: The session's identifier (a UUID).
            start_timestamp: Only what was said from this Unix time (seconds) on. To read on while the session
                runs, the next_timestamp of the transcript before.
            end_timestamp: Only what was said up to this Unix time (seconds).

        Returns:
            The transcript so far, with who said what in transcript_data.

        Raises:
            NotFoundError: There is no such session, or it has ended.
            InvalidRequestError: A field is missing or invalid.
            LiveAvatarError: Anything else; see the class.
            TypeError: An argument, or a field of one, is of the wrong type.
            ValueError: An argument, or a field of one, has a value that is not allowed.
        """
        from ...models.transcript_response import TranscriptResponse
        from . import get_transcript as _endpoint

        _arguments: dict[str, Any] = {
            "session_id": self._given("session_id", session_id, (str,), identifier=True),
            "start_timestamp": self._given("start_timestamp", start_timestamp, (int, None), minimum=0),
            "end_timestamp": self._given("end_timestamp", end_timestamp, (int, None), minimum=0),
        }
        return self._call(_endpoint._get_kwargs(**_arguments), TranscriptResponse, with_key=True).data

    def delete_session_events(self, session_id: str) -> None:
        """Delete what the service keeps of what happened in a session, its transcript included.

        Args:
            session_id: The session's identifier (a UUID).

        Raises:
            NotFoundError: There is no such session, or it has ended.
            InvalidRequestError: A field is missing or invalid.
            LiveAvatarError: Anything else; see the class.
            TypeError: An argument, or a field of one, is of the wrong type.
            ValueError: An argument, or a field of one, has a value that is not allowed.
        """
        from . import delete_session_events as _endpoint

        _arguments: dict[str, Any] = {
            "session_id": self._given("session_id", session_id, (str,), identifier=True)
        }
        self._do(_endpoint._get_kwargs(**_arguments), with_key=True)
