from enum import StrEnum


class VideoQuality(StrEnum):
    """A step of video quality."""

    high = "high"
    HIGH = "high"
    low = "low"
    LOW = "low"
    medium = "medium"
    MEDIUM = "medium"
    very_high = "very_high"
    VERY_HIGH = "very_high"

    def __str__(self) -> str:
        return str(self.value)
