"""A list is narrowed and ordered by what the description declares, and by nothing else."""

import pytest

from tests.support.desk import Desk
from tests.support.documents import bundle_of, parameter
from tests.support.thing_documents import INTEGER, TEXT, things_api

FLAG = {"type": "boolean"}
TEXTS = {"type": "array", "items": TEXT}
OWNER = {"type": "object", "properties": {"name": TEXT}}
MEMBERS = {
    "done": FLAG,
    "state": {"type": "string", "enum": ["open", "shut"]},
    "owners": {"type": "array", "items": OWNER},
    "price": {"type": "number"},
}
THINGS = (
    {"name": "Anna", "size": 3, "tags": ["a", "b"], "done": True, "state": "open"},
    {"name": "bert", "size": 1, "tags": ["b"], "done": False, "price": 2.5},
    {"name": "Carl", "size": 2, "owners": [{"name": "Dora"}], "state": "shut"},
)


def asked(query, *parameters):
    """The names of the listed things; those that nobody made are out of the way."""
    declared = tuple(
        parameter(one, "query", TEXT)
        if isinstance(one, str)
        else parameter(one[0], "query", one[1])
        for one in parameters
    )
    document = things_api(query=declared, members=MEMBERS)
    desk = Desk(bundle_of(document))
    desk.keep("things", "*", {"$deleted": True})
    for thing in THINGS:
        assert desk.ask("POST", "/things", thing).status == 201
    return [thing["name"] for thing in desk.ask("GET", f"/things{query}").body]


@pytest.mark.parametrize(
    ("query", "declared", "names"),
    [
        ("?name=Anna", "name", ["Anna"]),
        ("?name=anna", "name", []),
        ("?size=2", ("size", INTEGER), ["Carl"]),
        ("?size=2&size=3", ("size", {"type": "array", "items": INTEGER}), ["Anna", "Carl"]),
        ("?done=true", ("done", FLAG), ["Anna"]),
        ("?done=false", ("done", FLAG), ["bert"]),
        ("?tags=b", ("tags", TEXTS), ["Anna", "bert"]),
        ("?tags=a&tags=x", ("tags", TEXTS), ["Anna"]),
        ("?owners=Dora", ("owners", TEXTS), ["Carl"]),
        ("?price=2.5", ("price", {"type": "number"}), ["bert"]),
        ("?state=shut", "state", ["Carl"]),
        ("?state=all", "state", ["Anna", "bert", "Carl"]),
        ("", ("state", {"type": "string", "default": "open"}), ["Anna"]),
        ("?filter[name]=Anna", "filter[name]", ["Anna"]),
    ],
)
def test_a_member_is_filtered_by(query, declared, names):
    assert asked(query, declared) == names


def test_what_is_not_declared_counts_for_nothing():
    assert asked("?name=Anna&color=red") == ["Anna", "bert", "Carl"]


def test_all_filters_count_at_once():
    declared = ("name", ("size", INTEGER))

    assert asked("?name=Anna&size=3", *declared) == ["Anna"]
    assert asked("?name=Anna&size=2", *declared) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("NN", ["Anna"]),
        ("r", ["bert", "Carl"]),
        ("b", ["Anna", "bert"]),
        ("dora", ["Carl"]),
        ("", ["Anna", "bert", "Carl"]),
    ],
)
def test_any_text_is_searched(text, names):
    assert asked(f"?q={text}", "q") == names


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("?sort=size", ["bert", "Carl", "Anna"]),
        ("?sort=-size", ["Anna", "Carl", "bert"]),
        ("?sort=%2Bsize", ["bert", "Carl", "Anna"]),
        ("?sort=size:desc", ["Anna", "Carl", "bert"]),
        ("?sort=size%20desc", ["Anna", "Carl", "bert"]),
        ("?sort=size_desc", ["Anna", "Carl", "bert"]),
        ("?sort=size,desc", ["Anna", "Carl", "bert"]),
        ("?sort=size.asc", ["bert", "Carl", "Anna"]),
        ("?sort=state,-name", ["Anna", "Carl", "bert"]),
        ("?sort=state", ["Anna", "Carl", "bert"]),
        ("?sort=color", ["Anna", "bert", "Carl"]),
        ("?sort=", ["Anna", "bert", "Carl"]),
    ],
)
def test_a_list_is_ordered_by_a_member(query, names):
    assert asked(query, "sort") == names


def test_the_direction_may_be_said_by_itself():
    assert asked("?sort_by=size&order=desc", "sort_by", "order") == ["Anna", "Carl", "bert"]
    assert asked("?sort_by=size&order=ASC", "sort_by", "order") == ["bert", "Carl", "Anna"]
