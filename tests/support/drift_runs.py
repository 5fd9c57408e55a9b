"""Results of `contracts drift`, made by hand: of documents, of a live server, and a quiet one."""

from dataclasses import replace

from contracts.finding import Clause, Finding, ItemResult, RunResult
from specs.values import Json
from tests.support.runs import HOSTILE, SPEC, exchange

BASE = f"main:{SPEC}"
INJECTED = (
    f"{HOSTILE} ::warning::x%0A%0D%25 [a](b) | ``` ~~~ <![CDATA[ ]]> \ufffe\ud800 {{0}} {{1}}"
)
"""What the author of a document may put into names, values and comments."""
OPERATIONS = (
    "PATCH /campaigns",
    "POST /campaigns",
    "POST /campaigns/search",
    *(f"GET /things-{number}" for number in range(9)),
)


def places(
    now: str,
    before: str,
    *,
    line: int = 391,
    lines: tuple[str, ...] = (),
    old: tuple[str, ...] = (),
) -> tuple[Clause, Clause]:
    """Returns where a change stands: in the revision, then in the base."""
    return (
        Clause("", f"now: {now}", SPEC, line, excerpt=lines),
        Clause("", f"before: {before}", BASE, line - 3, excerpt=old),
    )


def drift(judge: str, before: str, now: str, **more: Json) -> Finding:
    """Returns a finding about two documents."""
    operation = more.pop("operation", "PATCH /campaigns")
    said: Json = {
        "severity": "error",
        "api": "criteo",
        "says": "A schema of a request admits shorter texts only.",
        "part": "request body /name",
        "pointer": "/name",
        "clauses": places(now, before),
        "story": (),
        "item": f"drift:criteo:{operation}",
        "cause": f"{operation} request body /name",
        "touches": (operation,) if operation else (),
    }
    return Finding(
        judge=judge,
        operation=operation,
        expected=before or "nothing",
        got=now or "nothing",
        **(said | more),
    )


def shortened() -> Finding:
    """Returns a breaking change of a schema, with its witness."""
    return drift(
        "request_max_length_lowered",
        "maxLength 10",
        "maxLength 5",
        clauses=places(
            "maxLength 5",
            "maxLength 10",
            lines=("          type: string", "          maxLength: 5", "          minLength: 1"),
            old=("          type: string", "          maxLength: 10", "          minLength: 1"),
        ),
        witness=(
            "accepted before, refused now: PATCH /campaigns  "
            '{"data":[{"type":"Campaign","attributes":{"name":"aaaaaa"}}]}'
        ),
    )


def shared() -> Finding:
    """Returns a breaking change of a component that twelve operations share."""
    return drift(
        "response_enum_value_added",
        "enum day, week",
        "enum day, week, year",
        operation="",
        says="A schema of a response admits a value that its list had not.",
        part="response 200 body /data/*/renewal",
        pointer="/data/*/renewal",
        item="drift:criteo",
        cause="schema Renewal",
        touches=OPERATIONS,
        clauses=places(
            "enum day, week, year",
            "enum day, week",
            line=812,
            lines=("    Renewal:", "      enum: [day, week, year]"),
            old=("    Renewal:", "      enum: [day, week]"),
        ),
        witness="expected by nobody, answered now: GET /things-0  200  "
        + '{"x":"'
        + "y" * 900
        + '"}',
    )


def undecided() -> Finding:
    return drift(
        "request_pattern_narrowed",
        "pattern ^[a-z]+$",
        "pattern ^[a-z]{1,9000}$",
        severity="warning",
        says="A schema of a request has a pattern that fewer texts match.",
        part="query parameter name",
        pointer="",
        unproved=True,
        clauses=places("a pattern", "a pattern", line=77),
    )


def removed() -> Finding:
    """Returns an operation that is gone: it stands in the base alone."""
    return drift(
        "operation_removed",
        "GET /campaigns/{campaign-id}",
        "",
        operation="GET /campaigns/{campaign-id}",
        says="An operation is gone.",
        part="",
        pointer="",
        clauses=(
            Clause(
                "",
                "before: it stood here",
                BASE,
                40,
                excerpt=("  /campaigns/{campaign-id}:", "    get:"),
            ),
        ),
    )


