"""Whatever the service answers: a typed result or a LiveAvatarApiError, and nothing left running."""

import contextlib
import warnings
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from liveavatar_client import (
    InvalidRequestError,
    LiveAvatarApi,
    LiveAvatarApiError,
    LiveAvatarNewSessionRequest,
    LiveAvatarSessionData,
)
from liveavatar_client.emulator import Emulator

from .conftest import AVATAR
from .faulty import Fault, FaultyService, answer, sends, tampers

REQUEST = LiveAvatarNewSessionRequest(avatar_id=AVATAR)
FIELDS = {
    "token": ["code", "data", "message", "data.session_id", "data.session_token"],
    "start": ["code", "data", "message"]
    + [f"data.{name}" for name in ("session_id", "livekit_url", "livekit_client_token", "livekit_agent_token")]
    + ["data.max_session_duration", "data.ws_url"],
    "stop": ["code", "data", "message"],
}
MISSING = object()
NEEDED = {"data", "data.session_id", "data.session_token"}
"""What the client itself cannot do without. Of the rest it takes what it can, since a session that runs costs money."""


class Bench(NamedTuple):
    emulator: Emulator
    service: FaultyService
    api: LiveAvatarApi


@pytest.fixture(scope="module")
def bench() -> Iterator[Bench]:
    with (
        Emulator() as emulator,
        FaultyService(emulator.base_url) as service,
        warnings.catch_warnings(),
        LiveAvatarApi(emulator.api_key, base_url=service.base_url, max_retries=0) as api,
    ):
        yield Bench(emulator, service, api)
        warnings.simplefilter("ignore")  # ids that the service never gave stay open


def with_field(field: str, value: Any) -> Fault:
    """The service's real answer, but for one field."""

    def change(body: Any) -> Any:
        *way, name = field.split(".")
        place = body
        for step in way:
            place = place.setdefault(step, {})
        if value is MISSING:
            place.pop(name, None)
        else:
            place[name] = value
        return body

    return tampers(change)


def outcome(bench: Bench, call: str, fault: Fault) -> LiveAvatarApiError | None:
    """What comes of a session when an answer of the service is changed on its way."""
    bench.service.faults = {call: (fault, True)}
    error = None
    try:
        session = bench.api.new_session(REQUEST)
        for text in (session.access_token, session.livekit_url, session.livekit_agent_token, session.ws_url):
            assert text is None or (isinstance(text, str) and text)
        assert session.max_session_duration is None or type(session.max_session_duration) is int
        assert session.session_id in repr(session)
        assert session.session_id in session._repr_html_()
        assert len(bench.emulator.running) == 1
        bench.api.close_session(session.session_id)
    except LiveAvatarApiError as caught:
        error = caught
    assert len(bench.emulator.running) <= len(bench.api.open_sessions)
    bench.service.faults = {}
    for session_id in bench.api.open_sessions:
        with contextlib.suppress(InvalidRequestError):  # an id that the service never gave
            bench.api.close_session(session_id)
    assert bench.emulator.running == []
    return error


@pytest.mark.parametrize("value", [None, MISSING], ids=["null", "missing"])
@pytest.mark.parametrize(("call", "field"), [(call, field) for call in FIELDS for field in FIELDS[call]])
def test_every_field_null_or_missing(bench: Bench, call: str, field: str, value: Any) -> None:
    error = outcome(bench, call, with_field(field, value))
    if field in NEEDED and call != "stop":
        assert error
        assert "cannot be understood" in str(error)
    else:
        assert error is None


@pytest.mark.parametrize("value", [5, -1.5, True, "text", "", [], [1], {}, {"a": {}}], ids=repr)
@pytest.mark.parametrize(("call", "field"), [(call, field) for call in FIELDS for field in FIELDS[call]])
def test_every_field_of_every_type(bench: Bench, call: str, field: str, value: Any) -> None:
    error = outcome(bench, call, with_field(field, value))
    # An id is whatever the service says: the start's word counts, even where it is not that of the token.
    needed = field in NEEDED and call != "stop" and not (field == "data.session_id" and value == "text")
    assert bool(error) == (field == "code" or needed)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
quick = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@quick
@given(st.data())
def test_random_answers(bench: Bench, data: st.DataObject) -> None:
    call = data.draw(st.sampled_from(list(FIELDS)))
    value = data.draw(JSON)
    field = data.draw(st.sampled_from(FIELDS[call]) | st.text(min_size=1, max_size=8).filter(lambda t: "." not in t))
    whole = data.draw(st.booleans())
    outcome(bench, call, tampers(lambda _: value) if whole else with_field(field, value))


@quick
@given(call=st.sampled_from(list(FIELDS)), body=st.binary(max_size=60))
def test_random_bytes(bench: Bench, call: str, body: bytes) -> None:
    assert outcome(bench, call, sends(answer(201 if call == "start" else 200, body)))


def test_unknown_fields_and_values_are_kept(bench: Bench) -> None:
    bench.service.faults = {"start": (with_field("data.mood", {"deep": ["new"]}), True)}
    session = bench.api.new_session(REQUEST)
    assert isinstance(session.raw_response.data, LiveAvatarSessionData)
    assert session.raw_response.data["mood"] == {"deep": ["new"]}
    bench.api.close_session(session.session_id)
