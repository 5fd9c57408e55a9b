"""A path belongs to the operation whose template fits it best."""

import pytest

from contracts.run.paths import PathIndex, exact
from tests.support.documents import api, bundle_of, operation
from tests.support.exchanges import bundled

INDEX = PathIndex(
    bundle_of(
        api(
            {
                "/users/{id}": {"get": operation("user"), "delete": operation("remove")},
                "/users/me": {"get": operation("me")},
                "/users/{id}/files/{name}.json": {"get": operation("file")},
                "/a b/{x}": {"get": operation("spaced")},
                "/v1.0/x": {"get": operation("dotted")},
            }
        )
    )
)


@pytest.mark.parametrize(
    ("method", "path", "operation_id"),
    [
        ("GET", "/users/7", "user"),
        ("DELETE", "/users/me", "remove"),
        ("GET", "/users/me", "me"),
        ("GET", "/users/a%2Fb", "user"),
        ("GET", "/users/7/files/x.json", "file"),
        ("GET", "/v1.0/x", "dotted"),
    ],
)
def test_operation_of_a_path_is_found(method: str, path: str, operation_id: str) -> None:
    found = INDEX.find(method, path)

    assert found is not None
    assert found.operation_id == operation_id


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/users/7"),
        ("GET", "/users/"),
        ("GET", "/users/7/"),
        ("GET", "/users/a/b"),
        ("GET", "/users/7?x=1"),
        ("GET", "/v1x0/x"),
        ("GET", "/USERS/7"),
        ("get", "/users/7"),
    ],
)
def test_other_paths_belong_to_nothing(method: str, path: str) -> None:
    assert INDEX.find(method, path) is None


def test_template_is_taken_literally_outside_its_parameters() -> None:
    assert exact("/a.b/{x}+{y}").fullmatch("/a.b/1+2")
    assert not exact("/a.b/{x}+{y}").fullmatch("/acb/1+2")
    assert not exact("/a/{x}").fullmatch("/a/")


@pytest.mark.parametrize("name", ["criteo", "sessionm", "spaaza"])
def test_every_operation_of_a_bundled_api_is_found(name: str) -> None:
    index = PathIndex(bundled(name))

    for operation_ in bundled(name).operations:
        assert index.find(operation_.method, operation_.path.replace("{", "").replace("}", ""))
