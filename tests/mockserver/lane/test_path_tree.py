"""Paths find their operation: literals first, then patterns, then parameters."""

import pytest

from mockserver.lane.path_tree import PathTree


def paths(*templates: str, method: str = "GET", owner: str = "shop") -> PathTree[str]:
    found: PathTree[str] = PathTree()
    for template in templates:
        found.add(template, method, template, owner)
    return found


def found(tree: PathTree[str], path: str) -> tuple[str, ...] | None:
    """The template that a path finds, then its values."""
    match = tree.find(path)
    return None if match is None else (match.methods["GET"], *match.values)


def test_a_literal_path_is_found():
    assert found(paths("/a/b"), "/a/b") == ("/a/b",)


@pytest.mark.parametrize("path", ["/", "/a", "/a/b/c", "/A/b", "/a/b/", "//a/b", ""])
def test_another_path_is_not_found(path):
    assert found(paths("/a/b"), path) is None


def test_the_root_is_a_path():
    assert found(paths("/"), "/") == ("/",)


def test_a_parameter_takes_one_segment():
    tree = paths("/a/{id}")

    assert found(tree, "/a/7") == ("/a/{id}", "7")
    assert found(tree, "/a/7/8") is None


def test_a_parameter_is_never_empty():
    assert found(paths("/a/{id}"), "/a/") is None


def test_parameters_come_in_the_order_of_the_template():
    assert found(paths("/{b}/x/{a}"), "/1/x/2") == ("/{b}/x/{a}", "1", "2")


def test_a_literal_beats_a_parameter():
    tree = paths("/a/{id}", "/a/mine")

    assert found(tree, "/a/mine") == ("/a/mine",)
    assert found(tree, "/a/other") == ("/a/{id}", "other")


def test_a_literal_that_leads_nowhere_gives_way():
    tree = paths("/a/mine/x", "/a/{id}/y")

    assert found(tree, "/a/mine/y") == ("/a/{id}/y", "mine")


def test_going_back_restores_the_values():
    tree = paths("/{a}/{b}/x", "/{a}/lit/{c}/y", "/{a}/{b}/{c}/z")

    assert found(tree, "/1/lit/3/z") == ("/{a}/{b}/{c}/z", "1", "lit", "3")


def test_a_pattern_beats_a_parameter():
    tree = paths("/a/{id}", "/a/{id}.json")

    assert found(tree, "/a/7.json") == ("/a/{id}.json", "7")
    assert found(tree, "/a/7.xml") == ("/a/{id}", "7.xml")


def test_a_literal_beats_a_pattern():
    assert found(paths("/{id}.json", "/all.json"), "/all.json") == ("/all.json",)


def test_a_segment_may_hold_two_parameters():
    assert found(paths("/at/{lat},{lon}"), "/at/1.5,-2") == ("/at/{lat},{lon}", "1.5", "-2")


def test_text_around_a_parameter_is_literal():
    tree = paths("/a.b({id})")

    assert found(tree, "/a.b(7)") == ("/a.b({id})", "7")
    assert found(tree, "/axb(7)") is None


@pytest.mark.parametrize(
    ("sent", "value"),
    [("a%20b", "a b"), ("a%2Fb", "a/b"), ("%C3%A4", "ä"), ("a+b", "a+b"), ("100%25", "100%")],
)
def test_values_are_percent_decoded_once(sent, value):
    assert found(paths("/a/{id}"), f"/a/{sent}") == ("/a/{id}", value)


def test_a_literal_may_be_sent_percent_encoded():
    assert found(paths("/übersicht/x"), "/%C3%BCbersicht/%78") == ("/übersicht/x",)


def test_a_template_may_be_written_percent_encoded():
    assert found(paths("/a%20b"), "/a%20b") == ("/a%20b",)


def test_a_trailing_slash_is_another_path():
    tree = paths("/a", "/a/")

    assert found(tree, "/a") == ("/a",)
    assert found(tree, "/a/") == ("/a/",)


def test_methods_of_one_path_stand_together():
    tree = paths("/a/{id}")
    tree.add("/a/{name}", "PUT", "put", "bank")
    match = tree.find("/a/7")

    assert match is not None
    assert match.methods == {"GET": "/a/{id}", "PUT": "put"}


def test_a_path_of_the_same_shape_collides():
    tree = paths("/a/{id}")

    assert tree.add("/a/{name}", "GET", "other", "bank") == "/a/{id}"
    assert found(tree, "/a/7") == ("/a/{id}", "7")


def test_a_pattern_of_the_same_shape_collides():
    assert paths("/{id}.json").add("/{name}.json", "GET", "other", "bank") == "/{id}.json"


def test_an_unknown_path_belongs_to_the_only_api_it_begins_like():
    tree = paths("/shop/a")
    tree.add("/bank/{id}/b", "GET", "b", "bank")

    assert tree.owner("/shop/zzz") == "shop"
    assert tree.owner("/bank/7/zzz") == "bank"


def test_an_unknown_path_that_begins_like_two_apis_is_nobodys():
    tree = paths("/v1/a")
    tree.add("/v1/b", "GET", "b", "bank")

    assert tree.owner("/v1/zzz") is None
    assert tree.owner("/v1/a/zzz") == "shop"
