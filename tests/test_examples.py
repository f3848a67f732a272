"""The examples, each run as its user runs it: what it prints, what it leaves running, and what it says in trouble."""

import base64
import json
import os
import re
import shlex
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest

import liveavatar_client
from liveavatar_client import LiveAvatarApi
from liveavatar_client.emulator import Emulator

EXAMPLES = Path(__file__).parent.parent / "examples"
SCRIPTS = [
    "open_and_close",
    "hand_over",
    "own_livekit_room",
    "full_mode",
    "many_sessions",
    "from_a_key",
    "own_language_model",
]
SANDBOX_AVATAR = "dd73ea75-1218-4ef3-92ce-606d5f7fbc0a"
OTHER_AVATAR = "0f0f0f0f-1111-4222-8333-444444444444"
CONTEXT = "0c0c0c0c-1111-4222-8333-444444444444"
VOICE = "0e0e0e0e-1111-4222-8333-444444444444"
MODEL = {"LLM_API_KEY": "model-example-key", "LLM_MODEL": "example-model", "LLM_BASE_URL": "https://llm.example.com"}
LIVEKIT = {
    "LIVEKIT_URL": "wss://rooms.example.com",
    "LIVEKIT_API_KEY": "livekit-example-key",
    "LIVEKIT_API_SECRET": "not-a-secret-" * 3,  # as long as the signature wants it
}


