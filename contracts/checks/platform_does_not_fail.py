"""Did the server report a failure of its own that no request should bring about?"""

from collections.abc import Iterator

from contracts.checks.check import Subject, check
from contracts.finding import Violation
from contracts.lawkit import sent_codes


@check(
    says="No request brings about an error that the documents call a failure of the platform.",
    why="The answer is a documented one; whether the request deserves it, they do not say.",
    severity="warning",
)
def platform_does_not_fail(subject: Subject) -> Iterator[Violation]:
    """Judges codes of 5xx that nothing a client sends should reach."""
    status = subject.reply.status
    if status < 500:
        return
    known = subject.known
    for _, where, sent in sent_codes(known, subject.exchange.json):
        alike = [code for code in known.codes if code.status == status and code.matches(sent)]
        if alike and not any(code.is_reachable for code in alike):
            got = f"{status} {sent}"
            yield Violation(expected="an answer to the request", got=got, pointer=where)
