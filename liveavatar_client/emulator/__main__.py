"""The emulator as a program: python -m liveavatar_client.emulator"""

import argparse
import json
import time
from collections.abc import Sequence

from . import Emulator


def main(arguments: Sequence[str] | None = None, *, prog: str = "python -m liveavatar_client.emulator") -> None:
    """Run the emulator until Ctrl-C, which is a KeyboardInterrupt."""
    parser = argparse.ArgumentParser(
        prog=prog,
        description="LiveAvatar on this machine.",
        epilog=f"example:\n  {prog} --port 8080",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--port", type=int, default=8080, help="where to listen (8080); 0 for any free port")
    parser.add_argument("--credits", type=float, default=1000, help="what the account has (1000)")
    parser.add_argument("--concurrency", type=int, default=1, help="how many sessions may run at once (1)")
    parser.add_argument("--json", action="store_true", help="say where it is in JSON, on one line")
    options = parser.parse_args(arguments)
    try:
        emulator = Emulator(port=options.port, credits=options.credits, concurrency=options.concurrency)
    except OSError as error:
        parser.exit(1, f"cannot listen on port {options.port}: {error.strerror}\n")
    with emulator:
        if options.json:
            print(json.dumps({"base_url": emulator.base_url, "api_key": emulator.api_key}), flush=True)
        else:
            print("The emulator is running; Ctrl-C stops it. In another shell:")
            print(f"  export LIVEAVATAR_BASE_URL={emulator.base_url}")
            print(f"  export LIVEAVATAR_API_KEY={emulator.api_key}", flush=True)
        while True:
            time.sleep(3600)


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        print()
