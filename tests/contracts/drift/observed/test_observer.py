"""What an observer says of single exchanges, and what it never says."""

import json
from pathlib import Path

import pytest

from contracts.drift.observed import Observer
from contracts.drift.rules import RULES
from contracts.finding import Exchange, Reply, Request
from specs.values import Json, Record
from tests.contracts.drift.observed.seeing import JSON, answer, document, load, observe, told

PET: Record = {
    "type": "object",
    "required": ["id"],
    "properties": {
        "id": {"type": "integer"},
        "name": {"type": "string", "maxLength": 5},
        "state": {"type": "string", "enum": ["new", "sold"]},
        "born": {"type": "string", "format": "date"},
        "secret": {"type": "string", "writeOnly": True},
    },
}


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ({"id": 1}, []),
        ({"id": 1, "colour": "red"}, [("undocumented_field", "/colour")]),
        ({"name": "Rex"}, [("missing_field", "/id")]),
        ({"id": "1"}, [("type_differs", "/id")]),
        ({"id": None}, [("undocumented_null", "/id")]),
        ({"id": 1, "state": "lost"}, [("undocumented_value", "/state")]),
        ({"id": 1, "state": None}, [("undocumented_null", "/state")]),
        ({"id": 1, "state": 3}, [("type_differs", "/state")]),
        ({"id": 1, "born": "tomorrow"}, [("format_differs", "/born")]),
        ({"id": 1, "name": "Bartholomew"}, [("bounds_differ", "/name")]),
        ([], [("type_differs", "")]),
        (b"<html>", [("type_differs", "")]),
    ],
)
def test_body_is_held_against_its_schema(tmp_path: Path, body: Json, wanted: Json) -> None:
    seen = observe(load(tmp_path, document(PET)), answer(body))

    assert told(seen) == wanted


def test_each_kind_at_each_place_is_told_once_with_its_count_and_smallest_sample(
    tmp_path: Path,
) -> None:
    bundle = load(tmp_path, document({"type": "array", "items": PET}))
    large = answer([{"id": "a"}, {"id": "b"}, {"id": 3, "name": "long"}])
    small = answer([{"id": "c"}])

    (one,) = observe(bundle, large, small, answer([{"id": 1}]))
    assert (one.rule, one.operation, one.side) == ("type_differs", "GET /pets", "response")
    assert (one.status, one.part, one.path, one.count) == ("200", "body", "/*/id", 2)
    assert one.sample == small
    assert one.got == '"a", "b", "c"'
    assert one.at == "response 200 body /*/id"


def test_observation_points_at_what_the_document_says(tmp_path: Path) -> None:
    schemas = {"schemas": {"Pet": PET}}
    made = document({"$ref": "#/components/schemas/Pet"}, components=schemas)

    (one,) = observe(load(tmp_path, made), answer({"id": 1, "name": "Bartholomew"}))
    assert one.pointer == "/components/schemas/Pet/properties/name/maxLength"
    assert one.expected == "maxLength 5"


def test_closed_object_forbids_what_it_does_not_name(tmp_path: Path) -> None:
    closed = {**PET, "additionalProperties": False}

    seen = observe(load(tmp_path, document(closed)), answer({"id": 1, "colour": "red"}))
    assert told(seen) == [("forbidden_field", "/colour")]


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "object", "additionalProperties": {"type": "integer"}},
        {"type": "object", "properties": {"id": {}}, "additionalProperties": True},
        {"type": "object", "patternProperties": {"^c": {}}, "properties": {"id": {}}},
        {"type": "object", "properties": {"id": {}}, "unevaluatedProperties": {"type": "integer"}},
        {"type": "object"},
        {},
        True,
        {"allOf": [{"properties": {"id": {}}}, {"properties": {"colour": {}}}]},
        {"oneOf": [{"required": ["x"]}, {"properties": {"id": {}, "colour": {}}}]},
        {"anyOf": [{"properties": {"id": {}}}, {"properties": {"colour": {}}}]},
        {
            "properties": {"id": {}},
            "if": {"required": ["id"]},
            "then": {"properties": {"colour": {}}},
        },
    ],
)
def test_named_and_free_members_are_no_drift(tmp_path: Path, schema: Json) -> None:
    bundle = load(tmp_path, document(schema))

    assert observe(bundle, answer({"id": 1, "colour": 2})) == ()


