"""Two documents as wholes: their operations and servers, and that the rest is passed over."""

from collections.abc import Callable
from datetime import date
from random import Random

import pytest

from contracts.drift.change import Change
from contracts.drift.comparison import compare
from contracts.drift.schemas import Judge
from specs.discovery import discover
from specs.values import Json, Record
from tests.support.compared import PASSED_OVER, BothWays, Silent, Told
from tests.support.documents import api, bundle_of, operation, parameter, response, takes
from tests.support.drift_pairs.editing import Step, after, drop, move, put, rename, turn
from tests.support.drift_pairs.shop import shop

GET = "/paths/~1users/get"
ITEM = {
    "parameters": [parameter("limit", "query", {"type": "integer"})],
    "get": operation("users"),
    "post": operation("make", requestBody=takes({"type": "object"})),
}
HOME = "https://api.test"


def _document(*servers: str, **paths: Record) -> Record:
    listed: Json = [{"url": url} for url in servers]
    named = {f"/{name.replace('__', '/')}": item for name, item in paths.items()}
    return (
        api(named or {"/users": ITEM}, servers=listed)
        if servers
        else api(named or {"/users": ITEM})
    )


def _sunset(day: str) -> Record:
    return after(_document(), put(f"{GET}/deprecated", True), put(f"{GET}/x-sunset", day))


REGIONS = after(
    _document("https://{region}.api.test/v1"),
    put("/servers/0/variables", {"region": {"default": "eu", "enum": ["eu", "us"]}}),
)

CHANGES: tuple[Told, ...] = (
    ("operation_removed", "operation_added", _document(), (drop("/paths/~1users/post"),)),
    ("operation_deprecated", "operation_no_longer_deprecated", _document(),
     (put(f"{GET}/deprecated", True),)),
    ("operation_deprecated", "operation_no_longer_deprecated", _document(),
     (put(f"{GET}/deprecated", True), put(f"{GET}/x-sunset", "2030-01-01"))),
    ("sunset_put_off", "sunset_brought_forward", _sunset("2030-01-01"),
     (put(f"{GET}/x-sunset", "2031-01-01T00:00:00Z"),)),
    ("sunset_brought_forward", "sunset_put_off", _sunset("2030-01-01"),
     (drop(f"{GET}/x-sunset"),)),
    ("operation_id_changed", "operation_id_changed", _document(),
     (put(f"{GET}/operationId", "u"),)),
    ("server_added", "server_removed", _document(HOME),
     (put("/servers/-", {"url": "https://b.test"}),)),
    ("server_removed", "server_removed", _document(HOME),
     (put("/servers/0/url", "https://b.test"),)),
    ("server_removed", "server_removed", _document(HOME),
     (put("/servers/0/url", "http://api.test"),)),
    ("server_removed", "server_added", _document(HOME), (drop("/servers"),)),
    ("server_path_changed", "server_path_changed", _document("/v1"), (put("/servers", [
        {"url": "/{version}", "variables": {"version": {"default": "v2"}}}]),)),
    ("server_removed", "server_added", REGIONS,
     (put("/servers/0/variables/region/enum", ["eu"]),)),
    ("server_path_changed", "server_path_changed", _document(f"{HOME}/v1"),
     (put("/servers/0/url", f"{HOME}/v2"),)),
    ("server_path_changed", "server_path_changed", _document("/v1"),
     (put("/servers/0/url", "https://b.test/v2"),)),
    ("server_path_changed", "server_path_changed",
     _document(f"{HOME}/v1", users={"get": operation()}),
     (put(f"{GET}/servers", [{"url": f"{HOME}/v2"}]),)),
)  # fmt: skip

