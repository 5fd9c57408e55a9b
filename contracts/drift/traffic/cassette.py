"""Cassettes in YAML, as Schemathesis, VCR and vcrpy write them, interaction by interaction."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from contracts.drift.traffic.bodies import NO_BODY, Body, body_of
from contracts.drift.traffic.pairs import pairs_of
from contracts.drift.traffic.taking import NotTraffic, Parts, Taken, taken
from contracts.drift.traffic.yaml_text import NotYaml, yaml_value
from specs.values import Json, Record, find

HEAD: Final = re.compile(rb"^(?:http_interactions|interactions):", re.MULTILINE)
"""The line after which the interactions come."""

_ITEM: Final = re.compile(rb"^(\s*)- ")
_END: Final = re.compile(rb"response: (?:null|~)\s*\Z|http_version: \S+\s*\Z")
"""How an interaction of Schemathesis ends."""
_CHECKS: Final = re.compile(rb"^  checks:\n(?:    .*\n)+", re.MULTILINE)
"""What Schemathesis thinks of an interaction: half of a cassette, and not an exchange."""
_LONGEST_BYTES: Final = 24 << 20
_IS_CUT: Final = "a cassette keeps a body in part only"
_TOO_LONG: Final = "an interaction is too long to be judged"


def read_cassette(lines: Iterable[bytes | None]) -> Iterator[Taken | str]:
    """Yields the interactions of a cassette; what is lost of one as a clause."""
    for block, is_last in _blocks(lines):
        if block is None:
            yield _TOO_LONG
            continue
        try:
            yield _interaction(_parsed(block, is_last=is_last))
        except NotTraffic as no:
            yield no.loss


def _blocks(lines: Iterable[bytes | None]) -> Iterator[tuple[bytes | None, bool]]:
    """Yields the text of each interaction, and whether the file ends with it."""
    start: bytes | None = None
    is_list, size = False, 0
    parts: list[bytes] | None = []
    for line in lines:
        if not is_list:
            is_list = line is not None and HEAD.match(line) is not None
            continue
        item = _ITEM.match(line) if line is not None else None
        if start is None and item is not None:
            start = item[1] + b"- "
        if item is not None and item[1] + b"- " == start:
            if parts is None or parts:
                yield (b"".join(parts) if parts is not None else None), False
            parts, size = [], 0
        elif start is not None and line and line[:1].strip() and line[:1] not in b"-#":
            break
        size += len(line or b"")
        if line is None or size > _LONGEST_BYTES:
            parts = None
        elif parts is not None:
            parts.append(line)
    else:
        if parts is None or parts:
            yield (b"".join(parts) if parts is not None else None), True
        return
    if parts is None or parts:
        yield (b"".join(parts) if parts is not None else None), False


def _parsed(block: bytes, *, is_last: bool) -> Record:
    """Returns one interaction.

    One that nothing follows is whole only if it ends as those of Schemathesis end; the other
    tools write something after the last one.
    """
    if is_last and _END.search(block) is None:
        raise NotTraffic("the file ends early, in the middle of an interaction")
    try:
        listed = yaml_value(_CHECKS.sub(b"", block).decode("utf-8", "replace"))
    except NotYaml:
        raise NotTraffic("an interaction is not YAML") from None
    if not isinstance(listed, list) or len(listed) != 1 or not isinstance(listed[0], dict):
        raise NotTraffic("an interaction is no object")
    return listed[0]


def _interaction(told: Record) -> Taken:
    request = told.get("request")
    if not isinstance(request, dict) or "response" not in told:
        raise NotTraffic("an interaction is not whole")
    response = told["response"] if isinstance(told["response"], dict) else {}
    mode = find(told, "/generation/mode")
    return taken(
        Parts(
            method=request.get("method"),
            url=str(request.get("uri") or ""),
            headers=pairs_of(request.get("headers")),
            body=_body(request["body"]) if request.get("body") else None,
            status=_whole_number(find(response, "/status/code")),
            answer_headers=pairs_of(response.get("headers")),
            answer_body=_answer(response),
            seconds=_seconds(response.get("elapsed")),
            mode=mode if isinstance(mode, str) else "",
        )
    )


def _answer(response: Record) -> Body:
    if "truncated_from" in response:
        return Body(loss=_IS_CUT)
    return _body(response["body"]) if response.get("body") else NO_BODY


def _body(told: Json) -> Body:
    if isinstance(told, bytes):
        return Body(told)
    if not isinstance(told, dict):
        return body_of(told)
    if "base64_string" in told:
        return body_of(told["base64_string"], "base64")
    text = told.get("string")
    return Body(text) if isinstance(text, bytes) else body_of(text)


def _whole_number(value: Json) -> int:
    return int(value) if str(value).isdecimal() else 0


def _seconds(value: Json) -> float:
    try:
        return max(float(value), 0.0)
    except (TypeError, ValueError):
        return 0.0