def test_keys_of_dictionaries_are_one_place(tmp_path: Path) -> None:
    prices = {"type": "object", "additionalProperties": {"type": "integer"}}

    seen = observe(load(tmp_path, document(prices)), answer({"a": "1", "b": "2"}))
    assert told(seen) == [("type_differs", "/*")]


def test_other_sides_members_are_not_missed(tmp_path: Path) -> None:
    schema = {**PET, "required": ["id", "secret"]}

    assert observe(load(tmp_path, document(schema)), answer({"id": 1})) == ()


def test_empty_list_says_nothing(tmp_path: Path) -> None:
    bundle = load(tmp_path, document({"type": "array", "items": PET}))

    assert observe(bundle, answer([])) == ()


@pytest.mark.parametrize("documented", ["2XX", "default"])
def test_range_and_default_document_a_status(tmp_path: Path, documented: str) -> None:
    responses = {documented: {"description": "ok", "content": {JSON: {"schema": PET}}}}
    made = document(PET, operation={"responses": responses})

    seen = observe(load(tmp_path, made), answer({"id": "x"}, 201))
    assert told(seen) == [("type_differs", "/id")]


def test_undocumented_status_is_told_and_nothing_more_of_it(tmp_path: Path) -> None:
    seen = observe(load(tmp_path, document(PET)), answer({"x": 1}, 409, kind="text/x"))

    assert [(one.rule, one.status, one.severity) for one in seen] == [
        ("undocumented_status", "409", None)
    ]


@pytest.mark.parametrize(("status", "severity"), [(401, "warning"), (503, "warning"), (404, None)])
def test_status_that_http_explains_is_a_warning(
    tmp_path: Path, status: int, severity: str | None
) -> None:
    (one,) = observe(load(tmp_path, document(PET)), answer({}, status))

    assert one.severity == severity


@pytest.mark.parametrize("status", [304, 103])
def test_statuses_of_the_transport_are_no_drift(tmp_path: Path, status: int) -> None:
    assert observe(load(tmp_path, document(PET)), answer(b"", status)) == ()


def test_undocumented_media_type_is_told_and_the_body_not_judged(tmp_path: Path) -> None:
    seen = observe(load(tmp_path, document(PET)), answer({"id": "x"}, kind="application/hal+json"))

    assert [(one.rule, one.part, one.got) for one in seen] == [
        ("undocumented_media_type", "media type", "application/hal+json")
    ]


def test_parameters_of_media_types_do_not_matter(tmp_path: Path) -> None:
    bundle = load(tmp_path, document(PET))

    assert observe(bundle, answer({"id": 1}, kind="application/json; charset=utf-8")) == ()


def test_headers_of_http_are_no_drift_and_others_are_told_for_information(tmp_path: Path) -> None:
    sent = {
        "Date": "x",
        "Set-Cookie": "a=b",
        "X-RateLimit-Left": "3",
        "CF-Ray": "1",
        "X-Total": "3",
    }

    seen = observe(load(tmp_path, document(PET)), answer({"id": 1}, headers=sent))
    assert [(one.rule, one.part) for one in seen] == [
        ("undocumented_response_header", "header x-total")
    ]
    assert RULES[seen[0].rule].severity == "info"


def test_documented_headers_are_demanded_and_held_to_their_schemas(tmp_path: Path) -> None:
    headers = {
        "X-Total": {"required": True, "schema": {"type": "integer"}},
        "X-Page": {"schema": {"type": "integer"}},
    }
    made = document(PET)
    made["paths"]["/pets"]["get"]["responses"]["200"]["headers"] = headers

    seen = observe(load(tmp_path, made), answer({"id": 1}, headers={"x-page": "two"}))
    assert [(one.rule, one.part) for one in seen] == [
        ("missing_response_header", "header X-Total"),
        ("type_differs", "header X-Page"),
    ]


def test_missing_answer_says_nothing(tmp_path: Path) -> None:
    assert observe(load(tmp_path, document(PET)), Exchange(Request("GET", "/pets"), None)) == ()


