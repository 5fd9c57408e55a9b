"""What Schemathesis says of a case: whether it breaks the document, where, and in which words."""

from typing import Final

from schemathesis.core.parameters import ParameterLocation
from schemathesis.generation.meta import CaseMetadata, CoveragePhaseData, CoverageScenario

from contracts.run.bridge.aim import Aim
from contracts.run.bridge.case import Mode, Phase
from specs.values import pointer, split_pointer

_LEADING: Final = {"properties", "items", "prefixItems", "anyOf", "oneOf", "allOf", "not"}
_APART: Final = (
    CoverageScenario.MALFORMED_CONTENT_TYPE,
    CoverageScenario.UNSUPPORTED_CONTENT_TYPE,
    CoverageScenario.OBJECT_UNEXPECTED_PROPERTIES,
)
"""What these break stays broken whatever values the declared members and parameters have."""


def mode_of(meta: CaseMetadata | None) -> Mode:
    """Returns whether a case keeps to the document."""
    return "negative" if meta is not None and meta.generation.mode.is_negative else "positive"


def aim_of(meta: CaseMetadata | None) -> Aim:
    """Returns what a case breaks."""
    if meta is None or mode_of(meta) == "positive":
        return Aim()
    broken = frozenset(
        location.value for location, info in meta.components.items() if info.mode.is_negative
    )
    data = meta.phase.data
    if not isinstance(data, CoveragePhaseData):
        return Aim(broken)
    if data.scenario in _APART:
        return Aim()
    where = data.parameter_location.value if data.parameter_location is not None else None
    if where == "body" and (place := body_place(data)) is not None:
        return Aim(broken - {where}, places=frozenset((place,)))
    if where not in (None, "body") and data.parameter is not None:
        return Aim(broken - {where}, parameters=frozenset(((where, data.parameter),)))
    return Aim(broken)


def body_place(data: CoveragePhaseData) -> tuple[str, ...] | None:
    """Returns the place in the body that a schema's place is about; None if it cannot be told."""
    if data.location is None:
        return None
    place: list[str] = []
    tokens = split_pointer(data.location)
    while tokens and tokens[0] in _LEADING:
        keyword = tokens.pop(0)
        if keyword == "properties" and tokens:
            place.append(tokens.pop(0))
        elif keyword in ("items", "prefixItems"):
            place.append("*")
        if keyword != "properties" and tokens and tokens[0].isdecimal():
            tokens.pop(0)
    if data.scenario == CoverageScenario.OBJECT_MISSING_REQUIRED_PROPERTY:
        missing = data.description.rpartition(": ")[2]
        place.append(missing)
    return tuple(place)


def note_of(meta: CaseMetadata | None, phase: Phase) -> str:
    """Returns a few words on what a case is."""
    if meta is None:
        return phase
    data = meta.phase.data
    if phase == "examples":
        return "examples: documented example"
    text = (data.description or "").strip()
    if mode_of(meta) == "positive" and text in ("", "Positive test case"):
        return f"{phase}: valid"
    where = ""
    if isinstance(data, CoveragePhaseData) and data.parameter_location == ParameterLocation.BODY:
        text = text.replace(": Object with valid", ",").rpartition("-> ")[2]
        place = body_place(data) or ()
        where = f" at {pointer(*place)}" if place else ""
    elif data.parameter is not None and f"`{data.parameter}`" not in text:
        where = f" in {data.parameter_location} {data.parameter}"
    return f"{phase}: {text[:1].lower()}{text[1:]}{where}"
