"""Every way for a program to end, and what must be true then: the tests' data, a row for each."""

import contextlib
import os
import signal
import socket
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from subprocess import Popen
from typing import NamedTuple

from liveavatar_client.emulator import Emulator

from .conftest import AVATAR
from .faulty import Fault, FaultyService, answer, drip, sends


class Fate(NamedTuple):
    """What becomes of a session, and what is said of it on standard error."""

    runs: bool
    """Whether the service has it running when all is over."""
    lines: tuple[int, ...]
    """How many lines may name it."""
    how_to_stop: bool
    """Whether these lines say how to stop it."""


CLOSED = Fate(runs=False, lines=(1,), how_to_stop=False)
"""The end of the process closes it, and says so."""
SILENT = Fate(runs=False, lines=(0,), how_to_stop=False)
"""The program closes it, by a block or a call; or there is nothing left to write on."""
OVER = Fate(runs=False, lines=(0,), how_to_stop=False)
"""It has ended by itself: no word."""
KEPT = Fate(runs=True, lines=(0,), how_to_stop=False)
"""It is somebody else's; or the end of the process is none that can be covered."""
WARNED = Fate(runs=True, lines=(1,), how_to_stop=True)
"""It may still run: one line says so, and how to stop it."""


class World(NamedTuple):
    """What a step acts on."""

    child: "Popen[str]"
    emulator: Emulator
    service: FaultyService


Step = Callable[[World], None]
"""What happens to a program once it has said that it is ready. After the last, its standard input ends."""


def at_rest(world: World) -> None:
    """Wait until the program waits itself.

    A signal that comes in the instant before Python blocks is not looked at until the call returns, whoever handles it.
    """
    asleep, deadline = 0, time.monotonic() + 0.2  # the most, for one that never does, or without /proc
    while asleep < 3 and time.monotonic() < deadline:
        time.sleep(0.002)
        with contextlib.suppress(OSError):
            state = Path(f"/proc/{world.child.pid}/stat").read_text().rpartition(")")[2].split()[0]
            asleep = asleep + 1 if state == "S" else 0


def gets(number: signal.Signals) -> Step:
    def step(world: World) -> None:
        at_rest(world)
        world.child.send_signal(number)

    return step


def all_get(number: signal.Signals) -> Step:
    """A signal for the program and all its children, as from a terminal or systemd."""

    def step(world: World) -> None:
        at_rest(world)
        os.killpg(world.child.pid, number)

    return step


def until(what: str, true: Callable[[World], bool]) -> Step:
    def step(world: World) -> None:
        deadline = time.monotonic() + 5
        while not true(world) and world.child.poll() is None and time.monotonic() < deadline:
            time.sleep(0.005)
        assert true(world), f"never {what}"

    return step


TERM, HUP, INT = gets(signal.SIGTERM), gets(signal.SIGHUP), gets(signal.SIGINT)
STARTED = until("started", lambda world: bool(world.emulator.running))
ASKED_TO_STOP = until("asked to stop", lambda world: "stop" in world.service.calls)


def first_session_runs(world: World) -> None:
    assert world.emulator.sessions[0].session_id in world.emulator.running, "the parent's session is closed"


def service_gone(world: World) -> None:
    world.emulator.stop()


def service_stumbles(world: World) -> None:
    world.emulator.fail_next("stop")


def an_hour_later(world: World) -> None:
    world.emulator.advance(3600)


def hangs(connection: object, _: bytes) -> None:
    """Not a word, for longer than any test waits."""
    time.sleep(30)


def takes_its_time(connection: socket.socket, real: bytes) -> None:
    """As an endpoint far away does: one after the other would take too long for very many."""
    time.sleep(0.4)
    connection.sendall(real)


class Exit(NamedTuple):
    """A way to end."""

    name: str
    script: str
    fates: tuple[Fate, ...] = (CLOSED,)
    """Of its sessions, in the order in which they were opened."""
    status: int = 0
    """The exit status, which is what it would be without the library."""
    then: tuple[Step, ...] = ()
    error: str = ""
    """What else there is on standard error: text of it; nothing at all unless given."""
    run: tuple[str, ...] = ("{python}", "{file}")
    faults: Mapping[str, tuple[Fault, bool]] = {}
    """What a FaultyService between the program and the emulator does."""
    within: float = 12
    """Seconds from the last step to the end: the 10 that closing may take, and some for Python."""


