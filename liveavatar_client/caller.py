"""The one way in which every call of the service is made."""

from collections.abc import Callable
from typing import Any, TypeVar

from .answers import Answer
from .channel import Channel, Route
from .errors import LiveAvatarError
from .generated.client import AuthenticatedClient
from .generated.types import Response
from .masking import Secret
from .retry import may_pass

M = TypeVar("M")


class Caller:
    """An API key and the way to the service."""

    def __init__(self, api_key: Secret, route: Route) -> None:
        self._api_key = api_key
        self._route = route

    def _call(
        self,
        endpoint: Callable[[AuthenticatedClient], Response[Any]],
        expected: type[M],
        credential: Secret | None = None,
        *,
        may_repeat: Callable[[BaseException], bool] = may_pass,
    ) -> tuple[M, Answer]:
        """A call with a session's token for its credential, or with the API key where that is None."""
        if credential is None:
            channel = Channel(self._route, "X-API-KEY", self._api_key, may_repeat)
        else:
            channel = Channel(self._route, "Authorization", credential, may_repeat)
        try:
            return channel.call(endpoint, expected)
        except LiveAvatarError as error:
            # The traceback ends here: what is below is of no use to the caller, and its variables hold credentials.
            error.__context__ = None
            raise error.with_traceback(None) from None
