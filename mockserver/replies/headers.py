"""The headers of a made-up answer: all required ones, and others that have something to say."""

import re
from collections.abc import Iterator
from typing import Final

from mockserver.replies.errors import CannotGenerate
from mockserver.replies.generate import generate_valid
from mockserver.replies.writing.lines import as_json, as_text
from mockserver.state.identity import random_source
from specs.bundle import Bundle
from specs.errors import SpecError
from specs.operation import Header, Operation, Response
from specs.values import Json, Record, find, pointer

_VISIBLE: Final = re.compile(r"[\x20-\x7e\xa0-\xff]*")
_TRIES: Final = 8
_REDIRECTS: Final = (201, 202, 300, 301, 302, 303, 307, 308)
_TELLING: Final = {
    "location": _REDIRECTS,
    "retry-after": (429, 503),
    "www-authenticate": (401,),
    "allow": (405,),
}
"""Statuses that are hard to act on without some header, though it may be described as optional."""
_USUAL: Final = {"retry-after": "1", "www-authenticate": "Bearer"}
_SET_ELSEWHERE: Final = frozenset(("content-type", "content-length", "transfer-encoding"))


class ReplyHeaders:
    """Makes the headers of one response."""

    def __init__(self, bundle: Bundle, operation: Operation, seed: int) -> None:
        self._bundle = bundle
        self._operation = operation
        self._seed = seed

    def of(self, response: Response, status: int, body: Json) -> dict[str, str]:
        """Returns the headers by their described names.

        Args:
            response: The response as described.
            status: Its concrete status.
            body: What it carries, or `ABSENT`.

        Raises:
            CannotGenerate: A required header has no value.
        """
        found: dict[str, str] = {}
        for header in response.headers:
            name = header.name.lower()
            if name in _SET_ELSEWHERE:
                continue
            is_due = header.required or status in _TELLING.get(name, ())
            text = self._text(header, body, is_due=is_due)
            if text is not None:
                found[header.name] = text
            elif header.required:
                at = self._bundle.document.place(header.pointer)
                raise CannotGenerate(f"no value was found for the header {header.name} at {at}")
        return found

    def _text(self, header: Header, body: Json, *, is_due: bool) -> str | None:
        """Returns the first text that the header allows; None if there is none or it is not due."""
        place, is_json = self._schema(header)
        for value in self._written(header, place):
            text = as_json(value) if is_json else header_text(value)
            if self._is_valid(place, value) and _VISIBLE.fullmatch(text):
                return text
        if not is_due:
            return None
        for text in self._expected(header.name.lower(), body):
            if self._is_valid(place, text):
                return text
        return self._generated(header, place, is_json=is_json)

    def _schema(self, header: Header) -> tuple[str | None, bool]:
        """Returns the place of a header's schema, and whether its value is written as JSON."""
        content = find(self._bundle.document.data, f"{header.pointer}/content")
        if header.schema is not None or not isinstance(content, dict):
            return header.schema, False
        for kind, media in content.items():
            if isinstance(media, dict) and "schema" in media:
                where = header.pointer + pointer("content", kind, "schema")
                return where, "json" in kind
        return None, False

    def _written(self, header: Header, place: str | None) -> Iterator[Json]:
        """Yields the examples of a header, and those of its schema."""
        document = self._bundle.document
        raw = document.at(header.pointer)
        holder: Record = raw if isinstance(raw, dict) else {}
        if "example" in holder:
            yield holder["example"]
        named = holder.get("examples")
        for entry in named.values() if isinstance(named, dict) else ():
            example, _ = document.dereference(entry, header.pointer)
            if isinstance(example, dict) and "value" in example:
                yield example["value"]
        schema = document.dereference(document.at(place), place)[0] if place is not None else None
        if isinstance(schema, dict):
            if "example" in schema:
                yield schema["example"]
            examples = schema.get("examples")
            yield from examples if isinstance(examples, list) else ()

    def _expected(self, name: str, body: Json) -> Iterator[str]:
        path = self._operation.path
        if name == "location":
            identity = body.get("id") if isinstance(body, dict) else None
            last = path.rpartition("/")[2]
            if "{" not in last and isinstance(identity, str | int):
                # relative to the request, so that no prefix of the server is missing
                yield f"{last}/{identity}" if last else f"{identity}"
            yield path.partition("{")[0]
        elif name == "link":
            yield f'<{path.partition("{")[0]}?page=2>; rel="next"'
        elif name == "allow":
            yield self._operation.method
        elif name in _USUAL:
            yield _USUAL[name]

    def _generated(self, header: Header, place: str | None, *, is_json: bool) -> str | None:
        if place is None:
            return "mock"
        for turn in range(_TRIES):
            source = random_source(self._seed, header.pointer, turn)
            try:
                value = generate_valid(self._bundle, place, source, name=header.name)
            except CannotGenerate:
                return None
            text = as_json(value) if is_json else header_text(value)
            if _VISIBLE.fullmatch(text):
                return text
        return None

    def _is_valid(self, place: str | None, value: Json) -> bool:
        try:
            return place is None or self._bundle.schemas.compile(place, "response").is_valid(value)
        except SpecError:
            return True


def header_text(value: Json) -> str:
    """Returns a value in the style `simple`: items with commas, members as name and value.

    >>> header_text([1, True]), header_text({"a": 1})
    ('1,true', 'a,1')
    """
    if isinstance(value, dict):
        return ",".join(f"{name},{as_text(item)}" for name, item in value.items())
    return ",".join(map(as_text, value)) if isinstance(value, list) else as_text(value)
