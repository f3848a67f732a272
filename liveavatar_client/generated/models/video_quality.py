from enum import StrEnum


class VideoQuality(StrEnum):
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
