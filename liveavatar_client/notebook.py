"""What a notebook shows of a session."""

from datetime import UTC, datetime
from html import escape
from typing import TYPE_CHECKING

from .dates import in_words
from .masking import MASK

if TYPE_CHECKING:
    from .session import StandardSessionResponse


def table(session: "StandardSessionResponse") -> str:
    """A small table in plain HTML. It sets no colour, so that it reads well on a light page and on a dark one."""
    rows = {
        "session": session.session_id,
        "mode": session.mode,
        "avatar": session.avatar_id,
        "state": session.state,
        "started": _time(session.started_at),
        "expires": _expiry(session),
        "LiveKit": session.livekit_url,
        "client token": session.access_token and MASK,
        "agent token": session.livekit_agent_token and MASK,
        "websocket": session.ws_url and MASK,
    }
    left = 'style="text-align: left"'
    cells = "".join(
        f"<tr><th {left}>{name}</th><td {left}>{escape(value)}</td></tr>" for name, value in rows.items() if value
    )
    return f"<table>{cells}</table>"


def _time(when: datetime | None) -> str | None:
    return f"{when:%Y-%m-%d %H:%M:%S} UTC" if when else None


def _expiry(session: "StandardSessionResponse") -> str | None:
    expires = session.expires_at
    if expires is None or session.state != "open":
        return _time(expires)
    return f"{_time(expires)}, in {in_words(expires - datetime.now(UTC))}"
