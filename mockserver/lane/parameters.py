"""Parameters of one operation, compiled: text in, typed values or violations out."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from mockserver.lane.fast_parameters import (
    FastParameter,
    FastParameters,
    fast_headers,
    fast_pairs,
    fast_path,
)
from mockserver.lane.objects import CompiledObject
from mockserver.lane.parameter import CompiledParameter, compile_parameter
from mockserver.stubkit import Violation
from specs.bundle import Bundle
from specs.document import Document
from specs.operation import Operation
from specs.values import ABSENT, Json

_NAME: Final = re.compile(r"\{([^{}]+)\}")
_IGNORED_HEADERS: Final = ("accept", "content-type", "authorization")
"""Header parameters of these names mean nothing in OpenAPI."""


class CompiledParameters:
    """The parameters of one place (path, query, header or cookie)."""

    def __init__(
        self, parameters: Iterable[CompiledParameter], objects: Iterable[CompiledObject] = ()
    ) -> None:
        self._by_name = {item.declared.name: item for item in parameters}
        self._objects = tuple(objects)
        self._required = tuple(item for item in self._by_name.values() if item.declared.required)
        self._defaults = {
            name: item.declared.default
            for name, item in self._by_name.items()
            if item.declared.default is not ABSENT
        }

    def __bool__(self) -> bool:
        return bool(self._by_name or self._objects)

    @property
    def objects(self) -> tuple[CompiledObject, ...]:
        """Those that are put together from members."""
        return self._objects

    def fast(self, document: Document) -> tuple[FastParameter, ...]:
        """Returns what reads the others, one by one, where nothing is wrong with them."""
        return tuple(item.fast(document) for item in self._by_name.values())

    @property
    def names(self) -> tuple[str, ...]:
        """The declared names."""
        return (*self._by_name, *(item.declared.name for item in self._objects))

    def read(self, texts: Mapping[str, list[str]], violations: list[Violation]) -> dict[str, Json]:
        """Returns the values by name, defaults filled in; appends what is wrong."""
        values = dict(self._defaults)
        for name, given in texts.items():
            parameter = self._by_name.get(name)
            if parameter is not None:
                value, wrong = parameter.read(given)
                violations.extend(wrong)
                if value is not ABSENT:
                    values[name] = value
        violations.extend(
            parameter.missing()
            for parameter in self._required
            if parameter.declared.name not in texts
        )
        for item in self._objects:
            value, wrong = item.read(texts)
            violations.extend(wrong)
            if value is not ABSENT:
                values[item.declared.name] = value
        return values


@dataclass(frozen=True, slots=True)
class ParameterSet:
    """All parameters of one operation."""

    path: CompiledParameters
    query: CompiledParameters
    header: CompiledParameters
    cookie: CompiledParameters
    path_names: tuple[str, ...]
    """Names in the path template, in its order."""
    fast: FastParameters
    """Reads all of them where nothing is wrong with them."""


def compile_parameters(bundle: Bundle, operation: Operation) -> ParameterSet:
    """Prepares the parameters of an operation."""
    by_place: dict[str, list[CompiledParameter]] = {
        "path": [],
        "query": [],
        "header": [],
        "cookie": [],
    }
    objects: dict[str, list[CompiledObject]] = {place: [] for place in by_place}
    for parameter in operation.parameters:
        if parameter.place == "header" and parameter.name.lower() in _IGNORED_HEADERS:
            continue
        compiled = compile_parameter(bundle, parameter)
        if isinstance(compiled, CompiledObject):
            objects[parameter.place].append(compiled)
        else:
            by_place[parameter.place].append(compiled)
    places = {place: CompiledParameters(found, objects[place]) for place, found in by_place.items()}
    path_names = tuple(_NAME.findall(operation.path))
    fast = _fast_parameters(bundle.document, path_names, places)
    return ParameterSet(path_names=path_names, fast=fast, **places)


def _fast_parameters(
    document: Document, path_names: tuple[str, ...], places: Mapping[str, CompiledParameters]
) -> FastParameters:
    path, query, header, cookie = (places[place] for place in ("path", "query", "header", "cookie"))
    return FastParameters(
        fast_path(path_names, path.fast(document), path.objects) if path else None,
        fast_pairs(query.fast(document), query.objects) if query else None,
        fast_headers(header.fast(document), header.objects) if header else None,
        fast_pairs(cookie.fast(document), cookie.objects) if cookie else None,
    )


def texts_by_name(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Groups pairs by name.

    >>> texts_by_name([("a", "1"), ("b", "2"), ("a", "3")])
    {'a': ['1', '3'], 'b': ['2']}
    """
    found: dict[str, list[str]] = {}
    for name, text in pairs:
        found.setdefault(name, []).append(text)
    return found
