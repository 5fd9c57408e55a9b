"""A read-only target suffers no request that writes, however it is written down."""

from urllib.parse import quote

import pytest

from contracts.finding import Request
from contracts.run.guard import Guard, is_write
from specs.bundle import Bundle
from tests.support.documents import api, bundle_of, operation, parameter
from tests.support.exchanges import bundled

OPT_IN = "/users/{id}/opt_in"
READ_ONLY_WORDS = {"name": "item", "action": "search"}


def shop() -> Bundle:
    key = [parameter("id", "path", {"type": "string"})]
    return bundle_of(
        api(
            {
                "/items": {"get": operation("list"), "post": operation("create")},
                "/items/search": {"post": operation("search", **{"x-resource": READ_ONLY_WORDS})},
                "/shops/{id}/search": {
                    "post": operation("in", parameters=key, **{"x-resource": READ_ONLY_WORDS})
                },
                OPT_IN: {"get": operation("opt", parameters=key, **{"x-side-effects": True})},
                "/users/{id}": {"get": operation("user", parameters=key)},
                "/odd": {
                    "post": operation(
                        "odd", **{"x-resource": READ_ONLY_WORDS, "x-side-effects": True}
                    )
                },
            }
        )
    )


def refusal(method: str, path: str, *, may_write: bool = False, **more: object) -> str | None:
    guard = Guard.of(shop(), may_write=may_write)
    return guard.refusal(Request(method, path, **more))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/items"),
        ("HEAD", "/items"),
        ("OPTIONS", "/items"),
        ("OPTIONS", "/users/7/opt_in"),
        ("GET", "/users/7"),
        ("GET", "/unknown"),
        ("POST", "/items/search"),
        ("POST", "/shops/7/search"),
    ],
)
def test_reads_go_through(method: str, path: str) -> None:
    assert refusal(method, path) is None


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE", "LOCK", "get", ""])
def test_other_methods_do_not(method: str) -> None:
    assert refusal(method, "/items") is not None


@pytest.mark.parametrize(
    "path",
    [
        "/items/search/",
        "/items/search/more",
        "/items/./search",
        "/items/%73earch",
        "/Items/search",
        "/items/search;x",
        "/items/search?x",
        "/shops//search",
        "/shops/1/2/search",
        "/shops/..%2F..%2Fitems%2F/search",
        "/shops/../search",
        "/shops/%2e%2e/search",
        "/odd",
    ],
)
def test_reading_post_goes_through_on_its_exact_path_only(path: str) -> None:
    assert refusal("POST", path) is not None


@pytest.mark.parametrize(
    "path",
    [
        "/users/7/opt_in",
        "/users/7/opt_in/",
        "//users//7//opt_in",
        "/users/7/./opt_in",
        "/users/7/OPT_IN",
        "/users/7/opt%5Fin",
        "/users/7/opt%255Fin",
        "/users/7/opt_in;jsessionid=1",
        "/users;v=1/7/opt_in",
        "/users/7/opt_in.json",
        "/users/a%2Fb/opt_in",
        "/users/7%2Fopt_in",
        "\\users\\7\\opt_in",
        "/users/7/opt_in%20",
        "/users/7/opt_in?x=1",
        "/users/7/opt_in#part",
        "/users/7/x/../opt_in",
        "/x/../users/7/opt_in",
        "/x/%2e%2e/users/7/opt_in",
        "/x/y/../../users/7/opt_in",
        "/../users/7/opt_in",
        "/users/../users/7/opt_in",
        "/users/7/opt_in/x/..",
    ],
)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_reads_with_side_effects_are_refused_in_any_spelling(method: str, path: str) -> None:
    assert refusal(method, path) == "it has side effects"


@pytest.mark.parametrize("value", ["7", "a b", "é", "?", "#", "a;b", "%"])
def test_side_effects_are_known_for_any_value_in_the_path(value: str) -> None:
    assert refusal("GET", f"/users/{quote(value, safe='')}/opt_in") == "it has side effects"


@pytest.mark.parametrize("name", ["X-HTTP-Method-Override", "x-http-method", "X-METHOD-OVERRIDE"])
def test_headers_that_change_the_method_are_refused(name: str) -> None:
    assert refusal("GET", "/items", headers=((name, "DELETE"),)) is not None
    assert refusal("POST", "/items/search", headers=((name, "DELETE"),)) is not None


def test_query_that_changes_the_method_is_refused() -> None:
    assert refusal("GET", "/items", query=(("_method", "DELETE"),)) is not None
    assert refusal("GET", "/items", query=(("method", "DELETE"),)) is None


@pytest.mark.parametrize(
    ("method", "path"), [("DELETE", "/items"), ("GET", "/users/7/opt_in"), ("POST", "/odd")]
)
def test_target_that_may_be_written_suffers_anything(method: str, path: str) -> None:
    assert refusal(method, path, may_write=True, query=(("_method", "PUT"),)) is None


def test_write_is_what_may_change_something() -> None:
    writes = {one.operation_id for one in shop().operations if is_write(one)}

    assert writes == {"create", "opt", "odd"}


@pytest.mark.parametrize(
    ("name", "writes"),
    [
        ("criteo", {"createCampaign", "updateCampaigns"}),
        ("sessionm", {"createCampaign", "optIn", "optInExternalUser"}),
        ("spaaza", {"interactCampaign"}),
    ],
)
def test_writes_of_bundled_apis_are_known(name: str, writes: set[str]) -> None:
    found = {one.operation_id for one in bundled(name).operations if is_write(one)}

    assert found == writes
