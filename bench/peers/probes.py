"""What a server checks and keeps, found out by asking it."""

import http.client
import json
from collections.abc import Callable
from pathlib import Path
from typing import Final

import yaml

from bench.peers.asking import Answer, ask
from bench.peers.processors import Places
from bench.peers.started import NotStarted, Started, started
from bench.peers.work import CAMPAIGNS, GET, PATCH, SEARCH, SPEC, daily_limit, new_campaign
from specs.values import Json, Record

_NAME: Final = "Probe of a Name"
_AMOUNT: Final = 77.25
_BROKEN: Final = "a lot"
"""Stands where the schema wants a number."""
_VIOLATION: Final = ("violation", "mismatch", "must be", "not of type", "does not match")
"""Words of a server that says so, in its log or in headers."""

WRONG: Final = (
    ("an amount that is text", "PATCH", PATCH.path, daily_limit("99999", "lots")),
    ("a member that is missing", "POST", CAMPAIGNS, new_campaign("Probe", goal=None)),
    ("a value that is not listed", "POST", CAMPAIGNS, new_campaign("Probe", goal="Fame")),
    ("text for a list", "POST", SEARCH.path, {"filters": {"advertiserIds": "12345"}}),
    ("no body", "POST", CAMPAIGNS, None),
    ("a body that is not JSON", "POST", CAMPAIGNS, '{"data":'),
)
"""Requests that break the description, both the common one and Criteo's."""


def checks_and_memory(one: Started) -> Record:
    """Returns which requests a server refuses, and what it remembers.

    Args:
        one: Its records are changed.
    """
    refused = [name for name, *wrong in WRONG if _is_refused(one, *wrong)]
    return {
        "request": f"{len(refused)} of {len(WRONG)}",
        "request_let_through": [name for name, *_ in WRONG if name not in refused],
        "security": _security(one),
        "state": _state(one),
    }


def _is_refused(one: Started, method: str, path: str, body: Json) -> bool:
    """Whether a request is refused, or in a batch its only item is."""
    try:
        answer = ask(one.url, method, path, body, token=one.server.token)
    except (OSError, http.client.HTTPException):
        return False
    if answer.status == 200 and isinstance(answer.body, dict):
        return bool(answer.body.get("errors"))
    return 400 <= answer.status < 500


def _security(one: Started) -> str:
    if one.server.token is None:
        return "-"
    return "yes" if one.ask(GET, token=False).status in (401, 403) else "no"


def _state(one: Started) -> str:
    kept = [name for name, is_kept in (("create", _creates), ("update", _updates)) if is_kept(one)]
    return {0: "no", 2: "yes"}.get(len(kept), f"{''.join(kept)} only")


def _creates(one: Started) -> bool:
    token = one.server.token
    made = ask(one.url, "POST", CAMPAIGNS, new_campaign(_NAME), token=token)
    data = made.body.get("data") if isinstance(made.body, dict) else None
    if not isinstance(data, dict) or "id" not in data:
        return False
    return _NAME in ask(one.url, "GET", f"{CAMPAIGNS}/{data['id']}", token=token).text


def _updates(one: Started) -> bool:
    changed = daily_limit("99999", _AMOUNT)
    ask(one.url, PATCH.method, PATCH.path, changed, token=one.server.token)
    return str(_AMOUNT) in one.ask(GET).text


def response_check(one: Started, folder: Path, places: Places) -> str:
    """Returns what becomes of an answer that breaks its description.

    Where the server answers from the file, the examples in it are broken; where it does not, the
    description is narrowed.

    Args:
        one: The server, which is started once more.
        folder: For the broken file.
        places: Where it may run.
    """
    server = one.server
    if not server.narrow and not server.reads_spec:
        return "-"
    spec = SPEC if server.narrow else broken_file(folder)
    try:
        with started(server, folder, places, spec=spec, more=server.narrow, any_answer=True) as two:
            log = _written_since(two.log)
            return verdict(two.ask(GET), log(), narrowed=bool(server.narrow))
    except NotStarted:
        return "yes"
    except (OSError, http.client.HTTPException):
        return "unknown"


def verdict(answer: Answer, log: str, *, narrowed: bool) -> str:
    """Returns whether a broken answer was held back, was only told of, or neither.

    Args:
        answer: What came instead of it, or itself.
        log: What the server wrote meanwhile.
        narrowed: No answer could fit; else one with a good value in the broken one's place does.
    """
    mended = _BROKEN not in answer.text and "spendLimitAmount" in answer.text
    if answer.status >= 500 or (mended and not narrowed):
        return "yes"
    told = (log + answer.headers).lower()
    return "told" if any(word in told for word in _VIOLATION) else "no"


def broken_file(folder: Path) -> Path:
    """Writes the common file with every written amount broken, and returns its path."""
    file = folder / "broken.json"
    document = yaml.safe_load(SPEC.read_text("utf-8"))
    for item in document["paths"].values():
        for method in item.keys() - {"parameters"}:
            for response in item[method]["responses"].values():
                _break(response)
    file.write_text(json.dumps(document), "utf-8")
    return file


def _break(node: Json) -> None:
    if isinstance(node, dict):
        if "spendLimitAmount" in node:
            node["spendLimitAmount"] = _BROKEN
        for value in node.values():
            _break(value)
    elif isinstance(node, list):
        for value in node:
            _break(value)


def _written_since(log: Path) -> Callable[[], str]:
    before = log.stat().st_size
    return lambda: log.read_bytes()[before:].decode("utf-8", "replace")
