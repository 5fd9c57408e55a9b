"""The members of a thing that say when it was made and when it was changed."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final, Literal

from mockserver.stubkit import format_instant
from specs.resources import Shapes
from specs.resources.words import vocabulary, words
from specs.values import Json, pointer

Moment = Literal["born", "changed"]

_BORN: Final = vocabulary("created create creation inserted registered")
_CHANGED: Final = vocabulary("updated update modified modification changed edited")
_TIME: Final = vocabulary("at on date time datetime timestamp last utc ts")
_INNER: Final = vocabulary("attributes metadata meta audit timestamps")


def moments(shapes: Shapes, where: str) -> Iterator[tuple[str, Moment, str]]:
    """Yields the places inside a thing that say such a moment, with the schemas there.

    Args:
        shapes: The shapes of the document.
        where: JSON pointer of the schema of the thing.
    """
    yield from _moments(shapes, where, "", 0)


def said_as(shapes: Shapes, where: str, now: datetime) -> Json:
    """Returns an instant in the form that the schema at a JSON pointer asks for."""
    types = shapes.at(where).types
    if types and types <= {"integer", "number"}:
        return int(now.timestamp())
    if shapes.keyword(where, "format") == "date":
        return now.strftime("%Y-%m-%d")
    return format_instant(now)


def _moments(
    shapes: Shapes, where: str, inside: str, depth: int
) -> Iterator[tuple[str, Moment, str]]:
    for name, member in shapes.at(where).members.items():
        said = words(name)
        place = inside + pointer(name)
        moment = _moment(set(said))
        if moment is not None:
            yield place, moment, member.where
        elif depth == 0 and said and said[0] in _INNER and shapes.at(member.where).is_object:
            yield from _moments(shapes, member.where, place, depth + 1)


def _moment(said: set[str]) -> Moment | None:
    if said & _BORN and said <= _BORN | _TIME:
        return "born"
    return "changed" if said & _CHANGED and said <= _CHANGED | _TIME else None
