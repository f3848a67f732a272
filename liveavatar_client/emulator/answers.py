"""The service's answers, in its own shapes."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from werkzeug.wrappers import Response

from .record import Minted, Session
from .service import Service


def json_response(body: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """An answer in JSON."""
    return Response(json.dumps(body), status=status, headers=dict(headers or {}), mimetype="application/json")


def envelope(data: Any, message: str | None = None) -> dict[str, Any]:
    """A success."""
    return {"code": 1000, "data": data, "message": message}


def token(minted: Minted) -> dict[str, Any]:
    """The answer to a request for a token."""
    return envelope({"session_id": minted.session_id, "session_token": minted.token}, "Session token created")


def started(session: Session, service: Service) -> dict[str, Any]:
    """The answer to a start. What it holds depends on the mode and the connector."""
    configuration, secret = session.configuration, session.token[::-1]
    own_room = bool(configuration.get("livekit_config"))
    plain = session.mode == "LITE" and not configuration.get("elevenlabs_agent_config")
    data = {
        "session_id": session.session_id,
        "livekit_url": None if own_room else "wss://livekit.emulator.invalid",
        "livekit_client_token": None if own_room else f"client-{secret}",
        "max_session_duration": service.limit(session),
    }
    if plain and not own_room:
        data["livekit_agent_token"] = f"agent-{secret}"
    if plain:
        data["ws_url"] = f"wss://ws.emulator.invalid/{secret}"
    return envelope(data, "Session started")


def record(session: Session, service: Service) -> dict[str, Any]:
    """What the service keeps of a session."""
    now = session.ended or service.clock.now()
    shown = {
        "id": session.session_id,
        "created_at": _time(session.started),
        "updated_at": _time(session.ended or session.active),
        "duration": round((now - session.started).total_seconds()),
        "source": "API",
        "mode": session.mode,
        "is_sandbox": session.sandbox,
        "credits_consumed": session.credits(now),
    }
    if session.ended:
        shown |= {"end_at": _time(session.ended), "end_reason": session.end_reason}
    return shown


def page(records: list[dict[str, Any]], number: int, size: int, asked: dict[str, str]) -> dict[str, Any]:
    """One page of a list, with the addresses of its neighbours."""
    last = -(-len(records) // size)

    def address(other: int) -> str | None:
        return f"/v1/sessions?{urlencode({**asked, 'page': other})}" if 1 <= other <= last else None

    return envelope(
        {
            "count": len(records),
            "next": address(number + 1),
            "previous": address(number - 1),
            "results": records[(number - 1) * size : number * size],
        }
    )


def transcript(session: Session, start: int | None, end: int | None) -> dict[str, Any]:
    """What was said in a session, from `start` to `end` in Unix time (seconds)."""
    said = [
        entry
        for entry in session.transcript
        if (start is None or start <= entry["absolute_timestamp"])
        and (end is None or entry["absolute_timestamp"] <= end)
    ]
    after = said[-1]["absolute_timestamp"] + 1 if said else start
    return envelope({"session_active": session.ended is None, "next_timestamp": after, "transcript_data": said})


def _time(when: datetime) -> str:
    return when.isoformat().replace("+00:00", "Z")
