"""Parameters of one operation, compiled: text in, typed values or violations out."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from mockserver.lane.coercion import Coerce, coercion, json_types
from mockserver.stubkit import Violation
from specs.bundle import Bundle
from specs.operation import Operation, Parameter
from specs.schemas import CompiledSchema
from specs.values import ABSENT, Json

_SEPARATORS: Final = {"form": ",", "simple": ",", "spaceDelimited": " ", "pipeDelimited": "|"}
_NAME: Final = re.compile(r"\{([^{}]+)\}")
_IGNORED_HEADERS: Final = ("accept", "content-type", "authorization")
"""Header parameters of these names mean nothing in OpenAPI."""


@dataclass(frozen=True, slots=True)
class CompiledParameter:
    """One parameter and all that is needed to read it."""

    declared: Parameter
    schema: CompiledSchema | None
    coerce: Coerce
    is_array: bool

    def read(self, texts: list[str]) -> tuple[Json, tuple[Violation, ...]]:
        """Returns the value of the texts sent under this name, and what is wrong with it."""
        parameter = self.declared
        if self.is_array:
            if not parameter.explode or parameter.place != "query":
                texts = texts[-1].split(_SEPARATORS[parameter.style])
            value: Json = [self.coerce(text) for text in texts]
        elif len(texts) > 1:
            return texts[-1], (self._violation("repeated", f"given {len(texts)} times"),)
        else:
            value = self.coerce(texts[0])
        if self.schema is None or self.schema.is_valid(value):
            return value, ()
        return value, tuple(
            Violation(parameter.place, parameter.name, item.pointer, item.keyword, item.message)
            for item in self.schema.violations(value)
        )

    def missing(self) -> Violation:
        """Returns the violation of a required parameter that was not sent."""
        return self._violation("required", "is required")

    def _violation(self, keyword: str, message: str) -> Violation:
        parameter = self.declared
        return Violation(parameter.place, parameter.name, "", keyword, message)


class CompiledParameters:
    """The parameters of one place (path, query, header or cookie)."""

    def __init__(self, parameters: Iterable[CompiledParameter]) -> None:
        self._by_name = {item.declared.name: item for item in parameters}
        self._required = tuple(item for item in self._by_name.values() if item.declared.required)
        self._defaults = {
            name: item.declared.default
            for name, item in self._by_name.items()
            if item.declared.default is not ABSENT
        }

    def __bool__(self) -> bool:
        return bool(self._by_name)

    @property
    def names(self) -> tuple[str, ...]:
        """The declared names."""
        return tuple(self._by_name)

    def read(self, texts: Mapping[str, list[str]], violations: list[Violation]) -> dict[str, Json]:
        """Returns the values by name, defaults filled in; appends what is wrong."""
        values = dict(self._defaults)
        for name, given in texts.items():
            parameter = self._by_name.get(name)
            if parameter is not None:
                values[name], wrong = parameter.read(given)
                violations.extend(wrong)
        violations.extend(
            parameter.missing()
            for parameter in self._required
            if parameter.declared.name not in texts
        )
        return values


def compile_parameter(bundle: Bundle, parameter: Parameter) -> CompiledParameter | None:
    """Prepares one parameter; None if its form is left to the stock stack."""
    document = bundle.document
    raw = document.at(parameter.schema) if parameter.schema else {}
    if parameter.schema is None or parameter.style not in _SEPARATORS:
        return None
    types = json_types(document, raw, parameter.schema)
    if "object" in types:
        return None
    schema = bundle.schemas.compile(parameter.schema, "request")
    if "array" not in types:
        return CompiledParameter(parameter, schema, coercion(types, schema), is_array=False)
    array, where = document.dereference(raw, parameter.schema)
    if "items" not in array:
        return CompiledParameter(parameter, schema, coercion(("string",), None), is_array=True)
    item = bundle.schemas.compile(where + "/items", "request")
    item_types = json_types(document, array["items"], where + "/items")
    return CompiledParameter(parameter, schema, coercion(item_types, item), is_array=True)


@dataclass(frozen=True, slots=True)
class ParameterSet:
    """All parameters of one operation."""

    path: CompiledParameters
    query: CompiledParameters
    header: CompiledParameters
    cookie: CompiledParameters
    path_names: tuple[str, ...]
    """Names in the path template, in its order."""


def compile_parameters(bundle: Bundle, operation: Operation) -> ParameterSet | None:
    """Prepares the parameters of an operation; None if one is left to the stock stack."""
    by_place: dict[str, list[CompiledParameter]] = {
        "path": [],
        "query": [],
        "header": [],
        "cookie": [],
    }
    for parameter in operation.parameters:
        if parameter.place == "header" and parameter.name.lower() in _IGNORED_HEADERS:
            continue
        compiled = compile_parameter(bundle, parameter)
        if compiled is None:
            return None
        by_place[parameter.place].append(compiled)
    places = {place: CompiledParameters(found) for place, found in by_place.items()}
    return ParameterSet(path_names=tuple(_NAME.findall(operation.path)), **places)


def texts_by_name(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Groups pairs by name.

    >>> texts_by_name([("a", "1"), ("b", "2"), ("a", "3")])
    {'a': ['1', '3'], 'b': ['2']}
    """
    found: dict[str, list[str]] = {}
    for name, text in pairs:
        found.setdefault(name, []).append(text)
    return found
