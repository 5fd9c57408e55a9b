"""The walk through a description that leaves out what cannot be used."""

from typing import Final

from specs.document import Document
from specs.errors import InvalidSpec
from specs.gathering import Copy
from specs.grammar import ANY_MEMBER, GRAMMAR, Shape
from specs.left_out import LeftOut, label_of
from specs.mending.operations import (
    mend_media,
    mend_oauth_flow,
    mend_operation,
    mend_path_item,
    mend_paths,
    mend_request_body,
    mend_response,
    mend_responses,
    mend_security,
    mend_security_scheme,
)
from specs.mending.parameters import mend_header, mend_parameter, parameter_flaw
from specs.mending.parts import DROPPED, Mended, Rule, drop, holds, shown
from specs.mending.routes import mend_routes
from specs.mending.schemas import is_pattern, mend_schema
from specs.values import Json, Record, pointer

_RULES: Final[dict[str, Rule]] = {
    "header": mend_header,
    "media": mend_media,
    "oauth_flow": mend_oauth_flow,
    "operation": mend_operation,
    "parameter": mend_parameter,
    "path_item": mend_path_item,
    "paths": mend_paths,
    "request_body": mend_request_body,
    "response": mend_response,
    "responses": mend_responses,
    "schema": mend_schema,
    "security_scheme": mend_security_scheme,
}
_REFERABLE: Final = frozenset(
    (
        "callback",
        "example",
        "header",
        "link",
        "parameter",
        "path_item",
        "request_body",
        "response",
        "schema",
        "security_scheme",
    )
)
_FREE: Final = frozenset(("example", "external_docs", "info", "tag", "server_variable"))
"""Kinds that nothing is built upon."""

_KEEPS_SIBLINGS: Final = ("schema", "path_item")
"""Kinds of which a reference may have members beside it."""


def mend(document: Document) -> tuple[LeftOut, ...]:
    """Changes a document's data, of which it makes a copy, so that all of it can be used.

    Returns:
        What was left out, or is read as something else, by file and line.
    """
    document.data = Copy().of(document.data)
    return _Mender(document).mend()


