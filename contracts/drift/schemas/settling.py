"""One edit, one difference: of several that one edit makes, the telling one is kept."""

from collections.abc import Iterable
from typing import Final

from contracts.drift.schemas.difference import Difference
from contracts.drift.schemas.exact import spelled
from specs.values import ABSENT

VAGUE: Final = ("schema", "variant", "exclusion")
"""Kinds that say that something differs, but hardly what."""


def settled(found: list[Difference], said: Iterable[Difference]) -> tuple[Difference, ...]:
    """Returns the differences that are told.

    Args:
        found: What the proof found, the harmful first.
        said: What is only said.
    """
    harmful = _once(one for one in found if one.verdict != "harmless")
    harmful = [one for one in harmful if not _is_vague_twin(one, found)]
    harmful = [one for one in harmful if not any(_is_more_general(it, one) for it in harmful)]
    sayings = list(said)
    named = {one.path for one in sayings if one.kind in ("property_named", "property_unnamed")}
    harmless = [
        one
        for one in _once(one for one in found if one.verdict == "harmless")
        if not _is_twin(one, harmful) and not _is_of_new_name(one, named)
    ]
    told = {_member(one) for one in (*harmful, *harmless)}
    types = {one.path for one in harmful if one.kind in ("type", "enum")}
    left = [
        one
        for one in sayings
        if _member(one) not in told and not (one.path in types and one.kind != "discriminator")
    ]
    return (*harmful, *harmless, *left)


def _once(found: Iterable[Difference]) -> list[Difference]:
    """Keeps the first of those that stand in one place, or the one that is shown to break."""
    kept: dict[tuple[str, str, str], Difference] = {}
    for one in found:
        key = one.kind, one.path, _key(one)
        known = kept.get(key)
        if known is None or (known.verdict == "undecided" and one.verdict == "breaks"):
            kept[key] = one
    return list(kept.values())


def _is_vague_twin(one: Difference, found: list[Difference]) -> bool:
    """Whether something undecided is told better by another difference."""
    if one.verdict != "undecided":
        return False
    return any(
        (other.kind not in VAGUE and one.kind in VAGUE and is_below(other.path, one.path))
        or (other.verdict == "breaks" and one.path == other.path)
        for other in found
    )


def _is_more_general(one: Difference, other: Difference) -> bool:
    """Whether a keyword that the reading side says once is told of more values by one."""
    if one.kind != other.kind or one.verdict != other.verdict or _key(one) != _key(other):
        return False
    where = [it.revision if it.effect == "narrowed" else it.base for it in (one, other)]
    first, second = one.path.split("/"), other.path.split("/")
    return (
        where[0] == where[1]
        and first != second
        and len(first) == len(second)
        and all(own in ("*", its) for own, its in zip(first, second, strict=True))
    )


def _is_twin(one: Difference, harmful: list[Difference]) -> bool:
    """Whether a harmless difference is the other face of a harmful one."""
    for other in harmful:
        if other.path != one.path:
            continue
        if other.kind in ("type", "schema") or one.kind in VAGUE:
            return True
        if other.kind == one.kind and (_key(one) == _key(other) or "" in (_key(one), _key(other))):
            return True
    return False


def _is_of_new_name(one: Difference, named: set[str]) -> bool:
    if one.kind == "required":
        return _member(one) in named
    return any(is_below(one.path, name) for name in named)


def is_below(path: str, other: str) -> bool:
    """Returns whether a path leads to or into what another one leads to."""
    return path == other or path.startswith(other + "/")


def _member(one: Difference) -> str:
    if one.kind in ("required", "property") and isinstance(one.key, str):
        return one.path + "/" + one.key.replace("~", "~0").replace("/", "~1")
    return one.path if one.kind.startswith("property_") else "\n" + one.path


def _key(one: Difference) -> str:
    return "" if one.key is ABSENT else spelled(one.key)
