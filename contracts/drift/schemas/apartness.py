"""Whether two schemas have no value in common."""

from typing import Final

from contracts.drift.schemas.alternatives import name_of
from contracts.drift.schemas.case import Case, Proof
from contracts.drift.schemas.pure import Place
from contracts.drift.schemas.shape import ATOMS, NUMBERS, Shape
from contracts.drift.schemas.term import Group, Term

_FEW: Final = 4
"""How many schemas that are ruled out are looked into whatever their names."""

_PRIMITIVES: Final = frozenset(("boolean", "integer", "fraction", "string", "null"))


def are_apart(proof: Proof, inner: Term, outer: Place) -> bool:
    """Returns whether two schemas are proved to have no value in common."""
    shape, wanted = proof.shape(inner), proof.shape(Term((outer,)))
    if proof.is_text and _is_primitive(shape) and _is_primitive(wanted):
        return not _read_types(shape.types) & wanted.types
    if not shape.types & wanted.types or (not proof.is_text and _is_told_apart(shape, wanted)):
        return True
    if any(proof.is_same(outer, barred) for barred in shape.barred):
        return True
    if proof.is_empty(inner.and_(outer)):
        return True
    near = shape.barred
    if len(near) > _FEW:
        near = tuple(one for one in near if name_of(one) == name_of(outer))
    if any(proof.contained(Term((outer,)), barred) for barred in near):
        return True
    if not proof.undeclared and _is_never_named(proof, shape, wanted, outer):
        return True
    return any(_is_apart_by_forms(proof, inner, group, near) for group in wanted.groups)


def _is_told_apart(first: Shape, second: Shape) -> bool:
    """Whether a member that one demands has values in each that the other does not list."""
    if first.types & second.types != {"object"}:
        return False
    return any(
        not first.tags[name] & second.tags[name]
        for name in first.tags.keys() & second.tags.keys()
        if name in first.required or name in second.required
    )


def _is_apart_by_forms(proof: Proof, inner: Term, group: Group, near: tuple[Place, ...]) -> bool:
    """Whether a term has nothing in common with any of the forms of a schema."""
    if group.word == "if":
        return False
    forms = group.place.source.children(group.place, group.word)
    return all(
        any(proof.is_sure(Term((form,)), barred) for barred in near) or proof.disjoint(inner, form)
        for form in forms
    )


def _is_never_named(proof: Proof, shape: Shape, wanted: Shape, outer: Place) -> bool:
    """Whether the outer schema demands a member that the inner one never sends."""
    if not wanted.required or wanted.types & shape.types != {"object"}:
        return False
    members = Case(proof, shape, outer, shape.types).members
    return any(not members.can_have(name, undeclared=False) for name in wanted.required)


def _read_types(types: frozenset[str]) -> frozenset[str]:
    """Returns the types that values of some types may be read as, written as texts."""
    if "string" in types:
        return frozenset(ATOMS)
    return types | {"string"} | (NUMBERS if types & NUMBERS else frozenset())


def _is_primitive(shape: Shape) -> bool:
    return bool(shape.types & _PRIMITIVES)
