"""The command line: `python -m tools.api_diff [--contract FILE] [PUBLISHED]`.

Prints one line for each difference and a count. The exit status is 0 when nothing breaks, 1 when something does, and
2 when a document cannot be read.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from tools.api_diff.compare import Finding, Mark, compare
from tools.api_diff.document import DocumentError, load

CONTRACT = Path(__file__).parents[2] / "openapi.yaml"
# The live document, according to a repository of the vendor's own (heygen-com/liveavatar-agent-skills); it has never
# been asked from here. The vendor's documentation is made from a copy, https://docs.liveavatar.com/openapi.json.
PUBLISHED = "https://api.liveavatar.com/openapi.json"


def main(arguments: Sequence[str] | None = None) -> int:
    """Compare the documents that the arguments name, print what differs, and return the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m tools.api_diff",
        description="Compare our contract with an OpenAPI document that the vendor publishes.",
        epilog="Exit status: 0 nothing breaks, 1 something does, 2 a document cannot be read.",
    )
    parser.add_argument("--contract", default=str(CONTRACT), help="our contract (default: openapi.yaml)")
    parser.add_argument("published", nargs="?", help=f"a file or an http(s) address (default: {PUBLISHED})")
    options = parser.parse_args(arguments)
    try:
        findings = compare(load(options.contract), load(options.published or PUBLISHED))
    except DocumentError as error:
        print(error, file=sys.stderr)
        return 2
    except RecursionError:
        print("cannot compare: a document is nested too deeply", file=sys.stderr)
        return 2
    for finding in findings:
        print(finding)
    print(_summary(findings))
    return 1 if any(finding.mark is Mark.BREAKING for finding in findings) else 0


def _summary(findings: Sequence[Finding]) -> str:
    if not findings:
        return "No difference in the operations that we describe."
    counts = Counter(finding.mark for finding in findings)
    return ", ".join(f"{counts[mark]} {mark.value}" for mark in Mark) + "."


if __name__ == "__main__":
    sys.exit(main())
