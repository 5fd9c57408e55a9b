"""Does an answer that HTTP gives no body have none?"""

from collections.abc import Iterator

from contracts.checks.check import Subject, check
from contracts.finding import Violation


@check(
    says="An answer of status 204, 205 or 304, or to HEAD, has no body.",
    why="A connection that is kept takes the bytes for the start of the next answer.",
)
def no_undeclared_body(subject: Subject) -> Iterator[Violation]:
    """Judges answers whose status or method rules out a body."""
    if subject.reply.body and subject.has_no_body:
        size = len(subject.reply.body)
        cause = str(subject.reply.status)
        yield Violation(expected="no body", got=f"a body of {size} bytes", cause=cause)
