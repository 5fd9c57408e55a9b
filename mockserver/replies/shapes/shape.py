"""What several schemas together ask of one value, told by type."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from mockserver.replies.values.amounts import Bounds
from specs.values import ABSENT, Json, Missing

TYPES: Final = ("object", "array", "string", "number", "integer", "boolean", "null")

Places: TypeAlias = tuple[str, ...]
"""JSON pointers of schemas that one value has to meet; none: any value will do."""

FREE: Final = ""
"""Stands for a member that is named without a schema of its own."""


@dataclass(frozen=True, slots=True)
class Span:
    """How many characters, items or members there may be."""

    least: int = 0
    most: int | None = None

    def narrowed(self, least: int | None, most: int | None) -> "Span":
        """Returns the span that lies within this one and another."""
        both = [end for end in (self.most, most) if end is not None]
        return Span(max(self.least, least or 0), min(both) if both else None)


@dataclass(frozen=True, slots=True)
class ObjectPart:
    """What one schema says of the members of an object."""

    properties: Mapping[str, str]
    """Places by name."""
    patterns: tuple[tuple[str, str], ...] = ()
    """Patterns of names, each with its place."""
    rest: str | None = None
    """The place for all other names, if they are described."""


@dataclass(frozen=True, slots=True)
class ArrayPart:
    """What one schema says of the items of an array."""

    first: Places = ()
    rest: str | None = None


@dataclass(frozen=True, slots=True)
class Contained:
    """Items that have to be among the others."""

    place: str
    least: int
    most: int | None


@dataclass(frozen=True, slots=True)
class Option:
    """One way to meet a choice."""

    place: str | None = None
    """A further schema to meet."""
    also: str | None = None
    """One more."""
    barred: Places = ()
    """Schemas not to meet."""
    required: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    tag: tuple[str, str] | None = None
    """The member that tells which way was chosen, and its value."""


@dataclass(frozen=True, slots=True)
class Point:
    """A choice that has to be made before a value can be."""

    where: str
    options: tuple[Option, ...]


@dataclass(slots=True)
class Shape:
    """What one value has to meet. Filled by `flatten`, and left alone from then on."""

    places: Places
    types: tuple[str, ...] | None = None
    """The allowed types, the first named first; None: all."""
    values: list[Json] | None = None
    """All allowed values, where they are listed."""
    barred_values: list[Json] = field(default_factory=list)
    barred_types: set[str] = field(default_factory=set)
    examples: list[tuple[str, Json]] = field(default_factory=list)
    """Written examples, each with its place."""
    unfit: dict[str, str] = field(default_factory=dict)
    """Places of examples that the schemas do not allow, and why."""
    default: Json | Missing = ABSENT
    bounds: Bounds = field(default_factory=Bounds)
    letters: Span = Span()
    patterns: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    is_base64: bool = False
    """Whether a text is the base64 of something (`contentEncoding`)."""
    objects: list[ObjectPart] = field(default_factory=list)
    required: dict[str, None] = field(default_factory=dict)
    forbidden: set[str] = field(default_factory=set)
    hidden: set[str] = field(default_factory=set)
    """Members that the direction never shows."""
    is_hidden: bool = False
    """Whether the value itself is one that the direction never shows."""
    names: list[str] = field(default_factory=list)
    """Places of schemas for the names of members."""
    needs: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Members that another member needs."""
    members: Span = Span()
    tags: dict[str, str] = field(default_factory=dict)
    arrays: list[ArrayPart] = field(default_factory=list)
    contained: list[Contained] = field(default_factory=list)
    items: Span = Span()
    is_unique: bool = False
    barred: list[str] = field(default_factory=list)
    """Places of schemas that the value must not meet."""
    points: list[Point] = field(default_factory=list)
    """Choices that are still open."""
    taken: list[str] = field(default_factory=list)
    """Places that were chosen."""
    homes: frozenset[str] = frozenset()
    """Where the schemas really stand that make up the value; tells a circle."""
    member_places: dict[str, Places | None] = field(default_factory=dict)
    """Filled as it is asked for; None: the member is not allowed."""

    def declared(self) -> dict[str, None]:
        """Returns the names of members that are described by name, in the order written."""
        return {name: None for part in self.objects for name in part.properties}


def place_of(places: Places) -> str:
    """Returns the place to name where something is wrong with some schemas."""
    return places[0] if places else "the root"
