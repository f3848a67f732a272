"""Whose a session is: across forks and threads, under Ctrl-C at every line, in memory and in notebooks."""

import contextlib
import gc
import json
import os
import sys
import textwrap
import threading
import time
import traceback
import tracemalloc
import types
import uuid
import weakref
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import pytest

import liveavatar_client
from liveavatar_client import LiveAvatarApi, LiveAvatarError, LiveAvatarNewSessionRequest, NotFoundError, lifecycle
from liveavatar_client.emulator import Emulator

from .clock import Clock
from .conftest import AVATAR
from .exits import PREAMBLE
from .faulty import Fault, FaultyService, answer, drip, resets, sends
from .test_exits import program
from .test_notebook import Kernel

REQUEST = LiveAvatarNewSessionRequest(avatar_id=AVATAR)
EVERY_LINE = "LIVEAVATAR_EVERY_LINE" in os.environ
"""Whether Ctrl-C strikes at every line, and not at every fourth: half a minute more."""


def new_api(emulator: Emulator, base_url: str = "", **options: Any) -> LiveAvatarApi:
    return LiveAvatarApi(emulator.api_key, base_url=base_url or emulator.base_url, **options)


def ended(script: str, emulator: Emulator, *options: str, base_url: str = "") -> tuple[int, str, str]:
    """The exit status of a program, and what it said on standard output and on standard error."""
    command = [sys.executable, *options, "-c", PREAMBLE + textwrap.dedent(script)]
    with program(command, emulator, base_url or emulator.base_url) as child:
        out, said = child.communicate()
    return child.returncode, out, said


def nothing_is_lost(api: LiveAvatarApi, emulator: Emulator) -> None:
    """What runs is known, and close() closes it."""
    assert set(emulator.running) <= set(api.open_sessions)
    api.close()
    assert emulator.running == []


# ---- processes ----

FORKS = {
    "os.fork": """
        def fork(work):
            child = os.fork()
            if child == 0:
                work()
                sys.exit(0)
            return lambda: os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        """,
    "multiprocessing": """
        import multiprocessing
        def fork(work):
            child = multiprocessing.get_context("fork").Process(target=work)
            child.start()
            return lambda: (child.join(), child.exitcode)[1]
        """,
}
USED = """
from concurrent.futures import ThreadPoolExecutor
api = LiveAvatarApi(max_retries=0)  # so that nothing is mended by a second attempt
together = threading.Barrier(3)
def use(_):
    with api.session(request):
        together.wait()
with ThreadPoolExecutor(3) as pool:  # three connections, and all idle afterwards
    list(pool.map(use, range(3)))
# A thread that has ended for Python has still OpenSSL's locks to give back, which a fork would keep for ever.
while os.path.isdir("/proc/self/task") and len(os.listdir("/proc/self/task")) > 1:
    time.sleep(0.01)
mine = api.new_session(request)
"""
CROWD = """
def work(count=60):
    for _ in range(count):
        session = api.new_session(request)
        assert api.open_sessions[-1] == session.session_id
        assert api.get_session(session.session_id).id == session.session_id
        assert api.keep_alive(session.session_id).code == 1000
        session.close()
        os.write(1, f"{session.session_id}\\n".encode())
def work_in_child():
    assert api.open_sessions == []
    work()
    assert api.open_sessions == []
children = [fork(work_in_child) for _ in range(4)]
work()
assert [end() for end in children] == [0, 0, 0, 0]
assert api.open_sessions == [mine.session_id] and mine.state == "open"
assert api.get_session(mine.session_id).end_at is None
mine.close()
"""


@pytest.mark.parametrize("fork", FORKS.values(), ids=FORKS)
def test_300_sessions_of_a_parent_and_four_children_over_one_client(fork: str) -> None:
    """Each answer reaches the process that asked: else two of them would have the same session, or an error."""
    with Emulator(credits=1e6) as emulator:
        status, out, said = ended(textwrap.dedent(fork) + USED + CROWD, emulator)
        assert (status, said, emulator.running) == (0, "", [])
        opened = [session.session_id for session in emulator.sessions]
        assert len(opened) == 3 + 1 + 300
        assert sorted(out.split()) == sorted(opened[4:])
        assert emulator.connections >= 3 + 4  # the parent's, and one for each child


