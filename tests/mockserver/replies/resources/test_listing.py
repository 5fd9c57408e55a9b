"""A list that looks only at what it shows answers as if it had looked at everything."""

from unittest.mock import patch

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mockserver.replies.resources.asking import Asking, agrees
from mockserver.replies.resources.choosing import Named, wanted_texts
from specs.resources import Filter, Source
from specs.values import ABSENT
from tests.support.desk import Desk
from tests.support.documents import bundle_of, parameter
from tests.support.thing_documents import INTEGER, TEXT, things_api

COUNT = {"type": "integer", "minimum": 0}
NAMES = ("page", "offset", "limit", "name", "size", "tags", "sort", "q")
SCHEMAS = {"page": INTEGER, "offset": COUNT, "limit": COUNT, "size": {"type": "integer"}}
QUERY = tuple(parameter(name, "query", SCHEMAS.get(name, TEXT)) for name in NAMES)
CURSOR = tuple(
    parameter(name, "query", SCHEMAS.get(name, TEXT))
    for name in ("cursor", "limit", "name", "sort")
)

names = st.sampled_from(["a", "b", "true", "TRUE", "7"])
ids = st.integers(1, 8)
things = st.fixed_dictionaries(
    {"name": names},
    optional={"size": st.integers(0, 2), "tags": st.lists(names, max_size=2)},
)
changes = st.lists(
    st.one_of(
        st.tuples(st.just("POST"), st.none(), things),
        st.tuples(st.just("PUT"), ids, things),
        st.tuples(st.just("PATCH"), ids, things),
        st.tuples(st.just("DELETE"), ids, st.none()),
    ),
    max_size=8,
)
questions = st.fixed_dictionaries(
    {},
    optional={
        "limit": st.integers(0, 4),
        "name": names,
        "size": st.integers(0, 2),
        "tags": names,
        "sort": st.sampled_from(["name", "-name", "size", "-size,name", "nothing"]),
        "q": names,
    },
)
places = st.one_of(
    st.just({}),
    st.builds(lambda number: {"page": number}, st.integers(1, 5)),
    st.builds(lambda number: {"offset": number}, st.integers(0, 9)),
)

BUNDLE = bundle_of(things_api(query=QUERY, many="items", beside={"total": COUNT}))
BY_CURSOR = bundle_of(things_api(query=CURSOR, many="items", beside={"next_cursor": TEXT}))


def changed(bundle, history) -> Desk:
    found = Desk(bundle)
    for method, id_, body in history:
        url = "/things" if id_ is None else f"/things/{id_}"
        try:
            found.ask(method, url, ABSENT if body is None else body)
        except AssertionError:
            pytest.fail(f"{method} {url} was not answered")
    return found


def told_both_ways(found: Desk, asked) -> tuple[object, object]:
    url = "/things?" + "&".join(f"{name}={value}" for name, value in asked.items())
    told = found.ask("GET", url)
    with patch.object(Asking, "choice", lambda *_: None):
        plain = found.ask("GET", url)
    return (told.body, told.headers), (plain.body, plain.headers)


@settings(deadline=None)
@given(changes, st.lists(st.tuples(questions, places), min_size=1, max_size=4))
def test_a_list_is_what_all_things_give_when_filtered_sorted_and_cut(history, asked):
    found = changed(BUNDLE, history)

    for question, place in asked:
        told, plain = told_both_ways(found, {**question, **place})
        assert told == plain


@settings(deadline=None)
@given(
    changes,
    st.fixed_dictionaries(
        {"cursor": st.one_of(ids.map(str), st.just("x"), st.just("0"))},
        optional={"limit": st.integers(0, 3), "name": names, "sort": st.just("-name")},
    ),
    changes,
)
def test_a_cursor_outlives_its_thing_however_the_list_is_read(history, asked, later):
    found = changed(BY_CURSOR, [*history, *later])

    told, plain = told_both_ways(found, asked)

    assert told == plain


scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.sampled_from(["true", "TRUE", "False", "1", "1.0", "a", "null", "~true", "[1]"]),
    st.sampled_from([0, 1, 10**22, 2**53 + 1]),
    st.sampled_from([1.0, 1e22, 0.5, float(2**53)]),
)
values = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(st.sampled_from(["name", "id", "other"]), inner, max_size=2)
    ),
    max_leaves=4,
)


@given(st.just(ABSENT) | values, scalars | st.lists(scalars, max_size=2))
@example({"name": {"id": True}}, ["TRUE"])
@example("TRUE", "true")
@example("tRuE", True)
def test_the_texts_of_a_value_agree_with_a_filter_exactly_as_the_value_does(value, wanted):
    thing = {} if value is ABSENT else {"m": value}
    one = Filter(Source("query", ("m",), None), "/m")

    texts = wanted_texts(wanted)

    assert texts is not None
    assert (not texts.isdisjoint(Named("/m")("1", thing))) == agrees(thing, one, wanted)
