"""Where a document gives examples, and the schema beside each."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from specs.document import Document
from specs.lint.places import Part, parts
from specs.media_types import is_json
from specs.values import ABSENT, Json, Missing, pointer, split_pointer

_KINDS: Final = frozenset({"media", "parameter", "header", "schema"})


@dataclass(frozen=True, slots=True)
class Example:
    """One example."""

    part: Part
    """What it is an example of."""
    schema: str
    """JSON pointer of the schema that it is to agree with."""
    where: str
    """JSON pointer of its value, references followed."""
    value: Json | Missing
    """Absent if it stands elsewhere, and only its address is here."""

    @property
    def name(self) -> str:
        """Its name, or its place in a list."""
        return split_pointer(self.where.removesuffix("/value"))[-1]


def examples(document: Document) -> Iterator[Example]:
    """Yields each example that its schema can judge: text may spell a body that is not JSON."""
    for part in parts(document):
        if part.kind not in _KINDS:
            continue
        if part.kind != "schema" and not isinstance(part.value.get("schema"), dict | bool):
            continue
        schema = part.pointer + ("" if part.kind == "schema" else "/schema")
        for where, value in _own(document, part):
            if not (isinstance(value, str) and _may_be_spelled(document, part)):
                yield Example(part, schema, where, value)


def _may_be_spelled(document: Document, part: Part) -> bool:
    """Whether a text may stand for a body of another kind; for that of a plain text it does not."""
    if part.kind != "media" or is_json(name := split_pointer(part.pointer)[-1]):
        return False
    schema, _ = document.dereference(part.value["schema"], part.pointer + "/schema")
    is_text = isinstance(schema, dict) and schema.get("type") == "string"
    return not (is_text and name.lower().startswith("text/"))


def _own(document: Document, part: Part) -> Iterator[tuple[str, Json | Missing]]:
    if "example" in part.value:
        yield part.pointer + "/example", part.value["example"]
    listed = part.value.get("examples")
    if part.kind == "schema":
        for index, value in enumerate(listed if isinstance(listed, list) else ()):
            yield f"{part.pointer}/examples/{index}", value
        return
    for name, raw in listed.items() if isinstance(listed, dict) else ():
        example, where = document.dereference(raw, part.pointer + pointer("examples", name))
        if isinstance(example, dict) and "value" in example:
            yield where + "/value", example["value"]
        elif isinstance(example, dict) and "externalValue" in example:
            yield where, ABSENT
