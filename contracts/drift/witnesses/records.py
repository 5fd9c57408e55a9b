"""Objects that satisfy facts."""

from collections.abc import Iterator
from itertools import chain, islice, product
from typing import TYPE_CHECKING, Final, TypeAlias

from contracts.drift.witnesses.demand import Demand, Said
from contracts.drift.witnesses.facts import Facts
from contracts.drift.witnesses.naming import Naming
from contracts.drift.witnesses.pool import Pool
from specs.values import Record

if TYPE_CHECKING:
    from contracts.drift.witnesses.maker import Maker

_MOST_WAYS: Final = 60
"""How many ways to name the members that something is asked of."""

_Asked: TypeAlias = tuple[str, tuple[Demand, ...]]
"""A member that has to be there, and what it has to be beyond what its name asks."""


def records(facts: Facts, maker: "Maker", depth: int) -> Iterator[Record]:
    """Yields objects, those with few members first.

    Args:
        facts: What is asked of them.
        maker: Makes the members.
        depth: How many levels they may have.
    """
    naming = Naming(facts, maker)
    asked = [naming.asked(word, said) for word, said in _questions(facts)]
    required = {name for names in facts.all("required") for name in names}
    later: list[Iterator[Record]] = []
    for chosen in islice(product(*asked), _MOST_WAYS):
        extra: dict[str, tuple[Demand, ...]] = {}
        for name, demands in chosen:
            extra[name] = extra.get(name, ()) + demands
        for names in _name_sets(facts, naming, required | extra.keys()):
            found = _filled(naming, names, extra, maker, depth)
            yield from islice(found, 1)
            later.append(found)
    # each way to name the members comes before other values for the same names
    yield from chain.from_iterable(later)


def _questions(facts: Facts) -> Iterator[tuple[str, Said]]:
    for word in ("!beyond", "!matching", "!name"):
        for said in facts.said.get(word, ()):
            yield word, said


def _name_sets(facts: Facts, naming: Naming, first: set[str]) -> Iterator[list[str]]:
    """Yields the names of members: as few as may be, and more if a variety is wanted."""
    least, most = facts.least("minProperties"), facts.most("maxProperties", 100_000)
    absent = {name for names in facts.all("!absent") for name in names}
    if absent & first or len(first) > most:
        return
    names = sorted(first, key=naming.rank)
    free = (name for name in naming.optional() if name not in first and name not in absent)
    if not naming.maker.manner.is_wide:
        yield from _enough(names, list(islice(free, max(0, least - len(names) + 6))), least)
        return
    others = list(islice(free, max(24, least)))
    yield from _enough(names, others, least)
    for other in others:
        if least <= len(names) + 1 <= most:
            yield [*names, other]
    declared = [name for name in others if naming.is_declared(name)]
    everything = [*names, *declared][:most]
    if least <= len(everything):
        yield everything


def _enough(names: list[str], others: list[str], least: int) -> Iterator[list[str]]:
    short = least - len(names)
    if short <= 0:
        yield names
        return
    for start in range(len(others) - short + 1):
        yield names + others[start : start + short]


def _filled(
    naming: Naming,
    names: list[str],
    extra: dict[str, tuple[Demand, ...]],
    maker: "Maker",
    depth: int,
) -> Iterator[Record]:
    options: dict[str, Pool] = {}
    for name in names:
        if not naming.is_admitted(name):
            return
        options[name] = maker.part(naming.demands(name) + extra.get(name, ()), depth - 1)
        if not options[name]:
            return
    smallest = {name: values.first() for name, values in options.items()}
    yield smallest
    for name in extra or sorted(options, key=naming.is_asked, reverse=True):
        for value in islice(options[name], 1, None):
            yield {**smallest, name: value}
