"""Where the things of one kind stand in the bodies that operations take and answer."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from specs.operation import Media
from specs.resources.bodies import Bodies, Found
from specs.resources.identity import Identities
from specs.resources.resource import Action, Carrier
from specs.resources.shapes import Shape, Shapes
from specs.resources.sites import Site
from specs.resources.successes import json_media, readable_media, success
from specs.values import pointer, split_pointer


@dataclass(frozen=True, slots=True)
class Word:
    """How paths speak of a kind."""

    name: str
    """The word for its things."""
    parameter: str | None = None
    """The path parameter that names one thing."""
    types: frozenset[str] = frozenset()
    """The JSON types of that parameter."""
    id_name: str | None = None
    """The member that `x-resource` says holds the id."""


class Carriers:
    """Finds things in the bodies of one document's operations."""

    def __init__(self, shapes: Shapes) -> None:
        self._shapes = shapes
        self._bodies = Bodies(shapes)
        self._identities = Identities(shapes)

    def answered(self, site: Site | None, word: Word) -> list[Carrier]:
        """Returns where one thing stands in the answer of an operation, if it does."""
        media = _answer_media(site, "read")
        found = self.thing(site, media, word) if site is not None and media is not None else None
        return [found] if found is not None else []

    def listed(self, site: Site | None, word: Word) -> list[Carrier]:
        """Returns where many things stand in the answer of an operation, if they do."""
        media = _answer_media(site, "list")
        return list(self.lists(site, media, word))[:1] if site and media is not None else []

    def sent(self, sites: Iterable[Site | None], word: Word) -> tuple[str, ...]:
        """Returns the pointers of the schemas in which operations take a thing."""
        found = [one.thing for site in sites if site for one in self.takes(site, word)]
        return tuple(dict.fromkeys(found))

    def thing(self, site: Site, media: Media, word: Word) -> Carrier | None:
        """Returns where one thing stands in an answer, or None."""
        where = media.schema or ""
        said = site.declared.get("id")
        if said and self.schema_at(where, said) is not None:
            holder = pointer(*split_pointer(said)[:-1])
            return Carrier(media, holder, self.schema_at(where, holder) or where)
        if site.declared.get("items"):
            return None
        found = self._bodies.thing(where, word.name, lambda shape: self._is_thing(shape, word))
        return _carrier(media, found) if found is not None else None

    def lists(self, site: Site, media: Media, word: Word) -> Iterator[Carrier]:
        """Yields where many things stand in an answer, most likely first."""
        where = media.schema or ""
        said = site.declared.get("items")
        inside = self.schema_at(where, said) if said is not None else None
        items = self._shapes.at(inside).items if inside is not None else None
        if said is not None and items is not None:
            yield Carrier(media, said, items)
            return
        yield from (_carrier(media, found) for found in self._bodies.lists(where, word.name))

    def takes(self, site: Site, word: Word, known: str | None = None) -> Iterator[Carrier]:
        """Yields where a thing stands in what an operation takes.

        Args:
            site: The operation.
            word: The kind.
            known: JSON pointer of a schema of the thing; it stands where most is shared with it.
        """
        mine = self._shapes.at(known).members.keys() if known is not None else set[str]()
        for media in readable_media(site.operation.request_body):
            found = list(self._bodies.things(media.schema or "", word.name))
            if not found:
                continue
            common = [len(mine & self._shapes.at(one.schema).members.keys()) for one in found]
            best = max(range(len(found)), key=lambda index: common[index])
            if not any(common):
                best = 1 if len(found) == 2 and self._only_wraps(media) else 0
            yield _carrier(media, found[best])

    def id_in(self, shape: Shape, word: Word) -> str | None:
        """Returns the JSON pointer of the id inside a thing, or None."""
        if word.id_name is not None:
            return pointer(word.id_name) if word.id_name in shape.members else None
        return self._identities.find(shape, word.name, word.parameter, word.types)

    def aliases(self, shape: Shape, word: Word, member: str) -> tuple[str, ...]:
        """Returns the other members of a thing that say its id by their name."""
        return self._identities.aliases(shape, word.name, member)

    def schema_at(self, where: str, inside: str) -> str | None:
        """Returns the pointer of the schema of a place inside the values of a schema."""
        for name in split_pointer(inside):
            member = self._shapes.at(where).members.get(name)
            if member is None:
                return None
            where = member.where
        return where

    def _is_thing(self, shape: Shape, word: Word) -> bool:
        if word.id_name is not None:
            return word.id_name in shape.members
        found = self._identities.find_direct(shape, word.name, word.parameter, word.types)
        return found is not None

    def _only_wraps(self, media: Media) -> bool:
        return len(self._shapes.at(media.schema or "").members) == 1


def _carrier(media: Media, found: Found) -> Carrier:
    return Carrier(media, found.holder, found.schema)


def _answer_media(site: Site | None, action: Action) -> Media | None:
    found = success(site.operation, action) if site is not None else None
    return json_media(found[1]) if found is not None else None