PREAMBLE = f"""
import os, signal, socket, sys, threading, time
from liveavatar_client import LiveAvatarApi, LiveAvatarNewSessionRequest

request = LiveAvatarNewSessionRequest(avatar_id="{AVATAR}")

def ready():
    print("ready", flush=True)

def go_on():  # when standard input ends
    sys.stdin.readline()

def forever():
    while True:
        time.sleep(0.05)
"""

OPEN = "LiveAvatarApi().new_session(request)\n"
"""As carelessly as can be: nobody keeps the client or the session."""
BLOCK = "with LiveAvatarApi().session(request):\n    "

IN_PROGRAM = [
    Exit(
        "the script ends", "api = LiveAvatarApi(); session = api.new_session(request)", within=5
    ),  # nothing is waited for
    Exit("the script crashes", OPEN + "raise ValueError('boom')", status=1, error="ValueError: boom"),
    Exit("sys.exit", OPEN + "sys.exit(3)", status=3),
    Exit("sys.exit with words", OPEN + "sys.exit('No luck')", status=1, error="No luck"),
    Exit("the client is garbage", OPEN + "import gc; gc.collect()"),
    Exit(
        "several sessions of several clients",
        "api = LiveAvatarApi(); api.new_session(request)\n" + 2 * OPEN,
        (CLOSED,) * 3,
    ),
    Exit("api.close", "api = LiveAvatarApi(); api.new_session(request); api.close()", (SILENT,)),
    Exit("a block of the client", "with LiveAvatarApi() as api:\n    api.new_session(request)", (SILENT,)),
    Exit(
        "a crash in a block of the client",
        "with LiveAvatarApi() as api:\n    api.new_session(request)\n    raise ValueError('boom')",
        (SILENT,),
        status=1,
        error="ValueError: boom",
    ),
    Exit("session.close, twice", "s = LiveAvatarApi().new_session(request); s.close(); s.close()", (SILENT,)),
    Exit("a block of a new session", "with LiveAvatarApi().new_session(request) as session: pass", (SILENT,)),
    Exit("a block of a lease", BLOCK + "pass", (SILENT,)),
    Exit("a crash in a block", BLOCK + "raise ValueError('boom')", (SILENT,), status=1, error="ValueError: boom"),
    Exit("sys.exit in a block", BLOCK + "sys.exit(3)", (SILENT,), status=3),
    Exit(
        "a generator that nobody finishes",
        """
        def talk():
            with LiveAvatarApi().session(request):
                yield
        talking = talk()
        next(talking)
        """,
    ),
    Exit(
        "a generator that nobody keeps",
        """
        def talk():
            with LiveAvatarApi().session(request):
                yield
        next(talk())
        """,
        (SILENT,),
    ),
    Exit(
        "an ExitStack that nobody closes",
        """
        import contextlib
        stack = contextlib.ExitStack()
        stack.enter_context(LiveAvatarApi().session(request))
        """,
    ),
    Exit(
        "a session that is over already",
        OPEN + "ready(); go_on()",
        (OVER,),
        then=(an_hour_later,),
    ),
    Exit("a service that stumbles", OPEN + "ready(); go_on()", then=(service_stumbles,)),
    Exit("python -c", OPEN, run=("{python}", "-c", "{script}")),
    Exit("python -i", OPEN, run=("{python}", "-i", "-c", "{script}"), error=">>> "),
    Exit("python -O", OPEN, run=("{python}", "-O", "{file}")),
    Exit("python -W error", OPEN, run=("{python}", "-W", "error", "{file}")),
    Exit(
        "python -W error, and a crash in a block",
        "with LiveAvatarApi() as api, api.session(request):\n    raise ValueError('boom')",
        (SILENT,),
        status=1,
        error="ValueError: boom",
        run=("{python}", "-W", "error", "{file}"),
    ),
    Exit("no standard error", OPEN + "sys.stderr = None", (SILENT,)),
    Exit("a closed standard error", OPEN + "sys.stderr.close()", (SILENT,)),
    Exit(  # what Python cannot write there it would try to write at its end once more: status 120
        "a standard error that takes nothing", OPEN + "os.dup2(os.open(os.devnull, os.O_RDONLY), 2)", (SILENT,)
    ),
    Exit("a service that is gone", OPEN + "ready(); go_on()", (WARNED,), then=(service_gone,)),
    Exit("a service that always fails", OPEN, (WARNED,), faults={"stop": (sends(answer(503)), False)}),
    Exit("a service that takes no key any more", OPEN, (WARNED,), faults={"stop": (sends(answer(401)), False)}),
    Exit("a service that hangs, for each of three", 3 * OPEN, (WARNED,) * 3, faults={"stop": (hangs, False)}),
    Exit(
        "forty sessions, and a service that takes its time",
        "api = LiveAvatarApi()\nfor _ in range(40): api.new_session(request)",
        (CLOSED,) * 40,
        faults={"stop": (takes_its_time, True)},
        within=8,
    ),
    Exit(
        "a thread that would open another meanwhile",
        """
        api = LiveAvatarApi(); api.new_session(request)
        def late():
            threading.main_thread().join(); time.sleep(0.2)
            try:
                api.new_session(request)
            except Exception as error:
                os.write(2, f"{error}\\n".encode())
        threading.Thread(target=late, daemon=True).start()
        """,
        error="The process is about to end, and opens no session any more.\nliveavatar: session ",
        faults={"stop": (takes_its_time, True)},
    ),
    Exit(
        "a client whose end could not close a session",
        """
        import warnings; warnings.simplefilter("ignore")
        with LiveAvatarApi(max_retries=0) as api:
            api.new_session(request)
            ready(); go_on()
        """,
        then=(service_stumbles,),
    ),
    Exit("a service that drips", OPEN, (WARNED,), faults={"stop": (drip, False)}),
    Exit(
        "no session open: nothing is different",
        """
        def unchanged():
            assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL
            assert signal.getsignal(signal.SIGHUP) is signal.SIG_DFL
            assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
            assert signal.set_wakeup_fd(-1) == -1
            assert sys.excepthook is sys.__excepthook__ and sys.unraisablehook is sys.__unraisablehook__
            assert threading.excepthook is threading.__excepthook__
            assert threading.enumerate() == [threading.main_thread()]

        unchanged()
        api = LiveAvatarApi()
        unchanged()
        with api.session(request):
            assert threading.enumerate() == [threading.main_thread()]
        unchanged()
        session = api.new_session(request)
        assert threading.enumerate() == [threading.main_thread()]
        api.close_session(session.session_id)
        unchanged()
        api.new_session(request).detach()
        unchanged()
        api.close()
        unchanged()
        """,
        (SILENT, SILENT, KEPT),
    ),
    Exit(
        "SIGTERM while a lock of logging is held",
        OPEN
        + """
import logging

class Slow(logging.Handler):
    def emit(self, record):
        if record.name == "mine":
            ready(); forever()

logging.basicConfig(level=logging.DEBUG, handlers=[Slow()])
logging.getLogger("mine").info("Hello")
""",
        status=-15,
        then=(TERM,),
    ),
    Exit("SIGTERM before any session", "api = LiveAvatarApi()\nready(); forever()", (), -15, (TERM,)),
    Exit("SIGTERM after all sessions", BLOCK + "pass\nready(); forever()", (SILENT,), -15, (TERM,)),
    Exit(
        "SIGTERM after a session that another thread closed",
        """
        session = LiveAvatarApi().new_session(request)
        closing = threading.Thread(target=session.close); closing.start(); closing.join()
        ready(); forever()
        """,
        (SILENT,),
        -15,
        (TERM,),
    ),
]

