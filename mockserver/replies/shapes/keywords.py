"""One schema's own keywords, added to the shape of a value; what makes no sense is skipped."""

from dataclasses import replace
from fractions import Fraction
from typing import Final

from mockserver.replies.shapes.shape import FREE, TYPES, ArrayPart, Contained, ObjectPart, Shape
from mockserver.replies.values.amounts import Bounds, exact
from specs.values import Json, Record, pointer


def count(value: Json) -> int | None:
    """Returns a keyword's number of things; None for what is none."""
    if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
        return None
    return int(value)


def texts(value: Json) -> tuple[str, ...]:
    """Returns the texts of a list; none if it is no list."""
    return tuple(item for item in value if isinstance(item, str)) if isinstance(value, list) else ()


def named(value: Json) -> Record:
    """Returns a mapping by name; an empty one for anything else."""
    return value if isinstance(value, dict) else {}


def add_types(shape: Shape, schema: Record, *, is_3_0: bool) -> None:
    """Adds `type` and `nullable`."""
    written = schema.get("type")
    listed = (written,) if isinstance(written, str) else texts(written)
    types = tuple(name for name in listed if name in TYPES)
    if not types:
        return
    if is_3_0 and schema.get("nullable") is True:
        types = (*types, "null")
    shape.types = types if shape.types is None else common_types(shape.types, types)


def common_types(ones: tuple[str, ...], others: tuple[str, ...]) -> tuple[str, ...]:
    """Returns the types that both allow; an integer is a number too."""
    found = [name for name in ones if name in others or (name == "integer" and "number" in others)]
    if "integer" in others and "number" in ones and "integer" not in found:
        found.append("integer")
    return tuple(found)


def add_number(shape: Shape, schema: Record) -> None:
    """Adds bounds in either spelling, and `multipleOf`."""
    for edge, side in (("minimum", "low"), ("maximum", "high")):
        beyond = schema.get(f"exclusiveM{edge[1:]}")
        limit = exact(schema.get(edge, False))
        if limit is not None:
            shape.bounds = _narrowed(shape.bounds, side, limit, is_out=beyond is True)
        if (strict := exact(beyond)) is not None:  # type: ignore[arg-type]
            shape.bounds = _narrowed(shape.bounds, side, strict, is_out=True)
    step = exact(schema.get("multipleOf", False))
    if step is not None and step > 0:
        shape.bounds = replace(shape.bounds, steps=(*shape.bounds.steps, step))


def _narrowed(bounds: Bounds, side: str, limit: Fraction, *, is_out: bool) -> Bounds:
    if side == "low":
        if bounds.low is None or (limit, is_out) > (bounds.low, bounds.low_is_out):
            return replace(bounds, low=limit, low_is_out=is_out)
    elif bounds.high is None or (limit, not is_out) < (bounds.high, not bounds.high_is_out):
        return replace(bounds, high=limit, high_is_out=is_out)
    return bounds


def add_text(shape: Shape, schema: Record) -> None:
    """Adds lengths, pattern and format."""
    shape.letters = shape.letters.narrowed(
        count(schema.get("minLength")), count(schema.get("maxLength"))
    )
    pattern, name = schema.get("pattern"), schema.get("format")
    if isinstance(pattern, str) and pattern not in shape.patterns:
        shape.patterns = (*shape.patterns, pattern)
    if isinstance(name, str) and name not in shape.formats:
        shape.formats = (*shape.formats, name)
    if str(schema.get("contentEncoding")).lower() in ("base64", "base64url"):
        shape.is_base64 = True


_OF_OBJECTS: Final = ("properties", "patternProperties", "additionalProperties")


def add_object(shape: Shape, schema: Record, place: str, hidden: str) -> None:
    """Adds what is said of members.

    Args:
        shape: Is added to.
        schema: The schema as written.
        place: Its JSON pointer.
        hidden: The keyword that keeps a member out of this direction.
    """
    properties = named(schema.get("properties"))
    unseen = {name for name, member in properties.items() if named(member).get(hidden) is True}
    shape.hidden |= unseen
    required = texts(schema.get("required"))
    shape.required.update(dict.fromkeys(name for name in required if name not in unseen))
    shape.members = shape.members.narrowed(
        count(schema.get("minProperties")), count(schema.get("maxProperties"))
    )
    for name, needed in named(schema.get("dependentRequired")).items():
        shape.needs[name] = (*shape.needs.get(name, ()), *texts(needed))
    if "propertyNames" in schema:
        shape.names.append(f"{place}/propertyNames")
    if any(word in schema for word in _OF_OBJECTS):
        shape.objects.append(_object_part(schema, place, properties))


def _object_part(schema: Record, place: str, properties: Record) -> ObjectPart:
    return ObjectPart(
        {name: place + pointer("properties", name) for name in properties},
        tuple(
            (pattern, place + pointer("patternProperties", pattern))
            for pattern in named(schema.get("patternProperties"))
        ),
        f"{place}/additionalProperties" if "additionalProperties" in schema else None,
    )


def add_unevaluated_members(shape: Shape, schema: Record, place: str, first: int) -> None:
    """Closes an object against names that its own parts leave unsaid.

    Args:
        shape: Is added to.
        schema: The schema that says `unevaluatedProperties`.
        place: Its JSON pointer.
        first: How many parts the shape had before this schema.
    """
    parts = shape.objects[first:]
    if "unevaluatedProperties" in schema and all(part.rest is None for part in parts):
        known = {name: FREE for part in parts for name in part.properties}
        patterns = tuple((pattern, FREE) for part in parts for pattern, _ in part.patterns)
        shape.objects.append(ObjectPart(known, patterns, f"{place}/unevaluatedProperties"))


def add_array(shape: Shape, schema: Record, place: str) -> None:
    """Adds what is said of items."""
    shape.items = shape.items.narrowed(count(schema.get("minItems")), count(schema.get("maxItems")))
    shape.is_unique |= schema.get("uniqueItems") is True
    listed = "items" if isinstance(schema.get("items"), list) else "prefixItems"
    first = schema.get(listed)
    rest = "additionalItems" if listed == "items" else "items"
    if rest in schema or isinstance(first, list):
        places = tuple(
            f"{place}/{listed}/{index}"
            for index in range(len(first) if isinstance(first, list) else 0)
        )
        shape.arrays.append(ArrayPart(places, f"{place}/{rest}" if rest in schema else None))
    if "contains" in schema:
        least = count(schema.get("minContains"))
        most = count(schema.get("maxContains"))
        least = 1 if least is None else least
        shape.contained.append(Contained(f"{place}/contains", least, most))


def add_unevaluated_items(shape: Shape, schema: Record, place: str, first: int) -> None:
    """Closes an array against items that its own parts leave unsaid."""
    parts = shape.arrays[first:]
    if "unevaluatedItems" in schema and all(part.rest is None for part in parts):
        known = max((len(part.first) for part in parts), default=0)
        shape.arrays.append(ArrayPart((FREE,) * known, f"{place}/unevaluatedItems"))
