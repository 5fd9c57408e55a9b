"""Numbers and texts: whether what one schema leaves keeps within the bounds of another."""

from fractions import Fraction
from types import MappingProxyType
from typing import Final

from contracts.drift.schemas.case import Case
from contracts.drift.schemas.exact import bound_of, exact
from contracts.drift.schemas.patterns import is_within, of_length
from contracts.drift.schemas.shape import NUMBERS
from specs.values import ABSENT, Json

WIDER: Final = MappingProxyType(
    {
        "email": frozenset(("idn-email",)),
        "hostname": frozenset(("idn-hostname",)),
        "iri": frozenset(("iri-reference",)),
        "uri": frozenset(("iri", "iri-reference", "uri-reference")),
        "uri-reference": frozenset(("iri-reference",)),
    }
)
"""Formats by those that lie within them."""

LENGTHS: Final = MappingProxyType({"date": (10, 10), "ipv4": (7, 15), "uuid": (36, 36)})
"""How long the texts of a format are."""

_LOOKS: Final = MappingProxyType(
    {
        "date": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
        "email": r"^[\s\S]+@[\s\S]+$",
        "ipv4": r"^[0-9]{1,3}(\.[0-9]{1,3}){3}$",
        "uuid": "^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$",
    }
)
"""What all texts of a format look like, and others perhaps."""

_GREAT: Final = 64
"""Lengths beyond this are not looked at together with patterns."""


def prove_numbers(case: Case) -> None:
    """Looks at bounds and divisors."""
    if not case.types & NUMBERS:
        return
    for word in ("maximum", "exclusiveMaximum", "minimum", "exclusiveMinimum"):
        if case.outer.word(word) is not ABSENT:
            _bound(case, word)
    said = case.outer.word("multipleOf")
    divisor = exact(said)
    if divisor is None or divisor <= 0:
        return
    known = case.shape.multiples()
    values = [value for value, _ in known]
    if case.shape.is_integral:
        values.append(Fraction(1))
    if not any((value / divisor).denominator == 1 for value in values):
        told = f"multipleOf {_number(known[0][0])}" if known else "no multipleOf"
        at = known[0][1].pointer("multipleOf") if known else ""
        case.fail("multiple_of", ("multipleOf",), (told, f"multipleOf {said}"), inner=at)


def _bound(case: Case, word: str) -> None:
    is_up = word in ("maximum", "exclusiveMaximum")
    said = case.outer.word(word)
    is_open = word.startswith("exclusive")
    bound = bound_of(said, is_open=is_open, is_integral=case.shape.is_integral, up=is_up)
    if bound is None:
        return
    known = case.shape.upper() if is_up else case.shape.lower()
    if known is not None:
        ahead = bound[0] - known.value if is_up else known.value - bound[0]
        if ahead > 0 or (ahead == 0 and (known.is_open or not bound[1])):
            return
    name = "maximum" if is_up else "minimum"
    told = f"no {name}"
    if known is not None:
        told = f"{known.word} {known.place.word(known.word)}"
    at = known.place.pointer(known.word) if known is not None else ""
    case.fail(name, (word,), (told, f"{word} {said}"), inner=at)


def prove_texts(case: Case) -> None:
    """Looks at lengths, patterns and formats."""
    if "string" not in case.types:
        return
    _prove_length(case, "maxLength", "max_length", _length(case, 1))
    _prove_length(case, "minLength", "min_length", _length(case, 0))
    _pattern(case)
    _format(case)


def prove_size(case: Case, word: str, kind: str, implied: Fraction | None = None) -> None:
    """Looks at one keyword that counts.

    Args:
        case: The pair.
        word: The keyword.
        kind: What a failure is called.
        implied: The count that other keywords of the inner schema imply.
    """
    bound = exact(case.outer.word(word))
    if bound is None or (word.startswith("min") and bound <= 0):
        return
    known = case.shape.size(word)
    values = [one for one in (known.value if known else None, implied) if one is not None]
    if any(value <= bound if word.startswith("max") else value >= bound for value in values):
        return
    told = f"{word} {_number(known.value)}" if known is not None else f"no {word}"
    at = known.place.pointer(word) if known is not None else ""
    case.fail(kind, (word,), (told, f"{word} {_number(bound)}"), inner=at)


def _length(case: Case, index: int) -> Fraction | None:
    found = [LENGTHS[said][index] for said in _formats(case) if said in LENGTHS]
    return Fraction(found[0]) if found else None


def _formats(case: Case) -> list[str]:
    return [said for _, said, _ in case.shape.says("format") if isinstance(said, str)]


def _patterns(case: Case) -> tuple[str, ...]:
    """Returns the patterns of the inner schema, its lengths among them unless they are great."""
    found = [text for _, text, _ in case.shape.says("pattern") if isinstance(text, str)]
    found += [_LOOKS[said] for said in _formats(case) if said in _LOOKS]
    least, most = case.shape.size("minLength"), case.shape.size("maxLength")
    low = int(least.value) if least is not None else 0
    if most is not None and low <= most.value <= _GREAT:
        found.append(of_length(low, int(most.value)))
    elif 0 < low <= _GREAT:
        found.append(of_length(low, None))
    return tuple(found)


def _prove_length(case: Case, word: str, kind: str, implied: Fraction | None) -> None:
    bound = exact(case.outer.word(word))
    known = [text for _, text, _ in case.shape.says("pattern") if isinstance(text, str)]
    if bound is not None and known and 0 <= bound <= _GREAT:
        size = int(bound)
        wanted = of_length(0, size) if word == "maxLength" else of_length(size, None)
        if is_within(tuple(known), wanted):
            return
    prove_size(case, word, kind, implied)


def _pattern(case: Case) -> None:
    said = case.outer.word("pattern")
    if not isinstance(said, str):
        return
    known = [(text, place) for _, text, place in case.shape.says("pattern")]
    if any(text == said for text, _ in known) or is_within(_patterns(case), said):
        return
    told = f"pattern {known[0][0]}" if known else "no pattern"
    at = known[0][1].pointer("pattern") if known else ""
    case.fail("pattern", ("pattern",), (told, f"pattern {said}"), inner=at)


def _format(case: Case) -> None:
    said: Json = case.outer.word("format")
    if not isinstance(said, str):
        return
    known = [(text, place) for _, text, place in case.shape.says("format")]
    if any(text == said or said in WIDER.get(text, ()) for text, _ in known):
        return
    told = f"format {known[0][0]}" if known else "no format"
    at = known[0][1].pointer("format") if known else ""
    case.fail("format", ("format",), (told, f"format {said}"), inner=at)


def _number(value: Fraction) -> str:
    return str(value.numerator) if value.denominator == 1 else str(float(value))
