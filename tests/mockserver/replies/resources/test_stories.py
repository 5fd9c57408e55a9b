"""What is made can be read, listed, changed and deleted, whatever shape an API gives its things."""

import pytest

from specs.values import find
from tests.support.desk import Desk
from tests.support.documents import VERSIONS, bundle_of
from tests.support.thing_documents import INTEGER, TEXT, UUID, things_api

SHAPES = {
    "plain": {},
    "data": {"one": "data", "many": "data", "sent": "data"},
    "items": {"many": "items"},
    "named": {"one": "thing", "many": "things", "sent": "thing"},
    "hal": {"many": "_embedded/things"},
    "deep": {"one": "result/thing", "many": "result/things"},
    "uuid": {"id_schema": UUID, "key": "thingId"},
    "text": {"id_schema": TEXT, "key": "thing_id"},
    "prefixed": {"path": "/api/v2/things"},
    "old": {"version": "3.0.3"},
}
"""Ways to describe the same things."""


@pytest.fixture(params=SHAPES, ids=str)
def shape(request):
    return {"one": "", "many": "", "sent": "", "path": "/things", **SHAPES[request.param]}


@pytest.fixture
def desk(shape):
    return Desk(bundle_of(things_api(**shape)))


class Shaped:
    """Asks in the shape of one description."""

    def __init__(self, desk, shape):
        self.desk, self.shape = desk, shape

    def __call__(self, method, key="", thing=None):
        url = self.shape["path"] + (f"/{key}" if key else "")
        if thing is None:
            return self.desk.ask(method, url)
        for name in reversed(self.shape["sent"].split("/") if self.shape["sent"] else []):
            thing = {name: thing}
        return self.desk.ask(method, url, thing)

    def one(self, told):
        return find(told.body, f"/{self.shape['one']}" if self.shape["one"] else "")

    def listed(self):
        found = self("GET")
        assert found.status == 200
        return find(found.body, f"/{self.shape['many']}" if self.shape["many"] else "")


@pytest.fixture
def ask(desk, shape):
    return Shaped(desk, shape)


def test_every_operation_remembers(desk):
    assert len(desk.handlers) == 6


def test_a_new_thing_is_read_listed_and_deleted(ask):
    made = ask.one(ask("POST", thing={"name": "Rex", "tags": ["dog"]}))
    key = made["id"]

    assert (made["name"], made["tags"]) == ("Rex", ["dog"])
    assert ask.one(ask("GET", key)) == made
    assert ask.listed()[-1] == made
    assert ask("DELETE", key).status == 204
    assert ask("GET", key).status == 404
    assert made not in ask.listed()
    assert ask("DELETE", key).status == 404


def test_every_listed_thing_is_read_as_it_is_listed(ask):
    listed = ask.listed()

    assert len(listed) == 3
    assert [ask.one(ask("GET", thing["id"])) for thing in listed] == listed


def test_a_replacement_drops_what_is_not_sent(ask):
    key = ask.one(ask("POST", thing={"name": "Rex", "size": 3}))["id"]
    ask("PUT", key, {"name": "Tom"})

    assert ask.one(ask("GET", key)) == {"id": key, "name": "Tom"}


def test_a_change_keeps_what_is_not_sent(ask):
    key = ask.one(ask("POST", thing={"name": "Rex", "size": 3}))["id"]
    changed = ask.one(ask("PATCH", key, {"name": "Tom"}))

    assert changed == {"id": key, "name": "Tom", "size": 3}
    assert ask.one(ask("GET", key)) == changed


def test_a_thing_that_nobody_made_can_be_changed_and_deleted(ask):
    first, second, _ = ask.listed()
    ask("PATCH", first["id"], {"name": "Tom"})
    ask("DELETE", second["id"])

    assert [thing["name"] for thing in ask.listed()][:1] == ["Tom"]
    assert ask.one(ask("GET", first["id"])) == {**first, "name": "Tom"}
    assert second["id"] not in [thing["id"] for thing in ask.listed()]


def test_ids_never_come_twice(ask):
    first = ask.one(ask("POST", thing={"name": "a"}))["id"]
    ask("DELETE", first)
    ids = [ask.one(ask("POST", thing={"name": "b"}))["id"] for _ in range(3)]

    assert len({first, *ids, *(thing["id"] for thing in ask.listed())}) == 7


def test_the_place_of_a_new_thing_is_told(ask, shape):
    made = ask("POST", thing={"name": "Rex"})

    assert made.status == 201
    assert made.headers["location"] == f"{shape['path']}/{ask.one(made)['id']}"


@pytest.mark.parametrize("version", VERSIONS)
def test_the_same_id_names_the_same_thing_before_any_write(version):
    bundle = bundle_of(things_api(version=version))
    one, other = Desk(bundle).ask("GET", "/things/77"), Desk(bundle).ask("GET", "/things/77")

    assert one.body["id"] == 77
    assert one.raw == other.raw
    assert Desk(bundle, seed=1).ask("GET", "/things/77").raw != one.raw


def test_another_id_names_another_thing():
    desk = Desk(bundle_of(things_api(id_schema=INTEGER)))
    names = {desk.ask("GET", f"/things/{key}").body["name"] for key in range(1, 20)}

    assert len(names) > 5
