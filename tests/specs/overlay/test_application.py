import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from specs.errors import InvalidPart
from specs.overlay import Action, Origin, Overlay, apply_overlays
from specs.overlay.target import Target
from specs.source_text import SourceText
from specs.values import Json, Record, find

Lay = Callable[..., tuple[Json, Origin]]

PETS: Record = {
    "openapi": "3.1.0",
    "info": {"title": "Pets", "version": "1"},
    "tags": [{"name": "a"}, {"name": "b"}],
    "paths": {
        "/pets": {"get": {"summary": "All", "parameters": [{"name": "limit", "in": "query"}]}},
        "/pets/{id}": {"get": {"summary": "One"}, "delete": {"tags": ["old", "new"]}},
    },
}


def test_update_adds_words_to_an_operation(lay: Lay) -> None:
    resource = {"kind": "pet", "action": "read"}

    data, _ = lay(PETS, {"target": "$.paths['/pets/{id}'].get", "update": {"x-resource": resource}})

    assert data["paths"]["/pets/{id}"]["get"] == {"summary": "One", "x-resource": resource}
    assert data["paths"]["/pets"] == PETS["paths"]["/pets"]


def test_update_of_the_root_mirrors_the_structure(lay: Lay) -> None:
    update = {"info": {"x-on": True}, "paths": {"/pets": {"get": {"summary": "Each"}}}}

    data, _ = lay(PETS, {"target": "$", "update": update})

    assert data["info"] == {"title": "Pets", "version": "1", "x-on": True}
    assert data["paths"]["/pets"]["get"]["summary"] == "Each"
    assert data["paths"]["/pets/{id}"] == PETS["paths"]["/pets/{id}"]


def test_update_reaches_everything_that_a_wildcard_selects(lay: Lay) -> None:
    data, _ = lay(PETS, {"target": "$.paths.*.get", "update": {"x-safe": True}})

    assert [item["get"]["x-safe"] for item in data["paths"].values()] == [True, True]
    assert "x-safe" not in data["paths"]["/pets/{id}"]["delete"]


def test_filter_selects_by_what_stands_inside(lay: Lay) -> None:
    target = "$.paths.*.get.parameters[?@.name == 'limit' && @.in == 'query']"

    data, _ = lay(PETS, {"target": target, "update": {"schema": {"maximum": 9}}})

    (parameter,) = data["paths"]["/pets"]["get"]["parameters"]
    assert parameter == {"name": "limit", "in": "query", "schema": {"maximum": 9}}


@pytest.mark.parametrize("update", [{"name": "c"}, [{"name": "c"}]])
def test_update_of_a_list_goes_to_its_end(lay: Lay, update: Json) -> None:
    data, _ = lay(PETS, {"target": "$.tags", "update": update})

    assert data["tags"] == [{"name": "a"}, {"name": "b"}, {"name": "c"}]


def test_single_value_is_replaced_by_its_own_target(lay: Lay) -> None:
    data, _ = lay(PETS, {"target": "$.info.title", "update": "Animals"})

    assert data["info"]["title"] == "Animals"


@pytest.mark.parametrize(
    ("target", "where"),
    [
        ("$.paths['/pets'].get.summary", "/paths/~1pets/get"),
        ("$.paths['/pets']", "/paths"),
        ("$.tags[?@.name == 'a']", "/tags"),
        ("$.paths.*.delete.tags[?@ == 'old']", "/paths/~1pets~1{id}/delete/tags"),
    ],
)
def test_remove_takes_members_and_items_away(lay: Lay, target: str, where: str) -> None:
    data, _ = lay(PETS, {"target": target, "remove": True})

    assert len(find(data, where)) == len(find(PETS, where)) - 1


def test_remove_takes_every_item_that_was_selected(lay: Lay) -> None:
    data, _ = lay(PETS, {"target": "$.tags[*]", "remove": True})

    assert data["tags"] == []


def test_remove_wins_over_update(lay: Lay) -> None:
    data, _ = lay(PETS, {"target": "$.tags", "update": {"name": "c"}, "remove": True})

    assert "tags" not in data


def test_removed_part_can_be_made_again(lay: Lay) -> None:
    data, _ = lay(
        PETS,
        {"target": "$.tags", "remove": True},
        {"target": "$", "update": {"tags": [{"name": "only"}]}},
    )

    assert data["tags"] == [{"name": "only"}]


def test_copy_and_remove_rename_a_path(lay: Lay) -> None:
    data, _ = lay(
        PETS,
        {"target": "$.paths", "update": {"/animals": {}}},
        {"target": "$.paths['/animals']", "copy": "$.paths['/pets']"},
        {"target": "$.paths['/pets']", "remove": True},
    )

    assert data["paths"] == {
        "/animals": PETS["paths"]["/pets"],
        "/pets/{id}": PETS["paths"]["/pets/{id}"],
    }


