"""Recordings with drift."""

from typing import Any, Final

from specs.values import Json
from tests.support.drift_recordings.recording import Drift, Recording, entry

PETS: Final = "https://pets.example/api"
BANK: Final = "https://bank.example/v2"
SKY: Final = "https://weather.example"

CAT: Final = {"kind": "cat", "id": "1", "name": "Tom"}
NEW_CAT: Final = {"kind": "cat", "name": "Tom", "passcode": "p"}
TOTAL: Final = {"X-Total": "1"}
ENTRY: Final = {"amount": 5, "currency": "EUR", "booked": "2026-03-01T10:00:00Z"}
SENT: Final = {"amount": 5, "currency": "EUR"}
ACCOUNT: Final = {"number": 7, "balance": 1.5}
DAYS: Final = {"days": {"2026-03-01": 3.5}}


def _pet(name: str, rule: str, /, **members: Json) -> Recording:
    """One drift of what reading a pet answers."""
    return Recording(name, "pets", (entry(f"GET {PETS}/pets/1", 200, CAT | members),),
                     ((rule, "GET /pets/{id}"),))  # fmt: skip


def _one(name: str, api: str, drift: Drift, *args: Any, **more: Any) -> Recording:
    return Recording(name, api, (entry(*args, **more),), (drift,))


_READ: Final = "GET /pets/{id}"
_LIST: Final = "GET /pets"
_ADD: Final = "POST /pets"
_ENTRIES: Final = "GET /accounts/{number}/entries"
_MOVE: Final = "POST /transfers"
_SKY: Final = "GET /forecast/{city}"
_SINCE: Final = f"{BANK}/accounts/7/entries?since=2026-03-01"

