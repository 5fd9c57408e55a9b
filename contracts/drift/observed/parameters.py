"""The parameters of an accepted request against those that are documented."""

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import unquote

from contracts.drift.observed.bodies import Bodies
from contracts.drift.observed.observation import Edit
from contracts.drift.observed.sighting import Place, Sighting
from contracts.drift.observed.texts import listed, readings, types_of
from contracts.finding import Request
from specs.document import Document
from specs.operation import Operation, Parameter
from specs.values import Json, Record, pointer

_ELSEWHERE: Final = frozenset(("accept", "authorization", "content-type"))
"""Headers that OpenAPI says in other words; parameters of these names are passed over."""
_OF_NOBODY: Final = re.compile(r"_|utm_\w+|gclid|fbclid")
"""Query parameters that browsers and advertisements add."""
_PARAMETER: Final = re.compile(r"\{([^}]*)\}")


class Parameters:
    """Judges the parameters of requests."""

    def __init__(self, document: Document, bodies: Bodies) -> None:
        self._document = document
        self._bodies = bodies

    def judge(
        self, request: Request, operation: Operation, *, are_headers_known: bool = True
    ) -> Iterator[Sighting]:
        """Yields missing, undocumented and differing parameters of a request."""
        for parameter in operation.parameters:
            if parameter.place in ("header", "cookie") and not are_headers_known:
                continue
            values = _sent(parameter, request, operation)
            if values is not None:
                yield from self._documented(parameter, values, request)
        known = self._query_names(operation)
        for name in dict.fromkeys(name for name, _ in request.query):
            if known is None or _OF_NOBODY.fullmatch(name):
                continue
            if name not in known and name.partition("[")[0] not in known:
                value = next(value for key, value in request.query if key == name)
                yield Sighting(
                    rule="undocumented_parameter",
                    place=Place("request", part=f"query {name}"),
                    expected="no such parameter",
                    got=f"{name}={value[:100]}",
                    pointer=operation.pointer,
                    edits=(Edit("admit", operation.pointer, "parameters", _new(name)),),
                )

    def _documented(
        self, parameter: Parameter, values: tuple[str, ...], request: Request
    ) -> Iterator[Sighting]:
        place = Place("request", part=f"{parameter.place} {parameter.name}")
        is_object = self._is_object(parameter)
        if not values:
            if parameter.required and not is_object:
                expected = f"the {parameter.place} parameter {parameter.name}"
                said = parameter.pointer
                lifted = Edit("put", said, "required", False)
                yield Sighting(
                    rule="missing_parameter",
                    place=place,
                    expected=expected,
                    got="no such parameter",
                    pointer=said,
                    edits=() if parameter.place == "path" else (lifted,),
                )
            return
        if parameter.schema is None or is_object or self._may_be_empty(parameter, values):
            return
        candidates = list(self._readings(parameter, values, parameter.schema))
        if not any(self._bodies.is_valid(one, parameter.schema) for one in candidates):
            yield from self._bodies.judge(candidates[0], parameter.schema, place)

    def _readings(
        self, parameter: Parameter, values: tuple[str, ...], schema: str
    ) -> Iterator[Json]:
        types = types_of(self._document, schema)
        if "array" in types:
            held, at = self._document.dereference(self._document.at(schema), schema)
            items = types_of(self._document, at + pointer("items")) if held else frozenset()
            parts = listed(values, parameter.style, explode=parameter.explode)
            yield [next(readings(part, items)) for part in parts]
            if types == {"array"}:
                return
        yield from readings(values[-1], types)

    def _may_be_empty(self, parameter: Parameter, values: tuple[str, ...]) -> bool:
        said = self._document.at(parameter.pointer)
        return not any(values) and said.get("allowEmptyValue") is True

    def _is_object(self, parameter: Parameter) -> bool:
        if parameter.schema is None:
            return False
        return "object" in types_of(self._document, parameter.schema)

    def _query_names(self, operation: Operation) -> frozenset[str] | None:
        """Returns the documented names in a query; None if it may have any."""
        names: set[str] = set()
        for parameter in operation.parameters:
            if parameter.place != "query":
                continue
            names |= {parameter.name, parameter.name.partition("[")[0]}
            is_spread = parameter.style == "form" and parameter.explode
            if parameter.schema is not None and is_spread and self._is_object(parameter):
                held, _ = self._document.dereference(
                    self._document.at(parameter.schema), parameter.schema
                )
                properties = held.get("properties") if isinstance(held, dict) else None
                if not properties or held.get("additionalProperties", False) is not False:
                    return None
                names |= set(properties)
        schemes = operation.schemes.values()
        return frozenset(names | {one.parameter for one in schemes if one.place == "query"})


def _new(name: str) -> Record:
    return {"name": name, "in": "query", "schema": {"type": "string"}}


def _sent(parameter: Parameter, request: Request, operation: Operation) -> tuple[str, ...] | None:
    """Returns the texts of a parameter in a request; None if they are not looked at."""
    if parameter.place == "query":
        return tuple(value for name, value in request.query if name == parameter.name)
    if parameter.place == "header":
        lower = parameter.name.lower()
        if lower in _ELSEWHERE:
            return None
        return tuple(value for name, value in request.headers if name.lower() == lower)
    if parameter.place == "path":
        return _in_path(parameter, request, operation)
    cookies = request.header("cookie")
    if cookies is None:
        return None  # many recordings leave cookies out
    pairs = (part.strip().partition("=") for part in cookies.split(";"))
    return tuple(value for name, _, value in pairs if name == parameter.name)


def _in_path(
    parameter: Parameter, request: Request, operation: Operation
) -> tuple[str, ...] | None:
    if parameter.style != "simple":
        return None
    names = _PARAMETER.findall(operation.path)
    parts = [re.escape(part) for part in _PARAMETER.sub("\0", operation.path).split("\0")]
    found = re.fullmatch("([^/]*)".join(parts), request.path)
    if found is None or parameter.name not in names:
        return None
    return (unquote(found[names.index(parameter.name) + 1]),)
