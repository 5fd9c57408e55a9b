"""Runs of the suite, made by hand: one with everything, a clean one, one that was interrupted."""

import gzip
import json
from dataclasses import replace

from contracts.finding import (
    Cell,
    Clause,
    Created,
    Exchange,
    Finding,
    ItemResult,
    Reply,
    Request,
    RunResult,
)
from specs.values import Json

HOSTILE = (
    "</script></style><script>alert(1)</script> <img src=https://evil.example/x onerror=alert(2)>"
    " \x00\x1b[31m\u202edesrever\u2066 \"'`| [red]x[/] @everyone\r\n::error::forged"
    " &amp; ]]> -->"
)
"""What a server, or a generator, may put anywhere."""

SPEC = "specs/criteo/openapi.yaml"
JSON = ("Content-Type", "application/json")
URLS = {
    "criteo": "https://api.staging.example/2026-01",
    "sessionm": "https://sm.example/priv/v1/apps",
}


def clause(rule: str, statement: str, line: int = 391, section: str = "Update campaigns") -> Clause:
    return Clause(
        rule=rule,
        statement=statement,
        file=SPEC,
        line=line,
        document="Criteo Marketing Solutions, Campaign",
        section=section,
    )


def exchange(
    method: str = "GET",
    path: str = "/campaigns/50001",
    *,
    body: Json = None,
    status: int = 200,
    answer: Json = None,
    note: str = "",
    api: str = "criteo",
    **request: Json,
) -> Exchange:
    """Returns an exchange in JSON."""
    headers = (
        ("Authorization", "Bearer $CALLER_DEFAULT_OAUTH2_TOKEN"),
        *((JSON,) if body is not None else ()),
    )
    return Exchange(
        request=Request(
            method=method,
            path=path,
            headers=headers,
            body=None if body is None else json.dumps(body).encode(),
            **request,
        ),
        reply=Reply(
            status=status,
            headers=(JSON, ("Date", "Thu, 15 Jan 2026 12:00:00 GMT"), ("X-Request-Id", "r-81")),
            body=json.dumps(answer).encode(),
            seconds=0.0214,
        ),
        operation=f"{method} {path.replace('50001', '{campaign-id}')}",
        api=api,
        note=note,
    )


def campaign(number: int, amount: float) -> Json:
    limit = {"spendLimitType": "capped", "spendLimitRenewal": "daily"}
    return {
        "type": "Campaign",
        "id": str(number),
        "attributes": {
            "name": "Spring",
            "advertiserId": "1",
            "goal": "Retention",
            "spendLimit": {**limit, "spendLimitAmount": {"value": amount}},
        },
    }


def lost_update() -> Finding:
    change = [
        {"id": "50001", "type": "Campaign", "attributes": {"spendLimit": {"value": 120.5}}},
        {"id": "nobody", "type": "Campaign", "attributes": {"spendLimit": {"value": 80}}},
    ]
    failed = [{"type": "validation", "code": "campaign--not-found", "instance": "@data/1"}]
    read = campaign(50001, 80)
    return Finding(
        judge="failed_items_change_nothing",
        severity="error",
        api="criteo",
        operation="PATCH /campaigns",
        says="An item of a batch that fails changes nothing.",
        expected="the limit of campaign 50001 stays at 120.5, as its own item says",
        got="80, which is what the failed item asked for",
        pointer="/data/attributes/spendLimit/spendLimitAmount/value",
        clauses=(
            clause("R158", "An update that is refused leaves the campaign as it was."),
            clause("R161", "Each item of the list is judged by itself.", 402, "Partial success"),
        ),
        story=(
            exchange(answer={"data": campaign(50001, 100)}, note="read it before"),
            exchange(
                "PATCH",
                "/campaigns",
                body={"data": change},
                answer={"data": [campaign(50001, 120.5)], "warnings": [], "errors": failed},
                note="one good item, one that fails",
            ),
            exchange(answer={"data": read, "warnings": [], "errors": []}, note="read it again"),
        ),
        item="law:criteo:failed_items_change_nothing",
        seen=14,
        status=200,
    )


