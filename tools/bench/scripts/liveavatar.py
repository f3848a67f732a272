import sys

from liveavatar_client import LiveAvatarApi, LiveAvatarNewSessionRequest

with LiveAvatarApi("bench-key", base_url=sys.argv[1]) as api:
    session = api.new_session(LiveAvatarNewSessionRequest(avatar_id="dd73ea75-1218-4ef3-92ce-606d5f7fbc0a"))
    api.close_session(session.session_id)
