"""A backend for a page with an avatar (FastAPI): each visitor gets a token, and the API key stays here.

    pip install fastapi uvicorn
    uvicorn --app-dir examples token_server:app --workers 2

Needs LIVEAVATAR_API_KEY. With LIVEAVATAR_AVATAR_ID set, that avatar, which costs credits; else the sandbox, which is
free. Whoever reaches this server gets tokens: put the login of your site before it.
"""

import logging
import math
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, JSONResponse

from liveavatar_client import (
    SANDBOX_AVATAR,
    AuthenticationError,
    ConcurrencyLimitError,
    InvalidRequestError,
    LiveAvatarApi,
    LiveAvatarApiError,
    LiveAvatarError,
    LiveAvatarNewSessionRequest,
    NoCreditsError,
    NotFoundError,
    RateLimitError,
)

AVATAR = os.environ.get("LIVEAVATAR_AVATAR_ID") or SANDBOX_AVATAR
# Fixed here, and not by the visitor, since your account pays: a token starts one session, once, and nothing else. With
# max_session_duration=600 it would last for ten minutes at most.
SESSION = LiveAvatarNewSessionRequest(avatar_id=AVATAR, is_sandbox=AVATAR == SANDBOX_AVATAR)
PAUSE = 10
"""Seconds after which a page may ask again, where the service does not say."""

logger = logging.getLogger("token_server")


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[dict[str, LiveAvatarApi]]:
    """Each process makes its client once, and closes it at its end, on SIGTERM, too."""
    with LiveAvatarApi(timeout=5, max_retries=1) as api:  # a visitor waits for 25 s at most
        yield {"api": api}  # request.state.api


app = FastAPI(lifespan=lifespan)


@app.post("/token")
def token(request: Request) -> dict[str, str]:  # no `async`, so that FastAPI runs it in a thread: the client blocks
    """What starts the one session of this visitor, from the browser."""
    api: LiveAvatarApi = request.state.api
    made = api.create_session_token(SESSION).data
    return {"session_id": made.session_id, "session_token": made.session_token}


@app.get("/health")
def health(request: Request) -> dict[str, str]:
    """Whether the service is there, and takes the key. For who watches: no restart of this process mends either."""
    api: LiveAvatarApi = request.state.api
    api.get_credits()
    return {"status": "ok"}


@app.exception_handler(LiveAvatarError)
def failed(request: Request, error: LiveAvatarError) -> JSONResponse:
    """What the page needs to know; the log has the rest. With Retry-After where it makes sense to ask again."""
    logger.warning("%s", error)  # secrets are masked in it
    match error:
        case RateLimitError() | ConcurrencyLimitError():
            status, what, may_pass = 503, "busy", True
        case NoCreditsError():
            status, what, may_pass = 503, "no_credits", False
        case AuthenticationError():
            status, what, may_pass = 500, "wrong_key", False
        case InvalidRequestError() | NotFoundError():  # an avatar that there is not, a wrong address of the service
            status, what, may_pass = 500, "wrong_settings", False
        case _:
            status, what, may_pass = 502, "down", True
    asked = error.retry_after if isinstance(error, LiveAvatarApiError) else None
    pause = PAUSE if asked is None else max(1, math.ceil(min(asked, 3600)))
    return JSONResponse({"error": what}, status, headers={"Retry-After": str(pause)} if may_pass else {})


@app.get("/")
def page() -> HTMLResponse:
    """A page that asks for a token."""
    return HTMLResponse(PAGE)


PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>An avatar</title>
<button>Talk to the avatar</button>
<output></output>
<script type="module">
const button = document.querySelector("button");
const said = document.querySelector("output");
const words = {
  busy: "All avatars are taken. Please try again soon.",
  down: "The avatar cannot be reached. Please try again soon.",
};

button.onclick = async () => {
  button.disabled = true;
  said.value = "Just a moment ...";
  let answer, body;
  try {
    answer = await fetch("token", {method: "POST"});
    body = await answer.json();
  } catch {
    body = {error: "down"};  // no network, or a gateway's page in place of an answer
  }
  if (body.session_token) {
    said.value = `Session ${body.session_id} can start.`;
    // And is started here, by the vendor's web SDK (npm @heygen/liveavatar-web-sdk), which takes the token. It may
    // still be refused: code 4032 says that as many sessions run as your plan allows, 4033 that no credits are left.
    return;
  }
  said.value = words[body.error] ?? "The avatar is not available.";
  if (words[body.error]) {
    const pause = answer?.headers.get("Retry-After") ?? 10;  // seconds
    setTimeout(() => { button.disabled = false; }, pause * 1000);
  }
};
</script>
</html>
"""