def raises_value_error(call: str) -> str:
    return f"""
        try:
            {call}
        except ValueError as error:
            assert mine.session_id in str(error) or "did not open" in str(error) or "no such session" in str(error)
        else:
            raise AssertionError("it took it for its own")
        """


IN_CHILD = {
    "session.close": raises_value_error("mine.close()"),
    "close_session": raises_value_error("api.close_session(mine.session_id)"),
    "session.detach": raises_value_error("mine.detach()"),
    "detach_session": raises_value_error("api.detach_session(mine.session_id)"),
    "a copy": raises_value_error("import copy; copy.copy(mine).close()"),
    "a block of the session": "with mine: pass",
    "the end of a block of the session": "mine.__exit__(None, None, None)",
    "the end of a block of a lease": "lease.__exit__(None, None, None)",
    "the end of a block that keeps alive": "kept.__exit__(None, None, None)",
    "a generator": "generator.close()",
    "the end of a block of the client": "api.__exit__(None, None, None)",
    "api.close, and api.close": "api.close(); api.close()",
    "garbage": "import gc; del lease, mine, generator, api; gc.collect()",
    "its own work": "with api.session(request) as own: assert api.open_sessions == [own.session_id]",
    "its own session, left open": "own = api.new_session(request); assert api.open_sessions == [own.session_id]",
}


def test_what_a_child_does_with_the_parents_sessions(emulator: Emulator) -> None:
    """It knows none of them, and whatever it does to them closes none."""
    cases = "\n".join(
        f"def case_{number}():\n    global lease, mine, generator, api\n    assert api.open_sessions == []\n"
        + textwrap.indent(textwrap.dedent(case), "    ")
        for number, case in enumerate(IN_CHILD.values())
    )
    script = f"""
{textwrap.dedent(FORKS["os.fork"])}
{USED}
def talk():
    with api.session(request):
        yield
generator = talk()
next(generator)
lease = api.session(request)
lease.__enter__()
kept = api.session(request, keep_alive=True)
kept.__enter__()
open_before = api.open_sessions
assert len(open_before) == 4
import warnings
warnings.simplefilter("ignore", DeprecationWarning)  # of Python 3.12, that there is a thread: it keeps `kept` alive
{cases}
for case in ({", ".join(f"case_{number}" for number in range(len(IN_CHILD)))}):
    assert fork(case)() == 0, case
    assert api.open_sessions == open_before
    assert all(api.get_session(session_id).end_at is None for session_id in open_before), case
mine.close()
generator.close()
lease.__exit__(None, None, None)
assert mine.session_id not in api.open_sessions and len(api.open_sessions) == 1
api.close()
"""
    status, _, said = ended(script, emulator)
    assert (status, emulator.running) == (0, []), said
    assert len(said.splitlines()) == 1, said  # the session that a child left open


# ---- threads ----

Way = Callable[[LiveAvatarApi, Callable[[], object]], object]
"""A way to have a session while something else is done."""


def lease(api: LiveAvatarApi, meanwhile: Callable[[], object]) -> None:
    with api.session(REQUEST):
        meanwhile()


def kept_alive(api: LiveAvatarApi, meanwhile: Callable[[], object]) -> None:
    with api.session(REQUEST, keep_alive=True):
        meanwhile()


def block(api: LiveAvatarApi, meanwhile: Callable[[], object]) -> None:
    with api.new_session(REQUEST):
        meanwhile()


def close(api: LiveAvatarApi, meanwhile: Callable[[], object]) -> None:
    session = api.new_session(REQUEST)
    meanwhile()
    session.close()


def close_by_id(api: LiveAvatarApi, meanwhile: Callable[[], object]) -> None:
    session_id = api.new_session(REQUEST).session_id
    meanwhile()
    api.close_session(session_id)


def only_open(api: LiveAvatarApi, meanwhile: Callable[[], object]) -> None:
    api.new_session(REQUEST)
    meanwhile()


WAYS = [lease, kept_alive, block, close, close_by_id]