DETACHED = [
    Exit(
        "detached by the client",
        "api = LiveAvatarApi(); api.detach_session(api.new_session(request).session_id)",
        (KEPT,),
    ),
    Exit("detached by the session", OPEN.replace("\n", ".detach()"), (KEPT,)),
    Exit("detached in a block", "with LiveAvatarApi().session(request) as session:\n    session.detach()", (KEPT,)),
    Exit("detached, beside another", OPEN.replace("\n", ".detach()\n") + OPEN, (KEPT, CLOSED)),
    Exit(
        "detached, and the client is closed",
        "with LiveAvatarApi() as api:\n    api.new_session(request).detach(); api.new_session(request)",
        (KEPT, SILENT),
    ),
    Exit(
        "detached, and SIGTERM",
        OPEN.replace("\n", ".detach()\n") + OPEN + "ready(); forever()",
        (KEPT, CLOSED),
        -15,
        (TERM,),
    ),
]

WAITS = {
    "time.sleep": "ready(); time.sleep(60)",
    "socket.recv": "one, other = socket.socketpair(); ready(); one.recv(1)",
    "Event.wait": "ready(); threading.Event().wait()",
    "a read": "ready(); os.read(os.pipe()[0], 1)",
    "a busy loop": "ready()\nwhile True: pass",
    "Thread.join": "thread = threading.Thread(target=forever); thread.start(); ready(); thread.join()",
    "the wait for the last thread": "threading.Thread(target=forever).start(); ready()",
    "asyncio": "import asyncio\nready(); asyncio.run(asyncio.sleep(60))",
}

