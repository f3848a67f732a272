"""What makes the client hang, or take a connection that is dead?"""

import contextlib
import gzip
import json
import os
import socket
import threading
import time
import tracemalloc
import warnings
import zlib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import httpx
import pytest

from liveavatar_client import (
    AuthenticationError,
    InvalidRequestError,
    LiveAvatarApi,
    LiveAvatarApiError,
    LiveAvatarConnectionError,
    LiveAvatarError,
    LiveAvatarTimeoutError,
    NotFoundError,
    RateLimitError,
    ServerError,
    connections,
)
from liveavatar_client.emulator import Emulator

from ..conftest import AVATAR
from ..faulty import Fault, FaultyService, answer, sends
from ..raw import Raw, hang_up, requests_on, reset
from .answers import ENDLESS, GONE, NOTHING_RUNS
from .stage import KEY, REQUEST, SHORT, SLOWEST, Stage, beat, items, told

# ---- connections ----


def at_once(count: int, call: Callable[[], object]) -> None:
    """Make calls, each in a thread of its own, at the same time."""
    with ThreadPoolExecutor(count) as pool:
        for future in [pool.submit(call) for _ in range(count)]:
            future.result()


def test_after_a_failover_a_call_does_not_walk_through_the_dead_connections() -> None:
    """Each of five idle connections is reset at its next request. One repetition has to do."""
    all_are_here = threading.Barrier(5)
    failed_over = threading.Event()
    asked: list[int] = []
    left = threading.Semaphore(0)

    def serve(connection: socket.socket, number: int) -> None:
        for _ in requests_on(connection):
            asked.append(number)
            if failed_over.is_set() and number < 5:
                reset(connection)
                return
            if not failed_over.is_set():
                all_are_here.wait(5)
            connection.sendall(NOTHING_RUNS)
        left.release()

    with Raw(serve) as raw, LiveAvatarApi(KEY, base_url=raw.base_url, timeout=5, max_retries=1) as api:
        at_once(5, api.list_sessions)
        assert len(raw.connections) == 5
        failed_over.set()
        asked.clear()
        assert not api.list_sessions()
        assert len(asked) == 2
        assert all(left.acquire(timeout=5) for _ in range(4)), "the other four are dropped"
        assert not api.list_sessions()
        assert len(asked) == 3
        assert len(raw.connections) == 6


def test_after_a_failover_a_session_opens(emulator: Emulator) -> None:
    """The token is repeated, and the start that follows goes over the connection that is known to be good."""
    failed_over = threading.Event()
    all_are_here = threading.Barrier(5)

    def serve(connection: socket.socket, number: int) -> None:
        if failed_over.is_set():
            with FaultyService(emulator.base_url) as behind:
                pass
            behind.serve(connection)
            return
        for _ in requests_on(connection):
            if failed_over.is_set():
                reset(connection)
                return
            all_are_here.wait(5)
            connection.sendall(NOTHING_RUNS)

    with Raw(serve) as raw, LiveAvatarApi(KEY, base_url=raw.base_url, timeout=5, max_retries=1) as api:
        at_once(5, api.list_sessions)
        failed_over.set()
        with api.session(REQUEST) as session:
            assert emulator.running == [session.session_id]
        assert emulator.running == []
        assert len(raw.connections) == 6


def test_an_idle_connection_lives_longer_than_five_seconds(fresh_emulator: Emulator) -> None:
    """Where httpx alone would make a new one. The one slow test here."""
    with LiveAvatarApi(KEY, base_url=fresh_emulator.base_url) as api:
        assert not api.list_sessions()
        time.sleep(5.5)
        assert not api.list_sessions()
        assert fresh_emulator.connections == 1
        with api.session(REQUEST):  # its token has just shown that the connection is alive
            assert fresh_emulator.connections == 1


