import json
import sys
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlsplit

BODY = {
    "mode": "LITE",
    "avatar_id": "dd73ea75-1218-4ef3-92ce-606d5f7fbc0a",
    "is_sandbox": False,
    "video_settings": {"encoding": "H264", "quality": "high"},
}
url = urlsplit(sys.argv[1])
connection = HTTPConnection(url.netloc, timeout=30)


def post(path: str, headers: dict[str, str], body: Any = None) -> Any:
    content = None
    if body is not None:
        content, headers = json.dumps(body), {**headers, "Content-Type": "application/json"}
    connection.request("POST", url.path + path, content, headers)
    response = connection.getresponse()
    answer = json.load(response)
    if response.status >= 400:
        raise RuntimeError(answer)
    return answer["data"]


token = post("/sessions/token", {"X-API-KEY": "bench-key"}, BODY)
bearer = {"Authorization": f"Bearer {token['session_token']}"}
session = post("/sessions/start", bearer)
post("/sessions/stop", bearer, {"session_id": session["session_id"]})
connection.close()