@pytest.mark.parametrize("way", WAYS)
def test_a_client_that_is_closed_while_threads_are_in_their_blocks(way: Way, emulator: Emulator) -> None:
    """The wrong way round: the pool waits for its threads after the client is closed. They find their sessions over."""
    everybody = threading.Barrier(9)

    def work() -> None:
        def meanwhile() -> None:
            everybody.wait(5)
            while emulator.running:  # until the client is closed
                time.sleep(0.005)

        way(api, meanwhile)
        with pytest.raises(LiveAvatarError, match="is closed"):
            way(api, meanwhile)

    with ThreadPoolExecutor(8) as pool, new_api(emulator) as api:
        jobs = [pool.submit(work) for _ in range(8)]
        everybody.wait(5)
        assert len(emulator.running) == 8
    for job in jobs:
        job.result()
    assert emulator.running == api.open_sessions == []


@pytest.mark.parametrize("way", WAYS)
def test_a_client_that_is_closed_while_threads_go_on_opening(way: Way, emulator: Emulator) -> None:
    """At moments that chance picks: each thread gets a LiveAvatarError that says why, and nothing else ever."""

    def go_on() -> None:
        while True:
            way(api, lambda: None)

    def work() -> None:
        with pytest.raises(LiveAvatarError, match="is closed"):
            go_on()

    with ThreadPoolExecutor(8) as pool:
        for _ in range(3):
            with new_api(emulator) as api:
                jobs = [pool.submit(work) for _ in range(8)]
                time.sleep(0.05)
            for job in jobs:
                job.result()
            assert emulator.running == api.open_sessions == []


def signal_threads() -> int:
    return sum(
        thread.name.startswith("liveavatar") and "emulator" not in thread.name for thread in threading.enumerate()
    )


def open_pipes() -> int:
    files = list(Path("/proc/self/fd").glob("*")) if os.path.isdir("/proc/self/fd") else []
    return sum(file.is_fifo() for file in files)


def test_the_first_sessions_of_many_threads_at_once_leave_no_thread(emulator: Emulator) -> None:
    """What listens for signals while something is open is there once, and is gone when all is closed."""
    threads = 16
    with new_api(emulator) as api, ThreadPoolExecutor(threads) as pool:
        together = threading.Barrier(threads)

        def work(_: int) -> None:
            together.wait(5)
            with api.session(REQUEST):
                together.wait(5)

        def burst() -> int:
            list(pool.map(work, range(threads)))
            deadline = time.monotonic() + 10
            while signal_threads() and time.monotonic() < deadline:
                time.sleep(0.01)
            return open_pipes()

        pipes = burst()  # by when those of earlier tests are gone, too
        assert [burst() for _ in range(4)] == [pipes] * 4
        assert signal_threads() == 0


class Gate(FaultyService):
    """Holds an operation back, such as a start: before the service has it, or its answer."""

    def __init__(self, upstream: str, operation: str, *, before: bool) -> None:
        self._end, self._before = f"/{operation}", before
        self.reached, self.opened = threading.Event(), threading.Event()
        super().__init__(upstream)

    def forward(self, method: str, path: str, headers: dict[str, str], body: bytes) -> bytes:
        if path.endswith(self._end) and self._before:
            self._wait()
        real = super().forward(method, path, headers, body)
        if path.endswith(self._end) and not self._before:
            self._wait()
        return real

    def _wait(self) -> None:
        self.reached.set()
        self.opened.wait(10)


MEANWHILE: dict[str, Callable[[LiveAvatarApi, str], object]] = {
    "stop_session": lambda api, session_id: api.stop_session(session_id),
    "stop_all_sessions": lambda api, _: api.stop_all_sessions(),
    "close_session": lambda api, session_id: api.close_session(session_id),
    "keep_alive": lambda api, session_id: api.keep_alive(session_id),
    "close": lambda api, _: api.close(),
}


@contextlib.contextmanager
def start_on_its_way(
    emulator: Emulator, way: Way, *, before: bool
) -> Iterator[tuple[LiveAvatarApi, str, Callable[[], BaseException | None]]]:
    """A client, the session that another thread is opening by it, and how to let it go on: to what error, if any."""
    with (
        Gate(emulator.base_url, "start", before=before) as service,
        ThreadPoolExecutor(1) as pool,
        new_api(emulator, service.base_url, max_retries=0) as api,
    ):
        try:
            opening = pool.submit(way, api, lambda: None)
            assert service.reached.wait(5)
            [session_id] = api.open_sessions

            def go_on() -> BaseException | None:
                service.opened.set()
                return opening.exception(10)

            yield api, session_id, go_on
        finally:
            service.opened.set()


