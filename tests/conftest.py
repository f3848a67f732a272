"""What most tests need: an emulator, a client of it, and an eye on secrets."""

import io
import logging
import traceback
from collections.abc import Iterator

import pytest

from liveavatar_client import LiveAvatarApi, LiveAvatarNewSessionRequest, lifecycle
from liveavatar_client.emulator import Emulator

from .faulty import FaultyService

AVATAR = "0f0f0f0f-1111-4222-8333-444444444444"


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test talks to the real service, whatever is set where the tests run."""
    for name in ("LIVEAVATAR_API_KEY", "LIVEAVATAR_BASE_URL", "LIVEAVATAR_LOG"):
        monkeypatch.delenv(name, raising=False)
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


@pytest.fixture(scope="module")
def short_pauses() -> Iterator[None]:
    """A start that is in doubt is stopped three times, with 2 s of pauses in all: too long for a table."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lifecycle, "PAUSES", (0.0, 0.03, 0.03))
        yield


@pytest.fixture
def emulator() -> Iterator[Emulator]:
    with Emulator() as emulator:
        yield emulator


@pytest.fixture(scope="module")
def one_emulator() -> Iterator[Emulator]:
    """One for all tests of a module."""
    with Emulator() as emulator:
        yield emulator


@pytest.fixture
def service(emulator: Emulator) -> Iterator[FaultyService]:
    """What can break between the client and the emulator."""
    with FaultyService(emulator.base_url) as service:
        yield service


@pytest.fixture
def api(emulator: Emulator) -> Iterator[LiveAvatarApi]:
    with LiveAvatarApi(emulator.api_key, base_url=emulator.base_url) as api:
        yield api


@pytest.fixture
def request_lite() -> LiveAvatarNewSessionRequest:
    return LiveAvatarNewSessionRequest(avatar_id=AVATAR)


@pytest.fixture
def logged() -> Iterator[io.StringIO]:
    """Everything that is logged, by anybody, at any level, with tracebacks."""
    text = io.StringIO()
    handler = logging.StreamHandler(text)
    handler.setFormatter(logging.Formatter("%(name)s %(levelname)s %(message)s"))
    root = logging.getLogger()
    level, root.level = root.level, logging.NOTSET
    names = ("liveavatar_client", "httpx", "httpcore")
    levels = [logging.getLogger(name).level for name in names]
    for name in names:
        logging.getLogger(name).setLevel(logging.DEBUG)
    root.addHandler(handler)
    yield text
    root.removeHandler(handler)
    root.level = level
    for name, before in zip(names, levels, strict=True):
        logging.getLogger(name).setLevel(before)


def shown(error: BaseException) -> str:
    """All that a person may come to see of an error, the variables in its traceback included."""
    trace = traceback.TracebackException.from_exception(error, capture_locals=True)
    return "\n".join([str(error), repr(error), repr(error.args), *trace.format(), *getattr(error, "__notes__", [])])
