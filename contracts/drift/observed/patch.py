"""Observations -> overlays that make a document admit what was seen."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import yaml

from contracts.drift.observed.observation import Edit, Observation
from specs.bundle import Bundle
from specs.references import EMBEDDED
from specs.values import ABSENT, Json, Record, find, pointer, split_pointer

Steps = tuple[str | int, ...]
"""The way to a place of a file: names of members, numbers of items."""

_LARGER: Final = ("maximum", "maxLength", "maxItems", "maxProperties")
_SMALLER: Final = ("minimum", "minLength", "minItems", "minProperties")


@dataclass(slots=True)
class _Changes:
    """What happens to one member of one object, over all edits."""

    puts: list[Json] = field(default_factory=list)
    admits: list[Json] = field(default_factory=list)
    drops: list[Json] = field(default_factory=list)
    is_removed: bool = False


def overlays(bundle: Bundle, observations: Iterable[Observation]) -> Mapping[Path, str]:
    """Returns the text of an OpenAPI Overlay 1.0 for each file that has to change.

    A description that was converted from OpenAPI 2.0 has no places that an overlay could name:
    nothing is suggested for it.
    """
    if bundle.document.written_version.startswith("2"):
        return {}
    changes: dict[tuple[str, str], _Changes] = {}
    for edit in dict.fromkeys(_hashed(edit) for one in observations for edit in one.suggestion):
        _collect(edit.edit, changes.setdefault((edit.edit.pointer, edit.edit.word), _Changes()))
    actions: dict[Path, list[Record]] = {}
    for (where, word), change in changes.items():
        file, steps = _file_of(bundle, where)
        made = _actions(change, steps, word, held=find(bundle.document.at(where), pointer(word)))
        actions.setdefault(file, []).extend(made)
    return {file: _text(bundle, file, made) for file, made in actions.items() if made}


@dataclass(frozen=True, slots=True)
class _Hashed:
    """An edit as the key of a mapping: its value may be a mapping."""

    text: str
    edit: Edit = field(compare=False)


def _hashed(edit: Edit) -> _Hashed:
    return _Hashed(repr(edit), edit)


def _collect(edit: Edit, change: _Changes) -> None:
    if edit.does == "remove":
        change.is_removed = True
    else:
        into = {"put": change.puts, "admit": change.admits, "drop": change.drops}[edit.does]
        into.append(edit.value)


def _file_of(bundle: Bundle, where: str) -> tuple[Path, Steps]:
    """Returns the file in which a pointer's place is written, and the way to it in there."""
    file = bundle.document.spot(where)[0]
    steps = steps_to(bundle.document.data, where)
    if steps[:1] == (EMBEDDED,):
        return file, steps[2:]
    return bundle.document.path, steps


def steps_to(data: Json, where: str) -> Steps:
    """Returns the way to a pointer's place: names of members, numbers of items.

    >>> steps_to({"a": [{}]}, "/a/0/b")
    ('a', 0, 'b')
    """
    steps: list[str | int] = []
    for part in split_pointer(where):
        steps.append(int(part) if isinstance(data, list) and part.isdecimal() else part)
        data = find(data, pointer(part))
    return tuple(steps)


def _actions(change: _Changes, steps: Steps, word: str, *, held: Json) -> list[Record]:
    target = json_path(steps)
    member = json_path((*steps, word))
    remove: Record = {"target": member, "remove": True}
    if change.is_removed and not change.puts:
        return [remove]
    if change.drops:
        return _dropping(change.drops, member, held)
    if change.admits:
        return _admitting(change.admits, target, (member, word), held)
    update: Record = {"target": target, "update": {word: _joined(word, change.puts)}}
    return [remove, update] if change.is_removed and held is not ABSENT else [update]


def _admitting(items: list[Json], target: str, where: tuple[str, str], held: Json) -> list[Record]:
    """Returns the actions that add items: a list takes them at its end, a value becomes a list."""
    member, word = where
    if held is ABSENT or isinstance(held, list):
        return [{"target": target, "update": {word: _once(items)}}]
    remove: Record = {"target": member, "remove": True}
    return [remove, {"target": target, "update": {word: _once([held, *items])}}]


def _dropping(names: list[Json], member: str, held: Json) -> list[Record]:
    """Returns the actions that take items out; an empty list of demands is not valid in 3.0."""
    if not isinstance(held, list) or set(map(str, held)) <= set(map(str, names)):
        return [{"target": member, "remove": True}]
    return [{"target": f"{member}[?@ == {_quoted(str(name))}]", "remove": True} for name in names]


def _once(items: list[Json]) -> list[Json]:
    kept: list[Json] = []
    for item in items:
        if not any(item == one and type(item) is type(one) for one in kept):
            kept.append(item)
    return kept


def _joined(word: str, values: list[Json]) -> Json:
    if word in _LARGER:
        return max(values)
    if word in _SMALLER:
        return min(values)
    joined = values[0]
    for value in values[1:]:
        joined = _merged(joined, value)
    return joined


def _merged(first: Json, second: Json) -> Json:
    if not (isinstance(first, dict) and isinstance(second, dict)):
        return second
    both = dict(first)
    for name, value in second.items():
        both[name] = _merged(both[name], value) if name in both else value
    return both


def json_path(steps: Steps) -> str:
    """Returns the way to a place as a JSONPath.

    >>> json_path(("paths", "/pets", "parameters", 0))
    "$['paths']['/pets']['parameters'][0]"
    """
    return "$" + "".join(
        f"[{step}]" if isinstance(step, int) else f"[{_quoted(step)}]" for step in steps
    )


def _quoted(name: str) -> str:
    escaped = name.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"


def _text(bundle: Bundle, file: Path, actions: list[Record]) -> str:
    overlay: Record = {
        "overlay": "1.0.0",
        "info": {"title": f"What was seen of {bundle.name}", "version": "1"},
        "extends": file.name,
        "actions": actions,
    }
    return yaml.safe_dump(overlay, sort_keys=False, allow_unicode=True, width=100)
