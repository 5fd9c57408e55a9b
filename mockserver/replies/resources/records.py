"""Changing a JSON value at a place that a pointer names."""

from typing import Final

from specs.values import Json, Record, find, pointer, split_pointer

DELETED: Final = "$deleted"
"""The one member of a record that stands for a thing that was deleted."""


def put_at(value: Record, where: str, item: Json) -> bool:
    """Puts an item into an object, making the objects on the way.

    Returns:
        Whether the place could be reached; it cannot through what is no object.
    """
    *outer, last = split_pointer(where)
    inside: Json = value
    for name in outer:
        inside = inside.setdefault(name, {})
        if not isinstance(inside, dict):
            return False
    inside[last] = item
    return True


def set_in(value: Json, where: str, item: Json) -> bool:
    """Puts an item into an object or in the place of an array's item that is there.

    Returns:
        Whether there is such a place.
    """
    *outer, last = split_pointer(where)
    inside = find(value, pointer(*outer))
    if isinstance(inside, dict):
        inside[last] = item
        return True
    if isinstance(inside, list) and last.isdecimal() and int(last) < len(inside):
        inside[int(last)] = item
        return True
    return False


def remove_at(value: Json, where: str) -> bool:
    """Removes a member of an object or an item of an array.

    Returns:
        Whether it was there.
    """
    *outer, last = split_pointer(where)
    inside = find(value, pointer(*outer))
    if isinstance(inside, dict) and last in inside:
        del inside[last]
        return True
    if isinstance(inside, list) and last.isdecimal() and int(last) < len(inside):
        del inside[int(last)]
        return True
    return False


def is_deleted(record: Record) -> bool:
    """Whether a record stands for a thing that was deleted."""
    return record.get(DELETED) is True


def is_hidden(name: str) -> bool:
    """Whether a member is a note of the mock's own, which no answer shows."""
    return name.startswith("$") and name != "$ref" and name != "$schema"


def text_of(value: Json) -> str | None:
    """Returns an id as text, as a path has it; None for what cannot be one.

    >>> text_of(7), text_of("a b"), text_of(7.0), text_of(True), text_of(None)
    ('7', 'a b', '7', None, None)
    """
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return str(int(value)) if value == int(value) else str(value)