OWN = "signal.signal(signal.SIGTERM, lambda *_: sys.exit(5))\n"
"""A program that handles SIGTERM itself."""

SIGNALS = [
    *(
        Exit(f"{name} {where}", f"{script}ready(); forever()", (CLOSED,), -number, (gets(number),))
        for name, number in (("SIGTERM", signal.SIGTERM), ("SIGHUP", signal.SIGHUP))
        for where, script in (("without a block", OPEN), ("in a block", BLOCK))
    ),
    *(Exit(f"SIGTERM in {name}", OPEN + script, (CLOSED,), -15, (TERM,)) for name, script in WAITS.items()),
    Exit("Ctrl-C without a block", OPEN + "ready(); forever()", (CLOSED,), -2, (INT,), "KeyboardInterrupt"),
    Exit("Ctrl-C in a block", BLOCK + "ready(); forever()", (SILENT,), -2, (INT,), "KeyboardInterrupt"),
    Exit(
        "SIGTERM, by a program that has put the default back meanwhile",
        """
        signal.signal(signal.SIGTERM, lambda *_: None)
        api = LiveAvatarApi(); session = api.new_session(request)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        api.keep_alive(session.session_id); ready(); forever()
        """,
        (CLOSED,),
        -15,
        (TERM,),
    ),
    Exit(
        "SIGTERM while a session starts",
        "ready(); LiveAvatarApi().new_session(request)",
        status=-15,
        then=(STARTED, TERM),
        faults={"start": (hangs, True)},
    ),
    Exit(
        "SIGTERM while a session starts, and a service that always fails",
        "ready(); LiveAvatarApi().new_session(request)",
        (WARNED,),
        status=-15,
        then=(STARTED, TERM),
        faults={"start": (hangs, True), "stop": (sends(answer(503)), False)},
    ),
    Exit(  # as in a container, where the kernel lets it live
        "SIGTERM for process 1",
        "os.getpid, os.kill = lambda: 1, lambda *_: None\n" + OPEN + "ready(); forever()",
        status=128 + 15,
        then=(TERM,),
    ),
    Exit("SIGTERM, and a service that is gone", OPEN + "ready(); forever()", (WARNED,), -15, (service_gone, TERM)),
    Exit(
        "SIGTERM, and a service that always fails",
        OPEN + "ready(); forever()",
        (WARNED,),
        -15,
        (TERM,),
        faults={"stop": (sends(answer(503)), False)},
    ),
    Exit(
        "SIGTERM, and a service that hangs",
        BLOCK + "ready(); forever()",
        (WARNED,),
        -15,
        (TERM,),
        faults={"stop": (hangs, False)},
    ),
    Exit(
        "Ctrl-C in blocks, and a service that hangs",
        """
        with LiveAvatarApi() as api, api.session(request):
            ready(); forever()
        """,
        (Fate(runs=True, lines=(3,), how_to_stop=True),),  # notes of the two blocks, and a line of the process
        -2,
        (INT,),
        "KeyboardInterrupt",
        faults={"stop": (hangs, False)},
    ),
    Exit(
        "SIGTERM twice",
        OPEN + "ready(); forever()",
        (WARNED,),
        -15,
        (TERM, ASKED_TO_STOP, TERM),
        faults={"stop": (hangs, False)},
        within=2,
    ),
    Exit(
        "SIGTERM at the end of the script",
        OPEN + "ready()",
        (WARNED,),
        -15,
        (ASKED_TO_STOP, TERM),
        faults={"stop": (hangs, False)},
    ),
    Exit(
        "Ctrl-C twice",
        OPEN + "ready(); forever()",
        (WARNED,),
        -2,
        (INT, ASKED_TO_STOP, INT),
        "KeyboardInterrupt",
        faults={"stop": (hangs, False)},
        within=2,
    ),
    Exit(
        "SIGTERM twice, and three sessions",
        3 * OPEN + "ready(); forever()",
        (WARNED,) * 3,
        -15,
        (TERM, ASKED_TO_STOP, TERM),
        faults={"stop": (hangs, False)},
        within=2,
    ),
    Exit(
        "Ctrl-C while the end closes three sessions",
        3 * OPEN + "ready()",
        (WARNED,) * 3,
        0,
        (ASKED_TO_STOP, INT),
        "KeyboardInterrupt",
        faults={"stop": (hangs, False)},
        within=2,
    ),
    Exit(  # timeout sends the signal to its child, and at once to its whole group: the child has it twice
        "timeout",
        OPEN + "ready(); forever()",
        status=124,
        then=(gets(signal.SIGALRM),),  # its time is over
        run=("timeout", "-s", "TERM", "60", "{python}", "-c", "{script}"),
    ),
    Exit("nohup, and SIGHUP", OPEN + "ready(); go_on()", then=(HUP,), run=("nohup", "{python}", "{file}")),
    Exit("a handler that exits", OWN + OPEN + "ready(); forever()", status=5, then=(TERM,)),
    Exit("a handler that exits, in a block", OWN + BLOCK + "ready(); forever()", (SILENT,), 5, (TERM,)),
    Exit("a handler that comes later", OPEN + OWN + "ready(); forever()", status=5, then=(TERM,)),
    Exit(
        "a handler that only takes note",
        """
        noted = threading.Event()
        def handler(*_): noted.set()
        signal.signal(signal.SIGTERM, handler)
        LiveAvatarApi().new_session(request)
        assert signal.getsignal(signal.SIGTERM) is handler
        ready(); noted.wait()
        """,
        then=(TERM,),
    ),
    Exit(
        "a handler of asyncio",
        """
        import asyncio
        async def main():
            noted = asyncio.Event()
            asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, noted.set)
            ready()
            await noted.wait()
        LiveAvatarApi().new_session(request)
        asyncio.run(main())
        """,
        then=(TERM,),
    ),
    Exit(
        "a handler that calls the one before it",
        OPEN + "before = signal.signal(signal.SIGTERM, lambda *of: before(*of))\nready(); forever()",
        status=-15,
        then=(TERM,),
    ),
    Exit(  # such as a library that takes SIGTERM for a while
        "a handler that was there for a while, and outlived the session",
        """
        with LiveAvatarApi().session(request):
            before = signal.signal(signal.SIGTERM, lambda *_: None)
        signal.signal(signal.SIGTERM, before)
        ready(); forever()
        """,
        (SILENT,),
        -15,
        (TERM,),
    ),
    Exit(
        "Ctrl-C for SIGTERM",
        "signal.signal(signal.SIGTERM, signal.default_int_handler)\n" + BLOCK + "ready(); forever()",
        (SILENT,),
        -2,
        (TERM,),
        "KeyboardInterrupt",
    ),
    Exit(
        "SIGTERM ignored", "signal.signal(signal.SIGTERM, signal.SIG_IGN)\n" + OPEN + "ready(); go_on()", then=(TERM,)
    ),
    Exit(
        "SIGTERM ignored later", OPEN + "signal.signal(signal.SIGTERM, signal.SIG_IGN)\nready(); go_on()", then=(TERM,)
    ),
]

