"""Parameters of a plainly valid request, read in one go; whatever else is left to the careful way.

What is read here is what `CompiledParameters.read` reads, and nothing is wrong with it. None says
that something may be wrong: the careful way then decides, and words it.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Protocol

from mockserver.lane.fast_text import FastText
from specs.values import ABSENT, Json, Missing

Pairs = Collection[tuple[str, str]]
"""Names and texts in the order sent."""
Values = dict[str, Json]

FastTexts = Callable[[list[str]], Json | Missing]
"""All texts sent under one name -> their valid value; `ABSENT` if it may be wrong."""
FastPath = Callable[[tuple[str, ...]], Values | None]
"""Decoded values in the order of the path template -> typed values by name."""
FastPairs = Callable[[Pairs], Values | None]
"""Members of a query, or cookies -> typed values by name."""
FastHeaders = Callable[[Mapping[str, str]], Values | None]
"""Headers by lower-case name -> typed values by declared name."""


@dataclass(frozen=True, slots=True)
class FastParameter:
    """One parameter that is sent under its own name."""

    name: str
    is_required: bool
    default: Json | Missing
    read: FastText
    """Reads its one text."""
    read_all: FastTexts | None
    """Reads all of its texts, where each item of an array is sent under the name again."""


class FastObject(Protocol):
    """A parameter that is put together from its members."""

    @property
    def name(self) -> str:
        """Its declared name."""

    def read(self, texts: Mapping[str, list[str]]) -> tuple[Json | Missing, tuple[object, ...]]:
        """Returns its value, `ABSENT` if nothing was sent, and what is wrong with it."""


@dataclass(frozen=True, slots=True)
class FastParameters:
    """Reads the parameters of plainly valid requests; None where no parameter is declared.

    Each returns a new dict of values, or None if the careful way has to decide. It never raises.
    """

    path: FastPath | None
    query: FastPairs | None
    header: FastHeaders | None
    cookie: FastPairs | None


def fast_path(
    names: tuple[str, ...],
    parameters: Collection[FastParameter],
    objects: tuple[FastObject, ...] = (),
) -> FastPath:
    """Returns what reads path parameters.

    Args:
        names: The names in the path template, in its order.
        parameters: What is declared of single values and arrays.
        objects: What is declared of objects.
    """
    # Of a name that stands twice in the template the last value counts.
    place = {name: index for index, name in enumerate(names)}
    if any(one.name not in place for one in parameters):
        return _never
    readers = {one.name: one.read for one in parameters}
    slots = tuple((place[name], name, readers[name]) for name in place if name in readers)
    spread = tuple((place[item.name], item.name) for item in objects if item.name in place)
    defaults = _defaults(parameters)
    if len(slots) == 1 and not objects:
        ((where, only, read_only),) = slots

        def read_one(values: tuple[str, ...]) -> Values | None:
            value = read_only(values[where])
            return None if value is ABSENT else {only: value}

        return read_one

    def read(values: tuple[str, ...]) -> Values | None:
        found = dict(defaults)
        for index, name, one in slots:
            value = one(values[index])
            if value is ABSENT:
                return None
            found[name] = value
        if not objects:
            return found
        return _with_objects(found, objects, {name: [values[index]] for index, name in spread})

    return read


def fast_pairs(parameters: Collection[FastParameter], objects: tuple[FastObject, ...]) -> FastPairs:
    """Returns what reads the members of a query, or cookies."""
    ones = {item.name: item.read for item in parameters if item.read_all is None}
    repeated = {item.name: item.read_all for item in parameters if item.read_all is not None}
    required = frozenset(item.name for item in parameters if item.is_required)
    defaults = _defaults(parameters)
    needs_none = not required and not objects

    def read(pairs: Pairs) -> Values | None:
        if needs_none and not pairs:
            return defaults.copy()
        found: Values = {}
        for name, text in pairs:
            one = ones.get(name)
            if one is not None:
                value = one(text)
                if value is ABSENT or name in found:
                    return None
                found[name] = value
            elif name in repeated:
                found.setdefault(name, []).append(text)
        for name, read_all in repeated.items():
            if name in found:
                value = read_all(found[name])
                if value is ABSENT:
                    return None
                found[name] = value
        if required and not required <= found.keys():
            return None
        if defaults:
            found = {**defaults, **found}
        return _with_objects(found, objects, _grouped(pairs)) if objects else found

    return read


def fast_headers(
    parameters: Collection[FastParameter], objects: tuple[FastObject, ...]
) -> FastHeaders:
    """Returns what reads headers."""
    slots = tuple(
        (item.name, item.name.lower(), item.read, item.is_required) for item in parameters
    )
    spread = tuple((item.name, item.name.lower()) for item in objects)
    defaults = _defaults(parameters)

    def read(headers: Mapping[str, str]) -> Values | None:
        found = dict(defaults)
        for name, sent_name, one, is_required in slots:
            text = headers.get(sent_name)
            if text is not None:
                value = one(text)
                if value is ABSENT:
                    return None
                found[name] = value
            elif is_required:
                return None
        if not objects:
            return found
        texts = {name: [headers[lower]] for name, lower in spread if lower in headers}
        return _with_objects(found, objects, texts)

    return read


def _defaults(parameters: Collection[FastParameter]) -> Values:
    return {item.name: item.default for item in parameters if item.default is not ABSENT}


def _grouped(pairs: Pairs) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, text in pairs:
        found.setdefault(name, []).append(text)
    return found


def _with_objects(
    found: Values, objects: tuple[FastObject, ...], texts: Mapping[str, list[str]]
) -> Values | None:
    for item in objects:
        value, wrong = item.read(texts)
        if wrong:
            return None
        if value is not ABSENT:
            found[item.name] = value
    return found


def _never(_: tuple[str, ...]) -> None:
    """Reads nothing: a parameter is declared that the path has no place for."""
