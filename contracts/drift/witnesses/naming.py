"""What the members of an object may be called, and what their names ask of them."""

from collections.abc import Iterator
from itertools import chain, islice
from typing import TYPE_CHECKING, Final

from contracts.drift.witnesses.demand import Demand, Said
from contracts.drift.witnesses.facts import Facts
from contracts.drift.witnesses.patterns import words
from specs.values import Json

if TYPE_CHECKING:
    from contracts.drift.witnesses.maker import Maker

_FRESH: Final = ("extra", "a", "b", "c", "x", "A", "1", "ab", "aaaa", "", "x-a", "a b", "é")
"""Names that most schemas do not know."""
_MANY: Final = 6
_MOST: Final = 60


class Naming:
    """The names of one object's members."""

    def __init__(self, facts: Facts, maker: "Maker") -> None:
        self.maker = maker
        self._facts = facts
        self._shapes = facts.said.get("members", ())
        self._declared = dict.fromkeys(
            name
            for said in sorted(self._shapes, key=_is_foreign)
            for name in said.value.get("properties", ())
        )
        self._order = {name: at for at, name in enumerate(self._declared)}

    def rank(self, name: str) -> tuple[int, str]:
        """Returns where a name stands among others."""
        return self._order.get(name, len(self._order)), name

    def is_declared(self, name: str) -> bool:
        """Whether a schema names a member."""
        return name in self._declared

    def is_asked(self, name: str) -> bool:
        """Whether a member was singled out to be what its schema does not admit."""
        return any(
            "!made" in said.value and name in said.value["properties"] for said in self._shapes
        )

    def optional(self) -> Iterator[str]:
        """Yields names that a member may have, declared ones first."""
        seen: set[str] = set()
        for name in self._all():
            if name not in seen and self.is_admitted(name):
                seen.add(name)
                yield name

    def is_admitted(self, name: str) -> bool:
        """Whether a member may be called so, and would be sent."""
        if not self.maker.manner.undeclared and not self._is_sent(name):
            return False
        if any(demand.schema is False for demand in self.demands(name)):
            return False
        return all(
            self.maker.admits_name(Demand(said.value, said.side), name)
            for said in self._facts.said.get("propertyNames", ())
        )

    def said_of(self, name: str) -> tuple[Demand, ...]:
        """Returns what schemas say of a member by its name, or as one that they do not name."""
        found: list[Demand] = []
        for said in self._shapes:
            schemas = self._named(said, name) or [said.value.get("additionalProperties", True)]
            found += [Demand(one, said.side) for one in schemas if one is not True]
        return tuple(found)

    def demands(self, name: str) -> tuple[Demand, ...]:
        """Returns what a member has to be by its name."""
        rest = self._facts.said.get("unevaluatedProperties", ())
        if not rest or any(
            "additionalProperties" in said.value or self._named(said, name) for said in self._shapes
        ):
            return self.said_of(name)
        return self.said_of(name) + tuple(Demand(said.value, said.side) for said in rest)

    def asked(self, word: str, said: Said) -> list[tuple[str, tuple[Demand, ...]]]:
        """Returns members that satisfy one question for a member, a few of them."""
        value = said.value
        if word == "!name":
            fitting = (name for name in self._hinted(said) if self._is_misnamed(value, said, name))
            return [(name, ()) for name in islice(fitting, _MOST)]
        demand = Demand(value["schema"], said.side)
        meets = self._is_beyond if word == "!beyond" else self._is_matching
        found = (name for name in self._hinted(said) if meets(value, name))
        return [(name, (demand,)) for name in islice(found, _MOST)]

    def _hinted(self, said: Said) -> Iterator[str]:
        """Yields admitted names: the one that is asked for, or all."""
        value = said.value
        if value["name"] != "*":
            if self.is_admitted(value["name"]):
                yield value["name"]
            return
        candidates = chain(self._declared, self._worded(value), self._all(), self._misnamed(said))
        seen: set[str] = set()
        for name in candidates:
            if name not in seen and self.is_admitted(name):
                seen.add(name)
                yield name

    def _worded(self, value: Json) -> Iterator[str]:
        """Yields names that match what is asked for, and one pattern of names besides."""
        wanted = (value["pattern"],) if "pattern" in value else ()
        unwanted = tuple(value.get("patterns", ()))
        if not wanted and not unwanted:
            return
        for pattern in self._patterns():
            yield from words((*wanted, pattern), unwanted, 0, 200)
        yield from words(wanted, unwanted, 0, 200)

    def _patterns(self) -> Iterator[str]:
        for said in self._shapes:
            yield from said.value.get("patternProperties", ())
        for said in self._facts.said.get("propertyNames", ()):
            if isinstance(said.value, dict) and "pattern" in said.value:
                yield said.value["pattern"]

    def _misnamed(self, said: Said) -> Iterator[str]:
        if "pattern" not in said.value and "patterns" not in said.value:
            yield from _FRESH
            wanted = (
                Demand({"type": "string"}, said.side),
                Demand(said.value["schema"], said.side),
            )
            yield from self.maker.part(wanted, 1, _MANY)

    def _all(self) -> Iterator[str]:
        yield from self._declared
        for names in self._facts.all("required"):
            yield from names
        for said in self._shapes:
            for pattern in said.value.get("patternProperties", ()):
                yield from words((pattern,), (), 0, 200)
        for said in self._facts.said.get("propertyNames", ()):
            wanted = (Demand({"type": "string"}, said.side), Demand(said.value, said.side))
            yield from self.maker.part(wanted, 1, _MANY)
        yield from _FRESH

    def _is_sent(self, name: str) -> bool:
        """Whether the accepting schema names a member or says what else there may be."""
        for said in self._shapes:
            if not _is_foreign(said):
                more = said.value.get("additionalProperties", False)
                is_anything = more is True or more == {}
                if self._named(said, name) or (more is not False and not is_anything):
                    return True
                if is_anything and not self._is_foreign_name(name):
                    return True
        more = self._facts.said.get("unevaluatedProperties", ())
        if any(said.side == "inner" and said.value is not False for said in more):
            return True
        return any(
            name in said.value
            for said in self._facts.said.get("required", ())
            if said.side == "inner"
        )

    def _is_foreign_name(self, name: str) -> bool:
        """Whether the refusing schema names a member; nobody hits upon its names by chance."""
        return any(
            name in said.value.get("properties", ()) for said in self._shapes if _is_foreign(said)
        )

    def _named(self, said: Said, name: str) -> list[Json]:
        schema = said.value
        found = [schema["properties"][name]] if name in schema.get("properties", ()) else []
        found += [
            inner
            for pattern, inner in schema.get("patternProperties", {}).items()
            if self.maker.scalars.matches(pattern, name)
        ]
        return found

    def _is_beyond(self, value: Json, name: str) -> bool:
        return name not in value["properties"] and not any(
            self.maker.scalars.matches(pattern, name) for pattern in value["patterns"]
        )

    def _is_matching(self, value: Json, name: str) -> bool:
        return self.maker.scalars.matches(value["pattern"], name)

    def _is_misnamed(self, value: Json, said: Said, name: str) -> bool:
        return self.maker.admits_name(Demand(value["schema"], said.side), name)


def _is_foreign(said: Said) -> bool:
    """Whether members are named otherwise than by the accepting schema, whose order is kept."""
    return said.side != "inner" or "!made" in said.value
