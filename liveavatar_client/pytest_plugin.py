"""Fixtures for tests of code that uses LiveAvatar. pytest finds them by itself where this package is installed.

    def test_my_code(liveavatar_api):
        my_code(liveavatar_api)

    @pytest.mark.liveavatar(credits=0)  # whatever Emulator takes
    def test_without_credits(liveavatar_api, liveavatar_emulator):
        ...

A session that is left open at the end of a test is an error of that test, unless it was detached.

Need the extra: pip install "liveavatar-client[emulator]".
"""

import os
import sys
from collections import deque
from collections.abc import Iterator
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

import pytest

# pytest loads this for every test run of whoever has the package installed: everything else waits until it is needed.
if TYPE_CHECKING:
    from .emulator import Emulator
    from .facade import LiveAvatarApi

__all__ = ["liveavatar_api", "liveavatar_emulator"]


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers",
        "liveavatar(**settings): what the emulator of the fixtures liveavatar_emulator and liveavatar_api is like: "
        "credits=0, concurrency=1, and whatever else liveavatar_client.emulator.Emulator takes.",
    )


def pytest_assertrepr_compare(op: str, left: object, right: object) -> list[str] | None:
    """Of two things that are not equal pytest shows each letter that differs. Not where a secret is in one of them."""
    types = sys.modules.get("liveavatar_client.generated.types")
    if types is None:
        return None
    if isinstance(left, types.Secret) or isinstance(right, types.Secret):
        return [f"'***' {op} '***'"]
    if _holds(left, types.Secret) or _holds(right, types.Secret):
        return [f"{left!r} {op} {right!r}"]
    return None


def _holds(value: object, kind: type, depth: int = 5) -> bool:
    """Whether there is one of that kind in a container, or in a thing with attributes, at any of the first depths."""
    if isinstance(value, kind) or not depth:
        return isinstance(value, kind)
    if isinstance(value, dict):
        inner = [*value.keys(), *value.values()]
    elif isinstance(value, list | tuple | set | frozenset):
        inner = list(value)
    else:
        inner = list(getattr(value, "__dict__", {}).values())
    return any(_holds(item, kind, depth - 1) for item in inner[:1000])


@pytest.fixture
def _liveavatar_clients() -> Iterator[ExitStack]:
    """Closes the clients of a test when its emulator has seen which sessions they left open."""
    with ExitStack() as clients:
        yield clients


@pytest.fixture
def liveavatar_emulator(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, _liveavatar_clients: ExitStack
) -> "Iterator[Emulator]":
    """The LiveAvatar service on this machine, for one test. @pytest.mark.liveavatar(credits=0) says what it is like.

    A LiveAvatarApi() that the code under test makes for itself finds it, too, by LIVEAVATAR_API_KEY and
    LIVEAVATAR_BASE_URL: no test reaches the real service, and spends credits, with the key of whoever runs it.

    What clients of this process wait for before they try again passes a hundred times as fast. A session that still
    runs at the end is an error of the test, unless it was detached.
    """
    settings = _settings(request.node)

    from . import lifecycle, retry
    from .emulator import Emulator

    detached: deque[str] = deque()
    monkeypatch.setattr(lifecycle, "detached", detached)
    monkeypatch.setattr(retry, "PACE", 0.01)
    before = lifecycle.owned()
    with Emulator(**settings) as emulator:
        monkeypatch.setenv("LIVEAVATAR_API_KEY", emulator.api_key)
        monkeypatch.setenv("LIVEAVATAR_BASE_URL", emulator.base_url)
        _reach_this_machine(monkeypatch)
        yield emulator
        left = [session_id for session_id in emulator.running if session_id not in detached]
    for owner, session_id in lifecycle.owned():
        if (owner, session_id) not in before:  # it has ended with the emulator
            owner.over(session_id)
    if left:
        pytest.fail(
            f"Left open: {', '.join(left)}. Use `with api.session(...)`, or session.close(); or, where a session is to "
            "run on, session.detach().",
            pytrace=False,
        )


@pytest.fixture
def liveavatar_api(liveavatar_emulator: "Emulator", _liveavatar_clients: ExitStack) -> "LiveAvatarApi":
    """A client of the emulator, for one test."""
    from .facade import LiveAvatarApi

    return _liveavatar_clients.enter_context(
        LiveAvatarApi(liveavatar_emulator.api_key, base_url=liveavatar_emulator.base_url)
    )


def _settings(test: pytest.Item) -> dict[str, Any]:
    """What the marks of a test, and of its class and module, say of the emulator. The closest has the last word."""
    marks = list(test.iter_markers("liveavatar"))
    if not marks:
        return {}

    from inspect import signature

    from .emulator import Emulator

    known = signature(Emulator).parameters
    for mark in marks:
        for wrong in (*map(repr, mark.args), *(name for name in mark.kwargs if name not in known)):
            pytest.fail(
                f"@pytest.mark.liveavatar does not take {wrong}. It takes, by name: {', '.join(known)}.", pytrace=False
            )
    return {name: value for mark in reversed(marks) for name, value in mark.kwargs.items()}


def _reach_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """No proxy of the environment leads here. Where both names are set the one in small letters counts."""
    for name in [name for name in ("NO_PROXY", "no_proxy") if name in os.environ] or ["NO_PROXY"]:
        if os.environ.get(name) != "*":  # which means all, and is understood alone
            monkeypatch.setenv(name, "127.0.0.1", prepend=",")
