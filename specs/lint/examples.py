"""Bodies have named examples, and every example is valid."""

from collections.abc import Iterator
from typing import Final

from specs.bundle import Bundle
from specs.errors import InvalidSpec
from specs.lint.example_places import Example, examples
from specs.lint.finding import LintFinding, in_document
from specs.operation import Media
from specs.schemas import Direction, SchemaViolation
from specs.values import ABSENT

_BOTH: Final[tuple[Direction, ...]] = ("response", "request")


def media_has_example(bundle: Bundle) -> Iterator[LintFinding]:
    """Each media type of a request or response body has at least one named example."""
    for operation in bundle.operations:
        body = operation.request_body
        for media in body.media if body is not None else ():
            yield from _without_example(bundle, media, f"the request of {operation.label}")
        for response in operation.responses.values():
            for media in response.media:
                whose = f"the {response.status} response of {operation.label}"
                yield from _without_example(bundle, media, whose)


def example_is_valid(bundle: Bundle) -> Iterator[LintFinding]:
    """Each example agrees with its schema, as the side that sends it sees the schema."""
    for example in examples(bundle.document):
        if example.value is not ABSENT:
            yield from _invalid(bundle, example)


def _without_example(bundle: Bundle, media: Media, whose: str) -> Iterator[LintFinding]:
    raw = bundle.document.at(media.pointer)
    if not raw.get("examples"):
        message = f"{whose} has no named example of {media.content_type}"
        yield in_document(bundle, "media_has_example", media.pointer, message)


def _invalid(bundle: Bundle, example: Example) -> Iterator[LintFinding]:
    for violation in _violations(bundle, example):
        place = violation.pointer or "its root"
        message = f"the example {example.name} is not valid at {place}: {violation.message}"
        where = example.where + violation.pointer
        yield in_document(bundle, "example_is_valid", where, message)


def _violations(bundle: Bundle, example: Example) -> tuple[SchemaViolation, ...]:
    """Returns what is wrong in every direction, as the first one says it."""
    found: tuple[SchemaViolation, ...] = ()
    sender = example.part.direction
    for direction in (sender,) if sender is not None else _BOTH:
        try:
            schema = bundle.schemas.compile(example.schema, direction)
        except InvalidSpec:
            return ()  # schema_is_usable reports it
        violations = schema.violations(example.value)
        if not violations:
            return ()
        found = found or violations
    return found
