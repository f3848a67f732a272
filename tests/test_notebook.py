"""The notebook, and real kernels that are interrupted for real."""

import asyncio
import json
import re
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import AsyncKernelManager

from liveavatar_client import LiveAvatarApi, LiveAvatarNewSessionRequest
from liveavatar_client.emulator import Emulator
from tools import run_notebook

from .conftest import AVATAR
from .faulty import FaultyService, silence

# ---- the notebook ----

UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
SECRET = re.compile(
    # The service's tokens, LiveKit's (JWTs), addresses with a token in them, headers with a credential, and the
    # emulator's key; last, anything long without a space in it, as tokens and keys are.
    r"client-[\w-]{16}|agent-[\w-]{16}|eyJ[\w-]+\.|ws\.emulator\.invalid|token="
    r"|X-API-KEY|Bearer |emulator-key|[\w-]{32}",
    re.IGNORECASE,
)


def code_cells(notebook: Any) -> list[Any]:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def shown(notebook: Any) -> str:
    """All that the cells show, but for the ids, which are none of the secrets."""
    return UUID.sub("(id)", "\n".join(json.dumps(cell.outputs, sort_keys=True) for cell in code_cells(notebook)))


@pytest.fixture(scope="module")
def committed() -> Any:
    return nbformat.read(run_notebook.NOTEBOOK, as_version=4)  # type: ignore[no-untyped-call]


@pytest.fixture(scope="module")
def fresh() -> Any:
    """The notebook, run without a key."""
    return run_notebook.executed()


def test_what_a_secret_looks_like() -> None:
    with Emulator() as emulator, LiveAvatarApi(emulator.api_key, base_url=emulator.base_url) as api:
        api.create_session_token(LiveAvatarNewSessionRequest(avatar_id=AVATAR))
        [token] = emulator.tokens
    for secret in (emulator.api_key, token, f"client-{token[::-1]}", f"wss://ws.emulator.invalid/{token[::-1]}"):
        assert SECRET.search(f"'{secret}'")


def test_the_committed_notebook_shows_what_it_does(committed: Any, fresh: Any) -> None:
    """With the outputs of a run, of these cells and with this code: else python -m tools.run_notebook."""
    assert [cell.execution_count for cell in code_cells(committed)] == [*range(1, len(code_cells(committed)) + 1)]

    def lines(notebook: Any) -> list[str]:
        """The outputs, without what is another in every run: ids and times."""
        return [re.sub(r"\d+", "0", line) for line in shown(notebook).splitlines()]

    assert lines(committed) == lines(fresh)


def test_the_notebook_holds_no_secret(committed: Any, fresh: Any) -> None:
    for notebook in (committed, fresh):
        assert not SECRET.findall(shown(notebook))
    assert not SECRET.findall(UUID.sub("(id)", run_notebook.NOTEBOOK.read_text(encoding="utf-8")))


def test_the_notebook_tells_its_story(committed: Any) -> None:
    story = shown(committed)
    for word in ("The emulator", "code 4000", "code 4032", "text/html", "open", "closed", "[]"):
        assert word in story
    assert not [output for cell in code_cells(committed) for output in cell.outputs if output.output_type == "error"]


def test_the_notebook_is_the_same_on_every_machine(committed: Any) -> None:
    assert committed.metadata == run_notebook.METADATA
    assert all(cell.metadata == {} for cell in committed.cells)
    text = run_notebook.NOTEBOOK.read_text(encoding="utf-8")
    assert text == nbformat.writes(committed) + "\n"  # type: ignore[no-untyped-call]
    assert str(Path.home()) not in text


def test_the_notebook_with_a_key(emulator: Emulator) -> None:
    notebook = run_notebook.executed({"LIVEAVATAR_API_KEY": emulator.api_key, "LIVEAVATAR_BASE_URL": emulator.base_url})
    assert "The real service" in shown(notebook)  # which is the emulator, too, but the notebook cannot know
    tokens = emulator.tokens
    assert len(tokens) == 3
    secrets = [emulator.api_key, *tokens, *(token[::-1] for token in tokens)]
    assert not [secret for secret in secrets if secret in str(notebook)]
    assert emulator.running == []


