"""The methods that HTTP gives to every resource: HEAD and OPTIONS, where no description does."""

from collections.abc import Iterable
from typing import Protocol, Self, TypeVar

from mockserver.stubkit import Reply
from specs.values import ABSENT


class Bodied(Protocol):
    """What goes on the wire, a named tuple."""

    @property
    def body(self) -> bytes:
        """The bytes of the body."""

    def _replace(self, *, body: bytes) -> Self:
        """Returns a copy with another body."""


Answer = TypeVar("Answer", bound=Bodied)


def head_of(answer: Answer) -> Answer:
    """Returns the answer to HEAD: that to GET, its headers included, without the body."""
    return answer._replace(body=b"")


def allowed_methods(declared: Iterable[str]) -> tuple[str, ...]:
    """Returns the methods that a path answers, in upper case, sorted, for the header `Allow`.

    >>> allowed_methods(["GET", "POST"])
    ('GET', 'HEAD', 'OPTIONS', 'POST')
    """
    methods = {*declared, "OPTIONS"}
    if "GET" in methods:
        methods.add("HEAD")
    return tuple(sorted(methods))


def options_reply(declared: Iterable[str]) -> Reply:
    """Returns the answer to OPTIONS: no content, and the methods that there are."""
    return Reply(204, ABSENT, {"Allow": ", ".join(allowed_methods(declared))})
