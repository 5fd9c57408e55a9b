"""Demands -> values that most likely satisfy them, small ones first."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice

from contracts.drift.witnesses.choices import Choices, Way, Work
from contracts.drift.witnesses.demand import TYPES, Demand, Side
from contracts.drift.witnesses.facts import Facts
from contracts.drift.witnesses.lists import lists
from contracts.drift.witnesses.naming import MANY, Naming
from contracts.drift.witnesses.numbers import numbers
from contracts.drift.witnesses.records import records
from contracts.drift.witnesses.scalars import Scalars, same
from contracts.drift.witnesses.texts import texts
from specs.values import Json


@dataclass(frozen=True, slots=True)
class Manner:
    """How values are made."""

    undeclared: bool = False
    """Whether objects may hold members that the accepting schema does not name."""
    is_wide: bool = False
    """Whether there is to be a variety, and not only what is smallest."""


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
        self._choices = Choices(resolve, work)
        self._made: dict[tuple[object, ...], tuple[Way, tuple[Json, ...], bool]] = {}

    def values(self, demands: Way, depth: int, *, each: int = 4) -> Iterator[Json]:
        """Yields values.

        Args:
            demands: What they are asked to be.
            depth: How many levels of members and items they may have.
            each: How many are made for each way to satisfy the demands.
        """
        seen: set[str] = set()
        for facts in self._choices.ways(demands, partial(self._is_possible, depth=depth)):
            for value in islice(self._built(facts, depth), each):
                if (key := same(value)) not in seen:
                    seen.add(key)
                    yield value

    def part(self, demands: Way, depth: int, many: int = 2) -> tuple[Json, ...]:
        """Returns some values for a member or an item; none if there is none so deep."""
        if depth < 0:
            self.was_cut = True
            return ()
        keys = ((id(one.schema), one.side, one.is_wanted, one.path) for one in demands)
        key = (depth, many, *keys)
        if key not in self._made:
            before, self.was_cut = self.was_cut, False
            found = tuple(islice(self.values(demands, depth, each=many), many))
            # the demands are kept so that no other schema takes their place in memory
            self._made[key] = demands, found, self.was_cut
            self.was_cut = before
        _, found, was_cut = self._made[key]
        self.was_cut = self.was_cut or was_cut
        return found

    def admits_name(self, demand: Demand, name: str) -> bool:
        """Whether a schema of names admits one."""
        ways = self._choices.ways((demand,), lambda _: True)
        return any(self.scalars.satisfy(facts, name) for facts in ways)

    def _is_possible(self, facts: Facts, depth: int) -> bool:
        """Whether the members that were singled out can be what they are asked to be."""
        if facts.types != {"object"}:
            return True
        names = {
            name
            for said in facts.said.get("members", ())
            if "!made" in said.value
            for name in said.value["properties"]
        }
        naming = Naming(facts, self)
        # a choice that is still to come may name a member, but never asks less of it
        return all(self.part(naming.said_of(name), depth - 1, MANY) for name in names)

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
            return texts(facts)
        if name in ("integer", "fraction"):
            return numbers(facts, name)
        return chain((None,) if name == "null" else (True, False))
