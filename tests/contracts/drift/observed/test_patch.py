"""A suggested overlay, laid over the document, makes it admit what was seen."""

from pathlib import Path

import pytest
import yaml

from contracts.drift.observed import overlays
from contracts.drift.observed.patch import json_path, steps_to
from contracts.finding import Exchange, Reply, Request
from specs.bundle import Bundle
from specs.values import Json, Record
from tests.contracts.drift.observed.seeing import JSON, answer, document, load, observe, told

PET: Record = {
    "type": "object",
    "required": ["id", "kind"],
    "properties": {
        "id": {"type": "integer", "maximum": 10},
        "kind": {"type": "string"},
        "state": {"type": "string", "enum": ["new", "sold"]},
        "born": {"type": "string", "format": "date"},
        "code": {"type": "string", "pattern": "^[a-z]+$", "minLength": 2},
        "o'wner": {"$ref": "#/components/schemas/Owner"},
    },
}
OWNER: Record = {"type": "object", "properties": {"name": {"type": "string"}}}
GOOD: Record = {"id": 1, "kind": "dog"}


def made(version: str, schema: Json = PET) -> Record:
    return document(schema, version=version, components={"schemas": {"Owner": OWNER}})


def patched(bundle: Bundle, *exchanges: Exchange) -> Bundle:
    """Returns the document with the overlay that is suggested for what was seen of it."""
    texts = overlays(bundle, observe(bundle, *exchanges))
    assert list(texts) == [bundle.document.path]
    overlay = bundle.document.path.with_name("overlay.yaml")
    overlay.write_text(texts[bundle.document.path], "utf-8")
    return Bundle.load(bundle.document.path, strict=True, overlays=[overlay])


@pytest.mark.parametrize("version", ["3.0.3", "3.1.0"])
@pytest.mark.parametrize(
    "bodies",
    [
        [
            {**GOOD, "colour": "red"},
            {**GOOD, "colour": None},
            {**GOOD, "colour": {"hex": [1, "x"]}},
        ],
        [{**GOOD, "o'wner": {"name": "Ann", "age": 3}}],
        [{**GOOD, "state": "lost"}, {**GOOD, "state": "found"}],
        [{**GOOD, "state": None}],
        [{**GOOD, "o'wner": None}],
        [{**GOOD, "born": "tomorrow"}],
        [{**GOOD, "code": "A1"}, {**GOOD, "code": "x"}],
        [{"id": 1}],
        [{}],
        [{**GOOD, "id": 40}, {**GOOD, "id": 30}],
        [{**GOOD, "id": 1.5}],
    ],
)
def test_patched_document_admits_what_was_seen(
    tmp_path: Path, version: str, bodies: list[Json]
) -> None:
    exchanges = [answer(body) for body in bodies]
    bundle = load(tmp_path, made(version))
    assert observe(bundle, *exchanges)

    after = patched(bundle, *exchanges)
    assert told(observe(after, *exchanges)) == []


@pytest.mark.parametrize("version", ["3.0.3", "3.1.0"])
@pytest.mark.parametrize(
    "exchange",
    [
        answer({"why": "gone", "list": []}, 410),
        answer(b"", 202, kind=None),
        answer({}, 202, headers={"X-Total": "3"}),
        answer({"x": 1}, kind="application/vnd.pets+json"),
        answer(b"a,b", kind="text/csv"),
        answer(GOOD, headers={"X-Total": "3"}),
    ],
)
def test_statuses_media_types_and_headers_are_added(
    tmp_path: Path, version: str, exchange: Exchange
) -> None:
    bundle = load(tmp_path, made(version))
    assert observe(bundle, exchange)

    assert told(observe(patched(bundle, exchange), exchange)) == []


def test_closed_objects_stay_closed_and_name_what_was_seen(tmp_path: Path) -> None:
    closed = {"type": "object", "properties": {"id": {}}, "additionalProperties": False}
    exchange = answer({"id": 1, "a/b": True})

    after = patched(load(tmp_path, made("3.1.0", closed)), exchange)
    assert told(observe(after, exchange)) == []
    assert told(observe(after, answer({"c": 1}))) == [("forbidden_field", "/c")]


def test_value_of_another_type_is_added_to_the_types(tmp_path: Path) -> None:
    exchange = answer({**GOOD, "kind": 3})

    after = patched(load(tmp_path, made("3.1.0")), exchange)
    assert told(observe(after, exchange)) == []


def test_patch_names_the_shared_schema_once(tmp_path: Path) -> None:
    pair = {
        "type": "object",
        "properties": {
            "one": {"$ref": "#/components/schemas/Owner"},
            "two": {"$ref": "#/components/schemas/Owner"},
        },
    }
    bundle = load(tmp_path, made("3.1.0", pair))

    seen = observe(bundle, answer({"one": {"age": 1}, "two": {"age": "old"}}))
    (text,) = overlays(bundle, seen).values()
    assert len(seen) == 2
    assert yaml.safe_load(text)["actions"] == [
        {
            "target": "$['components']['schemas']['Owner']",
            "update": {"properties": {"age": {"type": ["integer", "string"]}}},
        }
    ]


