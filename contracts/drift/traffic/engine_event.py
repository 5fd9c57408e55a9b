"""One event of a run of Schemathesis (`--report ndjson`) as the exchanges that it tells of."""

from collections.abc import Iterator
from typing import Final

from contracts.drift.traffic.bodies import Body, body_of
from contracts.drift.traffic.pairs import pairs_of
from contracts.drift.traffic.taking import NotTraffic, Parts, Taken, seconds_of, taken
from specs.values import Json, Record, find

_IS_CUT: Final = "a cassette keeps a body in part only"


def read_engine_event(line: Record) -> Iterator[Taken | str]:
    """Yields the exchanges of an event; what is lost as a clause."""
    recorder = find(line, "/ScenarioFinished/recorder")
    if not isinstance(recorder, dict):
        return
    cases = recorder.get("cases")
    interactions = recorder.get("interactions")
    for case, told in interactions.items() if isinstance(interactions, dict) else ():
        mode = find(cases, f"/{case}/value/meta/generation/mode") if cases else ""
        try:
            yield _interaction(told, mode if isinstance(mode, str) else "")
        except NotTraffic as no:
            yield no.loss


def _interaction(told: Json, mode: str) -> Taken:
    request = told.get("request") if isinstance(told, dict) else None
    if not isinstance(request, dict):
        raise NotTraffic("an interaction has no request")
    response = told.get("response")
    response = response if isinstance(response, dict) else {}
    status = response.get("status_code")
    return taken(
        Parts(
            method=request.get("method"),
            url=str(request.get("uri") or ""),
            headers=pairs_of(request.get("headers")),
            body=_bytes(request["body"]) if request.get("body") is not None else None,
            status=status if isinstance(status, int) else 0,
            answer_headers=pairs_of(response.get("headers")),
            answer_body=_answer(response),
            seconds=seconds_of(response.get("elapsed"), 1),
            mode=mode,
        )
    )


def _answer(response: Record) -> Body:
    if "content_size" in response:
        return Body(loss=_IS_CUT)
    return _bytes(response.get("content"))


def _bytes(told: Json) -> Body:
    packed = told.get("$base64") if isinstance(told, dict) else None
    return body_of(told) if packed is None else body_of(packed, "base64")
