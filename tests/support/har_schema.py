"""HAR 1.2 as a JSON Schema, in our own words; members that begin with an underscore are free."""

from typing import Any

TEXT = {"type": "string"}
COUNT = {"type": "integer", "minimum": -1}
SPAN = {"type": "number", "minimum": -1}
INSTANT = {"type": "string", "format": "date-time"}


def record(required: dict[str, Any], **optional: Any) -> dict[str, Any]:
    """A JSON object with these members, a comment, and whatever begins with an underscore."""
    return {
        "type": "object",
        "required": list(required),
        "properties": {**required, **optional, "comment": TEXT},
        "patternProperties": {"^_": {}},
        "additionalProperties": False,
    }


def many(items: dict[str, Any]) -> dict[str, Any]:
    """A list of these."""
    return {"type": "array", "items": items}


PAIRS = many(record({"name": TEXT, "value": TEXT}))
COOKIES = many(
    record(
        {"name": TEXT, "value": TEXT},
        path=TEXT,
        domain=TEXT,
        expires=TEXT,
        httpOnly={"type": "boolean"},
        secure={"type": "boolean"},
    )
)
PARAMS = many(record({"name": TEXT}, value=TEXT, fileName=TEXT, contentType=TEXT))
MESSAGE = {
    "httpVersion": TEXT,
    "cookies": COOKIES,
    "headers": PAIRS,
    "headersSize": COUNT,
    "bodySize": COUNT,
}
REQUEST = record(
    {
        "method": TEXT,
        "url": {"type": "string", "format": "uri", "pattern": "^https?://"},
        "queryString": PAIRS,
        **MESSAGE,
    },
    postData=record({"mimeType": TEXT}, params=PARAMS, text=TEXT),
)
CONTENT = record(
    {"size": COUNT, "mimeType": TEXT}, compression={"type": "integer"}, text=TEXT, encoding=TEXT
)
RESPONSE = record(
    {
        "status": {"type": "integer"},
        "statusText": TEXT,
        "content": CONTENT,
        "redirectURL": TEXT,
        **MESSAGE,
    }
)
TIMINGS = record(
    {"send": SPAN, "wait": SPAN, "receive": SPAN}, blocked=SPAN, dns=SPAN, connect=SPAN, ssl=SPAN
)
CACHED = {
    "anyOf": [
        {"type": "null"},
        record({"lastAccess": TEXT, "eTag": TEXT, "hitCount": COUNT}, expires=TEXT),
    ]
}
ENTRY = record(
    {
        "startedDateTime": INSTANT,
        "time": {"type": "number", "minimum": 0},
        "request": REQUEST,
        "response": RESPONSE,
        "cache": record({}, beforeRequest=CACHED, afterRequest=CACHED),
        "timings": TIMINGS,
    },
    pageref=TEXT,
    serverIPAddress=TEXT,
    connection=TEXT,
)
SOFTWARE = record({"name": TEXT, "version": TEXT})
PAGE = record(
    {
        "startedDateTime": INSTANT,
        "id": TEXT,
        "title": TEXT,
        "pageTimings": record({}, onContentLoad=SPAN, onLoad=SPAN),
    }
)
HAR = record(
    {
        "log": record(
            {"version": {"const": "1.2"}, "creator": SOFTWARE, "entries": many(ENTRY)},
            browser=SOFTWARE,
            pages=many(PAGE),
        )
    }
)
