"""The kind of thing that stands at a place: its id, its shape, what says where it belongs."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from specs.operation import Media
from specs.resources.bodies import is_alike
from specs.resources.carriers import Carriers, Word
from specs.resources.resource import Belonging, Carrier, Identity, Kind
from specs.resources.shapes import Shapes
from specs.resources.sites import Site, Sites, before
from specs.resources.templates import GAP, Place, Template, name_of, names_said
from specs.resources.words import nearest
from specs.values import pointer, split_pointer

_WRITES: Final = ("PUT", "PATCH", "POST", "DELETE")
_SCALARS: Final = frozenset(("string", "integer", "number"))


class Kinds:
    """Reads the kinds of one document, each when it is first asked for."""

    def __init__(self, sites: Sites, shapes: Shapes) -> None:
        self._sites = sites
        self._shapes = shapes
        self._carriers = Carriers(shapes)
        self._known: dict[Place, Kind | str] = {}

    def items_of(self, place: Place) -> Kind | str:
        """Returns the kind whose things have paths of their own below a place, or why none is."""
        if place not in self._known:
            self._known[place] = self._read_items(place)
        return self._known[place]

    def loose(self, place: Place) -> Kind | str:
        """Returns the kind that is only listed and made at a place, or why none is."""
        sites, word = self._sites.at(place), Word(name_of(place))
        carriers = [
            *self._carriers.listed(sites.get("GET"), word),
            *self._carriers.answered(sites.get("POST"), word),
        ]
        sent = self._carriers.sent([sites.get("POST")], word)
        if not carriers or "POST" not in sites or "GET" not in sites:
            return "no path names one of its things, and nothing both lists and makes them"
        if not self._is_sent(carriers[0].thing, sent):
            return "what is sent shares too little with what is listed"
        return self._kind(place, word, carriers, sent)

    def single(self, place: Place) -> Kind | str:
        """Returns the kind of which one thing only stands at a place, or why none does."""
        sites, word = self._sites.at(place), Word(name_of(place))
        answered = self._carriers.answered(sites.get("GET"), word)
        sent = self._carriers.sent([sites.get("PUT"), sites.get("PATCH")], word)
        if "GET" not in sites:
            return "nothing reads what stands there"
        if not answered:
            return "reading it answers no single JSON object"
        if not {"PUT", "PATCH"} & sites.keys():
            return "nothing changes what it answers"
        if not self._is_sent(answered[0].thing, sent):
            return "what is sent shares too little with what is read"
        return self._kind(place, word, answered, sent, is_single=True)

    def answers_one(self, place: Place) -> bool:
        """Whether reading a place answers one thing that holds no list."""
        site, word = self._sites.at(place).get("GET"), Word(name_of(place))
        carriers = self._carriers
        return bool(carriers.answered(site, word)) and not carriers.listed(site, word)

    def link(self, kind: Kind, template: Template, parameter: str) -> str | None:
        """Returns the member of a kind's things that says what a path parameter says, or None."""
        members = self._shapes.at(kind.entity).members if kind.entity is not None else {}
        for name in names_said(template, parameter):
            member = nearest(name, members)
            if member is None or pointer(member) == kind.identity.member:
                continue
            if not self._shapes.at(members[member].where).types - _SCALARS:
                return pointer(member)
        return None

    def belonging(self, kind: Kind, template: Template, parameter: str) -> str | None:
        """Returns where a record says, unseen, what a path parameter says, or None."""
        home = self._sites.home(before(template, parameter))
        return next((one.member for one in kind.belongings if one.place == home), None)

    def shows(self, place: Place, kind: Kind) -> bool:
        """Whether a place lists or makes things with the very schema of a kind."""
        sites, word = self._sites.at(place), Word(name_of(place))
        listed = self._carriers.listed(sites.get("GET"), word)
        shown = listed or self._carriers.answered(sites.get("POST"), word)
        entity = self._shapes.at(kind.entity).where if kind.entity is not None else None
        return bool(shown) and self._shapes.at(shown[0].thing).where == entity

    def sent_in(self, site: Site, kind: Kind) -> tuple[Carrier, ...]:
        """Returns where a thing of a kind stands in the bodies that an operation takes."""
        return tuple(self._carriers.takes(site, Word(name_of(kind.place)), kind.entity))

    def thing_in(self, site: Site, media: Media, kind: Kind) -> Carrier | None:
        """Returns where one thing of a kind stands in an answer, or None."""
        found = self._carriers.thing(site, media, self._word(kind.place))
        if found is None or site.declared.get("id") or self._is_like(found, kind):
            return found
        return None

    def list_in(self, site: Site, media: Media, kind: Kind) -> Carrier | None:
        """Returns where many things of a kind stand in an answer, or None."""
        for carrier in self._carriers.lists(site, media, self._word(kind.place)):
            if site.declared.get("items") is not None or self._is_like(carrier, kind):
                return carrier
        return None

    def _is_like(self, carrier: Carrier, kind: Kind) -> bool:
        if kind.entity is None:
            return True
        member = kind.identity.member
        id_name = split_pointer(member)[0] if member is not None else None
        return is_alike(self._shapes.at(carrier.thing), self._shapes.at(kind.entity), id_name)

    def _is_sent(self, thing: str, sent: tuple[str, ...]) -> bool:
        shape = self._shapes.at(thing)
        return any(is_alike(shape, self._shapes.at(one)) for one in sent)

    def _read_items(self, place: Place) -> Kind | str:
        items, carriers = self._sites.items(place), self._carriers
        if not name_of(place):
            return "no word in its path names a kind of thing"
        if place[-1] == GAP and self._sites.at(place):
            return "the parameter before the last one names a thing as well"
        declared = self._sites.declared(place)
        word = self._word(place)
        if word.types - _SCALARS:
            return f"{{{word.parameter}}} names more than one thing at once"
        if "GET" in items and not carriers.answered(items["GET"], word):
            return "reading one of its things answers no single JSON object"
        whole = self._sites.collections(place)
        readers = [items.get(name) for name in ("GET", "PUT", "PATCH", "POST")]
        listers = (whole.get("GET"), *declared)
        shown = [
            *(one for site in (*readers, *declared) for one in carriers.answered(site, word)),
            *(one for site in listers for one in carriers.listed(site, word)),
            *carriers.answered(whole.get("POST"), word),
        ]
        writers = [*(items.get(name) for name in _WRITES), *(whole.get(name) for name in _WRITES)]
        kind = self._kind(place, word, shown, carriers.sent([*writers, *declared], word))
        is_written = any(name in items for name in _WRITES) or "POST" in whole or bool(declared)
        if kind.identity.member is None and not is_written:
            return (
                f"no member holds {{{word.parameter}}}, and nothing makes or changes such a thing"
            )
        return replace(kind, belongings=tuple(self._belongings(kind)))

    def _belongings(self, kind: Kind) -> Iterator[Belonging]:
        """Yields what a thing stands in by the paths of collections that show some of its kind."""
        for place in self._sites.nested(kind.place) if GAP not in kind.place else ():
            template = next(iter(self._sites.at(place).values())).template
            for name in template.parameters if self.shows(place, kind) else ():
                home = self._sites.home(before(template, name))
                if home is not None and GAP not in home and not self.link(kind, template, name):
                    yield Belonging(pointer(f"${self._sites.names[home]}"), home)

    def _kind(
        self,
        place: Place,
        word: Word,
        shown: list[Carrier],
        sent: tuple[str, ...],
        *,
        is_single: bool = False,
    ) -> Kind:
        schemas = [*(one.thing for one in shown), *sent]
        items = self._sites.items(place)
        first = next(iter((*items.values(), *self._sites.at(place).values())), None)
        bare = Identity(None, None, self._parameter_schema(place))
        kind = Kind(
            name=self._sites.names.get(place) or name_of(place) or "things",
            place=place,
            is_single=is_single,
            identity=bare if is_single else self._identity(word, schemas, bare),
            entity=self._entity(schemas, word, is_read="GET" in items or is_single),
            sent=sent,
            item_template=first.template.path if first is not None and items else None,
            shown=tuple(shown),
        )
        if first is None:
            return kind
        scope = first.template.scope
        return replace(kind, within=tuple(self.link(kind, first.template, name) for name in scope))

    def _entity(self, schemas: list[str], word: Word, *, is_read: bool) -> str | None:
        """Returns the schema that says most: what is read, else the first that has an id."""
        named = (one for one in schemas if self._carriers.id_in(self._shapes.at(one), word))
        first = next(iter(schemas), None)
        return first if is_read else next(named, first)

    def _identity(self, word: Word, schemas: list[str], bare: Identity) -> Identity:
        for where in schemas:
            shape = self._shapes.at(where)
            member = self._carriers.id_in(shape, word)
            if member is not None:
                aliases = self._carriers.aliases(shape, word, member)
                schema = self._carriers.schema_at(where, member)
                return Identity(member, schema, bare.parameter, aliases)
        return bare

    def _word(self, place: Place) -> Word:
        declared = self._sites.declared(place)
        said = [site.declared["id"] for site in declared if "id" in site.declared]
        said += [site.declared["item-id"] for site in declared if "item-id" in site.declared]
        items = self._sites.items(place)
        site = items.get("GET") or next(iter(items.values()), None)
        where = self._parameter_schema(place)
        return Word(
            name=name_of(place),
            parameter=site.template.key if site is not None else None,
            types=self._shapes.at(where).types if where is not None else frozenset(),
            id_name=split_pointer(said[0])[-1] if said and said[0] else None,
        )

    def _parameter_schema(self, place: Place) -> str | None:
        for site in self._sites.items(place).values():
            for parameter in site.operation.parameters:
                if parameter.place == "path" and parameter.name == site.template.key:
                    return parameter.schema
        return None
