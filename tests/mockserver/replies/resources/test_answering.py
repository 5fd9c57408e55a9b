"""Things are put into the answers that a description asks for."""

import pytest

from tests.support.desk import Desk
from tests.support.documents import api, bundle_of, operation, parameter, response, takes
from tests.support.thing_documents import INTEGER, TEXT, thing_schema, things_api

XML = "application/xml"
THING = thing_schema(INTEGER)


def changed(change, **more):
    document = things_api(**more)
    change(document["paths"]["/things"], document["paths"]["/things/{id}"])
    return Desk(bundle_of(document))


def test_what_is_around_a_thing_says_that_all_is_well():
    wrapper = {
        "type": "object",
        "required": ["data", "success", "error", "request_id"],
        "properties": {
            "data": THING,
            "success": {"type": "boolean"},
            "error": {"type": ["string", "null"]},
            "request_id": TEXT,
            "hint": TEXT,
        },
    }

    def change(_, item):
        item["get"]["responses"]["200"] = response(wrapper)

    told = changed(change).ask("GET", "/things/5").body

    assert (told["data"]["id"], told["success"], told["error"]) == (5, True, None)
    assert set(told) == {"data", "success", "error", "request_id"}


def test_an_acknowledgement_names_the_thing():
    said = {
        "type": "object",
        "required": ["id", "deleted"],
        "properties": {"id": INTEGER, "deleted": {"type": "boolean"}, "color": TEXT},
    }
    plain = {"type": "object", "required": ["message"], "properties": {"message": TEXT}}

    def change(whole, item):
        whole["post"]["responses"] = {"202": response(plain)}
        item["delete"]["responses"] = {"200": response(said)}

    desk = changed(change)
    told = desk.ask("DELETE", "/things/2").body

    assert (told["id"], told["deleted"]) == (2, True)
    assert isinstance(desk.ask("POST", "/things", {"name": "a"}).body["message"], str)
    assert desk.ask("GET", "/things/4").body["name"] == "a"


@pytest.mark.parametrize(
    ("responses", "status"),
    [
        ({"201": response(THING), "200": response(THING)}, 201),
        ({"200": response(THING)}, 200),
        ({"204": {"description": "d"}}, 204),
        ({"default": response(THING)}, 201),
        ({"2XX": response(THING), "400": response(THING)}, 201),
    ],
)
def test_a_success_has_the_usual_status_that_is_described(responses, status):
    def change(whole, _):
        whole["post"]["responses"] = responses

    told = changed(change).ask("POST", "/things", {"name": "a"})

    assert told.status == status
    assert ("location" in told.headers) == (status == 201)


def test_headers_that_must_be_there_are_there():
    def change(whole, _):
        headers = {
            "X-Trace": {"required": True, "schema": TEXT},
            "Location": {"schema": TEXT},
            "X-Other": {"schema": TEXT},
        }
        whole["post"]["responses"] = {"200": response(THING, headers=headers)}

    told = changed(change).ask("POST", "/things", {"name": "a"}).headers

    assert told["location"] == "/things/4"
    assert "x-trace" in told
    assert "x-other" not in told


def test_a_thing_is_shown_in_the_media_type_that_is_welcome():
    def change(_, item):
        one = item["get"]["responses"]["200"]["content"]
        one[XML] = {"schema": {"$ref": "#/components/schemas/Thing"}}

    desk = changed(change)
    told = desk.ask("GET", "/things/5", accept=XML)

    assert told.headers["content-type"] == XML
    assert b"<id>5</id>" in told.raw
    assert desk.ask("GET", "/things/5").headers["content-type"] == "application/json"
    assert "welcome" in desk.ask("GET", "/things/5", accept="image/png").body["given up"]


def test_a_body_that_is_not_json_at_all_is_left_alone():
    def change(_, item):
        item["get"]["responses"]["200"] = response(THING, content_type=XML)

    desk = changed(change)

    assert "no single JSON object" in desk.handlers.decision("GET /things/{id}").reason


def test_a_list_that_cannot_be_shown_is_given_up():
    document = things_api(many="items")
    listed = document["paths"]["/things"]["get"]["responses"]["200"]["content"]
    listed["application/json"]["schema"]["properties"]["items"] |= {"minItems": 2, "maxItems": 3}
    desk = Desk(bundle_of(document))

    assert len(desk.ask("GET", "/things").body["items"]) == 3
    desk.ask("POST", "/things", {"name": "a"})
    assert "given up" in desk.ask("GET", "/things").body


def test_a_form_is_taken_as_members():
    form = takes(THING, "application/x-www-form-urlencoded")
    key = parameter("id", "path", INTEGER)
    item = {"parameters": [key], "get": operation(None, THING)}
    item["post"] = operation(None, THING, requestBody=form)
    desk = Desk(bundle_of(api({"/things/{id}": item})))

    assert desk.ask("POST", "/things/3", {"name": "Tom"}).body["name"] == "Tom"
