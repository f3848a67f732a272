"""Write the reference pages: python -m tools.docs [FOLDER]"""

import sys
from importlib import import_module
from pathlib import Path

import pdoc

PAGES = ("liveavatar_client", "liveavatar_client.errors", "liveavatar_client.generated.models")
EMULATOR = "liveavatar_client.emulator"


def main(folder: Path) -> None:
    for name in PAGES:
        page = import_module(name)
        for public in page.__all__:  # each is loaded when it is asked for: pdoc looks only at what is there
            setattr(page, public, getattr(page, public))
    pdoc.render.configure(
        docformat="google", include_undocumented=False, show_source=False, template_directory=Path(__file__).parent
    )
    others = (f"!{name}" for name in ("liveavatar_client[.].*", "liveavatar_client.generated.models[.].*"))
    pdoc.pdoc(*PAGES[:1], *others, *PAGES[1:], EMULATOR, f"!{EMULATOR}[.].*", output_directory=folder)


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "docs"))
