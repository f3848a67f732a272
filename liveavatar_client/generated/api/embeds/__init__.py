"""The operations of the tag embeds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ...types import Calls

if TYPE_CHECKING:
    from ...models.embed import Embed
    from ...models.embed_request import EmbedRequest


class EmbedsOperations(Calls):
    """The operations of the tag embeds, a method for each."""

    def create_embed(self, request: EmbedRequest) -> Embed:
        """Make an avatar that can be put into a web page.

        Who opens the page starts sessions on the account's credits. It takes a context or, in the newer form, a
        voice agent. In the sandbox the service wants the avatar 65f9e3c9-d48b-4118-b73a-4ae2e3cbb8f0.

        Args:
            request: What an avatar in a web page shall be like. It takes context_id or voice_agent_id, and not
                both: that is refused.

        Returns:
            The embed, with the address of its page.

        Raises:
            InvalidRequestError: The sandbox does not allow the avatar, or both a context and a voice agent are
                given. A field is missing or invalid.
            LiveAvatarError: Anything else; see the class.
            TypeError: An argument, or a field of one, is of the wrong type.
            ValueError: An argument, or a field of one, has a value that is not allowed.
        """
        from ...models.embed_response import EmbedResponse
        from . import create_embed as _endpoint

        _arguments: dict[str, Any] = {"body": self._given("request", request, ("EmbedRequest",))}
        return self._call(_endpoint._get_kwargs(**_arguments), EmbedResponse, with_key=True).data
