"""What is sent over the wire, and what hostile input does to the server."""

from dataclasses import replace
from json import dumps
from typing import Any

from tests.support.servers.criteo.hooks import CATALOGUE, Call
from tests.support.servers.criteo.reading import is_number, plain
from tests.support.servers.kernel import Answer

WELL_FORMED = "JSON is well formed"
NO_CRASH = "no 5xx on hostile input"
CREATE, READ_ONE = "createCampaign", "getCampaign"
SEARCH, UPDATE = "searchCampaigns", "updateCampaigns"
CRASH = Answer(500, b"Internal Server Error", content_type="text/plain")
flaw = CATALOGUE.flaw


@flaw("wire", "answer", "content type", "Sends refusals of an update as HTML.", UPDATE)
def refusals_as_html(call: Call, answer: Answer) -> Answer:
    return replace(answer, content_type="text/html") if answer.status == 400 else answer


@flaw("wire", "answer", "content type", "Sends an empty search result without a kind.", SEARCH)
def empty_search_has_no_kind(call: Call, answer: Answer) -> Answer:
    empty = answer.status == 200 and not answer.body["data"]
    return replace(answer, content_type=None) if empty else answer


@flaw("wire", "answer", WELL_FORMED, "Cuts the end off a search result of three or more.", SEARCH)
def long_result_is_cut(call: Call, answer: Answer) -> Answer:
    long = answer.status == 200 and len(answer.body["data"]) > 2
    return replace(answer, body=answer.wire()[:-1]) if long else answer


@flaw("wire", "answer", "no duplicate keys", "Sends the code of a second failure twice.", UPDATE)
def second_failure_repeats_a_key(call: Call, answer: Answer) -> Answer:
    errors = answer.body.get("errors", ()) if isinstance(answer.body, dict) else ()
    if len(errors) < 2:
        return answer
    member = f'"code": {dumps(errors[1]["code"])}'
    head, mark, tail = answer.wire().decode().rpartition(member)
    return replace(answer, body=f"{head}{member}, {mark}{tail}".encode())


@flaw("wire", "view", WELL_FORMED, "Sends NaN as the amount of a campaign without a cap.", SEARCH)
def no_amount_is_nan(call: Call, view: Any) -> Any:
    limit = view["attributes"]["spendLimit"]
    if limit["spendLimitType"] == "uncapped":
        limit["spendLimitAmount"] = {"value": float("nan")}
    return view


@flaw("wire", "answer", WELL_FORMED, "Sends a byte order mark before a new campaign.", CREATE)
def creation_has_a_mark(call: Call, answer: Answer) -> Answer:
    return replace(answer, body=b"\xef\xbb\xbf" + answer.wire()) if answer.status < 300 else answer


@flaw("wire", "answer", WELL_FORMED, "Sends names with foreign letters in Latin-1.")
def names_in_latin_1(call: Call, answer: Answer) -> Answer:
    text = answer.wire().decode("utf-8", "replace")
    return replace(answer, body=text.encode("latin-1", "replace")) if not text.isascii() else answer


@flaw("wire", "answer", "a 405 names the methods", "Sends 405 without the header Allow.")
def allow_is_missing(call: Call, answer: Answer) -> Answer:
    return replace(answer, headers=()) if answer.status == 405 else answer


@flaw(
    "robustness",
    "updates_fault",
    f"{NO_CRASH}; O-C5",
    "Crashes if attributes are null or no object.",
)
def null_attributes_crash(call: Call, fault: Any) -> Any:
    place = fault.where if fault else None
    call.scratch["crashes"] = bool(place) and place.endswith("/attributes")
    return fault


@CATALOGUE.also("null_attributes_crash", "answer", UPDATE)
def _crash(call: Call, answer: Answer) -> Answer:
    return CRASH if call.scratch.pop("crashes", False) else answer


@flaw("robustness", "answer", f"{NO_CRASH}; O-C5", "Crashes if an item is no object.", UPDATE)
def odd_item_crashes(call: Call, answer: Answer) -> Answer:
    data = call.body.get("data") if isinstance(call.body, dict) else None
    odd = isinstance(data, list) and not all(isinstance(item, dict) for item in data)
    return CRASH if odd else answer


@flaw("robustness", "answer", f"{NO_CRASH}; answers in time", "Crashes on deep nesting.")
def deep_body_crashes(call: Call, answer: Answer) -> Answer:
    deep = any(mark * 50 in call.request.body for mark in (b"[", b"]", b"}"))
    return CRASH if deep else answer


@flaw("robustness", "items", NO_CRASH, "Crashes on an amount beyond what a float holds.")
def infinite_amount_crashes(call: Call, items: Any) -> Any:
    for item in items:
        amount = plain(item.sent.get("spendLimitAmount"))
        odd = isinstance(amount, int | float) and not isinstance(amount, bool)
        call.scratch["overflow"] = odd and not is_number(amount)
        if call.scratch["overflow"]:
            break
    return items


@CATALOGUE.also("infinite_amount_crashes", "answer", UPDATE)
def _overflow(call: Call, answer: Answer) -> Answer:
    return CRASH if call.scratch.pop("overflow", False) else answer


@flaw("robustness", "answer", NO_CRASH, "Crashes on a body that is not UTF-8.")
def bad_utf8_crashes(call: Call, answer: Answer) -> Answer:
    try:
        call.request.body.decode()
    except UnicodeDecodeError:
        return CRASH
    return answer


@flaw("robustness", "answer", NO_CRASH, "Crashes on a name with a NUL character.", CREATE)
def nul_in_name_crashes(call: Call, answer: Answer) -> Answer:
    made = call.campaign
    if made is None or "\0" not in made.name:
        return answer
    del call.state.campaigns[made.id]
    return CRASH


@flaw("robustness", "answer", NO_CRASH, "Crashes on an id with letters beyond ASCII.", READ_ONE)
def foreign_id_crashes(call: Call, answer: Answer) -> Answer:
    return answer if call.request.path.isascii() else CRASH


@flaw("robustness", "answer", "no stack trace or server internals", "Tells its stack on bad JSON.")
def stack_in_refusal(call: Call, answer: Answer) -> Answer:
    if answer.status == 400 and call.body is None and "errors" in answer.body:
        answer.body["errors"][0]["detail"] = (
            "Traceback (most recent call last):\n"
            '  File "/srv/campaigns/app/views.py", line 88, in dispatch\n'
            "json.decoder.JSONDecodeError: Expecting value: line 1 column 1 (char 0)"
        )
    return answer


@flaw("robustness", "request", f"{NO_CRASH}; no server internals", "Builds SQL from ids.", READ_ONE)
def quote_breaks_query(call: Call, answer: Any) -> Any:
    if "'" not in call.request.path:
        return answer
    told = "psycopg2.errors.SyntaxError: unterminated quoted string in SELECT * FROM campaign"
    return Answer(500, {"errors": [{"type": "unknown", "code": "error", "title": told}]})


@flaw(
    "robustness", "request", "answers in time", "Never answers a read of a very long id.", READ_ONE
)
def long_id_hangs(call: Call, answer: Any) -> Any:
    return Answer(200, {}, hangs=True) if len(call.request.path) > 250 else answer
