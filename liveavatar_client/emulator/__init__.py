"""The LiveAvatar service on this machine: for the demo, for tests, and for building without credits.

    with Emulator() as emulator, LiveAvatarApi(emulator.api_key, base_url=emulator.base_url) as api:
        ...

Needs the extra: pip install "liveavatar-client[emulator]".
"""

try:
    import openapi_core as _openapi_core  # noqa: F401
    import werkzeug as _werkzeug  # noqa: F401
except ImportError as error:
    raise ImportError('The emulator needs its extra: pip install "liveavatar-client[emulator]"') from error

from .rules.sessions import Session
from .seen import Seen
from .server import Emulator

__all__ = ["Emulator", "Seen", "Session"]
