"""Every operation of the API."""

from .account import AccountOperations
from .avatars import AvatarsOperations
from .contexts import ContextsOperations
from .embeds import EmbedsOperations
from .language_models import LanguageModelsOperations
from .memories import MemoriesOperations
from .secrets import SecretsOperations
from .sessions import SessionsOperations
from .voice_agents import VoiceAgentsOperations
from .voices import VoicesOperations


class Operations(
    SessionsOperations,
    AvatarsOperations,
    VoicesOperations,
    ContextsOperations,
    MemoriesOperations,
    SecretsOperations,
    LanguageModelsOperations,
    AccountOperations,
    VoiceAgentsOperations,
    EmbedsOperations,
):
    """Every operation of the API, a method for each."""
