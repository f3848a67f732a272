"""What an error says: what happened, and the next step, in one line."""

import contextlib
import errno
import json
import re
import socket
import time
from typing import Any, NamedTuple

import pytest

from liveavatar_client import (
    SANDBOX_AVATAR,
    ConcurrencyLimitError,
    ContextRequest,
    CustomSDKLiveKitConfig,
    EmbedRequest,
    LiveAvatarApi,
    LiveAvatarApiError,
    LiveAvatarError,
    LiveAvatarNewSessionRequest,
    NoCreditsError,
    NotFoundError,
    ServerError,
)
from liveavatar_client.answer import Answer
from liveavatar_client.emulator import Emulator
from liveavatar_client.masking import Secret

from .conftest import AVATAR
from .faulty import FaultyService, answer, drip, sends, silence

REQUEST = LiveAvatarNewSessionRequest(AVATAR)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


class Unreached(NamedTuple):
    """An address at which there is no service."""

    what: str
    base_url: str
    line: str
    environment: dict[str, str] = {}  # noqa: RUF012 - nobody changes it


PORT = free_port()
HERE = f"http://127.0.0.1:{PORT}"
UNREACHED = [
    Unreached(
        "nothing listens there",
        f"{HERE}/v1",
        "GET /v1/sessions: ConnectError: [Errno 111] Connection refused. "
        f"Nothing answers at {HERE}: check LIVEAVATAR_BASE_URL.",
        {"LIVEAVATAR_BASE_URL": f"{HERE}/v1"},
    ),
    Unreached(
        "an address of the program's own",
        HERE,
        f"GET /v1/sessions: ConnectError: [Errno 111] Connection refused. Nothing answers at {HERE}: check base_url.",
    ),
    Unreached(
        "a proxy that is not there",
        "http://service.invalid/v1",
        "GET /v1/sessions: ConnectError: [Errno 111] Connection refused. "
        "Nothing answers at http://service.invalid: check base_url, and the proxy (http_proxy).",
        {"http_proxy": HERE},
    ),
    Unreached(
        "no proxy for it",
        HERE,
        f"GET /v1/sessions: ConnectError: [Errno 111] Connection refused. Nothing answers at {HERE}: check base_url.",
        {"http_proxy": HERE, "no_proxy": "127.0.0.1"},
    ),
    Unreached(
        "a name that nobody has",
        "http://nobody.invalid",
        "GET /v1/sessions: ConnectError: [Errno -2] Name or service not known. "
        "The name nobody.invalid is not known: check base_url.",
    ),
    Unreached(
        "no network",
        "https://api.liveavatar.com",
        "GET /v1/sessions: ConnectError: [Errno -2] Name or service not known. "
        "The name api.liveavatar.com is not known: check the network.",
    ),
]


