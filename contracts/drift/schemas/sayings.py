"""What schemas say without judging a value by it, side by side."""

from collections.abc import Iterator
from dataclasses import dataclass

from contracts.drift.schemas.arrays import item_term, own_items
from contracts.drift.schemas.difference import Difference, Effect
from contracts.drift.schemas.exact import spelled
from contracts.drift.schemas.kinship import kindred
from contracts.drift.schemas.members import Members
from contracts.drift.schemas.pure import Place
from contracts.drift.schemas.ranges import keeps_within
from contracts.drift.schemas.sameness import Sameness
from contracts.drift.schemas.shape import Shape
from contracts.drift.schemas.term import Term, choices
from specs.schemas import Direction
from specs.values import ABSENT, Json, Missing, pointer


@dataclass(frozen=True, slots=True)
class _Pair:
    base: Shape
    revision: Shape
    path: tuple[str, ...]
    is_demanded: bool
    """Whether one demands a value here, so that no default stands for it."""

    def at(self) -> tuple[str, str]:
        """Returns where both schemas stand."""
        return _home(self.base), _home(self.revision)


class Sayings:
    """Compares what the schemas of two documents say, pair by pair."""

    def __init__(self, sameness: Sameness, direction: Direction, *, is_server: bool) -> None:
        self._sameness = sameness
        self._hidden = "readOnly" if direction == "request" else "writeOnly"
        self._became = "became_read_only" if direction == "request" else "became_write_only"
        self._is_server = is_server
        self._kept: list[Json] = []

    def compare(self, base: Place, revision: Place) -> Iterator[Difference]:
        """Yields what is said otherwise, nearest first."""
        seen: set[Json] = set()
        demanded: set[tuple[str, ...]] = set()
        waiting: list[tuple[Term, Term, tuple[str, ...]]] = [(Term((base,)), Term((revision,)), ())]
        for first, second, path in waiting:  # grows
            key = first.key, second.key
            if key in seen or not first.places or not second.places or self._is_same(first, second):
                continue
            seen.add(key)
            self._kept += [first, second]
            pair = _Pair(_shape(first), _shape(second), path, path in demanded)
            names = pair.base.required.keys() | pair.revision.required.keys()
            demanded |= {(*path, name) for name in names}
            yield from self._words(pair)
            yield from self._names(pair)
            waiting += _below(pair)
            waiting += [(*one, path) for one in self._forms(pair)]

    def _is_same(self, first: Term, second: Term) -> bool:
        return len(first.places) == len(second.places) == 1 and self._sameness.is_same(
            first.places[0], second.places[0]
        )

    def _words(self, pair: _Pair) -> Iterator[Difference]:
        for word, kind in (("default", "default_changed"), ("format", "format_said")):
            before, after = _said(pair.base, word), _said(pair.revision, word)
            if spelled_or_none(before) != spelled_or_none(after) and self._is_told(pair, word):
                yield _difference(pair, word, kind, before, after)
        before, after = (_said(one, "deprecated") is True for one in (pair.base, pair.revision))
        if before != after:
            kind = "deprecated" if after else "no_longer_deprecated"
            yield _difference(pair, "deprecated", kind, before or ABSENT, after or ABSENT)
        before, after = (_said(one, self._hidden) is True for one in (pair.base, pair.revision))
        if after and not before and pair.path:
            yield _difference(pair, self._hidden, self._became, ABSENT, True)
        yield from self._discriminators(pair)

    def _is_told(self, pair: _Pair, word: str) -> bool:
        """Whether the producing side may be held to what is said."""
        if word == "default":
            return not pair.is_demanded
        told, sent = pair.base, pair.revision
        if not self._is_server:
            told, sent = sent, told
        form = _said(told, word)
        if form is ABSENT or keeps_within(sent, form):
            return False
        return bool(pair.base.types & pair.revision.types)

    def _names(self, pair: _Pair) -> Iterator[Difference]:
        if "object" not in pair.base.types & pair.revision.types:
            return
        if bool(pair.base.groups) != bool(pair.revision.groups):
            return  # the forms of one name what the other names itself
        before, after = Members(pair.base, only_sent=False), Members(pair.revision, only_sent=False)
        for kind, ours, theirs in (
            ("property_named", after, before),
            ("property_unnamed", before, after),
        ):
            for name, place in ours.names.items():
                term = ours.term(name)
                if name in theirs.names or _said(Shape(term), self._hidden) is True:
                    continue
                if any(one.schema is False for one in term.places):
                    continue
                at = place.pointer("properties", name)
                base, revision = pair.at()
                if kind == "property_named":
                    revision = at
                else:
                    base = at
                told = (f"property {name}", f"no property {name}")
                yield Difference(
                    kind,
                    "said",
                    "harmless",
                    base,
                    revision,
                    pointer(*pair.path, name),
                    *(told if kind == "property_unnamed" else told[::-1]),
                    key=name,
                )

    def _forms(self, pair: _Pair) -> Iterator[tuple[Term, Term]]:
        """Yields the forms of both that belong together."""
        for first, second in zip(pair.base.groups, pair.revision.groups, strict=False):
            ours, theirs = choices(pair.base.term, first), choices(pair.revision.term, second)
            if first.word == "if" or second.word == "if":
                continue
            own, others = (
                [one.places[-1] for one in side if not self._has_same(one, facing)]
                for side, facing in ((ours, theirs), (theirs, ours))
            )
            for one, other in kindred(own, others):
                yield Term((one,)), Term((other,))

    def _has_same(self, term: Term, others: tuple[Term, ...]) -> bool:
        return any(self._sameness.is_same(term.places[-1], other.places[-1]) for other in others)

    def _discriminators(self, pair: _Pair) -> Iterator[Difference]:
        before, after = _said(pair.base, "discriminator"), _said(pair.revision, "discriminator")
        if not isinstance(before, dict) or not isinstance(after, dict):
            return
        harm: Effect = "widened" if self._is_server else "narrowed"
        first, second = (one.get("propertyName") for one in (before, after))
        if first != second:
            yield _told(pair, harm, (f"by {first}", f"by {second}"), ABSENT, harm)
            return
        known, now = (_mapping(one) for one in (before, after))
        for name in sorted(known.keys() - now.keys() - _named_so(known, pair.revision)):
            yield _told(pair, "narrowed", (f"form {name}", f"no form {name}"), name, harm)
        for name in sorted(now.keys() - known.keys() - _named_so(now, pair.base)):
            yield _told(pair, "widened", (f"no form {name}", f"form {name}"), name, harm)


