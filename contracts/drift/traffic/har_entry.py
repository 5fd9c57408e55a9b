"""One entry of an HTTP archive (HAR 1.2) as browsers, proxies and this kit write it."""

import re
from typing import Final
from urllib.parse import urlencode

import orjson

from contracts.drift.traffic.bodies import NO_BODY, Body, body_of
from contracts.drift.traffic.pairs import length_of, pairs_of
from contracts.drift.traffic.recorded import Part
from contracts.drift.traffic.taking import NotTraffic, Parts, Taken, seconds_of, taken
from contracts.finding import Pairs
from contracts.finding.exchange import Failure
from specs.values import Json, Record

_FORM: Final = "application/x-www-form-urlencoded"
_MULTIPART: Final = "multipart/"
_READING: Final = ("GET", "HEAD", "DELETE")
"""Some clients name a media type with these, and send nothing of it."""
_WITHOUT_BODY: Final = (204, 205, 304)
_CUT: Final = re.compile(r"first (\d+) of (\d+) bytes", re.IGNORECASE)
_SUITE: Final = re.compile(r"[A-Z]+ /")
"""How this suite's comments begin; it also sends what is wrong, and means it so."""
_NO_HEADERS: Final[frozenset[Part]] = frozenset({"response headers"})
_NEVER_SENT: Final = ("blocked_by", "blocked by")
_NOT_KEPT: Final = "a request's body is not in the recording"
_ANSWER_NOT_KEPT: Final = "an answer's body is not in the recording"
_IS_CUT: Final = "a body is recorded in part only"


def read_har_entry(entry: Record) -> Taken:
    """Returns the exchange of an entry.

    Raises:
        NotTraffic: The entry is of something else, such as a web socket or the browser's cache.
    """
    request, response = _object(entry, "request"), _object(entry, "response")
    url = request.get("url")
    if not isinstance(url, str) or not request:
        raise NotTraffic("an entry has no request")
    status = response.get("status")
    status = status if isinstance(status, int) and not isinstance(status, bool) else 0
    _demand_traffic(entry, url, status)
    told = f"{response.get('_error') or ''} {entry.get('_error') or ''}"
    if status <= 0 and any(word in told.lower() for word in _NEVER_SENT):
        raise NotTraffic("a request was blocked before it was sent")
    headers = pairs_of(request.get("headers"))
    answer_headers = pairs_of(response.get("headers"))
    mock = _object(entry, "_mock")
    return taken(
        Parts(
            method=request.get("method"),
            url=url,
            query=None if "?" in url else pairs_of(request.get("queryString")),
            headers=headers,
            body=_posted(request, headers),
            status=max(status, 0),
            answer_headers=answer_headers or _guessed(response),
            answer_body=_content(response, status, request.get("method")),
            seconds=seconds_of(entry.get("time"), 1000),
            failure=_failure(told),
            unseen=frozenset() if answer_headers or status <= 0 else _NO_HEADERS,
            api=str(mock.get("api") or ""),
            mode="negative" if _SUITE.match(str(entry.get("comment") or "")) else "",
            is_foreign=bool(mock.get("refusal") or mock.get("fault")),
        )
    )


def _demand_traffic(entry: Record, url: str, status: int) -> None:
    scheme = url.partition(":")[0].lower()
    if scheme in ("ws", "wss") or "_webSocketMessages" in entry or status == 101:
        raise NotTraffic("an entry is of a web socket")
    if scheme not in ("http", "https") or _object(entry, "request").get("method") == "CONNECT":
        raise NotTraffic
    if entry.get("_fromCache"):
        raise NotTraffic("an answer came from the browser's cache, not from the server")


def _posted(request: Record, headers: Pairs) -> Body | None:
    posted = _object(request, "postData")
    if not posted:
        size = max(_number(request.get("bodySize")), length_of(headers))
        has_kind = request.get("method") not in _READING and any(
            name.lower() == "content-type" for name, _ in headers
        )
        is_sent = size > 0 or (size < 0 and has_kind)
        return Body(loss=_NOT_KEPT) if is_sent else None
    kind = str(posted.get("mimeType") or "").lower()
    text, params = posted.get("text"), pairs_of(posted.get("params"))
    if text or not params:
        body = _bytes(text, posted.get("_encoding") or posted.get("encoding"), headers)
        if not body.data and not body.loss and _number(request.get("bodySize")) > 0:
            return Body(loss=_NOT_KEPT)
        return Body(loss=_IS_CUT) if _is_cut(posted) else body
    if kind.startswith(_MULTIPART):
        return Body(loss=_NOT_KEPT)
    return Body(urlencode(params).encode())


def _bytes(text: Json, encoding: Json, headers: Pairs) -> Body:
    """Returns a request's body, also where it is base64 and the archive does not say so.

    HAR has no word for a request's body that is not text; its length tells what it is.
    """
    body = body_of(text, encoding or "")
    length = length_of(headers)
    if encoding or length < 0 or len(body.data) == length:
        return body
    meant = body_of(text, "base64")
    return meant if not meant.loss and 0 < len(meant.data) == length else body


def _content(response: Record, status: int, method: Json) -> Body:
    if status <= 0 or status in _WITHOUT_BODY or method == "HEAD":
        return NO_BODY
    content = _object(response, "content")
    text = content.get("text")
    if text is None or text == "":
        is_empty = content.get("size") == 0 or length_of(pairs_of(response.get("headers"))) == 0
        return NO_BODY if is_empty else Body(loss=_ANSWER_NOT_KEPT)
    body = body_of(text, content.get("encoding") or "")
    if not body.loss and (_is_cut(content) or _lacks(body.data, content)):
        return Body(loss=_IS_CUT)
    return body


def _guessed(response: Record) -> Pairs:
    """Returns the one header that an archive without headers still tells."""
    kind = _object(response, "content").get("mimeType")
    is_known = isinstance(kind, str) and "/" in kind
    return (("content-type", str(kind)),) if is_known else ()


def _is_cut(told: Record) -> bool:
    found = _CUT.search(str(told.get("comment") or ""))
    return found is not None and found[1] != found[2]


def _lacks(body: bytes, content: Record) -> bool:
    """Whether a body that should be JSON ends early, as those of browsers with a limit do."""
    kind = str(content.get("mimeType") or "").partition(";")[0]
    if _number(content.get("size")) <= len(body) or not kind.endswith("json"):
        return False
    try:
        orjson.loads(body)
    except orjson.JSONDecodeError:
        return True
    return False


def _failure(told: str) -> Failure:
    told = told.lower()
    if "timeout" in told or "timed_out" in told or "timed out" in told:
        return "timeout"
    return "refused" if "refused" in told or "name_not_resolved" in told else "broken"


def _number(value: Json) -> float:
    return value if isinstance(value, int | float) else -1


def _object(parent: Record, name: str) -> Record:
    found = parent.get(name)
    return found if isinstance(found, dict) else {}
