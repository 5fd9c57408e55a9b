"""Did the answer come within the time limit?"""

from collections.abc import Iterator

from contracts.checks.check import Subject, check
from contracts.finding import Violation


@check(
    says="An answer comes within the time limit.",
    why="A client that waits no longer never sees it, and its user sees a spinner.",
    needs_answer=False,
)
def answers_in_time(subject: Subject) -> Iterator[Violation]:
    """Judges the time that the whole answer took, or that there was none in time."""
    reply, limit = subject.exchange.reply, subject.limit_seconds
    if reply is None and subject.exchange.failure == "timeout":
        yield Violation(expected=f"an answer within {limit:g} s", got="no answer in that time")
    elif reply is not None and reply.seconds > limit:
        got = f"an answer after {reply.seconds:.1f} s"
        yield Violation(expected=f"an answer within {limit:g} s", got=got)
