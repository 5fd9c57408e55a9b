"""A finding told in full: what should hold, where it does not, why, and how to see it again."""

from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

from contracts.finding import Clause, Exchange, Finding, Pairs, RunResult
from contracts.reports.bodies import Line, body_lines
from contracts.reports.curl import base_of, curl_line, meaning, variables
from contracts.reports.digest import contrast, operation_of
from contracts.reports.excerpts import base_clause, excerpt, is_of_documents, is_of_drift
from contracts.reports.folding import folded, made_ids, showing
from contracts.reports.visible import counted, lasting, one_line, visible

_NOISE: Final = frozenset(
    {"accept", "accept-encoding", "cache-control", "connection", "content-length", "date", "etag"}
    | {"host", "keep-alive", "nel", "report-to", "server", "strict-transport-security"}
    | {"transfer-encoding", "user-agent", "vary", "via"}
)
"""Headers that tell a reader nothing; the curl line has those of the request all the same."""
UNPROVED: Final = "No message was found that shows it, nor a proof that there is none."
"""Of a drift that nothing decides."""
_OPERATIONS: Final = 2
"""Operations that are named on the first line."""
_FAILURES: Final = {
    "timeout": "No answer in time",
    "refused": "No connection",
    "broken": "The connection broke",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One exchange of a story, safe to look at."""

    number: int
    title: str
    """What it is for, or the operation."""
    asked: str
    """The request line."""
    asked_headers: tuple[str, ...]
    asked_body: tuple[Line, ...]
    answered: str
    """The status with the time it took, or why there is no answer."""
    answered_headers: tuple[str, ...]
    answered_body: tuple[Line, ...]
    curl: str
    needs: tuple[str, ...]
    """Names of the variables that the curl line needs."""
    shows: bool
    """Whether it is the exchange that shows the violation."""


def steps(finding: Finding, run: RunResult) -> tuple[Step, ...]:
    """Returns the story of a finding; the run knows the base URLs."""
    at = showing(finding, finding.story)
    return tuple(
        _step(number, exchange, run, finding.pointer if number - 1 == at else "", number - 1 == at)
        for number, exchange in enumerate(finding.story, 1)
    )


def explained(run: RunResult, label: str, finding: Finding) -> str:
    """Returns a finding as plain text: what `contracts explain` prints."""
    return "\n".join(_paragraphs(run, label, finding)) + "\n"


def place(finding: Finding) -> str:
    """Returns where a violation shows: operation, status of the answer, pointer into its body."""
    parts = [one_line(operation_of(finding)) or "no operation"]
    if finding.part:
        parts.append(one_line(finding.part))
    else:
        parts += _within(finding, "at ")
    return ", ".join(parts)


def part_of(finding: Finding) -> str:
    """Returns which part of which message of an operation a finding is about, or nothing."""
    return one_line(finding.part) or ", ".join(_within(finding))


def exchange_line(exchange: Exchange) -> str:
    """Returns an exchange in one line: what was asked, and the status of the answer."""
    request, reply = exchange.request, exchange.reply
    answered = status_line(reply.status) if reply else _FAILURES.get(exchange.failure or "", "")
    return f"{one_line(f'{request.method} {request.target}', 200)} -> {answered or 'No answer'}"


def clause_place(clause: Clause) -> str:
    """Returns file and line of a clause."""
    return one_line(f"{clause.file}:{clause.line}" if clause.line else clause.file)


def adds(finding: Finding, clause: Clause) -> bool:
    """Returns whether a clause says what the finding has not said already."""
    said = clause.statement.strip()
    halves = (finding.expected, finding.got) if is_of_drift(finding) else ()
    if said in halves or said.partition(": ")[2] in halves:
        return False
    return said not in ("", finding.says.strip())


def clause_source(clause: Clause) -> str:
    """Returns the vendor's document and section, or nothing where neither is known."""
    parts = [clause.document, f"section {clause.section}" if clause.section else ""]
    return one_line(", ".join(part for part in parts if part))


def status_line(status: int) -> str:
    """Returns a status with its name.

    >>> status_line(404), status_line(299)
    ('404 Not Found', '299')
    """
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)


def seen(finding: Finding) -> str:
    """Returns how often it was seen, and whether it came back."""
    often = counted(finding.seen, "time")
    return f"{often}; flaky: not seen again when tried at once" if finding.flaky else often


def _within(finding: Finding, before: str = "") -> Iterator[str]:
    if finding.status:
        yield f"answer {status_line(finding.status)}"
    if finding.pointer:
        yield f"{before}{one_line(finding.pointer)}"


