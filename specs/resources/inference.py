"""Operations -> the resources that they work on, by the shape of paths and bodies."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from specs.document import Document
from specs.operation import Operation
from specs.resources.answers import Answers
from specs.resources.declared import declared_action, declared_query
from specs.resources.kinds import Kinds
from specs.resources.queries import Filter, Source
from specs.resources.resource import Action, Decision, Kind, Parent, Resource, Unclear, described
from specs.resources.shapes import Shapes
from specs.resources.sites import Site, Sites
from specs.resources.templates import GAP, Place, Template, is_prefix, name_of
from specs.resources.words import singular, words

_ON_ITEM: Final[dict[str, Action]] = {
    "GET": "read",
    "HEAD": "read",
    "PUT": "replace",
    "PATCH": "update",
    "POST": "update",
    "DELETE": "delete",
}
_ON_COLLECTION: Final[dict[str, Action]] = {
    "GET": "list",
    "HEAD": "list",
    "POST": "create",
    "PUT": "replace",
    "PATCH": "update",
    "DELETE": "clear",
}
_SEARCHING: Final = frozenset(("search", "find", "query", "filter", "list", "lookup"))


class Inference:
    """What the operations of one document do, each read when it is first asked for."""

    def __init__(self, document: Document, operations: Iterable[Operation]) -> None:
        self.shapes = Shapes(document)
        self._sites = Sites(operations)
        self._kinds = Kinds(self._sites, self.shapes)
        self._answers = Answers(self._kinds, self.shapes)
        self._decisions: dict[str, Decision] = {}

    def decide(self, operation: Operation) -> Decision:
        """Returns what is believed of an operation of the document, and why."""
        label = operation.label
        if label not in self._decisions:
            try:
                resource = self._resource(self._sites.by_label[label])
            except Unclear as unclear:
                self._decisions[label] = Decision(operation, None, str(unclear))
            else:
                self._decisions[label] = Decision(operation, resource, described(resource))
        return self._decisions[label]

    def kinds_called(self, word: str) -> tuple[Kind, ...]:
        """Returns the kinds outside of any scope that a word names, as `pet` names `/pets/{id}`."""
        found = [self._kinds.items_of(place) for place in self._sites.called(word)]
        return tuple(one for one in found if isinstance(one, Kind))

    def kind_at(self, place: Place) -> Kind | None:
        """Returns the kind whose things have paths of their own below a place, if one has."""
        found = self._kinds.items_of(place)
        return found if isinstance(found, Kind) else None

    def _resource(self, site: Site) -> Resource:
        if site.declared:
            return self._declared(site)
        template = site.template
        if site.method not in _ON_ITEM:
            raise Unclear(f"{site.method} touches no thing")
        if not template.is_clear:
            raise Unclear("a part of its path is neither a word nor a parameter")
        if template.action:
            return self._search(site, template.place, template.action)
        return self._on_item(site) if template.is_item else self._on_literal(site)

    def _declared(self, site: Site) -> Resource:
        raw = site.declared
        action = declared_action(raw, site.method)
        if action is None:
            raise Unclear("its x-resource says that it is an action of its own")
        key = raw.get("key") or (site.template.key if action not in ("create", "list") else None)
        if action not in ("create", "list") and key not in site.template.parameters:
            raise Unclear("its x-resource names no parameter of its path as the key")
        kind = _known(self._kinds.items_of(self._sites.homes[raw["name"]]))
        others = [name for name in site.template.parameters if name != key]
        extra = tuple(others[kind.place.count(GAP) :])
        around = self._links(kind, site.template, extra)
        if around is None:
            raise Unclear(f"no member of the {kind.name} says its {{{extra[0]}}}")
        resource = self._made(site, kind, action, key=key, around=around)
        return replace(resource, query=declared_query(raw, resource.query, site.operation))

    def _on_item(self, site: Site) -> Resource:
        template = site.template
        collection = template.collection
        kind = _known(self._kinds.items_of(collection))
        above = self._sites.home(collection[:-1])
        if above is not None and self._is_same(kind, self._kinds.items_of(above)):
            raise Unclear(f"{{{template.key}}} is a second name of things that have one already")
        if site.method == "POST":
            if self._sites.at(template.place).keys() & {"PUT", "PATCH"}:
                raise Unclear("PUT or PATCH change the thing, so POST does something else")
            if not self._answers.is_sent(site, kind):
                raise Unclear(f"what it sends shares too little with the {kind.name}")
        elsewhere, around = self._elsewhere(kind, template, template.scope)
        return self._made(
            site, elsewhere or kind, _ON_ITEM[site.method], key=template.key, around=around
        )

    def _on_literal(self, site: Site) -> Resource:
        place = site.template.place
        if not place or is_prefix(place[-1]):
            raise Unclear("its path names no kind of thing")
        home = self._sites.home(place)
        if home is not None and (home == place or not self._kinds.answers_one(place)):
            return self._on_collection(site, _known(self._kinds.items_of(home)))
        if _is_search(place[-1]) and self._sites.home(place[:-1]) is not None:
            return self._search(site, place[:-1], place[-1])
        part = self._part_of(place, site.template)
        if part is not None:
            kind, around = part
            return self._made(site, kind, _ON_COLLECTION[site.method], around=around)
        loose = self._kinds.loose(place)
        if isinstance(loose, Kind) and site.method in ("GET", "HEAD", "POST"):
            return self._on_collection(site, loose)
        single = self._kinds.single(place)
        if isinstance(single, Kind) and site.method != "POST":
            return self._made(site, single, _ON_ITEM[site.method])
        raise Unclear(_why_not(site, loose, single))

    def _on_collection(self, site: Site, kind: Kind) -> Resource:
        elsewhere, around = self._elsewhere(kind, site.template, site.template.scope)
        return self._made(site, elsewhere or kind, _ON_COLLECTION[site.method], around=around)

    def _search(self, site: Site, place: Place, word: str) -> Resource:
        home = self._sites.home(place)
        if not _is_search(word) or home is None or site.method not in ("GET", "POST"):
            raise Unclear(f"`{word}` is an action of its own")
        return self._made(site, _known(self._kinds.items_of(home)), "list")

    def _made(
        self,
        site: Site,
        kind: Kind,
        action: Action,
        *,
        key: str | None = None,
        around: tuple[Filter, ...] = (),
    ) -> Resource:
        return self._answers.resource(
            site, kind, action, key=key, around=around, parents=self._parents(site, key)
        )

    def _parents(self, site: Site, key: str | None) -> Iterator[Parent]:
        """Yields the kinds of the things that a path names before the last one."""
        gaps = [index for index, one in enumerate(site.template.place) if one == GAP]
        names = site.template.parameters
        for depth, index in enumerate(gaps):
            home = self._sites.home(site.template.place[:index])
            kind = self._kinds.items_of(home) if home is not None else ""
            if names[depth] == key or not isinstance(kind, Kind):
                continue
            elsewhere, _ = self._elsewhere(kind, site.template, names[:depth])
            yield Parent(
                elsewhere or kind, names[depth : depth + 1] if elsewhere else names[: depth + 1]
            )

    def _elsewhere(
        self, kind: Kind, template: Template, scope: tuple[str, ...]
    ) -> tuple[Kind | None, tuple[Filter, ...]]:
        """Returns the kind that a nested path shows a part of, and what the path says of them.

        Raises:
            Unclear: The same things have paths of their own, and nothing says which are shown.
        """
        for other in self.kinds_called(name_of(kind.place)) if scope else ():
            if other.place != kind.place and self._is_same(kind, other):
                return other, self._sure_links(other, template, scope)
        return None, ()

    def _part_of(self, place: Place, template: Template) -> tuple[Kind, tuple[Filter, ...]] | None:
        """Returns the kind of which a nested collection without items of its own shows a part.

        Raises:
            Unclear: Nothing says which of its things are shown.
        """
        for other in self.kinds_called(place[-1]) if template.scope else ():
            if self._kinds.shows(place, other):
                return other, self._sure_links(other, template, template.scope)
        return None

    def _sure_links(
        self, kind: Kind, template: Template, scope: tuple[str, ...]
    ) -> tuple[Filter, ...]:
        around = self._links(kind, template, scope)
        if around is None:
            raise Unclear(
                f"the things of {kind.item_template} are shown here,"
                " and no member says which of them"
            )
        return around

    def _links(
        self, kind: Kind, template: Template, parameters: tuple[str, ...]
    ) -> tuple[Filter, ...] | None:
        """Returns the members of a kind that path parameters speak of; None if one has none."""
        kinds = self._kinds
        found = [
            kinds.link(kind, template, name) or kinds.belonging(kind, template, name)
            for name in parameters
        ]
        if None in found:
            return None
        return tuple(
            Filter(Source("path", (name,), None), member)
            for name, member in zip(parameters, found, strict=True)
            if member is not None
        )

    def _is_same(self, kind: Kind, other: Kind | str) -> bool:
        """Whether two kinds have the very same schema."""
        if isinstance(other, str) or other.entity is None or kind.entity is None:
            return False
        return self.shapes.at(kind.entity).where == self.shapes.at(other.entity).where


def _known(kind: Kind | str) -> Kind:
    if isinstance(kind, str):
        raise Unclear(kind)
    return kind


def _is_search(name: str) -> bool:
    said = words(name)
    return bool(said) and (said[0] in _SEARCHING or said[-1] == "search")


def _why_not(site: Site, loose: Kind | str, single: Kind | str) -> str:
    if site.method == "POST" and isinstance(single, str):
        return f"nothing reads back what it would make ({singular(site.template.place[-1])})"
    return str(loose if isinstance(single, Kind) else single)