def test_traits_are_applied_where_the_description_asks_for_them(lay: Lay) -> None:
    traits = {"x-traits": ["paged"], "parameters": [{"name": "id"}]}
    paged = {"paths": {"/a": {"get": traits}, "/b": {"get": {}}}}
    target = "$.paths[?@.get['x-traits'][?@ == 'paged']].get"

    data, _ = lay(paged, {"target": target, "update": {"parameters": [{"name": "top"}]}})

    assert data["paths"]["/a"]["get"]["parameters"] == [{"name": "id"}, {"name": "top"}]
    assert data["paths"]["/b"]["get"] == {}


def test_nested_matches_are_each_changed_once(lay: Lay) -> None:
    nested = {"schema": {"type": "object", "properties": {"a": {"type": "object"}}}}

    data, _ = lay(nested, {"target": "$..[?@.type == 'object']", "update": {"x-seen": [1]}})

    assert data["schema"]["x-seen"] == [1]
    assert data["schema"]["properties"]["a"]["x-seen"] == [1]


def test_overlays_are_laid_one_over_the_other(overlay: Callable[..., Overlay]) -> None:
    first = overlay({"target": "$.info", "update": {"x-owner": "a"}}, name="first.yaml")
    second = overlay({"target": "$.info['x-owner']", "update": "b"}, name="second.yaml")

    data, origin = apply_overlays(PETS, [first, second])

    source, _ = origin.find("/info/x-owner")
    assert data["info"]["x-owner"] == "b"
    assert source is not None
    assert source.path.name == "second.yaml"


def test_description_is_not_changed(lay: Lay) -> None:
    before = json.dumps(PETS)

    lay(PETS, {"target": "$..*", "remove": True})
    lay(PETS, {"target": "$.paths.*.*", "update": {"x-a": {"b": [1]}}})

    assert json.dumps(PETS) == before


def test_value_that_an_alias_shares_is_changed_where_the_target_says(lay: Lay) -> None:
    shared = {"type": "string"}

    data, _ = lay({"a": shared, "b": shared}, {"target": "$.a", "update": {"x-here": 1}})

    assert data == {"a": {"type": "string", "x-here": 1}, "b": {"type": "string"}}


def test_without_an_overlay_everything_stays() -> None:
    data, origin = apply_overlays(PETS, [])

    assert data is PETS
    assert origin.find("/paths/~1pets/get") == (None, "/paths/~1pets/get")


@pytest.mark.parametrize(
    ("target", "says"),
    [
        (
            "$.paths['/pet'].get",
            "selects nothing: $['paths'] is there, but nothing in it matches ['/pet']. Did you mean"
            " /pets?",
        ),
        (
            "$.paths['/pets'].gett",
            "selects nothing: $['paths']['/pets'] is there, but nothing in it matches ['gett'].",
        ),
        ("$.paths.*.patch", "selects nothing: $['paths'][*] is there, but nothing in it matches"),
        ("$.tags[7]", "selects nothing: $['tags'] is there, but nothing in it matches [7]."),
        ("$..[?@.name == 'c']", "selects nothing: $ is there, but nothing in it matches"),
    ],
)
@pytest.mark.parametrize("effect", [{"update": {"x-a": 1}}, {"remove": True}])
def test_target_that_selects_nothing_is_refused(
    lay: Lay, tmp_path: Path, target: str, says: str, effect: Record
) -> None:
    with pytest.raises(InvalidPart) as caught:
        lay(PETS, {"target": "$", "update": {"x-first": 1}}, {"target": target, **effect})

    assert (caught.value.file, caught.value.line) == (tmp_path / "overlay.yaml", 9)
    assert says in str(caught.value)


def test_reference_on_the_way_of_a_target_is_told(lay: Lay) -> None:
    with pytest.raises(InvalidPart, match=r"A reference to #/x stands there: target what it refer"):
        lay(
            {"paths": {"/a": {"$ref": "#/x"}}, "x": {"get": {}}},
            {"target": "$.paths['/a'].get", "update": {}},
        )


