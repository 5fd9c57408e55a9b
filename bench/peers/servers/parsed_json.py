"""The floor of an honest server in Python: parses the body, finds the path, writes a fresh answer.

Nothing is validated and nothing kept. It uses the JSON module of the standard library.
"""

import json
from typing import Any, Final

_PATH: Final = "/marketing-solutions/campaigns"
_CAMPAIGN: Final = {
    "type": "Campaign",
    "id": "99999",
    "attributes": {
        "name": "Spring Sale",
        "advertiserId": "12345",
        "goal": "Retention",
        "spendLimit": {
            "spendLimitType": "capped",
            "spendLimitRenewal": "daily",
            "spendLimitAmount": 123.45,
        },
    },
}


def _read(_: Any) -> Any:  # noqa: ANN401
    return _CAMPAIGN


def _change(body: Any) -> Any:  # noqa: ANN401
    return [{"type": item["type"], "id": item["id"]} for item in body["data"]]


def _search(_: Any) -> Any:  # noqa: ANN401
    return [_CAMPAIGN]


_HANDLERS: Final = {
    ("GET", f"{_PATH}/99999"): _read,
    ("PATCH", _PATH): _change,
    ("POST", f"{_PATH}/search"): _search,
}


async def app(scope: Any, receive: Any, send: Any) -> None:  # noqa: ANN401
    """Answers an ASGI request."""
    if scope["type"] != "http":
        return
    body = b""
    if scope["method"] != "GET":
        more = True
        while more:
            message = await receive()
            body += message["body"]
            more = message.get("more_body", False)
    handler = _HANDLERS.get((scope["method"], scope["path"]))
    status, answer = 404, {}
    if handler is not None:
        data = handler(json.loads(body) if body else None)
        status, answer = 200, {"data": data, "errors": [], "warnings": []}
    written = json.dumps(answer, separators=(",", ":")).encode()
    headers = [
        (b"content-type", b"application/json"),
        (b"content-length", str(len(written)).encode()),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": written})