def hostile() -> Finding:
    """Returns a finding every word of which is foreign."""
    return Finding(
        judge="body_is_well_formed",
        severity="error",
        api="sessionm",
        operation=f"GET /{HOSTILE}",
        says=f"It holds. {HOSTILE} \ud800",
        expected=HOSTILE,
        got=HOSTILE * 3,
        pointer=f"/{HOSTILE}",
        clauses=(Clause("R1", HOSTILE, "/opt/own apis/é [1].yaml", 3, HOSTILE, HOSTILE),),
        story=(
            Exchange(
                request=Request(
                    "PUT",
                    "/$CALLER_DEFAULT_KEY/users/%2F..%2F'$(id)`id`",
                    query=(("api_key", "$SESSIONM_KEY"), ("q", "it's & <b>\u202e"), ("empty", "")),
                    headers=(
                        ("Authorization", "Basic $CALLER_NOBODY_BASIC"),
                        ("X-Odd", "a'b\"c!d\t<script>"),
                        ("Accept-Language", ""),
                    ),
                    body=b"\x00\xff</script>'\n",
                    caller="nobody",
                ),
                reply=Reply(
                    status=299,
                    headers=(("Content-Type", "text/html"), ("X-Evil", "<i>\x1b[2J")),
                    body=f"<html></pre></script>{HOSTILE}".encode(),
                    seconds=2.5,
                ),
                operation=f"GET /{HOSTILE}",
                api="sessionm",
                note=HOSTILE,
            ),
        ),
        item=f"fuzzing:{HOSTILE}",
        cause=HOSTILE,
        flaky=True,
        status=299,
    )


def hang() -> Finding:
    sent = exchange("POST", "/campaigns/search", body={"filters": {"campaignIds": ["1"] * 60}})
    return Finding(
        judge="answers_in_time",
        severity="warning",
        api="criteo",
        operation="POST /campaigns/search",
        says="Every request is answered within the time limit.",
        expected="an answer within 30 s",
        got="none",
        pointer="",
        clauses=(),
        story=(replace(sent, reply=None, failure="timeout", note="a long filter"),),
        item="fuzzing:criteo:POST /campaigns/search",
    )


def remark() -> Finding:
    found = [campaign(50000 + number, number) for number in range(12)]
    return Finding(
        judge="list_is_unique",
        severity="info",
        api="criteo",
        operation="POST /campaigns/search",
        says="A list names each thing once.",
        expected="12 different ids",
        got="50009 twice",
        pointer="/data/11/id",
        clauses=(clause("", "No rule of the document; inferred from the shape.", 0, ""),),
        story=(exchange("POST", "/campaigns/search", body={}, answer={"data": found}),),
        item="law:criteo:list_is_unique",
        status=200,
    )


def items(findings: tuple[Finding, ...]) -> tuple[ItemResult, ...]:
    failed = tuple(
        item(one.item, "law", one.api, "failed", operation=one.operation, found=one)
        for one in findings
    )
    return (
        *failed,
        item("examples:criteo:PATCH /campaigns", "examples", "criteo", "passed"),
        item("coverage:criteo:PATCH /campaigns", "coverage", "criteo", "passed", examples=61),
        item("stateful:criteo", "stateful", "criteo", "passed", examples=30, seconds=75.2),
        item("law:criteo:limit", "law", "criteo", "not-judged", "no role campaign.capped"),
        item("law:criteo:lower", "law", "criteo", "not-judged", "no role campaign.capped"),
        item("law:sessionm:points", "law", "sessionm", "not-judged", "no control points"),
        item("code:sessionm:13", "error-code", "sessionm", "not-judged", "write blocked"),
        item(
            "law:sessionm:opt_in",
            "law",
            "sessionm",
            "broken",
            "Traceback (most recent call last):\n  File \"laws.py\"\nKeyError: 'user'",
        ),
    )


def item(
    name: str,
    kind: Json,
    api: str,
    outcome: Json,
    reason: str = "",
    *,
    operation: str = "PATCH /campaigns",
    found: Finding | None = None,
    examples: int = 25,
    seconds: float = 0.84,
) -> ItemResult:
    is_judged = outcome in ("passed", "failed")
    return ItemResult(
        id=name,
        kind=kind,
        api=api,
        operation=operation,
        judge="",
        outcome=outcome,
        reason=reason,
        seconds=seconds if is_judged else 0,
        requests={"GET": 2 * examples, "PATCH": examples} if is_judged else {},
        examples=examples if is_judged else 0,
        findings=(found.fingerprint,) if found else (),
    )


