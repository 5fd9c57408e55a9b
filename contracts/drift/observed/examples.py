"""A document's own examples against the schemas that stand beside them."""

from dataclasses import dataclass

from contracts.drift.change import Change
from specs.bundle import Bundle
from specs.errors import InvalidSpec
from specs.left_out import label_of
from specs.lint.example_places import Example, examples
from specs.lint.places import Part
from specs.schemas import Direction, SchemaViolation
from specs.values import ABSENT, pointer, split_pointer

RULE = "example_breaks_its_schema"


@dataclass(frozen=True, slots=True)
class Examples:
    """What became of all examples of a document."""

    changes: tuple[Change, ...]
    """One for each thing that is wrong with an example."""
    judged: int
    skipped: tuple[str, ...]
    """Examples that could not be judged, each with its place and the reason."""


def broken_examples(bundle: Bundle) -> Examples:
    """Judges each example of parameters, headers, bodies and schemas, as its sender sees it.

    A schema that both sides use is obeyed if either side could send the example.
    """
    found: dict[tuple[str, str], Change] = {}
    skipped: list[str] = []
    users = _users(bundle)
    judged = 0
    for example in examples(bundle.document):
        if example.value is ABSENT:
            place = bundle.document.place(example.where)
            skipped.append(
                f"{place}: the example {example.name} stands elsewhere and is not fetched"
            )
            continue
        violations = _violations(bundle, example, _directions(example.part, users), skipped)
        judged += 1
        for one in violations:
            found.setdefault((example.where, one.pointer + one.keyword), _change(example, one))
    return Examples(tuple(found.values()), judged, tuple(dict.fromkeys(skipped)))


def _users(bundle: Bundle) -> dict[str, frozenset[Direction]]:
    """Returns which sides use each shared schema, by its pointer."""
    users: dict[str, set[Direction]] = {}
    for operation in bundle.operations:
        body = operation.request_body
        places: list[tuple[str | None, Direction]] = [
            (media.schema, "request") for media in (body.media if body is not None else ())
        ]
        places += [(parameter.schema, "request") for parameter in operation.parameters]
        for response in operation.responses.values():
            places += [(media.schema, "response") for media in response.media]
            places += [(header.schema, "response") for header in response.headers]
        for where, direction in places:
            if where is not None:
                _use(bundle, where, direction, users)
    return {where: frozenset(sides) for where, sides in users.items()}


def _use(
    bundle: Bundle, where: str, direction: Direction, users: dict[str, set[Direction]]
) -> None:
    todo = [where]
    while todo:
        at = todo.pop()
        if direction in users.setdefault(at, set()):
            continue
        users[at].add(direction)
        value = bundle.document.at(at)
        if not isinstance(value, dict | list):
            continue
        target = bundle.document.dereference(value, at)[1]
        todo += [target] if target != at else []
        names = value if isinstance(value, dict) else range(len(value))
        todo += [at + pointer(name) for name in names if name not in ("example", "examples")]


def _directions(part: Part, users: dict[str, frozenset[Direction]]) -> tuple[Direction, ...]:
    if part.direction is not None:
        return (part.direction,)
    used = users.get(part.pointer, frozenset())
    sides: tuple[Direction, ...] = ("response", "request")
    return tuple(one for one in sides if not used or one in used)


def _violations(
    bundle: Bundle, example: Example, directions: tuple[Direction, ...], skipped: list[str]
) -> tuple[SchemaViolation, ...]:
    """Returns what is wrong in every direction, as the first one says it."""
    found: tuple[SchemaViolation, ...] = ()
    for direction in directions:
        try:
            schema = bundle.schemas.compile(example.schema, direction)
        except InvalidSpec as error:
            skipped.append(f"{bundle.document.place(example.where)}: {error}")
            return ()
        if schema.is_valid(example.value):
            return ()
        found = found or schema.nearest_violations(example.value)
    return found


def _change(example: Example, violation: SchemaViolation) -> Change:
    where = example.where + violation.pointer
    name = "example" if example.name == "example" else f"example {example.name}"
    return Change(
        rule=RULE,
        at=f"{_words(example.part)}, {name} {violation.pointer}".rstrip(),
        before=f"`{violation.keyword}` of its schema",
        after=violation.message,
        base=example.schema,
        revision=where,
        operation=_operation(example.where),
        key=violation.keyword,
    )


def _operation(where: str) -> str:
    """Returns the label of the operation that an example stands in, or nothing."""
    label = label_of(where)
    return "" if label == where else label


def _words(part: Part) -> str:
    if part.kind in ("parameter", "header"):
        named = part.value.get("name")
        name = named if isinstance(named, str) else split_pointer(part.pointer)[-1]
        return f"{part.kind} {name}"
    if part.kind == "media":
        side = f"{part.direction} " if part.direction is not None else ""
        return f"{side}body {split_pointer(part.pointer)[-1]}"
    return f"schema {split_pointer(part.pointer)[-1]}"
