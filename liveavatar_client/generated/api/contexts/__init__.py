"""The operations of the tag contexts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ...types import Calls

if TYPE_CHECKING:
    from ...models.context import Context
    from ...models.context_request import ContextRequest
    from ...models.context_summary import ContextSummary


class ContextsOperations(Calls):
    """The operations of the tag contexts, a method for each."""

    def list_contexts(self, *, page_size: int = 100) -> Sequence[ContextSummary]:
        """The account's contexts, the newest first.

        A context is what an avatar knows in FULL mode, and what it says first. The list has no prompts:
        get_context() gives one. Where a context_id comes from, together with create_context().

        Args:
            page_size: How many to ask for at a time, 1 to 100.

        Returns:
            The contexts, without their prompts. Times are timezone-aware.
            Iterate over them as often as you like: the first page is asked for now, the others are as they are reached.

        Raises:
            InvalidRequestError: A field is missing or invalid.
            LiveAvatarError: Anything else; see the class.
            TypeError: An argument, or a field of one, is of the wrong type.
            ValueError: An argument, or a field of one, has a value that is not allowed.
        """
        from ...models.context_list_response import ContextListResponse
        from . import list_contexts as _endpoint

        _arguments: dict[str, Any] = {
            "page_size": self._given("page_size", page_size, (int, None), minimum=1, maximum=100)
        }

        def page(number: int) -> tuple[Sequence[ContextSummary] | None, object]:
            _data = self._call(
                _endpoint._get_kwargs(**_arguments, page=number), ContextListResponse, with_key=True
            ).data
            return _data.results, _data.next_

        return self._list(page)

    def create_context(self, request: ContextRequest) -> Context:
        """Make a context.

        Names are unique in an account. A prompt of more than 65,535 characters is a ValueError before anything is
        sent, since the service would cut it in silence. Words in double braces in the prompt, such as {{hotel}},
        are variables, to which a session gives their values (dynamic_variables).

        Args:
            request: What an avatar knows, and what it says first. All of name, prompt and opening_text is
                needed.

        Returns:
            The context, with its identifier and the variables in its prompt.

        Raises:
            InvalidRequestError: There is a context of that name already. A field is missing or invalid.
            LiveAvatarError: Anything else; see the class.
            TypeError: An argument, or a field of one, is of the wrong type.
            ValueError: An argument, or a field of one, has a value that is not allowed.
        """
        from ...models.context_response import ContextResponse
        from . import create_context as _endpoint

        _arguments: dict[str, Any] = {"body": self._given("request", request, ("ContextRequest",))}
        return self._call(_endpoint._get_kwargs(**_arguments), ContextResponse, with_key=True).data

    def get_context(self, context_id: str) -> Context:
        """One context, with its prompt.

        Args:
            context_id: The context's identifier (a UUID).

        Returns:
            The context. Times are timezone-aware.

        Raises:
            NotFoundError: There is no such context.
            InvalidRequestError: A field is missing or invalid.
            LiveAvatarError: Anything else; see the class.
            TypeError: An argument, or a field of one, is of the wrong type.
            ValueError: An argument, or a field of one, has a value that is not allowed.
        """
        from ...models.context_response import ContextResponse
        from . import get_context as _endpoint

        _arguments: dict[str, Any] = {
            "context_id": self._given("context_id", context_id, (str,), identifier=True)
        }
        return self._call(_endpoint._get_kwargs(**_arguments), ContextResponse, with_key=True).data

    def delete_context(self, context_id: str) -> None:
        """Delete a context.

        Args:
            context_id: The context's identifier (a UUID).

        Raises:
            NotFoundError: There is no such context.
            InvalidRequestError: A field is missing or invalid.
            LiveAvatarError: Anything else; see the class.
            TypeError: An argument, or a field of one, is of the wrong type.
            ValueError: An argument, or a field of one, has a value that is not allowed.
        """
        from . import delete_context as _endpoint

        _arguments: dict[str, Any] = {
            "context_id": self._given("context_id", context_id, (str,), identifier=True)
        }
        self._do(_endpoint._get_kwargs(**_arguments), with_key=True)

    def update_context(self, context_id: str, request: ContextRequest) -> Context:
        """Replace what is in a context.

        It takes all of name, prompt and opening_text, also those that stay as they are: get_context() has them.
        Names are unique in an account. A prompt of more than 65,535 characters is a ValueError before anything is
        sent, since the service would cut it in silence.

        Args:
            context_id: The context's identifier (a UUID).
            request: What an avatar knows, and what it says first. All of name, prompt and opening_text is
                needed.

        Returns:
            The context as it is now.

        Raises:
            NotFoundError: There is no such context.
            InvalidRequestError: There is another context of that name. A field is missing or invalid.
            LiveAvatarError: Anything else; see the class.
            TypeError: An argument, or a field of one, is of the wrong type.
            ValueError: An argument, or a field of one, has a value that is not allowed.
        """
        from ...models.context_response import ContextResponse
        from . import update_context as _endpoint

        _arguments: dict[str, Any] = {
            "context_id": self._given("context_id", context_id, (str,), identifier=True),
            "body": self._given("request", request, ("ContextRequest",)),
        }
        return self._call(_endpoint._get_kwargs(**_arguments), ContextResponse, with_key=True).data
