"""No session is left running by accident: from many threads, under faults, and on Ctrl-C at any moment."""

import contextlib
import gc
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
import tracemalloc
import warnings
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liveavatar_client import (
    LiveAvatarApi,
    LiveAvatarError,
    LiveAvatarNewSessionRequest,
    LiveAvatarTimeoutError,
    OpenSessionsWarning,
    process,
)
from liveavatar_client.emulator import Emulator

from .conftest import AVATAR
from .failures import FAILURES
from .faulty import Fault, FaultyService, answer, sends, silence

REQUEST = LiveAvatarNewSessionRequest(avatar_id=AVATAR)
SOAK = int(os.environ.get("LIVEAVATAR_SOAK", "400"))
"""Sessions of the soak test; the long form is LIVEAVATAR_SOAK=5000."""


def test_without_faults_64_threads_see_not_one_error() -> None:
    with (
        Emulator(concurrency=64, credits=1e6) as emulator,
        LiveAvatarApi(emulator.api_key, base_url=emulator.base_url, max_retries=0) as api,
        ThreadPoolExecutor(64) as pool,
    ):

        def one(_: int) -> None:
            with api.session(REQUEST):
                pass

        list(pool.map(one, range(SOAK)))
        assert emulator.running == []
        assert len(emulator.requests) == min(3 * SOAK, 10_000)


class Weather:
    """Faults on one call in five."""

    def __init__(self, service: FaultyService, seed: int) -> None:
        self._service, self._random = service, random.Random(seed)
        # Those that take their time would make the test slow, and have tests of their own.
        slow = ("in time", "byte", "50 MB")
        self._failures = [failure for failure in FAILURES if not any(words in failure.name for words in slow)]

    def get(self, operation: str, default: object = None) -> tuple[Fault | None, bool]:
        if self._random.random() < 0.8:
            return None, True
        failure, after = self._random.choice(self._failures), self._random.random() < 0.5
        return failure.fault, after and not (operation == "start" and failure.refuses)


def open_and_close(api: LiveAvatarApi) -> None:
    """What a careful user does: whatever the client says may be open is closed, until it is."""
    try:
        with api.session(REQUEST):
            pass
    except LiveAvatarError:
        pass


def close_what_is_open(api: LiveAvatarApi) -> None:
    for _ in range(100):
        for session_id in api.open_sessions:
            with contextlib.suppress(LiveAvatarError):
                api.close_session(session_id)
        if not api.open_sessions:
            return
    raise AssertionError(api.open_sessions)


def open_files() -> int:
    return len(os.listdir("/proc/self/fd")) if os.path.isdir("/proc/self/fd") else 0


def test_a_soak_with_a_fault_on_one_call_in_five() -> None:
    with Emulator(concurrency=1000, credits=1e6) as emulator, FaultyService(emulator.base_url) as service:
        threads, files = threading.active_count(), open_files()
        service.faults = Weather(service, seed=1)  # type: ignore[assignment]
        with LiveAvatarApi(emulator.api_key, base_url=service.base_url, timeout=5, max_retries=0) as api:
            with ThreadPoolExecutor(16) as pool:
                for _ in pool.map(lambda _: open_and_close(api), range(SOAK)):
                    pass
            assert set(emulator.running) <= set(api.open_sessions)
            close_what_is_open(api)
            assert emulator.running == []
            service.faults = {}  # so that the client can make sure of those that were not there
        deadline = time.monotonic() + 10
        while (threading.active_count() > threads or open_files() > files) and time.monotonic() < deadline:
            time.sleep(0.05)  # for the service's side of the last connections to end
        assert threading.active_count() <= threads
        assert open_files() <= files


def test_memory_is_flat() -> None:
    with Emulator() as emulator, LiveAvatarApi(emulator.api_key, base_url=emulator.base_url) as api:

        def some(count: int) -> None:
            for _ in range(count):
                api.close_session(api.new_session(REQUEST).session_id)
            emulator.reset()
            gc.collect()

        some(50)
        tracemalloc.start()
        some(100)
        before = tracemalloc.get_traced_memory()[0]
        some(200)
        grown = tracemalloc.get_traced_memory()[0] - before
        tracemalloc.stop()
        assert grown < 200 * 500  # the ids of closed sessions are remembered: some 100 bytes each, up to 1,000 of them