SILENT: tuple[Silent, ...] = (
    (_document(), (put("/info", {"title": "Other", "version": "2"}),)),
    (_document(), (put("/tags", [{"name": "users"}]), put(f"{GET}/tags", ["users"]))),
    (_document(), (put(f"{GET}/summary", "s"), put(f"{GET}/description", "d"))),
    (_document(a=ITEM, b={"get": operation("b")}), (turn("/paths"), turn("/paths/~1a"))),
    (_document(), (move("/paths/~1users", "/components/pathItems/U",
                        {"$ref": "#/components/pathItems/U"}),)),
    (_document(HOME), (put("/servers/0/url", "https://API.test/"),)),
    (_document(HOME), (put("/servers/0/description", "Live."),)),
    (_document(HOME, "https://b.test"), (turn("/servers"),)),
    (after(_document("/{base}"), put("/servers/0/variables", {"base": {"default": "v1"}})),
     (put("/servers/0/variables/base/default", "v2"),)),
    (_document("/v1"), (put("/servers", [
        {"url": "/{version}", "variables": {"version": {"default": "v1"}}}]),)),
    (_document(HOME), (put("/servers", [
        {"url": "{origin}", "variables": {"origin": {"default": HOME}}}]),)),
    (_document(HOME), (put(f"{GET}/servers", [{"url": f"{HOME}/"}]),)),
    (_document(HOME), (put("/paths/~1users/servers", [{"url": HOME}]),)),
    (REGIONS, (put("/servers", [{"url": f"https://{one}.api.test/v1"} for one in ("us", "eu")]),)),
    (REGIONS, (put("/servers/0/variables/region/default", "us"),)),
    (REGIONS, (put("/servers/0/url", "https://{r}.api.test/v1"),
               put("/servers/0/variables", {"r": {"default": "eu", "enum": ["us", "eu"]}}))),
    (_document(HOME, v1__users=ITEM, v1__users__a=ITEM),
     (put("/servers/0/url", f"{HOME}/v1"), rename("/paths/~1v1~1users", "/users"),
      rename("/paths/~1v1~1users~1a", "/users/a"))),
    (_sunset("2030-01-01"), (put(f"{GET}/x-sunset", "Tue, 01 Jan 2030 00:00:00 GMT"),)),
)  # fmt: skip


@pytest.mark.parametrize(("rule", "back", "base", "edit"), CHANGES)
def test_a_change_of_the_whole_is_told_once(
    rule: str, back: str, base: Record, edit: tuple[Step, ...], both_ways: BothWays
) -> None:
    assert both_ways(base, *edit) == ([rule], [back])


@pytest.mark.parametrize(("base", "edit"), SILENT)
def test_what_changes_nothing_on_the_wire_is_passed_over(
    base: Record, edit: tuple[Step, ...], both_ways: BothWays
) -> None:
    assert both_ways(base, *edit) == PASSED_OVER


def test_a_removed_path_is_told_by_operation_and_nothing_of_its_parts(
    compared: Callable[..., tuple[Change, ...]],
) -> None:
    base = _document(users=ITEM, other={"get": operation("other")})

    found = compared(base, after(base, drop("/paths/~1users")))

    assert [(one.rule, one.operation) for one in found] == [
        ("operation_removed", "GET /users"),
        ("operation_removed", "POST /users"),
    ]
    assert [(one.base, one.revision) for one in found] == [
        (GET, None),
        ("/paths/~1users/post", None),
    ]


def test_a_moved_operation_is_gone_here_and_new_there(seen: Callable[..., list[str]]) -> None:
    base = _document(users={"get": operation("users")})

    assert seen(base, after(base, rename("/paths/~1users", "/people"))) == [
        "operation_added",
        "operation_removed",
    ]


def test_an_operation_whose_day_is_over_may_go(seen: Callable[..., list[str]]) -> None:
    base = after(_sunset("2026-11-21"), drop("/paths/~1users/post"))
    revision = after(base, drop(GET))
    undeprecated = after(base, drop(f"{GET}/deprecated"))

    assert seen(base, revision, today=date(2026, 11, 22)) == ["operation_removed_as_announced"]
    assert seen(base, revision, today=date(2026, 11, 21)) == ["operation_removed"]
    assert seen(base, revision) == ["operation_removed"]
    assert seen(undeprecated, revision, today=date(2026, 11, 22)) == ["operation_removed"]


def test_servers_that_move_with_some_paths_only_are_told(seen: Callable[..., list[str]]) -> None:
    base = _document(HOME, v1__users=ITEM, health={"get": operation("health")})
    revision = after(
        base, put("/servers/0/url", f"{HOME}/v1"), rename("/paths/~1v1~1users", "/users")
    )

    assert seen(base, revision) == ["server_path_changed"]


def test_an_operation_that_cannot_be_read_is_not_taken_for_gone(
    seen: Callable[..., list[str]],
) -> None:
    base = _document()
    revision = after(base, put(f"{GET}/parameters", [{"name": 3, "in": "query"}]))

    assert seen(base, revision) == []
    assert seen(revision, base) == []