class _Mender:
    """Judges parts one by one; a list of work instead of recursion bears any nesting."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.schemes: frozenset[str] = frozenset()
        self._told: dict[tuple[str, str], LeftOut] = {}
        self._reasons: set[str] = set()
        self._moved: dict[str, str] = document.origins.step()
        self._indices: dict[str, str] = {}
        """Like `_moved`, for items of lists that have moved up; used once all is told."""
        self._work: list[tuple[str, Record, str]] = []
        self._judged: dict[tuple[int, str], tuple[Json, Mended]] = {}
        self._patterns: dict[str, bool] = {}

    def mend(self) -> tuple[LeftOut, ...]:
        data = self.document.data
        for member in ("paths", "components"):
            if member in data and not isinstance(data[member], dict):
                self._lose(data, member, "", f"`{member}` is {shown(data[member])}")
        self._one(data, "components", "components", "")
        self._finish()
        self.schemes = frozenset(data.get("components", {}).get("securitySchemes", ()))
        mend_security(self, data, "")
        self._members("document", data, "")
        self._finish()
        mend_routes(self)
        self.document.origins.step().update(self._indices)
        by_place = sorted(self._told.values(), key=lambda one: (str(one.file), one.line or 0))
        return tuple(by_place)

    def tell(self, where: str, reason: str) -> None:
        file, line = self.document.spot(self._indices.get(where, where))
        told = LeftOut(label_of(where), reason, file, line, where)
        self._told.setdefault((where, reason), told)
        self._reasons.add(reason)

    def tell_once(self, where: str, reason: str) -> None:
        if reason not in self._reasons:
            self.tell(where, reason)

    def resolved(self, value: Json, where: str) -> tuple[Json, str]:
        try:
            return self.document.dereference(value, where)
        except InvalidSpec:
            return DROPPED, where

    def move(self, where: str, old: str) -> None:
        self._moved[where] = old

    def move_item(self, where: str, old: str) -> None:
        self._indices[where] = self._indices.get(old, old)

    def is_pattern(self, text: Json) -> bool:
        if not isinstance(text, str):
            return False
        if text not in self._patterns:
            self._patterns[text] = is_pattern(text)
        return self._patterns[text]

    def _finish(self) -> None:
        while self._work:
            self._members(*self._work.pop())

    def _part(self, kind: str, value: Json, where: str) -> Mended:
        """Returns an object of some kind as it can be used; its members come later."""
        if not isinstance(value, dict):
            return self._odd(kind, value, where)
        key = (id(value), kind)
        if key not in self._judged:
            self._judged[key] = (value, self._judge(kind, value, where))
        return self._judged[key][1]

    def _judge(self, kind: str, value: Record, where: str) -> Mended:
        if isinstance(value.get("$ref"), str):
            if kind not in _REFERABLE:
                self._put_in_place(value, where)
            elif (flaw := self._reference_flaw(kind, value, where)) is not None:
                value = self._without_reference(value, where, flaw)
                if kind == "response":
                    value.setdefault("description", "")
                elif kind not in _KEEPS_SIBLINGS:
                    return DROPPED
            elif kind not in _KEEPS_SIBLINGS:
                return value
        rule = _RULES.get(kind)
        mended = rule(self, value, where) if rule is not None else value
        if isinstance(mended, dict):
            self._work.append((kind, mended, where))
        return mended

    def _odd(self, kind: str, value: Json, where: str) -> Mended:
        if kind in _FREE or (kind == "schema" and self._is_schema(value, where)):
            return value
        if value is None:
            return DROPPED
        return drop(self, where, f"the {kind.replace('_', ' ')} here is {shown(value)}")

    def _is_schema(self, value: Json, where: str) -> bool:
        is_old = self.document.version == "3.0"
        return isinstance(value, bool) and (not is_old or where.endswith("/additionalProperties"))

    def _reference_flaw(self, kind: str, value: Record, where: str) -> str | None:
        """Says why a reference cannot be followed; sees to it that its target is mended."""
        reference = value["$ref"]
        error = self.document.reference_error(reference, where)
        if error is not None:
            return error.wrong
        try:
            target, at = self.document.dereference(value, where)
        except InvalidSpec as circle:
            return circle.wrong
        if kind == "parameter" and (flaw := parameter_flaw(target)):
            return f"{flaw}, where {reference!r} leads to"
        if not isinstance(target, dict | bool) or self._part(kind, target, at) is DROPPED:
            return f"{reference!r} leads to nothing that could stand here"
        return None

    def _without_reference(self, value: Record, where: str, flaw: str) -> Record:
        self.tell(where, flaw)
        del value["$ref"]
        return value

    def _put_in_place(self, value: Record, where: str) -> None:
        """Replaces a reference that OpenAPI does not allow here by what it leads to."""
        error = self.document.reference_error(value["$ref"], where)
        target, at = self.resolved(value, where) if error is None else ({}, where)
        if error is not None or not isinstance(target, dict) or holds(target, value):
            flaw = f"{value['$ref']!r} leads to nothing that could stand here"
            self._without_reference(value, where, error.wrong if error is not None else flaw)
            return
        del value["$ref"]
        for name, item in target.items():
            if name not in value:
                value[name] = item
                self.move(where + pointer(name), at + pointer(name))

    def _members(self, kind: str, value: Record, where: str) -> None:
        child = ANY_MEMBER.get(kind)
        if child is not None:
            self._map(value, child, where, has_words=True)
            return
        for name, form in GRAMMAR.get(kind, {}).items():
            if name in value:
                self._held(value, name, form, where)

    def _held(self, value: Record, name: str, form: tuple[Shape, str], where: str) -> None:
        shape, kind = form
        held, at = value[name], where + pointer(name)
        if shape == "map" and isinstance(held, dict):
            if isinstance(held.get("$ref"), str):
                self._put_in_place(held, at)
            self._map(held, kind, at, has_words=False)
        elif shape in ("list", "either") and isinstance(held, list):
            value[name] = self._list(held, kind, at)
        elif shape in ("one", "either"):
            self._one(value, name, kind, where)
        elif kind not in _FREE:
            self._lose(value, name, where, f"`{name}` is {shown(held)}")

    def _one(self, value: Record, name: str, kind: str, where: str) -> None:
        if name not in value:
            return
        mended = self._part(kind, value[name], where + pointer(name))
        if mended is DROPPED:
            del value[name]

    def _map(self, value: Record, kind: str, where: str, *, has_words: bool) -> None:
        for name in list(value):
            if has_words and name.startswith("x-"):
                continue
            if self._part(kind, value[name], where + pointer(name)) is DROPPED:
                if kind == "schema":
                    value[name] = {}
                else:
                    del value[name]

    def _list(self, items: list[Json], kind: str, where: str) -> list[Json]:
        kept: list[Json] = []
        for index, item in enumerate(items):
            if self._part(kind, item, f"{where}/{index}") is not DROPPED:
                if len(kept) != index:
                    self.move_item(f"{where}/{len(kept)}", f"{where}/{index}")
                kept.append(item)
            elif kind == "schema":
                kept.append({})
        return kept

    def _lose(self, value: Record, name: str, where: str, reason: str) -> None:
        if value.pop(name) is not None:
            self.tell(where + pointer(name), reason)
