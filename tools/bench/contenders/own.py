"""This client, and the generated code without it."""

from typing import Any

from liveavatar_client import LiveAvatarApi, LiveAvatarNewSessionRequest
from liveavatar_client.generated import AuthenticatedClient
from liveavatar_client.generated.api.sessions import create_session_token, start_session, stop_session
from liveavatar_client.generated.models import StopSessionRequest

from .base import AVATAR, KEY, Contender


class LiveAvatar(Contender):
    """This client."""

    def __init__(self, address: str) -> None:
        self._api = LiveAvatarApi(KEY, base_url=address)

    def open(self) -> Any:
        return self._api.new_session(LiveAvatarNewSessionRequest(avatar_id=AVATAR))

    def shut(self, session: Any) -> None:
        self._api.close_session(session.session_id)

    def close(self) -> None:
        self._api.close()


class Naive(Contender):
    """The generated code on its own: a new client for each credential, since a client has one."""

    def __init__(self, address: str) -> None:
        self._address = address

    def open(self) -> Any:
        with AuthenticatedClient(self._address, token=KEY, prefix="", auth_header_name="X-API-KEY") as client:
            token: Any = create_session_token.sync(client=client, body=LiveAvatarNewSessionRequest(avatar_id=AVATAR))
        client = AuthenticatedClient(self._address, token=token.data.session_token)
        session: Any = start_session.sync(client=client)
        return client, session.data

    def shut(self, session: Any) -> None:
        client, data = session
        stop_session.sync(client=client, body=StopSessionRequest(session_id=data.session_id))
        client.get_httpx_client().close()

    def close(self) -> None:
        """There is nothing that it keeps."""
