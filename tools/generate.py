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
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

import yaml

from tools.generator_input import Unfit, lenient, limits, operations

ROOT = Path(__file__).parent.parent
CONTRACT = ROOT / "openapi.yaml"
GENERATED = ROOT / "liveavatar_client" / "generated"
FACADE = ROOT / "liveavatar_client" / "facade.py"
TEMPLATES = ROOT / "tools" / "templates"
EDITS = TEMPLATES / "edits.yaml"
GENERATOR = "openapi-python-client"


class GeneratorFailed(Exception):
    """The generator failed, or warned; the text is what it printed."""


def generate(output: Path, contract: Path = CONTRACT) -> None:
    """Write the code that `contract` gives to the folder `output`, in place of whatever is there.

    Raises GeneratorFailed, with `output` left as it was, on any error or warning of the generator.
    """
    with tempfile.TemporaryDirectory() as scratch:
        fresh, given, templates = (Path(scratch) / name for name in ("generated", "openapi.json", "templates"))
        shutil.copytree(TEMPLATES, templates)
        write_edited(templates)
        try:
            document = json.loads(json.dumps(yaml.safe_load(contract.read_text(encoding="utf-8")), default=str))
            # Jinja reads Python's literals.
            known = f"{{% set operations = {operations(document, names_by_hand())!r} %}}"
            known += f"{{% set limits = {limits(document)!r} %}}"
            given.write_text(json.dumps(lenient(document)), encoding="utf-8")
        except Unfit as error:
            raise GeneratorFailed(str(error)) from error
        except (LookupError, TypeError, AttributeError, yaml.YAMLError) as error:
            raise GeneratorFailed(f"Failed to parse {contract.name}: {type(error).__name__}: {error}") from error
        (templates / "contract.jinja").write_text(known, encoding="utf-8")
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


def write_edited(folder: Path) -> None:
    """Write the generator's own templates that we edit, edited, to `folder`. Raises GeneratorFailed."""
    originals, text = files(GENERATOR.replace("-", "_")) / "templates", EDITS.read_text(encoding="utf-8")
    for node, edit in zip(yaml.compose(text).value, yaml.safe_load(text), strict=True):  # type: ignore[union-attr]
        original, edited = originals / edit["template"], folder / edit["template"]
        edited.parent.mkdir(parents=True, exist_ok=True)
        source = edited if edited.exists() else original
        before = source.read_text(encoding="utf-8") if source.is_file() else ""
        if (places := before.count(edit["old"])) != 1:
            raise GeneratorFailed(
                f"{EDITS.name}:{node.start_mark.line + 1}: {places} places, not one, in {edit['template']} of "
                f"{GENERATOR} {version(GENERATOR)} hold {edit['old']!r}. Look at what became of it, and mend the edit."
            )
        edited.write_text(before.replace(edit["old"], edit["new"]), encoding="utf-8")


def names_by_hand() -> set[str]:
    """What LiveAvatarApi has by hand, and no operation can be named."""
    classes = (each for each in ast.parse(FACADE.read_text(encoding="utf-8")).body if isinstance(each, ast.ClassDef))
    [facade] = (each for each in classes if each.name == "LiveAvatarApi")
    return {node.name for node in facade.body if isinstance(node, ast.FunctionDef)}


def differences(left: Path, right: Path) -> Iterator[str]:
    """The relative names of the files that are not the same, byte for byte, in both folders."""
    found = (path.relative_to(folder) for folder in (left, right) for path in folder.rglob("*") if path.is_file())
    for name in sorted({str(path) for path in found if "__pycache__" not in path.parts}):
        one, other = ((folder / name) for folder in (left, right))
        if not (one.is_file() and other.is_file()) or one.read_bytes() != other.read_bytes():
            yield name


def main() -> int:
    parser = argparse.ArgumentParser(description="Generate the typed client code from openapi.yaml.")
    parser.add_argument("--check", action="store_true", help="change nothing; fail where the code is out of date")
    try:
        if not parser.parse_args().check:
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
