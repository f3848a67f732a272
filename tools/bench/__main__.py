"""The command line: python -m tools.bench [--quick] [--only FIGURE] [--json FILE]"""

import argparse
import json
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from .contenders import CONTENDERS
from .figures import FIGURES
from .machine import machine
from .processes import ServerProcess, is_there
from .stage import Stage


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure what the arguments ask for, and print a table for each figure as it is there."""
    parser = argparse.ArgumentParser(prog="python -m tools.bench", description="What the client costs, on loopback.")
    parser.add_argument("--quick", action="store_true", help="fewer rounds: half a minute, and rough figures")
    parser.add_argument("--only", action="append", choices=FIGURES, help="this figure, not all; may be repeated")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write everything to FILE, too")
    options = parser.parse_args(arguments)

    started = time.monotonic()
    when = datetime.now(UTC).isoformat(timespec="seconds")
    here = machine()
    print(", ".join(f"{name} {value}" for name, value in here.items()))
    contenders = []
    for name, contender in CONTENDERS.items():
        if options.quick and contender.slow:
            print(f"{contender.title} is left out: it takes more than a second to start")
        elif is_there(name):
            contenders.append(name)
        else:
            print(f"{contender.title} is left out: {contender.needs} is not installed (`make bench-setup` does that)")
    tables = []
    with ServerProcess() as server:
        stage = Stage(server, contenders, options.quick)
        for name in options.only or FIGURES:
            for table in FIGURES[name](stage):
                print(f"\n{table}", flush=True)
                tables.append(table.as_json())
    print(
        f"\n{time.monotonic() - started:.0f} s. Figures of one machine at one time; compare ratios, not milliseconds."
    )
    if options.json:
        found = {"when": when, "quick": options.quick, "machine": here, "figures": tables}
        options.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
