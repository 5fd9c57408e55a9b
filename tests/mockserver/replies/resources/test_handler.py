"""What happens in the less usual cases: refusals, nested things, parts, single things, patches."""

import pytest

from tests.support.desk import Desk
from tests.support.documents import api, bundle_of, operation, parameter, response, takes
from tests.support.thing_documents import INTEGER, PROBLEM, TEXT, thing_schema, things_api

THING = thing_schema(INTEGER)


def desk(document):
    return Desk(bundle_of(document))


def changed(change):
    """The usual document with a change to its paths."""
    document = things_api()
    change(document["paths"]["/things"], document["paths"]["/things/{id}"])
    return desk(document)


def test_what_is_not_there_is_refused_in_the_documents_words():
    found = desk(things_api())
    found.ask("DELETE", "/things/2")
    told = found.ask("GET", "/things/2")

    assert (told.status, told.body) == (404, {"message": "There is nothing with the id '2' here."})
    assert found.ask("PATCH", "/things/2", {"name": "a"}).status == 404


def test_a_written_refusal_is_given_as_it_is_written():
    def change(_, item):
        item["get"]["responses"]["404"] = response(PROBLEM, example={"message": "Gone."})

    found = changed(change)
    found.ask("DELETE", "/things/2")

    assert found.ask("GET", "/things/2").body == {"message": "Gone."}


def test_without_words_for_it_the_mock_refuses():
    def change(_, item):
        del item["get"]["responses"]["404"]

    found = changed(change)
    found.ask("DELETE", "/things/2")

    assert found.ask("GET", "/things/2").body == {"refused": "unknown_resource"}


@pytest.mark.parametrize("key", ["default", "4XX"])
def test_a_range_may_have_the_words(key):
    def change(_, item):
        item["get"]["responses"] = {"200": response(THING), key: response(PROBLEM)}

    found = changed(change)
    found.ask("DELETE", "/things/2")

    assert found.ask("GET", "/things/2").status == 404


def own_ids(**responses):
    """Things whose ids clients give."""
    thing = {**THING, "properties": {**THING["properties"], "id": TEXT}}
    made = operation(
        None, responses={"201": response(thing), **responses}, requestBody=takes(thing)
    )
    key = parameter("id", "path", TEXT)
    paths = {
        "/things": {"post": made, "get": operation(None, {"type": "array", "items": thing})},
        "/things/{id}": {"get": operation(None, thing, parameters=[key])},
    }
    return desk(api(paths))


def test_a_client_may_give_the_id():
    found = own_ids()

    assert found.ask("POST", "/things", {"id": "x/y", "name": "a"}).body["id"] == "x/y"
    assert found.ask("GET", "/things/x%2Fy").body["name"] == "a"
    assert list(found.records("things")) == ["x%2Fy"]


def test_any_text_is_an_id():
    found = own_ids()
    for key in ("*", "a%2Fb", "ü ö"):
        found.ask("POST", "/things", {"id": key, "name": "a"})

    listed = [thing["id"] for thing in found.ask("GET", "/things").body]
    assert listed == ["1", "2", "3", "*", "a%2Fb", "ü ö"]
    assert found.ask("GET", "/things/%2A").body["id"] == "*"
    assert found.ask("GET", "/things/a%252Fb").body["id"] == "a%2Fb"


def test_an_id_that_is_taken_conflicts_where_that_is_described():
    found = own_ids(**{"409": response(PROBLEM)})

    assert found.ask("POST", "/things", {"id": "x", "name": "a"}).status == 201
    assert found.ask("POST", "/things", {"id": "x", "name": "b"}).status == 409
    assert found.ask("POST", "/things", {"id": "1", "name": "b"}).status == 409
    assert found.ask("GET", "/things/x").body["name"] == "a"


def test_an_id_that_is_taken_is_taken_over_where_no_conflict_is_described():
    found = own_ids()
    found.ask("POST", "/things", {"id": "x", "name": "a"})

    assert found.ask("POST", "/things", {"id": "x", "name": "b"}).status == 201
    assert found.ask("GET", "/things/x").body["name"] == "b"


def test_a_new_id_passes_by_what_a_seed_put_there():
    found = desk(things_api())
    found.keep("things", "4", {"id": 4, "name": "seeded"})

    assert found.ask("POST", "/things", {"name": "a"}).body["id"] == 5
    assert found.ask("GET", "/things").body[3] == {"id": 4, "name": "seeded"}


