"""What stands in generated requests: values of the target, and no credentials."""

from collections.abc import Sequence

import pytest

from contracts.run.bridge import GeneratedCase, Generator
from specs.values import Json, find_all
from tests.support.documents import VERSIONS, api, bundle_of, operation, parameter
from tests.support.generating import LIMIT, all_of, drawn, only, shop


def ids(case: GeneratedCase) -> list[Json]:
    return find_all(case.request.json, "/data/*/id")


def test_known_values_fill_path_query_and_body() -> None:
    read, write = shop().operations
    generator = Generator(shop(), {"thingId": ["a/1"], "limit": [3], "/data/*/id": ["a", "b"]})

    whole = [case for case in generator.coverage(read, 1000) if case.mode == "positive"]
    assert {case.request.target for case in whole} == {"/things/a%2F1?limit=3"}
    for case in generator.coverage(write, 1000):
        if case.mode == "positive":
            assert ids(case) == ["a", "b"][: len(ids(case))] or len(ids(case)) > 2


def test_a_negative_case_keeps_what_it_breaks() -> None:
    read, write = shop().operations
    generator = Generator(shop(), {"thingId": ["a"], "limit": [3], "/data/*/id": ["a"]})

    broken = [case for case in generator.coverage(read, 1000) if case.mode == "negative"]
    assert all(case.request.path == "/things/a" for case in broken)
    assert all(("limit", "3") not in case.request.query for case in broken)
    by_note = {case.note: case for case in generator.coverage(write, 1000)}
    assert ids(by_note["coverage: incorrect type at /data/*/id"]) != ["a"]
    assert ids(by_note["coverage: missing required property at /data/*/type"]) == ["a"]


def test_most_random_cases_use_known_values() -> None:
    read = shop().operations[0]
    known = {"thingId": ["a", "b"]}
    whole = [
        case for case in drawn(Generator(shop(), known), read, count=100) if case.mode == "positive"
    ]
    used = [case.request.path for case in whole if case.request.path in ("/things/a", "/things/b")]

    assert 0.6 < len(used) / len(whole) < 0.95
    assert len(set(used)) == 2


def test_an_example_that_is_known_stays() -> None:
    named = parameter("thingId", "path", {"type": "string"}, example="b")
    bundle = bundle_of(api({"/t/{thingId}": {"get": operation("o", parameters=[named])}}))

    def path(known: Sequence[Json]) -> str:
        return Generator(bundle, {"thingId": known}).examples(only(bundle))[0].request.path

    assert path(["a", "b"]) == "/t/b"
    assert path(["a", "c"]) == "/t/a"
    assert path([]) == "/t/b"


@pytest.mark.parametrize("version", VERSIONS)
def test_security_parameters_are_absent(version: str) -> None:
    schemes = {
        "key": {"type": "apiKey", "in": "query", "name": "api_key"},
        "session": {"type": "apiKey", "in": "header", "name": "X-Session"},
        "crumb": {"type": "apiKey", "in": "cookie", "name": "crumb"},
        "token": {"type": "http", "scheme": "bearer"},
    }
    text = {"type": "string", "minLength": 3}
    secret = [
        parameter("api_key", "query", text, required=True),
        parameter("x-session", "header", text, required=True),
        parameter("Authorization", "header", text, required=True),
        parameter("crumb", "cookie", text, required=True),
    ]
    shared = {"$ref": "#/components/parameters/Key"}
    get = operation("o", security=[{name: [] for name in schemes}], parameters=[LIMIT, *secret[1:]])
    bundle = bundle_of(
        api(
            {"/t": {"parameters": [shared], "get": get}},
            version=version,
            components={"securitySchemes": schemes, "parameters": {"Key": secret[0]}},
        )
    )
    cases = all_of(Generator(bundle, {"api_key": ["k"]}), only(bundle))

    assert {case.mode for case in cases} == {"positive", "negative"}
    for case in cases:
        assert case.request.headers == ()
        assert "api_key" not in dict(case.request.query)


def test_what_the_document_leaves_open_is_not_negative() -> None:
    bundle = shop()
    generator = Generator(bundle, {})

    for case in all_of(generator, bundle.operations[0]):
        assert {name for name, _ in case.request.query} <= {"limit"}
        assert case.request.header("content-type") is None
