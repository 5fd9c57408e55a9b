"""What the documents say of an operation's answers: its codes, and what only a success has."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Generic, TypeVar

from contracts.finding import Exchange, Severity
from specs.bundle import Bundle
from specs.document import Document
from specs.extensions import is_valid_extension
from specs.media_types import is_json
from specs.operation import Operation
from specs.values import ABSENT, Json, Missing, Record, pointer, split_pointer

T = TypeVar("T")

_CODES: Final = "x-error-codes"
_DEEPEST: Final = 8
_MOST_FORMS: Final = 32


@dataclass(frozen=True, slots=True)
class DocumentedCode:
    """One error code that an operation documents."""

    code: str | int
    name: str | None
    status: int
    severity: Severity
    at: str
    """Where it stands in the body; `*` stands for each item."""
    is_assumed: bool
    """Whether the document is silent on when it comes."""
    is_reachable: bool
    """False where nothing that a client sends should bring it about."""

    def matches(self, sent: Json) -> bool:
        """Returns whether a value in an answer is this code; texts without regard to case."""
        if isinstance(sent, str) and isinstance(self.code, str):
            return sent.casefold() == self.code.casefold()
        return type(sent) is type(self.code) and bool(sent == self.code)


@dataclass(frozen=True, slots=True)
class Documented:
    """The facts of one operation."""

    codes: tuple[DocumentedCode, ...]
    places: tuple[str, ...]
    """Where codes stand, each once."""
    error_places: tuple[str, ...]
    """Those where an error's code stands, rather than a warning's."""
    named_places: frozenset[str]
    """Those where the examples show the code's second name beside it."""
    successes: tuple[frozenset[str], ...]
    """For each form of a success, the members that no error has."""
    tells_success: bool
    """Whether the documents tell the body of a success from that of an error."""
    has_envelope: bool
    """Whether an error may come with the HTTP status of a success, instead of any success."""


def documented(bundle: Bundle, operation: Operation) -> Documented:
    """Returns what the documents say of an operation's answers."""
    return _documented(_Same(bundle), _Same(operation))


def sent_codes(known: Documented, body: Json) -> Iterator[tuple[str, str, Json]]:
    """Yields (documented place, JSON pointer, code) for each code that stands in a body."""
    if isinstance(body, dict):
        for at in known.places:
            for where, code in _locate(body, _parts(at), ""):
                yield at, where, code


def reports_error(known: Documented, body: Json) -> bool:
    """Returns whether a body carries the code of an error, documented or not, at its place."""
    return isinstance(body, dict) and any(
        code is not None for at in known.error_places for _, code in _locate(body, _parts(at), "")
    )


def is_error(operation: Operation, known: Documented, exchange: Exchange) -> bool:
    """Returns whether an answer says that the call failed as a whole."""
    if exchange.status >= 400:
        return True
    return known.has_envelope and operation.batch is None and reports_error(known, exchange.json)


def success_data(known: Documented, body: Json) -> str | None:
    """Returns the member of a body that belongs to a success and is not empty, or None."""
    if not isinstance(body, dict):
        return None
    for members in known.successes:
        held = {name: body[name] for name in sorted(members) if name in body}
        for name, value in held.items():
            if value and isinstance(value, dict | list):
                return name
        is_whole = len(held) == len(members) and not any(one in ([], {}) for one in held.values())
        if is_whole and any(held.values()):
            return next(iter(held))
    return None


def succeeded(bundle: Bundle, operation: Operation, exchange: Exchange) -> bool:
    """Returns whether an answer says that the call was done, be its data empty or not."""
    known = documented(bundle, operation)
    body = exchange.json
    if not 200 <= exchange.status < 300 or reports_error(known, body):
        return False
    if not known.successes or not isinstance(body, dict):
        return True
    return any(name in body for members in known.successes for name in members)


