"""What a browser has to be told before a page of another origin may use the service (CORS)."""

from werkzeug.wrappers import Request, Response


def preflight(request: Request) -> Response | None:
    """The answer to a browser that asks whether a page may send a request; None for a request that is none of these."""
    asked = request.headers
    if request.method != "OPTIONS" or "Origin" not in asked or "Access-Control-Request-Method" not in asked:
        return None
    allowed = {
        "Access-Control-Allow-Methods": "DELETE, GET, PATCH, POST, PUT",
        "Access-Control-Allow-Headers": asked.get("Access-Control-Request-Headers", ""),
        "Access-Control-Max-Age": "600",
    }
    return Response("OK", headers=allowed)


def allow(origin: str | None) -> dict[str, str]:
    """The headers of an answer to a page of that origin, which may send credentials: so it is named, and no "*"."""
    if not origin or not origin.isprintable():
        return {}
    return {
        "Access-Control-Allow-Origin": origin,
        "Access-Control-Allow-Credentials": "true",
        "Vary": "Origin",
    }
