"""Is the status of a refusal that HTTP explains documented as well?"""

from collections.abc import Iterator

from contracts.checks.check import Subject, check
from contracts.checks.status_documented import is_explained, undocumented
from contracts.finding import Violation


@check(
    says="A refusal that any HTTP server may give has a status that the operation documents.",
    why="HTTP tells a client what the status means, but not what the body then looks like.",
    severity="warning",
)
def refusal_status_documented(subject: Subject) -> Iterator[Violation]:
    """Judges statuses such as 401, 404, 405, 413, 415 and 429."""
    if is_explained(subject):
        yield from undocumented(subject)
