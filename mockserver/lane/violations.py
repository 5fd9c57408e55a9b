"""What a schema finds wrong with a part of a request, told with the part's place and name."""

from typing import Final, Literal

from mockserver.stubkit import Violation
from specs.operation import Place
from specs.schemas import CompiledSchema
from specs.values import Json

MISSING_BODY: Final = Violation("body", "", "", "required", "the body is missing")


def violations_of(
    schema: CompiledSchema | None, value: Json, place: Place | Literal["body"], name: str = ""
) -> tuple[Violation, ...]:
    """Returns what is wrong with a part; empty if it is valid or no schema speaks of it."""
    if schema is None or schema.is_valid(value):
        return ()
    return tuple(
        Violation(place, name, item.pointer, item.keyword, item.message)
        for item in schema.violations(value)
    )