ACTIONS = st.lists(
    st.tuples(st.sampled_from(["open", "close", "close again", "leave"]), st.integers(0, len(FAILURES) * 10)),
    max_size=8,
)


@settings(max_examples=15, deadline=None)
@given(st.lists(ACTIONS, min_size=1, max_size=4))
def test_random_interleavings_of_open_close_and_faults(plans: list[list[tuple[str, int]]]) -> None:
    quick = [f for f in FAILURES if "in time" not in f.name and "byte" not in f.name and "50 MB" not in f.name]
    with (
        Emulator(concurrency=20) as emulator,
        FaultyService(emulator.base_url) as service,
        warnings.catch_warnings(),
        LiveAvatarApi(emulator.api_key, base_url=service.base_url, max_retries=0) as api,
        ThreadPoolExecutor(len(plans)) as pool,
    ):
        warnings.simplefilter("ignore")

        def run(plan: list[tuple[str, int]]) -> None:
            mine: list[str] = []
            for action, number in plan:
                if number < len(quick):
                    operation = ("token", "start", "stop")[number % 3]
                    done = number % 2 == 1 and not (operation == "start" and quick[number].refuses)
                    service.faults[operation] = (quick[number].fault, done)
                try:
                    if action == "open":
                        mine.append(api.new_session(REQUEST).session_id)
                    elif action == "close" and mine:
                        api.close_session(mine[-1])
                    elif action == "close again" and mine:
                        api.close_session(mine.pop(0))
                except LiveAvatarError as error:
                    assert error.session_id is None or error.session_id in api.open_sessions
                finally:
                    service.faults.clear()

        list(pool.map(run, plans))
        assert set(emulator.running) <= set(api.open_sessions)
        service.faults.clear()
        close_what_is_open(api)
        assert emulator.running == []


def interrupts(connection: socket.socket, real: bytes) -> None:
    """Ctrl-C while the client waits for this answer."""
    os.kill(os.getpid(), signal.SIGINT)
    silence(connection, real)


def test_ctrl_c_while_a_session_starts() -> None:
    with Emulator() as emulator, FaultyService(emulator.base_url) as service:
        service.faults = {"start": (interrupts, True)}
        with LiveAvatarApi(emulator.api_key, base_url=service.base_url) as api:
            with pytest.raises(KeyboardInterrupt) as caught:
                api.new_session(REQUEST)
            assert emulator.running == api.open_sessions == []
            assert "is not running" in caught.value.__notes__[0]


def late(emulator: Emulator) -> Fault:
    """The service gets round to the start only when the client has given up."""

    def fault(connection: socket.socket, real: bytes) -> None:
        silence(connection, real)
        time.sleep(0.2)
        emulator.start_session(emulator.tokens[-1])

    return fault


@pytest.mark.parametrize("in_a_block", [False, True])
def test_a_start_that_the_service_gets_round_to_late_is_stopped(in_a_block: bool) -> None:
    with Emulator() as emulator, FaultyService(emulator.base_url) as service:
        service.faults = {"start": (late(emulator), False)}
        with LiveAvatarApi(emulator.api_key, base_url=service.base_url, timeout=0.3) as api:
            start = api.session(REQUEST).__enter__ if in_a_block else partial(api.new_session, REQUEST)
            with pytest.raises(LiveAvatarTimeoutError) as caught:
                start()
            assert "is not running" in caught.value.__notes__[0]
            assert emulator.running == api.open_sessions == []


def test_ctrl_c_while_a_session_starts_that_the_service_has_not_got_round_to() -> None:
    with Emulator() as emulator, FaultyService(emulator.base_url) as service:
        service.faults = {"start": (interrupts, False)}
        with LiveAvatarApi(emulator.api_key, base_url=service.base_url) as api:
            with pytest.raises(KeyboardInterrupt) as caught:
                api.new_session(REQUEST)
            assert "may still start" in caught.value.__notes__[0]
            [session_id] = api.open_sessions
            api.close_session(session_id)


class TimeLimit(Exception):
    """As job queues raise it, in the handler of a signal."""


