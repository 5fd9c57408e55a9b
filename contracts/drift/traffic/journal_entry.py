"""One entry of the mock's journal as an exchange."""

from typing import Final

from contracts.drift.traffic.bodies import NO_BODY, Body, body_of
from contracts.drift.traffic.pairs import pairs_of
from contracts.drift.traffic.recorded import Part
from contracts.drift.traffic.taking import NO_HOST, NotTraffic, Parts, Taken, seconds_of, taken
from contracts.finding import Pairs
from specs.values import Json, Record

MARKS: Final = frozenset({"number", "method", "path", "status"})
"""Members that every entry has."""

_IS_CUT: Final = "the journal kept a body in part only"
_NO_MESSAGES: Final = (
    "an entry of the journal tells neither headers nor bodies; `mockserver journal har` tells both"
)
_ALL: Final[frozenset[Part]] = frozenset(
    {"request headers", "request body", "response headers", "response body"}
)


def read_journal_entry(entry: Record) -> Taken:
    """Returns the exchange of an entry: of a line, or of one shown as a whole.

    Raises:
        NotTraffic: It is of something else.
    """
    if not entry.keys() >= MARKS:
        raise NotTraffic("an entry is not one of a journal")
    request, answer = entry.get("request"), entry.get("answer")
    is_whole = isinstance(request, dict) and isinstance(answer, dict)
    request = request if isinstance(request, dict) else {}
    answer = answer if isinstance(answer, dict) else {}
    headers = pairs_of(request.get("headers"))
    query = entry.get("query")
    told = taken(
        Parts(
            method=entry["method"],
            url=_base(headers) + str(entry["path"]) + (f"?{query}" if query else ""),
            headers=headers,
            body=_body(request.get("body")),
            status=_status(entry["status"]),
            answer_headers=pairs_of(answer.get("headers")),
            answer_body=_body(answer.get("body")) or NO_BODY,
            seconds=seconds_of(entry.get("seconds"), 1),
            unseen=frozenset() if is_whole else _ALL,
            api=str(entry.get("api") or ""),
            is_foreign=bool(entry.get("refusal") or entry.get("fault")),
        )
    )
    return told if is_whole else Taken(told.exchange, told.url, (_NO_MESSAGES,))


def _base(headers: Pairs) -> str:
    for name, value in headers:
        if name.lower() == "host" and value:
            return f"http://{value}"
    return NO_HOST


def _body(told: Json) -> Body | None:
    if not isinstance(told, dict):
        return None
    if told.get("cut"):
        return Body(loss=_IS_CUT)
    return body_of(told.get("text"), told.get("encoding"))


def _status(status: Json) -> int:
    if not isinstance(status, int):
        raise NotTraffic("an entry has no status")
    return status
