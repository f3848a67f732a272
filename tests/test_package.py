"""What importing costs, what the public names are, and what is in the packages that are handed out."""

import inspect
import shutil
import subprocess
import sys
import tarfile
import zipfile
from importlib.metadata import version
from pathlib import Path

import pytest

import liveavatar_client

ROOT = Path(__file__).parent.parent
PROMISED = [
    "LiveAvatarApi",
    "LiveAvatarNewSessionRequest",
    "AvatarPersona",
    "CustomSDKLiveKitConfig",
    "VideoSettings",
    "VideoEncoding",
    "VideoQuality",
    "SessionTokenResponse",
    "SessionTokenData",
    "LiveAvatarSessionResponse",
    "LiveAvatarSessionData",
    "StopSessionResponse",
    "StandardSessionResponse",
    "LiveAvatarError",
    "LiveAvatarApiError",
    "LiveAvatarConnectionError",
    "LiveAvatarTimeoutError",
    "AuthenticationError",
    "NotFoundError",
    "InvalidRequestError",
    "RateLimitError",
    "ConcurrencyLimitError",
    "NoCreditsError",
    "ServerError",
]


ALL: list[str] = getattr(liveavatar_client, "__all__")  # noqa: B009 - type checkers must not know of it


def python(code: str, *arguments: str) -> str:
    command = [sys.executable, *arguments, "-c", code]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize("name", PROMISED)
def test_the_promised_names(name: str) -> None:
    assert getattr(liveavatar_client, name).__name__ == name
    assert name in ALL
    assert name in dir(liveavatar_client)


def test_dir_shows_the_public_names_and_nothing_else() -> None:
    """Also when modules have been loaded, which are attributes of the package then."""
    code = "import liveavatar_client as package; package.LiveAvatarApi('key').close(); print(*dir(package))"
    assert python(code).split() == sorted(ALL)


def test_every_public_name_is_documented() -> None:
    for name in ALL:
        thing = getattr(liveavatar_client, name)
        assert inspect.getdoc(thing), name


def test_no_signature_speaks_of_what_is_inside() -> None:
    for name, method in inspect.getmembers(liveavatar_client.LiveAvatarApi, inspect.isfunction):
        if not name.startswith("_"):
            text = str(inspect.signature(method))
            assert not [word for word in ("Unset", "Any", "UNSET", " _") if word in text], (name, text)


def test_a_name_that_is_not_there() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'LiveAvatar'"):
        liveavatar_client.LiveAvatar  # type: ignore[attr-defined]  # noqa: B018
    with pytest.raises(AttributeError, match="has no attribute 'Nobody'"):
        liveavatar_client.generated.models.Nobody  # type: ignore[attr-defined]  # noqa: B018


def test_everything_can_be_imported_at_once() -> None:
    assert python("from liveavatar_client import *; print(LiveAvatarApi.__name__)") == "LiveAvatarApi\n"


MODULES = """
import sys
import httpx
before = set(sys.modules)
{code}
print(*sorted(set(sys.modules) - before))
"""
UNWANTED = [
    "asyncio",
    "anyio",
    "trio",
    "sniffio",
    "stamina",
    "tenacity",
    "rich",
    "click",
    "pygments",
    "openapi_core",
    "werkzeug",
    "yaml",
    "jsonschema",
    "pytest",
    "IPython",
    "dateutil",
    "concurrent",
    "http.server",
]


def loaded(code: str) -> list[str]:
    return python(MODULES.format(code=code)).split()


def test_importing_the_package_loads_next_to_nothing() -> None:
    assert loaded("import liveavatar_client") == ["liveavatar_client"]


SESSION = """
from liveavatar_client import LiveAvatarApi, LiveAvatarNewSessionRequest
api = LiveAvatarApi('key', base_url='{base_url}')
session = api.new_session(LiveAvatarNewSessionRequest(avatar_id='0f0f0f0f-1111-4222-8333-444444444444'))
api.close_session(session.session_id)
"""


def test_importing_the_client_loads_nothing_that_it_does_not_need() -> None:
    modules = loaded("from liveavatar_client import LiveAvatarApi")
    assert not [name for name in modules if name.split(".")[0] in UNWANTED or name in UNWANTED]
    assert not [name for name in modules if name.startswith("liveavatar_client.emulator")]


