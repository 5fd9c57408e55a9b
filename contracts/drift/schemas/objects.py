"""Objects: whether what one schema leaves keeps within the bounds of another."""

from fractions import Fraction

from contracts.drift.schemas.case import Case
from contracts.drift.schemas.members import Members, matches, named
from contracts.drift.schemas.pure import Place
from contracts.drift.schemas.scalars import prove_size
from contracts.drift.schemas.shape import Shape
from contracts.drift.schemas.term import Term, parts
from specs.values import ABSENT


def prove_objects(case: Case) -> None:
    """Looks at all keywords for objects."""
    if "object" not in case.types:
        return
    members = case.members
    _required(case)
    _properties(case, members)
    _patterns(case, members)
    _additional(case, members)
    _unevaluated(case, members)
    _names(case, members)
    _dependent(case, members)
    prove_size(case, "maxProperties", "max_properties", _most(case, members))
    prove_size(case, "minProperties", "min_properties", Fraction(len(case.shape.required)))


def _required(case: Case) -> None:
    wanted = case.outer.word("required")
    for index, name in enumerate(wanted if isinstance(wanted, list) else ()):
        if name not in case.shape.required:
            told = (f"{name} optional", f"{name} required")
            case.fail(
                "required", ("required", str(index)), told, inner=_named_at(case, name), key=name
            )


def _named_at(case: Case, name: str) -> str:
    for place in case.shape.places:
        if name in named(place, "properties"):
            return place.pointer("properties", name)
    return case.home().where


def _properties(case: Case, members: Members) -> None:
    for name in named(case.outer, "properties"):
        if members.can_have(name, undeclared=case.proof.undeclared):
            target = case.outer.source.child(case.outer, "properties", name)
            _member(case, members.term(name), target, name)


def _member(case: Case, inner: Term, target: Place, name: str) -> None:
    """Looks at one member that may be sent."""
    if target.schema is True or case.proof.is_empty(inner):
        return
    if target.schema is False:
        word = (
            ("properties", name)
            if name in named(case.outer, "properties")
            else ("additionalProperties",)
        )
        told = (f"property {name}", f"no property {name}")
        case.fail("property", word, told, inner=_named_at(case, name), key=name)
        return
    case.oblige(inner, target, name)


def _patterns(case: Case, members: Members) -> None:
    for pattern in named(case.outer, "patternProperties"):
        target = case.outer.source.child(case.outer, "patternProperties", pattern)
        for name in members.names:
            if matches(pattern, name):
                _member(case, members.term(name), target, name)
        for own in members.patterns:
            if own == pattern or _cannot_be_told_apart(own, pattern):
                _some_member(case, members.pattern_term(own), target, "patternProperties", pattern)
        if pattern not in members.patterns and _has_rest(case, members):
            _some_member(case, members.rest(), target, "patternProperties", pattern)


def _cannot_be_told_apart(own: str, pattern: str) -> bool:
    """Whether a name may match both patterns."""
    prefixes = [text[1:].rstrip("$") for text in (own, pattern) if text[:1] == "^"]
    if len(prefixes) < 2 or not all(
        one.replace("-", "").replace("_", "").isalnum() for one in prefixes
    ):
        return True
    return prefixes[0].startswith(prefixes[1]) or prefixes[1].startswith(prefixes[0])


def _some_member(case: Case, inner: Term, target: Place, *words: str) -> None:
    if target.schema is True or case.proof.is_empty(inner):
        return
    if target.schema is False:
        case.fail(
            "additional", words, ("other properties", "no other properties"), inner=_rest_at(case)
        )
        return
    case.oblige(inner, target, "*")


def _rest_at(case: Case) -> str:
    for _, _, place in case.shape.says("additionalProperties", "unevaluatedProperties"):
        return place.pointer("additionalProperties")
    return case.home().where


def _has_rest(case: Case, members: Members) -> bool:
    """Whether members that nothing names may be sent."""
    return members.is_open or (case.proof.undeclared and not members.is_closed)


