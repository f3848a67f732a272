"""Write `liveavatar_client/generated/` from the contract, or check that it is what the contract gives.

python -m tools.generate            write it
python -m tools.generate --check    exit status 1, and the names of the files, where it is anything else
"""

import argparse
import ast
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import yaml

from tools.generator_input import Unfit, lenient, limits
from tools.generator_input import operations as described_operations
from tools.template_edits import DoesNotFit, write_edited

ROOT = Path(__file__).parent.parent
CONTRACT = ROOT / "openapi.yaml"
GENERATED = ROOT / "liveavatar_client" / "generated"
FACADE = ROOT / "liveavatar_client" / "facade.py"
TEMPLATES = ROOT / "tools" / "templates"


class GeneratorFailed(Exception):
    """The generator failed, or warned; the text is what it printed."""


def generate(output: Path, contract: Path = CONTRACT) -> None:
    """Write the code that `contract` gives to the folder `output`, in place of whatever is there.

    Raises GeneratorFailed, with `output` left as it was, on any error or warning of the generator.
    """
    with tempfile.TemporaryDirectory() as scratch:
        fresh, given, templates = (Path(scratch) / name for name in ("generated", "openapi.json", "templates"))
        shutil.copytree(TEMPLATES, templates)
        try:
            text = json.dumps(yaml.safe_load(contract.read_text(encoding="utf-8")), default=str)
            described = described_operations(json.loads(text), names_by_hand())
            given.write_text(json.dumps(lenient(json.loads(text))), encoding="utf-8")
            (templates / "contract.jinja").write_text(
                # Jinja reads Python's literals.
                f"{{% set operations = {described!r} %}}{{% set limits = {limits(json.loads(text))!r} %}}",
                encoding="utf-8",
            )
            write_edited(templates)
        except (Unfit, DoesNotFit) as error:
            raise GeneratorFailed(str(error)) from error
        except (LookupError, TypeError, AttributeError, yaml.YAMLError) as error:
            raise GeneratorFailed(f"Failed to parse {contract.name}: {type(error).__name__}: {error}") from error
        command = [sys.executable, "-m", "openapi_python_client", "generate", "--meta", "none", "--fail-on-warning"]
        command += ["--path", str(given), "--output-path", str(fresh), "--custom-template-path", str(templates)]
        command += ["--config", str(ROOT / "generator-config.yml")]
        # The generator looks for ruff on PATH: it has to find the pinned one, which is beside this interpreter.
        path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
        done = subprocess.run(command, env={**os.environ, "PATH": path}, capture_output=True, text=True)
        if done.returncode:
            raise GeneratorFailed(done.stdout + done.stderr)
        shutil.rmtree(output, ignore_errors=True)
        shutil.copytree(fresh, output, ignore=shutil.ignore_patterns("__pycache__", ".*_cache"))


def names_by_hand() -> set[str]:
    """What LiveAvatarApi has by hand, and no operation can be named."""
    [facade] = [
        node
        for node in ast.walk(ast.parse(FACADE.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef) and node.name == "LiveAvatarApi"
    ]
    return {node.name for node in facade.body if isinstance(node, ast.FunctionDef)}


def differences(left: Path, right: Path) -> Iterator[str]:
    """The relative names of the files that are not the same, byte for byte, in both folders."""

    def files(folder: Path) -> dict[str, Path]:
        found = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
        return {str(path.relative_to(folder)): path for path in found}

    lefts, rights = files(left), files(right)
    for name in sorted(lefts.keys() | rights.keys()):
        if name not in lefts or name not in rights or lefts[name].read_bytes() != rights[name].read_bytes():
            yield name


def main() -> int:
    parser = argparse.ArgumentParser(description="Generate the typed client code from openapi.yaml.")
    parser.add_argument("--check", action="store_true", help="change nothing; fail where the code is out of date")
    arguments = parser.parse_args()
    try:
        if not arguments.check:
            generate(GENERATED)
            return 0
        with tempfile.TemporaryDirectory() as scratch:
            generate(Path(scratch) / "generated")
            stale = list(differences(Path(scratch) / "generated", GENERATED))
    except GeneratorFailed as failure:
        print(failure, file=sys.stderr)
        return 1
    for name in stale:
        print(f"not what the contract gives: {(GENERATED / name).relative_to(ROOT)}", file=sys.stderr)
    if stale:
        print("Run `make generate`, and commit what it writes.", file=sys.stderr)
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
