"""Walks through the schemas that one value has to meet, and adds up what they say."""

from collections.abc import Mapping
from typing import Final

from mockserver.replies.errors import CannotGenerate
from mockserver.replies.shapes.families import Families
from mockserver.replies.shapes.keywords import (
    add_array,
    add_number,
    add_object,
    add_text,
    add_types,
    add_unevaluated_items,
    add_unevaluated_members,
    common_types,
    named,
    texts,
)
from mockserver.replies.shapes.places import resolved, target
from mockserver.replies.shapes.shape import TYPES, Option, Places, Point, Shape
from mockserver.replies.values.sameness import common_values
from specs.document import Document
from specs.schemas import Direction
from specs.values import ABSENT, Json, Record, pointer

_NULL: Final = (Option(), Option())
"""Of what may be null: the value, or null."""


class Collector:
    """Fills one shape."""

    def __init__(
        self,
        document: Document,
        families: Families,
        chosen: Mapping[str, int],
        *,
        direction: Direction,
    ) -> None:
        self._document = document
        self._families = families
        self._chosen = chosen
        self._is_3_0 = document.version == "3.0"
        self._hidden = "readOnly" if direction == "request" else "writeOnly"
        self._seen: set[str] = set()
        self._homes: set[str] = set()
        self._inside = 0
        """How many `allOf` stand around; an example in there may lack what others add."""
        self._shape = Shape(())

    def shape(self, places: Places) -> Shape:
        """Returns what the schemas at some places ask together.

        Raises:
            CannotGenerate: One of them allows nothing.
        """
        self._shape.places = places
        for place in places:
            self._homes.add(resolved(self._document, place))
            self._take(place)
        self._shape.homes = frozenset(self._homes)
        return self._shape

    def _take(self, place: str) -> None:
        if place in self._seen:
            return
        self._seen.add(place)
        schema = self._document.at(place)
        if schema is False:
            raise CannotGenerate(f"nothing is valid at {place}")
        if not isinstance(schema, dict):
            return
        following = target(self._document, schema, place)
        if self._is_null(schema, place, following):
            self._shape.types = ("null",)
            return
        if following is not None:
            self._take(following)
        if "$ref" not in schema or not self._is_3_0:
            self._add(schema, place)

    def _is_null(self, schema: Record, place: str, following: str | None) -> bool:
        """Whether null was chosen where version 3.0 allows it beside a type said elsewhere."""
        if not self._is_3_0 or schema.get("nullable") is not True:
            return False
        if "type" in schema and following is None:
            return False
        where = f"{place}/nullable"
        if where not in self._chosen:
            self._shape.points.append(Point(where, _NULL))
        return self._chosen.get(where) == 1

    def _add(self, schema: Record, place: str) -> None:
        shape = self._shape
        shape.is_hidden |= schema.get(self._hidden) is True
        first_object, first_array = len(shape.objects), len(shape.arrays)
        add_types(shape, schema, is_3_0=self._is_3_0)
        add_number(shape, schema)
        add_text(shape, schema)
        add_object(shape, schema, place, self._hidden)
        add_array(shape, schema, place)
        self._add_values(schema, place)
        self._add_parts(schema, place)
        if not self._is_3_0:
            self._add_conditions(schema, place)
        if "not" in schema:
            self._bar(f"{place}/not")
        add_unevaluated_members(shape, schema, place, first_object)
        add_unevaluated_items(shape, schema, place, first_array)

    def _add_values(self, schema: Record, place: str) -> None:
        shape = self._shape
        if isinstance(schema.get("enum"), list):
            listed = list(schema["enum"])
            if self._is_3_0 and schema.get("nullable") is True and None not in listed:
                listed.append(None)
            shape.values = common_values(shape.values, listed)
        if "const" in schema:
            shape.values = common_values(shape.values, [schema["const"]])
        examples = schema.get("examples")
        written = list(examples) if isinstance(examples, list) else []
        if "example" in schema:
            written.append(schema["example"])
        shape.examples.extend(
            (place, example)
            for example in written
            if not (self._inside and isinstance(example, dict | list))
        )
        if shape.default is ABSENT:
            shape.default = schema.get("default", ABSENT)

    def _add_parts(self, schema: Record, place: str) -> None:
        self._inside += 1
        for index in range(_length(schema.get("allOf"))):
            self._take(f"{place}/allOf/{index}")
        self._inside -= 1
        words = self._words(schema, place)
        for keyword in ("oneOf", "anyOf"):
            branches = [f"{place}/{keyword}/{i}" for i in range(_length(schema.get(keyword)))]
            if not branches:
                continue
            self._choose(
                f"{place}/{keyword}",
                tuple(
                    Option(
                        branch,
                        barred=tuple(one for one in branches if one != branch)
                        if keyword == "oneOf"
                        else (),
                        tag=self._tag(schema, branch, words),
                    )
                    for branch in branches
                ),
            )
        if "discriminator" in schema and not _length(schema.get("oneOf") or schema.get("anyOf")):
            self._choose_child(schema, place, words)

    def _words(self, schema: Record, place: str) -> Mapping[str, str]:
        discriminator = named(schema.get("discriminator"))
        return self._families.words(discriminator, place) if discriminator else {}

    def _tag(self, schema: Record, branch: str, words: Mapping[str, str]) -> tuple[str, str] | None:
        member = named(schema.get("discriminator")).get("propertyName")
        word = self._families.word_of(branch, words) if isinstance(member, str) else None
        return (member, word) if isinstance(member, str) and word is not None else None

    def _choose_child(self, schema: Record, place: str, words: Mapping[str, str]) -> None:
        """Makes a parent one of its children, unless it is looked at as part of a child."""
        children = tuple(words) or self._families.children(place)
        known = next((child for child in children if child in self._seen), None)
        if known is not None or not children:
            tag = self._tag(schema, known or place, words)
            self._apply(Option(tag=tag))
        else:
            options = (Option(child, tag=self._tag(schema, child, words)) for child in children)
            self._choose(f"{place}/discriminator", tuple(options))

    def _add_conditions(self, schema: Record, place: str) -> None:
        if "if" in schema:
            met = Option(f"{place}/if", f"{place}/then" if "then" in schema else None)
            unmet = Option(f"{place}/else" if "else" in schema else None, barred=(f"{place}/if",))
            self._choose(f"{place}/if", (met, unmet))
        for name in named(schema.get("dependentSchemas")):
            where = place + pointer("dependentSchemas", name)
            there = Option(where, required=(name,))
            self._choose(where, (there, Option(forbidden=(name,))))

    def _choose(self, where: str, options: tuple[Option, ...]) -> None:
        if len(options) == 1:
            self._apply(options[0])
        elif where not in self._chosen:
            self._shape.points.append(Point(where, options))
        else:
            option = options[self._chosen[where]]
            if option.place is not None:
                self._homes.add(resolved(self._document, option.place))
                self._shape.taken.append(option.place)
            self._apply(option)

    def _apply(self, option: Option) -> None:
        shape = self._shape
        shape.barred.extend(option.barred)
        shape.required.update(dict.fromkeys(option.required))
        shape.forbidden.update(option.forbidden)
        if option.tag is not None:
            shape.tags[option.tag[0]] = option.tag[1]
        for place in (option.place, option.also):
            if place is not None:
                self._take(place)

    def _bar(self, place: str) -> None:
        """Keeps the value from meeting a schema; plainly said things are turned round."""
        schema = self._document.at(place)
        if schema is True or schema == {}:
            raise CannotGenerate(f"nothing is valid at {place}")
        if not isinstance(schema, dict):
            return
        said = set(schema)
        shape = self._shape
        if said == {"not"}:
            self._take(f"{place}/not")
        elif said == {"anyOf"}:
            for index in range(_length(schema["anyOf"])):
                self._bar(f"{place}/anyOf/{index}")
        elif said == {"required"}:
            shape.types = common_types(shape.types or TYPES, ("object",))
            required = texts(schema["required"])
            self._choose(place, tuple(Option(forbidden=(name,)) for name in required))
        elif said <= {"enum", "const"}:
            listed = [schema["const"]] if "const" in schema else schema["enum"]
            shape.barred_values.extend(listed if isinstance(listed, list) else [])
        else:
            if said == {"type"}:
                written = schema["type"]
                shape.barred_types |= {written} if isinstance(written, str) else {*texts(written)}
            shape.barred.append(place)


def _length(value: Json) -> int:
    return len(value) if isinstance(value, list) else 0
