"""What avatars know: contexts."""

import re

from attrs import define, field

from ..refusal import refusal
from .things import Clock, Json, Page, found, new_id, newest_first, part, time

LONGEST_PROMPT = 65_535
"""Characters. What is beyond them the service cuts off, and says nothing."""

_VARIABLE = re.compile(r"\{\{\s*(\w+)\s*\}\}")


@define
class Contexts:
    """Contexts. Their names are unique, and a change takes all of them."""

    clock: Clock
    contexts: dict[str, Json] = field(factory=dict, repr=False)

    def list_contexts(self, page: Page) -> Json:
        return page.of(
            newest_first(self.contexts), lambda context: part(context, "id", "name", "created_at", "updated_at")
        )

    def get_context(self, context_id: str) -> Json:
        return found(self.contexts, context_id, "Context")

    def create_context(self, *, body: Json) -> Json:
        identifier = new_id()
        self.contexts[identifier] = self._context(identifier, body)
        return self.contexts[identifier]

    def update_context(self, context_id: str, *, body: Json) -> Json:
        before = found(self.contexts, context_id, "Context")
        self.contexts[context_id] = self._context(context_id, body, before)
        return self.contexts[context_id]

    def delete_context(self, context_id: str) -> None:
        found(self.contexts, context_id, "Context")
        del self.contexts[context_id]

    def _context(self, identifier: str, body: Json, before: Json | None = None) -> Json:
        if any(other["name"] == body["name"] and other["id"] != identifier for other in self.contexts.values()):
            said = "A context with this name already exists"
            raise refusal(400, 4000, said, [("name", said)])
        now = time(self.clock.now())
        links = before and before["links"]
        if body.get("links") is not None:
            links = [
                {"id": link.get("id") or new_id(), "url": link["url"], "faq": link["faq"]} for link in body["links"]
            ]
        prompt = body["prompt"][:LONGEST_PROMPT]
        return {
            "id": identifier,
            "name": body["name"],
            "prompt": prompt,
            "opening_text": body["opening_text"],
            "links": links,
            "required_dynamic_variables": list(dict.fromkeys(_VARIABLE.findall(prompt))),
            "created_at": before["created_at"] if before else now,
            "updated_at": now,
        }
