"""No session outlives the program that opened it, however that ends: real processes, by the table of tests/exits.py."""

import contextlib
import os
import random
import re
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from liveavatar_client.emulator import Emulator

from .exits import EXITS, PREAMBLE, Exit, World
from .faulty import FaultyService

LIMIT = 30
"""Seconds that a program may take in all."""

DOUBT = (
    r"closing it was broken off, or took too long|it was not there yet when it was stopped, but may still start"
    r"|It was not running within 2 s, but may still start|stopping it failed: .+"
    r"|It may be running, since (?:neither the API key nor its token can stop it|stopping it failed, too: .+)"
)
SAID = re.compile(
    r"liveavatar: session (?P<id>[0-9a-f-]{36}) "
    r"(?:was open at the end of the process, and has been closed"
    rf"|may still be running, and cost credits: (?:{DOUBT})(?<!\.)\. "
    r"LiveAvatarApi\(\)\.stop_session\('(?P=id)'\) stops it)\."
)
"""All that the end of a process has to say, word for word."""


@pytest.fixture(autouse=True)
def _default_signals() -> Iterator[None]:
    """Whoever runs the tests may ignore signals (nohup does, and `&` in a shell), and programs inherit that."""
    ignored = [
        number
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)
        if signal.getsignal(number) is signal.SIG_IGN
    ]
    for number in ignored:
        signal.signal(number, signal.SIG_DFL)
    yield
    for number in ignored:
        signal.signal(number, signal.SIG_IGN)


def kill(group: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(group, signal.SIGKILL)


@contextlib.contextmanager
def program(command: list[str], emulator: Emulator, base_url: str) -> "Iterator[subprocess.Popen[str]]":
    """A program in a group of its own. What is left of the group in the end, or after LIMIT, is killed."""
    child = subprocess.Popen(
        command,
        env={**os.environ, "LIVEAVATAR_API_KEY": emulator.api_key, "LIVEAVATAR_BASE_URL": base_url},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    watchdog = threading.Timer(LIMIT, kill, (child.pid,))
    watchdog.start()
    with child:
        try:
            yield child
        finally:
            watchdog.cancel()
            kill(child.pid)


def is_ready(child: "subprocess.Popen[str]") -> bool:
    assert child.stdout
    return child.stdout.readline() == "ready\n"


@pytest.mark.parametrize("way", EXITS, ids=[way.name for way in EXITS])
def test_a_way_to_end(way: Exit, emulator: Emulator, tmp_path: Path) -> None:
    script = PREAMBLE + textwrap.dedent(way.script)
    file = tmp_path / "script.py"
    file.write_text(script)
    command = [part.format(python=sys.executable, file=file, script=script) for part in way.run]
    with FaultyService(emulator.base_url) as service:
        service.faults = dict(way.faults)
        with program(command, emulator, service.base_url if way.faults else emulator.base_url) as child:
            ready = "ready()" not in way.script or is_ready(child)
            for step in way.then if ready else ():
                step(World(child, emulator, service))
            began = time.monotonic()
            _, said = child.communicate()
            took = time.monotonic() - began
    assert ready, said
    assert child.returncode == way.status, said
    assert took < way.within, said
    check_fates(way, emulator, said)


def check_fates(way: Exit, emulator: Emulator, said: str) -> None:
    """What became of each session, and what was said of it."""
    opened = [session.session_id for session in emulator.sessions]
    assert len(opened) == len(way.fates), said
    assert emulator.running == [session for session, fate in zip(opened, way.fates, strict=True) if fate.runs], said
    lines = said.splitlines()
    assert not [line for line in lines if line.startswith("liveavatar:") and not SAID.fullmatch(line)]
    for session, fate in zip(opened, way.fates, strict=True):
        of_it = [line for line in lines if session in line]
        assert len(of_it) in fate.lines, said
        for line in of_it:
            assert ("stop_session" in line or "stop_all_sessions" in line) == fate.how_to_stop, said
    others = [line for line in lines if not any(session in line for session in opened)]
    assert way.error in said
    assert way.error or not others, said


ENDLESS = f"""{PREAMBLE}
api = LiveAvatarApi()
ready()
while True:
    {{body}}
"""
BODIES = {
    "new and close": "api.close_session(api.new_session(request).session_id)",
    "a block": "with api.session(request): pass",
}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_sigterm_at_any_moment(body: str, emulator: Emulator) -> None:
    """At moments that chance picks: while a session starts, while it closes, with locks taken."""
    chance = random.Random(10)
    for _ in range(8):
        with program([sys.executable, "-c", ENDLESS.format(body=body)], emulator, emulator.base_url) as child:
            assert is_ready(child)
            time.sleep(0.05 + 0.05 * chance.random())
            child.send_signal(signal.SIGTERM)
            _, said = child.communicate()
        assert (child.returncode, emulator.running) == (-signal.SIGTERM, []), said


def test_a_daemon_thread_that_goes_on_opening_sessions(emulator: Emulator) -> None:
    """Once the end of the process has begun, no session is opened any more."""
    script = f"""{PREAMBLE}
api = LiveAvatarApi()
opened = threading.Event()

def work():
    try:
        while True:
            api.close_session(api.new_session(request).session_id)
            opened.set()
    except Exception:
        pass

threading.Thread(target=work, daemon=True).start()
opened.wait()
"""
    for _ in range(8):
        with program([sys.executable, "-c", script], emulator, emulator.base_url) as child:
            _, said = child.communicate()
        assert (child.returncode, emulator.running) == (0, []), said
