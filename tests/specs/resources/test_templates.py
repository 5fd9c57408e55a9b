"""A path's shape says whether it is a collection, an item or an action."""

import pytest

from specs.resources.templates import is_prefix, name_of, names_said, read_template


@pytest.mark.parametrize(
    ("path", "place", "parameters"),
    [
        ("/things", ("things",), ()),
        ("/things/", ("things",), ()),
        ("/things/{id}", ("things", "{}"), ("id",)),
        ("/things.json", ("things",), ()),
        ("/things/{id}.json", ("things", "{}"), ("id",)),
        ("/things/{id}.{format}", ("things", "{}"), ("id",)),
        ("/v1/shops/{shop}/orders/{id}", ("v1", "shops", "{}", "orders", "{}"), ("shop", "id")),
        ("/", (), ()),
    ],
)
def test_paths_fall_into_words_and_gaps(path, place, parameters):
    found = read_template(path)

    assert (found.place, found.parameters, found.is_clear) == (place, parameters, True)


def test_an_item_knows_its_key_and_its_scope():
    item = read_template("/shops/{shop}/orders/{id}")
    whole = read_template("/shops/{shop}/orders")

    assert (item.is_item, item.key, item.scope) == (True, "id", ("shop",))
    assert (whole.is_item, whole.key, whole.scope) == (False, None, ("shop",))
    assert item.collection == whole.collection == whole.place


@pytest.mark.parametrize(
    ("path", "action"),
    [("/things:batch", "batch"), ("/things/{id}:cancel", "cancel"), ("/things/{id}", "")],
)
def test_an_action_stands_after_a_colon(path, action):
    assert read_template(path).action == action


@pytest.mark.parametrize("path", ["/a-{b}", "/a/{b}-{c}", "/a({b})", "/a?b={c}", "/a#b"])
def test_a_segment_of_word_and_parameter_is_not_clear(path):
    assert not read_template(path).is_clear


def test_versions_and_prefixes_name_nothing():
    assert name_of(("api", "v2")) == ""
    assert name_of(("api", "v2", "vans", "{}")) == "vans"
    assert [is_prefix(word) for word in ("v1", "V1.2", "1.0", "2024-01", "v1beta1", "api")] == [
        True
    ] * 6
    assert not is_prefix("vans")


@pytest.mark.parametrize(
    ("path", "parameter", "names"),
    [
        ("/users/{id}/posts", "id", ("user_id", "user")),
        ("/users/{userId}/posts", "userId", ("userId", "user", "user_id")),
        ("/users/{user}/posts", "user", ("user", "user_id")),
        ("/users/{username}/posts", "username", ("username",)),
    ],
)
def test_a_path_parameter_is_said_by_members_of_these_names(path, parameter, names):
    assert names_said(read_template(path), parameter) == names
