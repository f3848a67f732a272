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
from functools import cache

import pyperf  # type: ignore[import-untyped]

from .contenders import Contender, contender

THREADS = 64


def sessions(it: Contender, count: int, at_a_time: int = 1) -> float:
    """The seconds that `count` sessions take, `at_a_time` in threads, or in tasks where it is asynchronous."""

    def once(_: int) -> None:
        try:
            it.shut(it.open())
        except Exception as error:  # the server knows how many were not stopped
            print(repr(error), file=sys.stderr)

    async def tasks() -> None:
        tickets = iter(range(count))

        async def task() -> None:
            for _ in tickets:
                await it.shut(await it.open())

        await asyncio.gather(*(task() for _ in range(at_a_time)))

    each = map if at_a_time == 1 else ThreadPoolExecutor(at_a_time).map
    started = time.perf_counter()
    if it.loop:
        it.loop.run_until_complete(tasks())
    else:
        list(each(once, range(count)))
    return time.perf_counter() - started


def held(it: Contender, count: int) -> float:
    """The bytes that `count` sessions take while all are open, of what Python allocates."""
    sessions(it, 50)
    tracemalloc.start()
    opened = [it.do(it.open) for _ in range(count)]
    size, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    for session in opened:
        it.do(it.shut, session)
    return size


def imported(statement: str) -> float:
    """The seconds that a statement takes in a fresh interpreter, after `import httpx`; see contenders.contender()."""
    code = "import sys, time; sys.modules['click'] = None; import httpx; started = time.perf_counter(); "
    code += f"{statement}; print(time.perf_counter() - started)"
    return float(subprocess.check_output([sys.executable, "-c", code]))


figure, name, address = json.loads(os.environ["BENCH"])
made = cache(lambda: contender(name, address))  # only where it is needed: that is not in the parent of the worker
statements = iter(("import liveavatar_client", "from liveavatar_client import LiveAvatarApi"))
readings = {
    "imports": lambda _: imported(next(statements)),
    "memory": lambda loops: held(made(), loops),
    "crowd": lambda loops: sessions(made(), loops, THREADS),
}
runner = pyperf.Runner(program_args=("-m", "tools.bench.worker"))
runner.metadata["unit"] = "byte" if figure == "memory" else "second"
if figure == "cold":
    script = f"from tools.bench.contenders import script; script({name!r}, {address!r})"
    runner.bench_command(f"{figure}: {name}", [sys.executable, "-c", script])
else:
    runner.bench_time_func(f"{figure}: {name}", readings.get(figure, lambda loops: sessions(made(), loops)))
