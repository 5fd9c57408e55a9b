"""Do the error codes of an answer stand in the documents, with this status and this name?"""

from collections.abc import Iterator

from contracts.checks.check import Subject, check
from contracts.checks.codes import code_violations
from contracts.finding import Violation


@check(
    says="An error code is a documented one, and comes with its status and its name.",
    why="A client decides by the code; one that it does not know, or elsewhere, it mishandles.",
)
def error_code_documented(subject: Subject) -> Iterator[Violation]:
    """Judges the codes at the places that the documents name."""
    yield from code_violations(subject, subject.broken)
