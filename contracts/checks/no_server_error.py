"""Did the server survive the request?"""

from collections.abc import Iterator

from contracts.checks.check import Subject, check
from contracts.finding import Violation


@check(
    says="No request makes the server fail in a way that the documents do not list.",
    why="A client cannot tell what became of its call, nor what to do differently.",
    needs_answer=False,
)
def no_server_error(subject: Subject) -> Iterator[Violation]:
    """Judges statuses from 500 up, and connections that end without an answer."""
    if subject.exchange.reply is None:
        if subject.exchange.failure == "broken":
            got = "the connection ended without one"
            yield Violation(expected="an answer", got=got, cause="broken")
        return
    if not subject.is_crash:
        return
    status = subject.reply.status
    known = subject.known
    codes = ", ".join(str(code.code) for code in known.codes if code.status == status)
    expected = f"with {status}, one of the codes {codes}" if codes else "a documented answer"
    yield Violation(expected=expected, got=_shown(subject), cause=str(status))


def _shown(subject: Subject) -> str:
    text = subject.reply.body.decode("utf-8", "replace")
    shown = text if len(text) <= 120 else f"{text[:117]}..."
    return f"{subject.reply.status} {shown}".strip()
