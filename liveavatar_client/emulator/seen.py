"""What the emulator lets a test see."""

from typing import Any

from attrs import define, field


@define
class Seen:
    """A request that came in, and the status of its answer."""

    method: str
    path: str
    headers: dict[str, str] = field(repr=False)
    json: Any = field(repr=False)
    status: int = 0
    """0 where none has been sent, or not yet."""
