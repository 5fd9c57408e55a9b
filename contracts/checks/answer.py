"""What checks ask of an answer before they judge it, so that each cause is said by one of them."""

from typing import Final

from contracts.checks.check import Subject
from contracts.lawkit import documented, sent_codes
from specs.media_types import is_json, matches
from specs.operation import Media
from specs.values import ABSENT

_PAGE_STARTS: Final = (b"<!doctype html", b"<html")
_BODILESS: Final = (204, 205, 304)


def has_no_body(subject: Subject) -> bool:
    """Returns whether HTTP forbids the answer to have a body."""
    return subject.exchange.request.method == "HEAD" or subject.reply.status in _BODILESS


def documented_media(subject: Subject) -> Media | None:
    """Returns the documented form of the answer's body, by its status and its content type."""
    response = subject.operation.response(subject.reply.status)
    kind = subject.reply.content_type
    if response is None or kind is None:
        return None
    declared = [(media.content_type.partition(";")[0].lower(), media) for media in response.media]
    exact = (media for name, media in declared if name.strip() == kind)
    return next(exact, None) or next((m for name, m in declared if matches(name, kind)), None)


def documents_json_only(subject: Subject) -> bool:
    """Returns whether every documented form of the answer's body is JSON, and there is one."""
    response = subject.operation.response(subject.reply.status)
    kinds = [media.content_type for media in response.media] if response is not None else []
    return bool(kinds) and all(is_json(kind) and kind != "*/*" for kind in kinds)


def is_error_page(subject: Subject) -> bool:
    """Returns whether the answer is an HTML page that reports an error in place of JSON."""
    if subject.reply.status < 400 or not documents_json_only(subject):
        return False
    return subject.reply.body[:100].lstrip().lower().startswith(_PAGE_STARTS)


def is_crash(subject: Subject) -> bool:
    """Returns whether the answer is a failure of the server that the documents do not list.

    A documented 5xx whose codes are documented as well carries one of them, or at least a body
    of the documented form.
    """
    status = subject.reply.status
    if status < 500:
        return False
    responses = subject.operation.responses
    if str(status) not in responses and f"{status // 100}XX" not in responses:
        return True
    known = documented(subject.bundle, subject.operation)
    wanted = [code for code in known.codes if code.status == status]
    if not wanted or has_no_body(subject):
        return False
    for _, _, sent in sent_codes(known, subject.exchange.json):
        if any(code.matches(sent) for code in wanted):
            return False
    media = documented_media(subject)
    body = subject.exchange.json
    if media is None or media.schema is None or body is ABSENT:
        return True
    return not subject.bundle.schemas.compile(media.schema, "response").is_valid(body)
