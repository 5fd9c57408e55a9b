"""What a value has to obey at once: several schemas, with their parts and references gathered."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from contracts.drift.schemas.pure import Place
from specs.values import Json


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """Schemas of which a value obeys one: those of `anyOf`, `oneOf`, or of an `if`."""

    place: Place
    word: str

    @property
    def key(self) -> tuple[int, str]:
        """What tells the group from others."""
        return id(self.place.schema), self.word


@dataclass(frozen=True, slots=True, eq=False)
class Term:
    """Schemas that a value obeys, and some that it does not."""

    places: tuple[Place, ...]
    barred: tuple[Place, ...] = ()
    chosen: frozenset[tuple[int, str]] = field(default_factory=frozenset)
    """Groups one of whose schemas is among the places already."""

    @property
    def key(self) -> tuple[frozenset[Json], frozenset[Json], frozenset[tuple[int, str]]]:
        """What tells the term from others; the same for the same places."""
        return (
            frozenset(identity(one) for one in self.places),
            frozenset(identity(one) for one in self.barred),
            self.chosen,
        )

    def and_(self, *places: Place) -> "Term":
        """Returns the term of those that obey more schemas."""
        return Term((*self.places, *places), self.barred, self.chosen)

    def but(self, *places: Place) -> "Term":
        """Returns the term of those that do not obey some schemas."""
        return Term(self.places, (*self.barred, *places), self.chosen)


def identity(place: Place) -> Json:
    """Returns what tells a schema from others; booleans have no place that matters."""
    return place.schema if isinstance(place.schema, bool) else id(place.schema)


def parts(place: Place) -> Iterator[Place]:
    """Yields a schema with all that it demands by `$ref` and `allOf`, each once."""
    seen: set[int] = set()
    waiting = [place]
    while waiting:
        one = waiting.pop()
        if id(one.schema) in seen and not isinstance(one.schema, bool):
            continue
        seen.add(id(one.schema))
        yield one
        target = one.source.target(one)
        waiting += reversed([*([target] if target else ()), *one.source.children(one, "allOf")])


def branches(group: Group) -> tuple[tuple[tuple[Place, ...], tuple[Place, ...]], ...]:
    """Returns the choices of a group: what is obeyed, and what is not."""
    place, source = group.place, group.place.source
    if group.word == "if":
        condition = source.child(place, "if")
        then = (source.child(place, "then"),) if "then" in place.schema else ()
        other = (source.child(place, "else"),) if "else" in place.schema else ()
        return ((condition, *then), ()), (other, (condition,))
    items = source.children(place, group.word)
    if group.word == "anyOf":
        return tuple(((item,), ()) for item in items)
    return tuple(
        ((item,), (*items[:index], *items[index + 1 :])) for index, item in enumerate(items)
    )


def choices(term: Term, group: Group) -> tuple[Term, ...]:
    """Returns the terms into which a group divides one."""
    return tuple(
        Term(
            (*term.places, *obeyed), (*term.barred, *barred), term.chosen | frozenset((group.key,))
        )
        for obeyed, barred in branches(group)
    )
