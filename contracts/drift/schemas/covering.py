"""A second opinion on containment, from the canonical forms of the validator's own library.

It is asked about what the proof leaves open. It knows nothing of members that nobody names, so its
yes, which is about all values, holds for those that are sent; its no says nothing.
"""

import json
from typing import Final

import jsonschema_rs
from jsonschema_rs import canonical

from contracts.drift.schemas.pure import Place, PureSchemas
from contracts.drift.schemas.term import Term
from contracts.drift.schemas.words import SAID
from specs.references import fragment
from specs.values import Json, Record, pointer

_MOST_SCHEMAS: Final = 40
"""How many schemas may be referred to."""

_LONGEST: Final = 60_000
"""Characters of a schema."""


def covers(outer: Place, inner: Term) -> bool:
    """Returns whether a schema is known to admit all that a term does."""
    sent: Record = {"allOf": [place.schema for place in inner.places]}
    if inner.barred:
        sent["not"] = {"anyOf": [place.schema for place in inner.barred]}
    sides = [(place.schema, place.source) for place in (*inner.places, *inner.barred)]
    first, second = (
        _whole(sent, sides),
        _whole({"allOf": [outer.schema]}, [(outer.schema, outer.source)]),
    )
    if first is None or second is None:
        return False
    try:
        less, more = (
            jsonschema_rs.canonicalize(
                one, draft=jsonschema_rs.Draft202012, validate_formats=True, offline=True
            )
            for one in (first, second)
        )
        return more.covers(less) == canonical.Containment.YES
    except (ValueError, jsonschema_rs.ReferencingError):
        return False


def _whole(schema: Record, sides: list[tuple[Json, PureSchemas]]) -> Record | None:
    """Returns a schema with all that it refers to; None if that is too much."""
    names: dict[tuple[int, str], str] = {}
    found: Record = {}
    waiting = [(source, reference) for one, source in sides for reference in _references(one)]
    owners = {id(one): source for one, source in sides}
    while waiting:
        source, reference = waiting.pop()
        key = id(source), reference
        if key in names:
            continue
        if len(names) >= _MOST_SCHEMAS or not reference.startswith("#"):
            return None
        names[key] = str(len(names))
        target = source.at(fragment(reference)).schema
        waiting += [(source, one) for one in _references(target)]
        found[names[key]] = target, source
    whole = {word: _renamed(item, owners, names, None) for word, item in schema.items()}
    whole["$defs"] = {
        name: _renamed(target, owners, names, source) for name, (target, source) in found.items()
    }
    return whole if len(json.dumps(whole)) <= _LONGEST else None


def _references(schema: Json) -> list[str]:
    if isinstance(schema, list):
        return [one for item in schema for one in _references(item)]
    if not isinstance(schema, dict):
        return []
    found = [one for item in schema.values() for one in _references(item)]
    own = schema.get("$ref")
    return [*found, own] if isinstance(own, str) else found


def _renamed(
    schema: Json,
    owners: dict[int, PureSchemas],
    names: dict[tuple[int, str], str],
    source: PureSchemas | None,
) -> Json:
    """Copies a schema, its references changed to those of the whole."""
    if isinstance(schema, list):
        return [_renamed(item, owners, names, source) for item in schema]
    if not isinstance(schema, dict):
        return schema
    source = source or owners.get(id(schema))
    copy = {
        word: _renamed(item, owners, names, source) for word, item in schema.items() if word != SAID
    }
    reference = copy.get("$ref")
    if isinstance(reference, str) and source is not None:
        copy["$ref"] = "#" + pointer("$defs", names[id(source), reference])
    return copy
