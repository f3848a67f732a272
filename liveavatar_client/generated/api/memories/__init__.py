"""The operations of the tag memories."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ...types import Calls

if TYPE_CHECKING:
    from ...models.memory import Memory
    from ...models.memory_request import MemoryRequest
    from ...models.memory_summary import MemorySummary


class MemoriesOperations(Calls):
    """The operations of the tag memories, a method for each."""

    def list_memories(self, *, page_size: int = 100, type: str = "session") -> Sequence[MemorySummary]:
        """What was kept of earlier sessions, the newest first.

        Args:
            page_size: How many to ask for at a time, 1 to 100.
            type: Which kind of memory. There is one, session.

        Returns:
            The memories, with the beginnings of what is in them. Times are timezone-aware.
            Iterate over them as often as you like: the first page is asked for now, the others are as they are reached.

        Raises:
            InvalidRequestError: A field is missing or invalid.
            LiveAvatarError: Anything else; see the class.
            TypeError: An argument, or a field of one, is of the wrong type.
            ValueError: An argument, or a field of one, has a value that is not allowed.
        """
        from ...models.memory_list_response import MemoryListResponse
        from . import list_memories as _endpoint

        _arguments: dict[str, Any] = {
            "page_size": self._given("page_size", page_size, (int, None), minimum=1, maximum=100),
            "type_": self._given("type", type, (str, None), minLength=1),
        }

        def page(number: int) -> tuple[Sequence[MemorySummary] | None, object]:
            _data = self._call(
                _endpoint._get_kwargs(**_arguments, page=number), MemoryListResponse, with_key=True
            ).data
            return _data.results, _data.next_

        return self._list(page)

    def create_memory(self, request: MemoryRequest) -> Memory:
        """Keep what was said in a session, for later ones.

        A later session remembers it with memory=SessionMemory(session_memory_id=...) in its request.

        Args:
            request: Which session to remember.

        Returns:
            The memory. What is in it may come later.

        Raises:
            NotFoundError: There is no such session.
            InvalidRequestError: A field is missing or invalid.
            LiveAvatarError: Anything else; see the class.
            TypeError: An argument, or a field of one, is of the wrong type.
            ValueError: An argument, or a field of one, has a value that is not allowed.
        """
        from ...models.memory_response import MemoryResponse
        from . import create_memory as _endpoint

        _arguments: dict[str, Any] = {"body": self._given("request", request, ("MemoryRequest",))}
        return self._call(_endpoint._get_kwargs(**_arguments), MemoryResponse, with_key=True).data

    def get_memory(self, memory_id: str) -> Memory:
        """One memory, with what is in it.

        Args:
            memory_id: The memory's identifier (a UUID).

        Returns:
            The memory. Times are timezone-aware.

        Raises:
            NotFoundError: There is no such memory.
            InvalidRequestError: A field is missing or invalid.
            LiveAvatarError: Anything else; see the class.
            TypeError: An argument, or a field of one, is of the wrong type.
            ValueError: An argument, or a field of one, has a value that is not allowed.
        """
        from ...models.memory_response import MemoryResponse
        from . import get_memory as _endpoint

        _arguments: dict[str, Any] = {
            "memory_id": self._given("memory_id", memory_id, (str,), identifier=True)
        }
        return self._call(_endpoint._get_kwargs(**_arguments), MemoryResponse, with_key=True).data

    def delete_memory(self, memory_id: str) -> None:
        """Forget a memory.

        Args:
            memory_id: The memory's identifier (a UUID).

        Raises:
            NotFoundError: There is no such memory.
            InvalidRequestError: A field is missing or invalid.
            LiveAvatarError: Anything else; see the class.
            TypeError: An argument, or a field of one, is of the wrong type.
            ValueError: An argument, or a field of one, has a value that is not allowed.
        """
        from . import delete_memory as _endpoint

        _arguments: dict[str, Any] = {
            "memory_id": self._given("memory_id", memory_id, (str,), identifier=True)
        }
        self._do(_endpoint._get_kwargs(**_arguments), with_key=True)
