"""A slightly broken document, loaded leniently."""

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from specs.bundle import Bundle
from specs.values import Record

MINIMAL: Record = {"openapi": "3.1.0", "info": {"title": "Broken", "version": "1"}, "paths": {}}


@pytest.fixture
def mended(write: Callable[..., Path]) -> Callable[..., Bundle]:
    """Loads a document from its members; `get` is the operation of the one path `/a`."""

    def load(*, get: Record | None = None, version: str = "3.1.0", **members: object) -> Bundle:
        paths = {} if get is None else {"/a": {"get": {"responses": {}, **get}}}
        data = {**MINIMAL, "openapi": version, "paths": paths, **members}
        return Bundle.load(write(yaml.safe_dump(data, sort_keys=False), "broken.yaml"))

    return load


@pytest.fixture
def told(mended: Callable[..., Bundle]) -> Callable[..., list[str]]:
    """Returns the reasons that are told of a document."""

    def load(**members: object) -> list[str]:
        return [one.reason for one in mended(**members).left_out]

    return load
