"""Whether a finding still shows, from its story as it was and as it is now."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from contracts.checks import CHECKS, Check, Subject
from contracts.commands.retelling import Retelling
from contracts.finding import Exchange, Finding, place_of
from contracts.reports.visible import one_line
from contracts.run.codes import carries
from contracts.run.items import ERROR_CODE
from specs.bundle import Bundle
from specs.values import ABSENT, Json

Word = Literal["still", "gone", "unclear"]


@dataclass(frozen=True, slots=True)
class Answered:
    """One exchange of a story, then and now."""

    then: Exchange
    now: Exchange
    """Secrets masked."""
    plain: Exchange
    """As it was, for checks; it is not shown."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What became of a finding."""

    word: Word
    why: str
    lines: tuple[str, ...] = ()
    """The differences that it rests on."""


def judged(
    finding: Finding,
    answers: Sequence[Answered],
    bundle: Bundle,
    limit_seconds: float,
    retelling: Retelling,
) -> Judgement:
    """Returns whether a finding still shows.

    A check is run again on the new answer. A law needs more than its story, so the answers are
    compared instead: the same ones show the same.
    """
    check = next((check for check in CHECKS if check.id == finding.judge), None)
    if check is not None:
        return _by_check(finding, check, answers[-1].plain, bundle, limit_seconds)
    shows = _showing(finding, answers)
    lost = next((one for one in answers if one.now.reply is None and one.then.reply), None)
    if lost is not None:
        label = lost.then.operation or lost.then.request.method
        return Judgement("unclear", f"{label} gave no answer ({lost.now.failure})")
    if finding.judge == ERROR_CODE.id:
        if carries(shows.now.json, finding.cause):
            return Judgement("gone", f"the answer has the code {finding.cause}")
        return Judgement("still", f"the answer is without the code {finding.cause}")
    return _by_answers(finding, answers, shows, retelling)


def _by_check(
    finding: Finding, check: Check, exchange: Exchange, bundle: Bundle, limit_seconds: float
) -> Judgement:
    operation = next(
        (operation for operation in bundle.operations if operation.label == finding.operation), None
    )
    if operation is None:
        return Judgement("unclear", f"the document has no operation {finding.operation} any more")
    if exchange.reply is None and check.needs_answer:
        return Judgement("unclear", f"there was no answer ({exchange.failure})")
    subject = Subject(exchange, operation, bundle, limit_seconds)
    found = list(check.judge(subject))
    same = [
        violation
        for violation in found
        if (place_of(violation.pointer), violation.cause)
        == (place_of(finding.pointer), finding.cause)
    ]
    if same:
        return Judgement("still", f"expected {same[0].expected}, got {same[0].got}")
    if found:
        at = f" at {found[0].pointer}" if found[0].pointer else ""
        return Judgement(
            "still", f"in another way{at}: expected {found[0].expected}, got {found[0].got}"
        )
    return Judgement("gone", f"{check.id} finds nothing in the new answer")


def _showing(finding: Finding, answers: Sequence[Answered]) -> Answered:
    """Returns the exchange that showed the violation."""
    for one in reversed(answers):
        if one.then.status == finding.status and (
            not finding.pointer or one.then.at(finding.pointer) is not ABSENT
        ):
            return one
    return answers[-1]


def _by_answers(
    finding: Finding, answers: Sequence[Answered], shows: Answered, retelling: Retelling
) -> Judgement:
    lines = []
    others_differ = False
    for one in answers:
        label = one.then.operation or f"{one.then.request.method} {one.then.request.path}"
        if one.then.status != one.now.status:
            lines.append(f"{label} answered {one.then.status} then and {one.now.status} now")
            others_differ = others_differ or one is not shows
    if others_differ:
        return Judgement("unclear", "the story took another turn", tuple(lines))
    if shows.then.status != shows.now.status:
        return Judgement("gone", "the answer that showed it has another status", tuple(lines))
    then = retelling.retold(shows.then.at(finding.pointer))
    now = shows.now.at(finding.pointer)
    if then != now and finding.pointer:
        lines.append(f"at {finding.pointer}: {_told(then)} then and {_told(now)} now")
        return Judgement("gone", "the value that showed it is another", tuple(lines))
    if then != now:
        why = "the statuses are the same and the bodies are not; `contracts test` judges again"
        return Judgement("unclear", why)
    return Judgement("still", "the answers are the same as in the run", tuple(lines))


def _told(value: Json) -> str:
    return "nothing" if value is ABSENT else one_line(repr(value), 120)
