"""What the tests of a hostile network share: a service whose answers they write, and what is seen of an error."""

import contextlib
import json
import threading
import traceback
import warnings
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, settings

import liveavatar_client
from liveavatar_client import (
    LiveAvatarApi,
    LiveAvatarApiError,
    LiveAvatarError,
    LiveAvatarNewSessionRequest,
    StandardSessionResponse,
    lifecycle,
)
from liveavatar_client.emulator import Emulator
from liveavatar_client.heartbeat import Heartbeat

from ..conftest import AVATAR
from ..faulty import Fault, FaultyService, answer, sends
from .answers import Said

KEY = "key-0123456789-of-the-account"
REQUEST = LiveAvatarNewSessionRequest(avatar_id=AVATAR)
PACKAGE = str(Path(liveavatar_client.__file__).parent)
PAUSES = lifecycle.PAUSES
OF_TLS = ("SSL_CERT_FILE", "SSL_CERT_DIR", "SSLKEYLOGFILE")
"""The settings of the environment that TLS looks at."""
SHORT = 0.3
SLOWEST = 3.0
"""Seconds: what a call with timeout=SHORT and without repeating may take, with much to spare (it should be 0.6)."""


class Stage(NamedTuple):
    """A service whose answers a test writes."""

    emulator: Emulator
    service: FaultyService

    def answers(self, operation: str, status: int, body: Any, headers: str = "Connection: close\r\n") -> None:
        """A body is bytes, a text, or what is to be JSON."""
        text = body if isinstance(body, str | bytes) else json.dumps(body)
        content = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
        self.service.faults = {operation: (sends(answer(status, content, headers)), False)}

    def clear(self) -> None:
        """Nothing runs, and nothing was asked."""
        self.emulator.reset()
        self.service.faults = {}
        self.service.calls.clear()


@contextlib.contextmanager
def closing(api: LiveAvatarApi, emulator: Emulator, service: FaultyService) -> Iterator[LiveAvatarApi]:
    """A client, and the promise that it loses nothing: what it has opened does not run when it has been closed."""
    yield api
    service.faults = {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        api.close()
    assert emulator.running == [], "a session runs after its client was closed"
    assert api.open_sessions == []


def by_name(rows: list[Said]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("said", [pytest.param(row, id=row.name) for row in rows])


def items(name: str, rows: Mapping[str, Any]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(name, [pytest.param(row, id=key) for key, row in rows.items()])


class Between:
    """Faults of a FaultyService that are none, but for what happens before the calls of an operation."""

    def __init__(self, operation: str, happens: Callable[[int], tuple[Fault, bool] | None]) -> None:
        self._operation, self._happens, self._count = operation, happens, 0

    def get(self, operation: str, default: object = None) -> tuple[Fault | None, bool]:
        if operation != self._operation:
            return None, True
        self._count += 1
        return self._happens(self._count) or (None, True)


def beat(api: LiveAvatarApi, session: StandardSessionResponse) -> None:
    """A heart that beats a few times, or until it is told that there is no session any more."""
    beats = 0
    enough = threading.Event()

    def ping(session_id: str) -> object:
        nonlocal beats
        beats += 1
        if beats > 3:
            enough.set()
        return api.keep_alive(session_id)

    heartbeat = Heartbeat(ping, 0.005)
    thread = heartbeat.start(session)
    while thread.is_alive() and not enough.wait(0.01):
        pass
    heartbeat.stop()
    thread.join(5)
    assert not thread.is_alive()


PLANTED = "s3cr3t-" + "planted" * 12


def package_frames(error: BaseException) -> str:
    """The variables in the frames of the package, as an error reporter takes them."""
    shown = []
    seen: set[int] = set()
    while error and id(error) not in seen:
        seen.add(id(error))
        frames = traceback.StackSummary.extract(traceback.walk_tb(error.__traceback__), capture_locals=True)
        shown += [str(frame.locals) for frame in frames if frame.filename.startswith(PACKAGE)]
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)  # type: ignore[assignment]
    return "\n".join(shown)


def told(error: BaseException) -> str:
    """All that a person, or a reporter of errors, gets to see of an error: but for the frames of the caller's own."""
    texts = [str(error), repr(error), repr(error.args), *getattr(error, "__notes__", []), package_frames(error)]
    texts += [*traceback.format_exception_only(error), str(vars(error))]
    if isinstance(error, LiveAvatarApiError):
        texts += [error.response_text, *(text for fault in error.errors for text in fault)]
    return "\n".join(texts)


def error_of(call: Callable[[], object]) -> LiveAvatarError:
    with pytest.raises(LiveAvatarError) as caught:
        call()
    return caught.value


quick = settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
