import sys
from typing import Any

import requests  # type: ignore[import-untyped, import-not-found, unused-ignore]

BODY: Any = {
    "mode": "LITE",
    "avatar_id": "dd73ea75-1218-4ef3-92ce-606d5f7fbc0a",
    "is_sandbox": False,
    "video_settings": {"encoding": "H264", "quality": "high"},
}
ADDRESS = sys.argv[1] + "/sessions"

with requests.Session() as client:
    answer = client.post(f"{ADDRESS}/token", headers={"X-API-KEY": "bench-key"}, json=BODY, timeout=30)
    answer.raise_for_status()
    token = answer.json()["data"]
    bearer = {"Authorization": f"Bearer {token['session_token']}"}
    answer = client.post(f"{ADDRESS}/start", headers=bearer, timeout=30)
    answer.raise_for_status()
    session = answer.json()["data"]
    client.post(
        f"{ADDRESS}/stop", headers=bearer, json={"session_id": session["session_id"]}, timeout=30
    ).raise_for_status()
