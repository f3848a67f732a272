"""The operations of the tag language_models."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ...types import Calls

if TYPE_CHECKING:
    from ...models.llm_configuration import LlmConfiguration
    from ...models.llm_configuration_request import LlmConfigurationRequest
    from ...models.llm_configuration_update import LlmConfigurationUpdate


class LanguageModelsOperations(Calls):
    """The operations of the tag language_models, a method for each."""

    def list_llm_configurations(self) -> Sequence[LlmConfiguration]:
        """The language models of your own that are set up.

        Returns:
            The configurations. Times are timezone-aware.

        Raises:
            LiveAvatarError: Anything else; see the class.
        """
        from ...models.llm_configuration_list_response import LlmConfigurationListResponse
        from . import list_llm_configurations as _endpoint

        _arguments: dict[str, Any] = {}
        _data = self._call(
            _endpoint._get_kwargs(**_arguments), LlmConfigurationListResponse, with_key=True
        ).data
        return self._list(lambda number: (_data, None))

    def create_llm_configuration(self, request: LlmConfigurationRequest) -> LlmConfiguration:
        """Set up a language model of your own.

        Any that speaks OpenAI's protocol. Its key has to be stored before, by create_secret(). A session in FULL
        mode uses it with llm_configuration_id in its request; a wrong one fails at the session's start only.

        Args:
            request: A language model of your own, which speaks OpenAI's protocol.

        Returns:
            The configuration, with its identifier.

        Raises:
            InvalidRequestError: There is no such secret. A field is missing or invalid.
            LiveAvatarError: Anything else; see the class.
            TypeError: An argument, or a field of one, is of the wrong type.
            ValueError: An argument, or a field of one, has a value that is not allowed.
        """
        from ...models.llm_configuration_response import LlmConfigurationResponse
        from . import create_llm_configuration as _endpoint

        _arguments: dict[str, Any] = {"body": self._given("request", request, ("LlmConfigurationRequest",))}
        return self._call(_endpoint._get_kwargs(**_arguments), LlmConfigurationResponse, with_key=True).data

    def get_llm_configuration(self, config_id: str) -> LlmConfiguration:
        """One language model of your own.

        Args:
            config_id: The configuration's identifier (a UUID).

        Returns:
            The configuration. Times are timezone-aware.

        Raises:
            NotFoundError: There is no such configuration.
            InvalidRequestError: A field is missing or invalid.
            LiveAvatarError: Anything else; see the class.
            TypeError: An argument, or a field of one, is of the wrong type.
            ValueError: An argument, or a field of one, has a value that is not allowed.
        """
        from ...models.llm_configuration_response import LlmConfigurationResponse
        from . import get_llm_configuration as _endpoint

        _arguments: dict[str, Any] = {
            "config_id": self._given("config_id", config_id, (str,), identifier=True)
        }
        return self._call(_endpoint._get_kwargs(**_arguments), LlmConfigurationResponse, with_key=True).data

    def delete_llm_configuration(self, config_id: str) -> None:
        """Delete a language model's configuration.

        Args:
            config_id: The configuration's identifier (a UUID).

        Raises:
            NotFoundError: There is no such configuration.
            InvalidRequestError: A field is missing or invalid.
            LiveAvatarError: Anything else; see the class.
            TypeError: An argument, or a field of one, is of the wrong type.
            ValueError: An argument, or a field of one, has a value that is not allowed.
        """
        from . import delete_llm_configuration as _endpoint

        _arguments: dict[str, Any] = {
            "config_id": self._given("config_id", config_id, (str,), identifier=True)
        }
        self._do(_endpoint._get_kwargs(**_arguments), with_key=True)

    def update_llm_configuration(self, config_id: str, request: LlmConfigurationUpdate) -> LlmConfiguration:
        """Change a language model of your own.

        What is left out stays as it is.

        Args:
            config_id: The configuration's identifier (a UUID).
            request: What to change of a language model's configuration. What is left out stays as it is.

        Returns:
            The configuration as it is now.

        Raises:
            NotFoundError: There is no such configuration.
            InvalidRequestError: There is no such secret. A field is missing or invalid.
            LiveAvatarError: Anything else; see the class.
            TypeError: An argument, or a field of one, is of the wrong type.
            ValueError: An argument, or a field of one, has a value that is not allowed.
        """
        from ...models.llm_configuration_response import LlmConfigurationResponse
        from . import update_llm_configuration as _endpoint

        _arguments: dict[str, Any] = {
            "config_id": self._given("config_id", config_id, (str,), identifier=True),
            "body": self._given("request", request, ("LlmConfigurationUpdate",)),
        }
        return self._call(_endpoint._get_kwargs(**_arguments), LlmConfigurationResponse, with_key=True).data
