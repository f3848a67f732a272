"""One service for all tests of a module: starting and stopping it takes longer than most of them."""

import os
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from liveavatar_client import LiveAvatarApi
from liveavatar_client.emulator import Emulator

from ..faulty import FaultyService
from .stage import KEY, OF_TLS, Stage, closing


@pytest.fixture(autouse=True)
def _short_pauses(short_pauses: None) -> None:
    """For a table 2 s are too long."""


@pytest.fixture(autouse=True)
def _clean_environment_of_tls(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_PROXY", "no_proxy", *OF_TLS):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(autouse=True, scope="module")
def _one_tls_context() -> Iterator[None]:
    """Making one takes 20 ms, which each client does once: too long for a table. No test here is about TLS."""
    make, context = httpx.create_ssl_context, httpx.create_ssl_context()

    def made() -> Any:
        return make() if any(name in os.environ for name in OF_TLS) else context

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(httpx, "create_ssl_context", made)
        yield


@pytest.fixture(scope="module")
def stage() -> Iterator[Stage]:
    with (
        Emulator(api_key=KEY, concurrency=10_000, credits=1e9) as emulator,
        FaultyService(emulator.base_url) as service,
    ):
        yield Stage(emulator, service)


@pytest.fixture
def emulator(stage: Stage) -> Emulator:
    """One for all tests: starting and stopping it takes longer than most of them."""
    stage.clear()
    return stage.emulator


@pytest.fixture
def fresh_emulator() -> Iterator[Emulator]:
    """One whose connections can be counted."""
    with Emulator(api_key=KEY) as emulator:
        yield emulator


@pytest.fixture
def service(emulator: Emulator, stage: Stage) -> FaultyService:
    return stage.service


@pytest.fixture
def api(service: FaultyService, emulator: Emulator) -> Iterator[LiveAvatarApi]:
    api = LiveAvatarApi(KEY, base_url=service.base_url, timeout=3, max_retries=0)
    with closing(api, emulator, service) as api:
        yield api


@pytest.fixture(scope="module")
def caller(stage: Stage) -> Iterator[LiveAvatarApi]:
    with LiveAvatarApi(KEY, base_url=stage.service.base_url, timeout=5, max_retries=0) as api:
        yield api
