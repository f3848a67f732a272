"""Several sessions at once, each in a thread of its own, over one client; all closed, whatever happens.

Needs LIVEAVATAR_API_KEY, and a plan that allows so many at once. With LIVEAVATAR_AVATAR_ID set, that avatar, which
costs credits; else the sandbox, which is free.
"""

import os
import sys
from concurrent.futures import ThreadPoolExecutor, as_completed
from threading import Event

from liveavatar_client import SANDBOX_AVATAR, LiveAvatarApi, LiveAvatarError, LiveAvatarNewSessionRequest

SESSIONS = 5


def work(api: LiveAvatarApi, request: LiveAvatarNewSessionRequest, over: Event) -> str:
    with api.session(request) as session:  # in the thread that uses it, so that it is closed there, too
        over.wait(2)  # your work goes here; it should end early once `over` is set
    return session.session_id


def main() -> None:
    avatar_id = os.environ.get("LIVEAVATAR_AVATAR_ID") or SANDBOX_AVATAR
    request = LiveAvatarNewSessionRequest(avatar_id=avatar_id, is_sandbox=avatar_id == SANDBOX_AVATAR)
    over = Event()
    with LiveAvatarApi() as api, ThreadPoolExecutor(SESSIONS) as pool:
        try:
            for done in as_completed([pool.submit(work, api, request, over) for _ in range(SESSIONS)]):
                print("Closed:  ", done.result())
        finally:  # also where one session fails, or on Ctrl-C: the others are not left to run on
            over.set()
            pool.shutdown(cancel_futures=True)
    print("Running: ", len(api.open_sessions))


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)  # by now all are closed
    except (LiveAvatarError, ValueError) as error:
        sys.exit(" ".join([f"many_sessions: {error}", *getattr(error, "__notes__", [])]))
