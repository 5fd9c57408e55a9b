"""Who remembers is decided when it is first asked, and told."""

import pytest

from mockserver.replies.resources import ResourceHandlers, resource_handlers
from tests.support.documents import api, bundle_of, operation, parameter, response
from tests.support.thing_documents import INTEGER, thing_schema, things_api


def handlers(document) -> ResourceHandlers:
    return resource_handlers(bundle_of(document))


def test_operations_that_remember_are_listed_by_their_labels():
    found = handlers(things_api(others={"/ping": {"get": operation()}}))

    assert set(found) == {
        "GET /things",
        "POST /things",
        "GET /things/{id}",
        "PUT /things/{id}",
        "PATCH /things/{id}",
        "DELETE /things/{id}",
    }
    assert found.get("GET /ping") is None
    assert found["GET /things"] is found["GET /things"]


@pytest.mark.parametrize("label", ["GET /ping", "GET /unknown"])
def test_who_does_not_remember_has_no_handler(label):
    with pytest.raises(KeyError):
        handlers(api({"/ping": {"get": operation()}}))[label]


def test_things_that_cannot_be_made_up_are_not_remembered():
    never = {**thing_schema(INTEGER), "required": ["id", "never"]}
    never["properties"] |= {"never": {"allOf": [{"type": "string"}, {"type": "integer"}]}}
    item = {"parameters": [parameter("id", "path", INTEGER)]}
    item |= {"get": operation(None, never), "delete": {"responses": {"204": {"description": "d"}}}}
    found = handlers(api({"/things/{id}": item}))

    assert "cannot be made up" in found.decision("GET /things/{id}").reason
    assert found.get("GET /things/{id}") is None


def test_an_answer_that_cannot_be_put_together_is_told():
    document = things_api()
    wrong = {"type": "array", "items": {"$ref": "#/components/schemas/Thing"}, "maxItems": 1}
    document["paths"]["/things"]["get"]["responses"]["200"] = response(wrong)
    found = handlers(document)

    assert "no answer was found that fits" in found.decision("GET /things").reason
    assert found.decision("POST /things").resource is not None


def test_nothing_is_worked_out_before_it_is_asked(monkeypatch):
    asked = []
    from mockserver.replies.resources import handlers as room

    monkeypatch.setattr(room, "rehearse", lambda *given, **_: asked.append(given))
    found = handlers(things_api())

    assert asked == []
    assert found.get("GET /things") is not None
    assert len(asked) == 1
