"""Demands -> values that most likely satisfy them, small ones first."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice
from typing import Final

from contracts.drift.witnesses.choices import Choices, Way, Work
from contracts.drift.witnesses.demand import TYPES, Demand, Side
from contracts.drift.witnesses.facts import Facts
from contracts.drift.witnesses.lists import lists
from contracts.drift.witnesses.naming import Naming
from contracts.drift.witnesses.numbers import numbers
from contracts.drift.witnesses.pool import Pool
from contracts.drift.witnesses.records import records
from contracts.drift.witnesses.scalars import Scalars, same
from contracts.drift.witnesses.texts import MOST, texts
from specs.values import ABSENT, Json, Missing

_EACH: Final = 4
"""How many values are made for each way to satisfy demands."""
_MANY: Final = 60
"""How many values there are of a part that is to break a schema."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How values are made."""

    undeclared: bool = False
    """Whether objects may hold members that the accepting schema does not name."""
    is_wide: bool = False
    """Whether there is to be a variety, and not only what is smallest."""
    longest: int = MOST
    """How long a text may have to be."""
    is_far: bool = False
    """Whether forms that are not aimed at may be broken far down, too."""


class Maker:
    """Makes values; counts its work, and remembers what it made for the parts of values."""

    def __init__(
        self, resolve: dict[Side, Callable[[str], Json]], manner: Manner, work: Work
    ) -> None:
        """Prepares.

        Args:
            resolve: What the references of each side name.
            manner: How values are made.
            work: Counts the choices that are made.
        """
        self.manner = manner
        self.scalars = Scalars()
        self.was_cut = False
        """Whether something deeper could have been made."""
        self._choices = Choices(resolve, work, is_far=manner.is_far)
        self._pools: dict[tuple[object, ...], tuple[Way, Pool]] = {}
        self._cut: set[tuple[object, ...]] = set()
        """The pools in which something deeper could have been made."""

    def values(self, demands: Way, depth: int, *, each: int = _EACH) -> Iterator[Json]:
        """Yields values.

        Args:
            demands: What they are asked to be.
            depth: How many levels of members and items they may have.
            each: How many are made for each way to satisfy the demands.
        """
        seen: set[str] = set()
        for facts in self._choices.ways(demands, partial(self._is_possible, depth=depth)):
            for value in islice(self._built(facts, depth), each * _factor(facts)):
                if (key := same(value)) not in seen:
                    seen.add(key)
                    yield value

    def part(self, demands: Way, depth: int, many: int = 3) -> Pool:
        """Returns some values for a member or an item; none if there is none so deep.

        Args:
            demands: What they are asked to be.
            depth: How many levels of members and items they may have.
            many: How many there are at most; more if they are to break a schema.
        """
        if depth < 0:
            self.was_cut = True
            return Pool(iter(()))
        if any(_breaks(one) for one in demands):
            many = max(many, _MANY)
        keys = ((id(one.schema), one.side, one.is_wanted, one.path) for one in demands)
        key = (depth, many, *keys)
        if key not in self._pools:
            values = self._noted(key, islice(self.values(demands, depth, each=_EACH), many))
            # the demands are kept so that no other schema takes their place in memory
            self._pools[key] = demands, Pool(values)
        self.was_cut = self.was_cut or key in self._cut
        return self._pools[key][1]

    def _noted(self, key: tuple[object, ...], values: Iterator[Json]) -> Iterator[Json]:
        """Passes values on, and notes whether something deeper could have been made."""
        while True:
            before, self.was_cut = self.was_cut, False
            found = next(values, ABSENT)
            if self.was_cut:
                self._cut.add(key)
            self.was_cut = self.was_cut or before
            if isinstance(found, Missing):
                return
            yield found

    def admits_name(self, demand: Demand, name: str) -> bool:
        """Whether a schema of names admits one."""
        ways = self._choices.ways((demand,), lambda _: True)
        return any(self.scalars.satisfy(facts, name) for facts in ways)

    def _is_possible(self, facts: Facts, depth: int) -> bool:
        """Whether the members that were singled out can be what they are asked to be."""
        if facts.types != {"object"}:
            return True
        names = dict.fromkeys(
            name
            for said in facts.said.get("members", ())
            if "!made" in said.value
            for name in said.value["properties"]
        )
        naming = Naming(facts, self)
        # a choice that is still to come may name a member, but never asks less of it
        return all(self.part(naming.said_of(name), depth - 1) for name in names)

    def _built(self, facts: Facts, depth: int) -> Iterator[Json]:
        """Yields values of each type in turn."""
        listed = [*facts.all("const"), *(one for ones in facts.all("enum")[:1] for one in ones)]
        if "const" in facts.said or "enum" in facts.said:
            yield from (one for one in listed if self.scalars.satisfy(facts, one))
            return
        made = [self._of_type(facts, name, depth) for name in TYPES if name in facts.types]
        while made:
            for one in tuple(made):
                value = next(one, None)
                if value is None:
                    made.remove(one)
                else:
                    yield value[0]

    def _of_type(self, facts: Facts, name: str, depth: int) -> Iterator[tuple[Json]]:
        found: Iterator[Json]
        if name == "array":
            found = lists(facts, self, depth)
        elif name == "object":
            found = records(facts, self, depth)
        else:
            found = self._scalar(facts, name)
        yield from ((value,) for value in found if self.scalars.satisfy(facts, value))

    def _scalar(self, facts: Facts, name: str) -> Iterator[Json]:
        if name == "string":
            return texts(facts, self.manner.longest)
        if name in ("integer", "fraction"):
            return numbers(facts, name)
        return chain((None,) if name == "null" else (True, False))


def _breaks(demand: Demand) -> bool:
    """Whether a demand is to break a schema that stands in another."""
    schema = demand.schema
    return not demand.is_wanted or (isinstance(schema, dict) and "!path" in schema)


def _factor(facts: Facts) -> int:
    """Returns how much more there is to be tried: the values of a list, the names of members."""
    if "enum" in facts.said:
        return 50
    return 10 if facts.types & {"array", "object"} else 1
