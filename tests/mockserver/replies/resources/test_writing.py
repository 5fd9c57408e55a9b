"""Clients say what they can, the server says the rest."""

from datetime import timedelta

import pytest

from tests.support.desk import Desk
from tests.support.documents import api, bundle_of, operation, parameter, response, takes
from tests.support.thing_documents import INTEGER, TEXT, things_api
from tests.support.worlds import NOW

INSTANT = {"type": "string", "format": "date-time"}
NOW_TEXT = "2026-01-15T12:00:00Z"


def desk(**members):
    return Desk(bundle_of(things_api(members=members)))


@pytest.mark.parametrize(
    ("name", "schema", "text"),
    [
        ("createdAt", INSTANT, NOW_TEXT),
        ("created", INSTANT, NOW_TEXT),
        ("creation_date", {"type": "string", "format": "date"}, "2026-01-15"),
        ("updated_at", INSTANT, NOW_TEXT),
        ("lastModified", INSTANT, NOW_TEXT),
        ("created_ts", {"type": "integer"}, int(NOW.timestamp())),
    ],
)
def test_the_time_is_told_by_the_clock(name, schema, text):
    made = desk(**{name: {**schema, "readOnly": True}}).ask("POST", "/things", {"name": "a"})

    assert made.body[name] == text


def test_a_change_moves_the_instant_of_change_only():
    told = {
        "created_at": {**INSTANT, "readOnly": True},
        "updated_at": {**INSTANT, "readOnly": True},
    }
    api_desk = desk(**told)
    key = api_desk.ask("POST", "/things", {"name": "a"}).body["id"]

    for hours, method in ((1, "PATCH"), (2, "PUT")):
        api_desk.now = NOW + timedelta(hours=hours)
        changed = api_desk.ask(method, f"/things/{key}", {"name": "b"}).body
        assert changed["created_at"] == NOW_TEXT
        assert changed["updated_at"] == f"2026-01-15T{12 + hours}:00:00Z"


def test_an_instant_that_a_client_may_say_is_the_clients():
    made = desk(created_at=INSTANT).ask(
        "POST", "/things", {"name": "a", "created_at": "2020-01-01T00:00:00Z"}
    )

    assert made.body["created_at"] == "2020-01-01T00:00:00Z"


def test_what_is_read_only_is_the_servers():
    api_desk = desk(state={"type": "string", "default": "new", "readOnly": True})
    made = api_desk.ask("POST", "/things", {"name": "a", "state": "sent", "id": 900}).body
    changed = api_desk.ask("PATCH", f"/things/{made['id']}", {"id": 901, "state": "sent"}).body

    assert made["id"] != 900
    assert changed == made
    assert made["state"] != "sent"


def test_what_is_write_only_is_kept_and_never_shown():
    api_desk = desk(secret={"type": "string", "writeOnly": True})
    made = api_desk.ask("POST", "/things", {"name": "a", "secret": "s3"}).body
    records = api_desk.records("things")

    assert "secret" not in made
    assert "secret" not in api_desk.ask("GET", f"/things/{made['id']}").body
    assert records[str(made["id"])]["secret"] == "s3"


def test_what_is_not_declared_is_kept_and_not_shown():
    api_desk = desk()
    made = api_desk.ask("POST", "/things", {"name": "a", "color": "red"}).body

    assert made == {"id": made["id"], "name": "a"}
    assert api_desk.records("things")[str(made["id"])]["color"] == "red"


def test_members_beyond_the_declared_are_shown_where_they_are_asked_for():
    document = things_api()
    document["components"]["schemas"]["Thing"]["additionalProperties"] = True
    made = Desk(bundle_of(document)).ask("POST", "/things", {"name": "a", "color": "red"})

    assert made.body["color"] == "red"


def test_defaults_are_filled_in():
    made = desk(state={"type": "string", "default": "new"}).ask("POST", "/things", {"name": "a"})

    assert made.body["state"] == "new"


def test_null_takes_out_a_member_unless_it_can_be_null():
    api_desk = desk(color={"type": ["string", "null"]})
    made = api_desk.ask("POST", "/things", {"name": "a", "size": 3, "color": "red"}).body

    changed = api_desk.ask("PATCH", f"/things/{made['id']}", {"color": None}).body
    assert changed == {**made, "color": None}


