"""Changes sent as patches: JSON Merge Patch (RFC 7396) and JSON Patch (RFC 6902)."""

import copy
from typing import Final

from specs.values import ABSENT, Json, find, pointer, split_pointer

_NEEDED: Final = {
    "add": ("path", "value"),
    "replace": ("path", "value"),
    "test": ("path", "value"),
    "remove": ("path",),
    "move": ("from", "path"),
    "copy": ("from", "path"),
}


class BadPatch(Exception):
    """The patch cannot be applied; the text says why."""


def merged(target: Json, patch: Json) -> Json:
    """Returns a value with a merge patch applied; null takes a member out.

    >>> merged({"a": 1, "b": {"c": 2, "d": 3}}, {"a": None, "b": {"d": 4}})
    {'b': {'c': 2, 'd': 4}}
    """
    if not isinstance(patch, dict):
        return patch
    made = dict(target) if isinstance(target, dict) else {}
    for name, item in patch.items():
        if item is None:
            made.pop(name, None)
        else:
            made[name] = merged(made.get(name), item)
    return made


def patched(target: Json, patch: Json) -> Json:
    """Returns a value with the operations of a JSON Patch applied in order.

    Raises:
        BadPatch: One of them cannot be applied, or a test fails.
    """
    if not isinstance(patch, list):
        raise BadPatch("A JSON Patch is an array of operations.")
    made = copy.deepcopy(target)
    for index, step in enumerate(patch):
        name = step.get("op") if isinstance(step, dict) else None
        if name not in _NEEDED or any(key not in step for key in _NEEDED[name]):
            raise BadPatch(f"Operation {index} of the patch is none of RFC 6902.")
        try:
            made = _applied(made, name, step)
        except BadPatch as bad:
            raise BadPatch(f"Operation {index} of the patch fails: {bad}") from bad
    return made


def _applied(value: Json, name: str, step: dict[str, Json]) -> Json:
    where = _checked(step["path"])
    if name == "test":
        if find(value, where) != step["value"]:
            raise BadPatch(f"{where or '/'} is not what it says.")
        return value
    if name == "remove":
        return _removed(value, where)
    if name == "replace":
        return _added(_removed(value, where) if where else value, where, step["value"])
    if name == "add":
        return _added(value, where, step["value"])
    source = _checked(step["from"])
    moved = find(value, source)
    if moved is ABSENT:
        raise BadPatch(f"there is nothing at {source}.")
    if name == "move":
        if where.startswith(source + "/"):
            raise BadPatch("nothing can be moved into itself.")
        value = _removed(value, source)
    return _added(value, where, copy.deepcopy(moved))


def _checked(where: Json) -> str:
    if not isinstance(where, str) or (where and not where.startswith("/")):
        raise BadPatch(f"{where!r} is no JSON pointer.")
    return where


def _holder(value: Json, where: str) -> tuple[Json, str]:
    *outer, last = split_pointer(where)
    return find(value, pointer(*outer)), last


def _added(value: Json, where: str, item: Json) -> Json:
    if not where:
        return item
    inside, last = _holder(value, where)
    if isinstance(inside, dict):
        inside[last] = item
    elif isinstance(inside, list) and (last == "-" or _is_index(last, len(inside))):
        inside.insert(len(inside) if last == "-" else int(last), item)
    else:
        raise BadPatch(f"nothing can be put at {where}.")
    return value


def _removed(value: Json, where: str) -> Json:
    inside, last = _holder(value, where) if where else (None, "")
    if isinstance(inside, dict) and last in inside:
        del inside[last]
    elif isinstance(inside, list) and _is_index(last, len(inside) - 1):
        del inside[int(last)]
    else:
        raise BadPatch(f"there is nothing at {where or '/'} to take out.")
    return value


def _is_index(text: str, most: int) -> bool:
    return text.isdecimal() and len(text) < 9 and int(text) <= most and str(int(text)) == text
