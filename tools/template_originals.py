"""Notice when the generator changes a template that one of ours replaces, since ours may have to follow.

python -m tools.template_originals            the replaced templates that are not as recorded; exit status 1 if any
python -m tools.template_originals --record   record them as they are now, once ours have been looked at
"""

import argparse
import hashlib
import json
import sys
from collections.abc import Iterator
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

TEMPLATES = Path(__file__).parent / "templates"
RECORD = TEMPLATES / "ORIGINALS.json"
GENERATOR = "openapi-python-client"


def originals() -> dict[str, str | None]:
    """The SHA-256 of each template of the generator that one of ours replaces; None where there is no such."""
    theirs = files(GENERATOR.replace("-", "_")) / "templates"
    found: dict[str, str | None] = {}
    for path in sorted(TEMPLATES.rglob("*.jinja")):
        name = path.relative_to(TEMPLATES).as_posix()
        original = theirs.joinpath(name)
        found[name] = hashlib.sha256(original.read_bytes()).hexdigest() if original.is_file() else None
    return found


def complaints() -> Iterator[str]:
    """What there is to be done, a line for each template."""
    now, before = originals(), json.loads(RECORD.read_text()) if RECORD.exists() else {}
    recorded = before.get("sha256", {})
    versions = f"{before.get('generator')} and {version(GENERATOR)}"
    for name, digest in now.items():
        if digest is None:
            yield f"{name}: {GENERATOR} {version(GENERATOR)} has no such template, so that ours is not used. Remove it."
        elif name not in recorded:
            yield f"{name}: not recorded. Run `python -m tools.template_originals --record`."
        elif digest != recorded[name]:
            yield (
                f"{name}: the generator's own template has changed between {versions}. Look at the difference "
                "(`make upgrade-generator VERSION=...` shows it), adapt tools/templates/ to it, "
                "and run `python -m tools.template_originals --record`."
            )
    for name in recorded.keys() - now.keys():
        yield f"{name}: recorded, but not one of ours any more. Run `python -m tools.template_originals --record`."


def record() -> None:
    """Write down the templates of the installed generator as they are."""
    known = {name: digest for name, digest in originals().items() if digest}
    RECORD.write_text(json.dumps({"generator": version(GENERATOR), "sha256": known}, indent=2) + "\n")


def main() -> int:
    """Record the templates, or print what there is to be done, and return the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m tools.template_originals", description=(__doc__ or "").split("\n")[0]
    )
    parser.add_argument("--record", action="store_true", help="record the generator's templates as they are now")
    if parser.parse_args().record:
        record()
    found = list(complaints())
    for line in found:
        print(line)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
