"""Parameters of one operation, compiled: text in, typed values or violations out."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from mockserver.lane.coercion import Coerce, coercion, json_types, to_json
from mockserver.lane.objects import CompiledObject, compile_object
from mockserver.lane.violations import violations_of
from mockserver.stubkit import Violation
from specs.bundle import Bundle
from specs.operation import Operation, Parameter
from specs.schemas import CompiledSchema
from specs.values import ABSENT, Json, pointer

_NAME: Final = re.compile(r"\{([^{}]+)\}")
_IGNORED_HEADERS: Final = ("accept", "content-type", "authorization")
"""Header parameters of these names mean nothing in OpenAPI."""

Split = Callable[[list[str]], list[str]]
"""The texts sent under one name -> the texts of the single values."""


@dataclass(frozen=True, slots=True)
class CompiledParameter:
    """One parameter and all that is needed to read it."""

    declared: Parameter
    schema: CompiledSchema | None
    split: Split
    coerce: Coerce
    is_array: bool

    @property
    def may_repeat(self) -> bool:
        """Whether each item of the array is sent under the name again."""
        return self.is_array and self.declared.explode and self.declared.place == "query"

    def read(self, texts: list[str]) -> tuple[Json, tuple[Violation, ...]]:
        """Returns the value of the texts sent under this name, and what is wrong with it."""
        if len(texts) > 1 and not self.may_repeat:
            return texts[-1], (self._violation("repeated", f"given {len(texts)} times"),)
        texts = self.split(texts)
        if self.is_array:
            value: Json = [self.coerce(text) for text in texts]
        else:
            value = self.coerce(texts[0])
        return value, violations_of(self.schema, value, self.declared.place, self.declared.name)

    def missing(self) -> Violation:
        """Returns the violation of a required parameter that was not sent."""
        return self._violation("required", "is required")

    def _violation(self, keyword: str, message: str) -> Violation:
        parameter = self.declared
        return Violation(parameter.place, parameter.name, "", keyword, message)


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
    def names(self) -> tuple[str, ...]:
        """The declared names."""
        return (*self._by_name, *(item.declared.name for item in self._objects))

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
    return ParameterSet(path_names=tuple(_NAME.findall(operation.path)), **places)


def compile_parameter(bundle: Bundle, parameter: Parameter) -> CompiledParameter | CompiledObject:
    """Prepares one parameter."""
    if parameter.schema is None:
        return _serialized(bundle, parameter)
    document = bundle.document
    types = json_types(document, document.at(parameter.schema), parameter.schema)
    if "object" in types or parameter.style == "deepObject":
        return compile_object(bundle, parameter)
    schema = bundle.schemas.compile(parameter.schema, "request")
    split = _split_of(parameter, is_array="array" in types)
    if "array" not in types:
        return CompiledParameter(parameter, schema, split, coercion(types, schema), is_array=False)
    array, where = document.dereference(document.at(parameter.schema), parameter.schema)
    items = coercion(("string",), None)
    if "items" in array:
        item_types = json_types(document, array["items"], where + "/items")
        items = coercion(item_types, bundle.schemas.compile(where + "/items", "request"))
    return CompiledParameter(parameter, schema, split, items, is_array=True)


def texts_by_name(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Groups pairs by name.

    >>> texts_by_name([("a", "1"), ("b", "2"), ("a", "3")])
    {'a': ['1', '3'], 'b': ['2']}
    """
    found: dict[str, list[str]] = {}
    for name, text in pairs:
        found.setdefault(name, []).append(text)
    return found


def _serialized(bundle: Bundle, parameter: Parameter) -> CompiledParameter:
    """Prepares a parameter that `content` describes: text of one media type."""
    content = bundle.document.at(parameter.pointer + "/content")
    kind, media = next(iter(content.items())) if isinstance(content, dict) and content else ("", {})
    schema = None
    if isinstance(media, dict) and "schema" in media:
        where = parameter.pointer + pointer("content", kind, "schema")
        schema = bundle.schemas.compile(where, "request")
    coerce: Coerce = to_json if kind == "application/json" else str
    return CompiledParameter(parameter, schema, _as_sent, coerce, is_array=False)


def _split_of(parameter: Parameter, *, is_array: bool) -> Split:
    if parameter.style == "matrix":
        return _matrix(parameter.name, "," if is_array and not parameter.explode else None)
    if parameter.style == "label":
        joint = "." if parameter.explode else ","
        return _after(".", joint if is_array else None)
    if not is_array or (parameter.explode and parameter.place == "query"):
        return _as_sent
    return _after("", {"spaceDelimited": " ", "pipeDelimited": "|"}.get(parameter.style, ","))


def _as_sent(texts: list[str]) -> list[str]:
    return texts


def _after(prefix: str, joint: str | None) -> Split:
    def split(texts: list[str]) -> list[str]:
        text = texts[-1].removeprefix(prefix)
        return [item.strip(" ") for item in text.split(joint)] if joint is not None else [text]

    return split


def _matrix(name: str, joint: str | None) -> Split:
    def split(texts: list[str]) -> list[str]:
        pairs = [part.partition("=") for part in texts[-1].split(";")]
        parts = [text for said, _, text in pairs if said == name]
        if joint is not None and parts:
            return parts[-1].split(joint)
        return parts or [texts[-1]]

    return split
