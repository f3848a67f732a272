"""All that the service does."""

from collections.abc import Callable
from typing import Any

from .contexts import Contexts
from .embeds import Embeds
from .memories import Memories
from .session_calls import SessionCalls
from .sessions import Sessions

Call = Callable[..., Any]


def calls(sessions: Sessions) -> Callable[[str], Call | None]:
    """What does a call, by its name in the contract (`operationId`). Not safe to share between threads."""
    catalogue, contexts = sessions.catalogue, Contexts(sessions.clock)
    parts = (
        SessionCalls(sessions),
        catalogue,
        catalogue.keys,
        contexts,
        Memories(sessions.clock, sessions),
        Embeds(catalogue, contexts, sessions),
    )
    return lambda name: next((getattr(part, name) for part in parts if hasattr(part, name)), None)
