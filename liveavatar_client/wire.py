"""What goes on the wire for a request, where that is more than its fields."""

import copy

from . import arguments
from .generated.models import LiveAvatarNewSessionRequest, VideoEncoding, VideoSettings
from .generated.types import UNSET


def completed(request: LiveAvatarNewSessionRequest) -> LiveAvatarNewSessionRequest:
    """A checked copy of `request` with what is always sent: the mode and the video settings, H264 unless given.

    H264, since the service has deprecated VP8. Raises TypeError or ValueError for a request that cannot be sent.
    """
    arguments.fits("request", request, ("LiveAvatarNewSessionRequest",))
    arguments.text("request.avatar_id", request.avatar_id)
    request = copy.copy(request)
    request.mode = request.mode or "LITE"
    if request.video_settings is UNSET:
        request.video_settings = VideoSettings()
    elif request.video_settings is None:  # as in the client that this one replaces: the codec, and no quality
        request.video_settings = VideoSettings(quality=UNSET)
    else:
        request.video_settings = copy.copy(request.video_settings)
        request.video_settings.encoding = request.video_settings.encoding or VideoEncoding.H264
    return request
