"""A body of `name=value` pairs as the object that its schema means."""

from urllib.parse import parse_qsl

from contracts.drift.observed.standing import Spot, Standing
from contracts.drift.observed.texts import readings, types_of
from specs.document import Document
from specs.values import ABSENT, Json, Missing, Record

FORM = "application/x-www-form-urlencoded"


def form_value(
    body: bytes, schema: str, standing: Standing, document: Document
) -> Record | Missing:
    """Returns the object that a form stands for; `ABSENT` if that cannot be told.

    Args:
        body: As it was sent.
        schema: JSON pointer of its schema.
        standing: Finds the schemas of its fields.
        document: The document.
    """
    try:
        pairs = parse_qsl(body.decode(), keep_blank_values=True)
    except ValueError:
        return ABSENT
    texts: dict[str, list[str]] = {}
    for name, text in pairs:
        texts.setdefault(name, []).append(text)
    if any("[" in name for name in texts):
        return ABSENT  # how nested fields are written, few documents say
    spot = standing.root(schema, dict(texts))
    return {name: _field(sent, _schemas(standing, spot, name), document)
            for name, sent in texts.items()}  # fmt: skip


def _schemas(standing: Standing, spot: Spot, name: str) -> tuple[str, ...]:
    return standing.member(spot, name).schemas


def _field(texts: list[str], schemas: tuple[str, ...], document: Document) -> Json:
    types = frozenset(kind for where in schemas for kind in types_of(document, where))
    if "array" in types:
        items = frozenset(
            kind for where in schemas for kind in types_of(document, where + "/items")
        )
        return [next(readings(text, items)) for text in texts]
    return next(readings(texts[-1], types))
