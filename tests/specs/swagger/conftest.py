"""A small document of OpenAPI 2.0, converted."""

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from specs.bundle import Bundle
from specs.values import Record

OPERATION: Record = {"responses": {"200": {"description": "Yes."}}}


@pytest.fixture
def swagger(write: Callable[..., Path]) -> Callable[..., Bundle]:
    """Loads a document of 2.0 from its members; `get` is that of the one path `/a`."""

    def load(*, get: Record | None = None, strict: bool = True, **members: object) -> Bundle:
        data: Record = {"swagger": "2.0", "info": {"title": "Old", "version": "1"}}
        data["paths"] = {} if get is None else {"/a": {"get": {**OPERATION, **get}}}
        path = write(yaml.safe_dump({**data, **members}, sort_keys=False), "old.yaml")
        return Bundle.load(path, strict=strict)

    return load