@pytest.mark.parametrize("before", [True, False], ids=["before the service has the start", "before its answer is back"])
@pytest.mark.parametrize("act", MEANWHILE.values(), ids=MEANWHILE)
@pytest.mark.parametrize("way", [lease, block, close_by_id, only_open])
def test_a_session_that_another_thread_ends_while_its_start_is_on_its_way(
    way: Way,
    act: Callable[[LiveAvatarApi, str], object],
    before: bool,
    emulator: Emulator,
) -> None:
    """No KeyError and no ValueError, and above all: a 404 for a session that has yet to start does not mean its end."""
    with start_on_its_way(emulator, way, before=before) as (api, session_id, go_on):
        with contextlib.suppress(NotFoundError):
            act(api, session_id)
        error = go_on()
        assert error is None or isinstance(error, LiveAvatarError), error
        nothing_is_lost(api, emulator)


@pytest.mark.parametrize("act", [LiveAvatarApi.close_session, LiveAvatarApi.stop_session])
def test_a_session_that_is_closed_before_the_service_has_its_start_is_closed_after_it(
    act: Callable[[LiveAvatarApi, str], object], emulator: Emulator
) -> None:
    with start_on_its_way(emulator, only_open, before=True) as (api, session_id, go_on):
        with contextlib.suppress(NotFoundError):
            act(api, session_id)
        assert go_on() is None
        assert emulator.running == api.open_sessions == []


@pytest.mark.parametrize("before", [True, False], ids=["before the service has the start", "before its answer is back"])
def test_a_client_that_is_closed_while_a_start_is_on_its_way(before: bool, emulator: Emulator) -> None:
    with start_on_its_way(emulator, block, before=before) as (api, session_id, go_on):
        api.close()
        error = go_on()
        assert isinstance(error, LiveAvatarError)
        assert "is closed" in str(error)
        assert error.__notes__ == [f"Session {session_id} is not running."]
        assert emulator.running == api.open_sessions == []


@pytest.mark.parametrize("before", [True, False], ids=["before the service has the start", "before its answer is back"])
def test_a_session_that_is_detached_while_its_start_is_on_its_way(before: bool, emulator: Emulator) -> None:
    """Whoever says that it is somebody else's is believed: the start does not make it the client's again."""
    with start_on_its_way(emulator, block, before=before) as (api, session_id, go_on):
        api.detach_session(session_id)
        assert go_on() is None
        assert api.open_sessions == []
        api.close()
        assert emulator.running == [session_id]


IN_THREAD = """
import faulthandler
def in_thread(call, *arguments):
    thread = threading.Thread(target=call, args=arguments)
    thread.start(); thread.join()
api, other = LiveAvatarApi(), LiveAvatarApi()
in_thread(api.new_session, request)
"""
UNHEARD = {
    "another client opens its first in the moment in which one closes its last": """
        real = faulthandler.unregister
        def meanwhile(number):
            faulthandler.unregister = real
            in_thread(other.new_session, request)
            return real(number)
        faulthandler.unregister = meanwhile
        in_thread(api.close)
        faulthandler.unregister = real
        other.open_sessions or in_thread(other.new_session, request)
        """,
    "a handler was there for a while, and another is opened": """
        signal.signal(signal.SIGTERM, signal.signal(signal.SIGTERM, lambda *_: None))
        in_thread(other.new_session, request)
        """,
    "the last was closed while a handler was there for a while": """
        before = signal.signal(signal.SIGTERM, lambda *_: None)
        in_thread(api.close)
        signal.signal(signal.SIGTERM, before)
        in_thread(other.new_session, request)
        """,
}


@pytest.mark.parametrize("script", UNHEARD.values(), ids=UNHEARD)
def test_sigterm_for_a_session_that_a_thread_opened(script: str, emulator: Emulator) -> None:
    """Whatever was closed or handled before: what listens for the signal is there while anything is open."""
    kill = "signal.raise_signal(signal.SIGTERM); forever()"
    status, _, said = ended(f"{IN_THREAD}{textwrap.dedent(script)}{kill}", emulator)
    assert (status, emulator.running) == (-15, []), said
    assert "has been closed" in said


