"""The command line: `python -m tools.contract [--operation ID] PUBLISHED`.

Prints a line for each thing that was tried, and the smallest example of each fault. The exit status is 0 when there is
no such, 1 when there is one, and 2 when a document cannot be read.
"""

import argparse
import json
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from tools.api_diff.document import DocumentError, load
from tools.contract.check import Check, checks
from tools.contract.client import NoSuchOperation
from tools.contract.operation import shared

CONTRACT = Path(__file__).parents[2] / "openapi.yaml"
SECONDS = 25.0
"""How long all the searches together may take at most."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Hold our contract against the document that the arguments name, and return the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m tools.contract",
        description="Hold our contract against an OpenAPI document that the vendor publishes, by example.",
        epilog="Exit status: 0 all is well, 1 there are counter-examples, 2 a document cannot be read.",
    )
    parser.add_argument("published", help="a file or an http(s) address")
    parser.add_argument("--operation", metavar="ID", help="look at one operation only, such as stop_session")
    options = parser.parse_args(arguments)
    try:
        found = _look(options.published, options.operation)
    except (DocumentError, NoSuchOperation) as error:
        print(error, file=sys.stderr)
        return 2
    except RecursionError:
        print(f"cannot read {options.published}: it is nested too deeply", file=sys.stderr)
        return 2
    print(f"Counter-examples: {found}." if found else "No counter-example.")
    return 1 if found else 0


def _look(published: str, only: str | None) -> int:
    """Look for counter-examples, print what was found, and return how many there are."""
    planned = list(_planned(published, only))
    until, found = time.monotonic() + SECONDS, 0
    left = sum(len(check.schemas) for _, check in planned if check)
    for name, check in planned:
        if check is None:
            found += 1
            continue
        # Twice its share of the time that is left, since most checks need less.
        share = min(1, 2 * len(check.schemas) / left)
        left -= len(check.schemas)
        found += _report(name, check, share * (until - time.monotonic()))
    return found


def _planned(published: str, only: str | None) -> Iterator[tuple[str, Check | None]]:
    """Yield what to look for in each operation of ours; None where the vendor's document does not have it."""
    operations = list(shared(load(str(CONTRACT)), load(published), only))
    if not operations:
        raise NoSuchOperation(f"our contract has no operation {only}")
    for ours, theirs in operations:
        if theirs is None:
            print(f"{ours.name}: COUNTER-EXAMPLE, since the published document does not have it")
            yield ours.name, None
        else:
            yield from ((ours.name, check) for check in checks(ours, theirs))


def _report(name: str, check: Check, seconds: float) -> int:
    """Run a check, print what it found, and return how many counter-examples that are."""
    outcome = check.run(seconds)
    if not outcome.tried:
        print(f"{name}: COUNTER-EXAMPLE, since the schema of the {check.what} allows none that could be made up")
        return 1
    if not outcome.faults:
        print(f"{name}: {outcome.tried} {check.what}, all fine" + ("" if outcome.complete else " (out of time)"))
    for fault in outcome.faults:
        print(f"{name}: COUNTER-EXAMPLE among the {check.what}: {fault.text}")
        print(f"    {json.dumps(fault.shown)}")
    return len(outcome.faults)


if __name__ == "__main__":
    sys.exit(main())
