"""Waiting for a free slot, where as many sessions run as the plan allows."""

import signal
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from liveavatar_client import (
    ConcurrencyLimitError,
    LiveAvatarApi,
    LiveAvatarError,
    LiveAvatarNewSessionRequest,
    NoCreditsError,
)
from liveavatar_client.emulator import Emulator

from .conftest import AVATAR
from .faulty import FaultyService, answer, sends
from .test_exits import program

REQUEST = LiveAvatarNewSessionRequest(avatar_id=AVATAR)


@pytest.fixture
def emulator() -> Iterator[Emulator]:
    with Emulator(concurrency=1) as emulator:
        yield emulator


def asked(emulator: Emulator, since: int = 0) -> list[str]:
    return [request.path.rsplit("/", 1)[-1] for request in emulator.requests[since:]]


def test_without_waiting_the_error_comes_at_once(api: LiveAvatarApi, emulator: Emulator) -> None:
    api.new_session(REQUEST)
    for wait in (None, 0):
        before = len(emulator.requests)
        with pytest.raises(ConcurrencyLimitError):
            api.new_session(REQUEST, wait=wait)
        assert asked(emulator, before) == ["token", "start"]


@pytest.mark.parametrize("way", ["new_session", "session"])
def test_a_slot_that_is_free_after_a_while_is_taken_with_the_same_token(
    way: str, api: LiveAvatarApi, emulator: Emulator
) -> None:
    first = api.new_session(REQUEST)
    before = len(emulator.requests)
    closing = threading.Timer(0.7, first.close)
    closing.start()
    session = api.new_session(REQUEST, wait=30) if way == "new_session" else api.session(REQUEST, wait=30).__enter__()
    closing.join()
    assert emulator.running == api.open_sessions == [session.session_id]
    assert asked(emulator, before).count("token") == 1
    assert asked(emulator, before).count("start") >= 2
    assert asked(emulator, before).count("stop") == 1  # of the first


def test_waiting_is_given_up_with_the_same_error(api: LiveAvatarApi, emulator: Emulator) -> None:
    first = api.new_session(REQUEST)
    with pytest.raises(ConcurrencyLimitError):
        api.new_session(REQUEST, wait=0.6)
    assert asked(emulator).count("start") >= 3  # the first one's, at once, and at the end
    assert asked(emulator)[-1] == "start"  # and that one was not stopped, since it surely never started
    assert api.open_sessions == [first.session_id]


def test_a_token_that_is_refused_meanwhile_is_replaced(api: LiveAvatarApi, emulator: Emulator) -> None:
    emulator.fail_next("start", status=403, code=4032)
    emulator.fail_next("start", status=401, code=4001)
    session = api.new_session(REQUEST, wait=30)
    assert emulator.running == api.open_sessions == [session.session_id]
    assert asked(emulator).count("token") == 2


def test_any_other_refusal_ends_the_waiting(api: LiveAvatarApi, emulator: Emulator) -> None:
    emulator.fail_next("start", status=403, code=4032)
    emulator.fail_next("start", status=403, code=4033)
    with pytest.raises(NoCreditsError):
        api.new_session(REQUEST, wait=30)
    assert emulator.running == api.open_sessions == []


def test_a_client_that_is_closed_meanwhile_waits_no_more(api: LiveAvatarApi, emulator: Emulator) -> None:
    with LiveAvatarApi(emulator.api_key, base_url=emulator.base_url) as other:
        other.new_session(REQUEST)
        closing = threading.Timer(0.2, api.close)
        closing.start()
        with pytest.raises(LiveAvatarError, match="closed"):
            api.new_session(REQUEST, wait=30)
        closing.join()


def test_thirty_jobs_over_a_plan_of_five() -> None:
    with (
        Emulator(concurrency=5, credits=1e6) as emulator,
        LiveAvatarApi(emulator.api_key, base_url=emulator.base_url) as api,
        ThreadPoolExecutor(30) as pool,
    ):

        def job(_: int) -> str:
            with api.session(REQUEST, wait=60) as session:
                return session.session_id

        assert len(set(pool.map(job, range(30)))) == 30
        assert emulator.running == []


WAITS = """
import os
from liveavatar_client import LiveAvatarApi, LiveAvatarNewSessionRequest
api = LiveAvatarApi()
print("ready", flush=True)
api.new_session(LiveAvatarNewSessionRequest(avatar_id="{avatar}"), wait=60)
"""


def test_ctrl_c_while_waiting_leaves_nothing(api: LiveAvatarApi, emulator: Emulator) -> None:
    first = api.new_session(REQUEST)
    with program([sys.executable, "-c", WAITS.format(avatar=AVATAR)], emulator, emulator.base_url) as child:
        deadline = time.monotonic() + 10
        while asked(emulator).count("start") < 2 and time.monotonic() < deadline:
            time.sleep(0.01)
        time.sleep(0.15)  # for the answer; the first pause takes 0.37 s at least
        child.send_signal(signal.SIGINT)
        _, said = child.communicate()
    assert said.rstrip().endswith("KeyboardInterrupt")
    assert "liveavatar: session" not in said
    assert emulator.running == [first.session_id]


@pytest.mark.parametrize("wait", [-1, float("nan"), float("inf"), "60", True])
def test_a_wait_that_is_none(wait: Any, api: LiveAvatarApi, emulator: Emulator) -> None:
    for call in (api.new_session, api.session):
        with pytest.raises((TypeError, ValueError), match="wait must be"):
            call(REQUEST, wait=wait)
    assert asked(emulator) == []


def test_a_gateway_that_says_busy_is_not_waited_for(emulator: Emulator) -> None:
    """Only the service knows. What a gateway said of a start leaves it in doubt, and it is undone."""
    with FaultyService(emulator.base_url) as service, LiveAvatarApi(emulator.api_key, base_url=service.base_url) as api:
        service.faults = {"start": (sends(answer(403, b'{"message": "concurrency limit"}')), True)}
        with pytest.raises(LiveAvatarError):
            api.new_session(REQUEST, wait=30)
        assert emulator.running == []
        assert service.calls.count("start") == 1
