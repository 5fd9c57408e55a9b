"""What our own words say of an operation: batches, error codes, effects, resources."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import chain
from typing import Final

from contracts.drift.change import Change
from contracts.drift.comparison.pair import Pair, Place
from contracts.drift.comparison.part import Part
from contracts.drift.comparison.templates import names
from contracts.lawkit.documented import DocumentedCode, documented
from specs.batch import BatchPolicy
from specs.bundle import Bundle
from specs.extensions import is_valid_extension
from specs.operation import Operation
from specs.values import Json, pointer

_BATCH: Final = "x-batch"
_CODES: Final = "x-error-codes"
_EFFECTS: Final = "x-side-effects"
_RESOURCE: Final = "x-resource"

_Codes = dict[Json, list[tuple[DocumentedCode, str]]]


def compare_words(pair: Pair) -> Iterator[Change]:
    """Yields the changes of what our own words say of an operation."""
    yield from _batches(pair)
    yield from _error_codes(pair)
    yield from _effects(pair)
    yield from _resources(pair)


def _word_place(pair: Pair, word: str) -> Place:
    base, revision = (one.place(word) if word in one.value else None for one in pair.parts)
    return Place(word, base, revision)


def _batches(pair: Pair) -> Iterator[Change]:
    before, after = _policy(pair.base.batch), _policy(pair.revision.batch)
    if before != after:
        became = "added" if before is None else "removed" if after is None else "changed"
        words = (_batch_words(before, after), _batch_words(after, before))
        yield from pair.tell(f"batch_policy_{became}", _word_place(pair, _BATCH), *words)


def _policy(batch: BatchPolicy | None) -> BatchPolicy | None:
    if batch is None or batch.success_members is None:
        return batch
    return replace(batch, success_members=tuple(sorted(batch.success_members)))


def _batch_words(policy: BatchPolicy | None, other: BatchPolicy | None) -> str:
    """Returns what of a policy the other one says in another way."""
    if policy is None:
        return ""
    if other is None:
        return f"items {policy.items}, {_status_words(policy.statuses)}"
    said = {name: getattr(policy, name) for name in BatchPolicy.__slots__}
    parts = [
        _status_words(value) if isinstance(value, dict) else f"{name.replace('_', ' ')} {value}"
        for name, value in said.items()
        if value != getattr(other, name)
    ]
    return ", ".join(parts)


def _status_words(statuses: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {status}" for name, status in statuses.items())


def _error_codes(pair: Pair) -> Iterator[Change]:
    old = _codes(pair.sides.base, pair.base)
    new = _codes(pair.sides.revision, pair.revision)
    for code, facts in old.items():
        if code not in new and facts[0][1].startswith(_kept(pair.base, pair.revision)):
            place = Place(f"error code {facts[0][0].code}", base=facts[0][1])
            yield from pair.tell("error_code_removed", place, _fact_words(facts), key=code)
    for code, facts in new.items():
        at = f"error code {facts[0][0].code}"
        if code not in old:
            if facts[0][1].startswith(_kept(pair.revision, pair.base)):
                place = Place(at, revision=facts[0][1])
                yield from pair.tell("error_code_added", place, "", _fact_words(facts), key=code)
        elif _meanings(old[code]) != _meanings(facts):
            words = _fact_words(old[code]), _fact_words(facts)
            place = Place(at, _differing(old[code], facts), _differing(facts, old[code]))
            yield from pair.tell("error_code_changed", place, *words, key=code)


def _kept(operation: Operation, other: Operation) -> tuple[str, ...]:
    """Returns the lists of codes that do not come or go with the response that holds them."""
    kept = (one.pointer for one in operation.responses.values() if one.status in other.responses)
    return tuple(f"{where}/" for where in (operation.pointer + pointer(_CODES), *kept))


def _codes(bundle: Bundle, operation: Operation) -> _Codes:
    """Returns the documented codes, with the place of each, by the code."""
    places = list(_code_places(bundle, operation))
    found: _Codes = {}
    if places:
        for fact, where in zip(documented(bundle, operation).codes, places, strict=True):
            key = fact.code.casefold() if isinstance(fact.code, str) else fact.code
            found.setdefault(key, []).append((fact, where))
    return found


def _code_places(bundle: Bundle, operation: Operation) -> Iterator[str]:
    responses = (one.pointer for one in operation.responses.values())
    for where in chain((operation.pointer,), responses):
        listed = Part.at(bundle.document, where).value.get(_CODES)
        if listed and is_valid_extension(_CODES, listed):
            yield from (where + pointer(_CODES, index) for index in range(len(listed)))


def _meanings(facts: list[tuple[DocumentedCode, str]]) -> frozenset[Json]:
    return frozenset(_meaning(one) for one, _ in facts)


def _meaning(fact: DocumentedCode) -> Json:
    return fact.status, fact.name, fact.at, fact.severity


def _differing(
    facts: list[tuple[DocumentedCode, str]], others: list[tuple[DocumentedCode, str]]
) -> str:
    """Returns where that stands which the others do not say."""
    known = _meanings(others)
    return next((where for one, where in facts if _meaning(one) not in known), facts[0][1])


def _fact_words(facts: list[tuple[DocumentedCode, str]]) -> str:
    named = {
        f"{one.status} {one.name or ''} at {one.at}".replace("  ", " "): None for one, _ in facts
    }
    return ", ".join(named)


def _effects(pair: Pair) -> Iterator[Change]:
    before, after = pair.base.has_side_effects, pair.revision.has_side_effects
    if before != after:
        words = ("changes state" if one else "changes nothing" for one in (before, after))
        fact = "side_effects_declared" if after else "side_effects_denied"
        yield from pair.tell(fact, _word_place(pair, _EFFECTS), *words)


def _resources(pair: Pair) -> Iterator[Change]:
    before, after = _resource(pair.base), _resource(pair.revision)
    if before and before != after:
        words = (_resource_words(one) for one in (pair.base, pair.revision))
        yield from pair.tell("resource_changed", _word_place(pair, _RESOURCE), *words)


def _resource(operation: Operation) -> Json:
    """Returns what is said of a resource; a path parameter is named by its position."""
    in_path = names(operation.path)
    said = dict(operation.resource)
    if said.get("key") in in_path:
        said["key"] = in_path.index(said["key"])
    return said


def _resource_words(operation: Operation) -> str:
    said = operation.resource
    return ", ".join(f"{name} {value}" for name, value in said.items())
