"""The emulator as a program: python -m liveavatar_client.emulator"""

import argparse
import inspect
import json
import logging
import time
from collections.abc import Sequence

from . import Emulator
from .app import logger

_DEFAULTS = {name: parameter.default for name, parameter in inspect.signature(Emulator).parameters.items()}


def main(arguments: Sequence[str] | None = None, *, prog: str = "python -m liveavatar_client.emulator") -> None:
    """Run the emulator until Ctrl-C, which is a KeyboardInterrupt."""
    parser = argparse.ArgumentParser(
        prog=prog,
        description="LiveAvatar on this machine. Writes a line for each request to standard error.",
        epilog=f"example:\n  {prog} --port 8080\n\n"
        "Failures on demand: POST /emulator/fail_next with the arguments of Emulator.fail_next as an object in JSON,\n"
        'such as {"operation": "start", "status": 502, "after": true}; likewise /emulator/advance and others.',
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    _option(parser, "api_key", str, "the key that it takes")
    _option(parser, "credits", float, "what the account has")
    _option(parser, "concurrency", int, "how many sessions may run at once")
    _option(parser, "max_session_duration", int, "what the plan allows, in seconds")
    _option(parser, "idle_timeout", int, "seconds without a keep-alive after which a session ends")
    _option(parser, "rate_limit", int, "requests in a second for each endpoint")
    parser.add_argument("--refuse-unknown-avatars", action="store_true", help="refuse those that are not in its lists")
    parser.add_argument("--port", type=int, default=8080, help="where to listen (8080); 0 for any free port")
    parser.add_argument("--json", action="store_true", help="say where it is in JSON, on one line")
    options = vars(parser.parse_args(arguments))
    as_json = options.pop("json")
    logging.basicConfig(format="%(asctime)s %(message)s")
    logger.setLevel(logging.INFO)
    try:
        emulator = Emulator(**options)
    except ValueError as error:
        parser.error(str(error))
    except OSError as error:
        parser.exit(1, f"cannot listen on port {options['port']}: {error.strerror}\n")
    with emulator:
        if as_json:
            print(json.dumps({"base_url": emulator.base_url, "api_key": emulator.api_key}), flush=True)
        else:
            print("The emulator is running; Ctrl-C stops it. In another shell:")
            print(f"  export LIVEAVATAR_BASE_URL={emulator.base_url}")
            print(f"  export LIVEAVATAR_API_KEY={emulator.api_key}", flush=True)
        while True:
            time.sleep(3600)


def _option(parser: argparse.ArgumentParser, name: str, kind: type, said: str) -> None:
    """A setting of the emulator, with the emulator's own default."""
    default = _DEFAULTS[name]
    shown = "no limit" if default is None else f"{default:g}" if isinstance(default, float) else default
    parser.add_argument(f"--{name.replace('_', '-')}", type=kind, default=default, help=f"{said} ({shown})")


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        print()