def test_a_merge_patch_takes_out_what_could_be_null():
    document = things_api(members={"color": {"type": ["string", "null"]}})
    kind = "application/merge-patch+json"
    document["paths"]["/things/{id}"]["patch"]["requestBody"] = takes({"type": "object"}, kind)
    api_desk = Desk(bundle_of(document))
    made = api_desk.ask("POST", "/things", {"name": "a", "color": "red"}).body
    changed = api_desk.ask("PATCH", f"/things/{made['id']}", {"color": None}, content_type=kind)

    assert changed.body == {"id": made["id"], "name": "a"}


def test_what_a_server_must_say_is_made_up():
    thing = {
        "type": "object",
        "required": ["id", "name", "price", "owner"],
        "properties": {
            "id": INTEGER,
            "name": TEXT,
            "price": {"type": "number"},
            "owner": {"type": "object", "required": ["age"], "properties": {"age": INTEGER}},
        },
    }
    sent = {"type": "object", "properties": {"name": TEXT}}
    key = parameter("id", "path", INTEGER)
    paths = {
        "/things": {
            "post": operation(None, responses={"201": response(thing)}, requestBody=takes(sent))
        },
        "/things/{id}": {"get": operation(None, thing, parameters=[key])},
    }
    api_desk = Desk(bundle_of(api(paths)))
    made = api_desk.ask("POST", "/things", {"name": "a"}).body

    assert made["name"] == "a"
    assert isinstance(made["owner"]["age"], int)
    assert api_desk.ask("GET", f"/things/{made['id']}").body == made


def test_a_part_of_a_thing_is_filled_up():
    attributes = {
        "type": "object",
        "required": ["name", "created_at"],
        "properties": {"name": TEXT, "created_at": {**INSTANT, "readOnly": True}},
    }
    thing = {
        "type": "object",
        "required": ["id", "type", "attributes"],
        "properties": {"id": TEXT, "type": {"const": "thing"}, "attributes": attributes},
    }
    one = {"type": "object", "required": ["data"], "properties": {"data": thing}}
    sent = {
        "type": "object",
        "properties": {
            "data": {"type": "object", "properties": {"type": TEXT, "attributes": attributes}}
        },
    }
    key = parameter("id", "path", TEXT)
    paths = {
        "/things": {"post": operation(None, one, requestBody=takes(sent))},
        "/things/{id}": {
            "parameters": [key],
            "get": operation(None, one),
            "patch": operation(None, one, requestBody=takes(sent)),
        },
    }
    api_desk = Desk(bundle_of(api(paths)))
    body = {"data": {"type": "thing", "attributes": {"name": "a"}}}
    made = api_desk.ask("POST", "/things", body).body["data"]

    assert made["attributes"] == {"name": "a", "created_at": NOW_TEXT}
    assert api_desk.ask("GET", f"/things/{made['id']}").body["data"] == made


def test_what_is_sent_says_which_form_a_thing_has():
    def form(name, **members):
        kind = {"type": "object", "required": ["id", "kind", *members]}
        return {**kind, "properties": {"id": INTEGER, "kind": {"const": name}, **members}}

    thing = {"oneOf": [form("cat", lives=INTEGER), form("dog", barks={"type": "boolean"})]}
    paths = {
        "/pets": {
            "post": operation(
                None,
                thing,
                requestBody=takes(
                    {
                        "type": "object",
                        "properties": {
                            "kind": TEXT,
                            "lives": INTEGER,
                            "barks": {"type": "boolean"},
                        },
                    }
                ),
            )
        },
        "/pets/{id}": {
            "get": operation(None, thing, parameters=[parameter("id", "path", INTEGER)])
        },
    }
    api_desk = Desk(bundle_of(api(paths)))

    for sent in ({"kind": "cat", "lives": 9}, {"kind": "dog", "barks": True}):
        made = api_desk.ask("POST", "/pets", sent).body
        assert made == {**sent, "id": made["id"]}
    for kind, member in (("cat", "lives"), ("dog", "barks"), ("cat", "lives"), ("dog", "barks")):
        made = api_desk.ask("POST", "/pets", {"kind": kind}).body
        assert (made["kind"], member in made) == (kind, True)
