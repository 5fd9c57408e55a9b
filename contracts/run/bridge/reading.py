"""What Schemathesis says of a case: whether it breaks the document, where, and in which words."""

import re
from typing import Final

from schemathesis.core.mutations import Mutation
from schemathesis.core.parameters import ParameterLocation
from schemathesis.generation.meta import CaseMetadata, CoveragePhaseData, CoverageScenario

from contracts.run.bridge.aim import Aim
from contracts.run.bridge.case import Mode, Phase
from specs.operation import Operation
from specs.values import pointer, split_pointer

_STEPS: Final = {"properties", "items", "prefixItems", "anyOf", "oneOf", "allOf", "not"}
_PROBES: Final = (
    CoverageScenario.MALFORMED_CONTENT_TYPE,
    CoverageScenario.UNSUPPORTED_CONTENT_TYPE,
)
_APART: Final = (*_PROBES, CoverageScenario.OBJECT_UNEXPECTED_PROPERTIES)
"""What these break stays broken whatever values the declared members and parameters have."""

_INTO: Final = re.compile(r"Object with valid '([^']*)' value: |(Single-item array): ")
_LONGEST: Final = 100


def mode_of(meta: CaseMetadata | None) -> Mode:
    """Returns whether a case keeps to the document."""
    return "negative" if meta is not None and meta.generation.mode.is_negative else "positive"


def is_undecided(meta: CaseMetadata | None, operation: Operation) -> bool:
    """Returns whether a case is called broken for what the document does not forbid.

    OpenAPI closes neither the query nor the headers of an operation, and says nothing of a
    Content-Type without a body.
    """
    if meta is None or mode_of(meta) == "positive":
        return False
    data = meta.phase.data
    if isinstance(data, CoveragePhaseData):
        if data.scenario in _PROBES:
            return operation.request_body is None
        is_extra = data.scenario == CoverageScenario.OBJECT_UNEXPECTED_PROPERTIES
        return is_extra and data.parameter_location != ParameterLocation.BODY
    return not any(map(_is_forbidden, data.mutations))


def aim_of(meta: CaseMetadata | None) -> Aim:
    """Returns what a case breaks."""
    if meta is None or mode_of(meta) == "positive":
        return Aim()
    broken = frozenset(
        location.value for location, info in meta.components.items() if info.mode.is_negative
    )
    data = meta.phase.data
    if not isinstance(data, CoveragePhaseData):
        return _aim_of_mutations(data.mutations, broken)
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
    while tokens and tokens[0] in _STEPS:
        keyword = tokens.pop(0)
        if keyword == "properties" and tokens:
            place.append(tokens.pop(0))
            continue
        if keyword in ("items", "prefixItems"):
            place.append("*")
        if tokens and tokens[0].isdecimal():
            tokens.pop(0)
    if data.scenario == CoverageScenario.OBJECT_MISSING_REQUIRED_PROPERTY:
        place.append(data.description.rpartition(": ")[2])
    return tuple(place)


def note_of(meta: CaseMetadata | None, phase: Phase) -> str:
    """Returns a few words on what a case is."""
    data = meta.phase.data if meta is not None else None
    if phase == "examples":
        return "examples: documented example"
    if data is None or (mode_of(meta) == "positive" and not isinstance(data, CoveragePhaseData)):
        return f"{phase}: valid"
    text, where = " ".join((data.description or "").split()), ""
    if isinstance(data, CoveragePhaseData) and data.parameter_location == ParameterLocation.BODY:
        text, place = _text_and_place(data, text)
        where = f" at {pointer(*place)}" if place else ""
    elif data.parameter is not None and data.parameter_location is not None:
        text = text.removeprefix(f"{data.parameter}: ")
        is_named = data.parameter in text
        where = "" if is_named else f" in {data.parameter_location.value} {data.parameter}"
    if len(text) > _LONGEST:
        text = text[:_LONGEST] + "..."
    return f"{phase}: {text[:1].lower()}{text[1:]}{where}"


def _text_and_place(data: CoveragePhaseData, text: str) -> tuple[str, tuple[str, ...]]:
    """Returns what is said of a body, without the place, and the place."""
    place = body_place(data)
    if place is None:
        steps: list[str] = []
        while found := _INTO.match(text):
            steps.append(found[1] or "*")
            text = text[found.end() :]
        return text, tuple(steps)
    text = text.rpartition("-> ")[2].removeprefix("Array with invalid items: ")
    if place:
        text = text.removeprefix(f"{place[-1]}: ").removesuffix(f": {place[-1]}")
    return text, place


def _aim_of_mutations(mutations: tuple[Mutation, ...], broken: frozenset[str]) -> Aim:
    """Returns the parameters that were changed, and where none is named the whole container."""
    named = {
        (mutation.parameter_location.value, mutation.parameter)
        for mutation in mutations
        if mutation.parameter is not None and mutation.parameter_location.value != "body"
    }
    whole = {
        mutation.parameter_location.value for mutation in mutations if mutation.parameter is None
    }
    unnamed = broken - {container for container, _ in named}
    return Aim(frozenset(whole) | unnamed, frozenset(named))


def _is_forbidden(mutation: Mutation) -> bool:
    is_body = mutation.parameter_location == ParameterLocation.BODY
    return is_body or "additionalProperties" not in mutation.keywords
