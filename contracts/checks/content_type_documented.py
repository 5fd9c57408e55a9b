"""Is the body of a media type that the documents list for the status?"""

from collections.abc import Iterator

from contracts.checks.answer import is_error_page
from contracts.checks.check import Subject, check
from contracts.finding import Violation


@check(
    says="The body is of a documented media type.",
    why="A client chooses its parser by the Content-Type; with another one it reads nothing.",
)
def content_type_documented(subject: Subject) -> Iterator[Violation]:
    """Judges answers with a body whose status documents one."""
    response = subject.response
    if response is None or not response.media or not subject.reply.body:
        return
    if subject.media is not None or subject.has_no_body:
        return
    if not subject.is_crash and not is_error_page(subject):
        known = " or ".join(media.content_type for media in response.media)
        sent = subject.reply.header("content-type")
        yield Violation(
            expected=f"Content-Type: {known}",
            got="no Content-Type" if sent is None else f"Content-Type: {sent}",
            cause=str(subject.reply.status),
        )