THREADS = [
    Exit(
        "a block in a daemon thread",
        """
        opened = threading.Event()
        def work():
            with LiveAvatarApi().session(request):
                opened.set(); forever()
        threading.Thread(target=work, daemon=True).start()
        opened.wait()
        """,
    ),
    Exit(
        "a block in a thread that Python waits for",
        """
        from concurrent.futures import ThreadPoolExecutor
        opened = threading.Event()
        def work():
            with LiveAvatarApi().session(request) as session:
                opened.set(); time.sleep(0.3)
                assert session.state == "open"
        ThreadPoolExecutor().submit(work)
        opened.wait()
        """,
        (SILENT,),
    ),
    Exit(
        "asyncio.run",
        """
        import asyncio
        async def main():
            LiveAvatarApi().new_session(request)
        asyncio.run(main())
        """,
    ),
    Exit(
        "asyncio.to_thread",
        "import asyncio\nasyncio.run(asyncio.to_thread(LiveAvatarApi().new_session, request))",
    ),
    Exit(
        "Ctrl-C in a block of a coroutine",
        """
        import asyncio
        async def main():
            with LiveAvatarApi().session(request):
                ready(); await asyncio.sleep(60)
        asyncio.run(main())
        """,
        (SILENT,),
        -2,
        (INT,),
        "KeyboardInterrupt",
    ),
    Exit(
        "SIGTERM, and a session of another thread",
        """
        api = LiveAvatarApi()
        opening = threading.Thread(target=api.new_session, args=(request,))
        opening.start(); opening.join()
        ready(); forever()
        """,
        status=-15,
        then=(TERM,),
    ),
    Exit(
        "SIGTERM, and a client of another thread",
        """
        opening = threading.Thread(target=lambda: LiveAvatarApi().new_session(request))
        opening.start(); opening.join()
        assert {thread.name for thread in threading.enumerate()} == {"MainThread", "liveavatar signals"}
        ready(); forever()
        """,
        status=-15,
        then=(TERM,),
    ),
    Exit(
        "SIGTERM, and a session of asyncio.to_thread",
        """
        import asyncio
        async def main():
            await asyncio.to_thread(LiveAvatarApi().new_session, request)
            ready(); await asyncio.sleep(60)
        asyncio.run(main())
        """,
        status=-15,
        then=(TERM,),
    ),
]

