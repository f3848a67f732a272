"""The emulator, asked whatever can be made of the contract, good and bad, by somebody else's tool."""

import subprocess
import sys
from pathlib import Path

from liveavatar_client.emulator import Emulator

TESTS = Path(__file__).parent


def test_the_emulator_keeps_to_the_contract(tmp_path: Path) -> None:
    """Statuses, forms, headers, refusals of what is wrong, and things that are gone, for every call."""
    with Emulator(credits=1_000_000, concurrency=1_000_000) as emulator:
        command = [sys.executable, "-m", "schemathesis.cli", "--config-file", str(TESTS / "schemathesis.toml"), "run"]
        command += [str(TESTS.parent / "openapi.yaml"), "--url", emulator.base_url.removesuffix("/v1")]
        command += ["--header", f"X-API-KEY: {emulator.api_key}", "--phases", "examples,coverage,fuzzing,stateful"]
        command += ["--max-examples", "3", "--seed", "1", "--generation-database", "none", "--no-shrink"]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
        asked = len(emulator.requests)
    assert done.returncode == 0, done.stdout
    assert "Tested: 41" in done.stdout
    assert asked > 1000
