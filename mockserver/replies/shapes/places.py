"""Where schemas stand: following references one step at a time."""

from typing import Final

from specs.document import Document
from specs.errors import SpecError
from specs.references import fragment
from specs.values import Json

_MOST_STEPS: Final = 50


def target(document: Document, schema: Json, where: str) -> str | None:
    """Returns the place that a schema refers to, None if it refers to nothing that is there."""
    reference = schema.get("$ref") if isinstance(schema, dict) else None
    if not isinstance(reference, str):
        return None
    if reference == "#" or reference.startswith("#/"):
        return fragment(reference)
    try:
        return document.dereference(schema, where)[1]
    except SpecError:
        return None


def resolved(document: Document, place: str) -> str:
    """Returns the place where something else than a mere reference stands."""
    for _ in range(_MOST_STEPS):
        schema = document.at(place)
        following = target(document, schema, place)
        if following is None or following == place:
            break
        place = following
    return place
