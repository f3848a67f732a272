"""The reference pages hold what a user looks for, and nothing else."""

import inspect
import re
import subprocess
import sys
from pathlib import Path

import pytest

from liveavatar_client import LiveAvatarApi, StandardSessionResponse, errors
from liveavatar_client.generated import models

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The pages that `make docs` writes, by their names."""
    folder = tmp_path_factory.mktemp("docs")
    # With this interpreter, where `make docs` would first install what is needed.
    given = (f"PDOC={sys.executable} -W error", f"FOLDER={folder}")
    done = subprocess.run(["make", "-o", ".venv/dev.done", "docs", *given], cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    return {str(page.relative_to(folder)): page.read_text() for page in folder.rglob("*.html")}


def named(page: str) -> set[str]:
    return set(re.findall(r'<section id="(\w+)">', page))


def public(thing: type) -> set[str]:
    members = {name for name, _ in inspect.getmembers(thing) if not name.startswith("_")}
    return {f"{thing.__name__}.{name}" for name in members}


def test_every_public_method_of_the_client_is_on_its_page(pages: dict[str, str]) -> None:
    page = pages["liveavatar_client.html"]
    assert named(page) == {"LiveAvatarApi", "StandardSessionResponse"}
    anchors = set(re.findall(r'<div id="([\w.]+)" class="classattr">', page))
    assert anchors >= public(LiveAvatarApi) | public(StandardSessionResponse) - {
        "StandardSessionResponse.belongs_to",
        "StandardSessionResponse.of",
    }
    assert "LiveAvatarApi.__init__" in anchors
    for words in ("Where an avatar_id comes from", "A prompt of more than 65,535 characters"):
        assert words in " ".join(page.split())


def test_models_and_errors_have_pages_of_their_own(pages: dict[str, str]) -> None:
    assert named(pages["liveavatar_client/generated/models.html"]) == set(models.__all__)
    assert named(pages["liveavatar_client/errors.html"]) == set(errors.__all__)
    assert named(pages["liveavatar_client/emulator.html"]) == {"Emulator", "Seen", "Session"}
    assert len(pages) == 5  # with the index


def test_nothing_of_attrs_is_on_them(pages: dict[str, str]) -> None:
    for name, page in pages.items():
        for noise in ("attrs", "additional_properties", "from_dict", "Unset", "_kinds", "Operations"):
            assert not re.search(rf"(?i)\b{noise}\b", re.sub(r"<(script|style).*?</\1>", "", page, flags=re.S)), (
                name,
                noise,
            )
    page = pages["liveavatar_client/generated/models.html"]
    assert "very_high" in page
    assert "LITE (1 credit a minute" in page
