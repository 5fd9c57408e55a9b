"""Ways to put a small description on disk."""

import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from specs.bundle import Bundle
from specs.document import Document
from specs.operation import Operation
from specs.operation_reader import read_operations
from specs.values import Record

YES: Record = {"200": {"description": "Yes."}}

MINIMAL = {"openapi": "3.1.0", "info": {"title": "Small", "version": "1"}, "paths": {}}


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Writes a dedented text to a file below a fresh folder and returns its path."""

    def write_text(text: str, name: str = "openapi.yaml") -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(textwrap.dedent(text), encoding="utf-8")
        return path

    return write_text


@pytest.fixture
def document(write: Callable[..., Path]) -> Callable[..., Document]:
    """Loads a document from its members besides `openapi`, `info` and `paths`."""

    def load(*, version: str = "3.1.0", **members: object) -> Document:
        data: Record = {**MINIMAL, "openapi": version, **members}
        return Document.load(write(yaml.safe_dump(data, sort_keys=False)))

    return load


@pytest.fixture
def bundle(document: Callable[..., Document]) -> Callable[..., Bundle]:
    """Loads an API folder from the members of its document."""

    def load(**members: object) -> Bundle:
        return Bundle.load(document(**members).path.parent)

    return load


@pytest.fixture
def get(document: Callable[..., Document]) -> Callable[..., Operation]:
    """Reads the one operation `GET /a/{id}` that has the given members."""

    def read(*, item: Record | None = None, root: Record | None = None, **members: object):
        operation = {"responses": YES, **members}
        paths = {"/a/{id}": {**(item or {}), "get": operation}}
        (found,) = read_operations(document(paths=paths, **(root or {})))
        return found

    return read
