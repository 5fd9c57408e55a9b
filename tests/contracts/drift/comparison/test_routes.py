"""Which operation of one document is which of another."""

from contracts.drift.comparison.routes import match_routes, routes_of
from specs.values import Record
from tests.support.documents import api, bundle_of, operation


def _matched(base: Record, revision: Record) -> list[tuple[str, str]]:
    found = match_routes(routes_of(bundle_of(base)), routes_of(bundle_of(revision)))
    return [(old.operation.label, new.operation.label) for old, new in found.pairs]


def _document(server: str, *paths: str, **variables: Record) -> Record:
    servers = [{"url": server, "variables": variables}]
    return api({path: {"get": operation()} for path in paths}, servers=servers)


def test_parameters_may_have_other_names() -> None:
    base = _document("/", "/users/{id}", "/users/{id}/notes/{note}")
    revision = _document("/", "/users/{user}/notes/{n}", "/users/{user}")

    assert _matched(base, revision) == [
        ("GET /users/{id}", "GET /users/{user}"),
        ("GET /users/{id}/notes/{note}", "GET /users/{user}/notes/{n}"),
    ]


def test_a_written_name_is_no_parameter() -> None:
    assert _matched(_document("/", "/users/{id}"), _document("/", "/users/me")) == []


def test_a_base_path_moves_between_paths_and_servers() -> None:
    base = _document("https://a.test", "/v1/users", "/v1/users/{id}")
    revision = _document("https://b.test/v1/", "/users", "/users/{user}")

    assert _matched(base, revision) == [
        ("GET /v1/users", "GET /users"),
        ("GET /v1/users/{id}", "GET /users/{user}"),
    ]
    assert len(_matched(revision, base)) == 2


def test_a_parameter_moves_into_a_server() -> None:
    base = _document("https://a.test", "/{tenant}/users/{id}")
    revision = _document("https://a.test/{t}", "/users/{id}", t={"default": "x"})

    assert _matched(base, revision) == [("GET /{tenant}/users/{id}", "GET /users/{id}")]


def test_what_is_reached_by_the_same_url_is_the_same_however_it_is_written() -> None:
    base = _document("https://a.test", "/users", "/v1/users")
    revision = _document("https://a.test/v1", "/users", "/v1/users")

    assert _matched(base, revision) == [("GET /v1/users", "GET /users")]


def test_what_is_reached_nowhere_as_before_is_matched_by_its_path() -> None:
    base = _document("https://a.test/v1", "/users")

    assert _matched(base, _document("https://a.test/v2", "/users")) == [
        ("GET /users", "GET /users")
    ]