def test_nearest_form_is_the_one_that_is_told(tmp_path: Path) -> None:
    forms = {
        "oneOf": [
            {"required": ["cat"], "properties": {"cat": {"type": "string"}}},
            {"required": ["dog"], "properties": {"dog": {"type": "object", "required": ["age"]}}},
        ]
    }

    seen = observe(load(tmp_path, document(forms)), answer({"dog": {}}))
    assert told(seen) == [("missing_field", "/dog/age")]


@pytest.mark.parametrize("version", ["3.0.3", "3.1.0"])
def test_null_where_a_reference_may_be_null_is_no_drift_and_other_values_are(
    tmp_path: Path, version: str
) -> None:
    ref = {"$ref": "#/components/schemas/State"}
    may_be_null = (
        {"nullable": True, "allOf": [ref]}
        if version == "3.0.3"
        else {"anyOf": [ref, {"type": "null"}]}
    )
    components = {"schemas": {"State": {"type": "string", "enum": ["new"]}}}
    made = document(
        {"type": "object", "properties": {"state": may_be_null}},
        version=version,
        components=components,
    )
    bundle = load(tmp_path, made)

    assert observe(bundle, answer({"state": None}), answer({"state": "new"})) == ()
    assert told(observe(bundle, answer({"state": "old"}))) == [("undocumented_value", "/state")]


def test_circular_schemas_come_to_an_end(tmp_path: Path) -> None:
    tree = {
        "type": "object",
        "properties": {"kids": {"type": "array", "items": {"$ref": "#/components/schemas/Tree"}}},
    }
    made = document({"$ref": "#/components/schemas/Tree"}, components={"schemas": {"Tree": tree}})

    seen = observe(load(tmp_path, made), answer({"kids": [{"kids": [{"x": 1}]}]}))
    assert told(seen) == [("undocumented_field", "/kids/*/kids/*/x")]


def test_error_code_that_is_not_listed_is_told_once(tmp_path: Path) -> None:
    codes = [{"code": "gone", "status": 410, "at": "/code", "condition": "It was sold."}]
    error = {"type": "object", "properties": {"code": {"type": "string", "enum": ["gone"]}}}
    responses = {"410": {"description": "no", "content": {JSON: {"schema": error}}}}
    made = document(PET, operation={"responses": responses, "x-error-codes": codes})
    bundle = load(tmp_path, made)

    seen = observe(bundle, answer({"code": "lost"}, 410), answer({"code": "gone"}, 410))
    assert [(one.rule, one.path, one.count) for one in seen] == [
        ("undocumented_error_code", "/code", 1)
    ]


def sent(
    body: Json = None, *, query: tuple[tuple[str, str], ...] = (), status: int = 200
) -> Exchange:
    raw = None if body is None else json.dumps(body).encode()
    headers = (("Content-Type", JSON),) if body is not None else ()
    request = Request("POST", "/pets", query=query, headers=headers, body=raw)
    return Exchange(request, Reply(status, (("Content-Type", JSON),), b'{"id": 1}'))


def posting(**more: Json) -> Record:
    operation: Record = {
        "parameters": [
            {"name": "limit", "in": "query", "required": True, "schema": {"type": "integer"}},
            {
                "name": "tags",
                "in": "query",
                "schema": {"type": "array", "items": {"type": "string"}},
            },
            {"name": "at", "in": "query", "style": "deepObject", "schema": {"type": "object"}},
        ],
        "requestBody": {"required": True, "content": {JSON: {"schema": PET}}},
        **more,
    }
    return document(PET, method="post", operation=operation)


LIMIT = (("limit", "3"),)


@pytest.mark.parametrize(
    ("exchange", "wanted"),
    [
        (sent({"id": 1}, query=LIMIT), []),
        (sent({"id": 1}, query=(*LIMIT, ("tags", "a"), ("tags", "b"), ("at[x]", "1"))), []),
        (sent({"id": 1}), [("missing_parameter", "query limit", "")]),
        (sent({"id": 1}, query=(("limit", "x"),)), [("type_differs", "query limit", "")]),
        (
            sent({"id": 1}, query=(*LIMIT, ("sort", "up"))),
            [("undocumented_parameter", "query sort", "")],
        ),
        (sent({"name": "Rex"}, query=LIMIT), [("missing_field", "body", "/id")]),
        (sent({"id": 1, "x": 2}, query=LIMIT), [("undocumented_field", "body", "/x")]),
        (sent(query=LIMIT), [("missing_field", "body", "")]),
    ],
)
def test_accepted_request_is_held_against_the_document(
    tmp_path: Path, exchange: Exchange, wanted: Json
) -> None:
    seen = observe(load(tmp_path, posting()), exchange)

    assert [(one.rule, one.part, one.path) for one in seen] == wanted
    assert {(one.side, one.status) for one in seen} <= {("request", "")}


