"""Whether a finding still shows, from its story as it was and as it is now."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from contracts.checks import CHECKS, Check, Subject
from contracts.commands.retelling import Retelling
from contracts.finding import Exchange, Finding, place_of
from contracts.reports.folding import showing
from contracts.reports.visible import counted, one_line
from contracts.run.codes import carries
from contracts.run.items import ERROR_CODE
from specs.bundle import Bundle
from specs.values import ABSENT, Json, find, pointer

_FEW: Final = 5
"""Differences of one answer that are told."""

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
    shows = answers[showing(finding, [one.then for one in answers])]
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
        return Judgement("still", f"expected: {same[0].expected}; got: {same[0].got}")
    if found:
        at = f" at {found[0].pointer}" if found[0].pointer else ""
        return Judgement(
            "still", f"in another way{at}; expected: {found[0].expected}; got: {found[0].got}"
        )
    return Judgement("gone", f"{check.id} finds nothing in the new answer")


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
    sent = "\n".join(_sent(one.now) for one in answers)
    differ = list(differences(then, now, sent))
    lines += [
        f"at {finding.pointer}{at}: {_told(find(then, at))} then and {_told(find(now, at))} now"
        for at in differ[:_FEW]
    ]
    if finding.pointer and isinstance(then, str) and then != now and not differ:
        return Judgement("unclear", "the server makes up another value each time", tuple(lines))
    if not differ:
        return Judgement("still", "the answers say the same as in the run", tuple(lines))
    if finding.pointer:
        return Judgement("gone", "the value that showed it is another", tuple(lines))
    why = "the statuses are the same and the bodies are not; `contracts test` judges again"
    return Judgement("unclear", why, tuple(lines))


def differences(then: Json, now: Json, sent: str, at: str = "") -> Iterator[str]:
    """Yields pointers to where two answers differ, but for texts that the server made up.

    Texts are made up, like a trace id or a time, if they have digits and were not sent.

    >>> list(differences({"id": "a1", "n": 1}, {"id": "b2", "n": 2}, "GET /things"))
    ['/n']
    >>> list(differences({"id": "a1", "n": 1}, {"id": "b2", "n": 1}, "GET /things/a1"))
    ['/id']
    """
    if isinstance(then, dict) and isinstance(now, dict):
        for name in dict.fromkeys((*then, *now)):
            part = at + pointer(name)
            yield from differences(then.get(name, ABSENT), now.get(name, ABSENT), sent, part)
    elif isinstance(then, list) and isinstance(now, list) and len(then) == len(now):
        for index, (old, new) in enumerate(zip(then, now, strict=True)):
            yield from differences(old, new, sent, at + pointer(index))
    elif isinstance(then, str) and isinstance(now, str):
        if then != now and not (_is_made_up(then, sent) and _is_made_up(now, sent)):
            yield at
    elif type(then) is not type(now) or then != now:
        yield at


def _is_made_up(text: str, sent: str) -> bool:
    return text not in sent and any(char.isdecimal() for char in text)


def _sent(exchange: Exchange) -> str:
    body = (exchange.request.body or b"").decode(errors="replace")
    return f"{exchange.request.target}\n{body}"


def _told(value: Json) -> str:
    if value is ABSENT:
        return "nothing"
    if isinstance(value, list) and value:
        return f"a list of {counted(len(value), 'item')}"
    return one_line(json.dumps(value, ensure_ascii=False), 120)
