"""The emulator as a program: python -m liveavatar_client.emulator"""

import argparse
import time

from . import Emulator


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m liveavatar_client.emulator", description="LiveAvatar on this machine."
    )
    parser.add_argument("--port", type=int, default=8080, help="where to listen (8080); 0 for any free port")
    parser.add_argument("--credits", type=float, default=1000, help="what the account has (1000)")
    parser.add_argument("--concurrency", type=int, default=1, help="how many sessions may run at once (1)")
    options = parser.parse_args()
    try:
        emulator = Emulator(port=options.port, credits=options.credits, concurrency=options.concurrency)
    except OSError as error:
        parser.exit(1, f"cannot listen on port {options.port}: {error.strerror}\n")
    with emulator:
        try:
            print("The emulator is running; Ctrl-C stops it. In another shell:")
            print(f"  export LIVEAVATAR_BASE_URL={emulator.base_url}")
            print(f"  export LIVEAVATAR_API_KEY={emulator.api_key}", flush=True)
            while True:
                time.sleep(3600)
        except KeyboardInterrupt:
            print()


if __name__ == "__main__":
    main()
