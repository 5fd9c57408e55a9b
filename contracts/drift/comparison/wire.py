"""How the text of a value looks on the wire by `style` and `explode`."""

from collections.abc import Mapping
from typing import Final, Literal

from contracts.drift.comparison.part import Part
from specs.document import Document
from specs.values import Json, pointer

Shape = Literal["primitive", "array", "object"]

SHAPES: Final[frozenset[Shape]] = frozenset(("primitive", "array", "object"))
_SHAPES: Final[Mapping[str, Shape]] = {"array": "array", "object": "object"}
_LISTED: Final = ("form", "spaceDelimited", "pipeDelimited", "deepObject")
_DEEPEST: Final = 12


def wire_form(style: str, *, explode: bool, shape: Shape) -> str:
    """Returns a name for the way a value is written; ways that write alike have one name.

    >>> wire_form("form", explode=True, shape="primitive")
    'form'
    >>> wire_form("pipeDelimited", explode=True, shape="array")
    'form exploded'
    """
    if shape == "primitive":
        return "form" if style in _LISTED else style
    if shape == "array" and style == "simple":
        return style
    if style == "deepObject":
        return style
    if shape == "array" and explode and style in _LISTED:
        return "form exploded"
    return f"{style} exploded" if explode else style


def shapes(document: Document, where: str | None, depth: int = _DEEPEST) -> frozenset[Shape]:
    """Returns the shapes that a schema leaves to its values; all if it says nothing of them."""
    if where is None or depth == 0:
        return SHAPES
    part = Part.at(document, where)
    found = _named(part.get("type")) & _listed(part)
    for index in range(_count(part, "allOf")):
        found &= shapes(document, part.place("allOf", index), depth - 1)
    for word in ("oneOf", "anyOf"):
        places = [part.place(word, index) for index in range(_count(part, word))]
        if places:
            found &= frozenset().union(*(shapes(document, one, depth - 1) for one in places))
    return found


def _named(types: Json) -> frozenset[Shape]:
    listed = [types] if isinstance(types, str) else types if isinstance(types, list) else []
    named = [one for one in listed if one != "null"]
    return frozenset(_SHAPES.get(one, "primitive") for one in named) if named else SHAPES


def _listed(part: Part) -> frozenset[Shape]:
    """Returns the shapes of the values that a schema lists, if it lists any."""
    values = part.get("enum")
    if "const" in part.value:
        values = [part.value["const"]]
    if not isinstance(values, list):
        return SHAPES
    return frozenset(_shape(one) for one in values)


def _shape(value: Json) -> Shape:
    return (
        "object" if isinstance(value, dict) else "array" if isinstance(value, list) else "primitive"
    )


def _count(part: Part, word: str) -> int:
    listed = part.get(word)
    return len(listed) if isinstance(listed, list) else 0


def member_place(part: Part, name: str) -> str | None:
    """Returns the pointer of a property's schema, if the schema names it itself."""
    properties = part.get("properties")
    if isinstance(properties, dict) and name in properties and part.pointer is not None:
        return part.pointer + pointer("properties", name)
    return None
