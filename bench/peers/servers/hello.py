"""The bare server, which all ratios are taken to: reads the body, answers the same bytes."""

from typing import Any, Final

BODY: Final = (
    b'{"data":{"type":"Campaign","id":"99999","attributes":{"name":"Spring Sale",'
    b'"advertiserId":"12345","goal":"Retention","spendLimit":{"spendLimitType":"capped",'
    b'"spendLimitRenewal":"daily","spendLimitAmount":123.45}}},"errors":[],"warnings":[]}'
)
_START: Final = {
    "type": "http.response.start",
    "status": 200,
    "headers": [
        (b"content-type", b"application/json"),
        (b"content-length", str(len(BODY)).encode()),
    ],
}
_END: Final = {"type": "http.response.body", "body": BODY}


async def app(scope: Any, receive: Any, send: Any) -> None:  # noqa: ANN401
    """Answers an ASGI request."""
    if scope["type"] != "http":
        return
    if scope["method"] != "GET":
        while (await receive()).get("more_body"):
            pass
    await send(_START)
    await send(_END)