def _additional(case: Case, members: Members) -> None:
    outer = case.outer
    if outer.word("additionalProperties") in (ABSENT, True):
        return
    target = outer.source.child(outer, "additionalProperties")
    own, patterns = named(outer, "properties"), named(outer, "patternProperties")
    is_new = target.schema is False and not members.is_closed
    if is_new and any(_is_shut_out(case, members, name) for name in members.names):
        told = ("other properties", "no other properties")
        case.fail("additional", ("additionalProperties",), told, inner=_rest_at(case))
        return
    for name in members.names:
        if name not in own and not any(matches(pattern, name) for pattern in patterns):
            _member(case, members.term(name), target, name)
    for pattern in members.patterns:
        if pattern not in patterns:
            _some_member(case, members.pattern_term(pattern), target, "additionalProperties")
    is_literal = case.proof.is_literal_about_rest and not members.is_closed
    if _has_rest(case, members) or is_literal:
        _some_member(case, members.rest(), target, "additionalProperties")


def _is_shut_out(case: Case, members: Members, name: str) -> bool:
    """Whether an outer schema that names all it admits does not name a member."""
    outer = case.outer
    if name in named(outer, "properties"):
        return False
    if any(matches(pattern, name) for pattern in named(outer, "patternProperties")):
        return False
    return not case.proof.is_empty(members.term(name))


def _unevaluated(case: Case, members: Members) -> None:
    if case.outer.word("unevaluatedProperties") in (ABSENT, True):
        return
    outer = Members(Shape(Term((case.outer,))))
    is_plain = not any(
        word in part.schema
        for part in parts(case.outer)
        for word in ("anyOf", "oneOf", "if", "dependentSchemas", "not")
        if isinstance(part.schema, dict)
    )
    is_told = case.outer.word("unevaluatedProperties") is False and is_plain
    if not is_told or outer.patterns or outer.is_open:
        case.fail("additional", ("unevaluatedProperties",), ("other properties", "fewer others"))
        return
    target = case.outer.source.child(case.outer, "unevaluatedProperties")
    for name in members.names:
        if name not in outer.names:
            _member(case, members.term(name), target, name)
    if _has_rest(case, members) or members.patterns:
        _some_member(case, members.rest(), target, "unevaluatedProperties")


def _names(case: Case, members: Members) -> None:
    outer = case.outer
    if outer.word("propertyNames") in (ABSENT, True):
        return
    target = outer.source.child(outer, "propertyNames")
    own = [place.source.child(place, word) for word, _, place in case.shape.says("propertyNames")]
    if own and case.proof.contained(Term(tuple(own)), target):
        return
    is_open = _has_rest(case, members) or members.patterns
    known = [case.proof.made({"const": name}, case.home()) for name in members.names]
    if is_open or not all(case.proof.contained(Term((one, *own)), target) for one in known):
        case.fail("property_names", ("propertyNames",), ("more names", "fewer names"))


def _dependent(case: Case, members: Members) -> None:
    undeclared = case.proof.undeclared
    for name, wanted in named(case.outer, "dependentRequired").items():
        if not members.can_have(name, undeclared=undeclared) or not isinstance(wanted, list):
            continue
        held = set(case.shape.required)
        for _, said, _ in case.shape.says("dependentRequired"):
            held |= {one for one in said.get(name, ()) if isinstance(one, str)}
        for other in wanted:
            if other not in held:
                told = (f"{other} optional", f"{other} required beside {name}")
                case.fail("dependent", ("dependentRequired", name), told, key=other)
    for name in named(case.outer, "dependentSchemas"):
        if members.can_have(name, undeclared=undeclared):
            _dependent_schema(case, name)


def _dependent_schema(case: Case, name: str) -> None:
    target = case.outer.source.child(case.outer, "dependentSchemas", name)
    own = [
        place.source.child(place, "dependentSchemas", name)
        for place in case.shape.places
        if name in named(place, "dependentSchemas")
    ]
    there = case.proof.made({"required": [name]}, case.home())
    if not case.proof.contained(case.shape.term.and_(*own, there), target):
        told = ("nothing beside it", f"a schema beside {name}")
        case.fail("dependent", ("dependentSchemas", name), told, key=name)


def _most(case: Case, members: Members) -> Fraction | None:
    if members.patterns or _has_rest(case, members):
        return None
    return Fraction(len(members.names))
