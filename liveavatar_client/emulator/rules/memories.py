"""What is kept of sessions: memories."""

from attrs import define, field

from .sessions import Sessions
from .things import Clock, Json, Page, found, new_id, newest_first, part, time


@define
class Memories:
    """Memories, each of one session: what was said in it."""

    clock: Clock
    sessions: Sessions
    memories: dict[str, Json] = field(factory=dict, repr=False)

    def list_memories(self, page: Page, *, type: str) -> Json:
        def beginning(memory: Json) -> Json:
            content = memory["memory_content"]
            return {
                **part(memory, "id", "memory_type", "created_at", "updated_at"),
                "memory_content_preview": content and content[:100],
            }

        return page.of([memory for memory in newest_first(self.memories) if memory["memory_type"] == type], beginning)

    def create_memory(self, *, body: Json) -> Json:
        session = self.sessions.find(body["session_id"].lower())
        said = "\n".join(f"{entry['role']}: {entry['transcript']}" for entry in session.transcript) or None
        now = time(self.clock.now())
        memory = {
            "id": new_id(),
            "memory_type": body["memory_type"],
            "memory_content": said,
            "created_at": now,
            "updated_at": now,
            "session_episodes": [
                {"session_id": session.session_id, "sequence_num": 1, "summary": said, "created_at": now}
            ],
        }
        self.memories[memory["id"]] = memory
        return part(memory, "id", "memory_type", "memory_content", "created_at")

    def get_memory(self, memory_id: str) -> Json:
        return found(self.memories, memory_id, "Memory")

    def delete_memory(self, memory_id: str) -> None:
        found(self.memories, memory_id, "Memory")
        del self.memories[memory_id]
