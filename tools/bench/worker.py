"""One contender in a process of its own: python -m tools.bench.worker CONTENDER ADDRESS

For each line of its standard input, the name of a task with its arguments, it answers with a line. It ends when that
input does.
"""

import gc
import json
import os
import sys
import time
import tracemalloc
from typing import Any

from .contenders import contender as contender_named
from .contenders.base import Contender


def times(contender: Contender, count: int) -> list[float]:
    """The seconds of each of `count` sessions, one after the other."""
    return contender.timed(count)


def crowd(contender: Contender, size: int, count: int) -> dict[str, Any]:
    """The `seconds` that `count` sessions take, `size` at a time, and the `errors`."""
    started = time.perf_counter()
    errors = contender.crowd(size, count)
    return {"seconds": time.perf_counter() - started, "errors": errors}


def held(contender: Contender, count: int) -> float:
    """The bytes that each of `count` sessions takes while all are open, of what Python allocates."""
    gc.collect()
    tracemalloc.start()
    before, _ = tracemalloc.get_traced_memory()
    sessions = [contender.open() for _ in range(count)]
    gc.collect()
    after, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    for session in sessions:
        contender.shut(session)
    return (after - before) / count


TASKS = {task.__name__: task for task in (times, crowd, held)}


def main() -> None:
    """Do what standard input asks for, until it ends."""
    # Answers go where standard output went; whatever a contender prints goes to standard error.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    contender = contender_named(sys.argv[1], sys.argv[2])
    for line in sys.stdin:
        task, *arguments = json.loads(line)
        print(json.dumps(TASKS[task](contender, *arguments)), file=answers, flush=True)
    contender.close()


if __name__ == "__main__":
    main()