def test_running_it_writes_the_outputs(
    fresh: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "notebook.ipynb"
    small = nbformat.v4.new_notebook(  # type: ignore[no-untyped-call]
        cells=[nbformat.v4.new_code_cell("import os; sorted(name for name in os.environ if 'AVATAR' in name)")]  # type: ignore[no-untyped-call]
    )
    nbformat.write(small, path)  # type: ignore[no-untyped-call]
    before = path.read_bytes()
    monkeypatch.setattr(run_notebook, "ROOT", tmp_path)
    monkeypatch.setattr(run_notebook, "NOTEBOOK", path)
    monkeypatch.setenv("LIVEAVATAR_API_KEY", "a-key-of-somebody")

    run_notebook.main(["--check"])
    assert path.read_bytes() == before

    run_notebook.main([])
    [cell] = nbformat.read(path, as_version=4).cells  # type: ignore[no-untyped-call]
    assert cell.outputs[0].data == {"text/plain": "[]"}  # nobody's account gets into what is committed

    small.cells[0].source = "1 / 0"
    nbformat.write(small, path)  # type: ignore[no-untyped-call]
    before = path.read_bytes()
    with pytest.raises(SystemExit, match=r"(?s)notebook.ipynb: .*ZeroDivisionError"):
        run_notebook.main([])
    assert path.read_bytes() == before


# ---- interrupted cells ----


class Kernel:
    """A real kernel, as a notebook has it."""

    def __init__(self, scratch: Path) -> None:
        self._loop = asyncio.Runner()
        self._manager = AsyncKernelManager(
            kernel_spec_manager=KernelSpecManager(kernel_dirs=[]), connection_file=str(scratch / "kernel.json")
        )
        self._loop.run(self._start(scratch))

    async def _start(self, scratch: Path) -> None:
        await self._manager.start_kernel(env=run_notebook.environment(str(scratch)), cwd=str(scratch))
        self._client = self._manager.client()
        self._client.start_channels()
        await self._client.wait_for_ready(timeout=30)

    def run(self, cell: str, interrupted_when: Callable[[], object] | None = None) -> Any:
        """What comes of a cell: the content of the kernel's reply.

        Args:
            cell: The code.
            interrupted_when: Says when to interrupt it, in the way that the stop button does.
        """

        async def interrupt(when: Callable[[], object]) -> None:
            while not when():
                await asyncio.sleep(0.01)
            await asyncio.sleep(0.1)  # into the wait for what comes next
            await self._manager.interrupt_kernel()

        async def run() -> Any:
            interrupting = asyncio.create_task(interrupt(interrupted_when)) if interrupted_when else None
            reply = await self._client.execute_interactive(cell, timeout=20, output_hook=lambda _: None)
            if interrupting:
                await asyncio.wait_for(interrupting, 20)
            return reply["content"]

        return self._loop.run(run())

    async def _end(self) -> None:
        self._client.stop_channels()
        await self._manager.shutdown_kernel(now=True)

    def stop(self) -> None:
        self._loop.run(self._end())
        self._loop.close()


@pytest.fixture(scope="module")
def kernel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kernel]:
    kernel = Kernel(tmp_path_factory.mktemp("kernel"))
    yield kernel
    kernel.stop()


@pytest.fixture
def notebook(kernel: Kernel, emulator: Emulator, service: FaultyService) -> Kernel:
    """The kernel, with a client in it."""
    reply = kernel.run(
        f"""
import time
from liveavatar_client import LiveAvatarApi, LiveAvatarNewSessionRequest
api = LiveAvatarApi({emulator.api_key!r}, base_url={service.base_url!r})
request = LiveAvatarNewSessionRequest(avatar_id={AVATAR!r})
"""
    )
    assert reply["status"] == "ok"
    return kernel


def assert_interrupted(reply: Any) -> None:
    assert (reply["status"], reply["ename"]) == ("error", "KeyboardInterrupt")


def nothing_runs(notebook: Kernel, emulator: Emulator) -> bool:
    """Whether nothing runs, by what the service knows and by what the client does. The kernel goes on."""
    reply = notebook.run("assert api.open_sessions == [], api.open_sessions")
    return reply["status"] == "ok" and emulator.running == []


def test_interrupted_while_the_token_is_made(notebook: Kernel, emulator: Emulator, service: FaultyService) -> None:
    service.faults["token"] = (silence, True)
    assert_interrupted(notebook.run("api.new_session(request)", lambda: service.calls == ["token"]))
    assert nothing_runs(notebook, emulator)
    assert service.calls == ["token"]


@pytest.mark.parametrize("cell", ["api.new_session(request)", "with api.session(request):\n    pass"])
def test_interrupted_while_a_session_starts(
    cell: str, notebook: Kernel, emulator: Emulator, service: FaultyService
) -> None:
    """The session runs already, and the answer that says so is still on its way."""
    service.faults["start"] = (silence, True)
    assert_interrupted(notebook.run(cell, lambda: emulator.running))
    assert service.calls == ["token", "start", "stop"]
    assert nothing_runs(notebook, emulator)


@pytest.mark.parametrize("keep_alive", [False, True])
def test_interrupted_in_a_with_block(
    keep_alive: bool, notebook: Kernel, emulator: Emulator, service: FaultyService
) -> None:
    cell = f"with api.session(request, keep_alive={keep_alive}) as session:\n    time.sleep(60)"
    assert_interrupted(notebook.run(cell, lambda: emulator.running))
    assert service.calls == ["token", "start", "stop"]
    assert nothing_runs(notebook, emulator)
    assert notebook.run("assert session.state == 'closed'")["status"] == "ok"


def test_interrupted_while_a_with_block_closes(notebook: Kernel, emulator: Emulator, service: FaultyService) -> None:
    def silent_once(connection: socket.socket, real: bytes) -> None:
        del service.faults["stop"]
        silence(connection, real)

    service.faults["stop"] = (silent_once, False)
    cell = "with api.session(request):\n    pass"
    assert_interrupted(notebook.run(cell, lambda: service.calls[-1:] == ["stop"]))
    assert service.calls == ["token", "start", "stop", "stop"]
    assert nothing_runs(notebook, emulator)


def test_a_session_of_an_earlier_cell_goes_on(notebook: Kernel, emulator: Emulator) -> None:
    """An interrupt closes what the interrupted cell was about to open, and nothing else."""
    assert notebook.run("session = api.new_session(request)")["status"] == "ok"
    started = time.monotonic()
    assert_interrupted(notebook.run("time.sleep(60)", lambda: time.monotonic() > started + 0.2))
    assert len(emulator.running) == 1
    assert notebook.run("api.close_session(session.session_id)")["status"] == "ok"
    assert nothing_runs(notebook, emulator)