def test_a_session_loads_only_the_models_that_it_needs() -> None:
    from liveavatar_client.emulator import Emulator

    with Emulator(api_key="key") as emulator:
        modules = loaded(SESSION.format(base_url=emulator.base_url))
    assert not [name for name in modules if name.split(".")[0] in {*UNWANTED} - {"concurrent", "anyio", "sniffio"}]
    models = [name for name in modules if name.startswith("liveavatar_client.generated.models.")]
    assert "liveavatar_client.generated.models.live_avatar_session_data" in models
    assert "liveavatar_client.generated.models.agora_config" not in models


def test_the_emulator_without_its_extra_says_what_to_do() -> None:
    code = "import sys; sys.modules['werkzeug'] = None\nimport liveavatar_client.emulator"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stderr.splitlines()[-1] == (
        'ImportError: The emulator needs its extra: pip install "liveavatar-client[emulator]"'
    )


# ---- what is handed out ----


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel and the sdist, freshly built."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def tracked(folder: str) -> set[str]:
    """The package's files in the checkout."""
    files = (path for path in (ROOT / folder).rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(ROOT).as_posix() for path in files}


def test_the_wheel_holds_the_package_and_nothing_else(built: Path) -> None:
    [wheel] = built.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        [metadata] = [name for name in names if name.endswith("METADATA")]
        described = archive.read(metadata).decode()
    info = {name for name in names if ".dist-info/" in name}
    assert names - info == tracked("liveavatar_client") | {"liveavatar_client/emulator/openapi.yaml"}
    assert {name.rsplit("/", 1)[-1] for name in info} == {"METADATA", "WHEEL", "RECORD", "LICENSE", "entry_points.txt"}
    needed = [line for line in described.splitlines() if line.startswith("Requires-Dist") and "extra ==" not in line]
    assert [line.split()[1].rstrip("<>=0123456789.,") for line in needed] == [
        "attrs",
        "httpx",
        "python-dateutil",
    ]


def test_the_sdist_holds_what_builds_the_package(built: Path) -> None:
    [sdist] = built.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        names = {name.split("/", 1)[1] for name in archive.getnames()}
    extra = {"openapi.yaml", "CHANGELOG.md", "LICENSE", "README.md", "pyproject.toml", "PKG-INFO", ".gitignore"}
    assert names == tracked("liveavatar_client") | extra


def environment(folder: Path, *requirements: str) -> str:
    """The interpreter of a new environment with nothing but the given packages."""
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    inside = str(folder / "bin" / "python")
    install = [inside, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *requirements]
    done = subprocess.run(install, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return inside


def test_the_wheel_in_an_empty_environment(built: Path, tmp_path: Path) -> None:
    """Without the extras: the client works, and the emulator says what it needs."""
    from liveavatar_client.emulator import Emulator

    [wheel] = built.glob("*.whl")
    inside = environment(tmp_path / "venv", str(wheel))

    def run(code: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run([inside, "-I", "-c", code], cwd=tmp_path, capture_output=True, text=True)

    with Emulator(api_key="key") as emulator:
        done = run(SESSION.format(base_url=emulator.base_url) + "print(session.started_at.tzinfo, api.open_sessions)")
        assert (done.stdout, done.stderr) == ("UTC []\n", "")
        assert emulator.running == []
        assert len(emulator.requests) == 3
        settings = {"LIVEAVATAR_API_KEY": "key", "LIVEAVATAR_BASE_URL": emulator.base_url}
        command = [str(Path(inside).parent / "liveavatar"), "credits"]
        done = subprocess.run(command, env=settings, cwd=tmp_path, capture_output=True, text=True)
        assert (done.stdout, done.stderr) == ("999 credits are left.\n", "")
    assert "needs its extra" in run("import liveavatar_client.emulator").stderr
    assert run("import liveavatar_client as l; print(l.__version__)").stdout.strip() == liveavatar_client.__version__


def test_the_tests_of_behaviour_pass_against_the_wheel(built: Path, tmp_path: Path) -> None:
    [wheel] = built.glob("*.whl")
    tools = [f"{name}=={version(name)}" for name in ("pytest", "hypothesis")]
    inside = environment(tmp_path / "venv", f"{wheel}[emulator]", *tools)
    shutil.copytree(ROOT / "tests", tmp_path / "tests", ignore=shutil.ignore_patterns("__pycache__"))
    command = [inside, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/test_session.py"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout
