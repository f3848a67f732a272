"""What the emulator remembers, and lets a test see."""

from datetime import datetime
from typing import Any

from attrs import define, field


@define
class Minted:
    """A token that was made: it starts one session, once."""

    session_id: str
    token: str = field(repr=False)
    configuration: dict[str, Any] = field(repr=False)


@define
class Session:
    """A session that was started."""

    session_id: str
    token: str = field(repr=False)
    configuration: dict[str, Any] = field(repr=False)
    started: datetime
    active: datetime
    ended: datetime | None = None
    end_reason: str | None = None
    transcript: list[dict[str, Any]] = field(factory=list, repr=False)

    @property
    def mode(self) -> str:
        """LITE or FULL."""
        return str(self.configuration.get("mode", "LITE"))

    @property
    def sandbox(self) -> bool:
        return bool(self.configuration.get("is_sandbox"))

    def credits(self, now: datetime) -> int:
        """What it has cost: 1 credit in LITE mode, 2 in FULL, for each minute begun; the sandbox is free."""
        minutes = -(-((self.ended or now) - self.started).total_seconds() // 60)
        return 0 if self.sandbox else int(max(minutes, 0)) * (2 if self.mode == "FULL" else 1)


@define
class Seen:
    """A request that came in, and the status of its answer."""

    method: str
    path: str
    headers: dict[str, str] = field(repr=False)
    json: Any = field(repr=False)
    status: int = 0
