"""Demands -> the facts that satisfy them, one for each way to choose between schemas."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final, TypeAlias

from contracts.drift.witnesses.demand import Demand, Path, Side
from contracts.drift.witnesses.facts import Facts
from contracts.drift.witnesses.refusals import NEAR, refusals
from contracts.drift.witnesses.sameness import Sameness
from specs.values import Json, Record

Way: TypeAlias = tuple[Demand, ...]

_MOST_STEPS: Final = 2000
"""How many references and parts one value may be asked through."""


class Work:
    """Counts work, so that it ends."""

    def __init__(self, left: int) -> None:
        self.left = left
        """How much work may still be done; not above nought if it was asked for in vain."""

    def is_left(self) -> bool:
        """Whether one more piece of work may be done; it is counted."""
        self.left -= 1
        return self.left > 0

    def hurry(self, left: int) -> None:
        """Leaves so much work at most."""
        self.left = min(self.left, left)


@dataclass(frozen=True, slots=True)
class _Choice:
    """Ways of which one is to be gone."""

    ways: tuple[Way, ...]
    mark: int | None = None
    """Of the schema that is not to be fitted, if it is one."""


@dataclass(frozen=True, slots=True)
class _State:
    """Demands that are being worked off."""

    todo: tuple[Demand, ...]
    facts: Facts
    choices: tuple["_Choice", ...] = ()
    seen: Mapping[tuple[int, Side, bool, Path], Demand] = field(default_factory=dict)
    marks: Mapping[int, Way] = field(default_factory=dict)
    """The demands by what is the same for schemas that say the same."""


class Choices:
    """Takes demands apart."""

    def __init__(
        self, resolve: dict[Side, Callable[[str], Json]], work: Work, *, is_far: bool = False
    ) -> None:
        """Prepares.

        Args:
            resolve: What the references of each side name.
            work: Counts how many choices are made.
            is_far: Whether a form that is not aimed at may be broken far down, too.
        """
        self._is_far = is_far
        self._resolve = resolve
        self._work = work
        self._sameness = Sameness(resolve)
        self._refusals: dict[tuple[int, Side, Path], tuple[Demand, tuple[Way, ...]]] = {}

    def ways(self, demands: Way, is_possible: Callable[[Facts], bool]) -> Iterator[Facts]:
        """Yields the facts of each way to satisfy demands, but for those that are impossible.

        Args:
            demands: What is asked.
            is_possible: Looks closer at facts; it may hold what is impossible to be possible.
        """
        yield from self._ways(_State(demands, Facts()), is_possible)

    def _ways(self, state: _State, is_possible: Callable[[Facts], bool]) -> Iterator[Facts]:
        settled = self._settled(state)
        if settled is None:
            return
        # a form that is still to be chosen may name members, so that more is possible
        is_chosen = all(one.mark is not None for one in settled.choices)
        if is_chosen and not is_possible(settled.facts):
            return
        if not settled.choices:
            yield settled.facts
            return
        first = _narrowest(settled)
        rest = tuple(one for one in settled.choices if one is not first)
        for way in first.ways:
            if not self._work.is_left():
                return
            chosen = replace(settled, todo=way, choices=rest)
            yield from self._ways(chosen, is_possible)

    def _settled(self, state: _State) -> _State | None:
        """Works off all that is no choice; None if it contradicts itself."""
        todo, facts, choices = list(state.todo), state.facts, list(state.choices)
        seen, marks = dict(state.seen), dict(state.marks)
        while todo:
            demand = todo.pop()
            if isinstance(demand.schema, bool):
                if demand.schema != demand.is_wanted:
                    return None
                continue
            key = id(demand.schema), demand.side, demand.is_wanted, demand.path
            if key in seen:
                continue
            seen[key] = demand
            mark = self._sameness.mark(demand.schema, demand.side)
            alike = marks.get(mark, ())
            if len(seen) > _MOST_STEPS or any(self._contradict(demand, one) for one in alike):
                return None
            marks[mark] = (*alike, demand)
            if demand.is_wanted:
                facts = facts.with_schema(demand.schema, demand.side)
                todo += self._musts(demand)
                choices += map(_Choice, self._options(demand))
            else:
                choices.append(_Choice(self._refused(demand), mark))
            if facts.is_hopeless() or (choices and not choices[-1].ways):
                return None
            if choices and len(choices[-1].ways) == 1:
                todo += choices.pop().ways[0]
        return _State((), facts, tuple(choices), seen, marks)

    def _contradict(self, one: Demand, other: Demand) -> bool:
        if one.is_wanted == other.is_wanted:
            return False
        return self._sameness.are_same(one.schema, one.side, other.schema, other.side)

    def _musts(self, demand: Demand) -> list[Demand]:
        schema: Record = demand.schema
        found = [
            Demand(self._resolve[demand.side](schema[word]), demand.side)
            for word in ("$ref", "$dynamicRef")
            if word in schema
        ]
        found += [Demand(part, demand.side) for part in schema.get("allOf", ())]
        if "not" in schema:
            found.append(Demand(schema["not"], demand.side, False, schema.get("!path")))
        return found

    def _options(self, demand: Demand) -> list[tuple[Way, ...]]:
        schema, side = demand.schema, demand.side
        found: list[tuple[Way, ...]] = []
        if "anyOf" in schema:
            found.append(tuple((Demand(part, side),) for part in schema["anyOf"]))
        if "oneOf" in schema:
            parts = schema["oneOf"]
            found.append(
                tuple(
                    tuple(Demand(part, side, i == chosen) for i, part in _first(parts, chosen))
                    for chosen in range(len(parts))
                )
            )
        if "if" in schema and ("then" in schema or "else" in schema):
            yes = Demand(schema["if"], side), Demand(schema.get("then", True), side)
            no = Demand(schema["if"], side, False), Demand(schema.get("else", True), side)
            found.append((yes, no))
        return found + list(_dependent(schema, side))

    def _refused(self, demand: Demand) -> tuple[Way, ...]:
        """Returns the ways not to fit a schema; the same ones each time."""
        key = id(demand.schema), demand.side, demand.path
        if key not in self._refusals:
            self._refusals[key] = demand, tuple(self._ways_not_to_fit(demand))
        return self._refusals[key][1]

    def _ways_not_to_fit(self, demand: Demand) -> Iterator[Way]:
        schema: Record = demand.schema
        for word in ("$ref", "$dynamicRef"):
            if word in schema:
                target = self._resolve[demand.side](schema[word])
                yield (Demand(target, demand.side, False, demand.path),)
        for way in refusals(schema, demand.path):
            yield tuple(
                Demand(part, demand.side, wanted, None if path == NEAR and self._is_far else path)
                for part, wanted, path in way
            )


def _narrowest(state: _State) -> _Choice:
    """Returns the choice that most likely leads nowhere, else one between schemas to be fitted.

    Not to fit what looks like a schema that is to be fitted is hardly possible.
    """
    for choice in state.choices:
        alike = state.marks.get(choice.mark, ()) if choice.mark is not None else ()
        if any(one.is_wanted for one in alike):
            return choice
    return next((one for one in state.choices if one.mark is None), state.choices[0])


def _first(parts: list[Json], chosen: int) -> list[tuple[int, Json]]:
    """Returns the parts with their numbers, the chosen one first."""
    numbered = list(enumerate(parts))
    return [numbered[chosen], *numbered[:chosen], *numbered[chosen + 1 :]]


def _dependent(schema: Record, side: Side) -> Iterator[tuple[Way, ...]]:
    for name, inner in schema.get("dependentSchemas", {}).items():
        yield (_without(name, side),), (Demand({"required": [name]}, side), Demand(inner, side))
    for name, needed in schema.get("dependentRequired", {}).items():
        if needed:
            yield (_without(name, side),), (Demand({"required": [name, *needed]}, side),)


def _without(name: str, side: Side) -> Demand:
    return Demand({"!absent": [name]}, side)
