"""Flaws of parameters and headers."""

from typing import Final

from specs.mending.parts import Mended, Workshop, drop, keep_if, shown
from specs.swagger import VALUE_WORDS
from specs.values import Json, Record

PLACES: Final = ("path", "query", "header", "cookie")
_STYLES: Final = (
    "matrix",
    "label",
    "form",
    "simple",
    "spaceDelimited",
    "pipeDelimited",
    "deepObject",
)


def mend_parameter(shop: Workshop, raw: Record, where: str) -> Mended:
    """Returns a parameter that has a name, a place and a schema; drops what is none."""
    wrong = parameter_flaw(raw)
    if wrong:
        return drop(shop, where, wrong)
    if raw["in"] == "path":
        raw["required"] = True
    keep_if(shop, raw, "required", where, form=bool)
    keep_if(shop, raw, "explode", where, form=bool)
    if raw.get("style", "form") not in _STYLES:
        shop.tell(where + "/style", f"there is no style {shown(raw.pop('style'))}")
    _give_schema(shop, raw, where)
    return raw


def mend_header(shop: Workshop, raw: Record, where: str) -> Mended:
    """Returns a header that has a schema."""
    keep_if(shop, raw, "required", where, form=bool)
    _give_schema(shop, raw, where)
    return raw


def parameter_flaw(raw: Json) -> str:
    """Says why an object is no parameter; empty if it is one."""
    if not isinstance(raw, dict):
        return f"a parameter is {shown(raw)}"
    name, place = raw.get("name"), raw.get("in")
    if not isinstance(name, str) or not name:
        return "this parameter has no name"
    if place not in PLACES:
        said = f"`in` is {shown(place)}" if "in" in raw else "it has no `in`"
        return f"the parameter {name} is in no place that OpenAPI 3 knows: {said}"
    return ""


def _give_schema(shop: Workshop, raw: Record, where: str) -> None:
    """Reads what stands beside the name as a schema, as OpenAPI 2.0 has it."""
    if raw.get("schema") is None:
        raw.pop("schema", None)
    if not isinstance(raw.get("content", {}), dict) or raw.get("content") == {}:
        raw.pop("content")
    if "schema" in raw or "content" in raw or "type" not in raw:
        return
    raw["schema"] = {word: raw.pop(word) for word in VALUE_WORDS if word in raw}
    shop.move(where + "/schema", where)