@pytest.mark.parametrize("moment", ["call", "end of a block"])
def test_a_time_limit_of_the_program_is_no_trouble_of_the_network(moment: str, emulator: Emulator) -> None:
    def strike(*_: object) -> None:
        raise TimeLimit

    before = signal.signal(signal.SIGALRM, strike)
    try:
        with FaultyService(emulator.base_url) as service:
            api = LiveAvatarApi(emulator.api_key, base_url=service.base_url, timeout=5)
            if moment == "call":
                service.faults = {"sessions": (silence, False)}
                signal.setitimer(signal.ITIMER_REAL, 0.2)
                with pytest.raises(TimeLimit):
                    api.list_sessions()
            else:
                stops: list[int] = []

                def slow_once(connection: socket.socket, real: bytes) -> None:
                    stops.append(1)
                    if len(stops) == 1:
                        signal.setitimer(signal.ITIMER_REAL, 0.1)
                        silence(connection, b"")
                    connection.sendall(real)

                service.faults = {"stop": (slow_once, True)}
                with pytest.raises(TimeLimit), api.session(LiveAvatarNewSessionRequest(AVATAR)):
                    pass
            assert service.calls.count("sessions") <= 1, "repeated"
            assert emulator.running == api.open_sessions == []
            api.close()
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def test_ctrl_c_twice() -> None:
    with Emulator() as emulator, FaultyService(emulator.base_url) as service:
        service.faults = {"start": (interrupts, True), "stop": (interrupts, False)}
        with LiveAvatarApi(emulator.api_key, base_url=service.base_url) as api:
            with pytest.raises(KeyboardInterrupt) as caught:
                api.new_session(REQUEST)
            assert emulator.running == api.open_sessions
            [left] = api.open_sessions
            assert left in caught.value.__notes__[0]
            service.faults = {}
            api.close_session(left)


def test_ctrl_c_while_a_session_closes() -> None:
    with Emulator() as emulator, FaultyService(emulator.base_url) as service:
        pressed = []

        def once(connection: socket.socket, real: bytes) -> None:
            pressed.append(service.faults.pop("stop"))
            interrupts(connection, real)

        service.faults = {"stop": (once, False)}
        with LiveAvatarApi(emulator.api_key, base_url=service.base_url) as api:
            with pytest.raises(KeyboardInterrupt), api.session(REQUEST):
                pass
            assert pressed
            assert emulator.running == api.open_sessions == []


