"""Fixtures for tests of code that uses LiveAvatar. pytest finds them by itself where this package is installed.

    def test_my_code(liveavatar_emulator, liveavatar_api):
        my_code(liveavatar_api)
        assert liveavatar_emulator.running == []

Need the extra: pip install "liveavatar-client[emulator]".
"""

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

# pytest loads this for every test run of whoever has the package installed: everything else waits until it is needed.
if TYPE_CHECKING:
    from .emulator import Emulator
    from .facade import LiveAvatarApi

__all__ = ["liveavatar_api", "liveavatar_emulator"]


def pytest_assertrepr_compare(op: str, left: object, right: object) -> list[str] | None:
    """Of two texts that are not equal pytest shows each letter that differs. Not where one of them is a secret."""
    types = sys.modules.get("liveavatar_client.generated.types")
    if types and (isinstance(left, types.Secret) or isinstance(right, types.Secret)):
        return [f"'***' {op} '***'"]
    return None


@pytest.fixture
def liveavatar_emulator(monkeypatch: pytest.MonkeyPatch) -> "Iterator[Emulator]":
    """The LiveAvatar service on this machine, for one test.

    A LiveAvatarApi() that the code under test makes for itself finds it, too, by LIVEAVATAR_API_KEY and
    LIVEAVATAR_BASE_URL: no test reaches the real service, and spends credits, with the key of whoever runs it.
    """
    from .emulator import Emulator

    with Emulator() as emulator:
        monkeypatch.setenv("LIVEAVATAR_API_KEY", emulator.api_key)
        monkeypatch.setenv("LIVEAVATAR_BASE_URL", emulator.base_url)
        monkeypatch.setenv("NO_PROXY", "127.0.0.1")  # a proxy of the environment does not lead to this machine
        yield emulator


@pytest.fixture
def liveavatar_api(liveavatar_emulator: "Emulator") -> "Iterator[LiveAvatarApi]":
    """A client of the emulator, for one test."""
    from .facade import LiveAvatarApi

    with LiveAvatarApi(liveavatar_emulator.api_key, base_url=liveavatar_emulator.base_url) as api:
        yield api
        for session_id in api.open_sessions:  # they end with the emulator, and cost nothing
            api.detach_session(session_id)