PLANTED: Final = (
    _pet("unknown-field", "undocumented_field", colour="grey"),
    _pet("unknown-field-below-owner", "undocumented_field", owner={"name": "Ann", "phone": "1"}),
    _pet("unknown-state", "undocumented_value", state="sold"),
    _pet("unknown-mood-in-dictionary", "undocumented_value", moods={"monday": "sad"}),
    _pet("weight-as-text", "type_differs", weight="4 kg"),
    _pet("age-as-fraction", "type_differs", age=1.5),
    _pet("owner-as-text", "type_differs", owner="Ann"),
    _pet("tags-as-object", "type_differs", tags={"a": "b"}),
    _pet("label-as-number", "type_differs", labels={"k": 1}),
    _pet("name-null", "undocumented_null", name=None),
    _pet("tag-null", "undocumented_null", tags=[None]),
    _pet("label-null", "undocumented_null", labels={"k": None}),
    _pet("born-in-words", "format_differs", born="yesterday"),
    _pet("created-without-time", "format_differs", createdAt="2026-03-01"),
    _pet("chip-too-short", "format_differs", chip="12"),
    _pet("age-below-nought", "bounds_differ", age=-1),
    _pet("too-many-tags", "bounds_differ", tags=["a", "b", "c", "d"]),
    _pet("name-too-long", "bounds_differ", name="T" * 21),
    _pet("unknown-kind", "undocumented_value|form_differs", kind="eel"),
    _pet("lives-as-text", "type_differs", lives="nine"),
    _one("name-missing", "pets", ("missing_field", _READ), f"GET {PETS}/pets/1", 200,
         {"kind": "cat", "id": "1"}),
    _one("id-missing", "pets", ("missing_field", _READ), f"GET {PETS}/pets/1", 200,
         {"kind": "dog", "name": "Rex"}),
    _one("name-missing-in-third-item", "pets", ("missing_field", _LIST), f"GET {PETS}/pets", 200,
         [CAT, CAT, {"kind": "cat", "id": "3"}], headers=TOTAL),
    _one("unknown-state-in-an-item", "pets", ("undocumented_value", _LIST), f"GET {PETS}/pets",
         200, [CAT, CAT | {"state": "sold"}], headers=TOTAL),
    _one("unknown-field-in-items", "pets", ("undocumented_field", _LIST), f"GET {PETS}/pets", 200,
         [CAT | {"colour": "red"}, CAT | {"colour": "blue"}], headers=TOTAL),
    _one("page-instead-of-list", "pets", ("type_differs", _LIST), f"GET {PETS}/pets", 200,
         {"items": [CAT]}, headers=TOTAL),
    _one("teapot", "pets", ("undocumented_status", _READ), f"GET {PETS}/pets/1", 418, ""),
    _one("accepted-instead-of-created", "pets", ("undocumented_status", _ADD),
         f"POST {PETS}/pets", 202, CAT, sent=NEW_CAT),
    _one("delete-not-found", "pets", ("undocumented_status", "DELETE /pets/{id}"),
         f"DELETE {PETS}/pets/1", 404, {"title": "no"}, answered="application/problem+json"),
    _one("page-in-html", "pets", ("undocumented_media_type", _READ), f"GET {PETS}/pets/1", 200,
         "<html></html>", answered="text/html"),
    _one("problem-as-plain-json", "pets", ("undocumented_media_type", _READ),
         f"GET {PETS}/pets/1", 404, {"title": "no"}),
    _one("sent-as-xml", "pets", ("undocumented_media_type", _ADD), f"POST {PETS}/pets", 201, CAT,
         sent="<pet/>", sent_type="application/xml"),
    _one("sent-with-unknown-field", "pets", ("undocumented_field", _ADD), f"POST {PETS}/pets", 201,
         CAT, sent=NEW_CAT | {"colour": "grey"}),
    _one("sent-without-name", "pets", ("missing_field", _ADD), f"POST {PETS}/pets", 201, CAT,
         sent={"kind": "cat", "passcode": "p"}),
    _one("sent-age-as-text", "pets", ("type_differs", _ADD), f"POST {PETS}/pets", 201, CAT,
         sent=NEW_CAT | {"age": "one"}),
    _one("unknown-method", "pets", ("undocumented_operation", ""), f"PUT {PETS}/pets/1", 200, CAT,
         sent=NEW_CAT),
    _one("unknown-path", "pets", ("undocumented_operation", ""), f"GET {PETS}/owners", 200, []),
    _one("total-missing", "pets", ("missing_response_header", _LIST), f"GET {PETS}/pets", 200, []),
    _one("total-in-words", "pets", ("type_differs", _LIST), f"GET {PETS}/pets", 200, [],
         headers={"X-Total": "many"}),
    _one("unknown-query-parameter", "pets", ("undocumented_parameter", _LIST),
         f"GET {PETS}/pets?debug=1", 200, [], headers=TOTAL),
    _one("unknown-kind-asked-for", "pets", ("undocumented_value", _LIST),
         f"GET {PETS}/pets?kind=horse", 200, [], headers=TOTAL),
    _one("limit-too-large", "pets", ("bounds_differ", _LIST), f"GET {PETS}/pets?limit=1000", 200,
         [], headers=TOTAL),
    _one("drift-on-the-other-server", "pets", ("undocumented_value", _READ),
         "GET https://eu.pets.example/v1/api/pets/1", 200, CAT | {"state": "sold"}),
    _one("drift-in-base64", "pets", ("undocumented_value", _READ), f"GET {PETS}/pets/1", 200,
         CAT | {"state": "sold"}, is_base64=True),
    Recording("drift-among-assets", "pets",
              (entry("GET https://pets.example/app.js", 200, "x", answered="text/javascript"),
               entry("GET https://cdn.example/a.png", 200, "x", answered="image/png"),
               entry(f"OPTIONS {PETS}/pets/1", 204),
               entry(f"GET {PETS}/pets/1", 200, CAT | {"weight": "heavy"})),
              (("type_differs", _READ),)),
    Recording("two-drifts", "pets",
              (entry(f"GET {PETS}/pets/1", 200, CAT | {"state": "sold"}),
               entry(f"DELETE {PETS}/pets/1", 200)),
              (("undocumented_value", _READ), ("undocumented_status", "DELETE /pets/{id}"))),
    Recording("one-drift-seen-often", "pets",
              tuple(entry(f"GET {PETS}/pets/{n}", 200, CAT | {"born": "long ago"})
                    for n in range(9)),
              (("format_differs", _READ),)),
    _one("balance-null", "ledger", ("undocumented_null", "GET /accounts/{number}"),
         f"GET {BANK}/accounts/7", 200, ACCOUNT | {"balance": None}),
    _one("moved-elsewhere", "ledger", ("undocumented_status", "GET /accounts/{number}"),
         f"GET {BANK}/accounts/7", 302, "", headers={"Location": "/"}),
    _one("switch-as-text", "ledger", ("type_differs", "GET /accounts/{number}"),
         f"GET {BANK}/accounts/7", 203, ACCOUNT | {"closed": "true"}),
    _one("failure-without-code", "ledger", ("missing_field", _ENTRIES), f"GET {_SINCE}", 500,
         {"details": ["oops"]}),
    _one("since-missing", "ledger", ("missing_parameter", _ENTRIES),
         f"GET {BANK}/accounts/7/entries", 200, {"items": []}),
    _one("since-in-words", "ledger", ("format_differs", _ENTRIES),
         f"GET {BANK}/accounts/7/entries?since=monday", 200, {"items": []}),
    _one("unknown-currency-deep-down", "ledger", ("undocumented_value", _ENTRIES), f"GET {_SINCE}",
         200, {"items": [ENTRY | {"parts": [ENTRY, ENTRY | {"currency": "GBP"}]}]}),
    _one("unknown-error-code", "ledger", ("undocumented_error_code", _MOVE),
         f"POST {BANK}/transfers", 409, {"code": "frozen"}, sent=SENT),
    _one("amount-of-nought-sent", "ledger", ("bounds_differ", _MOVE), f"POST {BANK}/transfers",
         200, ENTRY, sent=SENT | {"amount": 0}),
    _one("booked-missing", "ledger", ("missing_field", _MOVE), f"POST {BANK}/transfers", 200, SENT,
         sent=SENT),
    _one("forbidden-member", "weather", ("forbidden_field", _SKY), f"GET {SKY}/forecast/ulm", 200,
         DAYS | {"wind": 3}),
    _one("day-in-words", "weather", ("type_differs", _SKY), f"GET {SKY}/forecast/ulm", 200,
         {"days": {"2026-03-01": "warm"}}),
    _one("place-in-words", "weather", ("type_differs", _SKY), f"GET {SKY}/forecast/ulm", 200,
         DAYS | {"at": ["north", 9.9]}),
    _one("place-by-one-number", "weather", ("bounds_differ", _SKY), f"GET {SKY}/forecast/ulm",
         200, DAYS | {"at": [48.4]}),
    _one("another-version", "weather", ("undocumented_value", _SKY), f"GET {SKY}/forecast/ulm",
         200, DAYS | {"version": 2}),
    _one("height-in-words", "weather", ("type_differs", "POST /stations"), f"POST {SKY}/stations",
         201, sent="name=ulm&height=tall", sent_type="application/x-www-form-urlencoded"),
    _one("list-as-json", "weather", ("undocumented_media_type", "GET /stations"),
         f"GET {SKY}/stations", 200, []),
)  # fmt: skip
