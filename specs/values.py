"""JSON values and the pointers that name places inside them (RFC 6901)."""

from typing import Any, Final, TypeAlias

Json: TypeAlias = Any
"""A JSON value: None, bool, int, float, str, list or dict. Schemas judge its shape, not types."""

Record: TypeAlias = dict[str, Json]
"""A JSON object."""


class Missing:
    """Stands for "not there" where null is a legal value. Its only instance is `ABSENT`."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "ABSENT"

    def __bool__(self) -> bool:
        return False


ABSENT: Final = Missing()


def pointer(*parts: str | int) -> str:
    """Joins reference tokens into a JSON pointer.

    >>> pointer("paths", "/campaigns/{id}", "get")
    '/paths/~1campaigns~1{id}/get'
    """
    joined = ""
    for part in parts:
        name = part if type(part) is str else str(part)
        if "~" in name or "/" in name:
            name = name.replace("~", "~0").replace("/", "~1")
        joined += f"/{name}"
    return joined


def split_pointer(text: str) -> list[str]:
    """Splits a JSON pointer into its reference tokens.

    >>> split_pointer("/paths/~1campaigns/get")
    ['paths', '/campaigns', 'get']
    """
    parts = text.split("/")[1:]
    if "~" in text:
        return [part.replace("~1", "/").replace("~0", "~") for part in parts]
    return parts


def find(value: Json, where: str) -> Json:
    """Returns the value that a JSON pointer names, or `ABSENT`.

    >>> find({"errors": [{"code": 6}]}, "/errors/0/code")
    6
    """
    for part in split_pointer(where):
        if isinstance(value, dict):
            if part not in value:
                return ABSENT
            value = value[part]
        elif isinstance(value, list):
            if not part.isdecimal() or int(part) >= len(value):
                return ABSENT
            value = value[int(part)]
        else:
            return ABSENT
    return value


def find_all(value: Json, where: str) -> list[Json]:
    """Returns the values that a pointer with `*` for "each item" names.

    >>> find_all({"errors": [{"code": "a"}, {"code": "b"}]}, "/errors/*/code")
    ['a', 'b']
    """
    found = [value]
    for part in split_pointer(where):
        step: list[Json] = []
        for item in found:
            if part == "*" and isinstance(item, list):
                step.extend(item)
            elif part == "*" and isinstance(item, dict):
                step.extend(item.values())
            elif (child := find(item, pointer(part))) is not ABSENT:
                step.append(child)
        found = step
    return found
