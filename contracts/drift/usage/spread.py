"""Query objects whose properties are parameters of their own on the wire."""

from collections.abc import Iterable
from typing import Final

from specs.document import Document
from specs.operation import Parameter

_DEEPEST: Final = 20
"""As many `allOf` in each other are followed."""


def spread_names(
    parameter: Parameter, others: Iterable[str], document: Document | None
) -> tuple[frozenset[str], bool] | None:
    """Returns which names in a query belong to an object, and whether any other does as well.

    Args:
        parameter: The parameter; None is returned unless it is an object that is spread.
        others: The names of all parameters of the query.
        document: Where the parameter's schema stands.
    """
    is_spread = parameter.place == "query" and parameter.style == "form" and parameter.explode
    if document is None or parameter.schema is None or not is_spread:
        return None
    names, is_open, is_object = _members(document, parameter.schema, 0)
    if not is_object:
        return None
    return names - (frozenset(others) - {parameter.name}), is_open or not names


def _members(document: Document, where: str, depth: int) -> tuple[frozenset[str], bool, bool]:
    """Returns the properties of a schema, whether it invites others, whether it is an object's."""
    schema, at = document.dereference(document.at(where), where)
    if not isinstance(schema, dict) or depth > _DEEPEST:
        return frozenset(), False, False
    named = schema.get("properties")
    names = frozenset(named) if isinstance(named, dict) else frozenset()
    is_open = schema.get("additionalProperties", False) is not False
    said = schema.get("type")
    is_object = bool(names) or "object" in (said if isinstance(said, list) else [said])
    parts = schema.get("allOf")
    for number, _ in enumerate(parts if isinstance(parts, list) else ()):
        inner = _members(document, f"{at}/allOf/{number}", depth + 1)
        names, is_open, is_object = names | inner[0], is_open or inner[1], is_object or inner[2]
    return names, is_open, is_object
