"""The headers of an answer about things, but for what its body is."""

from collections.abc import Mapping
from functools import cached_property
from typing import Final
from urllib.parse import quote

from mockserver.replies.errors import CannotGenerate, GivenUp
from mockserver.replies.headers import ReplyHeaders
from mockserver.replies.resources.marking import Marking
from mockserver.replies.resources.paging import Page
from mockserver.stubkit import Call
from specs.resources import Answer, Resource
from specs.values import ABSENT

_CREATED: Final = 201


class Heading:
    """Writes the headers of one answer of one operation."""

    def __init__(
        self, resource: Resource, answer: Answer, declared: ReplyHeaders, marking: Marking
    ) -> None:
        """Names the answer.

        Args:
            resource: What the operation does.
            answer: How it says that it succeeded.
            declared: Makes the headers that are described.
            marking: Says what is true of a page.
        """
        self._resource = resource
        self._answer = answer
        self._made = declared
        self._marking = marking
        self._declared = answer.response.headers
        names = {header.name.lower() for header in self._declared}
        is_made = answer.status == _CREATED and resource.action in ("create", "replace")
        self._says_place = is_made or "location" in names
        self._must = {header.name.lower() for header in self._declared if header.required}

    def of(self, call: Call, text: str) -> dict[str, str]:
        """Returns the headers of an answer about a thing, or about none where no id is told.

        Raises:
            GivenUp: A header that must be there cannot be made.
        """
        return self.placed(self._usual, call, text)

    def placed(self, headers: Mapping[str, str], call: Call, text: str) -> dict[str, str]:
        """Returns headers with the place of a thing that was made."""
        location = self._location(call, text) if text and self._says_place else None
        return over(headers, {"Location": location}) if location is not None else dict(headers)

    def of_page(self, call: Call, page: Page) -> dict[str, str]:
        """Returns the headers with what is said of a page in place of what examples say of it.

        Raises:
            GivenUp: A header that must be there cannot be made.
        """
        headers, marks = self.of(call, ""), self._answer.header_marks
        if not self._declared and not marks:
            return headers
        told = self._marking.headers(self._declared, marks, page)
        about = {mark.where.lower() for mark in marks} | {"link"}
        untold = about - {name.lower() for name in told}
        kept = {
            name: value
            for name, value in headers.items()
            if name.lower() not in untold or name.lower() in self._must
        }
        return over(kept, told)

    @cached_property
    def _usual(self) -> dict[str, str]:
        """The headers that depend on no call.

        Raises:
            GivenUp: One that must be there cannot be made.
        """
        try:
            return self._made.of(self._answer.response, self._answer.status, ABSENT)
        except CannotGenerate as error:
            raise GivenUp(str(error)) from error

    def _location(self, call: Call, text: str) -> str | None:
        """Returns the path of a thing, under whatever the called path stands below."""
        template = self._resource.kind.item_template
        if self._resource.key is not None:
            return call.url_path
        if template is None:
            return None
        called = self._resource.operation.path_with({k: str(v) for k, v in call.path.items()})
        above = call.url_path.removesuffix(called) if call.url_path.endswith(called) else ""
        scope = [str(call.path[name]) for name in self._resource.scope]
        return above + _filled(template, (*scope, text))


def over(headers: Mapping[str, str], others: Mapping[str, str]) -> dict[str, str]:
    """Returns headers with others in the place of those of the same name."""
    names = {name.lower() for name in others}
    kept = {name: text for name, text in headers.items() if name.lower() not in names}
    return {**kept, **others}


def _filled(template: str, ids: tuple[str, ...]) -> str:
    """Fills the parameters of a path template in order."""
    path = ""
    rest = template
    for text in ids:
        before, _, rest = rest.partition("{")
        path += before + quote(text, safe="")
        rest = rest.partition("}")[2]
    return path + rest
