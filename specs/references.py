"""Where a description refers to something, and where it only holds data that looks like it."""

from collections.abc import Iterator
from typing import Final
from urllib.parse import quote, unquote

from specs.values import Json, pointer

NAME_MAPS: Final = frozenset(
    (
        "$defs",
        "callbacks",
        "content",
        "definitions",
        "dependencies",
        "dependentRequired",
        "dependentSchemas",
        "encoding",
        "headers",
        "links",
        "parameters",
        "pathItems",
        "paths",
        "patternProperties",
        "properties",
        "requestBodies",
        "responses",
        "schemas",
        "securitySchemes",
        "variables",
        "webhooks",
    )
)
"""Keywords whose members are names that an author chose, so a member may be called `example`."""

DATA_WORDS: Final = frozenset(("example", "examples", "default", "enum", "const", "value"))
"""Keywords that hold data; a `$ref` in there is a member of the data."""

EMBEDDED: Final = "x-referenced-files"
"""The member of an assembled document that holds the other files by name."""


def fragment(reference: str) -> str:
    """Returns the JSON pointer of a local reference, percent-decoded.

    >>> fragment("#/components/schemas/A%20B")
    '/components/schemas/A B'
    """
    return unquote(reference.partition("#")[2])


def local_reference(where: str) -> str:
    """Returns the reference to a place in the same document.

    >>> local_reference("/components/schemas/A B")
    '#/components/schemas/A%20B'
    """
    return "#" + quote(where, safe="/~:@!$&'()*+,;=-._")


def walk_references(value: Json, where: str, *, named: bool) -> Iterator[tuple[str, str]]:
    """Yields (reference, pointer of its holder) under a value; data and x- words are left alone.

    Args:
        value: Where to look.
        where: The pointer of `value`.
        named: Whether the members of `value` are names that an author chose.
    """
    if isinstance(value, list):
        for index, item in enumerate(value):
            if isinstance(item, dict | list):
                yield from walk_references(item, f"{where}/{index}", named=False)
    elif isinstance(value, dict):
        reference = value.get("$ref")
        if isinstance(reference, str):  # as a name it would name an object
            yield reference, where
        for name, item in value.items():
            if isinstance(item, dict | list) and (named or is_followed(name)):
                yield from walk_references(
                    item, where + pointer(name), named=not named and is_name_map(name)
                )


def is_followed(word: str) -> bool:
    """Whether references may stand under a word of a description."""
    return word not in DATA_WORDS and (not word.startswith("x-") or word == EMBEDDED)


def is_name_map(word: str) -> bool:
    """Whether the members of a word of a description are names that an author chose."""
    return word in NAME_MAPS or word == EMBEDDED
