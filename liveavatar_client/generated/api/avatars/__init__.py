"""The operations of the tag avatars."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ...types import Calls

if TYPE_CHECKING:
    from ...models.avatar import Avatar
    from ...models.avatar_update import AvatarUpdate


class AvatarsOperations(Calls):
    """The operations of the tag avatars, a method for each."""

    def list_avatars(self, *, page_size: int = 100) -> Sequence[Avatar]:
        """The account's own avatars, the newest first.

        An avatar is who is seen. Only one whose status is ACTIVE and that is not expired can be used. What
        everybody may use is in list_public_avatars().

        Args:
            page_size: How many to ask for at a time, 1 to 100.

        Returns:
            The avatars, in whatever status. Times are timezone-aware.
            Iterate over them as often as you like: the first page is asked for now, the others are as they are reached.

        Raises:
            InvalidRequestError: A field is missing or invalid.
            LiveAvatarError: Anything else; see the class.
            TypeError: An argument, or a field of one, is of the wrong type.
            ValueError: An argument, or a field of one, has a value that is not allowed.
        """
        from ...models.avatar_list_response import AvatarListResponse
        from . import list_avatars as _endpoint

        _arguments: dict[str, Any] = {
            "page_size": self._given("page_size", page_size, (int, None), minimum=1, maximum=100)
        }

        def page(number: int) -> tuple[Sequence[Avatar] | None, object]:
            _data = self._call(
                _endpoint._get_kwargs(**_arguments, page=number), AvatarListResponse, with_key=True
            ).data
            return _data.results, _data.next_

        return self._list(page)

    def list_public_avatars(self, *, page_size: int = 100) -> Sequence[Avatar]:
        """The avatars that every account may use.

        Where an avatar_id comes from, unless you have an avatar of your own: each has a picture (preview_url). The
        API key is not sent, since it is not needed.

        Args:
            page_size: How many to ask for at a time, 1 to 100.

        Returns:
            The avatars. Times are timezone-aware.
            Iterate over them as often as you like: the first page is asked for now, the others are as they are reached.

        Raises:
            InvalidRequestError: A field is missing or invalid.
            LiveAvatarError: Anything else; see the class.
            TypeError: An argument, or a field of one, is of the wrong type.
            ValueError: An argument, or a field of one, has a value that is not allowed.
        """
        from ...models.avatar_list_response import AvatarListResponse
        from . import list_public_avatars as _endpoint

        _arguments: dict[str, Any] = {
            "page_size": self._given("page_size", page_size, (int, None), minimum=1, maximum=100)
        }

        def page(number: int) -> tuple[Sequence[Avatar] | None, object]:
            _data = self._call(
                _endpoint._get_kwargs(**_arguments, page=number), AvatarListResponse, with_key=False
            ).data
            return _data.results, _data.next_

        return self._list(page)

    def get_avatar(self, avatar_id: str) -> Avatar:
        """One avatar, be it your own or a public one.

        Args:
            avatar_id: The avatar's identifier (a UUID).

        Returns:
            The avatar. Times are timezone-aware.

        Raises:
            NotFoundError: There is no such avatar.
            InvalidRequestError: A field is missing or invalid.
            LiveAvatarError: Anything else; see the class.
            TypeError: An argument, or a field of one, is of the wrong type.
            ValueError: An argument, or a field of one, has a value that is not allowed.
        """
        from ...models.avatar_response import AvatarResponse
        from . import get_avatar as _endpoint

        _arguments: dict[str, Any] = {
            "avatar_id": self._given("avatar_id", avatar_id, (str,), identifier=True)
        }
        return self._call(_endpoint._get_kwargs(**_arguments), AvatarResponse, with_key=True).data

    def delete_avatar(self, avatar_id: str) -> None:
        """Delete an avatar of your own.

        Args:
            avatar_id: The avatar's identifier (a UUID).

        Raises:
            NotFoundError: There is no such avatar of your own.
            InvalidRequestError: A field is missing or invalid.
            LiveAvatarError: Anything else; see the class.
            TypeError: An argument, or a field of one, is of the wrong type.
            ValueError: An argument, or a field of one, has a value that is not allowed.
        """
        from . import delete_avatar as _endpoint

        _arguments: dict[str, Any] = {
            "avatar_id": self._given("avatar_id", avatar_id, (str,), identifier=True)
        }
        self._do(_endpoint._get_kwargs(**_arguments), with_key=True)

    def update_avatar(self, avatar_id: str, request: AvatarUpdate) -> Avatar:
        """Change an avatar of your own.

        What is left out stays as it is.

        Args:
            avatar_id: The avatar's identifier (a UUID).
            request: What to change of an avatar. What is left out stays as it is.

        Returns:
            The avatar as it is now.

        Raises:
            NotFoundError: There is no such avatar of your own.
            InvalidRequestError: There is no such voice. A field is missing or invalid.
            LiveAvatarError: Anything else; see the class.
            TypeError: An argument, or a field of one, is of the wrong type.
            ValueError: An argument, or a field of one, has a value that is not allowed.
        """
        from ...models.avatar_response import AvatarResponse
        from . import update_avatar as _endpoint

        _arguments: dict[str, Any] = {
            "avatar_id": self._given("avatar_id", avatar_id, (str,), identifier=True),
            "body": self._given("request", request, ("AvatarUpdate",)),
        }
        return self._call(_endpoint._get_kwargs(**_arguments), AvatarResponse, with_key=True).data
