"""Values that show a difference at the root of a comparison, each checked by both validators.

A witness is put together from the way that led to a leaf. Where that is in vain it is searched
for: at the first of the roots that share the leaf with patience, and at later ones with less.
"""

from collections import Counter
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from contracts.drift.schemas.composing import Composer
from contracts.drift.schemas.exact import spelled
from contracts.drift.schemas.expansion import Failure, Leaf
from contracts.drift.schemas.pure import PureSchemas
from contracts.drift.witnesses import Form, find_witness, smallest_witness
from specs.errors import InvalidSpec
from specs.schemas import CompiledSchema, SchemaSet, SchemaViolation
from specs.values import ABSENT, Json, Missing, find, split_pointer

_LIMITS: Final = (3000, 300, 300, 100, 100)
"""How many values are tried for a leaf: at the first root, at the second, and so on."""

LONGEST: Final = 20_000
"""Characters of a witness that is shown; longer ones are checked, and not told."""

_PATIENCE: Final = ((20, 10), (8, 60), (3, 200))
"""How many values are tried at most, by how many searches have been in vain."""

_WORDS: Final = MappingProxyType(
    {
        "additional": ("additionalProperties", "unevaluatedProperties", "falseSchema"),
        "contains": ("contains", "minContains", "maxContains"),
        "enum": ("enum", "const"),
        "exclusion": ("not",),
        "format": ("format",),
        "max_items": ("maxItems", "additionalItems", "falseSchema", "items"),
        "max_length": ("maxLength",),
        "max_properties": ("maxProperties",),
        "maximum": ("maximum", "exclusiveMaximum"),
        "min_items": ("minItems",),
        "min_length": ("minLength",),
        "min_properties": ("minProperties",),
        "minimum": ("minimum", "exclusiveMinimum"),
        "multiple_of": ("multipleOf",),
        "null": ("type", "enum", "const"),
        "pattern": ("pattern",),
        "property": ("additionalProperties", "unevaluatedProperties", "falseSchema"),
        "property_names": ("propertyNames",),
        "required": ("required",),
        "type": ("type", "enum", "const"),
        "unique_items": ("uniqueItems",),
    }
)
"""The words of a validator that account for a kind of leaf; of others, any does."""

_OUTER: Final = frozenset(
    (
        "$ref",
        "allOf",
        "anyOf",
        "contains",
        "dependencies",
        "dependentSchemas",
        "else",
        "if",
        "not",
        "oneOf",
        "propertyNames",
        "then",
        "unevaluatedItems",
        "unevaluatedProperties",
    )
)
"""Words that may hide what is wrong further down."""


@dataclass(frozen=True, slots=True)
class Root:
    """One schema at which a comparison starts; None is no schema."""

    where: str | None
    pure: PureSchemas
    schemas: SchemaSet

    def compiled(self) -> CompiledSchema | None:
        """Returns the validator of the schema, if there is one.

        Raises:
            InvalidSpec: The schema itself is broken.
        """
        if self.where is None:
            return None
        return self.schemas.compile(self.where, self.pure.direction)


class Evidence:
    """Finds witnesses for the leaves of a proof."""

    def __init__(self, *, undeclared: bool, is_text: bool) -> None:
        self._undeclared = undeclared
        self._is_text = is_text
        self._shown: set[Leaf] = set()
        self._tried: Counter[Leaf] = Counter()
        self._composed: Composer | None = None
        self._vain = 0
        """How many searches have found nothing."""

    def witness(self, inner: Root, outer: Root, failure: Failure) -> Json | Missing:
        """Returns a value that the inner schema accepts, and the outer one rejects for a leaf."""
        leaf, path = failure.leaf, failure.path
        try:
            sent, read = inner.compiled(), outer.compiled()
        except InvalidSpec:
            return ABSENT
        if read is None:
            return ABSENT

        def is_valid(value: Json) -> bool:
            if read.is_valid(value) or not _reaches(value, path):
                return True
            if self._is_text or len(spelled(value)) > LONGEST:
                return False  # for other reasons, perhaps, than the leaf's
            return not any(_concerns(one, value, leaf, path) for one in read.violations(value, 50))

        sides = (
            _form(inner, sent),
            Form(outer.pure.at(outer.where or "").schema, outer.pure.resolve, is_valid),
        )
        values = self._composer(inner.pure, outer.pure).values(failure)
        found = smallest_witness(*sides, values, is_text=self._is_text)
        if found is ABSENT and (limit := self._limit(leaf)):
            found = find_witness(
                *sides, path=path, undeclared=self._undeclared, is_text=self._is_text, limit=limit
            )
            self._vain += found is ABSENT
        if found is not ABSENT:
            self._shown.add(leaf)
        return found

    def _composer(self, inner: PureSchemas, outer: PureSchemas) -> Composer:
        if self._composed is None:
            self._composed = Composer(inner, outer, undeclared=self._undeclared)
        return self._composed

    def _limit(self, leaf: Leaf) -> int:
        tried = self._tried[leaf]
        self._tried[leaf] += 1
        if tried >= len(_LIMITS):
            return 0
        patience = next((limit for vain, limit in _PATIENCE if self._vain >= vain), _LIMITS[0])
        return min(_LIMITS[tried], patience)

    def is_shown(self, leaf: Leaf) -> bool:
        """Returns whether a leaf has had a witness at some other root."""
        return leaf in self._shown


def _form(root: Root, compiled: CompiledSchema | None) -> Form:
    if root.where is None or compiled is None:
        return Form(True, root.pure.resolve, lambda _: True)
    return Form(root.pure.at(root.where).schema, root.pure.resolve, compiled.is_valid)


def _reaches(value: Json, path: tuple[str, ...]) -> bool:
    """Whether a path leads anywhere in a value."""
    if not path:
        return True
    step, rest = path[0], path[1:]
    if isinstance(value, dict):
        inside = value.values() if step == "*" else [value[step]] if step in value else []
    elif isinstance(value, list):
        at = int(step) if step.isdecimal() else len(value)
        inside = value if step == "*" else value[at : at + 1]
    else:
        return False
    return any(_reaches(one, rest) for one in inside)


def _concerns(violation: SchemaViolation, value: Json, leaf: Leaf, path: tuple[str, ...]) -> bool:
    """Whether what a validator found wrong is what a leaf is about."""
    found = split_pointer(violation.pointer)
    if not all(own in ("*", other) for own, other in zip(path, found, strict=False)):
        return False
    if violation.keyword in _OUTER and len(found) <= len(path):
        return True
    if len(found) < len(path):
        return False
    words = _WORDS.get(leaf.kind)
    if words is None:
        return True
    if violation.keyword not in words:
        return False
    rest = found[len(path) :]
    if leaf.kind == "max_items" and violation.keyword == "falseSchema":
        return len(rest) <= 1
    if violation.keyword == "falseSchema" and not rest:
        return True
    if leaf.kind == "dependent" and violation.keyword != "required":
        return not rest
    if leaf.kind in ("required", "property"):
        return rest[-1:] == [leaf.value]
    if leaf.kind == "enum" and leaf.value is not ABSENT:
        return spelled(find(value, violation.pointer)) == spelled(leaf.value)
    if leaf.kind == "additional":
        return len(rest) <= 1
    return not rest
