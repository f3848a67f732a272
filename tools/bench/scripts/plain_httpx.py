import sys

import httpx

BODY = {
    "mode": "LITE",
    "avatar_id": "dd73ea75-1218-4ef3-92ce-606d5f7fbc0a",
    "is_sandbox": False,
    "video_settings": {"encoding": "H264", "quality": "high"},
}

with httpx.Client(base_url=sys.argv[1]) as client:
    answer = client.post("/sessions/token", headers={"X-API-KEY": "bench-key"}, json=BODY)
    token = answer.raise_for_status().json()["data"]
    bearer = {"Authorization": f"Bearer {token['session_token']}"}
    answer = client.post("/sessions/start", headers=bearer)
    session = answer.raise_for_status().json()["data"]
    client.post("/sessions/stop", headers=bearer, json={"session_id": session["session_id"]}).raise_for_status()
