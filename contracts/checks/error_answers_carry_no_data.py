"""Does an answer that says no hold what only a yes should hold?"""

from collections.abc import Iterator

from contracts.checks.check import Subject, check
from contracts.finding import Violation
from contracts.lawkit import is_error, shown, success_data
from specs.values import find, pointer


@check(
    says="An answer that reports an error carries no data of a success.",
    why="The data leaks past the refusal, and a client that looks for it first misses the error.",
)
def error_answers_carry_no_data(subject: Subject) -> Iterator[Violation]:
    """Judges errors by status or by code; data that repeats the request is none."""
    known = subject.known
    if not known.successes or not is_error(subject.operation, known, subject.exchange):
        return
    body = subject.exchange.json
    member = success_data(known, body)
    if member is None or find(subject.exchange.request.json, pointer(member)) == body[member]:
        return
    yield Violation(
        expected=f"no member {member} beside the error",
        got=f"{member}: {shown(body[member])}",
        pointer=pointer(member),
        cause=member,
    )
