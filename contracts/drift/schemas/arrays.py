"""Lists: whether what one schema leaves keeps within the bounds of another."""

from fractions import Fraction

from contracts.drift.schemas.case import Case
from contracts.drift.schemas.exact import exact
from contracts.drift.schemas.pure import Place
from contracts.drift.schemas.scalars import prove_size
from contracts.drift.schemas.shape import Shape
from contracts.drift.schemas.term import Term
from specs.values import ABSENT


def item_term(shape: Shape, index: int | None) -> Term:
    """Returns what an item obeys: the one at an index, or one behind all that have their own."""
    found: list[Place] = []
    for place in shape.places:
        own = place.source.children(place, "prefixItems")
        if index is not None and index < len(own):
            found.append(own[index])
        elif place.word("items") is not ABSENT:
            found.append(place.source.child(place, "items"))
    return Term(tuple(found))


def own_items(shape: Shape) -> int:
    """Returns how many items have schemas of their own."""
    return max((len(said) for _, said, _ in shape.says("prefixItems")), default=0)


def prove_arrays(case: Case) -> None:
    """Looks at all keywords for lists."""
    if "array" not in case.types:
        return
    last = _last(case)
    prove_size(case, "maxItems", "max_items", last)
    prove_size(case, "minItems", "min_items", _contained(case))
    _items(case)
    _unique(case)
    _contains(case)


def _last(case: Case) -> Fraction | None:
    """Returns how many items there can be where none may follow those of their own."""
    if any(said is False for _, said, _ in case.shape.says("items")):
        return Fraction(own_items(case.shape))
    return None


def _contained(case: Case) -> Fraction | None:
    found = [
        exact(place.word("minContains")) or Fraction(1)
        for _, _, place in case.shape.says("contains")
        if place.word("minContains") != 0
    ]
    return max(found, default=None)


def _items(case: Case) -> None:
    outer, shape = case.outer, case.shape
    own = outer.source.children(outer, "prefixItems")
    rest = outer.source.child(outer, "items") if outer.word("items") is not ABSENT else None
    most = shape.size("maxItems")
    count = max(len(own), own_items(shape) if rest is not None else 0)
    for index in range(count):
        if most is not None and index >= most.value:
            return
        target = own[index] if index < len(own) else rest
        if target is not None:
            _item(case, item_term(shape, index), target, str(index))
    if rest is not None and (most is None or most.value > count):
        _item(case, item_term(shape, None), rest, "*")


def _item(case: Case, inner: Term, target: Place, step: str) -> None:
    if target.schema is True or case.proof.is_empty(inner):
        return
    if target.schema is False:
        case.fail("max_items", ("items",), ("more items", "no more items"))
        return
    case.oblige(inner, target, step)


def _unique(case: Case) -> None:
    if case.outer.word("uniqueItems") is not True:
        return
    most = case.shape.size("maxItems")
    if any(said is True for _, said, _ in case.shape.says("uniqueItems")):
        return
    if most is None or most.value > 1:
        case.fail("unique_items", ("uniqueItems",), ("items may repeat", "no item twice"))


def _contains(case: Case) -> None:
    outer = case.outer
    if outer.word("contains") is ABSENT:
        return
    wanted = outer.source.child(outer, "contains")
    least, most = _counts(outer)
    if not _has_enough(case, wanted, least):
        case.fail("contains", ("contains",), ("less in the list", f"at least {least} of a kind"))
    elif most is not None and not _has_few(case, wanted, most):
        case.fail("contains", ("maxContains",), ("more in the list", f"at most {most} of a kind"))


def _counts(place: Place) -> tuple[Fraction, Fraction | None]:
    least = exact(place.word("minContains"))
    return Fraction(1) if least is None else least, exact(place.word("maxContains"))


def _has_enough(case: Case, wanted: Place, least: Fraction) -> bool:
    if least <= 0:
        return True
    for _, _, place in case.shape.says("contains"):
        own = place.source.child(place, "contains")
        if _counts(place)[0] >= least and case.proof.contained(Term((own,)), wanted):
            return True
    fewest = case.shape.size("minItems")
    if fewest is None or fewest.value < least:
        return False
    terms = [item_term(case.shape, index) for index in range(own_items(case.shape))]
    return all(case.proof.contained(one, wanted) for one in [*terms, item_term(case.shape, None)])


def _has_few(case: Case, wanted: Place, most: Fraction) -> bool:
    length = case.shape.size("maxItems")
    if length is not None and length.value <= most:
        return True
    for _, _, place in case.shape.says("contains"):
        own, limit = place.source.child(place, "contains"), _counts(place)[1]
        if limit is not None and limit <= most and case.proof.contained(Term((wanted,)), own):
            return True
    return own_items(case.shape) == 0 and case.proof.disjoint(item_term(case.shape, None), wanted)