WORKER = """
import multiprocessing
context = multiprocessing.get_context("{method}")

def work():
    LiveAvatarApi().new_session(request)
    {ends}

def main():
    worker = context.Process(target=work)
    worker.start()
    {meanwhile}
    worker.join()
    sys.exit(worker.exitcode)

if __name__ == "__main__":
    main()
"""


def worker(method: str, ends: str = "", meanwhile: str = "") -> str:
    """A process of multiprocessing that opens a session. The program ends with the worker's exit status."""
    return WORKER.format(method=method, ends=ends, meanwhile=meanwhile)


PROCESSES = [
    *(
        row
        for method in ("fork", "spawn", "forkserver")
        for row in (
            Exit(f"a worker returns ({method})", worker(method)),
            Exit(
                f"a worker crashes ({method})",
                worker(method, "raise ValueError('boom')"),
                status=1,
                error="ValueError: boom",
            ),
            Exit(
                f"a worker is terminated ({method})",
                worker(method, "ready(); forever()", "go_on(); worker.terminate(); worker.join(); sys.exit(0)"),
            ),
        )
    ),
    Exit(
        "a daemonic worker when the program ends",
        """
        import multiprocessing
        def work():
            LiveAvatarApi().new_session(request)
            ready(); forever()
        multiprocessing.get_context("fork").Process(target=work, daemon=True).start()
        go_on()
        """,
    ),
    Exit(
        "a pool that is terminated",
        """
        import multiprocessing
        context = multiprocessing.get_context("fork")
        def work(opened):
            LiveAvatarApi().new_session(request)
            opened.release()
            time.sleep(60)
        opened = context.Semaphore(0)
        pool = context.Pool(2, work, (opened,))
        opened.acquire(); opened.acquire()
        time.sleep(0.2)  # for both to sleep: a signal that comes just before a call into C waits for the end of that
        pool.terminate()
        """,
        (CLOSED, CLOSED),
    ),
    Exit(
        "a pool that is closed",
        """
        import multiprocessing
        context = multiprocessing.get_context("fork")
        def work():
            LiveAvatarApi().new_session(request)
        pool = context.Pool(1)
        pool.apply(work)
        pool.close(); pool.join()
        """,
    ),
    Exit(
        "a ProcessPoolExecutor",
        """
        import multiprocessing
        from concurrent.futures import ProcessPoolExecutor
        def work():
            LiveAvatarApi().new_session(request)
        with ProcessPoolExecutor(1, multiprocessing.get_context("fork")) as pool:
            pool.submit(work).result()
        """,
    ),
    Exit(
        "a ProcessPoolExecutor that nobody shuts down",
        """
        import multiprocessing
        from concurrent.futures import ProcessPoolExecutor
        def work():
            LiveAvatarApi().new_session(request)
        pool = ProcessPoolExecutor(1, multiprocessing.get_context("fork"))
        pool.submit(work).result()
        """,
    ),
    Exit(
        "SIGTERM for a program and its worker",
        worker("fork", "ready(); forever()"),
        status=-15,
        then=(all_get(signal.SIGTERM),),
    ),
    Exit(
        "SIGTERM for a program and its worker, with a session each",
        OPEN + worker("fork", "ready(); forever()"),
        (CLOSED, CLOSED),
        -15,
        (all_get(signal.SIGTERM),),
    ),
    Exit(
        "os.fork, and the child's own session",
        """
        child = os.fork()
        if child == 0:
            LiveAvatarApi().new_session(request)
            sys.exit(4)
        sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
        """,
        status=4,
    ),
    Exit(
        "os.fork, and the child's own session by the parent's client",
        """
        api = LiveAvatarApi()
        api.new_session(request)
        child = os.fork()
        if child == 0:
            assert api.open_sessions == []
            api.new_session(request)
            sys.exit(4)
        sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
        """,
        (CLOSED, CLOSED),
        status=4,
    ),
    # However a child ends, the parent's session goes on: the test looks when the program says that it is ready.
    *(
        Exit(
            f"os.fork beside a session, and the child {name}",
            f"""
            LiveAvatarApi().new_session(request)
            child = os.fork()
            if child == 0:
                {script}
            status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
            ready(); go_on()
            sys.exit(0 if status == {status} else status or 99)
            """,
            then=(first_session_runs,),
        )
        for name, script, status in (
            ("ends", "sys.exit(4)", 4),
            ("is killed by SIGTERM", "signal.alarm(5); os.kill(os.getpid(), signal.SIGTERM); forever()", -15),
            ("ends by os._exit", "os._exit(4)", 4),
        )
    ),
    Exit(
        "os.fork in a block that the child leaves, too",
        """
        with LiveAvatarApi() as api, api.session(request):
            child = os.fork()
            if child == 0:
                sys.exit(4)
            status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
            ready(); go_on()
        sys.exit(0 if status == 4 else status or 99)
        """,
        (SILENT,),
        then=(first_session_runs,),
    ),
    Exit(
        "os.fork, and the parent ends first",
        """
        LiveAvatarApi().new_session(request)
        parent = os.getpid()
        if os.fork() == 0:
            while os.getppid() == parent:
                time.sleep(0.01)
            LiveAvatarApi().new_session(request)
            sys.exit(4)
        """,
        (CLOSED, CLOSED),
    ),
    Exit(
        "multiprocessing beside a session",
        """
        import multiprocessing
        def work():
            LiveAvatarApi().new_session(request)
        with LiveAvatarApi().session(request):
            worker = multiprocessing.get_context("fork").Process(target=work)
            worker.start(); worker.join()
            ready(); go_on()
        sys.exit(worker.exitcode)
        """,
        (SILENT, CLOSED),
        then=(first_session_runs,),
    ),
]

NOT_COVERED = [  # what no library can do; what bounds the loss is the service's own limits
    Exit("os._exit", OPEN + "os._exit(3)", (KEPT,), 3),
    Exit("SIGKILL", OPEN + "ready(); forever()", (KEPT,), -9, (gets(signal.SIGKILL),)),
    Exit("os.exec", OPEN + "os.execv(sys.executable, [sys.executable, '-c', ''])", (KEPT,)),
]

EXITS = [*IN_PROGRAM, *DETACHED, *SIGNALS, *THREADS, *PROCESSES, *NOT_COVERED]