@pytest.mark.parametrize(
    ("action", "line", "says"),
    [
        (
            {"target": "$.info", "update": ["x"]},
            7,
            "would put a list where a mapping stands: /info",
        ),
        ({"target": "$.info", "update": "x"}, 7, "would put a single value where a mapping stands"),
        (
            {"target": "$.info", "update": {"x-a": 1, "title": {"en": "Pets"}}},
            9,
            "would put a mapping where a single value stands: /info/title. Expected a single value",
        ),
        ({"target": "$.paths", "update": {"/pets": {"get": {"parameters": {}}}}}, 10, "a list"),
        ({"target": "$.info.title", "copy": "$.tags"}, 7, "would put a list where a single value"),
        (
            {"target": "$..*", "update": {"x-a": 1}},
            6,
            "selects a single value (/openapi) and a map",
        ),
        ({"target": "$.info", "copy": "$.tags[*]"}, 7, "selects 2 places. Expected one value"),
        ({"target": "$.info", "copy": "$.nowhere"}, 7, "selects nothing"),
        ({"target": "$", "remove": True}, 6, "removes the whole description"),
    ],
)
def test_action_that_does_not_fit_is_refused(
    lay: Lay, action: Record, line: int, says: str
) -> None:
    with pytest.raises(InvalidPart) as caught:
        lay(PETS, action)

    assert says in str(caught.value)
    assert caught.value.line == line


def test_copies_of_copies_are_stopped(lay: Lay) -> None:
    doubling = {"target": "$", "copy": "$.x"}
    seed = {"x": {"y": {"a": 1}}}
    growing = [{"target": "$.x.y", "update": {f"n{n}": {}}} for n in range(70)]
    copying = [{"target": f"$.x.y.n{n}", "copy": "$.x.y"} for n in range(70)]

    with pytest.raises(InvalidPart, match="the action makes the description nest"):
        lay(seed, *growing, *copying, doubling)


def test_nesting_deeper_than_any_reader_goes_is_refused(lay: Lay) -> None:
    deep: Json = {}
    for _ in range(150):
        deep = {"a": deep}
    target = "$.x" + ".a" * 100

    with pytest.raises(InvalidPart, match=r"nest 25[0-9] levels deep"):
        lay({"x": deep}, {"target": target, "copy": "$.x"})


def test_target_that_multiplies_its_matches_is_stopped(lay: Lay) -> None:
    deep: Json = 1
    for _ in range(100):
        deep = {"a": deep}

    with pytest.raises(InvalidPart, match="selects more than 200000 places"):
        lay(deep, {"target": "$..*..*..*..*..*", "remove": True})


def test_update_may_be_large_and_reach_many_places(lay: Lay) -> None:
    many = {"paths": {f"/{n}": {"get": {}} for n in range(2000)}}

    data, origin = lay(many, {"target": "$.paths.*.get", "update": {"x-a": list(range(50))}})

    source, where = origin.find("/paths/~11999/get/x-a/49")
    assert source is not None
    assert find(source.value, where) == 49
    assert len(data["paths"]) == 2000


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text("abc/~", max_size=2), inner)
    ),
    max_leaves=12,
)
RECORDS = st.dictionaries(st.text("abc/~", max_size=2), JSON_VALUES, max_size=4)


def pointers(value: Json, where: str = "") -> list[str]:
    """The JSON pointer of every value inside one, itself included."""
    members = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    found = [where]
    for name, item in members:
        token = str(name).replace("~", "~0").replace("/", "~1")
        found += pointers(item, f"{where}/{token}")
    return found


def action(data: Record) -> Action:
    source = SourceText(Path("overlay.yaml"), {"actions": [data]}, line=lambda where: 1)
    return Action(source, "/actions/0", Target(data["target"]), data)


@given(data=RECORDS, update=RECORDS, picked=st.data())
def test_every_value_is_found_where_its_origin_says(
    data: Record, update: Record, picked: st.DataObject
) -> None:
    steps: list[Record] = [{"target": "$", "update": update}]
    if listed := [where for where in pointers(data) if where.rsplit("/", 1)[-1].isdecimal()]:
        where = picked.draw(st.sampled_from(listed))
        parts = [part.replace("~1", "/").replace("~0", "~") for part in where.split("/")[1:]]
        path = "".join(
            f"[{part}]"
            if isinstance(find(data, "/".join(where.split("/")[: index + 1])), list)
            else f"['{part}']"
            for index, part in enumerate(parts)
        )
        steps.insert(0, {"target": "$" + path, "remove": True})
    laid = [Overlay(Path("overlay.yaml"), (action(step),)) for step in steps]
    try:
        made, origin = apply_overlays(data, laid)
    except InvalidPart:
        return

    for where in pointers(made):
        source, written = origin.find(where)
        there = find(data if source is None else source.value, written)
        here = find(made, where)
        assert isinstance(here, dict | list) or here == there


@given(data=RECORDS, update=RECORDS)
def test_update_with_what_is_there_already_adds_nothing_but_items(
    data: Record, update: Record
) -> None:
    overlay = Overlay(Path("overlay.yaml"), (action({"target": "$", "update": update}),))
    try:
        once, _ = apply_overlays(data, [overlay])
    except InvalidPart:
        return
    assert set(once) == set(data) | set(update)
    assert all(once[name] == value for name, value in data.items() if name not in update)
