"""Who is measured: each opens and closes sessions with one client that it keeps, as its users would.

Nothing that is measured is imported here: each contender has a process for itself, which does that.
"""

from importlib import import_module
from typing import NamedTuple

from .base import Contender


class Entry(NamedTuple):
    """A contender, before it is made."""

    title: str
    home: str
    """Its class, as MODULE:NAME in this package."""
    needs: str
    """What it has to import; where that fails the contender is left out."""
    slow: bool = False
    """Whether it is too slow to start for a quick run."""
    lean: bool = True
    """Whether it can do without click; see lean/click.py."""


CONTENDERS = {
    "liveavatar": Entry("this client", "own:LiveAvatar", "liveavatar_client"),
    "httpx": Entry("plain httpx", "plain:Httpx", "httpx"),
    "requests": Entry("requests", "plain:Requests", "requests"),
    "http.client": Entry("http.client", "plain:HttpClient", "http.client"),
    "naive": Entry("generated code, naively", "own:Naive", "liveavatar_client.generated"),
    "pipecat": Entry("pipecat", "peers:Pipecat", "pipecat.services.heygen.api_liveavatar"),
    "livekit": Entry("LiveKit's plugin", "peers:LiveKit", "livekit.plugins.liveavatar.api", slow=True, lean=False),
    "network": Entry("the network alone", "plain:Bare", "socket"),
}


def contender(name: str, address: str) -> Contender:
    """The contender of that name, with its client."""
    module, _, kind = CONTENDERS[name].home.partition(":")
    made = getattr(import_module(f".{module}", __name__), kind)(address)
    assert isinstance(made, Contender)
    return made
