"""Which member of a thing holds the id by which a path names it."""

from collections.abc import Iterator
from typing import Final

from specs.resources.shapes import Member, Shape, Shapes
from specs.resources.words import nearest, plain, singular, words
from specs.values import pointer

_ID_WORDS: Final = ("id", "uuid", "guid")
_NATURAL: Final = ("key", "slug", "code", "name", "login", "username", "title")
"""What may name a thing where a path says no more than which kind it is."""
_TELLING: Final = frozenset(
    (*_NATURAL, "number", "no", "ref", "reference", "sid", "sha", "email", "handle", "token")
)
"""Last words of path parameters that say which thing is meant, whatever stands before them."""
_INNER: Final = ("metadata", "meta", "sys", "attributes", "identity")
"""Objects inside a thing that may hold its id."""
_SCALARS: Final = frozenset(("string", "integer", "number"))


class Identities:
    """Finds id members by the path parameter that stands for them and the kind's name."""

    def __init__(self, shapes: Shapes) -> None:
        self._shapes = shapes

    def find(
        self, shape: Shape, word: str, parameter: str | None, types: frozenset[str] = frozenset()
    ) -> str | None:
        """Returns the JSON pointer of the id inside a thing, or None.

        Args:
            shape: The thing.
            word: The name of its kind, as the path has it.
            parameter: The path parameter that names one; None if no path does.
            types: The JSON types of that parameter.
        """
        if not shape.is_object:
            return None
        direct = self.find_direct(shape, word, parameter, types)
        if direct is not None:
            return pointer(direct.name)
        for name in _INNER:
            inside = nearest(name, shape.members)
            if inside is None:
                continue
            inner = self._shapes.at(shape.members[inside].where)
            found = self.find_direct(inner, word, parameter, types)
            if found is not None:
                return pointer(inside, found.name)
        return None

    def find_direct(
        self, shape: Shape, word: str, parameter: str | None, types: frozenset[str] = frozenset()
    ) -> Member | None:
        """Returns the id among the members of a thing itself, or None."""
        for name, is_sure in _names(word, parameter):
            found = nearest(name, shape.members)
            if found is not None and self._may_be(shape.members[found], types, is_sure=is_sure):
                return shape.members[found]
        return None

    def aliases(self, shape: Shape, word: str, member: str) -> tuple[str, ...]:
        """Returns the other members of a thing that say its id by their name."""
        one = plain(singular(word))
        said = {*_ID_WORDS[:1], *(one + tail for tail in _ID_WORDS[:1])}
        return tuple(
            name for name in shape.members if plain(name) in said and pointer(name) != member
        )

    def _may_be(self, member: Member, types: frozenset[str], *, is_sure: bool) -> bool:
        mine = self._shapes.at(member.where).types
        if mine - _SCALARS:
            return False
        return is_sure or not mine or not types or bool(mine & types)


def _names(word: str, parameter: str | None) -> Iterator[tuple[str, bool]]:
    """Yields names that the id may have, best first, and whether the name alone is enough."""
    one = plain(singular(word))
    if parameter is None:
        yield from ((name, True) for name in (*_ID_WORDS, f"{one}id", "_id"))
        return
    said = plain(parameter)
    yield parameter, True
    tail = next((end for end in ("uuid", "guid", "id") if said.endswith(end)), None)
    if tail is not None:
        others = [name for name in _ID_WORDS if name != tail]
        yield from ((name, True) for name in (tail, "_id", one + tail, *others))
    elif said in (one, plain(word)):
        yield from ((name, False) for name in (*_ID_WORDS, f"{one}id", *_NATURAL, f"{one}name"))
    else:
        rest = said.removeprefix(one)
        if rest and rest != said:
            yield rest, True
        yield from ((name, False) for name in words(parameter)[-1:] if name in _TELLING)
        yield from ((name, False) for name in (f"{one}{said}", "id"))
