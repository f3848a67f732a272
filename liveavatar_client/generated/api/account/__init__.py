"""The operations of the tag account."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ...types import Calls

if TYPE_CHECKING:
    from ...models.credits_ import Credits
    from ...models.language import Language


class AccountOperations(Calls):
    """The operations of the tag account, a method for each."""

    def list_languages(self) -> Sequence[Language]:
        """The languages that an avatar can speak.

        The API key is not sent, since it is not needed.

        Returns:
            The languages, with their codes.

        Raises:
            LiveAvatarError: Anything else; see the class.
        """
        from ...models.language_list_response import LanguageListResponse
        from . import list_languages as _endpoint

        _arguments: dict[str, Any] = {}
        _data = self._call(_endpoint._get_kwargs(**_arguments), LanguageListResponse, with_key=False).data
        return self._list(lambda number: (_data, None))

    def get_credits(self) -> Credits:
        """What is left of the account's credits.

        Returns:
            The credits, as a decimal in a text, such as "8.5".

        Raises:
            LiveAvatarError: Anything else; see the class.
        """
        from ...models.credits_response import CreditsResponse
        from . import get_credits as _endpoint

        _arguments: dict[str, Any] = {}
        return self._call(_endpoint._get_kwargs(**_arguments), CreditsResponse, with_key=True).data
