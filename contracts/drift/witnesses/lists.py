"""Lists that satisfy facts."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final, TypeAlias

from contracts.drift.witnesses.demand import Demand, Said
from contracts.drift.witnesses.facts import Facts
from contracts.drift.witnesses.scalars import same
from specs.values import Json

if TYPE_CHECKING:
    from contracts.drift.witnesses.maker import Maker

_MOST: Final = 3000
"""The longest list that is made."""
_VARIED: Final = 3
"""How many values are tried for each item, the others being what they are."""

Way: TypeAlias = tuple[Demand, ...]


@dataclass(frozen=True, slots=True)
class _Special:
    """Something that one item at least has to be."""

    demand: Demand
    start: int
    is_met: bool = False
    """Whether the item is accounted for, as what a list contains is."""


def lists(facts: Facts, maker: "Maker", depth: int) -> Iterator[list[Json]]:
    """Yields lists, short ones first.

    Args:
        facts: What is asked of them.
        maker: Makes the items.
        depth: How many levels they may have.
    """
    least, most = facts.least("minItems"), facts.most("maxItems", _MOST)
    sizes = [least]
    if maker.manner.is_wide:
        sizes += [size for size in (least + 1, least + 2, most) if size <= min(most, least + 12)]
    specials = _specials(facts)
    for size in dict.fromkeys(sizes):
        for layout in _layouts(specials, size):
            found = max([size, *(at + 1 for at in layout)])
            if any(facts.all("!repeated")):
                found = max(found, 2)
            if found <= most:
                yield from _filled(facts, _demands(facts, found, layout), maker, depth)


def _specials(facts: Facts) -> list[_Special]:
    found = [
        _Special(Demand(said.value["schema"], said.side), said.value["from"])
        for said in facts.said.get("!some", ())
    ]
    for said in facts.said.get("contains", ()):
        needed = int(said.value.get("minContains", 1))
        found += [_Special(Demand(said.value["contains"], said.side), 0, True)] * needed
    return found


_Layout: TypeAlias = dict[int, list[_Special]]


def _layouts(specials: list[_Special], size: int) -> Iterator[_Layout]:
    """Yields what stands where: first each at its own place, then together where possible."""
    own: _Layout = {}
    for special in specials:
        at = special.start
        while at in own:
            at += 1
        own[at] = [special]
    yield own
    if len(specials) > 1:
        together: _Layout = {}
        for special in specials:
            at = max(special.start, max(one.start for one in specials))
            while any(one is special for one in together.get(at, ())):
                at += 1
            together.setdefault(at, []).append(special)
        yield together
    if own and size:
        yield {max(at, size - 1 - index): one for index, (at, one) in enumerate(own.items())}


def _demands(facts: Facts, size: int, layout: _Layout) -> list[Way]:
    """Returns what each item is asked to be."""
    found: list[Way] = []
    counted = [(said, _free(said, layout, size)) for said in facts.said.get("contains", ())]
    counted = [(said, free) for said, free in counted if "maxContains" in said.value]
    for at in range(size):
        wanted = [_at(said.value, at) for said in facts.said.get("items", ())]
        demands = [
            Demand(schema, said.side)
            for schema, said in zip(wanted, facts.said.get("items", ()), strict=True)
            if schema is not True
        ]
        here = layout.get(at, [])
        demands += [special.demand for special in here]
        demands += [
            Demand(said.value["contains"], said.side, False)
            for said, free in counted
            if at not in free
        ]
        is_met = any(special.is_met for special in here)
        if not is_met and all(_is_open(said.value, at) for said in facts.said.get("items", ())):
            demands += [
                Demand(one.value, one.side) for one in facts.said.get("unevaluatedItems", ())
            ]
        found.append(tuple(demands))
    return found


def _free(said: Said, layout: _Layout, size: int) -> set[int]:
    """Returns which items may be what a list contains at most so often of."""
    own = [
        at
        for at, ones in layout.items()
        if any(one.demand.schema is said.value["contains"] for one in ones)
    ]
    others = dict.fromkeys([*layout, *range(size)])
    most = int(said.value.get("maxContains", 0))
    free = dict.fromkeys([*own, *others])
    return set(list(free)[: max(most, len(own))])


def _at(schema: Json, at: int) -> Json:
    first = schema.get("prefixItems", ())
    return first[at] if at < len(first) else schema.get("items", True)


def _is_open(schema: Json, at: int) -> bool:
    return at >= len(schema.get("prefixItems", ())) and "items" not in schema


def _filled(facts: Facts, demands: list[Way], maker: "Maker", depth: int) -> Iterator[list[Json]]:
    is_unique = any(facts.all("uniqueItems"))
    if any(facts.all("!repeated")):
        for twin in (1, len(demands) - 1):
            shared = demands[0] + tuple(one for one in demands[twin] if one not in demands[0])
            filled = [shared if at in (0, twin) else one for at, one in enumerate(demands)]
            options = [maker.part(one, depth - 1) for one in filled]
            if all(options):
                yield [each.first() for each in options]
        return
    many = min(len(demands) + 1, 60) if is_unique else _VARIED
    options = [maker.part(one, depth - 1, many) for one in demands]
    if not all(options):
        return
    if is_unique:
        yield from _distinct([tuple(islice(each, many)) for each in options])
        return
    smallest = [each.first() for each in options]
    yield smallest
    for at, each in enumerate(options[:4]):
        for value in islice(each, 1, None):
            yield [value if index == at else one for index, one in enumerate(smallest)]


def _distinct(options: list[tuple[Json, ...]]) -> Iterator[list[Json]]:
    """Yields lists without a value that comes twice; those with few options choose first."""
    for shift in range(2):
        used: set[str] = set()
        chosen: dict[int, Json] = {}
        for at in sorted(range(len(options)), key=lambda index: len(options[index])):
            free = [one for one in options[at] if same(one) not in used]
            if not free:
                break
            chosen[at] = free[min(shift, len(free) - 1)]
            used.add(same(chosen[at]))
        if len(chosen) == len(options):
            yield [chosen[at] for at in range(len(options))]
