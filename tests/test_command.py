"""The command `liveavatar`: what is typed, what is said, and the exit status."""

import contextlib
import json
import os
import pty
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from liveavatar_client import (
    SANDBOX_AVATAR,
    ContextRequest,
    LiveAvatarApi,
    LiveAvatarNewSessionRequest,
    __version__,
    exchange,
    heartbeat,
)
from liveavatar_client.emulator import Emulator
from liveavatar_client.shell import watch
from liveavatar_client.shell.command import main
from liveavatar_client.shell.terminal import plain, table

from .clock import Clock
from .conftest import AVATAR
from .exits import hangs
from .faulty import FaultyService, answer, sends, tampers
from .test_exits import _default_signals, program  # noqa: F401 - the fixture is for all that is here

NOBODY = "11111111-1111-4222-8333-444444444444"
KEYS = "https://app.liveavatar.com/developers has yours."
COMMAND = [sys.executable, "-m", "liveavatar_client"]
QUICKLY = """
import sys
from liveavatar_client.shell import command, watch
watch.EVERY, watch.RENEWED, watch.LOOK = 0.1, 0.1, 0.3
sys.exit(command.main())
"""


class Said(NamedTuple):
    """What came of a command."""

    status: int
    out: str
    err: str


Shell = Callable[..., Said]