@dataclass(frozen=True, slots=True, eq=False)
class _Same(Generic[T]):
    """A value as the key of a cache; it equals itself only."""

    value: T

    def __hash__(self) -> int:
        return id(self.value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.value is self.value


@lru_cache(maxsize=1024)
def _documented(held_bundle: _Same[Bundle], held_operation: _Same[Operation]) -> Documented:
    document, operation = held_bundle.value.document, held_operation.value
    codes = tuple(_codes(document, operation))
    error_places = tuple(dict.fromkeys(code.at for code in codes if code.severity == "error"))
    envelope = {split_pointer(at)[0] for at in error_places if split_pointer(at)}
    good: list[_Form] = []
    bad: list[_Form] = []
    for response in operation.responses.values():
        for media in response.media:
            if media.schema is None or not is_json(media.content_type):
                continue
            for form in _forms(document, document.at(media.schema), _DEEPEST):
                is_good = response.status.startswith("2") and not form.required & envelope
                (good if is_good else bad).append(form)
    failing = frozenset(name for form in bad for name in form.members)
    return Documented(
        codes=codes,
        places=tuple(dict.fromkeys(code.at for code in codes)),
        error_places=error_places,
        named_places=_named_places(operation, codes),
        successes=tuple(filter(None, ((one.required or one.members) - failing for one in good))),
        tells_success=bool(codes) or len(good) <= _good_bodies(operation),
        has_envelope=any(code.severity == "error" and code.status < 300 for code in codes),
    )


def _good_bodies(operation: Operation) -> int:
    return sum(len(one.media) for one in operation.responses.values() if one.status[0] == "2")


def _codes(document: Document, operation: Operation) -> Iterator[DocumentedCode]:
    for where in (operation.pointer, *(one.pointer for one in operation.responses.values())):
        holder = document.at(where)
        listed = holder.get(_CODES) if isinstance(holder, dict) else None
        if listed and is_valid_extension(_CODES, listed):
            yield from map(_code, listed)


def _code(raw: Record) -> DocumentedCode:
    return DocumentedCode(
        code=raw["code"],
        name=raw.get("name"),
        status=raw["status"],
        severity=raw.get("severity", "error"),
        at=raw["at"],
        is_assumed="rule" not in raw and raw["condition"].startswith("Assumed:"),
        is_reachable=raw.get("reachable", True),
    )


def _named_places(operation: Operation, codes: tuple[DocumentedCode, ...]) -> frozenset[str]:
    examples = [
        example
        for response in operation.responses.values()
        for media in response.media
        for example in media.examples.values()
        if isinstance(example, dict)
    ]
    return frozenset(
        at
        for at in {code.at for code in codes if code.name is not None}
        if at.endswith("/code")
        and any(
            list(_locate(example, split_pointer(at.removesuffix("code") + "name"), ""))
            for example in examples
        )
    )


@lru_cache(maxsize=1024)
def _parts(at: str) -> tuple[str, ...]:
    return tuple(split_pointer(at))


def _locate(value: Json, parts: Sequence[str], where: str) -> Iterator[tuple[str, Json]]:
    """Yields the pointer and the value of each place that a pointer with `*` names."""
    if not parts:
        yield where, value
    elif isinstance(value, list) and parts[0] == "*":
        for index, item in enumerate(value):
            yield from _locate(item, parts[1:], f"{where}/{index}")
    elif isinstance(value, dict):
        for name in value if parts[0] == "*" else (parts[0],):
            if (child := value.get(name, ABSENT)) is not ABSENT:
                yield from _locate(child, parts[1:], where + pointer(name))


@dataclass(frozen=True, slots=True)
class _Form:
    """The members of an object, and those that it must have."""

    members: frozenset[str] = frozenset()
    required: frozenset[str] = frozenset()

    def with_(self, other: "_Form") -> "_Form":
        return _Form(self.members | other.members, self.required | other.required)


def _forms(document: Document, schema: Json | Missing, depth: int) -> list[_Form]:
    """Returns the forms of a schema: one for each choice that it leaves at its top."""
    if not isinstance(schema, dict) or depth == 0:
        return [_Form()]
    required = frozenset(schema.get("required") or ())
    forms = [_Form(frozenset(schema.get("properties") or ()) | required, required)]
    parts = list(schema.get("allOf") or ())
    if "$ref" in schema:
        parts.append(document.dereference(schema, "")[0])
    for part in parts:
        forms = _both(forms, _forms(document, part, depth - 1))
    for word in ("oneOf", "anyOf"):
        if choices := schema.get(word):
            every = [one for choice in choices for one in _forms(document, choice, depth - 1)]
            forms = _both(forms, every)
    return forms


def _both(left: list[_Form], right: list[_Form]) -> list[_Form]:
    return [one.with_(other) for one in left for other in right][:_MOST_FORMS]