def test_sigterm_at_the_end_of_a_script_with_a_session_that_a_thread_opened(emulator: Emulator) -> None:
    """Closing is under way, and goes on."""
    with Gate(emulator.base_url, "stop", before=True) as service:
        script = [sys.executable, "-c", PREAMBLE + IN_THREAD]
        with program(script, emulator, service.base_url) as child:
            assert service.reached.wait(10)
            child.terminate()
            time.sleep(0.2)
            service.opened.set()
            _, said = child.communicate()
    assert (child.returncode, emulator.running) == (-15, []), said
    assert "has been closed" in said


def test_a_session_of_a_thread_where_there_is_no_way_to_listen_for_signals(
    api: LiveAvatarApi, emulator: Emulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on Windows, whose faulthandler registers no signals."""
    monkeypatch.delattr("faulthandler.register")
    monkeypatch.delattr("faulthandler.unregister")
    with ThreadPoolExecutor(1) as pool:
        pool.submit(lease, api, lambda: None).result()
    assert emulator.running == []


class Fake(httpx.BaseTransport):
    """A service that says yes to everything, and costs next to nothing: for very many sessions."""

    def __init__(self) -> None:
        self._last = ""

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        operation = request.url.path.rsplit("/", 1)[-1]
        if operation == "token":
            self._last = str(uuid.uuid4())
        data = {"session_id": self._last, "session_token": "t", "livekit_url": None, "max_session_duration": 1200}
        text = json.dumps({"code": 1000, "data": data, "message": operation})
        return httpx.Response(200, stream=httpx.ByteStream(text.encode()))


@contextlib.contextmanager
def fake_service() -> Iterator[LiveAvatarApi]:
    with (
        httpx.Client(transport=Fake()) as client,
        LiveAvatarApi("key", base_url="http://service.invalid/v1", http_client=client) as api,
    ):
        yield api


def test_closing_a_session_again_after_5000_others() -> None:
    with fake_service() as api:
        by_client, by_session, by_block = (api.new_session(REQUEST) for _ in range(3))
        with by_block:
            for session in (by_client, by_session, by_block):
                api.stop_session(session.session_id)
            for _ in range(5_000):
                api.close_session(api.new_session(REQUEST).session_id)
            assert api.close_session(by_client.session_id).code == 1000
            by_session.close()
        assert api.open_sessions == []


# ---- Ctrl-C ----

PACKAGE = Path(liveavatar_client.__file__).parent
HAND_WRITTEN = {str(path) for path in PACKAGE.glob("*.py")}


class Interrupt:
    """Ctrl-C at the nth line of the package that this thread comes to."""

    def __init__(self, line: int) -> None:
        self.left = line
        self.where = ""

    def __enter__(self) -> "Interrupt":
        self._before = sys.gettrace()
        sys.settrace(self._call)
        return self

    def __exit__(self, *_: object) -> None:
        sys.settrace(self._before)

    def _call(self, frame: types.FrameType, event: str, argument: object) -> Any:
        return self._line if frame.f_code.co_filename in HAND_WRITTEN else None

    def _line(self, frame: types.FrameType, event: str, argument: object) -> Any:
        if event == "line":
            self.left -= 1
            if self.left == 0:
                sys.settrace(None)
                self.where = f"{Path(frame.f_code.co_filename).name}:{frame.f_lineno}"
                if any("httpcore" in above.f_code.co_filename for above, _ in traceback.walk_stack(frame)):
                    time.sleep(0.05)  # for the service to have what may just have been sent
                raise KeyboardInterrupt
        return self._line


Make = Callable[[], LiveAvatarApi]


def in_a_lease(make: Make) -> None:
    with make().session(REQUEST):
        pass


def in_a_lease_that_keeps_alive(make: Make) -> None:
    with make().session(REQUEST, keep_alive=True):
        pass


def in_a_block(make: Make) -> None:
    with make().new_session(REQUEST):
        pass


def by_calls(make: Make) -> None:
    api = make()
    api.close_session(api.new_session(REQUEST).session_id)


def in_a_block_of_the_client(make: Make) -> None:
    with make() as api:
        api.new_session(REQUEST)


FAILS = (sends(answer(503)), False)
LOSES = (sends(answer(503)), True)
SCENARIOS: dict[str, tuple[Callable[[Make], None], dict[str, tuple[Fault, bool]]]] = {
    "a lease": (in_a_lease, {}),
    "a lease that keeps alive": (in_a_lease_that_keeps_alive, {}),
    "a block": (in_a_block, {}),
    "calls": (by_calls, {}),
    "a block of the client": (in_a_block_of_the_client, {}),
    "a start that is undone": (by_calls, {"start": LOSES}),
    "a start that cannot be undone": (by_calls, {"start": LOSES, "stop": FAILS}),
    "a lease that cannot be closed": (in_a_lease, {"stop": FAILS}),
}


@pytest.mark.filterwarnings("ignore::ResourceWarning")  # of a connection that is dropped on Ctrl-C
@pytest.mark.parametrize("part", [0, 1])
@pytest.mark.parametrize("scenario", SCENARIOS)
def test_ctrl_c_at_every_line(scenario: str, part: int, emulator: Emulator, monkeypatch: pytest.MonkeyPatch) -> None:
    """Line by line, until the scenario comes to its end. What still runs is known, and is closed later.

    A start that may still be on its way is stopped three times, with pauses of 2 s: here it is not on its way for long.
    """
    monkeypatch.setattr(lifecycle, "PAUSES", (0.0, 0.005, 0.01))
    monkeypatch.setattr(httpx, "create_ssl_context", partial(lambda context: context, httpx.create_ssl_context()))
    run, faults = SCENARIOS[scenario]
    step = 1 if EVERY_LINE else 4
    line = 1 + part * step
    made: list[LiveAvatarApi] = []
    with FaultyService(emulator.base_url) as service:

        def make() -> LiveAvatarApi:
            made.append(new_api(emulator, service.base_url if faults else emulator.base_url, max_retries=0))
            return made[-1]

        while True:
            service.faults = dict(faults)
            interrupt = Interrupt(line)
            with interrupt, contextlib.suppress(KeyboardInterrupt, LiveAvatarError):
                run(make)
            service.faults = {}
            known = {session_id for api in made for session_id in api.open_sessions}
            assert set(emulator.running) <= known, interrupt.where
            while made:
                api = made.pop()
                api.close()
                assert emulator.running == api.open_sessions == [], interrupt.where
            if interrupt.left > 0:
                break
            line += 2 * step
    assert line > 300
    gc.collect()


# ---- memory ----


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(lifecycle, "time", clock)
    return clock


def test_a_session_that_ended_by_itself_is_no_longer_open(api: LiveAvatarApi, emulator: Emulator, clock: Clock) -> None:
    """Not before its time is over, and half a minute after it at the latest. Closing it later is harmless."""
    request = LiveAvatarNewSessionRequest(avatar_id=AVATAR, max_session_duration=600)
    session = api.new_session(request)
    for seconds, known in ((599, [session.session_id]), (31, [])):
        emulator.advance(seconds)
        clock.advance(seconds)
        assert api.open_sessions == known
    assert emulator.running == []
    session.close()
    assert api.close_session(session.session_id).message == "Session not found"
    with session:
        pass


def test_a_session_that_ended_by_itself_leaves_memory(clock: Clock) -> None:
    """Without a look at `open_sessions`: a server goes on opening others. Some are kept, to be stopped all the same."""
    with fake_service() as api:
        session = weakref.ref(api.new_session(REQUEST))
        for seconds, others, there in ((1199, 1, True), (31, lifecycle.EXPIRED, True), (1231, 1, False)):
            clock.advance(seconds)
            for _ in range(others):
                api.new_session(REQUEST)
            gc.collect()
            assert (session() is not None) == there


def test_a_session_that_ends_by_itself_in_real_time(
    api: LiveAvatarApi, emulator: Emulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lifecycle, "LEEWAY", 0.1)
    session = api.new_session(LiveAvatarNewSessionRequest(avatar_id=AVATAR, max_session_duration=1))
    assert api.open_sessions == emulator.running == [session.session_id]
    time.sleep(1.15)
    assert api.open_sessions == emulator.running == []
    api.close()


def handed_over(api: LiveAvatarApi) -> None:
    api.detach_session(api.new_session(REQUEST).session_id)


def stopped(api: LiveAvatarApi) -> None:
    api.stop_session(api.new_session(REQUEST).session_id)


@pytest.mark.parametrize("use", [handed_over, stopped])
def test_memory_stays_flat(use: Callable[[LiveAvatarApi], None], monkeypatch: pytest.MonkeyPatch) -> None:
    """However many sessions a server opens, and hands over or stops. (By hand: 100,000, against a service by HTTP.)"""
    monkeypatch.setattr(lifecycle, "REMEMBERED", 100)  # of a client that is made from now on

    with fake_service() as api:

        def some(count: int) -> int:
            for _ in range(count):
                use(api)
            gc.collect()
            return tracemalloc.get_traced_memory()[0]

        tracemalloc.start()
        try:
            some(200)
            before = some(200)
            after = some(600)
        finally:
            tracemalloc.stop()
        assert after - before < 10_000  # a session is some 3 kB


# ---- warnings that are errors ----

TROUBLES: dict[str, Fault] = {
    "stops fail": sends(answer(503)),
    "stops are not understood": sends(answer(200, b"<html>")),
    "connections break": resets(),
    "answers never end": drip,
}
BLOCKS = {
    "a lease": "with api.session(request):",
    "a lease that keeps alive": "with api.session(request, keep_alive=True):",
    "a session": "with api.new_session(request):",
    "a client": "with api:\n    api.new_session(request)",
    "a client, and a lease": "with api, api.session(request):",
    "a client, and a lease of another thread": (
        "with api:\n    t = threading.Thread(target=api.new_session, args=[request]); t.start(); t.join()"
    ),
}


@pytest.mark.parametrize("trouble", TROUBLES.values(), ids=TROUBLES)
def test_the_error_of_a_block_is_what_is_seen(trouble: Fault, emulator: Emulator) -> None:
    """Whatever else goes wrong, and with warnings that are errors: what closing has to say is a note on the error."""
    script = "\n".join(
        f"""
api = LiveAvatarApi(max_retries=0, timeout=0.5)
try:
{textwrap.indent(block, "    ")}
        raise KeyError("boom")
except BaseException as error:
    assert type(error) is KeyError, error
    assert len(error.__notes__) == {block.count("with api") + block.count(", api.session")}, error.__notes__
    assert all("stop_session" in note for note in error.__notes__)
"""
        for block in BLOCKS.values()
    )
    with FaultyService(emulator.base_url) as service:
        service.faults = {"stop": (trouble, False)}
        status, _, said = ended(f"{script}\nos._exit(0)", emulator, "-W", "error", base_url=service.base_url)
    assert (status, said) == (0, "")


# ---- notebooks ----


class EndingKernel(Kernel):
    """A real kernel that ends in the ways in which a notebook's menu ends it."""

    def leave(self, cell: str) -> None:
        """Send a cell, and do not wait for it."""
        self._client.execute(cell)

    def shut_down(self) -> None:
        async def shut_down() -> None:
            await self._manager.shutdown_kernel(now=False)

        self._loop.run(shut_down())

    def restart(self) -> None:
        async def restart() -> None:
            await self._manager.restart_kernel(now=False)
            await self._client.wait_for_ready(timeout=30)

        self._loop.run(restart())


@pytest.fixture
def kernel(tmp_path: Path) -> Iterator[EndingKernel]:
    kernel = EndingKernel(tmp_path)
    yield kernel
    kernel.stop()


def test_a_kernel_that_is_restarted_and_shut_down(kernel: EndingKernel, emulator: Emulator) -> None:
    """Whatever its cells have left open is closed, and nothing of it is there in the kernel that comes next."""
    opens = f"""
from liveavatar_client import LiveAvatarApi, LiveAvatarNewSessionRequest
api = LiveAvatarApi({emulator.api_key!r}, base_url={emulator.base_url!r})
request = LiveAvatarNewSessionRequest(avatar_id={AVATAR!r})
"""
    keeps = f"{opens}session = api.new_session(request)"
    deletes = f"{keeps}\ndel api, session\nimport gc\ngc.collect()"
    in_a_block = f"{opens}with api.session(request):\n    import time\n    time.sleep(60)"
    for cell, waits, end in (
        (keeps, True, kernel.restart),
        (deletes, True, kernel.restart),
        (in_a_block, False, kernel.restart),
        (f"{keeps}\nsession.detach()\n{deletes}", True, kernel.shut_down),
    ):
        assert kernel.run("assert 'api' not in globals()")["status"] == "ok"
        if waits:
            assert kernel.run(cell)["status"] == "ok"
        else:
            kernel.leave(cell)
        deadline = time.monotonic() + 10
        while not emulator.running and time.monotonic() < deadline:
            time.sleep(0.01)
        assert emulator.running
        end()
        assert len(emulator.running) == ("detach" in cell)
