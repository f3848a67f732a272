"""One reading of one figure, by pyperf, in a process of its own; the environment's BENCH says which.

What pyperf takes for a time and divides by the number of loops are seconds for each session, and for `memory` bytes.
"""

import asyncio
import json
import os
import subprocess
import sys
import time
import tracemalloc
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import cache

import pyperf  # type: ignore[import-untyped]

from .contenders import contender


def sessions(count: int, at_a_time: int = 1) -> float:
    """The seconds that `count` sessions take, `at_a_time` in threads, or in tasks where it is asynchronous."""
    it, tickets = made(), iter(range(count))

    def thread(_: int) -> None:
        with suppress(Exception):  # the server knows how many were not stopped
            it.shut(it.open())

    async def task() -> None:
        for _ in tickets:
            await it.shut(await it.open())

    async def tasks() -> None:
        await asyncio.gather(*(task() for _ in range(at_a_time)))

    started = time.perf_counter()
    if it.loop:
        it.loop.run_until_complete(tasks())
    elif at_a_time > 1:
        list(ThreadPoolExecutor(at_a_time).map(thread, tickets))
    else:
        for _ in tickets:
            it.shut(it.open())
    return time.perf_counter() - started


def held(count: int) -> float:
    """The bytes that `count` sessions take while all are open, of what Python allocates."""
    it = made()
    sessions(50)
    tracemalloc.start()
    opened = [it.do(it.open) for _ in range(count)]
    size, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    for session in opened:
        it.do(it.shut, session)
    return size


def imported(_: int) -> float:
    """The seconds that the next statement takes in a fresh interpreter, after `import httpx`; see contender()."""
    code = "import sys, time; sys.modules['click'] = None; import httpx; started = time.perf_counter(); "
    code += f"{next(STATEMENTS)}; print(time.perf_counter() - started)"
    return float(subprocess.check_output([sys.executable, "-c", code]))


STATEMENTS = iter(("import liveavatar_client", "from liveavatar_client import LiveAvatarApi"))
figure, name, address = json.loads(os.environ["BENCH"])
made = cache(lambda: contender(name, address))  # only where it is needed: that is not in the parent of the worker
runner = pyperf.Runner(program_args=("-m", "tools.bench.worker"))
runner.metadata["unit"] = "byte" if figure == "memory" else "second"
if figure == "cold":
    script = f"from tools.bench.contenders import script; script({name!r}, {address!r})"
    runner.bench_command(f"{figure}: {name}", [sys.executable, "-c", script])
else:
    special = {"imports": imported, "memory": held, "crowd": lambda count: sessions(count, 64)}
    runner.bench_time_func(f"{figure}: {name}", special.get(figure, sessions))
