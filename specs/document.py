"""An OpenAPI file in memory: its data, its version, and where each part of it stands."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from specs.errors import DanglingReference, InvalidSpec, nearest_name
from specs.values import ABSENT, Json, Record, find, pointer, split_pointer
from specs.yaml_reader import SourceText, read_text

VERSIONS: Final = ("3.0", "3.1")

NAME_MAPS: Final = frozenset(
    (
        "$defs",
        "callbacks",
        "content",
        "definitions",
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


class Document:
    """One OpenAPI 3.0 or 3.1 file."""

    def __init__(self, source: SourceText) -> None:
        self.path: Path = source.path
        self.data: Record = source.value
        self.version: str = ".".join(str(self.data.get("openapi", "")).split(".")[:2])
        self._source = source

    @classmethod
    def load(cls, path: Path) -> "Document":
        """Reads a file and checks that it says it is OpenAPI and that its references resolve.

        Raises:
            UnreadableFile: The file is missing or is not YAML.
            InvalidSpec: The file is not OpenAPI 3.0 or 3.1.
            DanglingReference: A `$ref` names nothing.
        """
        source = read_text(path)
        if not isinstance(source.value, dict) or "openapi" not in source.value:
            said = "swagger" if isinstance(source.value, dict) and "swagger" in source.value else ""
            raise InvalidSpec(
                "this is Swagger 2.0" if said else "this is not an OpenAPI file",
                file=path,
                line=1,
                expected="a mapping with the member `openapi: 3.0.x` or `3.1.x`",
                do="Convert the file to OpenAPI 3" if said else "Point at an OpenAPI file",
            )
        document = cls(source)
        if document.version not in VERSIONS:
            raise InvalidSpec(
                f"OpenAPI version {source.value['openapi']!r} is not known here",
                file=path,
                line=source.line("/openapi"),
                expected="3.0.x or 3.1.x",
            )
        if not isinstance(document.data.get("paths", {}), dict):
            raise InvalidSpec(
                "`paths` is not a mapping",
                file=path,
                line=document.line("/paths"),
                expected="path templates with their operations, such as `/campaigns/{id}:`",
                do="Put each path as a key under `paths`",
            )
        document._check_references()
        return document

    def line(self, where: str) -> int:
        """Returns the 1-based line of the value at a JSON pointer."""
        return self._source.line(where)

    def place(self, where: str) -> str:
        """Returns `file:line` of the value at a JSON pointer."""
        return f"{self.path}:{self.line(where)}"

    def at(self, where: str) -> Json:
        """Returns the value at a JSON pointer, or `ABSENT`."""
        return find(self.data, where)

    def dereference(self, value: Json, where: str) -> tuple[Json, str]:
        """Follows `$ref` until something else stands there.

        Returns:
            The value and the JSON pointer of the place where it really stands.

        Raises:
            InvalidSpec: The references go in a circle.
        """
        seen: set[str] = set()
        while isinstance(value, dict) and isinstance(reference := value.get("$ref"), str):
            if reference in seen:
                raise InvalidSpec(
                    f"the reference {reference!r} leads back to itself",
                    file=self.path,
                    line=self.line(where),
                )
            seen.add(reference)
            where = fragment(reference)
            value = self.at(where)
        return value, where

    def references(self) -> Iterator[tuple[str, str]]:
        """Yields each `$ref` outside of data, with the pointer of the object that holds it."""
        yield from walk_references(self.data, "", named=False)

    def _check_references(self) -> None:
        for reference, where in self.references():
            line = self.line(where + "/$ref")
            if not reference.startswith("#"):
                raise InvalidSpec(
                    f"the reference {reference!r} leaves this file",
                    file=self.path,
                    line=line,
                    expected="a reference inside the document, such as #/components/schemas/Name",
                    do="Bundle the files into one first",
                )
            target = fragment(reference)
            if self.at(target) is ABSENT:
                parent = self.at(pointer(*split_pointer(target)[:-1]))
                known = parent if isinstance(parent, dict) else ()
                nearest = nearest_name(split_pointer(target)[-1] if target else "", known)
                raise DanglingReference(reference, file=self.path, line=line, nearest=nearest)


def fragment(reference: str) -> str:
    """Returns the JSON pointer of a local reference, percent-decoded.

    >>> fragment("#/components/schemas/A%20B")
    '/components/schemas/A B'
    """
    return unquote(reference.partition("#")[2])


def walk_references(value: Json, where: str, *, named: bool) -> Iterator[tuple[str, str]]:
    """Yields (reference, pointer of its holder) under a value.

    Args:
        value: Where to look.
        where: The pointer of `value`.
        named: Whether the members of `value` are names that an author chose.
    """
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from walk_references(item, f"{where}/{index}", named=False)
    elif isinstance(value, dict):
        reference = value.get("$ref")
        if isinstance(reference, str) and not named:
            yield reference, where
        for name, item in value.items():
            if named or name not in DATA_WORDS:
                yield from walk_references(
                    item, where + pointer(name), named=not named and name in NAME_MAPS
                )