def test_other_file_has_an_overlay_of_its_own(tmp_path: Path) -> None:
    shared = tmp_path / "shared.yaml"
    shared.write_text(yaml.safe_dump({"Owner": OWNER}), "utf-8")
    bundle = load(tmp_path, document({"$ref": "shared.yaml#/Owner"}))

    texts = overlays(bundle, observe(bundle, answer({"age": 3})))
    (file,) = texts
    assert file == shared
    assert yaml.safe_load(texts[file])["actions"] == [
        {"target": "$['Owner']", "update": {"properties": {"age": {"type": "integer"}}}}
    ]


def test_nothing_is_suggested_where_nothing_is_known(tmp_path: Path) -> None:
    forms = [{"type": "object", "required": [name]} for name in ("one", "two")]
    bundle = load(tmp_path, made("3.0.3", {"oneOf": forms}))

    seen = observe(bundle, answer({"kind": "bird"}))
    assert [one.rule for one in seen] == ["form_differs"]
    assert overlays(bundle, seen) == {}


def test_path_of_a_name_with_quotes_can_be_read() -> None:
    assert json_path(steps_to({}, "/a'b/c\\d/~1x")) == r"$['a\'b']['c\\d']['/x']"


def test_path_through_a_list_has_the_number_of_the_item() -> None:
    assert json_path(steps_to({"a": [{"0": 1}]}, "/a/0/0")) == "$['a'][0]['0']"


@pytest.mark.parametrize("version", ["3.0.3", "3.1.0"])
@pytest.mark.parametrize(
    "body",
    [
        {**GOOD, "born": "tomorrow"},
        {"id": 1},
        {**GOOD, "id": 40},
        {**GOOD, "id": "a"},
        {**GOOD, "state": [1]},
    ],
)
def test_a_part_of_several_is_mended_where_it_stands(
    tmp_path: Path, version: str, body: Json
) -> None:
    bundle = load(tmp_path, made(version, {"allOf": [{"type": "object"}, PET]}))
    assert observe(bundle, answer(body))

    assert told(observe(patched(bundle, answer(body)), answer(body))) == []


@pytest.mark.parametrize(
    ("query", "kind"),
    [
        ((("limit", "3"), ("sort", "up"), ("by", "name")), JSON),
        ((), JSON),
        ((("limit", "3"),), "application/vnd.pets+json"),
        ((("limit", "3"),), "text/csv"),
    ],
)
def test_requests_that_were_accepted_are_admitted(
    tmp_path: Path, query: tuple[tuple[str, str], ...], kind: str
) -> None:
    operation: Record = {
        "parameters": [{"$ref": "#/components/parameters/limit"}],
        "requestBody": {"content": {JSON: {"schema": OWNER}}},
    }
    limit = {"name": "limit", "in": "query", "required": True, "schema": {"type": "integer"}}
    bundle = load(
        tmp_path,
        document(
            {}, method="post", operation=operation, components={"parameters": {"limit": limit}}
        ),
    )
    headers = (("Content-Type", kind),)
    request = Request("POST", "/pets", query=query, headers=headers, body=b'{"name": "Ann"}')
    reply = Reply(200, (("Content-Type", JSON),), b"{}")
    exchange = Exchange(request, reply)
    assert observe(bundle, exchange)

    assert told(observe(patched(bundle, exchange), exchange)) == []


def test_a_body_that_is_not_sent_need_not_be(tmp_path: Path) -> None:
    body = {"required": True, "content": {JSON: {"schema": OWNER}}}
    bundle = load(tmp_path, document({}, method="post", operation={"requestBody": body}))
    exchange = Exchange(Request("POST", "/pets"), Reply(200, (("Content-Type", JSON),), b"{}"))
    assert [one.rule for one in observe(bundle, exchange)] == ["missing_field"]

    assert told(observe(patched(bundle, exchange), exchange)) == []


def test_a_header_that_is_not_answered_need_not_be(tmp_path: Path) -> None:
    header = {"required": True, "schema": {"type": "integer"}}
    answers = {"200": {"description": "ok", "headers": {"X-Total": header}}}
    bundle = load(tmp_path, document({}, operation={"responses": answers}))
    exchanges = (answer({}), answer({}, headers={"X-Total": "many"}))
    rules = [one.rule for one in observe(bundle, *exchanges)]
    assert rules == ["missing_response_header", "type_differs"]

    assert told(observe(patched(bundle, *exchanges), *exchanges)) == []


@pytest.mark.parametrize("version", ["3.0.3", "3.1.0"])
def test_null_is_admitted_where_it_was_seen_and_not_wherever_the_schema_is(
    tmp_path: Path, version: str
) -> None:
    pair: Record = {
        "type": "object",
        "properties": {name: {"$ref": "#/components/schemas/Owner"} for name in ("one", "two")},
    }
    bundle = load(tmp_path, made(version, pair))
    exchanges = (answer({"one": None}), answer({"one": {"name": "Ann"}}))

    after = patched(bundle, *exchanges)
    assert told(observe(after, *exchanges)) == []
    assert told(observe(after, answer({"two": None}))) == [("undocumented_null", "/two")]
    assert told(observe(after, answer({"one": {"name": 1}}))) == [("type_differs", "/one/name")]
