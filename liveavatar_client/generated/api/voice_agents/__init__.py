"""The operations of the tag voice_agents."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ...types import Calls

if TYPE_CHECKING:
    from ...models.voice_agent_record import VoiceAgentRecord


class VoiceAgentsOperations(Calls):
    """The operations of the tag voice_agents, a method for each."""

    def list_voice_agents(self) -> Sequence[VoiceAgentRecord]:
        """The account's voice agents.

        A voice agent is voice, prompt and behaviour in one, prepared with the service. A session in FULL mode uses
        one with voice_agent=VoiceAgent(id=...) in its request.

        Returns:
            The voice agents, without their configurations.

        Raises:
            LiveAvatarError: Anything else; see the class.
        """
        from ...models.voice_agent_list_response import VoiceAgentListResponse
        from . import list_voice_agents as _endpoint

        _arguments: dict[str, Any] = {}
        _data = self._call(_endpoint._get_kwargs(**_arguments), VoiceAgentListResponse, with_key=True).data
        return self._list(lambda number: (_data, None))

    def get_voice_agent(self, agent_id: str) -> VoiceAgentRecord:
        """One voice agent, with its configuration.

        Args:
            agent_id: The voice agent's identifier (a UUID).

        Returns:
            The voice agent. Times are timezone-aware.

        Raises:
            NotFoundError: There is no such voice agent.
            InvalidRequestError: A field is missing or invalid.
            LiveAvatarError: Anything else; see the class.
            TypeError: An argument, or a field of one, is of the wrong type.
            ValueError: An argument, or a field of one, has a value that is not allowed.
        """
        from ...models.voice_agent_response import VoiceAgentResponse
        from . import get_voice_agent as _endpoint

        _arguments: dict[str, Any] = {"agent_id": self._given("agent_id", agent_id, (str,), identifier=True)}
        return self._call(_endpoint._get_kwargs(**_arguments), VoiceAgentResponse, with_key=True).data
