"""Does the answer show how the server is made, or that it fell over?"""

from collections.abc import Iterator
from urllib.parse import unquote_to_bytes

from contracts.checks.answer import is_error_page
from contracts.checks.check import Subject, check
from contracts.checks.traces import Trace, suspects
from contracts.finding import Request, Violation


@check(
    says="No answer shows a stack trace, a database's words, a server's file or an error page.",
    why="It tells an attacker where to try next, and a client nothing.",
)
def internals_stay_inside(subject: Subject) -> Iterator[Violation]:
    """Judges bodies; what the request itself said may be repeated."""
    body = subject.reply.body
    for trace in suspects(body):
        if got := _leak(subject, trace):
            yield Violation(expected="no inside of the server", got=f"{trace.what}: {got}")
            return
    if body[:1] != b"{" and is_error_page(subject) and not subject.is_crash:
        status = subject.reply.status
        yield Violation("the documented JSON", f"{status} with an HTML page", cause="HTML page")


def _leak(subject: Subject, trace: Trace) -> str:
    """Returns a trace in the answer that does not stand in the request, or an empty text."""
    for found in trace.pattern.finditer(subject.reply.body):
        if found[0] not in _said(subject.exchange.request):
            return found[0][:120].decode("utf-8", "replace")
    return ""


def _said(request: Request) -> bytes:
    """Returns all that a request says, encoded and plain."""
    parts = [request.path.encode(), unquote_to_bytes(request.path), request.body or b""]
    parts += [part.encode("utf-8", "replace") for pair in request.query for part in pair]
    parts += [part.encode("utf-8", "replace") for pair in request.headers for part in pair]
    return b"\n".join(parts)
