import sys

from liveavatar_client.generated import AuthenticatedClient
from liveavatar_client.generated.api.sessions import create_session_token, start_session, stop_session
from liveavatar_client.generated.models import (
    LiveAvatarNewSessionRequest,
    LiveAvatarSessionData,
    LiveAvatarSessionResponse,
    SessionTokenData,
    SessionTokenResponse,
    StopSessionRequest,
)

request = LiveAvatarNewSessionRequest(avatar_id="dd73ea75-1218-4ef3-92ce-606d5f7fbc0a")
with AuthenticatedClient(sys.argv[1], token="bench-key", prefix="", auth_header_name="X-API-KEY") as client:  # noqa: S106
    token = create_session_token.sync(client=client, body=request)
assert isinstance(token, SessionTokenResponse)
assert isinstance(token.data, SessionTokenData)
with AuthenticatedClient(sys.argv[1], token=token.data.session_token) as client:
    session = start_session.sync(client=client)
    assert isinstance(session, LiveAvatarSessionResponse)
    assert isinstance(session.data, LiveAvatarSessionData)
    stop_session.sync(client=client, body=StopSessionRequest(session_id=session.data.session_id))