@pytest.fixture
def shell(emulator: Emulator, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Shell:
    """Types a command, in this process."""
    monkeypatch.setenv("LIVEAVATAR_API_KEY", emulator.api_key)
    monkeypatch.setenv("LIVEAVATAR_BASE_URL", emulator.base_url)
    monkeypatch.delenv("COLUMNS", raising=False)
    monkeypatch.setattr(exchange, "time", Clock())  # no real pauses before a call is repeated

    def typed(*words: str) -> Said:
        return Said(main(words), *capsys.readouterr())

    return typed


def run(typed: list[str], emulator: Emulator, **more: object) -> "subprocess.CompletedProcess[str]":
    """Types a command, in a process of its own, which has a buffer before standard output, as is usual."""
    settings = {"LIVEAVATAR_API_KEY": emulator.api_key, "LIVEAVATAR_BASE_URL": emulator.base_url}
    environment = {**os.environ, **settings, "PYTHONUNBUFFERED": ""}
    return subprocess.run([*COMMAND, *typed], env=environment, text=True, timeout=30, **more)  # type: ignore[call-overload, no-any-return]


# ---- what goes wrong ----


class Trouble(NamedTuple):
    typed: str
    status: int
    line: str
    """The whole of standard error: its last line, after the usage, where the usage was wrong."""
    settings: dict[str, str] = {}  # noqa: RUF012 - never changed
    fails: dict[str, object] = {}  # noqa: RUF012 - never changed


NO_KEY = f"liveavatar: there is no API key: set LIVEAVATAR_API_KEY. {KEYS}"
WRONG_KEY = f"the service does not take the API key: check LIVEAVATAR_API_KEY. {KEYS}"
WRONG = {"LIVEAVATAR_API_KEY": "s3cret-of-mine"}
NO_AVATAR = (
    "`liveavatar avatars` lists those there are, and `open --sandbox` alone takes that of the sandbox."  # the next step
)
TROUBLES = [
    *(
        Trouble(typed, 1, NO_KEY, {"LIVEAVATAR_API_KEY": " "})
        for typed in ("sessions", "stop --all", "open x", "avatars", "voices", "contexts", "credits")
    ),
    *(
        Trouble(typed, 1, f"liveavatar: {WRONG_KEY}", WRONG)
        for typed in (
            "sessions",
            "sessions --ended --json",
            "stop --all",
            f"open {AVATAR}",
            "avatars --mine",
            "credits",
        )
    ),
    Trouble(f"stop {NOBODY} {AVATAR} --json", 1, f"liveavatar: not stopped: {NOBODY}, {AVATAR}: {WRONG_KEY}", WRONG),
    Trouble(
        "credits",
        1,
        "liveavatar: LIVEAVATAR_API_KEY holds a space, a line break or a character outside ASCII. Pass it exactly as "
        "the service gave it; one read from a file may need .strip().",
        {"LIVEAVATAR_API_KEY": "s3cret of mine"},
    ),
    Trouble(
        "credits",
        1,
        "liveavatar: LIVEAVATAR_BASE_URL must be an http(s) address such as https://api.liveavatar.com/v1, without a "
        "user, query or fragment.",
        {"LIVEAVATAR_BASE_URL": "nowhere"},
    ),
    Trouble(
        "open x",
        1,
        f"liveavatar: the service does not take that avatar: Input should be a valid UUID. {NO_AVATAR}",
    ),
    Trouble(
        f"open {AVATAR} --sandbox",
        1,
        f"liveavatar: the service does not take that avatar: Avatar is not allowed in sandbox mode. {NO_AVATAR}",
    ),
    Trouble(
        f"open {AVATAR}",
        1,
        "liveavatar: as many sessions are running as the plan allows. `liveavatar sessions` lists them, and "
        "`liveavatar stop ID` stops one.",
        fails={"operation": "start", "status": 403, "code": 4032},
    ),
    Trouble(
        f"open {AVATAR}",
        1,
        "liveavatar: no credits are left. Buy some, or use the sandbox, which is free: `liveavatar open --sandbox`.",
        fails={"operation": "start", "status": 403, "code": 4033},
    ),
    Trouble(
        "credits",
        1,
        f"liveavatar: GET /v1/users/credits failed: 403 Forbidden, code 4003: Not for you. Check LIVEAVATAR_API_KEY; "
        f"{KEYS}",
        fails={"status": 403, "code": 4003, "message": "Not\nfor\tyou"},
    ),
    Trouble(
        "credits",
        1,
        "liveavatar: GET /v1/users/credits failed: 400 Bad Request, code 4018: \N{REPLACEMENT CHARACTER}[2J. "
        "https://docs.liveavatar.com says what the service takes.",
        fails={"status": 400, "body": {"code": 4018, "message": "\x1b[2J"}},
    ),
    Trouble(
        f"stop {NOBODY}",
        1,
        f"liveavatar: not stopped: {NOBODY}: there is no such session, or it is over. `liveavatar sessions` lists "
        "those that run.",
    ),
    Trouble("", 2, "liveavatar: error: the following arguments are required: COMMAND"),
    Trouble("stop", 2, "liveavatar stop: error: one of the arguments ID --all is required"),
    Trouble("stop x --all", 2, "liveavatar stop: error: argument --all: not allowed with argument ID"),
    Trouble(
        "stop \u00e9", 2, "liveavatar stop: error: argument ID: an id is empty, or has a character that is in none"
    ),
    Trouble(
        "open",
        2,
        "liveavatar open: error: AVATAR_ID is missing; `liveavatar avatars` lists those there are, and --sandbox has "
        "its own",
    ),
    Trouble("open x --mode lite --voice y", 2, "liveavatar open: error: --context and --voice need --mode FULL"),
    *(
        Trouble(
            f"open x --for {words}", 2, "liveavatar open: error: argument --for: it must be a number of seconds above 0"
        )
        for words in ("0", "-1", "nan", "inf", "soon")
    ),
    Trouble("sessions --api-key sk_12345678abcdefgh", 2, "liveavatar: error: unrecognized arguments: --api-key ***"),
    Trouble("emulator --port x", 2, "liveavatar emulator: error: argument --port: invalid int value: 'x'"),
]


@pytest.mark.parametrize(
    "trouble", TROUBLES, ids=lambda trouble: f"{trouble.status} {trouble.typed} {trouble.settings}"
)
def test_what_goes_wrong(trouble: Trouble, shell: Shell, emulator: Emulator, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in trouble.settings.items():
        monkeypatch.setenv(name, value)
    if trouble.fails:
        emulator.fail_next(**trouble.fails)  # type: ignore[arg-type]
    said = shell(*trouble.typed.split(" ") if trouble.typed else ())
    assert said.status == trouble.status
    lines = said.err.splitlines()
    assert lines[-1] == trouble.line
    assert len(lines) == 1 or (trouble.status == 2 and said.err.startswith("usage: liveavatar"))
    assert "s3cret" not in said.err
    if "--json" not in trouble.typed:
        assert said.out == ""
    assert emulator.running == []


def test_a_warning_is_a_line(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIVEAVATAR_LOG", "loud")
    with warnings.catch_warnings():
        warnings.simplefilter("default")
        said = shell("credits")
    assert (said.status, said.out.count("\n"), said.err.count("\n")) == (0, 1, 1)
    assert said.err.startswith("liveavatar: LIVEAVATAR_LOG is no level of logging, and nothing is logged: critical, ")


def test_nobody_answers(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIVEAVATAR_BASE_URL", "http://127.0.0.1:9")
    for typed in (["sessions"], ["stop", AVATAR, NOBODY], ["stop", "--all", "--json"], ["open", AVATAR]):
        said = shell(*typed)
        assert (said.status, said.err.count("\n")) == (1, 1)
        assert re.fullmatch(r"liveavatar: .*Connection refused.*LIVEAVATAR_BASE_URL.*\n", said.err), said.err
        assert said.out == ""


# ---- lists ----


def test_sessions(shell: Shell, api: LiveAvatarApi, emulator: Emulator) -> None:
    assert shell("sessions") == (0, "No session is running.\n", "")
    assert shell("sessions", "--ended") == (0, "No session has ended yet.\n", "")
    assert shell("sessions", "--json") == (0, "[]\n", "")
    session = api.new_session(LiveAvatarNewSessionRequest(AVATAR, mode="FULL"))
    emulator.advance(150)
    said = shell("sessions")
    [head, line] = said.out.splitlines()
    assert head == f"{'ID':36}  RAN      CREDITS  MODE  STARTED (UTC)"
    [record] = api.list_sessions()
    assert record.created_at
    assert line == f"{session.session_id}  0:02:30  6        FULL  {record.created_at:%Y-%m-%d %H:%M}"
    session.close()
    assert shell("sessions").out == "No session is running.\n"
    assert re.search(
        rf"^{session.session_id}  0:02:30  6        USER_CLOSED  FULL", shell("sessions", "--ended").out, re.M
    )
    assert json.loads(shell("sessions", "--ended", "--json").out) == [
        record.to_dict() for record in api.list_sessions("historic")
    ]


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("avatars", f"{AVATAR}  Anna                           ACTIVE  VIDEO  Anna"),
        ("avatars --mine", "0e0e0e0e-1111-4222-8333-666666666666  Old Me      EXPIRED    VIDEO  Bruno"),
        ("voices", "1a1a1a1a-1111-4222-8333-444444444444  Anna    English   female"),
        ("voices --mine", "No voices."),
        ("contexts", "No contexts."),
        ("credits", "1000 credits are left."),
    ],
)
def test_what_there_is(typed: str, shown: str, shell: Shell) -> None:
    said = shell(*typed.split())
    assert (said.status, said.err) == (0, "")
    assert shown in said.out.splitlines()
    given = json.loads(shell(*typed.split(), "--json").out)
    if isinstance(given, list):
        assert len(given) == max(len(said.out.splitlines()) - 1, 0)


def test_pages(shell: Shell, api: LiveAvatarApi) -> None:
    for number in range(101):
        api.create_context(ContextRequest(name=f"Number {number}", prompt="p", opening_text="o"))
    assert shell("contexts").out.count("Number") == 101
    assert len(json.loads(shell("contexts", "--json").out)) == 101


def test_what_the_service_says_gives_no_orders_to_a_terminal(shell: Shell, api: LiveAvatarApi) -> None:
    name = "\x1b[2J\x9b1mA\nB\r\x07\u202eC\x7f"
    context = api.create_context(ContextRequest(name=name, prompt="p", opening_text="o"))
    said = shell("contexts")
    assert f"{context.id}  \ufffd[2J\ufffd1mA B \ufffd\ufffdC\ufffd" in said.out
    machine = shell("contexts", "--json").out
    assert json.loads(machine)[0]["name"] == name
    for text in (said.out, machine):
        assert text.replace("\n", "").isprintable()


def test_json_is_json_and_has_no_secret(shell: Shell, emulator: Emulator, monkeypatch: pytest.MonkeyPatch) -> None:
    more = {"nested": [{"api_key": "s3cret"}], "most": float("inf")}
    with FaultyService(emulator.base_url) as service:
        service.faults["credits"] = (tampers(lambda body: {**body, "data": {**body["data"], **more}}), True)
        monkeypatch.setenv("LIVEAVATAR_BASE_URL", service.base_url)
        said = shell("credits", "--json")
    given = {"credits_left": "1000", "nested": [{"api_key": "***"}], "most": None}
    assert json.loads(said.out, parse_constant=lambda _: pytest.fail("no JSON")) == given


# ---- the table ----

ROWS = [[AVATAR, "A long name, as avatars have them", "ACTIVE"], [NOBODY, "\u963f\u51e1\u8fbe", "INIT"]]


@pytest.mark.parametrize(
    ("limit", "lines"),
    [
        (None, [f"{AVATAR}  A long name, as avatars have them  ACTIVE", f"{NOBODY}  \u963f\u51e1\u8fbe{' ' * 29}INIT"]),
        (79, [f"{AVATAR}  A long name, as avatars have them  ACTIVE", f"{NOBODY}  \u963f\u51e1\u8fbe{' ' * 29}INIT"]),
        (70, [f"{AVATAR}  A long name, as avatars\u2026  ACTIVE", f"{NOBODY}  \u963f\u51e1\u8fbe{' ' * 20}INIT"]),
        (65, [f"{AVATAR}  A long name, as avatars ha\u2026", f"{NOBODY}  \u963f\u51e1\u8fbe"]),
        (57, [AVATAR, NOBODY]),
        (10, [AVATAR, NOBODY]),
    ],
)
def test_a_table_fits_and_cuts_no_id(limit: int | None, lines: list[str]) -> None:
    assert list(table(["ID", "NAME", "STATUS"], ROWS, limit))[1:] == lines


def test_a_name_that_is_cut_in_the_middle_of_a_wide_character() -> None:
    [_, line] = table(["ID", "NAME"], [["11", "\u963f" * 30]], 24)
    assert line == f"11  {chr(0x963F) * 9}\u2026"


def test_a_table_is_shown_before_all_of_it_is_there() -> None:
    def rows() -> Iterator[list[str]]:
        for number in range(150):
            seen.append(number)
            yield [str(number + 100), "x" * number]

    seen: list[int] = []
    lines = table(["ID", "NAME"], rows(), 40)
    next(lines)
    assert len(seen) == 100
    assert max(map(len, lines)) <= 40


def test_the_width_of_the_table(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    said = shell("avatars")
    assert max(map(len, said.out.splitlines())) <= 60
    missing = "STATUS, TYPE, VOICE: a wider terminal shows more, and --json has all."
    assert (said.status, said.err) == (0, f"liveavatar: no room for {missing}\n")
    assert f"{SANDBOX_AVATAR}  Sandy in the sandbox" in said.out.splitlines()


def test_plain_takes_anything() -> None:
    assert plain(None) == "None"
    assert plain("\ud800a\xa0 b") == "\ufffda b"


# ---- stop ----


def test_stop(shell: Shell, api: LiveAvatarApi, emulator: Emulator) -> None:
    ids = [api.new_session(LiveAvatarNewSessionRequest(AVATAR)).session_id for _ in range(3)]
    assert shell("stop", ids[0], ids[0]) == (0, f"stopped {ids[0]}\n", "")
    said = shell("stop", ids[0], ids[1])
    assert (said.status, said.out) == (1, f"stopped {ids[1]}\n")
    assert said.err.startswith(f"liveavatar: not stopped: {ids[0]}: there is no such session, or it is over.")
    emulator.fail_next("stop", status=418)
    said = shell("stop", "--json", NOBODY, ids[2])
    assert said.status == 1
    [failed, stopped] = json.loads(said.out)
    assert (failed["id"], failed["stopped"]) == (NOBODY, False)
    assert "418" in failed["error"]
    assert stopped == {"id": ids[2], "stopped": True, "error": None}
    assert emulator.running == []


def test_stop_all(shell: Shell, api: LiveAvatarApi, emulator: Emulator) -> None:
    assert shell("stop", "--all") == (0, "No session is running.\n", "")
    assert shell("stop", "--all", "--json") == (0, "[]\n", "")
    emulator.concurrency = 102  # more than there are on a page
    ids = [api.new_session(LiveAvatarNewSessionRequest(AVATAR)).session_id for _ in range(102)]
    emulator.fail_next(status=404, code=4004, operation="stop", times=1)  # it has ended meanwhile
    assert shell("stop", "--all") == (0, "".join(f"stopped {name}\n" for name in ids[-2::-1]), "")
    emulator.fail_next("stop", status=418)
    said = shell("stop", "--all")
    assert (said.status, said.out) == (1, "")
    assert said.err.startswith(f"liveavatar: not stopped: {ids[-1]}: POST")
    emulator.fail_next("stop", status=418)
    [failed] = json.loads(shell("stop", "--all", "--json").out)
    assert (failed["id"], failed["stopped"]) == (ids[-1], False)
    assert shell("stop", "--all") == (0, f"stopped {ids[-1]}\n", "")


# ---- open ----


def last(emulator: Emulator) -> str:
    return emulator.sessions[-1].session_id


def sent(emulator: Emulator) -> dict[str, object]:
    [request] = [seen for seen in emulator.requests if seen.path.endswith("/token")]
    body: dict[str, object] = request.json
    return body


@contextlib.contextmanager
def once_it_runs(emulator: Emulator, act: Callable[[], object]) -> Iterator[None]:
    """Let something happen to the session that the block opens, once it was looked at."""

    def wait() -> None:
        while not any(seen.method == "GET" for seen in emulator.requests) and not left.wait(0.01):
            pass
        act()

    left = threading.Event()
    thread = threading.Thread(target=wait, daemon=True)
    thread.start()
    yield
    left.set()
    thread.join()


def test_open_says_where_how_long_and_what_it_costs(
    shell: Shell, emulator: Emulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch, "EVERY", 0.1)
    said = shell("open", AVATAR, "--for", "0.6")
    session = last(emulator)
    assert (said.status, said.err) == (0, "")
    opened, where, *running, closed = said.out.splitlines()
    assert re.fullmatch(rf"Session {session} is open, until [-\d]+ [:\d]+ UTC at the latest\.", opened)
    assert re.fullmatch(r"Watch it at https://meet\.livekit\.io/custom\?liveKitUrl=wss\S+&token=client-\S+", where)
    assert running[-1] == "It has run for 0:00:00. It has cost 1 credit."
    assert closed == "Closed after 0:00:00. It has cost 1 credit."
    assert emulator.running == []


def test_open_for_programs(shell: Shell, emulator: Emulator, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch, "EVERY", 0.1)
    said = shell("open", AVATAR, "--for", "0.6", "--json", "--mode", "full")
    opened, *_, running, closed = map(json.loads, said.out.splitlines())
    known = {"session_id": last(emulator), "mode": "FULL", "avatar_id": AVATAR, "duration": 0}
    assert opened["join_url"].startswith("https://meet.livekit.io/")
    assert opened["expires_at"].endswith("+00:00")
    assert opened.items() >= {**known, "state": "open"}.items()
    assert running == {**known, "state": "open", "credits_consumed": 2}
    assert closed == {**known, "state": "closed", "credits_consumed": 2, "end_reason": "USER_CLOSED"}


@pytest.mark.parametrize(
    ("typed", "body"),
    [
        (AVATAR, {"avatar_id": AVATAR, "mode": "LITE", "is_sandbox": False}),
        ("--sandbox", {"avatar_id": SANDBOX_AVATAR, "mode": "LITE", "is_sandbox": True}),
        (f"{SANDBOX_AVATAR} --sandbox", {"avatar_id": SANDBOX_AVATAR, "is_sandbox": True}),
        (f"{AVATAR} --mode lite", {"mode": "LITE"}),
        (f"{AVATAR} --mode FULL", {"mode": "FULL", "avatar_persona": {"language": "en"}}),
        (
            f"{AVATAR} --context {NOBODY} --voice {AVATAR}",
            {"mode": "FULL", "avatar_persona": {"context_id": NOBODY, "voice_id": AVATAR, "language": "en"}},
        ),
    ],
)
def test_what_open_asks_for(typed: str, body: dict[str, object], shell: Shell, emulator: Emulator) -> None:
    assert shell("open", *typed.split(), "--for", "0.01").status == 0
    assert sent(emulator).items() >= {**body, "max_session_duration": 1}.items()


@pytest.mark.parametrize("who", [(watch, "LOOK"), (heartbeat, "INTERVAL")], ids=["a look", "a ping"])
def test_without_an_end_the_session_is_as_long_as_the_plan_allows(
    who: tuple[object, str], shell: Shell, emulator: Emulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever notices first that it has ended says so, and nobody else."""
    monkeypatch.setattr(*who, 0.05)
    monkeypatch.setattr(watch, "RENEWED", 0.05)
    with once_it_runs(emulator, lambda: emulator.end_session(last(emulator))):
        said = shell("open", AVATAR)
    assert "max_session_duration" not in sent(emulator)
    assert (said.status, said.err) == (0, "")
    assert said.out.splitlines()[-1] == "Ended by itself (USER_CLOSED) after 0:00:00. It has cost 1 credit."


@pytest.mark.parametrize(
    ("seconds", "reason", "status"), [(3600, "IDLE_TIMEOUT", 1), (1200, "MAX_DURATION_REACHED", 0)]
)
def test_a_session_that_ends_by_itself(
    seconds: int, reason: str, status: int, shell: Shell, emulator: Emulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch, "LOOK", 0.05)
    monkeypatch.setattr(watch, "RENEWED", 0.05)
    if not status:
        emulator.idle_timeout = 10_000
    with once_it_runs(emulator, lambda: emulator.advance(seconds)):
        said = shell("open", AVATAR)
    ran = "0:05:00" if status else "0:20:00"
    credits = 5 if status else 20
    assert said.out.splitlines()[-1] == f"Ended by itself ({reason}) after {ran}. It has cost {credits} credits."
    assert said.status == status
    assert said.err == (f"liveavatar: session {last(emulator)} ended by itself: {reason}.\n" if status else "")


def test_the_service_that_does_not_say_what_it_costs(shell: Shell, emulator: Emulator) -> None:
    emulator.fail_next("get_session", times=1000)
    said = shell("open", AVATAR, "--for", "0.1")
    assert (said.status, said.err) == (0, "")
    assert said.out.splitlines()[-1] == "Closed after 0:00:00. What it has cost is not known."


def test_it_is_kept_alive(shell: Shell, emulator: Emulator, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heartbeat, "INTERVAL", 0.05)
    shell("open", AVATAR, "--for", "0.5")
    assert any(seen.path.endswith("/keep-alive") for seen in emulator.requests)


@pytest.mark.parametrize("odd", [None, "long", float("inf")])
def test_a_session_that_ends_with_odd_words(
    odd: object, shell: Shell, emulator: Emulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch, "LOOK", 0.05)
    monkeypatch.setattr(watch, "RENEWED", 0.05)
    words = {"duration": odd, "credits_consumed": odd, "end_reason": "\x1b[2J"}
    with FaultyService(emulator.base_url) as service:
        monkeypatch.setenv("LIVEAVATAR_BASE_URL", service.base_url)

        def end() -> None:
            service.faults[last(emulator)] = (tampers(lambda body: {**body, "data": {**body["data"], **words}}), True)

        with once_it_runs(emulator, end):
            said = shell("open", AVATAR, "--json")
    closed = json.loads(said.out.splitlines()[-1])
    assert (closed["state"], closed["duration"], closed["end_reason"]) == ("closed", 0, "\x1b[2J")
    assert said == (1, said.out, f"liveavatar: session {last(emulator)} ended by itself: \ufffd[2J.\n")


@pytest.mark.parametrize("when", ["start", "stop"])
def test_what_may_still_run_is_said_once(when: str, shell: Shell, emulator: Emulator) -> None:
    """With what stops it, at the shell; the end of the process has no more to say."""
    if when == "start":
        emulator.fail_next("start", status=500, after=True)
    emulator.fail_next("stop", status=418, times=10)
    said = shell("open", AVATAR, "--for", "0.01")
    [session] = emulator.running
    assert said.status == 1
    assert said.err.startswith(
        f"liveavatar: session {session} may still be running, and cost credits: POST /v1/sessions/{when}"
    )
    assert said.err.endswith(f". `liveavatar stop {session}` stops it.\n")
    assert said.err.count("\n") == 1
    emulator.end_session(session)


# ---- processes ----


def reads_until(child: "subprocess.Popen[str]", words: str) -> str:
    assert child.stdout
    text = ""
    while words not in text:
        line = child.stdout.readline()
        assert line, text
        text += line
    return text


INT, TERM = signal.SIGINT, signal.SIGTERM


@pytest.mark.parametrize(
    ("signals", "status"), [([INT], 130), ([TERM], 0), ([TERM, TERM], 0)], ids=["INT", "TERM", "TERM twice"]
)
@pytest.mark.parametrize("as_json", [False, True])
def test_a_signal_closes_it(signals: list[signal.Signals], status: int, as_json: bool, emulator: Emulator) -> None:
    options = ["--json"] if as_json else []
    with program([*COMMAND, "open", AVATAR, *options], emulator, emulator.base_url) as child:
        reads_until(child, "meet.livekit.io")
        for number in signals:
            child.send_signal(number)
        out, err = child.communicate()
    assert (child.returncode, err, emulator.running) == (status, "", [])
    if as_json:
        assert json.loads(out)["state"] == "closed"
    else:
        assert re.fullmatch(r"Closed after 0:00:0\d\. It has cost 1 credit\.\n", out)


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 1)])
def test_a_signal_while_a_start_is_slow(number: signal.Signals, status: int, emulator: Emulator) -> None:
    """The service has the start, and no session as yet: every stop finds none."""
    emulator.fail_next("start", status=None, delay=5)
    with program([*COMMAND, "open", AVATAR], emulator, emulator.base_url) as child:
        waits_for(child, lambda: any(seen.path.endswith("/start") for seen in emulator.requests))
        child.send_signal(number)
        out, err = child.communicate()
    assert (child.returncode, out) == (status, "")
    [line] = err.splitlines()
    assert re.fullmatch(
        r"liveavatar: session \S+ may still be running, and cost credits: it was not there yet when it was stopped, "
        r"but may still start\. `liveavatar stop \S+` stops it\.",
        line,
    )


def waits_for(child: "subprocess.Popen[str]", true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not true() and child.poll() is None and time.monotonic() < deadline:
        time.sleep(0.01)


@pytest.mark.parametrize("options", [[], ["--json"]])
def test_ctrl_c_while_it_stops_sessions(options: list[str], api: LiveAvatarApi, emulator: Emulator) -> None:
    """What was stopped by then is said."""
    first = api.new_session(LiveAvatarNewSessionRequest(AVATAR)).session_id
    with FaultyService(emulator.base_url) as service:

        def then_hang(connection: socket.socket, real: bytes) -> None:
            service.faults["stop"] = (hangs, False)
            connection.sendall(real)

        service.faults["stop"] = (then_hang, True)
        with program([*COMMAND, "stop", first, NOBODY, *options], emulator, service.base_url) as child:
            waits_for(child, lambda: service.calls.count("stop") == 2)
            child.send_signal(INT)
            out, err = child.communicate()
    assert (child.returncode, err) == (130, "liveavatar: broken off: `liveavatar sessions` lists what still runs.\n")
    said = [{"id": first, "stopped": True, "error": None}]
    assert json.loads(out) == said if options else out == f"stopped {first}\n"


def test_the_terminal_is_closed(emulator: Emulator) -> None:
    with program([*COMMAND, "open", AVATAR], emulator, emulator.base_url) as child:
        reads_until(child, "meet.livekit.io")
        child.send_signal(signal.SIGHUP)
        child.communicate()
    assert (child.returncode, emulator.running) == (-signal.SIGHUP, [])


@pytest.mark.parametrize(("number", "status"), [(INT, 130), (TERM, 0)])
def test_a_signal_while_it_opens(number: signal.Signals, status: int, emulator: Emulator) -> None:
    with FaultyService(emulator.base_url) as service:
        service.faults["start"] = (hangs, True)
        with program([*COMMAND, "open", AVATAR], emulator, service.base_url) as child:
            waits_for(child, lambda: bool(emulator.running))
            child.send_signal(number)
            out, err = child.communicate()
    assert (child.returncode, out, err, emulator.running) == (status, "", "", [])


def test_sigterm_while_it_opens_and_may_run(emulator: Emulator) -> None:
    with FaultyService(emulator.base_url) as service:
        service.faults = {"start": (hangs, True), "stop": (sends(answer(418)), False)}
        with program([*COMMAND, "open", AVATAR], emulator, service.base_url) as child:
            waits_for(child, lambda: bool(emulator.running))
            child.send_signal(TERM)
            _, err = child.communicate()
    assert child.returncode == 1
    assert re.fullmatch(rf"liveavatar: session {last(emulator)} may still be running, and cost credits: .*\n", err)


def test_sigterm_where_it_cannot_be_closed(emulator: Emulator) -> None:
    with program([*COMMAND, "open", AVATAR], emulator, emulator.base_url) as child:
        reads_until(child, "meet.livekit.io")
        emulator.fail_next("stop", status=418, times=10)
        child.send_signal(TERM)
        _, err = child.communicate()
    assert child.returncode == 1
    assert err.endswith(f"`liveavatar stop {last(emulator)}` stops it.\n")


@pytest.mark.parametrize(
    ("width", "first", "then"),
    [
        (
            "90",
            "It has run for 0:00:00. What it has cost is not known. Ctrl-C closes it.",
            "It has run for 0:00:00. It has cost 1 credit. Ctrl-C closes it.",
        ),
        (
            "50",
            "It has run for 0:00:00. What it has cost is not \u2026",
            "It has run for 0:00:00. It has cost 1 credit. Ct\u2026",
        ),
    ],
)
def test_a_line_that_renews_itself_on_a_terminal(width: str, first: str, then: str, emulator: Emulator) -> None:
    emulator.fail_next("get_session")
    settings = {"LIVEAVATAR_API_KEY": emulator.api_key, "LIVEAVATAR_BASE_URL": emulator.base_url, "COLUMNS": width}
    command = [sys.executable, "-c", QUICKLY, "open", AVATAR]
    screen, line = pty.openpty()
    with subprocess.Popen(command, env={**os.environ, **settings}, stdin=line, stdout=line, stderr=line) as child:
        os.close(line)
        shown, pressed = b"", False
        with contextlib.suppress(OSError):  # at the end of it
            while part := os.read(screen, 10_000):
                shown += part
                if not pressed and b"1 credit" in shown:
                    pressed = True
                    child.send_signal(INT)
        assert child.wait() == 130
    os.close(screen)
    _, _, line_of_it, closed, _ = shown.decode().replace("\r\n", "\n").split("\n")
    renewed = line_of_it.split("\r")[1:]
    assert (renewed[0], renewed[-1].rstrip()) == (first, then)
    left = ""
    for each in renewed:  # what is on the screen then
        left = each + left[len(each) :]
    assert left.rstrip() == then
    assert closed == "Closed after 0:00:00. It has cost 1 credit."
    assert emulator.running == []


@pytest.mark.parametrize("typed", ["avatars", "sessions --json", "--help", "stop --all"])
def test_nobody_reads(typed: str, emulator: Emulator) -> None:
    read, write = os.pipe()
    os.close(read)
    done = run(typed.split(), emulator, stdout=write, stderr=subprocess.PIPE)
    os.close(write)
    assert (done.returncode, done.stderr) == (0, "")


def test_nobody_reads_any_more_of_a_session(emulator: Emulator) -> None:
    """The session is closed, and what was to stop is stopped."""
    with program([sys.executable, "-c", QUICKLY, "open", AVATAR], emulator, emulator.base_url) as child:
        reads_until(child, "meet.livekit.io")
        assert child.stdout
        assert child.stderr
        child.stdout.close()
        assert (child.wait(), child.stderr.read(), emulator.running) == (0, "", [])


def test_a_standard_error_that_is_closed(emulator: Emulator) -> None:
    """What belongs there does not come between the JSON."""
    command = ["sh", "-c", 'exec "$@" 2>&-', "sh", *COMMAND, "stop", NOBODY, "--json"]
    settings = {"LIVEAVATAR_API_KEY": emulator.api_key, "LIVEAVATAR_BASE_URL": emulator.base_url}
    done = subprocess.run(command, env={**os.environ, **settings}, stdout=subprocess.PIPE, text=True)
    assert done.returncode == 1
    assert [each["stopped"] for each in json.loads(done.stdout)] == [False]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no disk that is full")
@pytest.mark.parametrize("typed", ["avatars", "--help", f"open {AVATAR}"])
def test_a_disk_that_is_full(typed: str, emulator: Emulator) -> None:
    with open("/dev/full", "w") as full:
        done = run(typed.split(), emulator, stdout=full, stderr=subprocess.PIPE)
    assert done.stderr == "liveavatar: standard output cannot be written: No space left on device.\n"
    assert (done.returncode, emulator.running) == (1, [])


def test_a_terminal_without_the_letters(emulator: Emulator, api: LiveAvatarApi) -> None:
    api.create_context(ContextRequest(name="Caf\u00e9", prompt="p", opening_text="o"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONIOENCODING", "ascii")
        done = run(["contexts"], emulator, capture_output=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Caf?" in done.stdout


# ---- the emulator, and the rest ----


@pytest.mark.parametrize("as_json", [False, True])
def test_the_emulator(as_json: bool, emulator: Emulator) -> None:
    options = ["--json"] if as_json else []
    typed = [*COMMAND, "emulator", "--port", "0", "--credits", "7", *options]
    with program(typed, emulator, "http://127.0.0.1:9") as child:
        said = reads_until(child, "emulator-key")
        if as_json:
            known = json.loads(said)
        else:
            settings = dict(re.findall(r"export LIVEAVATAR_(\w+)=(\S+)", said))
            known = {name.lower(): value for name, value in settings.items()}
        with LiveAvatarApi(**known) as api:
            assert api.get_credits().credits_left == "7"
        child.send_signal(INT)
        out, err = child.communicate()
    assert out == ""
    assert [line.split(" ", 2)[2] for line in err.splitlines()] == ["GET /v1/users/credits 200"]
    assert child.returncode == 130


def test_the_emulator_without_its_extra(capsys: pytest.CaptureFixture[str]) -> None:
    code = (
        "import sys; sys.modules['werkzeug'] = None; from liveavatar_client.shell.command import main; sys.exit(main())"
    )
    done = subprocess.run([sys.executable, "-c", code, "emulator"], capture_output=True, text=True)
    needs = 'liveavatar: The emulator needs its extra: pip install "liveavatar-client[emulator]".\n'
    assert (done.returncode, done.stdout, done.stderr) == (1, "", needs)


@pytest.mark.parametrize(
    "name", ["", "sessions", "stop", "open", "avatars", "voices", "contexts", "credits", "emulator"]
)
def test_help(name: str, shell: Shell) -> None:
    said = shell(*name.split(), "--help")
    assert (said.status, said.err) == (0, "")
    assert said.out.startswith(f"usage: liveavatar {name}".rstrip())
    assert "--json" in said.out or not name
    assert re.search(rf"example:\n  liveavatar {name}", said.out)


def test_version() -> None:
    installed = Path(sys.executable).parent / "liveavatar"
    for command in (COMMAND, [str(installed)]):
        done = subprocess.run([*command, "--version"], capture_output=True, text=True)
        assert (done.returncode, done.stdout, done.stderr) == (0, f"liveavatar {__version__}\n", "")


def test_the_client_does_not_load_the_command() -> None:
    code = "import sys, liveavatar_client; liveavatar_client.LiveAvatarApi; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert "liveavatar_client.facade" in loaded
    assert not [name for name in loaded if name.startswith("liveavatar_client.shell")]
