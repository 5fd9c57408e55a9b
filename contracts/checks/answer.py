"""What checks ask of an answer before they judge it, so that each cause is said by one of them."""

from typing import Final

from contracts.checks.subject import Subject
from specs.media_types import is_json

_PAGE_STARTS: Final = (b"<!doctype html", b"<html")


def documents_json_only(subject: Subject) -> bool:
    """Returns whether every documented form of the answer's body is JSON, and there is one."""
    kinds = [media.content_type for media in subject.response.media] if subject.response else []
    return bool(kinds) and all(is_json(kind) and kind != "*/*" for kind in kinds)


def is_error_page(subject: Subject) -> bool:
    """Returns whether the answer is an HTML page that reports an error in place of JSON."""
    if subject.reply.status < 400 or not documents_json_only(subject):
        return False
    return subject.reply.body[:100].lstrip().lower().startswith(_PAGE_STARTS)