def test_versions_of_openapi_are_compared_by_meaning(seen: Callable[..., list[str]]) -> None:
    newer = api(
        {"/users": {"get": operation("users", {"type": "object"},
                                     parameters=ITEM["parameters"], deprecated=True)}},
        servers=[{"url": "https://api.test/v1"}],
    )  # fmt: skip
    swagger: Record = {
        "swagger": "2.0",
        "info": {"title": "Shop", "version": "1"},
        "host": "api.test",
        "basePath": "/v1",
        "schemes": ["https"],
        "produces": ["application/json"],
        "paths": {"/users": {"get": {
            "operationId": "users",
            "deprecated": True,
            "parameters": [{"name": "limit", "in": "query", "type": "integer"}],
            "responses": {"200": {"description": "d", "schema": {"type": "object"}}},
        }}},
    }  # fmt: skip

    assert seen(newer | {"openapi": "3.0.3"}, newer) == []
    assert seen(swagger, newer) == []


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("version", ["3.0", "3.1"])
def test_order_means_nothing(seed: int, version: str, seen: Callable[..., list[str]]) -> None:
    document = shop(version)

    assert seen(document, _shuffled(document, Random(seed))) == []


def _shuffled(value: Json, order: Random, name: str = "") -> Json:
    if isinstance(value, dict):
        members = list(value.items())
        order.shuffle(members)
        return {name: _shuffled(item, order, name) for name, item in members}
    if isinstance(value, list):
        items = [_shuffled(item, order) for item in value]
        if name in ("parameters", "security", "servers", "tags", "x-error-codes", "oauth"):
            order.shuffle(items)
        return items
    return value


def test_each_bundled_document_is_what_it_was() -> None:
    for bundle in discover():
        assert compare(bundle, bundle, Judge(bundle, bundle)) == ()


def test_the_schemas_of_both_sides_are_handed_on_once_for_each_use(
    compared: Callable[..., tuple[Change, ...]],
) -> None:
    schema = {"$ref": "#/components/schemas/User"}
    base = api(
        {
            "/users": {
                "post": {"requestBody": takes(schema), "responses": {"200": response(schema)}}
            }
        },
        components={"schemas": {"User": {"type": "object"}}},
    )

    found = compared(base, after(base, put("/components/schemas/User/maxProperties", 3)))

    assert [(one.rule, one.at) for one in found] == [
        ("request_maximum_lowered", "request body application/json /size"),
        ("response_maximum_raised", "response 200 body /size"),
    ]


def test_a_document_compares_with_its_copy() -> None:
    document = _document("https://api.test/v1")
    base, revision = bundle_of(document), bundle_of(document)

    assert compare(base, revision, Judge(base, revision)) == ()


def changed(base: Record, revision: Record) -> tuple[Change, ...]:
    sides = bundle_of(base), bundle_of(revision)
    return compare(*sides, Judge(*sides))


def test_paths_that_all_moved_are_told_once_and_compared_as_they_were() -> None:
    def dated(day: str, *more: str) -> Record:
        paths = ["/orders", "/orders/{id}", "/users/{id}", *more]
        return api({f"/{day}{path}": {"get": operation()} for path in paths})

    found = changed(dated("2026-01"), dated("2026-07", "/carts"))

    assert [(one.rule, one.before, one.after) for one in found] == [
        ("path_prefix_changed", "/2026-01/...", "/2026-07/..."),
        ("operation_added", "", "GET /2026-07/carts"),
    ]


def test_a_new_version_beside_the_old_one_is_no_move() -> None:
    old = {f"/v1{path}": {"get": operation()} for path in ("/a", "/b", "/c")}
    new = {f"/v2{path}": {"get": operation()} for path in ("/a", "/b", "/c")}

    kept = {"/v1/a": old["/v1/a"]}
    rules = [one.rule for one in changed(api(old), api({**kept, **new}))]

    assert rules == ["operation_removed"] * 2 + ["operation_added"] * 3


def test_another_resource_in_the_place_of_one_that_went_is_no_move() -> None:
    def resource(name: str) -> Record:
        item = {"get": operation(), "put": operation(), "delete": operation()}
        return api({f"/api/{name}/": item, f"/api/{name}/{{id}}/": item})

    for heir in ("circuits/groups", "extras/notes"):
        rules = {one.rule for one in changed(resource("extras/tags"), resource(heir))}

        assert rules == {"operation_removed", "operation_added"}
