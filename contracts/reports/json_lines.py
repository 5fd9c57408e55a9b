"""Well-formed JSON by lines, indented, with every token as it was sent."""

import re
from collections.abc import Iterator
from typing import Final

import orjson

from specs.values import pointer

_STRING: Final = r'"(?:[^"\\]|\\.)*"'
_TOKENS: Final = re.compile(
    rf"(?P<name>{_STRING})\s*:|(?P<value>{_STRING}|\{{\s*\}}|\[\s*\]|[^\s{{}}\[\],:\"]+)"
    r"|(?P<start>[{\[])|(?P<end>[}\]])|(?P<comma>,)"
)


def indented(text: str) -> Iterator[tuple[str, str]]:
    r"""Yields the lines of well-formed JSON, each with the pointer of the value that begins there.

    No value is read and written again, so numbers, escapes and repeated names stay as they are.

    >>> [line for _, line in indented('{"a": [1.0, {}], "a": 2}')]
    ['{', '  "a": [', '    1.0,', '    {}', '  ],', '  "a": 2', '}']
    >>> [place for place, _ in indented('{"a": [1.0, {}], "a": 2}')]
    ['', '/a', '/a/0', '/a/1', '', '/a', '']
    """
    path: list[str | int] = []
    line, place = "", ""
    for found in _TOKENS.finditer(text):
        if found.lastgroup == "name":
            path[-1] = str(orjson.loads(found["name"]))
            line, place = f"{line}{found['name']}: ", pointer(*path)
        elif found.lastgroup == "start":
            yield place, line + found[0]
            path.append(0)
            line, place = "  " * len(path), pointer(*path)
        elif found.lastgroup == "end":
            yield place, line
            path.pop()
            line, place = "  " * len(path) + found[0], ""
        elif found.lastgroup == "comma":
            yield place, line + ","
            if isinstance(path[-1], int):
                path[-1] += 1
            line, place = "  " * len(path), pointer(*path)
        else:
            line += found[0]
    yield place, line