@pytest.mark.parametrize("presses", [1, 3])
@pytest.mark.parametrize("moment", ["start", "block", "close"])
def test_after_ctrl_c_nobody_waits_long_for_a_service_that_hangs(
    moment: str, presses: int, emulator: Emulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """6 s for all of it, and not 60 for each attempt; here 0.4 s, and not 6."""
    monkeypatch.setattr(process, "SHORTEST", 0.1)
    monkeypatch.setattr(process, "PATIENCE", 0.6)
    pressed: list[int] = []

    def hangs(connection: socket.socket, real: bytes) -> None:
        if len(pressed) < presses:
            pressed.append(1)
            os.kill(os.getpid(), signal.SIGINT)
        silence(connection, real)

    with FaultyService(emulator.base_url) as service:
        service.faults = {"start" if moment == "start" else "stop": (hangs, moment == "start")}
        service.faults.setdefault("stop", (hangs, False))
        api = LiveAvatarApi(emulator.api_key, base_url=service.base_url, timeout=3, max_retries=0)
        began = time.monotonic()
        with pytest.raises(KeyboardInterrupt) as caught, api, api.session(REQUEST):
            signal.raise_signal(signal.SIGINT) if moment == "block" else None
        assert time.monotonic() - began < (1.8 if presses == 1 else 2.5)
        [left] = emulator.running
        assert api.open_sessions == [left]
        assert presses > 1 or left in "".join(caught.value.__notes__)
        if moment == "block" and presses == 1:  # Ctrl-C was caught, to say goodbye: a moment more, not 6
            monkeypatch.setattr(process, "SHORTEST", 0.5)
            began = time.monotonic()
            with pytest.warns(OpenSessionsWarning):
                api.close()
            assert time.monotonic() - began < 2
        service.faults = {}
        api.close()


@pytest.mark.parametrize("where", ["client", "block"])
def test_after_ctrl_c_a_stop_that_hangs(where: str, emulator: Emulator, monkeypatch: pytest.MonkeyPatch) -> None:
    """Others are closed all the same, and there is time for it to be tried again, as on a connection that is dead."""
    monkeypatch.setattr(process, "SHORTEST", 0.1)
    monkeypatch.setattr(process, "PATIENCE", 3.2)
    with FaultyService(emulator.base_url) as service:
        api = LiveAvatarApi(emulator.api_key, base_url=service.base_url, max_retries=1 if where == "block" else 0)
        opened = [api.new_session(REQUEST) for _ in range(1 if where == "block" else 3)]

        def hangs_once(connection: socket.socket, real: bytes) -> None:
            service.faults.clear()
            silence(connection, real)

        service.faults = {"stop": (hangs_once, False)}
        with pytest.raises(KeyboardInterrupt), opened[0] if where == "block" else api:
            signal.raise_signal(signal.SIGINT)
        assert emulator.running == ([] if where == "block" else [opened[0].session_id])
        api.close()


def test_ctrl_c_while_a_session_closes_with_trouble() -> None:
    with Emulator() as emulator, FaultyService(emulator.base_url) as service:

        def once(connection: socket.socket, real: bytes) -> None:
            service.faults["stop"] = (sends(answer(400)), False)
            interrupts(connection, real)

        service.faults = {"stop": (once, False)}
        with LiveAvatarApi(emulator.api_key, base_url=service.base_url) as api:
            with pytest.raises(KeyboardInterrupt) as caught, api.session(REQUEST) as session:
                pass
            assert session.session_id in caught.value.__notes__[0]
            service.faults = {}
            api.close_session(session.session_id)


@pytest.mark.parametrize("closes", [True, False])
def test_a_session_whose_heartbeat_cannot_start_is_closed(closes: bool) -> None:
    with Emulator() as emulator, LiveAvatarApi(emulator.api_key, base_url=emulator.base_url) as api:
        api.stop_all_sessions()  # its connection is there, and its thread: no other is needed
        if not closes:
            emulator.fail_next("stop", status=400, code=4000)
        before = threading.stack_size(1 << 46)
        try:
            with pytest.raises(RuntimeError, match="thread") as caught, api.session(REQUEST, keep_alive=True):
                pass
        finally:
            threading.stack_size(before)
        assert (emulator.running == []) == closes == (not hasattr(caught.value, "__notes__"))
    assert emulator.running == []


INTERRUPTED = """
import sys
from liveavatar_client import LiveAvatarApi, LiveAvatarNewSessionRequest
request = LiveAvatarNewSessionRequest(avatar_id="{avatar}")
api = LiveAvatarApi()
print("ready", flush=True)
try:
    while True:
        {body}
except KeyboardInterrupt as error:
    print(*api.open_sessions, "|", *getattr(error, "__notes__", []), flush=True)
    sys.exit(3)
"""
BODIES = {
    "new and close": "session = api.new_session(request); api.close_session(session.session_id)",
    "with": "\n        with api.session(request) as session: pass",
}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_ctrl_c_at_any_moment(body: str) -> None:
    """A script that opens and closes as fast as it can is interrupted again and again, at moments that chance picks."""
    chance = random.Random(5)
    with Emulator() as emulator:
        environment = {
            "LIVEAVATAR_API_KEY": emulator.api_key,
            "LIVEAVATAR_BASE_URL": emulator.base_url,
            "PYTHONWARNINGS": "ignore",
        }
        command = [sys.executable, "-c", INTERRUPTED.format(avatar=AVATAR, body=body)]
        for _ in range(8):
            script = subprocess.Popen(
                command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
            )
            assert script.stdout
            assert script.stdout.readline() == "ready\n"
            time.sleep(0.05 + 0.05 * chance.random())
            script.send_signal(signal.SIGINT)
            said, trouble = script.communicate(timeout=30)
            assert script.returncode == 3, trouble
            known = said.partition("|")[0].split()
            assert set(emulator.running) <= set(known)
            for session_id in emulator.running:
                emulator.end_session(session_id)


def test_a_start_that_lands_after_it_was_looked_for_is_found_at_the_end() -> None:
    """Its answer was lost, three stops found nothing, and so did the caller's own. Then the service got round to it."""
    with Emulator() as emulator, FaultyService(emulator.base_url) as service:
        with LiveAvatarApi(emulator.api_key, base_url=service.base_url, max_retries=0) as api:
            service.faults = {"start": (sends(b""), False)}
            with pytest.raises(LiveAvatarError) as caught:
                api.new_session(REQUEST)
            assert api.open_sessions == [caught.value.session_id]
            assert api.close_session(str(caught.value.session_id)).message == "Session not found"
            assert api.open_sessions == []
            [token] = emulator.tokens
            emulator.start_session(token)
            assert emulator.running == [caught.value.session_id]
        assert emulator.running == []
