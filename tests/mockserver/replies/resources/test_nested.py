"""Things inside things: apart by what is around them, gone with it, seen from two places."""

import pytest

from tests.support.desk import Desk
from tests.support.documents import api, bundle_of, operation, parameter, response, takes
from tests.support.thing_documents import INTEGER, PROBLEM, TEXT, thing_schema, things_api

SHOP = thing_schema(TEXT)


def desk(document):
    return Desk(bundle_of(document))


def shops():
    """Shops with orders."""
    key = parameter("id", "path", TEXT)
    gone = {"404": response(PROBLEM)}
    shop = {
        "parameters": [key],
        "get": operation(None, responses={"200": response(SHOP), **gone}),
        "put": operation(None, responses={"200": response(SHOP)}, requestBody=takes(SHOP)),
        "delete": operation(None, responses={"204": {"description": "d"}, **gone}),
    }
    path = "/shops/{shopId}/orders"
    document = things_api(
        path=path, around=("shopId",), members={"shop_id": TEXT}, others={"/shops/{id}": shop}
    )
    for item in (document["paths"][path], document["paths"][f"{path}/{{id}}"]):
        for method in ("get", "post"):
            if method in item:
                item[method]["responses"]["404"] = response(PROBLEM)
    return desk(document)


def test_nested_things_are_apart_and_say_where_they_are():
    found = shops()
    made = found.ask("POST", "/shops/s1/orders", {"name": "a"})
    key = made.body["id"]

    assert made.body["shop_id"] == "s1"
    assert made.headers["location"] == f"/shops/s1/orders/{key}"
    assert made.body in found.ask("GET", "/shops/s1/orders").body
    assert len(found.ask("GET", "/shops/s2/orders").body) == 3
    assert {one["shop_id"] for one in found.ask("GET", "/shops/s2/orders").body} == {"s2"}
    assert list(found.records("orders")) == [f"s1/{key}"]


def test_what_was_inside_a_deleted_thing_is_gone_until_it_is_back():
    found = shops()
    key = found.ask("POST", "/shops/s1/orders", {"name": "a"}).body["id"]
    found.ask("DELETE", "/shops/s1")

    assert found.ask("GET", f"/shops/s1/orders/{key}").status == 404
    assert found.ask("GET", "/shops/s1/orders").status == 404
    assert found.ask("POST", "/shops/s1/orders", {"name": "b"}).status == 404
    found.ask("PUT", "/shops/s1", {"name": "again"})
    assert found.ask("GET", f"/shops/s1/orders/{key}").status == 200


def test_a_new_id_passes_by_what_a_seed_put_inside_another_thing():
    found = shops()
    found.keep("orders", "s/4", {"id": 4, "name": "seeded"})

    assert found.ask("POST", "/shops/s/orders", {"name": "a"}).body["id"] == 5


def posts(*, is_linked=True):
    return desk(posts_document(is_linked=is_linked))


def posts_document(*, is_linked):
    """Posts, and those of each user; a post says its user, or does not."""
    post = {"$ref": "#/components/schemas/Post"}
    gone = {"404": response(PROBLEM)}
    one = {"parameters": [parameter("id", "path", INTEGER)]}
    one |= {"get": operation(None, responses={"200": response(post), **gone})}
    some = {
        "parameters": [parameter("userId", "path", INTEGER)],
        "get": operation(None, {"type": "array", "items": post}),
        "post": operation(None, responses={"201": response(post)}, requestBody=takes(post)),
    }
    schemas = {"Post": thing_schema(INTEGER, **({"user_id": INTEGER} if is_linked else {}))}
    paths = {"/posts/{id}": one, "/users/{userId}/posts": some}
    paths["/users/{id}"] = {
        "parameters": one["parameters"],
        "get": operation(None, thing_schema(INTEGER)),
    }
    one["put"] = operation(None, responses={"200": response(post)}, requestBody=takes(post))
    paths["/posts"] = {"get": operation(None, {"type": "array", "items": post})}
    return api(paths, components={"schemas": schemas})


