"""Avatars in web pages: embeds."""

from attrs import define, field

from ..refusal import refusal
from .catalogue import EMBED_SANDBOX_AVATAR, Catalogue
from .contexts import Contexts
from .sessions import Sessions
from .things import Json, named, new_id


@define
class Embeds:
    """Embeds, which are made, and live elsewhere."""

    catalogue: Catalogue
    contexts: Contexts
    sessions: Sessions
    embeds: dict[str, Json] = field(factory=dict, repr=False)

    def create_embed(self, *, body: Json) -> Json:
        if body.get("is_sandbox") and body["avatar_id"].lower() != EMBED_SANDBOX_AVATAR:
            raise refusal(400, 4000, "Bad request", [("avatar_id", "Avatar is not allowed in sandbox mode")])
        if body.get("context_id") and body.get("voice_agent_id"):
            raise refusal(400, 4000, "Exactly one of context_id and voice_agent_id is allowed")
        self.catalogue.check_that_it_can_be_used(body["avatar_id"])
        self.sessions.check_duration(body)
        named(body, "context_id", self.contexts.contexts, "Context")
        named(body, "voice_agent_id", self.catalogue.agents, "Voice agent")
        named(body, "voice_id", self.catalogue.voices, "Voice")
        identifier = new_id()
        address = f"https://embed.emulator.invalid/{identifier}"
        widget = f'<script src="{address}/widget.js" async></script>'
        self.embeds[identifier] = {
            "embed_id": identifier,
            "url": address,
            "script": widget if body.get("type") == "WIDGET" else None,
            "orientation": body.get("orientation") or "horizontal",
        }
        return self.embeds[identifier]