def test_refused_request_is_no_drift(tmp_path: Path) -> None:
    made = posting()
    made["paths"]["/pets"]["post"]["responses"]["422"] = {"description": "no"}

    assert observe(load(tmp_path, made), sent({"x": "y"}, status=422)) == ()


def test_requests_of_the_kit_itself_are_not_judged(tmp_path: Path) -> None:
    bundle = load(tmp_path, posting())
    observer = Observer(bundle, requests=False)

    observer.look(sent({"x": 1}), bundle.operations[0])
    assert observer.changes() == ()


def test_sample_is_what_may_be_shown(tmp_path: Path) -> None:
    bundle = load(tmp_path, document(PET))
    observer = Observer(bundle)
    masked = answer({"id": "$TOKEN"})

    observer.look(answer({"id": "s3cret"}), bundle.operations[0], sample=masked)
    assert observer.changes()[0].sample == masked


@pytest.mark.parametrize("version", ["3.0.3", "3.1.0"])
def test_discriminator_of_a_parent_names_the_members_of_its_children(
    tmp_path: Path, version: str
) -> None:
    parent = {
        "type": "object",
        "required": ["kind"],
        "properties": {"kind": {"type": "string"}},
        "discriminator": {"propertyName": "kind", "mapping": {"cat": "#/components/schemas/Cat"}},
    }
    ref = {"$ref": "#/components/schemas/Pet"}
    cat = {"allOf": [ref, {"properties": {"lives": {"type": "integer"}}}]}
    components = {"schemas": {"Pet": parent, "Cat": cat}}
    bundle = load(tmp_path, document(ref, version=version, components=components))

    assert observe(bundle, answer({"kind": "cat", "lives": 9})) == ()
    assert told(observe(bundle, answer({"kind": "dog", "lives": 9}))) == [
        ("undocumented_field", "/lives")
    ]


@pytest.mark.parametrize("version", ["3.0.3", "3.1.0"])
def test_schema_that_is_a_form_of_itself_comes_to_an_end(tmp_path: Path, version: str) -> None:
    ref = {"$ref": "#/components/schemas/Odd"}
    odd = {"anyOf": [ref, {"type": "object", "properties": {"id": {}}}]}
    made = document(ref, version=version, components={"schemas": {"Odd": odd}})

    seen = observe(load(tmp_path, made), answer({"id": 1, "x": 2}))
    assert told(seen) == [("undocumented_field", "/x")]


@pytest.mark.parametrize("depth", [90, 500])
def test_deeply_nested_bodies_are_judged_to_some_depth(tmp_path: Path, depth: int) -> None:
    tree = {"type": "object", "properties": {"kid": {"$ref": "#/components/schemas/Tree"}}}
    made = document({"$ref": "#/components/schemas/Tree"}, components={"schemas": {"Tree": tree}})
    text = '{"kid":' * depth + '{"x":1}' + "}" * depth

    seen = observe(load(tmp_path, made), answer(text.encode()))
    assert bool(seen) == (depth < 100)


def test_deeply_nested_new_field_is_told(tmp_path: Path) -> None:
    text = '{"id":1,"x":' + "[" * 800 + "]" * 800 + "}"

    (one,) = observe(load(tmp_path, document(PET)), answer(text.encode()))
    assert one.path == "/x"


@pytest.mark.parametrize("text", ["NaN", "Infinity", "1_000", "٣", "0x1F"])
def test_words_that_only_python_reads_as_numbers_are_none(tmp_path: Path, text: str) -> None:
    seen = observe(load(tmp_path, posting()), sent({"id": 1}, query=(("limit", text),)))

    assert [one.rule for one in seen] == ["type_differs"]


def test_names_without_end_become_one_observation(tmp_path: Path) -> None:
    bundle = load(tmp_path, document(PET))
    exchanges = [answer({"id": 1, f"key{n}": n}) for n in range(200)]

    seen = observe(bundle, *exchanges)
    assert [(one.path, one.count) for one in seen] == [("/*", 200)]
    assert seen[-1].got.startswith('more than 50 names: "key0", "key1"')
    assert len(seen[-1].got) < 200


