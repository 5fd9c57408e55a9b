"""The world before any write: taken from examples where there are some, linked, and whole."""

import re

import pytest

from tests.support.desk import Desk
from tests.support.documents import api, bundle_of, operation, parameter, response
from tests.support.thing_documents import INTEGER, TEXT, UUID, thing_schema, things_api

INSTANT = {"type": "string", "format": "date-time"}


def document(example=None, listed=None, **more):
    """The usual document with examples of one thing and of a list."""
    made = things_api(**more)
    one = made["paths"]["/things/{id}"]["get"]["responses"]["200"]["content"]["application/json"]
    many = made["paths"]["/things"]["get"]["responses"]["200"]["content"]["application/json"]
    if example is not None:
        one["example"] = example
    if listed is not None:
        many["example"] = listed
    return made


def test_the_things_of_the_examples_are_there():
    rex, tom = {"id": 5, "name": "Rex", "size": 1}, {"id": 7, "name": "Tom"}
    desk = Desk(bundle_of(document(example=rex, listed=[tom, {"id": 5, "name": "Rex"}])))
    listed = desk.ask("GET", "/things").body

    assert [thing["id"] for thing in listed] == [5, 7, 1]
    assert desk.ask("GET", "/things/5").body == listed[0]
    assert (listed[0]["name"], listed[0]["size"], listed[1]["name"]) == ("Rex", 1, "Tom")
    assert desk.ask("POST", "/things", {"name": "a"}).body["id"] == 8


def test_an_example_that_is_not_valid_shows_nothing():
    desk = Desk(bundle_of(document(example={"id": 5, "name": 3})))

    assert [thing["id"] for thing in desk.ask("GET", "/things").body] == [1, 2, 3]


@pytest.mark.parametrize(
    ("schema", "looks"),
    [
        ({"type": "integer", "minimum": 100}, r"10[0-9]"),
        ({**TEXT, "example": "cus_9s6XKz"}, r"cus_[a-zA-Z0-9]{6}"),
        ({**TEXT, "pattern": "^[A-Z]{2}-[0-9]{3}$"}, r"[A-Z]{2}-[0-9]{3}"),
        ({**TEXT, "minLength": 10, "maxLength": 10}, r".{10}"),
        ({**TEXT, "example": "3fa85f64-5717-4562-b3fc-2c963f66afa6"}, r"[0-9a-f-]{36}"),
        ({**TEXT, "enum": ["a", "b", "c", "d", "e"]}, r"[a-e]"),
        (UUID, r"[0-9a-f-]{36}"),
        (TEXT, r"[0-9]"),
    ],
)
def test_ids_look_as_they_are_described(schema, looks):
    desk = Desk(bundle_of(things_api(id_schema=schema)))
    ids = [str(thing["id"]) for thing in desk.ask("GET", "/things").body]
    made = str(desk.ask("POST", "/things", {"name": "a"}).body["id"])

    assert len({*ids, made}) == 4
    for one in (*ids, made):
        assert re.fullmatch(looks, one), one
        assert desk.ask("GET", f"/things/{one}").status == 200


def test_an_id_that_no_thing_can_have_names_nothing():
    made = things_api(id_schema=INTEGER)
    for item in made["paths"]["/things/{id}"]["parameters"]:
        item["schema"] = TEXT
    desk = Desk(bundle_of(made))

    assert desk.ask("GET", "/things/7").body["id"] == 7
    assert desk.ask("GET", "/things/seven").status == 404
    assert desk.ask("GET", "/things/007").status == 404


def test_a_thing_names_others_that_are_there():
    owners = {
        "get": operation(None, thing_schema(UUID), parameters=[parameter("id", "path", UUID)])
    }
    members = {"ownerId": TEXT, "owner_ids": {"type": "array", "items": TEXT, "minItems": 1}}
    desk = Desk(bundle_of(things_api(members=members, others={"/owners/{id}": owners})))

    for thing in desk.ask("GET", "/things").body:
        for key in (thing["ownerId"], *thing["owner_ids"]):
            assert desk.ask("GET", f"/owners/{key}").body["id"] == key


def test_things_that_name_each_other_are_made():
    other = thing_schema(INTEGER, thing_id=INTEGER)
    owners = {"get": operation(None, other, parameters=[parameter("id", "path", INTEGER)])}
    made = things_api(members={"owner_id": INTEGER}, others={"/owners/{id}": owners})
    desk = Desk(bundle_of(made))

    assert desk.ask("GET", "/owners/1").body["thing_id"] in (1, 2, 3)
    assert desk.ask("GET", "/things/1").body["owner_id"] in (1, 2, 3)


def test_what_is_there_has_not_ended():
    desk = Desk(bundle_of(things_api(members={"deletedAt": INSTANT, "cancelled_on": INSTANT})))
    shown = {name for thing in desk.ask("GET", "/things").body for name in thing}

    assert not shown & {"deletedAt", "cancelled_on"}


def test_a_thing_stands_in_its_list_as_the_lists_schema_has_it():
    made = things_api(members={"price": {"type": "number"}})
    short = {"type": "object", "required": ["id"], "properties": {"id": INTEGER, "name": TEXT}}
    listed = {"type": "array", "items": {**short, "additionalProperties": False}}
    made["paths"]["/things"]["get"]["responses"]["200"] = response(listed)
    desk = Desk(bundle_of(made))

    for thing in desk.ask("GET", "/things").body:
        whole = desk.ask("GET", f"/things/{thing['id']}").body
        assert thing == {name: whole[name] for name in ("id", "name")}


def test_a_list_that_wants_more_than_a_thing_has_gets_it():
    made = things_api()
    longer = thing_schema(INTEGER, color={"type": "string"})
    longer["required"] = ["id", "name", "color"]
    made["paths"]["/things"]["get"]["responses"]["200"] = response(
        {"type": "array", "items": longer}
    )
    desk = Desk(bundle_of(made))
    listed = desk.ask("GET", "/things").body

    assert all(isinstance(thing["color"], str) for thing in listed)
    assert desk.ask("GET", "/things").body == listed


def test_an_id_may_stand_inside_a_thing():
    pod = {
        "type": "object",
        "properties": {
            "metadata": {"type": "object", "properties": {"name": TEXT}},
            "spec": {"type": "object", "properties": {"size": INTEGER}},
        },
    }
    name = parameter("name", "path", TEXT)
    desk = Desk(bundle_of(api({"/pods/{name}": {"get": operation(None, pod, parameters=[name])}})))

    assert desk.ask("GET", "/pods/web").body["metadata"]["name"] == "web"


def test_another_name_of_the_id_says_the_id_unless_a_client_says_otherwise():
    desk = Desk(bundle_of(things_api(members={"thing_id": TEXT})))

    assert desk.ask("GET", "/things/7").body["thing_id"] == "7"
    assert desk.ask("POST", "/things", {"name": "a", "thing_id": "x"}).body["thing_id"] == "x"
