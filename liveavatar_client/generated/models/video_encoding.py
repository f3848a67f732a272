from enum import StrEnum


class VideoEncoding(StrEnum):
    """A video codec. VP8 is deprecated by the service."""

    H264 = "H264"
    VP8 = "VP8"

    def __str__(self) -> str:
        return str(self.value)
