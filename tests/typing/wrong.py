"""Wrong uses of the public surface: every type checker has to find each line that is marked. Never run."""

from liveavatar_client import (
    AvatarPersona,
    LiveAvatarApi,
    LiveAvatarApiError,
    LiveAvatarNewSessionRequest,
    VideoQuality,
    VideoSettings,
)

api = LiveAvatarApi("key")
LiveAvatarApi("key", "http://127.0.0.1/v1")  # wrong: keyword only
LiveAvatarApi(5)  # wrong: no str
LiveAvatarApi("key", timeout="5")  # wrong: no number
LiveAvatarApi("key", retries=5)  # wrong: no such argument

LiveAvatarNewSessionRequest()  # wrong: no avatar
LiveAvatarNewSessionRequest(avatar_id=None)  # wrong: needed
LiveAvatarNewSessionRequest(avatar_id="a", avatar="b")  # wrong: no such field
LiveAvatarNewSessionRequest(avatar_id="a", max_session_duration="600")  # wrong: no int
LiveAvatarNewSessionRequest(avatar_id="a", video_settings="high")  # wrong: no VideoSettings
VideoSettings(quality="high")  # wrong: no VideoQuality
VideoSettings(quality=VideoQuality.best)  # wrong: no such quality
AvatarPersona(language=5)  # wrong: no str

request = LiveAvatarNewSessionRequest(avatar_id="a")
api.new_session("a")  # wrong: no request
api.start_session()  # wrong: no token
api.stop_session(session_id=None)  # wrong: no str
api.list_sessions(kind="active")  # wrong: no such argument
api.session(request).session_id  # wrong: not entered yet
session = api.new_session(request)
session.access_token.upper()  # wrong: may be None
session.token  # wrong: no such attribute
api.open_sessions = []  # wrong: read-only
LiveAvatarApiError("message", "404")  # wrong: no int


def misspelt() -> None:
    from liveavatar_client import LiveAvatarAPI  # wrong: no such name
