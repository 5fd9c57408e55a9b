"""Bodies have named examples, and every example is valid."""

from collections.abc import Iterator
from typing import Final

from specs.bundle import Bundle
from specs.errors import InvalidSpec
from specs.lint.finding import LintFinding, in_document
from specs.lint.places import Part, parts
from specs.media_types import is_json
from specs.operation import Media
from specs.schemas import Direction, SchemaViolation
from specs.values import Json, pointer, split_pointer

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
    for part in parts(bundle.document):
        schema = part.pointer + ("" if part.kind == "schema" else "/schema")
        if part.kind not in ("media", "parameter", "header", "schema"):
            continue
        if part.kind != "schema" and "schema" not in part.value:
            continue
        for where, value in _examples(bundle, part):
            if _is_judged(part, value):
                yield from _invalid(bundle, schema, part, where, value)


def _without_example(bundle: Bundle, media: Media, whose: str) -> Iterator[LintFinding]:
    raw = bundle.document.at(media.pointer)
    if not raw.get("examples"):
        message = f"{whose} has no named example of {media.content_type}"
        yield in_document(bundle, "media_has_example", media.pointer, message)


def _examples(bundle: Bundle, part: Part) -> Iterator[tuple[str, Json]]:
    """Yields each example with the pointer under which its value really stands."""
    if "example" in part.value:
        yield part.pointer + "/example", part.value["example"]
    examples = part.value.get("examples")
    if part.kind == "schema":
        for index, value in enumerate(examples if isinstance(examples, list) else ()):
            yield f"{part.pointer}/examples/{index}", value
        return
    for name, raw in examples.items() if isinstance(examples, dict) else ():
        where = part.pointer + pointer("examples", name)
        example, where = bundle.document.dereference(raw, where)
        if isinstance(example, dict) and "value" in example:
            yield where + "/value", example["value"]


def _is_judged(part: Part, value: Json) -> bool:
    """Whether an example is a value of its schema: text may spell a body that is not JSON."""
    if part.kind != "media" or not isinstance(value, str):
        return True
    return is_json(split_pointer(part.pointer)[-1])


def _invalid(
    bundle: Bundle, schema: str, part: Part, where: str, value: Json
) -> Iterator[LintFinding]:
    directions = (part.direction,) if part.direction is not None else _BOTH
    for violation in _violations(bundle, schema, directions, value):
        name = where.removesuffix("/value").rpartition("/")[2]
        place = violation.pointer or "its root"
        message = f"the example {name} is not valid at {place}: {violation.message}"
        yield in_document(bundle, "example_is_valid", where + violation.pointer, message)


def _violations(
    bundle: Bundle, schema: str, directions: tuple[Direction, ...], value: Json
) -> tuple[SchemaViolation, ...]:
    """Returns what is wrong in every direction, as the first one says it."""
    found: tuple[SchemaViolation, ...] = ()
    for direction in directions:
        try:
            violations = bundle.schemas.compile(schema, direction).violations(value)
        except InvalidSpec:
            return ()  # schema_is_usable reports it
        if not violations:
            return ()
        found = found or violations
    return found
