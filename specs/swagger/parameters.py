"""Parameters and headers of OpenAPI 2.0 in the words of 3.0."""

from typing import Final

from specs.swagger.context import Context
from specs.swagger.schemas import VALUE_WORDS
from specs.values import Json, Record

BODY_PLACES: Final = ("body", "formData")
"""Places of parameters that make up a body."""

_STYLES: Final[dict[str, Record]] = {
    "csv": {"explode": False},
    "multi": {"explode": True},
    "ssv": {"style": "spaceDelimited", "explode": False},
    "pipes": {"style": "pipeDelimited", "explode": False},
    "tsv": {"explode": False},
}
"""collectionFormat -> how 3.0 says it of a query or a form."""


def convert_parameter(context: Context, raw: Record, where: str, old: str) -> Record:
    """Returns a parameter of a path, query or header.

    Args:
        context: What the conversion knows.
        raw: What 2.0 says.
        where: The pointer of the result.
        old: The pointer of `raw`.
    """
    made = {name: item for name, item in raw.items() if name not in VALUE_WORDS}
    for name in ("collectionFormat", "allowMultiple"):
        made.pop(name, None)
    made["schema"] = _schema(context, raw, where, old)
    if "example" not in made and "x-example" in made:
        made["example"] = made["x-example"]
    if raw.get("type") == "array":
        is_list = raw.get("in") == "query"
        made.update(style(context, raw, old) if is_list else {})
    return made


def convert_header(context: Context, raw: Json, where: str, old: str) -> Json:
    """Returns a response header; what is no mapping is left for others to judge."""
    if not isinstance(raw, dict):
        return raw
    made = {name: item for name, item in raw.items() if name not in VALUE_WORDS}
    made.pop("collectionFormat", None)
    made["schema"] = _schema(context, raw, where, old)
    return made


def style(context: Context, raw: Record, old: str) -> Record:
    """Returns how the items of a list are told apart in a query or a form."""
    form = raw.get("collectionFormat", "csv")
    known = isinstance(form, str) and form in _STYLES
    if not known or form == "tsv":
        context.tell(old, f"OpenAPI 3 cannot say the collectionFormat {form!r}; commas are read")
    return _STYLES[form] if known else _STYLES["csv"]


def _schema(context: Context, raw: Record, where: str, old: str) -> Json:
    if "schema" in raw:
        return context.schemas.of(raw["schema"])
    context.move(where + "/schema", old)
    return value_schema(context, raw)


def value_schema(context: Context, raw: Record) -> Json:
    """Returns what a parameter says of its value, as a schema."""
    return context.schemas.of({word: raw[word] for word in VALUE_WORDS if word in raw})