def environment(**given: str) -> dict[str, str]:
    """What a script gets as its environment: this one, without anything that the examples look at, and `given`."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("LIVEAVATAR_", "LIVEKIT_", "LLM_"))
    }
    path = [str(Path(liveavatar_client.__file__).parent.parent), os.environ.get("PYTHONPATH")]
    return {**kept, "PYTHONPATH": os.pathsep.join(filter(None, path)), **given}


def access(emulator: Emulator) -> dict[str, str]:
    """What brings a script to the emulator."""
    return {"LIVEAVATAR_API_KEY": emulator.api_key, "LIVEAVATAR_BASE_URL": emulator.base_url}


def run(script: str, **given: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(EXAMPLES / f"{script}.py")]
    return subprocess.run(command, env=environment(**given), capture_output=True, text=True, timeout=30)


def secrets(emulator: Emulator) -> list[str]:
    """Every secret that there is by now: the key, the tokens, and what the emulator derives from them."""
    tokens = emulator.tokens
    return [emulator.api_key, *tokens, *(token[::-1] for token in tokens)]


def printed(done: subprocess.CompletedProcess[str], emulator: Emulator) -> str:
    """What a script said, all went well and no secret was in it."""
    assert (done.returncode, done.stderr) == (0, "")
    assert emulator.tokens
    assert not [secret for secret in secrets(emulator) if secret in done.stdout]
    return done.stdout


def configuration(emulator: Emulator) -> dict[str, object]:
    """What the last session was asked to be like."""
    return emulator.sessions[-1].configuration


def test_there_is_a_test_for_each() -> None:
    elsewhere = {"token_server"}  # in test_token_server.py
    assert {path.stem for path in EXAMPLES.glob("*.py")} == {*SCRIPTS, "quickstart"} | elsewhere


# ---- what they do ----


def test_quickstart_without_a_key() -> None:
    done = run("quickstart")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Service:  the emulator" in done.stdout
    assert "State:    closed" in done.stdout


def test_quickstart_with_a_key(emulator: Emulator) -> None:
    said = printed(run("quickstart", **access(emulator)), emulator)
    assert f"Service:  the sandbox of {emulator.base_url}" in said
    assert "State:    closed" in said
    assert configuration(emulator)["is_sandbox"] is True
    assert emulator.running == []


def test_open_and_close(emulator: Emulator) -> None:
    said = printed(run("open_and_close", **access(emulator)), emulator)
    [session] = emulator.sessions
    assert said.startswith(f"Opened:   {session.session_id}\nLiveKit:  wss://livekit.emulator.invalid\nExpires:  2")
    assert said.endswith("State:    closed\n")
    assert (configuration(emulator)["avatar_id"], configuration(emulator)["is_sandbox"]) == (SANDBOX_AVATAR, True)
    assert emulator.running == []


@pytest.mark.parametrize("script", SCRIPTS)
def test_another_avatar_is_not_in_the_sandbox(script: str, emulator: Emulator) -> None:
    settings = {**LIVEKIT, **MODEL, "LIVEAVATAR_CONTEXT_ID": CONTEXT, "LIVEAVATAR_AVATAR_ID": OTHER_AVATAR}
    done = run(script, **access(emulator), **settings)
    assert (done.returncode, done.stderr) == (0, "")
    assert configuration(emulator)["avatar_id"] == OTHER_AVATAR
    assert configuration(emulator)["is_sandbox"] is False


def test_hand_over(emulator: Emulator) -> None:
    done = run("hand_over", **access(emulator))
    assert (done.returncode, done.stderr) == (0, "")  # no warning: that the session runs on is meant so
    [session_id] = emulator.running

    # The address holds the one token that is for whoever watches, and nothing else does.
    [address] = re.findall(r"^Watch it: (\S+)$", done.stdout, re.MULTILINE)
    [token] = emulator.tokens
    assert address.startswith("https://meet.livekit.io/custom?liveKitUrl=wss")
    assert address.endswith(f"&token=client-{token[::-1]}")
    assert not [secret for secret in secrets(emulator) if secret in done.stdout.replace(address, "")]

    # What it says stops the session does so.
    [stop] = re.findall(r"^Stop it:  python (.+)$", done.stdout, re.MULTILINE)
    stopped = subprocess.run([sys.executable, *shlex.split(stop)], env=environment(**access(emulator)), timeout=30)
    assert stopped.returncode == 0
    [session] = emulator.sessions
    assert (session.session_id, session.end_reason) == (session_id, "USER_CLOSED")
    assert emulator.running == []


def test_a_session_that_could_not_be_handed_over_is_closed(emulator: Emulator) -> None:
    reader, writer = os.pipe()
    os.close(reader)  # nobody reads the address
    command = [sys.executable, str(EXAMPLES / "hand_over.py")]
    done = subprocess.run(
        command, env=environment(**access(emulator)), stdout=writer, stderr=subprocess.DEVNULL, timeout=30
    )
    os.close(writer)
    assert done.returncode != 0
    assert len(emulator.sessions) == 1
    assert emulator.running == []


def test_own_livekit_room(emulator: Emulator) -> None:
    said = printed(run("own_livekit_room", **access(emulator), **LIVEKIT), emulator)
    assert said.endswith("State:    closed\n")
    config = configuration(emulator)["livekit_config"]
    assert isinstance(config, dict)
    assert f"Room:     {config['livekit_room']} on wss://rooms.example.com\n" in said
    assert config["livekit_url"] == LIVEKIT["LIVEKIT_URL"]

    token = config["livekit_client_token"]
    assert token not in said
    assert LIVEKIT["LIVEKIT_API_SECRET"] not in said
    claims = json.loads(base64.urlsafe_b64decode(token.split(".")[1] + "=="))
    assert claims["iss"] == LIVEKIT["LIVEKIT_API_KEY"]
    assert claims["video"]["room"] == config["livekit_room"]
    assert claims["video"]["roomJoin"] is True
    assert emulator.running == []


def test_full_mode(emulator: Emulator) -> None:
    said = printed(
        run("full_mode", **access(emulator), LIVEAVATAR_CONTEXT_ID=CONTEXT, LIVEAVATAR_VOICE_ID=VOICE), emulator
    )
    assert "Mode:     FULL\n" in said
    assert said.endswith("State:    closed\n")
    assert configuration(emulator)["mode"] == "FULL"
    assert configuration(emulator)["avatar_persona"] == {"voice_id": VOICE, "context_id": CONTEXT, "language": "en"}
    assert emulator.running == []


def test_from_a_key(emulator: Emulator) -> None:
    """Run twice: the context of that name, which there can be once only, is taken again."""
    for _ in range(2):
        said = printed(run("from_a_key", **access(emulator)), emulator)
        assert "State:    closed\nCredits:  99" in said
        config = configuration(emulator)
        assert f"Avatar:   {config['avatar_id']}\n" in said
        with LiveAvatarApi(emulator.api_key, base_url=emulator.base_url) as api:
            assert config["avatar_id"] in [avatar.id for avatar in api.list_public_avatars()]
            persona = config["avatar_persona"]
            assert isinstance(persona, dict)
            assert api.get_voice(persona["voice_id"]).language == "English"
            [context] = api.list_contexts()
            assert persona["context_id"] == context.id
            assert "hotel" in (api.get_context(context.id).prompt or "")
    assert emulator.running == []


def test_own_language_model(emulator: Emulator) -> None:
    """Run twice: what is set up already is brought up to date."""
    for model in ("first-model", "second-model"):
        given = {**MODEL, "LLM_MODEL": model, "LIVEAVATAR_CONTEXT_ID": CONTEXT}
        said = printed(run("own_language_model", **access(emulator), **given), emulator)
        assert said.startswith(f"Model:    {model}\n")
        assert MODEL["LLM_API_KEY"] not in said
        with LiveAvatarApi(emulator.api_key, base_url=emulator.base_url) as api:
            [known] = api.list_llm_configurations()
            assert configuration(emulator)["llm_configuration_id"] == known.id
            assert api.get_llm_configuration(known.id).base_url == MODEL["LLM_BASE_URL"]
            assert known.model_name == model
            [secret] = api.list_secrets()
            assert secret.id == known.secret_id
    assert emulator.running == []


@pytest.mark.parametrize("name", ["LLM_API_KEY", "LLM_MODEL", "LIVEAVATAR_CONTEXT_ID"])
def test_own_language_model_without_a_setting(name: str, emulator: Emulator) -> None:
    given = {**access(emulator), **MODEL, "LIVEAVATAR_CONTEXT_ID": CONTEXT, name: ""}
    assert trouble(run("own_language_model", **given), "own_language_model") == f"{name} is missing."
    assert emulator.requests == []


def test_many_sessions(emulator: Emulator) -> None:
    said = printed(run("many_sessions", **access(emulator)), emulator)
    ids = re.findall(r"^Closed:   (\S+)$", said, re.MULTILINE)
    assert sorted(ids) == sorted(session.session_id for session in emulator.sessions)
    assert len(ids) == 5
    assert said.endswith("Running:  0\n")
    assert emulator.running == []
    starts = [session.started for session in emulator.sessions]
    ends = [session.ended for session in emulator.sessions if session.ended]
    assert max(starts) < min(ends)  # all at once


def test_many_sessions_are_all_closed_where_one_fails() -> None:
    with Emulator(concurrency=3) as emulator:
        line = trouble(run("many_sessions", **access(emulator)), "many_sessions")
        assert line.startswith("POST /v1/sessions/start failed: 403 Forbidden, code 4032")
        assert "stop_all_sessions()" in line
        sessions = emulator.sessions
        assert len(sessions) >= 3
        assert emulator.running == []
        # They were told that it is over, and did not go on with their work of 2 seconds.
        assert all((session.ended or session.started) - session.started < timedelta(seconds=2) for session in sessions)


def test_many_sessions_are_all_closed_on_ctrl_c(emulator: Emulator) -> None:
    command = [sys.executable, str(EXAMPLES / "many_sessions.py")]
    with subprocess.Popen(
        command, env=environment(**access(emulator)), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as script:
        deadline = time.monotonic() + 20
        while len(emulator.running) < 5 and time.monotonic() < deadline:
            time.sleep(0.01)
        script.send_signal(signal.SIGINT)
        said, trouble = script.communicate(timeout=20)
    assert (script.returncode, said, trouble) == (130, "", "")
    assert len(emulator.sessions) == 5
    assert emulator.running == []


# ---- what they say in trouble: one line, and exit status 1 ----


def trouble(done: subprocess.CompletedProcess[str], script: str) -> str:
    """The one line that the script said."""
    assert (done.returncode, done.stdout) == (1, "")
    [line] = done.stderr.splitlines()
    assert line.startswith(f"{script}: ")
    return line.removeprefix(f"{script}: ")


@pytest.mark.parametrize("script", SCRIPTS)
def test_without_a_key(script: str, emulator: Emulator) -> None:
    line = trouble(run(script, LIVEAVATAR_BASE_URL=emulator.base_url), script)
    assert line == "api_key is missing: pass LiveAvatarApi(api_key=...), or set LIVEAVATAR_API_KEY."
    assert emulator.requests == []


@pytest.mark.parametrize("script", [*SCRIPTS, "quickstart"])
def test_with_a_wrong_key(script: str, emulator: Emulator) -> None:
    given = {**access(emulator), "LIVEAVATAR_API_KEY": "wrong-example-key"}
    done = run(script, **given, **LIVEKIT, **MODEL, LIVEAVATAR_CONTEXT_ID=CONTEXT)
    if script == "quickstart":
        assert done.stdout.startswith("Service:  the sandbox of")
        done.stdout = ""
    line = trouble(done, script)
    assert "401 Unauthorized" in line
    assert "LIVEAVATAR_API_KEY" in line
    assert "wrong-example-key" not in line


@pytest.mark.parametrize("name", LIVEKIT)
def test_own_livekit_room_without_a_setting(name: str, emulator: Emulator) -> None:
    given = {**access(emulator), **LIVEKIT, name: ""}
    line = trouble(run("own_livekit_room", **given), "own_livekit_room")
    assert line == f"{name} is missing: set it to that of your LiveKit server."
    assert emulator.requests == []


def test_own_livekit_room_without_the_package(emulator: Emulator, tmp_path: Path) -> None:
    (tmp_path / "livekit").mkdir()
    (tmp_path / "livekit" / "__init__.py").touch()  # takes the place of the installed one, if any
    path = os.pathsep.join([str(tmp_path), environment()["PYTHONPATH"]])
    done = run("own_livekit_room", **access(emulator), **LIVEKIT, PYTHONPATH=path)
    assert trouble(done, "own_livekit_room") == "LiveKit's own package is missing: pip install livekit-api"


def test_full_mode_without_a_context(emulator: Emulator) -> None:
    line = trouble(run("full_mode", **access(emulator)), "full_mode")
    assert line == "LIVEAVATAR_CONTEXT_ID is missing: without a context the avatar stays silent."
    assert emulator.requests == []


def test_a_session_that_may_run_is_named(emulator: Emulator) -> None:
    emulator.fail_next("start", status=504, after=True)
    emulator.fail_next("stop", times=10, status=400)
    done = run("open_and_close", **access(emulator))
    [session_id] = emulator.running
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    line, last_word = done.stderr.splitlines()
    assert line.startswith("open_and_close: POST /v1/sessions/start failed: 504")
    assert f"stop_session('{session_id}') stops it" in line
    assert last_word.startswith(f"liveavatar: session {session_id} may still be running")