def test_of_many_names_those_seen_most_are_told_one_by_one(tmp_path: Path) -> None:
    bundle = load(tmp_path, document(PET))
    junk = [answer({"id": 1, f"junk{n}": n}) for n in range(9)]
    often = [answer({"id": 1, "colour": "red"})] * 3

    seen = observe(bundle, *junk, *often)
    assert [(one.path, one.count) for one in seen] == [("/*", 12), ("/colour", 3)]
    assert seen[0].got.startswith('9 other names: "junk0", "junk1"')
    assert [edit.value for edit in seen[0].suggestion] == [
        {f"junk{n}": {"type": "integer"}} for n in range(9)
    ]


def test_of_many_names_that_are_always_there_three_are_told_one_by_one(tmp_path: Path) -> None:
    body = {"id": 1, **{f"more{n}": n for n in range(6)}}

    seen = observe(load(tmp_path, document(PET)), *[answer(body)] * 5)
    assert [one.path for one in seen] == ["/more0", "/more1", "/more2", "/*"]
    assert seen[-1].got == '3 other names: "more3", "more4", "more5"'


def test_a_few_names_are_told_one_by_one(tmp_path: Path) -> None:
    body = {"id": 1, **{f"more{n}": n for n in range(4)}}

    seen = observe(load(tmp_path, document(PET)), answer(body))
    assert [one.path for one in seen] == ["/more0", "/more1", "/more2", "/more3"]


def test_field_that_only_requests_may_have_is_told_where_it_is_answered(tmp_path: Path) -> None:
    owner = {
        "type": "object",
        "properties": {"pin": {"type": ["string", "null"], "writeOnly": True}},
    }
    schema = {"type": "array", "items": {"allOf": [{"$ref": "#/components/schemas/Owner"}]}}
    bundle = load(tmp_path, document(schema, components={"schemas": {"Owner": owner}}))

    seen = observe(bundle, answer([{}, {"pin": None}, {"pin": "4711-0815"}]))
    assert [(one.rule, one.path, one.expected) for one in seen] == [
        ("undocumented_field", "/*/pin", "writeOnly: never answered")
    ]
    assert seen[0].pointer == "/components/schemas/Owner/properties/pin/writeOnly"
    assert "4711" not in seen[0].got
    assert seen[0].suggestion == ()
    assert observe(bundle, answer([{}, {"pin": None}])) == ()


def test_field_that_only_answers_have_may_be_sent_back(tmp_path: Path) -> None:
    schema = {"type": "object", "properties": {"id": {"type": "integer", "readOnly": True}}}
    operation = {"requestBody": {"content": {JSON: {"schema": schema}}}}
    bundle = load(tmp_path, document({}, method="post", operation=operation))
    request = Request("POST", "/pets", headers=(("Content-Type", JSON),), body=b'{"id": 1}')
    reply = Reply(200, (("Content-Type", JSON),), b"{}")

    assert observe(bundle, Exchange(request, reply)) == ()


def test_form_that_a_value_names_itself_is_the_one_to_mend(tmp_path: Path) -> None:
    forms = [
        {
            "type": "object",
            "required": ["kind"],
            "properties": {"kind": {"enum": [kind]}},
            "additionalProperties": False,
        }
        for kind in ("cat", "dog")
    ]
    bundle = load(tmp_path, document({"oneOf": forms}))

    (one,) = observe(bundle, answer({"kind": "cat", "claws": 4}))
    assert (one.rule, one.path) == ("forbidden_field", "/claws")
    assert [edit.pointer.rpartition("/")[2] for edit in one.suggestion] == ["0"]


@pytest.mark.parametrize("status", [308, 502])
def test_an_answer_in_the_servers_place_needs_no_body(tmp_path: Path, status: int) -> None:
    schema = {"content": {JSON: {"schema": {"type": "object"}}}}
    operation = {"responses": {"default": {"description": "any", **schema}}}
    bundle = load(tmp_path, document({}, operation=operation))
    empty = answer(b"", status, kind=None, headers={"Content-Length": "0", "Location": "/"})

    assert observe(bundle, empty) == ()
