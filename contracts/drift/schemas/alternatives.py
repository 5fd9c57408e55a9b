"""`anyOf`, `oneOf`, `not` and `if`: which of several forms a schema keeps within."""

from contracts.drift.schemas.case import Case
from contracts.drift.schemas.pure import Place
from contracts.drift.schemas.shape import ATOMS, NUMBERS, Shape, atoms
from contracts.drift.schemas.term import Term
from specs.values import ABSENT

_KINDS = ("null", "boolean", "number", "string", "array", "object")
_MOST_TOLD = 8
"""How many forms are told by name."""


def prove_alternatives(case: Case) -> None:
    """Looks at all keywords that weigh one form against others."""
    for word in ("anyOf", "oneOf"):
        if isinstance(case.outer.word(word), list):
            _forms(case, word)
    _exclusion(case)
    _condition(case)


def _exclusion(case: Case) -> None:
    if case.outer.word("not") is ABSENT:
        return
    barred = case.outer.source.child(case.outer, "not")
    if not case.proof.disjoint(case.shape.term, barred):
        own = next((place.pointer("not") for _, _, place in case.shape.says("not")), "")
        case.fail("exclusion", ("not",), ("less ruled out", "more ruled out"), inner=own)


def _condition(case: Case) -> None:
    outer, term = case.outer, case.shape.term
    if outer.word("if") is ABSENT:
        return
    condition = outer.source.child(outer, "if")
    if outer.word("then") is not ABSENT and not case.proof.disjoint(term, condition):
        case.oblige(term.and_(condition), outer.source.child(outer, "then"))
    if outer.word("else") is not ABSENT and not case.proof.contained(term, condition):
        case.oblige(term.but(condition), outer.source.child(outer, "else"))


def _forms(case: Case, word: str) -> None:
    """Finds the form of `anyOf` or `oneOf` that holds all values, type by type."""
    forms = case.outer.source.children(case.outer, word)
    if any(case.proof.is_same(own, form) for own in case.shape.places for form in forms):
        chosen = next(
            form
            for form in forms
            if any(case.proof.is_same(own, form) for own in case.shape.places)
        )
        _others(case, word, chosen, forms)
        return
    term = case.shape.term
    near = [form for form in forms if not case.proof.disjoint(term, form)]
    if not near:
        _without_form(case, word, forms)
    elif len(near) == 1:
        case.oblige(term, near[0])
    elif (divided := _by_type(case)) is not None:
        for part in divided:
            case.oblige(part, _only(case, word))
    else:
        _among(case, word, near, forms)


def _only(case: Case, word: str) -> Place:
    """Returns the outer schema with nothing but one group of forms."""
    outer = case.outer
    if outer.schema.keys() == {word}:
        return outer
    return case.proof.made({word: outer.schema[word]}, outer)


def _by_type(case: Case) -> list[Term] | None:
    """Divides a shape that admits several types."""
    found = [kind for kind in _KINDS if atoms(kind) & case.shape.types]
    if len(found) < 2:
        return None
    home = case.home()
    return [case.shape.term.and_(case.proof.made({"type": kind}, home)) for kind in found]


def _among(case: Case, word: str, near: list[Place], forms: tuple[Place, ...]) -> None:
    """Chooses among several forms that may hold the values."""
    term = case.shape.term
    likely = [form for form in near if _is_akin(case, form)]
    for form in [*likely, *(one for one in near if one not in likely)]:
        if case.proof.contained(term, form):
            _others(case, word, form, forms)
            return
    if case.shape.values is not None and len(case.shape.values) > 1:
        for value in case.shape.values:
            one = case.proof.made({"const": value}, case.home())
            case.oblige(term.and_(one), _only(case, word))
        return
    if likely:
        case.oblige(term, likely[0])
        return
    if case.proof.is_ruled_out(case.shape.term):
        return
    told = (_own_told(case), forms_told(forms))
    case.fail("variant", (word,), told, inner=_chosen_at(case))


def _is_akin(case: Case, form: Place) -> bool:
    """Whether one of the inner schemas goes by the same name."""
    name = name_of(form)
    return name is not None and any(name_of(place) == name for place in case.shape.places)


def name_of(place: Place) -> str | None:
    """Returns the name by which people know a schema: its component's, or its title."""
    target = place.source.target(place)
    if target is not None:
        return target.where.rpartition("/")[2]
    title = place.source.document.at(place.where)
    title = title.get("title") if isinstance(title, dict) else None
    return title if isinstance(title, str) else None


def _others(case: Case, word: str, chosen: Place, forms: tuple[Place, ...]) -> None:
    """Sees to it that no second form of `oneOf` holds the values."""
    if word == "anyOf":
        return
    for index, form in enumerate(forms):
        if form is not chosen and not case.proof.disjoint(case.shape.term, form):
            if case.proof.is_ruled_out(case.shape.term):
                return
            told = (_own_told(case), f"{_form_told(form)} may hold as well")
            case.fail("variant", (word, str(index)), told, inner=_chosen_at(case))


def _chosen_at(case: Case) -> str:
    """Returns where the form stands that the inner values have."""
    places = case.shape.term.places
    return places[-1].where if len(places) > 1 else case.home().where


def _without_form(case: Case, word: str, forms: tuple[Place, ...]) -> None:
    """Says that no form holds any of the values."""
    if case.proof.is_ruled_out(case.shape.term):
        return
    admitted = frozenset[str]().union(*(Shape(Term((form,))).types for form in forms))
    missing = case.shape.types - admitted
    if missing and missing == case.shape.types:
        kind = "variant" if case.shape.term.chosen else "type"
        kind = "null" if missing == {"null"} else kind
        told = (types_told(missing), types_told(admitted))
        case.fail(kind, (word,), told, inner=_chosen_at(case))
        return
    told = (_own_told(case), forms_told(forms))
    case.fail("variant", (word,), told, inner=_chosen_at(case))


def _own_told(case: Case) -> str:
    """Returns the form that the inner values have, in a few words."""
    places = case.shape.term.places
    return _form_told(places[-1]) if len(places) > 1 else "a form of its own"


def forms_told(forms: tuple[Place, ...]) -> str:
    """Returns the forms of a schema in a few words."""
    words = [_form_told(form).removeprefix("form ") for form in forms]
    named = ", ".join(words[:_MOST_TOLD]) + (", ..." if len(words) > _MOST_TOLD else "")
    return f"{'form' if len(words) == 1 else 'forms'} {named}"


def _form_told(form: Place) -> str:
    """Returns a form by its name, else by a value that tells it, else by its types."""
    name = name_of(form)
    if name is not None and not name.isdecimal():
        return f"form {name}"
    shape = Shape(Term((form,)))
    for member, values in shape.tags.items():
        if len(values) == 1:
            return f"form {member} {min(values)}"
    return f"form {types_told(shape.types).removeprefix('type ')}"


def types_told(types: frozenset[str]) -> str:
    """Returns types in a few words."""
    if types >= frozenset(ATOMS):
        return "any type"
    names = [name for name in _KINDS if name != "number" and name in types]
    if types & NUMBERS:
        names.append("number" if "fraction" in types else "integer")
    return "type " + ", ".join(sorted(names)) if names else "nothing"
