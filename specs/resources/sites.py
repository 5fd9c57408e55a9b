"""The operations of a document by the place that their paths speak of."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain, count
from typing import Final

from specs.extensions import is_valid_extension
from specs.operation import Operation
from specs.resources.templates import GAP, Place, Template, name_of, read_template
from specs.resources.words import forms, plain, singular
from specs.values import Record

_WRITES: Final = frozenset(("POST", "PUT", "PATCH"))


@dataclass(frozen=True, slots=True)
class Site:
    """An operation with the shape of its path."""

    operation: Operation
    template: Template

    @property
    def method(self) -> str:
        """The method in upper case."""
        return self.operation.method

    @property
    def declared(self) -> Record:
        """What a valid `x-resource` says; empty if there is none."""
        found = self.operation.resource
        return found if found and is_valid_extension("x-resource", found) else {}


class Sites:
    """All operations of a document, found by place."""

    def __init__(self, operations: Iterable[Operation]) -> None:
        templates: dict[str, Template] = {}
        self._by_place: dict[Place, list[Site]] = {}
        self._by_kind: dict[str, list[Site]] = {}
        self._by_word: dict[str, list[Place]] = {}
        self._nested: dict[str, list[Place]] = {}
        self._near: dict[tuple[Place, str], dict[Place, None]] = {}
        """Places by the one before them and the forms of their last word."""
        self._ranks: dict[Place, int] = {}
        self.by_label: dict[str, Site] = {}
        for operation in operations:
            path = operation.path
            template = templates.get(path) or templates.setdefault(path, read_template(path))
            site = Site(operation, template)
            self.by_label[operation.label] = site
            if template.is_clear and not template.action:
                self._by_place.setdefault(template.place, []).append(site)
            if site.declared:
                self._by_kind.setdefault(site.declared["name"], []).append(site)
        for place in self._by_place:
            head = place[:-1] if place and place[-1] == GAP else place
            self._ranks.setdefault(head, len(self._ranks))
            for form in forms(head[-1]) if head and head[-1] != GAP else ():
                self._near.setdefault((head[:-1], form), {})[head] = None
            if head != place and name_of(head):
                self._by_word.setdefault(_word(head), []).append(head)
            elif head == place and GAP in head:
                self._nested.setdefault(_word(head), []).append(head)
        self.homes = {name: self._home(sites) for name, sites in self._by_kind.items()}
        self._declared: dict[Place, tuple[Site, ...]] = {}
        for name, home in self.homes.items():
            self._declared[home] = (*self._declared.get(home, ()), *self._by_kind[name])
        self.names = _names(self._worth_a_name(), self.homes)

    def at(self, place: Place) -> Mapping[str, Site]:
        """Returns the operations of a place by method."""
        return {site.method: site for site in self._by_place.get(place, ())}

    def items(self, place: Place) -> Mapping[str, Site]:
        """Returns the operations on one thing of a collection by method."""
        return self.at((*place, GAP))

    def declared(self, place: Place) -> tuple[Site, ...]:
        """Returns the operations that say that they work on the things of a place."""
        return self._declared.get(place, ())

    def home(self, place: Place) -> Place | None:
        """Returns the place whose items a collection path lists: itself, or its twin's."""
        if self.items(place):
            return place
        twins = [one for one in self._twins(place) if self.items(one)]
        return twins[0] if len(twins) == 1 else None

    def called(self, word: str) -> tuple[Place, ...]:
        """Returns the places outside of any scope whose things a word names."""
        found = self._by_word.get(singular(plain(word)), ())
        return tuple(place for place in found if GAP not in place)

    def nested(self, place: Place) -> tuple[Place, ...]:
        """Returns the collections inside other things that the word of a place names as well."""
        return tuple(self._nested.get(_word(place), ()))

    def collections(self, place: Place) -> Mapping[str, Site]:
        """Returns the operations on a whole collection by method, those of its twin included."""
        found = dict(self.at(place))
        for twin in self._twins(place) if self.items(place) else ():
            for site in self._by_place.get(twin, ()) if self.home(twin) == place else ():
                found.setdefault(site.method, site)
        return found

    def _twins(self, place: Place) -> list[Place]:
        """Returns the places that name the same things in the other number, as written.

        Such places differ only in the number of their last word, as `/pet` and `/pets` do.
        """
        if not place or place[-1] == GAP:
            return []
        near = [self._near.get((place[:-1], form), {}) for form in forms(place[-1])]
        found = {one for places in near for one in places if one != place}
        return sorted(found, key=self._ranks.__getitem__)

    def _home(self, sites: list[Site]) -> Place:
        """Returns the place of a declared kind: where a path names one, else where it lists."""
        for site in sites:
            key = site.declared.get("key")
            if key in site.template.parameters:
                return before(site.template, key)
        wanted = [site for site in sites if site.declared["action"] in ("list", "create")]
        return (wanted or sites)[0].template.collection

    def _worth_a_name(self) -> list[Place]:
        found = []
        for place, sites in self._by_place.items():
            methods = {site.method for site in sites}
            if place and place[-1] == GAP:
                found.append(place[:-1])
            elif "GET" in methods and methods & _WRITES and self.home(place) in (None, place):
                found.append(place)
        return list(dict.fromkeys(found))


def _word(place: Place) -> str:
    return singular(plain(place[-1]))


def before(template: Template, parameter: str) -> Place:
    """Returns the place before a parameter of a template."""
    gaps = [index for index, segment in enumerate(template.place) if segment == GAP]
    return template.place[: gaps[template.parameters.index(parameter)]]


def _names(places: list[Place], homes: Mapping[str, Place]) -> dict[Place, str]:
    """Returns a name for each kind: its last word, with words before it where that is not enough.

    The place with the shortest path keeps the bare word.
    """
    names = {home: name for name, home in homes.items()}
    taken = set(names.values())
    for place in sorted(places, key=len):
        if place in names:
            continue
        words = [segment for segment in place if segment != GAP]
        options = ("-".join(words[-length:]) for length in range(1, len(words) + 1))
        plain = name_of(place) or "things"
        more = (f"{plain}-{number}" for number in count(2))
        names[place] = next(name for name in chain(options, more) if name not in taken)
        taken.add(names[place])
    return names