def spelled_or_none(value: Json | Missing) -> str | None:
    """Returns a value as text, and None for what is not there."""
    return None if value is ABSENT else spelled(value)


def _mapping(discriminator: Json) -> dict[str, Json]:
    found = discriminator.get("mapping")
    return found if isinstance(found, dict) else {}


def _named_so(mapping: dict[str, Json], shape: Shape) -> set[str]:
    """Returns the values of a mapping that forms of another schema go by without one."""
    names = {
        target.where.rpartition("/")[2]
        for group in shape.groups
        if group.word != "if"
        for form in group.place.source.children(group.place, group.word)
        if (target := form.source.target(form)) is not None
    }
    return {
        name
        for name, target in mapping.items()
        if name in names and isinstance(target, str) and target.rpartition("/")[2] == name
    }


def _told(
    pair: _Pair, effect: Effect, told: tuple[str, str], key: Json | Missing, harm: Effect
) -> Difference:
    places = [_speaker(one, "discriminator") for one in (pair.base, pair.revision)]
    return Difference(
        "discriminator",
        effect,
        "undecided" if effect == harm else "harmless",
        places[0],
        places[1],
        pointer(*pair.path),
        *told,
        key=key,
    )


def _below(pair: _Pair) -> Iterator[tuple[Term, Term, tuple[str, ...]]]:
    """Yields what both say of members and items."""
    both = pair.base.types & pair.revision.types
    if "object" in both:
        before, after = Members(pair.base, only_sent=False), Members(pair.revision, only_sent=False)
        for name in before.names:
            if name in after.names:
                yield before.term(name), after.term(name), (*pair.path, name)
        for pattern in before.patterns:
            if pattern in after.patterns:
                first, second = before.pattern_term(pattern), after.pattern_term(pattern)
                yield first, second, (*pair.path, "*")
        yield before.rest(), after.rest(), (*pair.path, "*")
    if "array" in both:
        for index in range(min(own_items(pair.base), own_items(pair.revision))):
            first, second = item_term(pair.base, index), item_term(pair.revision, index)
            yield first, second, (*pair.path, str(index))
        yield item_term(pair.base, None), item_term(pair.revision, None), (*pair.path, "*")


def _said(shape: Shape, word: str) -> Json | Missing:
    return next((said for one in shape.places if (said := one.said(word)) is not ABSENT), ABSENT)


def _shape(term: Term) -> Shape:
    """Returns a shape; where there is but one form besides null, that one is obeyed."""
    shape = Shape(term)
    for group in shape.groups:
        if group.word != "if":
            forms = [one for one in choices(term, group) if not _is_null(one.places[-1])]
            if len(forms) == 1 and len(forms[0].places) == len(term.places) + 1:
                return _shape(Term(forms[0].places, term.barred, forms[0].chosen))
    return shape


def _is_null(place: Place) -> bool:
    return place.word("type") in ("null", ["null"])


def _speaker(shape: Shape, word: str) -> str:
    for place in shape.places:
        if place.said(word) is not ABSENT:
            return place.pointer(word)
    return _home(shape)


def _home(shape: Shape) -> str:
    plain = (
        one for one in shape.places if isinstance(one.schema, dict) and "$ref" not in one.schema
    )
    found = next(plain, shape.places[0] if shape.places else None)
    return found.where if found is not None else ""


def _difference(
    pair: _Pair, word: str, kind: str, before: Json | Missing, after: Json | Missing
) -> Difference:
    told = [f"no {word}" if one is ABSENT else f"{word} {_shown(one)}" for one in (before, after)]
    return Difference(
        kind,
        "said",
        "harmless",
        _speaker(pair.base, word),
        _speaker(pair.revision, word),
        pointer(*pair.path),
        *told,
    )


def _shown(value: Json) -> str:
    return value if isinstance(value, str) and value else spelled(value)
