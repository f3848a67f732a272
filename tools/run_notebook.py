"""Run examples/notebook.ipynb on the emulator, and write what it shows into it.

python -m tools.run_notebook            run it, and write the outputs
python -m tools.run_notebook --check    run it only

Exit status 1, and the error, where a cell fails.
"""

import argparse
import asyncio
import os
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import nbformat
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

ROOT = Path(__file__).parent.parent
NOTEBOOK = ROOT / "examples" / "notebook.ipynb"
# All that the notebook says of itself: the rest differs from machine to machine.
METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def environment(scratch: str, given: Mapping[str, str] | None = None) -> dict[str, str]:
    """What a kernel with files in `scratch` gets: no settings of the user, no proxies, this checkout, and `given`."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LIVEAVATAR_", "IPYTHON"))}
    kept = {name: value for name, value in kept.items() if not name.upper().endswith("_PROXY")}
    path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
    return {**kept, "PYTHONPATH": path, "IPYTHONDIR": scratch, **(given or {})}


def executed(given: Mapping[str, str] | None = None) -> nbformat.NotebookNode:
    """The notebook, run in a fresh kernel with `given` in its environment. Raises CellExecutionError."""
    notebook: nbformat.NotebookNode = nbformat.read(NOTEBOOK, as_version=4)  # type: ignore[no-untyped-call]
    with tempfile.TemporaryDirectory() as scratch:
        # No folders to look in for kernels leaves one: the interpreter that this runs in.
        kernels = KernelSpecManager(kernel_dirs=[])
        kernel = AsyncKernelManager(kernel_spec_manager=kernels, connection_file=f"{scratch}/kernel.json")
        client = NotebookClient(
            notebook, km=kernel, timeout=60, record_timing=False, extra_arguments=["--log-level=ERROR"]
        )
        client.coalesce_streams = True  # else it is chance what is one output
        # Not execute(), which leaves its event loop open.
        asyncio.run(client.async_execute(env=environment(scratch, given), cwd=scratch, cleanup_kc=True))
    notebook.metadata = nbformat.from_dict(METADATA)  # type: ignore[no-untyped-call]
    return notebook


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m tools.run_notebook", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--check", action="store_true", help="run it only, and write nothing")
    options = parser.parse_args(arguments)
    try:
        notebook = executed()
    except CellExecutionError as error:
        sys.exit(f"{NOTEBOOK.relative_to(ROOT)}: {error}")
    if not options.check:
        nbformat.write(notebook, NOTEBOOK)  # type: ignore[no-untyped-call]


if __name__ == "__main__":
    main()
