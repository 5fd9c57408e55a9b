"""Recordings of what is just as documented."""

from typing import Any, Final

from tests.support.drift_recordings.planted import (
    ACCOUNT,
    BANK,
    CAT,
    DAYS,
    ENTRY,
    NEW_CAT,
    PETS,
    SENT,
    SKY,
    TOTAL,
)
from tests.support.drift_recordings.recording import Recording, entry

DOG: Final = {"kind": "dog", "id": "2", "name": "Rex", "barks": True}
FORM: Final = "application/x-www-form-urlencoded"


def _one(name: str, api: str, *args: Any, **more: Any) -> Recording:
    return Recording(name, api, (entry(*args, **more),))


def _many(name: str, api: str, *entries: Any) -> Recording:
    return Recording(name, api, entries)


CLEAN: Final = (
    _many("plain", "pets", entry(f"GET {PETS}/pets", 200, [CAT, DOG], headers=TOTAL),
          entry(f"GET {PETS}/pets/1", 200, CAT), entry(f"DELETE {PETS}/pets/1", 204)),
    _one("read-only-id-not-sent", "pets", f"POST {PETS}/pets", 201, CAT, sent=NEW_CAT),
    _one("write-only-code-not-answered", "pets", f"GET {PETS}/pets/2", 200, DOG),
    _one("empty-list", "pets", f"GET {PETS}/pets", 200, [], headers={"X-Total": "0"}),
    _one("empty-list-in-object", "ledger", f"GET {BANK}/accounts/7/entries?since=2026-03-01", 200,
         {"items": []}),
    _one("status-in-range", "ledger", f"GET {BANK}/accounts/7", 203, ACCOUNT),
    _one("default-answer", "ledger", f"GET {BANK}/accounts/7/entries?since=2026-03-01", 503,
         {"code": "down"}),
    _one("refusal-in-range", "ledger", f"POST {BANK}/transfers", 422, {"message": "no"},
         sent=SENT),
    _one("documented-error-code", "ledger", f"POST {BANK}/transfers", 409, {"code": "too-much"},
         sent=SENT),
    _one("keys-of-dictionaries", "pets", f"GET {PETS}/pets/1", 200,
         CAT | {"labels": {"a": "b", "Größe": "c"}, "moods": {"monday": "wild"}}),
    _one("keys-by-pattern", "weather", f"GET {SKY}/forecast/ulm", 200,
         {"days": {"2026-03-01": 1, "2026-03-02": 2.5}, "x-run": {"deep": [1]}, "version": 1,
          "at": [48.4, 9.9, "free"]}),
    _one("members-of-an-open-object", "pets", f"GET {PETS}/pets/1", 200,
         CAT | {"extra": {"anything": [1, {"at": "all"}]}}),
    _one("null-as-documented", "pets", f"GET {PETS}/pets/1", 200, CAT | {"owner": None}),
    _one("nullable-as-documented", "ledger", f"GET {BANK}/accounts/7", 200,
         ACCOUNT | {"limit": None}),
    _many("traffic-of-other-hosts", "pets",
          entry("GET https://metrics.example/api/pets/1?x=1", 500, {"any": None}),
          entry("POST https://login.example/token", 200, {"access_token": "t"}, sent="a=b",
                sent_type=FORM)),
    _many("other-hosts-beside-the-api", "pets", entry(f"GET {PETS}/pets/1", 200, CAT),
          entry("GET https://metrics.example/api/pets/1?x=1", 500, {"any": None}),
          entry("POST https://login.example/token", 200, {"access_token": "t"}, sent="a=b",
                sent_type=FORM)),
    _many("assets-beside-the-api", "pets",
          entry("GET https://pets.example/app.js", 200, "x()", answered="text/javascript"),
          entry("GET https://pets.example/img/logo.svg", 200, "<svg/>", answered="image/svg+xml"),
          entry("GET https://pets.example/", 200, "<html/>", answered="text/html")),
    _many("preflight", "pets",
          entry(f"OPTIONS {PETS}/pets", 204, sent_headers={
              "Origin": "https://app.example", "Access-Control-Request-Method": "POST"},
              headers={"Access-Control-Allow-Origin": "*"}),
          entry(f"GET {PETS}/pets", 200, [CAT], headers=TOTAL)),
    _one("body-in-base64", "pets", f"GET {PETS}/pets/1", 200, CAT, is_base64=True),
    _one("picture-in-base64", "pets", f"GET {PETS}/pets/1/photo", 200, "\x89PNG",
         answered="image/png", is_base64=True),
    _many("aborted", "pets", entry(f"GET {PETS}/pets/1", 0, _error="net::ERR_ABORTED"),
          entry(f"GET {PETS}/pets/1", 200, CAT)),
    _many("both-kinds", "pets", entry(f"GET {PETS}/pets/1", 200, CAT | {"lives": 9}),
          entry(f"GET {PETS}/pets/2", 200, DOG),
          entry(f"GET {PETS}/pets", 200, [DOG, CAT], headers=TOTAL)),
    _one("tracing-headers", "pets", f"GET {PETS}/pets/1", 200, CAT,
         headers={"traceparent": "00-1-2-01", "X-Request-Id": "r", "Server": "edge",
                  "Date": "Sun, 01 Mar 2026 10:00:00 GMT", "Via": "1.1 proxy", "Age": "0",
                  "Strict-Transport-Security": "max-age=1", "CF-RAY": "a"}),
    _one("tracing-headers-sent", "pets", f"GET {PETS}/pets/1", 200, CAT,
         sent_headers={"traceparent": "00-1-2-01", "User-Agent": "browser", "Accept": "*/*",
                       "Authorization": "Bearer x", "Cookie": "a=b", "Sec-Fetch-Mode": "cors"}),
    _one("gzip-noted", "pets", f"GET {PETS}/pets/1", 200, CAT,
         headers={"Content-Encoding": "gzip", "Content-Length": "17"}),
    _one("whole-number-with-a-point", "pets", f"GET {PETS}/pets/1", 200,
         '{"kind": "cat", "id": "1", "name": "Tom", "age": 3.0, "weight": 4}'),
    _one("charset-beside-media-type", "pets", f"GET {PETS}/pets/1", 200, CAT,
         answered="application/json; charset=utf-8"),
    _one("media-type-in-capitals", "pets", f"GET {PETS}/pets/1", 200, CAT,
         answered="Application/JSON;charset=UTF-8"),
    _one("headers-in-lower-case", "pets", f"GET {PETS}/pets", 200, [], headers={"x-total": "0"}),
    _many("nothing", "pets"),
    _one("body-not-noted", "pets", f"GET {PETS}/pets/1", 200,
         content={"size": 120, "mimeType": "application/json"},
         headers={"Content-Type": "application/json"}),
    _one("pseudo-headers", "pets", f"GET {PETS}/pets/1", 200, CAT,
         sent_headers={":method": "GET", ":authority": "pets.example", ":path": "/api/pets/1"},
         headers={":status": "200"}),
    _one("query-as-documented", "pets", f"GET {PETS}/pets?kind=cat&limit=10&ids=1,2,3", 200, [],
         headers=TOTAL),
    _one("time-with-offset", "pets", f"GET {PETS}/pets/1", 200,
         CAT | {"createdAt": "2026-03-01T10:00:00.123+02:00", "born": "2020-02-29"}),
    _one("entries-in-entries", "ledger", f"GET {BANK}/accounts/7/entries?since=2026-03-01", 200,
         {"items": [ENTRY | {"parts": [ENTRY, ENTRY | {"parts": []}]}]}),
    _one("list-in-csv", "weather", f"GET {SKY}/stations", 200, "a;b\n", answered="text/csv"),
    _one("form-as-documented", "weather", f"POST {SKY}/stations", 201,
         sent="name=Ulm+West&height=480", sent_type=FORM),
    _one("from-the-other-server", "pets", "GET https://eu.pets.example/v1/api/pets/1", 200, CAT),
    _one("problem-as-documented", "pets", f"GET {PETS}/pets/1", 404, {"title": "gone"},
         answered="application/problem+json"),
    _one("path-with-escapes", "weather", f"GET {SKY}/forecast/New%20York%2FNY", 200, DAYS),
    _one("port-spelled-out", "pets", "GET https://pets.example:443/api/pets/1", 200, CAT),
)  # fmt: skip