@pytest.fixture(autouse=True)
def _no_names(monkeypatch: pytest.MonkeyPatch) -> None:
    """No name is looked up, as no test sends anything to other machines; and no proxy is set."""

    real = socket.getaddrinfo

    def known(host: Any, *more: Any, **options: Any) -> Any:
        if host != "127.0.0.1":
            raise socket.gaierror(-2, "Name or service not known")
        return real(host, *more, **options)

    monkeypatch.setattr(socket, "getaddrinfo", known)
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy", "LIVEAVATAR_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.mark.parametrize("row", [pytest.param(row, id=row.what) for row in UNREACHED])
def test_a_service_that_is_not_there(row: Unreached, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in row.environment.items():
        monkeypatch.setenv(name, value)
    with LiveAvatarApi("key", base_url=row.base_url, max_retries=0) as api, pytest.raises(LiveAvatarError) as caught:
        api.list_sessions()
    assert str(caught.value) == row.line.replace("111", str(errno.ECONNREFUSED))


def test_a_service_that_hangs_up(emulator: Emulator) -> None:
    emulator.fail_next("sessions", hang_up=True)
    api = LiveAvatarApi("key", base_url=emulator.base_url, max_retries=0)
    with api, pytest.raises(LiveAvatarError) as caught:
        api.list_sessions()
    address = emulator.base_url.removesuffix("/v1")
    assert str(caught.value) == (
        "GET /v1/sessions: RemoteProtocolError: Server disconnected without sending a response. "
        f"There is no connection to {address}, or it broke off: check base_url."
    )


def test_no_tls_at_the_other_side(emulator: Emulator) -> None:
    address = emulator.base_url.removesuffix("/v1").replace("http:", "https:")
    with LiveAvatarApi("key", base_url=address, max_retries=0) as api, pytest.raises(LiveAvatarError) as caught:
        api.list_sessions()
    assert str(caught.value).endswith(f". {address} does not speak TLS (is it http://?): check base_url.")


@pytest.mark.parametrize(("retries", "said"), [(0, "1 attempt"), (1, "2 attempts")])
@pytest.mark.parametrize("fault", [silence, drip])
def test_a_timeout_says_after_how_long_and_what_changes_it(
    retries: int, said: str, fault: Any, emulator: Emulator
) -> None:
    with FaultyService(emulator.base_url) as service:
        service.faults = {"sessions": (fault, False)}
        api = LiveAvatarApi(emulator.api_key, base_url=service.base_url, timeout=0.2, max_retries=retries)
        with api, pytest.raises(LiveAvatarError) as caught:
            api.list_sessions()
    limits = re.escape(f"LiveAvatarApi(timeout=0.2, max_retries={retries})")
    step = rf"That was {said} in \d+\.\d s: raise the limits of {limits}, or try again later\."
    assert re.fullmatch(rf"GET /v1/sessions: .*\. {step}", str(caught.value))


class Refused(NamedTuple):
    """What the service says, and the whole line that comes of it."""

    status: int
    body: Any
    line: str
    headers: dict[str, str] = {}  # noqa: RUF012 - nobody changes it
    is_sandbox: bool = False


def fault(field: str, message: str) -> dict[str, Any]:
    return {"detail": [{"loc": ["body", *field.split(".")], "msg": message, "type": "x"}]}


FAILED = "POST /v1/sessions/token failed: "
KEY_ADVICE = "Check the API key: api_key, or LIVEAVATAR_API_KEY."
ANOTHER_TOKEN = "A token starts one session, once: create_session_token() makes another."
PROXY = KEY_ADVICE[:-1] + "; or what stands between, such as a proxy, has said no."
SEE = "https://docs.liveavatar.com says what the service takes."
TROUBLE = "The service, or a gateway before it, is in trouble: try again later."
AVATARS = "list_public_avatars() and list_avatars() have the avatars there are."
REFUSED = {
    "HTML with 200": Refused(
        200,
        "<h1>It works!</h1>",
        "POST /v1/sessions/token cannot be understood: the answer is not a JSON object (200 OK). "
        "That is not how LiveAvatar answers: check base_url, which is {address}.",
    ),
    "JSON of another service": Refused(
        200,
        {"status": "ok"},
        "POST /v1/sessions/token cannot be understood: it is not in the service's form (200 OK). "
        "That is not how LiveAvatar answers: check base_url, which is {address}.",
    ),
    "a code that is none": Refused(
        200,
        {"code": "1000", "data": {}},
        "POST /v1/sessions/token cannot be understood: the answer's code is not a number (200 OK). "
        "That is not how LiveAvatar answers: check base_url, which is {address}.",
    ),
    "a success without what it is for": Refused(
        200,
        {"code": 1000, "data": []},
        "POST /v1/sessions/token cannot be understood: it is not as described (200 OK). "
        "That is not how LiveAvatar answers: check base_url, which is {address}.",
    ),
    "a compressed answer": Refused(
        200,
        {"code": 1000, "data": {}},
        "POST /v1/sessions/token cannot be understood: the answer is compressed, which was not asked for (200 OK). "
        "That is not how LiveAvatar answers: check base_url, which is {address}.",
        {"Content-Encoding": "GZIP"},
    ),
    "404 of another service": Refused(
        404,
        "<h1>Not Found</h1>",
        FAILED + "404 Not Found. That is not how LiveAvatar answers: check base_url, which is {address}.",
    ),
    "an avatar that is none": Refused(
        422,
        fault("avatar_id", "Input should be a valid UUID"),
        FAILED + f"422 Unprocessable Entity: avatar_id: Input should be a valid UUID. {AVATARS}",
    ),
    "an avatar that the sandbox does not have": Refused(
        400,
        {"code": 4000, "data": [{"loc": ["avatar_id"], "message": "not allowed"}], "message": "Sandbox"},
        FAILED + "400 Bad Request, code 4000: Sandbox: avatar_id: not allowed. In the sandbox only "
        f"avatar_id='dd73ea75-1218-4ef3-92ce-606d5f7fbc0a' is allowed; leave is_sandbox out for any other. {AVATARS}",
        is_sandbox=True,
    ),
    "an avatar that the account does not have": Refused(
        400,
        {"code": 4000, "data": [{"loc": ["avatar_id"], "message": "not allowed"}], "message": "No"},
        FAILED + f"400 Bad Request, code 4000: No: avatar_id: not allowed. {AVATARS}",
    ),
    "a context that is none": Refused(
        422,
        fault("avatar_persona.context_id", "unknown"),
        FAILED + "422 Unprocessable Entity: avatar_persona.context_id: unknown. "
        "list_contexts() has the contexts there are.",
    ),
    "a voice that is none": Refused(
        422,
        fault("avatar_persona.voice_id", "unknown"),
        FAILED + "422 Unprocessable Entity: avatar_persona.voice_id: unknown. list_voices() has the voices there are.",
    ),
    "a wrong key": Refused(
        401,
        {"code": 4001, "data": None, "message": "Not authenticated"},
        FAILED + f"401 Unauthorized, code 4001: Not authenticated. {KEY_ADVICE}",
    ),
    "a key that may not": Refused(403, "", FAILED + f"403 Forbidden. {PROXY}"),
    "no slot": Refused(
        403,
        {"code": 4032, "data": None, "message": "Session concurrency limit reached"},
        FAILED + "403 Forbidden, code 4032: Session concurrency limit reached. "
        "Wait for a free slot (wait=60), or close a running session first: close_session() for one, "
        "stop_all_sessions() for all of the account.",
    ),
    "no credits": Refused(
        403,
        {"code": 4033, "data": None, "message": "No credits available"},
        FAILED + "403 Forbidden, code 4033: No credits available. Buy credits, or use the sandbox, which is free: "
        "is_sandbox=True, avatar_id='dd73ea75-1218-4ef3-92ce-606d5f7fbc0a'.",
    ),
    "too often": Refused(429, "", FAILED + "429 Too Many Requests. Ask again after 1 s."),
    "too often, and for how long": Refused(
        429, "", FAILED + "429 Too Many Requests. Ask again after 7 s.", {"Retry-After": "7"}
    ),
    "trouble": Refused(
        503,
        {"code": 5000, "data": None, "message": "Down"},
        FAILED + f"503 Service Unavailable, code 5000: Down. {TROUBLE}",
    ),
    "trouble for a while": Refused(
        503,
        {"code": 5000, "data": None, "message": "Down"},
        FAILED + f"503 Service Unavailable, code 5000: Down. {TROUBLE.replace('later', 'after 100 s')}",
        {"Retry-After": "100"},
    ),
    "more than the plan allows": Refused(
        400,
        {"code": 4000, "data": None, "message": "max_session_duration (100000s) exceeds the maximum allowed (1200s)"},
        FAILED
        + "400 Bad Request, code 4000: max_session_duration (100000s) exceeds the maximum allowed (1200s). "
        + SEE,
    ),
    "a conflict": Refused(
        409, {"code": 4009, "data": None, "message": "No"}, FAILED + f"409 Conflict, code 4009: No. {SEE}"
    ),
    "trouble of another service": Refused(
        501,
        "<h1>Unsupported method</h1>",
        FAILED + "501 Not Implemented. "
        "What answers there is in trouble: try again later, or check base_url ({address}).",
    ),
    "a code alone": Refused(
        400,
        {"code": 4000},
        FAILED + "400 Bad Request, code 4000. That is not how LiveAvatar answers: check base_url, which is {address}.",
    ),
    "a message of several lines": Refused(
        400,
        {"code": 4000, "message": " No\n\n such  thing"},
        FAILED + "400 Bad Request, code 4000: No such thing. " + SEE,
    ),
    "several faults": Refused(
        400,
        {
            "code": 4000,
            "message": "Bad",
            "data": [
                {"loc": ["body"], "message": "no\nobject"},
                {"loc": ["body", "a", 0], "message": "b"},
                {"loc": ["c", "d"]},
            ],
        },
        FAILED + "400 Bad Request, code 4000: Bad: body: no object; a.0: b; c.d: None. " + SEE,
    ),
    "a word that is the key": Refused(
        400,
        {"code": 4000, "data": None, "message": "A key is not a cat, k"},
        FAILED + "400 Bad Request, code 4000: A key is not a cat, ***. " + SEE,
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_a_service_that_says_no(what: str, emulator: Emulator) -> None:
    row = REFUSED[what]
    emulator.fail_next("token", status=row.status, body=row.body, headers=row.headers)
    with LiveAvatarApi("k", base_url=emulator.base_url, max_retries=0) as api, pytest.raises(LiveAvatarError) as caught:
        api.create_session_token(LiveAvatarNewSessionRequest(AVATAR, is_sandbox=row.is_sandbox))
    assert str(caught.value) == row.line.format(address=emulator.base_url.removesuffix("/v1"))


def test_a_token_that_is_used_or_none(api: LiveAvatarApi) -> None:
    token = api.create_session_token(REQUEST).data.session_token
    api.stop_session(api.start_session(token).data.session_id)
    for wrong, said in ((token, "code 4000: This session has already been started"), ("none", "Invalid session token")):
        with pytest.raises(LiveAvatarError) as caught:
            api.start_session(wrong)
        assert str(caught.value).endswith(f"{said}. {ANOTHER_TOKEN}")


def test_a_name_that_is_taken(api: LiveAvatarApi) -> None:
    context = ContextRequest(name="Reception", prompt="Be kind.", opening_text="Good day.")
    api.create_context(context)
    with pytest.raises(LiveAvatarError) as caught:
        api.create_context(context)
    assert str(caught.value).endswith(". A name is given once in an account: take another, or change what has it.")


@pytest.mark.parametrize(
    ("content", "cut", "said"),
    [
        (b"", "", None),
        (b'{"code": 1000}', "", None),
        (b"<h1>It works!</h1>", "", "the answer is not a JSON object"),
        (b"", "is compressed", "the answer is compressed"),
    ],
)
def test_an_answer_that_has_nothing_to_say(content: bytes, cut: str, said: str | None) -> None:
    """As of an operation that has no result: no body is a success, and a page of a gateway is none."""
    received = Answer("DELETE /v1/things/t", Secret("k"), 200, {}, content, cut, None, "http://nobody.invalid/v1")
    with pytest.raises(LiveAvatarApiError, match=said) if said else contextlib.nullcontext():
        received.nothing()


@pytest.mark.parametrize(("length", "cut"), [(240, False), (241, True), (5000, True)])
def test_a_long_message_is_cut_to_300_characters(length: int, cut: bool, emulator: Emulator) -> None:
    emulator.fail_next("token", status=400, body={"code": 4000, "message": ("not it " * 999)[:length]})
    with LiveAvatarApi("k", base_url=emulator.base_url, max_retries=0) as api, pytest.raises(LiveAvatarError) as caught:
        api.create_session_token(REQUEST)
    line = FAILED + "400 Bad Request, code 4000: " + ("not it " * 999)[:length]
    assert caught.value.args[0] == (line[:297] + "..." if cut else line)
    assert not cut or len(caught.value.args[0]) == 300


def test_a_secret_of_the_request_is_not_repeated_however_harmless_it_looks(emulator: Emulator) -> None:
    emulator.fail_next("token", status=400, body={"code": 4000, "message": "A tulip does not open the room"})
    request = LiveAvatarNewSessionRequest(AVATAR, livekit_config=CustomSDKLiveKitConfig("wss://x", "room", "tulip"))
    with LiveAvatarApi("k", base_url=emulator.base_url) as api, pytest.raises(LiveAvatarError) as caught:
        api.create_session_token(request)
    assert caught.value.args[0] == FAILED + "400 Bad Request, code 4000: A *** does not open the room"


def test_fifty_faults_are_taken_and_no_more(emulator: Emulator) -> None:
    faults = [{"loc": [f"field{number}"], "message": "no"} for number in range(60)]
    emulator.fail_next("token", status=400, body={"code": 4000, "message": "Bad", "data": faults})
    with LiveAvatarApi("k", base_url=emulator.base_url) as api, pytest.raises(LiveAvatarApiError) as caught:
        api.create_session_token(REQUEST)
    assert [fault.field for fault in caught.value.errors] == [f"field{number}" for number in range(50)]


class Owned(NamedTuple):
    """A refusal, and whether it has the form of the service's own."""

    status: int
    body: dict[str, Any]
    own: bool


OWNED = [
    Owned(400, {"code": 4000, "message": "No"}, True),
    Owned(400, {"code": 4999, "message": "No"}, True),
    Owned(400, {"code": 3999, "message": "No"}, False),
    Owned(400, {"code": 5000, "message": "No"}, False),
    Owned(400, {"code": 4000}, False),
    Owned(400, {"code": 4000, "message": 5}, False),
    Owned(403, {"code": 4032}, True),
    Owned(403, {"code": 4032, "message": 5}, False),
    Owned(400, {"message": "No"}, False),
    Owned(422, {"code": 4000, "message": "No"}, True),
    Owned(422, {"detail": [{"loc": ["body"], "msg": "No"}]}, True),
    Owned(422, {"detail": [{"loc": ["body"], "msg": "No"}, {"msg": "No"}]}, False),
    Owned(422, {"detail": [{"loc": ["body"]}]}, False),
    Owned(422, {"detail": ["No"]}, False),
    Owned(422, {"detail": "No"}, False),
    Owned(422, {"message": "No"}, False),
    Owned(423, {"detail": [{"loc": ["body"], "msg": "No"}]}, False),
]


@pytest.mark.parametrize("row", OWNED, ids=lambda row: f"{row.status} {row.body}")
def test_which_refusals_are_the_services_own(row: Owned, emulator: Emulator) -> None:
    emulator.fail_next("token", status=row.status, body=row.body)
    with LiveAvatarApi("k", base_url=emulator.base_url) as api, pytest.raises(LiveAvatarApiError) as caught:
        api.create_session_token(REQUEST)
    assert caught.value.from_service == row.own


CLASSES = [
    (299, None, None),
    (300, None, LiveAvatarApiError),
    (499, None, LiveAvatarApiError),
    (500, None, ServerError),
    (599, None, ServerError),
    (600, None, LiveAvatarApiError),
    (403, "Concurrency limit", ConcurrencyLimitError),
    (403, "No credits left", NoCreditsError),
    (404, "No credits left", NotFoundError),
    (404, "Concurrency limit", NotFoundError),
]


@pytest.mark.parametrize(("status", "message", "kind"), CLASSES)
def test_the_class_of_an_error(status: int, message: str | None, kind: type[Exception] | None) -> None:
    """By the status, and for a 403 by the message where the code does not say it."""
    body = b'{"code": 1000}' if status < 300 else json.dumps({"message": message}).encode()
    with FaultyService("http://nobody.invalid") as service:
        service.faults = {"stop": (sends(answer(status, body)), False)}
        with LiveAvatarApi("k", base_url=service.base_url, max_retries=0) as api:
            if kind is None:
                assert api.stop_session(AVATAR).code == 1000
            else:
                with pytest.raises(LiveAvatarApiError) as caught:
                    api.stop_session(AVATAR)
                assert type(caught.value) is kind


def test_what_a_client_says_that_is_closed(api: LiveAvatarApi) -> None:
    api.close()
    with pytest.raises(LiveAvatarError) as caught:
        api.new_session(REQUEST)
    assert str(caught.value) == "This LiveAvatarApi is closed, and opens no session any more. Make a new one."


def test_what_a_block_says_that_is_entered_again(api: LiveAvatarApi) -> None:
    with (lease := api.session(REQUEST)), pytest.raises(RuntimeError) as caught, lease:
        pass
    assert str(caught.value) == ("This session(...) was entered before: each opens one session. Call session() again.")


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (
            "close_session",
            "This client did not open that session, or it was detached. Call new_session first, or close it with "
            "stop_session().",
        ),
        ("detach_session", "This client has no such session open: there is nothing to detach."),
    ],
)
def test_what_is_said_of_a_session_of_somebody_else(call: str, said: str, api: LiveAvatarApi) -> None:
    with pytest.raises(ValueError, match=re.escape(said)) as caught:
        getattr(api, call)(AVATAR)
    assert str(caught.value) == said


@pytest.mark.parametrize("stopped", [401, 500])
def test_what_is_said_of_a_start_that_could_not_be_undone(stopped: int, emulator: Emulator) -> None:
    emulator.fail_next("start", status=500, after=True)
    emulator.fail_next("stop", status=stopped, times=2 if stopped == 401 else 1)
    with (
        LiveAvatarApi(emulator.api_key, base_url=emulator.base_url, max_retries=0) as api,
        pytest.raises(LiveAvatarError) as caught,
    ):
        api.new_session(REQUEST)
    doubt = {
        401: "since neither the API key nor its token can stop it.",
        500: "since stopping it failed, too: POST /v1/sessions/stop failed: 500 Internal Server Error",
    }
    session_id = caught.value.session_id
    [note] = caught.value.__notes__
    assert note.startswith(f"Session {session_id}: It may be running, {doubt[stopped]}")
    assert note.endswith(f". stop_session({session_id!r}) stops it.")


def test_an_embed_in_the_sandbox_takes_another_avatar_than_a_session(api: LiveAvatarApi) -> None:
    """So that nobody is sent to the avatar that was refused."""
    context = api.create_context(ContextRequest(name="Reception", prompt="Be kind.", opening_text="Good day."))
    with pytest.raises(LiveAvatarError) as caught:
        api.create_embed(EmbedRequest(avatar_id=SANDBOX_AVATAR, context_id=context.id, is_sandbox=True))
    assert caught.value.next_step == AVATARS


def test_an_avatar_that_is_not_there(api: LiveAvatarApi) -> None:
    with pytest.raises(LiveAvatarError) as caught:
        api.get_avatar("5b5b5b5b-1111-4222-8333-444444444444")
    assert str(caught.value).endswith(f": Avatar not found. {AVATARS}")


def test_a_call_by_something_that_is_no_id(api: LiveAvatarApi) -> None:
    with pytest.raises(LiveAvatarError) as caught:
        api.get_session("nope")
    assert str(caught.value).endswith(
        "path.session_id: Input should be a valid UUID. list_sessions() has those that run, and "
        'list_sessions("historic") those that have ended.'
    )


def test_no_slot_for_all_of_the_wait() -> None:
    with (
        Emulator(concurrency=0) as emulator,
        LiveAvatarApi(emulator.api_key, base_url=emulator.base_url) as api,
        pytest.raises(ConcurrencyLimitError) as caught,
    ):
        api.new_session(REQUEST, wait=0.1)
    assert caught.value.next_step == (
        "None came free in 0.1 s: wait longer, or close a running session first: close_session() for one, "
        "stop_all_sessions() for all of the account."
    )


def test_a_stop_that_failed_names_the_session(api: LiveAvatarApi, emulator: Emulator) -> None:
    session_id = emulator.start_session()
    emulator.fail_next("stop", status=409, times=2)
    for stop in (lambda: api.stop_session(session_id), api.stop_all_sessions):
        with pytest.raises(LiveAvatarError) as caught:
            stop()
        assert caught.value.session_id == session_id
        assert str(caught.value).endswith(f"stop_session('{session_id}') stops it.")


def test_a_session_that_is_not_there(api: LiveAvatarApi) -> None:
    with pytest.raises(LiveAvatarError) as caught:
        api.stop_session(AVATAR)
    assert str(caught.value) == (
        "POST /v1/sessions/stop failed: 404 Not Found, code 4004: Session not found. "
        'list_sessions() has those that run, and list_sessions("historic") those that have ended.'
    )


@pytest.mark.parametrize("call", ["new", "close"])
def test_a_session_that_may_run_is_named(call: str, emulator: Emulator) -> None:
    with LiveAvatarApi(emulator.api_key, base_url=emulator.base_url, max_retries=0) as api:
        session = api.new_session(REQUEST) if call == "close" else None
        emulator.fail_next("start", status=500, after=True)
        emulator.fail_next("stop", status=500)
        with pytest.raises(LiveAvatarError) as caught:
            session.close() if session else api.new_session(REQUEST)
        [session_id] = api.open_sessions
        assert caught.value.session_id == session_id
        assert str(caught.value).endswith(
            f"{TROUBLE} Session {session_id} may still be running, and cost credits: "
            f"stop_session('{session_id}') stops it."
        )


def test_a_client_made_in_the_old_way() -> None:
    with pytest.raises(TypeError) as caught:
        LiveAvatarApi("key", object())  # type: ignore[arg-type]
    assert str(caught.value) == (
        "LiveAvatarApi takes the API key, and everything else by name. It makes its own connections: write "
        "LiveAvatarApi(api_key) in place of LiveAvatarApi(api_key, session), and no `await`."
    )


@pytest.mark.parametrize(
    ("base_url", "setting"), [(None, "the network"), ("http://nobody.invalid", "base_url")], ids=["real", "own"]
)
def test_no_error_of_a_name_shows_the_key(base_url: str | None, setting: str) -> None:
    with LiveAvatarApi("a-key-of-mine", base_url=base_url, max_retries=0) as api:
        with pytest.raises(LiveAvatarError, match=f"check {setting}") as caught:
            api.list_sessions()
        assert "a-key-of-mine" not in str(caught.value)


HANGS: dict[str, dict[str, Any]] = {
    "token": {"token": (silence, False)},
    "start": {"start": (silence, True)},
    "start and stop": {"start": (silence, True), "stop": (silence, False)},
    "start, a byte at a time, and stop": {"start": (drip, True), "stop": (drip, False)},
    "start, and a stop that fails for a while": {"start": (silence, True), "stop": (sends(answer(503)), False)},
}


@pytest.mark.parametrize("step", HANGS)
@pytest.mark.parametrize("max_retries", [0, 1])
def test_new_session_takes_no_longer_than_it_says(step: str, max_retries: int, emulator: Emulator) -> None:
    """By the rule in its docstring: 377 s by default, and 32 s with timeout=5 and max_retries=0."""

    def most(timeout: float, max_retries: int) -> float:
        return 3 * (4 * timeout + 5 if max_retries else 2 * timeout) + 2

    said = " ".join(str(LiveAvatarApi.new_session.__doc__).split())
    assert f"takes {most(30, 2):.0f} s at most" in said
    assert f"timeout=5 and max_retries=0 it is {most(5, 0):.0f} s" in said
    timeout = 0.2
    with FaultyService(emulator.base_url) as service:
        service.faults = HANGS[step]
        api = LiveAvatarApi(emulator.api_key, base_url=service.base_url, timeout=timeout, max_retries=max_retries)
        began = time.monotonic()
        with pytest.raises(LiveAvatarError):
            api.new_session(REQUEST)
        assert time.monotonic() - began < most(timeout, max_retries) + 0.5
        service.faults = {}
        api.close()
        assert emulator.running == []