def test_a_start_after_a_pause_has_a_connection_of_its_own(
    fresh_emulator: Emulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It must not be lost on one that has died meanwhile. What is safe to repeat takes the old one."""
    monkeypatch.setattr(connections, "SURELY_ALIVE_FOR", 0.1)
    with LiveAvatarApi(KEY, base_url=fresh_emulator.base_url, max_retries=0) as api:
        token = api.create_session_token(REQUEST).data
        time.sleep(0.2)
        assert not api.list_sessions()
        assert fresh_emulator.connections == 1
        time.sleep(0.2)
        api.start_session(token.session_token)
        assert fresh_emulator.connections == 2
        api.stop_session(token.session_id)
        assert fresh_emulator.connections == 2


def half_closed(port: int) -> int:
    """How many connections to a port the other side has closed and this one not (CLOSE_WAIT)."""
    lines = Path("/proc/self/net/tcp").read_text().splitlines()[1:]
    return sum(1 for _, _, peer, state, *_ in map(str.split, lines) if state == "08" and int(peer[9:], 16) == port)


needs_proc = pytest.mark.skipif(not Path("/proc/self/net/tcp").exists(), reason="counts connections in Linux's /proc")


@needs_proc
@pytest.mark.parametrize("alive", [[], [0], [0, 1]], ids=["all closed", "all but the oldest", "all but the two oldest"])
def test_connections_of_a_burst_that_the_service_has_closed_are_closed_soon(alive: list[int]) -> None:
    """They would lie in CLOSE_WAIT, a descriptor each, as long as the program runs."""
    burst = 12
    all_are_here = threading.Barrier(burst)
    bursting = True

    def serve(connection: socket.socket, number: int) -> None:
        for _ in requests_on(connection):
            if bursting:  # answered in the order of their numbers, when all are here
                all_are_here.wait(5)
                time.sleep(0.02 * number)
            connection.sendall(NOTHING_RUNS)

    with Raw(serve) as raw, LiveAvatarApi(KEY, base_url=raw.base_url, timeout=5, max_retries=1) as api:
        at_once(burst, api.list_sessions)
        bursting = False
        for number, connection in enumerate(list(raw.connections)):
            if number not in alive:
                hang_up(connection)
        time.sleep(1.1)
        assert half_closed(raw.port) == burst - len(alive), "the test is about those"
        for _ in range(10):
            api.list_sessions()
        assert half_closed(raw.port) == 0


@needs_proc
def test_connections_of_a_burst_that_nobody_needs_any_more_are_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "KEPT_FOR", 1.1)
    all_are_here = threading.Barrier(12)
    ended: list[int] = []
    bursting = True

    def serve(connection: socket.socket, number: int) -> None:
        for _ in requests_on(connection):
            if bursting:
                all_are_here.wait(5)
            connection.sendall(NOTHING_RUNS)
        ended.append(number)

    with Raw(serve) as raw, LiveAvatarApi(KEY, base_url=raw.base_url, timeout=5) as api:
        at_once(12, api.list_sessions)
        bursting = False
        time.sleep(1.3)
        for _ in range(10):
            api.list_sessions()
        time.sleep(0.1)
        assert len(ended) >= 11


# ---- a stated limit holds ----


Making = Callable[[str], contextlib.AbstractContextManager[LiveAvatarApi]]


@contextlib.contextmanager
def own(base_url: str) -> Iterator[LiveAvatarApi]:
    with LiveAvatarApi(KEY, base_url=base_url, timeout=SHORT, max_retries=0) as api:
        yield api


@contextlib.contextmanager
def brought(base_url: str) -> Iterator[LiveAvatarApi]:
    with (
        httpx.Client(timeout=SHORT) as client,
        LiveAvatarApi(KEY, base_url=base_url, max_retries=0, http_client=client) as api,
    ):
        yield api


@items("fault", ENDLESS)
@items("client", {"own": own})
def test_an_answer_that_never_ends_ends_in_time(client: Making, fault: Fault, service: FaultyService) -> None:
    service.faults = {"stop": (fault, False)}
    with client(service.base_url) as api:
        began = time.monotonic()
        with pytest.raises(LiveAvatarConnectionError):
            api.stop_session(AVATAR)
        took = time.monotonic() - began
    print(f"{took:.2f} s")
    assert took < SLOWEST


@items("client", {"own": own})
def test_a_request_that_is_read_slowly_ends_in_time(client: Making) -> None:
    """The service takes a bit of it now and then, so that no single wait is long."""

    def serve(connection: socket.socket, number: int) -> None:
        until = time.monotonic() + 5
        while time.monotonic() < until:
            connection.recv(65_536)
            time.sleep(0.01)

    with Raw(serve) as raw:
        raw.listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65_536)
        with client(raw.base_url) as api:
            began = time.monotonic()
            with pytest.raises(LiveAvatarConnectionError):
                api.stop_session(AVATAR, reason="x" * 60_000_000)
            took = time.monotonic() - began
    print(f"{took:.2f} s")
    assert took < SLOWEST + 1  # writing 60 MB as JSON takes a moment, too


BOMBS = {
    "gzip": gzip.compress(bytes(50_000_000)),
    "deflate": zlib.compress(bytes(50_000_000)),
    "br": b"\x5b\xff\xff\x03" * 1000,
    "zstd": b"\x28\xb5\x2f\xfd" * 1000,
    "gzip, gzip": gzip.compress(gzip.compress(bytes(50_000_000))),
    "identity, gzip": gzip.compress(bytes(50_000_000)),
    "GZIP": gzip.compress(bytes(50_000_000)),
    "x-gzip": gzip.compress(bytes(50_000_000)),
}


@pytest.mark.parametrize("encoding", BOMBS)
@pytest.mark.parametrize("status", [200, 404, 502])
@items("client", {"own": own, "brought": brought})
def test_an_answer_that_was_compressed_is_not_understood_and_not_unpacked(
    client: Making, status: int, encoding: str, service: FaultyService
) -> None:
    headers = f"Connection: close\r\nContent-Encoding: {encoding}\r\n"
    service.faults = {"stop": (sends(answer(status, BOMBS[encoding], headers)), False)}
    with client(service.base_url) as api:
        tracemalloc.start()
        try:
            with pytest.raises(LiveAvatarApiError) as caught:
                api.stop_session(AVATAR)
            peak = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
    assert caught.value.status == status
    assert status != 200 or "cannot be understood" in str(caught.value)
    assert peak < 5_000_000


def test_no_compression_is_asked_for(emulator: Emulator) -> None:
    with httpx.Client(headers={"Accept-Encoding": "gzip"}) as client:
        for http_client in (None, client):
            with LiveAvatarApi(KEY, base_url=emulator.base_url, http_client=http_client) as api:
                api.list_sessions()
    assert [seen.headers["Accept-Encoding"] for seen in emulator.requests] == ["identity"] * 2


@contextlib.contextmanager
def black_holes(count: int) -> Iterator[tuple[list[str], int]]:
    """Addresses of this machine, and a port, at which nobody ever answers: the queue is full."""
    with contextlib.ExitStack() as stack:
        hosts = [f"127.0.7.{number + 1}" for number in range(count)]
        first = stack.enter_context(socket.create_server((hosts[0], 0), backlog=0))
        port = first.getsockname()[1]
        others = [stack.enter_context(socket.create_server((host, port), backlog=0)) for host in hosts[1:]]
        for server in [first, *others]:
            for _ in range(3):
                filler = stack.enter_context(socket.socket())
                filler.setblocking(False)
                filler.connect_ex(server.getsockname())
        yield hosts, port


def resolve_to(monkeypatch: pytest.MonkeyPatch, hosts: list[str]) -> None:
    """Give `many.invalid` several addresses."""
    real = socket.getaddrinfo

    def found(host: Any, *more: Any, **options: Any) -> Any:
        names = hosts if host in ("many.invalid", b"many.invalid") else [host]
        return [entry for name in names for entry in real(name, *more, **options)]

    monkeypatch.setattr(socket, "getaddrinfo", found)


def test_several_addresses_behind_one_name_share_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    with black_holes(6) as (hosts, port):
        resolve_to(monkeypatch, hosts)
        api = LiveAvatarApi(KEY, base_url=f"http://many.invalid:{port}/v1", timeout=0.5, max_retries=0)
        began = time.monotonic()
        with api, pytest.raises(LiveAvatarTimeoutError) as caught:
            api.stop_session(AVATAR)
        assert time.monotonic() - began < 1.5
        assert not caught.value.sent


def test_of_several_addresses_the_one_that_answers_is_found(
    emulator: Emulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = int(emulator.base_url.partition("//127.0.0.1:")[2].partition("/")[0])
    resolve_to(monkeypatch, ["127.0.7.9", "127.0.7.8", "127.0.0.1"])  # nobody listens at the first two
    with LiveAvatarApi(KEY, base_url=f"http://many.invalid:{port}/v1", timeout=2, max_retries=0) as api:
        assert not api.list_sessions()


def test_a_name_that_is_not_resolved_shares_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """The system takes the time for it that it likes."""
    over = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_options: over.wait(20))
    api = LiveAvatarApi(KEY, base_url="http://slow.invalid/v1", timeout=0.3, max_retries=0)
    began = time.monotonic()
    with api, pytest.raises(LiveAvatarTimeoutError, match="not resolved in time") as caught:
        api.stop_session(AVATAR)
    over.set()
    assert time.monotonic() - began < SLOWEST
    assert not caught.value.sent


# ---- a client that was brought ----


@pytest.mark.parametrize(
    "timeout",
    [
        None,
        httpx.Timeout(None),
        httpx.Timeout(5, read=None),
        httpx.Timeout(5, connect=None),
        httpx.Timeout(5, write=None),
        httpx.Timeout(5, pool=None),
        httpx.Timeout(float("inf")),
        httpx.Timeout(5, read=float("nan")),
        httpx.Timeout(5, read=0),
        httpx.Timeout(5, read=-1),
    ],
    ids=repr,
)
def test_a_brought_client_with_an_endless_wait_is_refused(timeout: Any) -> None:
    with httpx.Client(timeout=timeout) as client, pytest.raises(ValueError, match="http_client"):
        LiveAvatarApi(KEY, http_client=client)


DEFAULTS: dict[str, Any] = {
    "as they are written": {"Authorization": "Bearer of-the-client", "X-API-KEY": "of-the-client"},
    "small letters": {"authorization": "Bearer of-the-client", "x-api-key": "of-the-client"},
    "twice": [
        ("Authorization", "Bearer of-the-client"),
        ("authorization", "Bearer of-the-client"),
        ("X-Api-Key", "of-the-client"),
        ("x-api-key", "of-the-client"),
    ],
}


@items("headers", DEFAULTS)
@pytest.mark.parametrize("auth", [None, ("user", "of-the-client")], ids=["", "and auth"])
def test_the_defaults_of_a_brought_client_are_no_credential_of_a_call(
    headers: Any, auth: Any, emulator: Emulator
) -> None:
    with (
        httpx.Client(headers=headers, auth=auth) as client,
        LiveAvatarApi(KEY, base_url=emulator.base_url, http_client=client) as api,
    ):
        token = api.create_session_token(REQUEST).data
        api.start_session(token.session_token)
        api.keep_alive(token.session_id)
        api.stop_session(token.session_id, token.session_token)
        session = api.new_session(REQUEST)
        api.keep_alive(session.session_id)
        api.close_session(session.session_id)
        api.list_sessions("historic")
        api.get_session(session.session_id)
        with pytest.raises(NotFoundError):
            api.stop_session(session.session_id)
    tokens = emulator.tokens
    first, second = (f"Bearer {token}" for token in tokens)
    assert [(seen.headers.get("X-Api-Key"), seen.headers.get("Authorization")) for seen in emulator.requests] == [
        (KEY, None),  # a token
        (None, first),  # its start
        (KEY, None),  # keep_alive of what this client has not opened
        (None, first),  # stop with a token
        (KEY, None),  # a token
        (None, second),  # its start
        (None, second),  # keep_alive
        (None, second),  # close
        (KEY, None),  # a list
        (KEY, None),  # a record
        (KEY, None),  # stop by key
    ]
    assert client.headers.get("Authorization") == httpx.Headers(headers).get("Authorization")  # and it is as it was


class Switch:
    """Whether a client that was brought misbehaves. It behaves until a test says otherwise."""

    on = False


class Trouble(NamedTuple):
    """A client that misbehaves, and the error of a call that succeeds at the service, and of one refused with 404."""

    make: Callable[[Switch], httpx.Client]
    succeeding: type[LiveAvatarError] | None
    refused: type[LiveAvatarError]


def hooked(kind: str, hook: Callable[[Any], object]) -> Callable[[Switch], httpx.Client]:
    def make(switch: Switch) -> httpx.Client:
        return httpx.Client(timeout=5, event_hooks={kind: [lambda event: hook(event) if switch.on else None]})

    return make


def raises(error: Exception) -> Callable[[object], object]:
    def hook(_: object) -> object:
        raise error

    return hook


def raise_for_a_code(response: httpx.Response) -> None:
    if response.read() and response.json().get("code") == 1000:
        raise httpx.HTTPStatusError("1000 is no success here", request=response.request, response=response)


def log_and_raise(response: httpx.Response) -> None:
    response.read()
    response.raise_for_status()


class Broken(httpx.BaseTransport):
    """A transport that raises what no transport should."""

    def __init__(self, switch: Switch, error: Exception) -> None:
        self._switch, self._error, self._inner = switch, error, httpx.HTTPTransport()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if self._switch.on:
            raise self._error
        return self._inner.handle_request(request)

    def close(self) -> None:
        self._inner.close()


def with_transport(error: Exception) -> Callable[[Switch], httpx.Client]:
    return lambda switch: httpx.Client(timeout=5, transport=Broken(switch, error))


UNREACHED = LiveAvatarConnectionError
TROUBLES: dict[str, Trouble] = {
    "raise_for_status": Trouble(hooked("response", httpx.Response.raise_for_status), None, NotFoundError),
    "a hook that reads": Trouble(hooked("response", httpx.Response.read), None, NotFoundError),
    "a hook that reads and raises for a status": Trouble(hooked("response", log_and_raise), None, NotFoundError),
    "a hook that raises for a code": Trouble(hooked("response", raise_for_a_code), LiveAvatarApiError, NotFoundError),
    "a hook that raises ValueError": Trouble(hooked("response", raises(ValueError("hm"))), UNREACHED, UNREACHED),
    "a hook that raises KeyError": Trouble(hooked("response", raises(KeyError("hm"))), UNREACHED, UNREACHED),
    "a hook that raises one of ours": Trouble(
        hooked("response", raises(NotFoundError("not the service's", 404, ""))), NotFoundError, NotFoundError
    ),
    "a hook before the request that raises ValueError": Trouble(
        hooked("request", raises(ValueError("hm"))), UNREACHED, UNREACHED
    ),
    "a hook before the request that raises an assertion": Trouble(
        hooked("request", raises(AssertionError("hm"))), UNREACHED, UNREACHED
    ),
    "a transport that raises RuntimeError": Trouble(with_transport(RuntimeError("hm")), UNREACHED, UNREACHED),
    "a transport that raises OSError": Trouble(with_transport(OSError("hm")), UNREACHED, UNREACHED),
    "a transport that raises StopIteration": Trouble(with_transport(StopIteration()), UNREACHED, UNREACHED),
    "a transport that raises a timeout": Trouble(
        with_transport(httpx.ReadTimeout("hm")), LiveAvatarTimeoutError, LiveAvatarTimeoutError
    ),
}
"""What comes of it where a call succeeds (None: nothing), and where the service says 404."""


@items("trouble", TROUBLES)
def test_a_brought_client_that_misbehaves_ends_in_an_error_of_the_right_class(
    trouble: Trouble, emulator: Emulator
) -> None:
    switch = Switch()
    with trouble.make(switch) as client:
        api = LiveAvatarApi(KEY, base_url=emulator.base_url, http_client=client, max_retries=0)
        switch.on = True
        try:
            for call in (api.list_sessions, partial(api.new_session, REQUEST)):
                if trouble.succeeding:
                    with pytest.raises(LiveAvatarError) as caught:
                        call()
                    assert type(caught.value) is trouble.succeeding
                else:
                    call()
            with pytest.raises(LiveAvatarError) as caught:
                api.stop_session(AVATAR)
            assert type(caught.value) is trouble.refused
        finally:
            switch.on = False
            api.close()
        assert emulator.running == []


@items("trouble", TROUBLES)
def test_a_start_that_a_brought_client_spoils_is_not_lost(trouble: Trouble, emulator: Emulator) -> None:
    """It misbehaves from the answer of the start on, also while the client tries to undo it."""
    switch = Switch()

    def from_the_start_on(request: httpx.Request) -> None:
        switch.on = switch.on or request.url.path.endswith("/start")

    with trouble.make(switch) as client:
        hooks = client.event_hooks
        client.event_hooks = {**hooks, "request": [from_the_start_on, *hooks["request"]]}
        api = LiveAvatarApi(KEY, base_url=emulator.base_url, http_client=client, max_retries=0)
        error = None
        try:
            api.new_session(REQUEST)
        except LiveAvatarError as spoiled:
            error = spoiled
        assert set(emulator.running) <= {*api.open_sessions, error.session_id if error else None}
        client.event_hooks = {}
        switch.on = False
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            api.close()
        assert emulator.running == []


@items("trouble", TROUBLES)
def test_a_heartbeat_lives_through_a_brought_client_that_misbehaves(
    trouble: Trouble, emulator: Emulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    unhandled: list[Any] = []
    monkeypatch.setattr(threading, "excepthook", unhandled.append)
    switch = Switch()
    with trouble.make(switch) as client:
        api = LiveAvatarApi(KEY, base_url=emulator.base_url, http_client=client, max_retries=0)
        session = api.new_session(REQUEST)
        switch.on = True
        beat(api, session)
        switch.on = False
        assert unhandled == []
        assert session.state == "open"
        assert emulator.running == api.open_sessions == [session.session_id]
        api.close()
        assert emulator.running == []


def test_a_brought_client_that_is_closed_meanwhile(emulator: Emulator, monkeypatch: pytest.MonkeyPatch) -> None:
    """The session runs on, and the client says so; its heartbeat survives it."""
    unhandled: list[Any] = []
    monkeypatch.setattr(threading, "excepthook", unhandled.append)
    client = httpx.Client()
    api = LiveAvatarApi(KEY, base_url=emulator.base_url, http_client=client, max_retries=0)
    session = api.new_session(REQUEST)
    client.close()
    beat(api, session)
    assert unhandled == []
    for call in (api.list_sessions, session.close, partial(api.new_session, REQUEST), api.stop_all_sessions):
        with pytest.raises(LiveAvatarConnectionError, match="closed") as caught:
            call()
        assert not caught.value.sent
    assert emulator.running == api.open_sessions == [session.session_id]
    emulator.end_session(session.session_id)
    api.detach_session(session.session_id)


def test_raise_for_status_of_each_kind(service: FaultyService) -> None:
    kinds = {
        400: InvalidRequestError,
        401: AuthenticationError,
        403: AuthenticationError,
        404: NotFoundError,
        418: LiveAvatarApiError,
        422: InvalidRequestError,
        429: RateLimitError,
        500: ServerError,
        502: ServerError,
    }
    with httpx.Client(event_hooks={"response": [httpx.Response.raise_for_status]}) as client:
        api = LiveAvatarApi(KEY, base_url=service.base_url, http_client=client, max_retries=0)
        for status, kind in kinds.items():
            service.faults = {"stop": (sends(answer(status, json.dumps(GONE).encode())), False)}
            with pytest.raises(LiveAvatarApiError) as caught:
                api.stop_session(AVATAR)
            assert (type(caught.value), caught.value.status) == (kind, status)


# ---- settings of the environment that cannot work ----

NOWHERE = "/nowhere/at-all"
BAD_SETTINGS = [
    ("SSL_CERT_FILE", NOWHERE),
    ("SSL_CERT_FILE", os.path.dirname(__file__)),
    ("SSL_CERT_FILE", __file__),
    ("SSL_CERT_FILE", os.devnull),
    ("SSL_CERT_DIR", NOWHERE),
    ("SSL_CERT_DIR", __file__),
    *(
        (name, value)
        for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "https_proxy", "all_proxy")
        for value in ("ftp://127.0.0.1:21", "http://[::1", "http://:3128", "http://", "http://127.0.0.1:port", "://")
    ),
    ("ALL_PROXY", "socks5://127.0.0.1:1080"),
    ("https_proxy", "socks5h://127.0.0.1:1080"),
    ("HTTP_PROXY", "http://127.0.0.1:99999"),
    ("NO_PROXY", "::1/128"),
    ("no_proxy", "localhost,fd00::/8"),
    ("NO_PROXY", "http://[::1"),
]
"""A setting, and a value of it that cannot work."""


@pytest.mark.parametrize(("name", "value"), BAD_SETTINGS, ids=[f"{name}={value}" for name, value in BAD_SETTINGS])
def test_a_setting_that_cannot_work_is_one_clear_error(
    name: str, value: str, emulator: Emulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ValueError) as caught:
        LiveAvatarApi(KEY, base_url=emulator.base_url)
    assert name in str(caught.value)
    assert "\n" not in str(caught.value)
    with httpx.Client(trust_env=False) as client:  # its own settings hold, and there is nothing wrong with them
        assert not LiveAvatarApi(KEY, base_url=emulator.base_url, http_client=client).list_sessions()


def test_a_proxy_with_a_password_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://user:s3cr3t-word@[::1")
    with pytest.raises(ValueError) as caught:
        LiveAvatarApi(KEY)
    assert "s3cr3t-word" not in told(caught.value)


GOOD_SETTINGS = [
    ("SSL_CERT_FILE", ""),
    ("HTTPS_PROXY", ""),
    ("HTTPS_PROXY", "127.0.0.1:3128"),
    ("HTTPS_PROXY", "http://user:word@127.0.0.1:3128"),
    ("NO_PROXY", "*"),
    ("NO_PROXY", "localhost, 127.0.0.1,::1,.example.com,10.0.0.0/8"),
    ("no_proxy", ",,"),
]


@pytest.mark.parametrize(("name", "value"), GOOD_SETTINGS, ids=[f"{name}={value}" for name, value in GOOD_SETTINGS])
def test_a_setting_that_can_work_is_no_error(
    name: str, value: str, emulator: Emulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    with LiveAvatarApi(KEY, base_url=emulator.base_url) as api:
        assert not api.list_sessions()


# ---- what makes it hang ----

BUSY = {
    "faults": json.dumps({"code": 4000, "message": "x", "data": [{"loc": ["a"], "message": "x"}] * 60_000}),
    "details": json.dumps({"detail": [{"loc": ["a"], "msg": "x"}] * 70_000}),
    "names": json.dumps({"code": 4000, "message": "x", **{str(count): "token" for count in range(100_000)}}),
    "texts, short": json.dumps({"code": 4000, "message": "x", "a": ["b"] * 10_000}),
    "names, short": json.dumps({"code": 4000, "message": "x", **{str(count): "t" for count in range(4_500)}}),
    "a list": "[" + "[]," * 2_000_000 + "1]",
    "a body that breaks off": '{"a": [' + "{}," * 2_000_000,
}


@pytest.mark.parametrize("body", BUSY.values(), ids=BUSY)
def test_an_error_with_very_many_parts_takes_no_more_than_a_moment(body: str, stage: Stage, api: LiveAvatarApi) -> None:
    """Reading megabytes of JSON takes some 100 ms. It is read once, and not each of its parts is looked at."""
    stage.answers("stop", 400, body.encode())
    began = time.perf_counter()
    with pytest.raises(LiveAvatarApiError):
        api.stop_session(AVATAR)
    took = time.perf_counter() - began
    print(f"{len(body)} bytes: {took:.2f} s")
    assert took < 5  # much to spare: it was minutes


def test_a_file_for_the_keys_of_tls_that_cannot_be_written_is_one_clear_error(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """OpenSSL reads this setting whenever a client is made, and the name of another one would mislead."""
    monkeypatch.setenv("SSLKEYLOGFILE", "/nowhere/at-all/keys")
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    with pytest.raises(ValueError, match="SSLKEYLOGFILE"):
        LiveAvatarApi(KEY, base_url=stage.service.base_url)