def harmless(number: int = 0) -> Finding:
    return drift(
        "request_property_named",
        "",
        f"property colour-{number}",
        severity="info",
        says="A request may carry a property that is new.",
        part=f"request body /colour-{number}",
        pointer=f"/colour-{number}",
        cause=f"colour-{number}",
        clauses=places("a property", "the schema", line=500 + number),
    )


def live() -> Finding:
    """Returns what a server answers that its document does not know."""
    answer = {"data": {"id": "50001", "tint": "red"}}
    return Finding(
        judge="undocumented_property_seen",
        severity="warning",
        api="criteo",
        operation="GET /campaigns/{campaign-id}",
        says="An answer has a property that the document does not name.",
        expected="no property tint",
        got='"red"',
        pointer="/data/tint",
        clauses=(
            Clause("", "documented: no property tint", SPEC, 120, excerpt=("  type: object",)),
        ),
        story=(exchange(answer=answer, note="a sample"),),
        item="drift:criteo:GET /campaigns/{campaign-id}",
        cause="response 200",
        seen=37,
        status=200,
    )


def forged() -> Finding:
    """Returns a finding every word of which is foreign."""
    return drift(
        "response_type_widened",
        INJECTED,
        INJECTED * 2,
        operation=f"GET /{INJECTED}",
        api="spaaza",
        says=f"It moved. {INJECTED}",
        part=f"response 200 body /{INJECTED}",
        pointer=f"/{INJECTED}",
        item=f"drift:spaaza:GET /{INJECTED}",
        cause=INJECTED,
        witness=f"expected: {INJECTED}" * 9,
        clauses=(
            Clause("", f"now: {INJECTED}", "own apis/é [1].yaml", 3, excerpt=(INJECTED, "b")),
            Clause(
                "",
                f"before: {INJECTED}",
                f"v1:own apis/{INJECTED}.yaml",
                9,
                excerpt=(INJECTED, "a"),
            ),
        ),
    )


def compared(operation: str, api: str, found: tuple[Finding, ...] = ()) -> ItemResult:
    """Returns the item of one operation."""
    return ItemResult(
        id=f"drift:{api}:{operation}",
        kind="drift",
        api=api,
        operation=operation,
        judge="",
        outcome="failed" if any(one.severity != "info" for one in found) else "passed",
        reason="",
        seconds=0.0,
        requests={},
        examples=1,
        findings=tuple(one.fingerprint for one in found),
    )


def drift_run(*findings: Finding) -> RunResult:
    """Returns a comparison of 25 operations with these findings."""
    labels = [*OPERATIONS, *(f"DELETE /things-{number}" for number in range(12))]
    known = [("criteo", label) for label in (*labels, "GET /campaigns/{campaign-id}")]
    others = {("spaaza", one.operation) for one in findings if one.api == "spaaza"}
    return RunResult(
        run="drift-7f3a",
        started="2026-01-15T12:00:00Z",
        seconds=0.42,
        seed=0,
        target="specs/criteo/openapi.yaml",
        urls={},
        options={"base": BASE, "revision": SPEC},
        items=tuple(
            compared(
                label, api, tuple(one for one in findings if one.item == f"drift:{api}:{label}")
            )
            for api, label in (*known, *others)
        ),
        findings=findings,
        accepted=(),
        fixed=(),
        cells=(),
        created=(),
        left_out=(),
    )


def full_drift() -> RunResult:
    """Returns a drift of every sort, some of it hostile."""
    findings = (harmless(), live(), forged(), undecided(), shared(), removed(), shortened())
    return replace(
        drift_run(*findings, *(harmless(number) for number in range(1, 12))),
        accepted=(replace(harmless(99), severity="error"),),
        fixed=("1a2b3c4d request_type_narrowed, until 2026-03-01: ticket 81",),
    )


def quiet_drift() -> RunResult:
    """Returns a comparison that found nothing."""
    return drift_run()