@pytest.mark.parametrize(
    ("responses", "status"),
    [
        ({"200": response(THING)}, 200),
        ({"200": response(THING), "404": response(PROBLEM)}, 404),
        ({"200": response(THING), "201": response(THING), "404": response(PROBLEM)}, 201),
    ],
)
def test_a_replacement_makes_a_thing_where_the_description_lets_it(responses, status):
    def change(_, item):
        item["put"]["responses"] = responses

    found = changed(change)
    found.ask("DELETE", "/things/2")

    assert found.ask("PUT", "/things/2", {"name": "a"}).status == status
    assert found.ask("GET", "/things/2").status == (404 if status == 404 else 200)
    assert found.ask("PUT", "/things/1", {"name": "a"}).status == 200


@pytest.mark.parametrize(
    ("kind", "sent", "result"),
    [
        (
            "application/json-patch+json",
            [{"op": "replace", "path": "/name", "value": "b"}],
            {"name": "b", "size": 3},
        ),
        ("application/merge-patch+json", {"size": None, "name": "b"}, {"name": "b"}),
        ("application/json", {"name": "b"}, {"name": "b", "size": 3}),
    ],
)
def test_a_patch_is_of_its_media_type(kind, sent, result):
    def change(_, item):
        item["patch"]["requestBody"] = {
            "content": {
                "application/json": {
                    "schema": {"type": "object", "properties": THING["properties"]}
                },
                "application/merge-patch+json": {"schema": {"type": "object"}},
                "application/json-patch+json": {"schema": {"type": "array"}},
            }
        }

    found = changed(change)
    key = found.ask("POST", "/things", {"name": "a", "size": 3}).body["id"]
    told = found.ask("PATCH", f"/things/{key}", sent, content_type=kind)

    assert told.body == {"id": key, **result}
    assert found.ask("GET", f"/things/{key}").body == told.body


def test_a_patch_that_fails_changes_nothing():
    def change(_, item):
        kind = "application/json-patch+json"
        item["patch"]["requestBody"] = takes({"type": "array"}, kind)
        item["patch"]["responses"]["409"] = response(PROBLEM)

    found = changed(change)
    step = [{"op": "test", "path": "/name", "value": "no such name"}]

    assert found.ask("PATCH", "/things/1", step).status == 409
    assert found.records("things") == {}


def test_a_collection_is_cleared():
    def change(whole, _):
        whole["delete"] = {"responses": {"204": {"description": "d"}}}

    found = changed(change)
    key = found.ask("POST", "/things", {"name": "a"}).body["id"]

    assert found.ask("DELETE", "/things").status == 204
    assert found.ask("GET", "/things").body == []
    assert found.ask("GET", f"/things/{key}").status == 404
    assert found.ask("GET", "/things/1").status == 404
    assert found.ask("GET", "/things/77").status == 404
    again = found.ask("POST", "/things", {"name": "b"}).body
    assert found.ask("GET", "/things").body == [again]


def test_a_part_of_a_collection_is_deleted():
    def change(whole, _):
        gone = {"204": {"description": "d"}}
        whole["delete"] = {"responses": gone, "parameters": [parameter("name", "query", TEXT)]}

    found = changed(change)
    found.ask("POST", "/things", {"name": "a"})
    kept = found.ask("POST", "/things", {"name": "b"}).body

    assert found.ask("DELETE", "/things?name=a").status == 204
    assert found.ask("GET", "/things").body[3:] == [kept]


def test_a_thing_may_be_changed_by_the_id_in_its_body():
    thing = {"type": "object", "properties": {"id": INTEGER, "name": TEXT}}
    key = parameter("petId", "path", INTEGER)
    by_body = operation(None, responses={"200": response(thing)}, requestBody=takes(thing))
    paths = {
        "/pet": {"post": by_body, "put": by_body},
        "/pet/{petId}": {"get": operation(None, thing, parameters=[key])},
    }
    found = desk(api(paths))
    found.ask("POST", "/pet", {"id": 10, "name": "Rex"})

    assert found.ask("PUT", "/pet", {"id": 10, "name": "Tom"}).body["name"] == "Tom"
    assert found.ask("GET", "/pet/10").body["name"] == "Tom"
    told = found.ask("PUT", "/pet", {"name": "Tom"})
    assert "neither the path nor the body" in told.body["given up"]


def test_a_post_without_a_body_changes_by_its_query():
    thing = {**THING}
    key = parameter("id", "path", INTEGER)
    post = operation(None, thing, parameters=[parameter("name", "query", TEXT)])
    paths = {"/pets/{id}": {"parameters": [key], "get": operation(None, thing), "post": post}}
    found = desk(api(paths))

    assert found.ask("POST", "/pets/5?name=Tom").body["name"] == "Tom"
    assert found.ask("GET", "/pets/5").body["name"] == "Tom"
