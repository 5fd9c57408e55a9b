from pathlib import Path

import pytest

from specs.errors import InvalidSpec
from specs.versions import read_version
from specs.yaml_reader import parse_text


def version(text: str) -> tuple[str, str]:
    found = read_version(parse_text(text, Path("api.yaml")))
    return found.written, found.rules


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("openapi: 3.0.3", ("3.0.3", "3.0")),
        ("openapi: 3.0", ("3.0", "3.0")),
        ("openapi: 3.1.0-rc1", ("3.1.0-rc1", "3.1")),
        ("openapi: 3.2.0", ("3.2.0", "3.1")),
        ('swagger: "2.0"', ("2.0", "2.0")),
        ("swagger: 2.0", ("2.0", "2.0")),
        ("swagger: 2", ("2", "2.0")),
    ],
)
def test_version_is_read_by_known_rules(text: str, found: tuple[str, str]) -> None:
    assert version(text) == found


@pytest.mark.parametrize(
    "text", ["openapi: 3.3.0", "openapi: 30.1", "openapi: 2.0", "swagger: 3.0.0", "swagger: {}"]
)
def test_unknown_version_is_refused_with_its_line(text: str) -> None:
    with pytest.raises(InvalidSpec, match="is not known here") as caught:
        version(f"# An API\n{text}")

    assert caught.value.line == 2
