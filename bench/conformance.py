"""How far request and response validation agrees with the official JSON Schema Test Suite.

Run as `python -m bench.conformance FOLDER`, where FOLDER is a copy of the suite. Each schema of the
suite becomes the schema of a request body and of a response in a small document: those of draft 4
in OpenAPI 3.0, those of 2020-12 in 3.1. Schemas that the suite refers to by URL stand beside it:
under `components` with that URL as their `$id`, or as files where they have another one, or none.
"""

import json
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import click

from specs.document import Document
from specs.errors import SpecError
from specs.schemas import Direction, SchemaSet
from specs.values import Json, Record, pointer

_REMOTE: Final = "http://localhost:1234/"
_PATH: Final = "/case"
_BODIES: Final[dict[Direction, tuple[str, ...]]] = {
    "request": ("requestBody",),
    "response": ("responses", "200"),
}
_DATA: Final = ("const", "enum", "default", "examples")
_ASSERTED: Final = "only an annotation by default"
"""Formats are judged here, as the suite allows; it has other tests for that."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """One dialect of OpenAPI and the draft of the suite that it stands for."""

    version: str
    folder: str
    foreign: tuple[str, ...]
    """Words that the dialect does not have; a schema that uses one cannot be put into it."""


DIALECTS: Final = (
    Dialect("3.0.3", "draft4", ("id", "$schema")),
    Dialect("3.1.0", "draft2020-12", ()),
)


@dataclass(slots=True)
class Tally:
    """What came of one part of the suite, each test asked as a request and as a response."""

    agreed: int = 0
    foreign: int = 0
    """Tests of schemas that cannot be put into a document."""
    asserted: int = 0
    """Tests that a format judges nothing."""
    lost: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        told = f"{self.agreed} of {self.agreed + len(self.lost)} agree"
        told += f", {self.foreign} cannot be said in OpenAPI" if self.foreign else ""
        return told + (f", {self.asserted} ask for formats to be ignored" if self.asserted else "")


@click.command()
@click.argument("suite", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--lost", is_flag=True, help="List the tests that were judged otherwise.")
def main(suite: Path, *, lost: bool) -> None:
    """Counts the tests on which this kit agrees with the JSON Schema Test Suite."""
    for dialect in DIALECTS:
        folder = suite / "tests" / dialect.folder
        for title, pattern in (
            ("required", "*.json"),
            ("formats", "optional/format/*.json"),
            ("other optional", "optional/*.json"),
        ):
            tally = Tally()
            for file in sorted(folder.glob(pattern)):
                judge_file(dialect, suite, file, tally)
            click.echo(f"OpenAPI {dialect.version}, {dialect.folder}, {title}: {tally}")
            for line in tally.lost if lost else ():
                click.echo(f"  {line}")


def judge_file(dialect: Dialect, suite: Path, file: Path, tally: Tally) -> None:
    """Counts the tests of one file of the suite."""
    remotes = _Remotes(suite / "remotes", dialect)
    for case in json.loads(file.read_text("utf-8")):
        tests = [test for test in case["tests"] if _ASSERTED not in test["description"]]
        tally.asserted += 2 * (len(case["tests"]) - len(tests))
        if remotes.is_foreign(case["schema"]):
            tally.foreign += 2 * len(tests)
            continue
        for direction in _BODIES:
            with tempfile.TemporaryDirectory() as folder:
                document = document_of(dialect, direction, remotes.at_home(case["schema"]))
                document["components"] = {"schemas": dict(remotes.embedded(case["schema"]))}
                remotes.write(case["schema"], Path(folder))
                path = Path(folder, "openapi.json")
                path.write_text(json.dumps(document), "utf-8")
                told = f"{file.stem}: {case['description']} ({direction})"
                _judge_case(path, direction, tests, told, tally)


def _judge_case(
    path: Path, direction: Direction, tests: list[Record], told: str, tally: Tally
) -> None:
    try:
        schemas = SchemaSet(Document.load(path))
        compiled = schemas.compile(place(direction), direction)
    except SpecError as error:
        tally.lost += [f"{told}: {error.wrong}"] * len(tests)
        return
    for test in tests:
        if compiled.is_valid(test["data"]) == test["valid"]:
            tally.agreed += 1
        else:
            tally.lost.append(f"{told}: {test['description']}: expected valid={test['valid']}")


def place(direction: Direction) -> str:
    """Returns the JSON pointer of the schema in the document of a case."""
    return pointer(
        "paths", _PATH, "post", *_BODIES[direction], "content", "application/json", "schema"
    )


def document_of(dialect: Dialect, direction: Direction, schema: Json) -> Record:
    """Returns a document with one operation that takes or gives values of a schema."""
    body = {"content": {"application/json": {"schema": at_home(schema, place(direction))}}}
    operation: Record = {"responses": {"200": {"description": "Done."}}}
    if direction == "request":
        operation["requestBody"] = body
    else:
        operation["responses"]["200"] |= body
    return {
        "openapi": dialect.version,
        "info": {"title": "One case", "version": "1"},
        "paths": {_PATH: {"post": operation}},
    }


def at_home(schema: Json, where: str) -> Json:
    """Returns a schema whose references to itself name its place in the document.

    A schema with an `$id` of its own is at home wherever it stands.
    """
    if isinstance(schema, list):
        return [at_home(item, where) for item in schema]
    if not isinstance(schema, dict) or isinstance(schema.get("$id"), str):
        return schema
    moved = {name: item if name in _DATA else at_home(item, where) for name, item in schema.items()}
    for word in ("$ref", "$dynamicRef"):
        reference = moved.get(word)
        if isinstance(reference, str) and (reference == "#" or reference.startswith("#/")):
            moved[word] = f"#{where}{reference[1:]}"
    return moved


class _Remotes:
    """The schemas that the suite serves by URL."""

    def __init__(self, folder: Path, dialect: Dialect) -> None:
        self._dialect = dialect
        self._has_ids = not dialect.foreign
        self._all: dict[str, Json] = {}
        for file in sorted(folder.rglob("*.json")):
            name = file.relative_to(folder).as_posix()
            self._all[name] = json.loads(file.read_text("utf-8"))

    def is_foreign(self, schema: Json) -> bool:
        """Whether a schema, or one that it refers to, uses words that the dialect does not have."""
        everything = [schema, *(self._all[name] for name in self._needed(schema))]
        return any(_words(one) & set(self._dialect.foreign) for one in everything)

    def embedded(self, schema: Json) -> Iterator[tuple[str, Json]]:
        """Yields the schemas that may be referred to and can have their URL as `$id`."""
        for name in self._needed(schema) if self._has_ids else ():
            if not self._is_file(name):
                yield name.replace("/", "."), {**self._all[name], "$id": _REMOTE + name}

    def write(self, schema: Json, folder: Path) -> None:
        """Writes the others as files."""
        for name in self._needed(schema):
            if self._is_file(name):
                path = folder / "remotes" / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(json.dumps(self.at_home(self._all[name])), "utf-8")

    def at_home(self, schema: Json) -> Json:
        """Returns a schema whose references to those others name their files."""
        if isinstance(schema, list):
            return [self.at_home(item) for item in schema]
        if not isinstance(schema, dict):
            return schema
        moved = {
            name: item if name in _DATA else self.at_home(item) for name, item in schema.items()
        }
        reference = moved.get("$ref")
        if isinstance(reference, str) and reference.startswith(_REMOTE):
            name = reference.removeprefix(_REMOTE)
            if self._is_file(name.partition("#")[0]):
                moved["$ref"] = "remotes/" + name
        return moved

    def _is_file(self, name: str) -> bool:
        remote = self._all.get(name)
        if not self._has_ids or not isinstance(remote, dict):
            return name in self._all
        return remote.get("$id", _REMOTE + name) != _REMOTE + name

    def _needed(self, schema: Json) -> list[str]:
        text = json.dumps(schema)
        if _REMOTE not in text:
            return []
        named = [name for name in self._all if _REMOTE + name in text]
        own = [name for name in self._all if name.startswith(self._dialect.folder + "/")]
        return list(dict.fromkeys(named + (own if self._has_ids else [])))


def _words(schema: Json) -> set[str]:
    """Returns the words of a schema that have a text as their value."""
    if isinstance(schema, list):
        return {word for item in schema for word in _words(item)}
    if not isinstance(schema, dict):
        return set()
    own = {name for name, item in schema.items() if isinstance(item, str)}
    inner = (_words(item) for name, item in schema.items() if name not in _DATA)
    return own.union(*inner)


if __name__ == "__main__":
    sys.exit(main(prog_name="python -m bench.conformance"))