def _step(number: int, exchange: Exchange, run: RunResult, pointer: str, shows: bool) -> Step:
    request, reply = exchange.request, exchange.reply
    base = base_of(exchange, run)
    return Step(
        number=number,
        title=one_line(exchange.note or exchange.operation or request.method),
        asked=one_line(f"{request.method} {request.target}{_caller(exchange)}", 2000),
        asked_headers=_shown(request.headers),
        asked_body=body_lines(request.body or b""),
        answered=f"{status_line(reply.status)} after {lasting(reply.seconds)}"
        if reply
        else _FAILURES.get(exchange.failure or "", "No answer"),
        answered_headers=_shown(reply.headers) if reply else (),
        answered_body=body_lines(reply.body, pointer) if reply else (),
        curl=curl_line(exchange, base),
        needs=variables(exchange, base),
        shows=shows,
    )


def _caller(exchange: Exchange) -> str:
    caller = exchange.request.caller
    if caller == "default":
        return ""
    return "   (without credentials)" if caller == "nobody" else f"   (as {caller})"


def _shown(headers: Pairs) -> tuple[str, ...]:
    return tuple(
        one_line(f"{name}: {value}", 200) for name, value in headers if name.lower() not in _NOISE
    )


def _paragraphs(run: RunResult, label: str, finding: Finding) -> Iterator[str]:
    operation = one_line(operation_of(finding))
    api = one_line(finding.api)
    yield f"{label}  {finding.severity}  {finding.judge}  {api}  {operation}".rstrip()
    yield ""
    yield visible(finding.says)
    yield ""
    for word, text in contrast(finding):
        yield from _hanging(f"{word}:".ljust(13), visible(text))
    yield f"Where:       {place(finding)}"
    if len(finding.touches) > _OPERATIONS:
        yield from _hanging("Touches:     ", "\n".join(map(one_line, finding.touches)))
    if finding.story or not is_of_drift(finding):
        yield f"Seen:        {seen(finding)}"
    yield f"Fingerprint: {finding.fingerprint}"
    for clause in finding.clauses:
        yield ""
        rule = f" ({one_line(clause.rule)})" if clause.rule else ""
        is_news = adds(finding, clause)
        yield f"{_found_by(finding, clause)} {clause_place(clause)}{rule}{':' if is_news else ''}"
        if is_news:
            yield from _hanging("  ", visible(clause.statement))
        if source := clause_source(clause):
            yield f"  Source: {source}"
    yield from _shown_by(finding)
    if finding.story:
        yield from _story(run, label, finding)


def _found_by(finding: Finding, clause: Clause) -> str:
    if not is_of_documents(finding):
        return "By"
    return "Was" if clause is base_clause(finding) else "Now"


def _shown_by(finding: Finding) -> Iterator[str]:
    if finding.witness or finding.unproved:
        yield ""
        yield visible(finding.witness) or UNPROVED
    rows = excerpt(finding)
    digits = max((len(str(row.number)) for row in rows), default=0)
    if rows:
        yield ""
    for row in rows:
        yield f"  {row.number or '':>{digits}} {row.sign} {row.text}".rstrip()


def _story(run: RunResult, label: str, finding: Finding) -> Iterator[str]:
    head, left_out, tail = folded(steps(finding, run))
    for step in head:
        yield ""
        yield from _told(step)
    if left_out:
        yield ""
        yield f"… {counted(left_out, 'more exchange')}; `contracts explain {label} --json` has all"
    for step in tail:
        yield ""
        yield from _told(step)
    yield ""
    shown = (*head, *tail)
    needs = dict.fromkeys(name for step in shown for name in step.needs)
    said = [f"{name} ({what})" if (what := meaning(name)) else name for name in needs]
    first = f"set {', '.join(said)} and " if said else ""
    yield f"To see it again, {first}paste:"
    for made in made_ids(finding.story):
        yield (
            f"({one_line(made.id)} in # {made.used} is the id that # {made.given} got in the run; "
            f"put in the one that it gets now, or let `contracts replay {label}` do so.)"
        )
    for step in shown:
        yield ""
        # The number alone: a shell that knows no comments would run the words of a title.
        yield f"# {step.number}"
        yield step.curl  # not indented: a body may have several lines
        if left_out and step.number == len(head):
            yield ""
            yield f"# {left_out} more: contracts replay {label} sends them all"


def _told(step: Step) -> Iterator[str]:
    yield f"{step.number}. {step.title}{'   <- shows it' if step.shows else ''}"
    yield from _half(">", step.asked, step.asked_headers, step.asked_body)
    yield ""
    yield from _half("<", step.answered, step.answered_headers, step.answered_body)


def _half(sign: str, first: str, headers: tuple[str, ...], body: tuple[Line, ...]) -> Iterator[str]:
    yield f"   {sign} {first}"
    for header in headers:
        yield f"   {sign} {header}"
    if body:
        yield f"   {sign}"
    for line in body:
        yield f"  {'*' if line.marked else ' '}{sign} {line.text}"


def _hanging(start: str, text: str) -> Iterator[str]:
    first, *others = text.split("\n")
    yield f"{start}{first}"
    yield from (f"{' ' * len(start)}{other}" for other in others)
