"""Paths and the operations to whose templates they fit."""

from pathlib import Path

import pytest

from contracts.drift.traffic.paths import PathIndex
from tests.contracts.drift.traffic.conftest import api

LABELS = (
    "GET /a/{id}",
    "GET /a/b",
    "PUT /{x}/b",
    "GET /a/{id}/c",
    "GET /a/b/d",
    "GET /r/{name}.{kind}",
    "GET /r/{name}",
    "GET /caf%C3%A9",
    "GET /",
)


@pytest.mark.parametrize(
    ("method", "path", "label", "literals"),
    [
        ("GET", "/a/b", "GET /a/b", 2),
        ("GET", "/a/x", "GET /a/{id}", 1),
        ("PUT", "/a/b", "PUT /{x}/b", 1),
        ("GET", "/a/b/c", "GET /a/{id}/c", 2),
        ("GET", "/r/x.csv", "GET /r/{name}.{kind}", 2),
        ("GET", "/r/x", "GET /r/{name}", 1),
        ("GET", "/caf%c3%a9", "GET /caf%C3%A9", 1),
        ("GET", "/", "GET /", 0),
    ],
)
def test_the_most_literal_template_is_found(
    tmp_path: Path, method: str, path: str, label: str, literals: int
) -> None:
    found = PathIndex(api(tmp_path, *LABELS).operations).find(method, path)

    assert found is not None
    assert (found.operation.label, found.literals) == (label, literals)


@pytest.mark.parametrize("path", ["/a", "/a/", "/a/x/y", "/a/x/c/", "//b", "/r/", "/A/b/d/e"])
def test_other_paths_lead_nowhere(tmp_path: Path, path: str) -> None:
    assert PathIndex(api(tmp_path, *LABELS).operations).find("GET", path) is None


def test_methods_of_all_fitting_templates_are_told(tmp_path: Path) -> None:
    index = PathIndex(api(tmp_path, *LABELS).operations)

    assert index.methods_of("/a/b") == {"GET", "PUT"}
    assert index.methods_of("/nowhere") == frozenset()
