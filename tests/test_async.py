"""Sessions in asynchronous code: nothing is lost when a task is cancelled, at any moment."""

import asyncio
import gc
import signal
import socket
import sys
import threading
import time
from collections.abc import Iterator

import anyio
import pytest

from liveavatar_client import (
    InvalidRequestError,
    LiveAvatarApi,
    LiveAvatarError,
    LiveAvatarNewSessionRequest,
    StandardSessionResponse,
    process,
)
from liveavatar_client.emulator import Emulator

from .conftest import AVATAR
from .faulty import FaultyService, answer, sends, silence
from .test_exits import program

REQUEST = LiveAvatarNewSessionRequest(avatar_id=AVATAR)


@pytest.fixture
def emulator() -> Iterator[Emulator]:
    with Emulator(concurrency=100, credits=1e6) as emulator:
        yield emulator


def settled(emulator: Emulator, api: LiveAvatarApi) -> bool:
    """Whether nothing runs, and nothing is open, after what threads have still to do."""
    deadline = time.monotonic() + 10
    while (emulator.running or api.open_sessions or working()) and time.monotonic() < deadline:
        time.sleep(0.005)
    return not emulator.running and not api.open_sessions and not working()


def working() -> int:
    return sum(thread.name == "liveavatar session" for thread in threading.enumerate())


def test_a_session_is_open_in_its_block(api: LiveAvatarApi, emulator: Emulator) -> None:
    async def main() -> StandardSessionResponse:
        async with api.session(REQUEST) as session:
            assert emulator.running == api.open_sessions == [session.session_id]
        assert emulator.running == api.open_sessions == []
        return session

    assert asyncio.run(main()).state == "closed"


def test_the_loop_goes_on_meanwhile(api: LiveAvatarApi, emulator: Emulator) -> None:
    """Thirty at once, more than the loop has threads, each of them open when all are."""

    async def one(everybody: asyncio.Barrier) -> None:
        async with api.session(REQUEST):
            await everybody.wait()

    async def main() -> None:
        everybody = asyncio.Barrier(60)
        await asyncio.gather(*(one(everybody) for _ in range(60)))

    asyncio.run(main())
    assert settled(emulator, api)


def test_errors_are_those_of_blocking_code(api: LiveAvatarApi, emulator: Emulator) -> None:
    async def refused() -> None:
        async with api.session(LiveAvatarNewSessionRequest(avatar_id="nobody")):
            raise AssertionError("it was opened")

    async def fails() -> None:
        async with api.session(REQUEST):
            raise LookupError("of the block")

    async def cannot_be_closed() -> None:
        async with api.session(REQUEST):
            emulator.fail_next("stop", status=400, code=4000)

    async def fails_and_cannot_be_closed() -> None:
        async with api.session(REQUEST):
            emulator.fail_next("stop", status=400, code=4000)
            raise LookupError("of the block")

    async def twice() -> None:
        lease = api.session(REQUEST)
        async with lease:
            with pytest.raises(RuntimeError, match="entered before"):
                async with lease:
                    pass

    with pytest.raises(InvalidRequestError):
        asyncio.run(refused())
    with pytest.raises(LookupError, match="of the block"):
        asyncio.run(fails())
    with pytest.raises(LiveAvatarError):
        asyncio.run(cannot_be_closed())
    with pytest.raises(LookupError, match="of the block") as caught:
        asyncio.run(fails_and_cannot_be_closed())
    assert "may still be running" in caught.value.__notes__[0]
    asyncio.run(twice())
    api.close()
    assert emulator.running == []


MOMENTS = [number * 0.0007 for number in range(40)]


