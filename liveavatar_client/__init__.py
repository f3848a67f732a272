"""The Python client for LiveAvatar: sessions with live talking avatars, opened and surely closed again.

    from liveavatar_client import LiveAvatarApi, LiveAvatarNewSessionRequest

    with LiveAvatarApi() as api, api.session(LiveAvatarNewSessionRequest(avatar_id="...")) as session:
        print(session)

dir() has the public names. Each is loaded when it is first asked for, so that importing the package costs nothing. The
other modules are those of the package itself, and may change; but emulator is public, too.
"""

from importlib import import_module
from typing import TYPE_CHECKING

__version__ = "0.1.0"

_HOMES = (".facade", ".session", ".errors", ".generated.models")

if TYPE_CHECKING:
    from .errors import *
    from .facade import *
    from .generated.models import *
    from .session import *
else:  # type checkers must not see this: a module that has it seems to have every name

    def __getattr__(name: str) -> object:
        if name == "__all__":
            return [public for home in _HOMES for public in import_module(home, __name__).__all__]
        if name[:1].isupper():  # as all public names do; any other is a module that is about to be imported
            for home in _HOMES:
                module = import_module(home, __name__)
                if name in module.__all__:
                    value = globals()[name] = getattr(module, name)
                    return value
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

    def __dir__() -> list[str]:
        return sorted(__getattr__("__all__"))
