"""The operations of the tag secrets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ...types import Calls

if TYPE_CHECKING:
    from ...models.secret_request import SecretRequest
    from ...models.stored_secret import StoredSecret


class SecretsOperations(Calls):
    """The operations of the tag secrets, a method for each."""

    def list_secrets(self) -> Sequence[StoredSecret]:
        """The keys of other providers that are stored with the service.

        Returns:
            The secrets, never their values. Times are timezone-aware.

        Raises:
            LiveAvatarError: Anything else; see the class.
        """
        from ...models.secret_list_response import SecretListResponse
        from . import list_secrets as _endpoint

        _arguments: dict[str, Any] = {}
        _data = self._call(_endpoint._get_kwargs(**_arguments), SecretListResponse, with_key=True).data
        return self._list(lambda number: (_data, None))

    def create_secret(self, request: SecretRequest) -> StoredSecret:
        """Store a key of another provider with the service.

        For language models, voices and connectors of your own. The value is never given back.

        Args:
            request: A key of another provider.

        Returns:
            The secret's identifier and its name.

        Raises:
            InvalidRequestError: A field is missing or invalid.
            LiveAvatarError: Anything else; see the class.
            TypeError: An argument, or a field of one, is of the wrong type.
            ValueError: An argument, or a field of one, has a value that is not allowed.
        """
        from ...models.secret_response import SecretResponse
        from . import create_secret as _endpoint

        _arguments: dict[str, Any] = {"body": self._given("request", request, ("SecretRequest",))}
        return self._call(_endpoint._get_kwargs(**_arguments), SecretResponse, with_key=True).data

    def delete_secret(self, secret_id: str) -> None:
        """Delete a stored key.

        Args:
            secret_id: The secret's identifier (a UUID).

        Raises:
            NotFoundError: There is no such secret.
            InvalidRequestError: A field is missing or invalid.
            LiveAvatarError: Anything else; see the class.
            TypeError: An argument, or a field of one, is of the wrong type.
            ValueError: An argument, or a field of one, has a value that is not allowed.
        """
        from . import delete_secret as _endpoint

        _arguments: dict[str, Any] = {
            "secret_id": self._given("secret_id", secret_id, (str,), identifier=True)
        }
        self._do(_endpoint._get_kwargs(**_arguments), with_key=True)