def cells() -> tuple[Cell, ...]:
    operations = {
        "GET /campaigns/{campaign-id}": "200 401 403 404 429",
        "PATCH /campaigns": "200 400 401 403 429",
        "POST /campaigns": "201 400 401 403 429",
        "POST /campaigns/search": "200 400 401 403 415 429 500",
    }
    unseen = {"429": "no way known to cause it", "500": "no way known to cause it"}
    unseen |= {"403": "no role caller.foreign", "415": "write blocked"}
    statuses = [
        Cell("status", "criteo", label, name, name not in unseen, unseen.get(name, ""), 37)
        for label, names in operations.items()
        for name in names.split()
    ]
    code = "campaign--campaign-update-check--spend-limit-does-not-exist"
    refusal = "refused-" + HOSTILE
    return (
        *(replace(cell, seen=37 if cell.hit else 0) for cell in statuses),
        Cell("status", "sessionm", "GET /users/{id}/offers", "200", True, "", 4),
        Cell("code", "criteo", "PATCH /campaigns", code, False, "no role campaign.uncapped"),
        Cell("code", "criteo", "PATCH /campaigns", "invalid", True, "", 9),
        Cell("code", "sessionm", "GET /users/{id}/offers", refusal, False, HOSTILE),
        Cell("law", "criteo", "PATCH /campaigns", "failed_items_change_nothing", True, "", 25),
        Cell("law", "criteo", "", "limit_is_kept", False, "no role campaign.capped"),
        Cell("law", "sessionm", "", "points_never_fall", False, "no control points"),
        Cell("check", "criteo", "", "status_documented", True, "", 412),
        Cell("check", "criteo", "", "answers_in_time", True, "", 412),
    )


def rich_run() -> RunResult:
    """Returns a run with everything in it, some of it hostile."""
    findings = (remark(), hostile(), hang(), lost_update())
    return RunResult(
        run="ck-7f3a",
        started="2026-01-15T12:00:00Z",
        seconds=187.4,
        seed=4711,
        target="staging",
        urls=URLS,
        options={"max_examples": 25, "note": HOSTILE},
        items=items(findings),
        findings=findings,
        accepted=(replace(remark(), judge="header_is_documented", cause="known"),),
        fixed=("1a2b3c4d status_documented, until 2026-03-01: ticket 81",),
        cells=cells(),
        created=(
            Created("criteo", "campaign", "50231", False, "the API cannot delete it"),
            Created("criteo", "campaign", HOSTILE, False),
            Created("sessionm", "user", "ck-7f3a-1", True),
        ),
        left_out=("DELETE /users/{id}: the target is read-only",),
    )


def clean_run() -> RunResult:
    """Returns a run without findings in which, as ever, not everything could be judged."""
    apis = ("criteo", "sessionm", "spaaza")
    kinds = ("examples", "coverage", "fuzzing", "stateful", "law", "error-code")
    passed = [
        item(f"{kind}:{api}:{number}", kind, api, "passed")
        for kind in kinds
        for api in apis
        for number in range(9)
    ]
    unjudged = [
        item(f"law:criteo:{role}", "law", "criteo", "not-judged", f"no role campaign.{role}")
        for role in ("capped", "uncapped", "old", "foreign", "ended", "lifetime")
    ]
    return replace(
        rich_run(),
        items=(*passed, *unjudged),
        findings=(),
        accepted=(),
        fixed=(),
        cells=tuple(
            Cell(table, api, "GET /things", name, name != "429", "", 3)
            for api in apis
            for table in ("status", "code", "law", "check")
            for name in ("200", "404", "429")
        ),
        created=tuple(Created(api, "thing", str(n), False) for api in apis for n in range(20)),
    )


def interrupted_run() -> RunResult:
    """Returns a run that was stopped before it judged anything."""
    return replace(
        clean_run(), items=(), cells=(), created=(), left_out=(), interrupted="time was up"
    )


def packed(text: str) -> bytes:
    """Returns bytes that are no text."""
    return gzip.compress(text.encode(), mtime=0)
