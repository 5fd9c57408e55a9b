"""Schemas that list their values: each is tried."""

from contracts.drift.schemas.admission import Unjudged, admits
from contracts.drift.schemas.case import Case
from contracts.drift.schemas.exact import same_values, spelled
from contracts.drift.schemas.pure import Place
from contracts.drift.schemas.shape import atom_of
from specs.values import ABSENT, Json


def prove_values(case: Case) -> bool:
    """Looks at the values that the inner or the outer schema lists.

    Returns:
        Whether nothing remains to be looked at.
    """
    listed = _listed(case.outer)
    if case.shape.values is None:
        if listed is not None and not _is_covered(case, listed):
            told = ("no enum", enum_told(listed))
            case.fail("enum", (_word(case.outer),), told)
        return False
    try:
        values = [one for one in case.shape.values if _is_sent(case, one)]
        known = None if listed is None else {spelled(one) for one in listed}
        left = [one for one in values if known is None or _is_listed(case, one, known)]
        for value in values if listed is not None and len(left) < len(values) else ():
            if not _is_listed(case, value, known or set()):
                told = (enum_told(case.shape.values), enum_told(listed or []))
                case.fail("enum", (_word(case.outer),), told, inner=_lister(case), key=value)
        return all(_admits(case, value) for value in left)
    except Unjudged:
        return False


def are_read(case: Case) -> bool:
    """Returns whether all values that the inner schema lists are admitted, read as texts."""
    if not case.proof.is_text or case.shape.values is None:
        return False
    try:
        return all(_admits(case, value) for value in case.shape.values)
    except Unjudged:
        return False


def _is_sent(case: Case, value: Json) -> bool:
    """Whether a listed value is within all that is demanded beside the list."""
    if atom_of(value) not in case.types:
        return False
    return all(admits(place, value) for place in case.shape.term.places) and not any(
        admits(place, value) for place in case.shape.term.barred
    )


def _admits(case: Case, value: Json) -> bool:
    if admits(case.outer, value):
        return True
    return case.proof.is_text and any(admits(case.outer, one) for one in texts(value))


def _is_listed(case: Case, value: Json, known: set[str]) -> bool:
    if spelled(value) in known:
        return True
    return case.proof.is_text and any(spelled(one) in known for one in texts(value))


def texts(value: Json) -> list[Json]:
    """Returns the values that look the same as text."""
    if isinstance(value, bool):
        return ["true" if value else "false"]
    if isinstance(value, int | float):
        return [spelled(value)]
    if value in ("true", "false"):
        return [value == "true"]
    if isinstance(value, str):
        try:
            return [int(value)] if value.lstrip("-").isdecimal() else [float(value)]
        except ValueError:
            return []
    return []


def _is_covered(case: Case, listed: list[Json]) -> bool:
    """Whether a list holds all values of types that have but few."""
    known = {spelled(one) for one in listed}
    if case.proof.is_text:
        known |= {spelled(text) for one in listed for text in texts(one)}
    few = {"null": ("null",), "boolean": ("true", "false")}
    return all(kind in few and known.issuperset(few[kind]) for kind in case.types)


def _listed(place: Place) -> list[Json] | None:
    said, one = place.word("enum"), place.word("const")
    if not isinstance(said, list):
        return None if one is ABSENT else [one]
    return said if one is ABSENT else same_values(said, [one])


def _word(place: Place) -> str:
    return "enum" if place.word("enum") is not ABSENT else "const"


def _lister(case: Case) -> str:
    for word, _, place in case.shape.says("enum", "const"):
        return place.pointer(word)
    return ""


def enum_told(values: list[Json]) -> str:
    """Returns listed values in a few words."""
    words = [one if isinstance(one, str) else spelled(one) for one in values]
    return "enum " + ", ".join(words[:8]) + (", ..." if len(words) > 8 else "")
