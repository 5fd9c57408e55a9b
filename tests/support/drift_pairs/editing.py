"""Small edits of a document, by JSON pointer."""

import json
from collections.abc import Callable
from copy import deepcopy
from typing import Final

from specs.values import ABSENT, Json, Record, split_pointer
from tests.support.drift_pairs.pair import Edit, Part, Truth, document
from tests.support.drift_pairs.shop import shop

Step = Callable[[Record], None]

NOTHING: Final[tuple[Step, ...]] = ()


def _holder(data: Json, where: str) -> tuple[Json, str | int]:
    *heads, last = split_pointer(where)
    for head in heads:
        data = data[int(head)] if isinstance(data, list) else data[head]
    return data, int(last) if isinstance(data, list) and last != "-" else last


def at(data: Json, where: str) -> Json:
    """Returns what stands at a pointer."""
    holder, last = _holder(data, where)
    return holder[last]


def put(where: str, value: Json) -> Step:
    """Sets a member, or an item; `-` stands for a new one at the end."""

    def step(data: Record) -> None:
        holder, last = _holder(data, where)
        if last == "-":
            holder.append(deepcopy(value))
        else:
            holder[last] = deepcopy(value)

    return step


def drop(where: str) -> Step:
    """Takes a member or an item away."""

    def step(data: Record) -> None:
        holder, last = _holder(data, where)
        del holder[last]

    return step


def rename(where: str, name: str) -> Step:
    """Gives a member another name, at the same place among its fellows."""

    def step(data: Record) -> None:
        holder, last = _holder(data, where)
        members = list(holder.items())
        holder.clear()
        holder.update((name if key == last else key, item) for key, item in members)

    return step


def move(where: str, to: str, instead: Json = ABSENT) -> Step:
    """Moves something elsewhere, and leaves something in its place."""

    def step(data: Record) -> None:
        value = at(data, where)
        drop(where)(data) if instead is ABSENT else put(where, instead)(data)
        holder: Json = data
        for head in split_pointer(to)[:-1]:
            is_list = isinstance(holder, list)
            holder = holder[int(head)] if is_list else holder.setdefault(head, {})
        put(to, value)(data)

    return step


def turn(where: str) -> Step:
    """Puts what stands in a list or a mapping in the opposite order."""

    def step(data: Record) -> None:
        found = at(data, where)
        if isinstance(found, list):
            found.reverse()
        else:
            members = list(found.items())[::-1]
            found.clear()
            found.update(members)

    return step


def say_instead(before: str, after: str) -> Step:
    """Replaces a text in the whole document, as written in JSON."""

    def step(data: Record) -> None:
        changed = json.loads(json.dumps(data).replace(before, after))
        data.clear()
        data.update(changed)

    return step


def after(data: Record, *steps: Step) -> Record:
    """Returns a document as it is after these steps."""
    changed = deepcopy(data)
    for step in steps:
        step(changed)
    return changed


def shop_edit(
    name: str,
    category: str,
    truths: tuple[Truth, Truth],
    *steps: Step,
    given: tuple[Step, ...] = NOTHING,
    version: str = "3.0",
    why: str = "",
    parts: tuple[Part, ...] = (),
    forward: tuple[int, Json] | None = None,
    backward: tuple[int, Json] | None = None,
    findings: int = 1,
) -> Edit:
    """An edit of the shop.

    Args:
        name: Names it.
        category: What it is about.
        truths: Of the edit, and of the edit taken back.
        *steps: Make the edit.
        given: Make the shop that is edited.
        version: Of OpenAPI.
        why: The criterion.
        parts: The messages that it reaches.
        forward: Index of a part, and a message that shows what breaks.
        backward: The same of the edit taken back.
        findings: How many places differ.
    """
    first = after(shop(version), *given)
    return Edit(
        id=name,
        category=category,
        before=document(first),
        after=document(after(first, *steps)),
        forward=truths[0],
        backward=truths[1],
        why=why,
        parts=parts,
        forward_witness=forward,
        backward_witness=backward,
        findings=findings,
    )