def test_a_nested_list_shows_a_part_of_the_things():
    found = posts()
    made = found.ask("POST", "/users/77/posts", {"name": "a"}).body

    assert made["user_id"] == 77
    assert found.ask("GET", "/users/77/posts").body == [made]
    assert made in found.ask("GET", "/posts").body
    assert found.ask("GET", f"/posts/{made['id']}").body == made
    assert found.ask("GET", "/users/78/posts").body == []


def test_a_thing_of_another_is_not_found_among_somebodys():
    post = {"$ref": "#/components/schemas/Post"}
    gone = {"404": response(PROBLEM)}
    one = {
        "get": operation(None, responses={"200": response(post), **gone}),
        "put": operation(None, responses={"200": response(post), **gone}, requestBody=takes(post)),
    }
    key, user = parameter("id", "path", INTEGER), parameter("userId", "path", INTEGER)
    made = operation(None, responses={"201": response(post)}, requestBody=takes(post))
    paths = {
        "/posts": {"post": made},
        "/posts/{id}": {"parameters": [key], **one},
        "/users/{userId}/posts/{id}": {"parameters": [user, key], **one},
    }
    schemas = {"Post": thing_schema(INTEGER, user_id=INTEGER)}
    found = desk(api(paths, components={"schemas": schemas}))
    key = found.ask("POST", "/posts", {"name": "a", "user_id": 5}).body["id"]

    assert found.ask("GET", f"/users/5/posts/{key}").status == 200
    assert found.ask("GET", f"/users/6/posts/{key}").status == 404
    assert found.ask("PUT", f"/users/6/posts/{key}", {"name": "b"}).status == 404
    assert found.ask("PUT", f"/users/5/posts/{key}", {"name": "b"}).body["user_id"] == 5


def test_whose_a_thing_is_may_be_a_note_that_nobody_sees():
    found = posts(is_linked=False)
    made = found.ask("POST", "/users/77/posts", {"name": "a"}).body
    key = made["id"]
    found.ask("PUT", f"/posts/{key}", {"name": "b"})

    assert set(made) == {"id", "name"}
    assert found.ask("GET", "/users/77/posts").body == [{"id": key, "name": "b"}]
    assert found.ask("GET", f"/posts/{key}").body == {"id": key, "name": "b"}
    assert found.records("posts")[str(key)]["$users"] == 77


def test_a_note_stays_unseen_where_any_member_may_be_seen():
    document = posts_document(is_linked=False)
    document["components"]["schemas"]["Post"]["additionalProperties"] = True
    found = desk(document)
    made = found.ask("POST", "/users/77/posts", {"name": "a", "color": "red"}).body

    assert made == {"id": made["id"], "name": "a", "color": "red"}
    assert found.ask("GET", "/users/77/posts").body == [made]


@pytest.mark.parametrize("is_linked", [True, False])
def test_the_things_that_nobody_made_are_somebodys(is_linked):
    found = posts(is_linked=is_linked)
    all_of_them = found.ask("GET", "/posts").body
    parts = [found.ask("GET", f"/users/{user}/posts").body for user in (1, 2, 3)]

    assert sorted(post["id"] for part in parts for post in part) == [1, 2, 3]
    assert all(post in all_of_them for part in parts for post in part)


def settings(**more):
    schema = {
        "type": "object",
        "required": ["color"],
        "properties": {"color": TEXT, "size": INTEGER},
    }
    change = operation(None, schema, requestBody=takes(schema, required=False))
    return desk(api({"/settings": {"get": operation(None, schema), "put": change, **more}}))


def test_a_single_thing_is_read_and_changed():
    found = settings()
    first = found.ask("GET", "/settings").body

    assert found.ask("GET", "/settings").body == first
    assert found.ask("PUT", "/settings", {"color": "red"}).body == {"color": "red"}
    assert found.ask("GET", "/settings").body == {"color": "red"}
    assert found.records("settings") == {"current": {"color": "red"}}


def test_a_single_thing_may_be_taken_away():
    found = settings(delete={"responses": {"204": {"description": "d"}}})

    assert found.ask("DELETE", "/settings").status == 204
    assert found.ask("GET", "/settings").body == {"refused": "unknown_resource"}
    assert found.ask("PUT", "/settings", {"color": "red"}).status == 200