def test_a_cancelled_task_does_not_wait_long_for_a_service_that_hangs(
    emulator: Emulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """6 s, and not the 60 of an attempt; here 0.4 s, and not 6."""
    monkeypatch.setattr(process, "SHORTEST", 0.1)
    monkeypatch.setattr(process, "PATIENCE", 0.6)

    async def one(api: LiveAvatarApi) -> None:
        async with api.session(REQUEST):
            await asyncio.sleep(60)

    async def main(api: LiveAvatarApi) -> None:
        with api:
            async with asyncio.TaskGroup() as group:
                tasks = [group.create_task(one(api)) for _ in range(3)]
                while len(emulator.running) < len(tasks):
                    await asyncio.sleep(0.01)
                asyncio.current_task().cancel()  # type: ignore[union-attr]
                await asyncio.sleep(60)

    with FaultyService(emulator.base_url) as service:
        service.faults = {"stop": (silence, False)}
        api = LiveAvatarApi(emulator.api_key, base_url=service.base_url, timeout=3, max_retries=0)
        began = time.monotonic()
        with pytest.raises(asyncio.CancelledError):
            asyncio.run(main(api))
        assert time.monotonic() - began < 2
        assert sorted(api.open_sessions) == sorted(emulator.running)
        assert len(emulator.running) == 3
        service.faults = {}
        api.close()


@pytest.mark.parametrize("times", [1, 2, 3])
def test_a_task_that_is_cancelled_at_any_moment_loses_nothing(
    times: int, api: LiveAvatarApi, emulator: Emulator
) -> None:
    """While it opens, in the block, and while it closes; and once more, while it waits for the end of that."""

    async def one() -> None:
        async with api.session(REQUEST):
            await asyncio.sleep(0.01)

    async def main() -> None:
        cancelled = 0
        for moment in MOMENTS:
            task = asyncio.create_task(one())
            for _ in range(times):
                await asyncio.sleep(moment / times)
                task.cancel()
            try:
                await task
            except asyncio.CancelledError:
                cancelled += 1
            assert emulator.running == api.open_sessions == []  # when the task has ended, and not later
        assert cancelled > len(MOMENTS) / 2

    asyncio.run(main())
    assert settled(emulator, api)


@pytest.mark.parametrize("moment", [0.0, 0.001, 0.005, 0.02])
def test_a_loop_that_ends_loses_nothing(moment: float, api: LiveAvatarApi, emulator: Emulator) -> None:
    """asyncio.run() cancels what is left, and waits for that."""

    async def one() -> None:
        async with api.session(REQUEST):
            await asyncio.sleep(10)

    async def main() -> None:
        tasks = [asyncio.create_task(one()) for _ in range(3)]
        await asyncio.sleep(moment)
        assert tasks

    asyncio.run(main())
    assert emulator.running == api.open_sessions == []


@pytest.mark.parametrize("steps", [1, 2, 3])
def test_a_coroutine_that_is_thrown_away_loses_nothing(steps: int, api: LiveAvatarApi, emulator: Emulator) -> None:
    """As by a loop that is stopped and forgotten. It cannot wait: the thread that opens the session closes it."""

    async def one() -> None:
        async with api.session(REQUEST):
            await asyncio.sleep(0.001)

    async def main() -> None:
        coroutine = one()
        for _ in range(steps):
            try:
                waited = coroutine.send(None)
            except StopIteration:
                return
            while steps > 1 and waited is not None and not waited.done():
                await asyncio.sleep(0.001)
        coroutine.close()

    asyncio.run(main())
    gc.collect()
    deadline = time.monotonic() + 10
    while working() and time.monotonic() < deadline:
        time.sleep(0.005)
    assert set(emulator.running) <= set(api.open_sessions)
    api.close()
    assert emulator.running == []


@pytest.mark.parametrize("closes", [True, False])
def test_a_block_that_is_thrown_away_closes_its_session_in_the_background(
    closes: bool, api: LiveAvatarApi, emulator: Emulator
) -> None:
    """At once, not when the client is closed. Trouble with that is nobody's to see: the session stays open."""

    async def one() -> None:
        async with api.session(REQUEST):
            await asyncio.get_running_loop().create_future()

    async def main() -> None:
        coroutine = one()
        opening = coroutine.send(None)
        while not (opening and opening.done()):
            await asyncio.sleep(0.001)
        coroutine.send(None)  # into the block
        if not closes:
            emulator.fail_next("stop", status=400, code=4000)
        coroutine.close()

    asyncio.run(main())
    while working():
        time.sleep(0.001)
    assert (emulator.running == []) == (api.open_sessions == []) == closes
    api.close()
    assert emulator.running == []


@pytest.mark.parametrize("moment", ["start", "start that works", "block", "stop"])
def test_a_cancelled_task_whose_session_cannot_be_closed_says_so(moment: str, emulator: Emulator) -> None:
    """Cancelled while the service has that request, or in the block."""
    with FaultyService(emulator.base_url) as service:
        api = LiveAvatarApi(emulator.api_key, base_url=service.base_url, max_retries=0)
        reached = threading.Event()

        def slowly_fails(connection: socket.socket, real: bytes) -> None:
            reached.set()
            time.sleep(0.05)
            connection.sendall(real if moment == "start that works" else answer(500, b""))

        fails = sends(answer(500, b""))
        service.faults = {"stop": (slowly_fails if moment == "stop" else fails, False)}
        if moment.startswith("start"):
            service.faults["start"] = (slowly_fails, True)

        async def one() -> None:
            async with api.session(REQUEST):
                if moment == "block":
                    reached.set()
                    await asyncio.sleep(10)

        async def main() -> None:
            task = asyncio.create_task(one())
            while not reached.is_set():
                await asyncio.sleep(0.001)
            task.cancel()
            with pytest.raises(asyncio.CancelledError) as caught:
                await task
            [session_id] = emulator.running
            assert f"stop_session({session_id!r}) stops it." in "\n".join(caught.value.__notes__)
            if moment in ("start that works", "block"):
                assert caught.value.__notes__[0].startswith(f"Closing session {session_id} failed: ")

        asyncio.run(main())
        assert emulator.running == api.open_sessions != []
        service.faults = {}
        api.close()
        assert emulator.running == []


@pytest.mark.parametrize("moment", ["start", "block", "stop"])
def test_a_cancelled_scope_of_anyio_loses_nothing(moment: str, emulator: Emulator) -> None:
    """It cancels again at each turn of the loop, and the web frameworks stand on it."""
    with FaultyService(emulator.base_url) as service:
        api = LiveAvatarApi(emulator.api_key, base_url=service.base_url)
        reached = threading.Event()

        def slowly(connection: socket.socket, real: bytes) -> None:
            reached.set()
            time.sleep(0.1)
            connection.sendall(real)

        if moment != "block":
            service.faults = {moment: (slowly, True)}

        async def one() -> None:
            async with api.session(REQUEST):
                if moment == "block":
                    reached.set()
                    await anyio.sleep(10)

        async def main() -> None:
            async with anyio.create_task_group() as group:
                group.start_soon(one)
                while not reached.is_set():
                    await anyio.sleep(0.001)
                group.cancel_scope.cancel()
            assert emulator.running == api.open_sessions == []

        asyncio.run(main())
        assert settled(emulator, api)
        api.close()


def test_cancelling_does_not_wait_for_a_slot(emulator: Emulator) -> None:
    """With a minute to wait, the test would take it."""
    with Emulator(concurrency=1) as small, LiveAvatarApi(small.api_key, base_url=small.base_url) as api:
        first = api.new_session(REQUEST)

        async def one() -> None:
            async with api.session(REQUEST, wait=60):
                raise AssertionError("there was a slot")

        async def main() -> None:
            task = asyncio.create_task(one())
            while len(small.requests) < 4:
                await asyncio.sleep(0.001)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task

        asyncio.run(asyncio.wait_for(main(), 30))
        assert small.running == api.open_sessions == [first.session_id]


INTERRUPTED = """
import asyncio
from liveavatar_client import LiveAvatarApi, LiveAvatarNewSessionRequest
api = LiveAvatarApi()
async def main():
    async with api.session(LiveAvatarNewSessionRequest(avatar_id="{avatar}")):
        print("ready", flush=True)
        await asyncio.sleep(60)
asyncio.run(main())
"""


def test_ctrl_c_closes_the_session(emulator: Emulator) -> None:
    with program([sys.executable, "-c", INTERRUPTED.format(avatar=AVATAR)], emulator, emulator.base_url) as child:
        assert child.stdout
        assert child.stdout.readline() == "ready\n"
        child.send_signal(signal.SIGINT)
        _, said = child.communicate()
    assert said.rstrip().endswith("KeyboardInterrupt")
    assert emulator.running == []
