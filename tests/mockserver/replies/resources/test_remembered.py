"""An answer that is remembered is the one that would be made, and not all are remembered."""

from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from mockserver.replies.resources.answering import Answering
from mockserver.replies.resources.remembered import ShownBodies, ShownBody
from specs.values import ABSENT
from tests.support.desk import Desk
from tests.support.documents import bundle_of, parameter, response
from tests.support.thing_documents import INTEGER, TEXT, thing_schema, things_api

XML = "application/xml"
LIMIT = parameter("limit", "query", {"type": "integer", "minimum": 0})
NAME = parameter("name", "query", TEXT)

ids = st.integers(1, 5)
names = st.sampled_from(["a", "b"])
things = st.fixed_dictionaries({"name": names}, optional={"size": st.integers(0, 2)})
changing = st.one_of(
    st.tuples(st.just("POST"), st.just("/things"), things),
    st.tuples(st.sampled_from(["PUT", "PATCH"]), ids.map("/things/{}".format), things),
    st.tuples(st.just("DELETE"), ids.map("/things/{}".format), st.just(ABSENT)),
)
reading = st.one_of(
    ids.map("/things/{}".format),
    st.integers(0, 4).map("/things?limit={}".format),
    names.map("/things?name={}".format),
    st.just("/things"),
).map(lambda url: ("GET", url, ABSENT))
accepts = st.sampled_from(["application/json", XML, "*/*", "image/png"])
histories = st.lists(st.tuples(st.one_of(changing, reading, reading), accepts), max_size=12)


def api_of_two_media():
    document = things_api(query=(LIMIT, NAME), many="items", beside={"total": INTEGER})
    one = document["paths"]["/things/{id}"]["get"]["responses"]["200"]["content"]
    one[XML] = {"schema": {"$ref": "#/components/schemas/Thing"}}
    return bundle_of(document)


BUNDLE = api_of_two_media()


@settings(max_examples=60, deadline=None)
@given(histories)
def test_what_is_remembered_is_what_would_be_made(history):
    quick, slow = Desk(BUNDLE), Desk(BUNDLE)

    for (method, url, body), accept in history:
        told = quick.ask(method, url, body, accept=accept)
        with patch.object(ShownBodies, "get", lambda *_: None):
            made = slow.ask(method, url, body, accept=accept)
        assert (told.status, told.headers, told.raw) == (made.status, made.headers, made.raw)


def test_a_thing_and_a_page_are_made_once_until_they_change():
    desk = Desk(BUNDLE)
    desk.ask("GET", "/things/5")
    desk.ask("GET", "/things")

    with (
        patch.object(Answering, "_made") as one,
        patch.object(Answering, "_listed") as page,
    ):
        again = desk.ask("GET", "/things/5"), desk.ask("GET", "/things")

    assert [told.status for told in again] == [200, 200]
    assert (one.called, page.called) == (False, False)
    desk.ask("PUT", "/things/5", {"name": "other"})
    assert desk.ask("GET", "/things/5").body["name"] == "other"


def test_numbers_that_are_too_large_to_be_remembered_are_told():
    page = parameter("page", "query", INTEGER)
    desk = Desk(bundle_of(things_api(query=(page, LIMIT), many="items", beside={"page": INTEGER})))

    told = desk.ask("GET", f"/things?limit=1&page={10**20}")

    assert told.raw == b'{"page":%d,"items":[]}' % 10**20


def test_the_usual_media_type_is_meant_where_none_is_named():
    document = things_api()
    item = document["paths"]["/things/{id}"]
    item["get"]["responses"]["200"] = response(thing_schema(INTEGER), content_type="text/json-seq")
    item["get"]["responses"]["200"]["content"] |= {
        "application/vnd.thing+json": {"schema": thing_schema(INTEGER)},
        "application/json": {"schema": thing_schema(INTEGER)},
    }
    desk = Desk(bundle_of(document))

    for kind in ("application/json", "application/vnd.thing+json"):
        assert desk.ask("GET", "/things/5", accept=kind).headers["content-type"] == kind


texts = st.binary(max_size=30)
keys = st.tuples(st.sampled_from(["GET /a", "GET /b"]), st.tuples(names), names)


@given(st.lists(st.tuples(keys, texts)), st.integers(1, 5), st.integers(1, 3000))
def test_memory_is_bounded_and_never_wrong(puts, most, most_bytes):
    bodies = ShownBodies(most=most, most_bytes=most_bytes)

    for key, text in puts:
        bodies.put(key, text, ShownBody([key, text], ()))
        assert len(bodies) <= most
        assert bodies.size <= most_bytes
        for asked, said in puts:
            found = bodies.get(asked, said)
            assert found is None or found.body == [asked, said]
    assert bodies.size >= 0
    assert (bodies.size == 0) == (len(bodies) == 0)


def test_the_last_text_of_a_key_is_the_only_one():
    bodies = ShownBodies()
    bodies.put(("a",), b"1", ShownBody(1, ()))
    bodies.put(("a",), b"2", ShownBody(2, ()))

    assert bodies.get(("a",), b"1") is None
    assert bodies.get(("a",), b"2") == ShownBody(2, ())
    assert (len(bodies), bodies.size) == (1, 2)


def test_what_is_long_or_has_no_text_is_not_remembered():
    bodies = ShownBodies(most_bytes=1_000)

    bodies.put(("a",), b"x" * 10, ShownBody(1, ()))
    bodies.put(("a",), None, ShownBody(1, ()))

    assert len(bodies) == 0
    assert bodies.get(("a",), None) is None


def test_an_id_is_read_alike_however_many_were_read():
    few, many = Desk(BUNDLE), Desk(BUNDLE)
    kinds = [desk.handlers["GET /things/{id}"]._kind for desk in (few, many)]
    texts = ["7", "07", "a", "-1", "0", "9" * 30, "9" * 300]
    readers = [desk.handlers["GET /things/{id}"]._base.ids for desk in (few, many)]

    for number in range(2_500):
        assert readers[1].read(kinds[1], str(number + 10)) == number + 10

    for text in (*texts, *texts):
        assert readers[0].read(kinds[0], text) == readers[1].read(kinds[1], text)
