"""The shape of paths and bodies says what an operation does; what is not clear is left alone."""

import pytest

from specs.resources import Inference
from specs.values import Record
from tests.support.documents import api, bundle_of, operation, parameter, response, takes
from tests.support.thing_documents import INTEGER, TEXT, UUID, thing_schema, things_api

THING = thing_schema(INTEGER)
LIST: Record = {"type": "array", "items": THING}
ID = parameter("id", "path", INTEGER)


class Read:
    """What is believed of a document."""

    def __init__(self, document):
        self.bundle = bundle_of(document)
        self._inference = Inference(self.bundle.document, self.bundle.operations)
        self._operations = {one.label: one for one in self.bundle.operations}

    def __getitem__(self, label):
        return self._inference.decide(self._operations[label])

    def does(self, label):
        resource = self[label].resource
        return (resource.action, resource.kind.name) if resource is not None else None

    def reason(self, label):
        assert self[label].resource is None
        return self[label].reason


def read(paths, **more):
    return Read(api(paths, **more))


def answers(schema, *, status="200", **more):
    return operation(None, responses={status: response(schema)}, **more)


@pytest.mark.parametrize("path", ["/things", "/api/v3/things", "/v1.2/shop/things"])
def test_collections_and_items_are_seen_behind_any_prefix(path):
    found = Read(things_api(path=path))

    assert [found.does(f"{method} {path}") for method in ("GET", "POST")] == [
        ("list", "things"),
        ("create", "things"),
    ]
    assert [
        found.does(f"{method} {path}/{{id}}") for method in ("GET", "PUT", "PATCH", "DELETE")
    ] == [("read", "things"), ("replace", "things"), ("update", "things"), ("delete", "things")]


@pytest.mark.parametrize("suffix", [".json", "/", ".{format}"])
def test_suffixes_are_no_part_of_a_name(suffix):
    found = read(
        {
            f"/things{suffix}": {"get": answers(LIST)},
            f"/things/{{id}}{suffix}": {"get": answers(THING, parameters=[ID])},
        }
    )

    assert found.does(f"GET /things{suffix}") == ("list", "things")
    assert found.does(f"GET /things/{{id}}{suffix}") == ("read", "things")


def test_one_word_may_be_written_in_two_numbers():
    found = read(
        {
            "/pets": {"get": answers(LIST)},
            "/pet": {"post": answers(THING, requestBody=takes(THING))},
            "/pet/{id}": {"get": answers(THING, parameters=[ID])},
        }
    )

    assert [found.does(label) for label in ("GET /pets", "POST /pet", "GET /pet/{id}")] == [
        ("list", "pet"),
        ("create", "pet"),
        ("read", "pet"),
    ]


def test_one_of_many_is_not_the_one_there_is():
    found = read(
        {
            "/users/{id}": {"get": answers(THING, parameters=[ID])},
            "/user": {"get": answers(THING), "patch": answers(THING, requestBody=takes(THING))},
        }
    )

    assert found.does("GET /user") == ("read", "user")
    assert found["GET /user"].resource.kind.is_single
    assert found.does("PATCH /user") == ("update", "user")


@pytest.mark.parametrize("path", ["/me", "/shops/{shop}/settings"])
def test_what_is_read_and_changed_without_an_id_is_single(path):
    shop = [parameter("shop", "path", TEXT)] if "{" in path else []
    settings = {"type": "object", "properties": {"color": TEXT}}
    put = answers(settings, requestBody=takes(settings))
    found = read({path: {"parameters": shop, "get": answers(settings), "put": put}})

    assert found[f"PUT {path}"].resource.kind.is_single
    assert found[f"PUT {path}"].resource.action == "replace"
    assert found[f"GET {path}"].resource.scope == (("shop",) if shop else ())


def test_nested_things_know_what_they_are_in():
    path, around = "/shops/{shopId}/orders", ("shopId",)
    shop = {"get": answers(thing_schema(TEXT), parameters=[parameter("id", "path", TEXT)])}
    found = Read(
        things_api(
            path=path, around=around, members={"shop_id": TEXT}, others={"/shops/{id}": shop}
        )
    )
    resource = found[f"GET {path}/{{id}}"].resource

    assert (resource.kind.name, resource.scope, resource.key) == ("orders", ("shopId",), "id")
    assert [(one.kind.name, one.parameters) for one in resource.parents] == [("shops", ("shopId",))]
    assert resource.kind.within == ("/shop_id",)


def test_kinds_of_one_word_have_names_of_their_own():
    nested = things_api(path="/shops/{shop}/orders", around=("shop",))["paths"]
    other = thing_schema(UUID, price=INTEGER)
    paths = {
        **nested,
        "/v2/orders/{id}": {"get": answers(other, parameters=[parameter("id", "path", UUID)])},
    }
    found = read(paths, components={"schemas": {"Thing": THING}})

    assert found.does("GET /v2/orders/{id}") == ("read", "orders")
    assert found.does("GET /shops/{shop}/orders") == ("list", "shops-orders")


def test_a_nested_list_may_show_a_part_of_the_things():
    posts = {"$ref": "#/components/schemas/Post"}
    user = [parameter("userId", "path", INTEGER)]
    paths = {
        "/posts/{id}": {"get": answers(posts, parameters=[ID])},
        "/users/{userId}/posts": {
            "parameters": user,
            "get": answers({"type": "array", "items": posts}),
            "post": answers(posts, requestBody=takes(posts)),
        },
    }
    linked = {"schemas": {"Post": thing_schema(INTEGER, user_id=INTEGER)}}
    resource = read(paths, components=linked)["GET /users/{userId}/posts"].resource

    assert resource.kind.name == "posts"
    assert [(one.source.name, one.member) for one in resource.around] == [("userId", "/user_id")]


def test_where_no_member_says_which_things_a_nested_list_shows_a_note_does():
    posts = {"$ref": "#/components/schemas/Post"}
    paths = {
        "/posts/{id}": {"get": answers(posts, parameters=[ID])},
        "/users/{userId}/posts": {
            "parameters": [parameter("userId", "path", INTEGER)],
            "get": answers({"type": "array", "items": posts}),
        },
    }
    schemas = {"schemas": {"Post": THING}}
    user = {"/users/{id}": {"get": answers(thing_schema(INTEGER), parameters=[ID])}}

    resource = read({**paths, **user}, components=schemas)["GET /users/{userId}/posts"].resource
    assert [(one.source.name, one.member) for one in resource.around] == [("userId", "/$users")]
    unknown = read(paths, components=schemas)
    assert "no member says which" in unknown.reason("GET /users/{userId}/posts")


@pytest.mark.parametrize("path", ["/things/search", "/things:search", "/things/findByName"])
def test_a_search_is_a_list(path):
    asked = {"type": "object", "properties": {"name": TEXT}}
    things = things_api()["paths"]
    search = answers({"type": "object", "properties": {"items": LIST}}, requestBody=takes(asked))
    found = read({**things, path: {"post": search}}, components={"schemas": {"Thing": THING}})
    resource = found[f"POST {path}"].resource

    assert (resource.action, resource.kind.name) == ("list", "things")
    assert resource.query.filters[0].source.place == "body"


def test_post_changes_a_thing_where_nothing_else_does():
    item = {"parameters": [ID], "get": answers(THING)}
    post = answers(THING, requestBody=takes(THING))

    assert read({"/things/{id}": {**item, "post": post}}).does("POST /things/{id}") == (
        "update",
        "things",
    )
    found = read({"/things/{id}": {**item, "post": post, "put": post}})
    assert "POST does something else" in found.reason("POST /things/{id}")


def test_a_collection_is_deleted_only_if_nothing_narrows_that_is_not_understood():
    deleted = {"responses": {"204": {"description": "d"}}}
    narrow = {**deleted, "parameters": [parameter("older_than", "query", TEXT)]}
    whole = things_api()["paths"]
    schemas = {"schemas": {"Thing": THING}}
    whole["/things"]["delete"] = deleted
    assert read(whole, components=schemas).does("DELETE /things") == ("clear", "things")
    whole["/things"]["delete"] = narrow
    assert "may narrow" in read(whole, components=schemas).reason("DELETE /things")


def test_things_without_paths_are_listed_and_made():
    paths = {"/notes": {"get": answers(LIST), "post": answers(THING, requestBody=takes(THING))}}

    assert read(paths).does("POST /notes") == ("create", "notes")
    assert read(paths).does("GET /notes") == ("list", "notes")


@pytest.mark.parametrize(
    ("paths", "label", "reason"),
    [
        (
            {"/things/{id}/activate": {"post": answers(THING)}},
            "POST /things/{id}/activate",
            "reads",
        ),
        ({"/things:batch": {"post": answers(THING)}}, "POST /things:batch", "action of its own"),
        ({"/a-{b}": {"get": answers(THING)}}, "GET /a-{b}", "neither a word nor a parameter"),
        ({"/{id}": {"get": answers(THING)}}, "GET /{id}", "names a kind"),
        ({"/v1": {"get": answers(THING)}}, "GET /v1", "names no kind"),
        ({"/report": {"get": answers(THING)}}, "GET /report", "nothing changes"),
        ({"/things": {"get": answers(LIST)}}, "GET /things", "no single JSON object"),
        ({"/things": {"options": answers(LIST)}}, "OPTIONS /things", "touches no thing"),
        ({"/x/{city}": {"get": answers({"type": "object"})}}, "GET /x/{city}", "no member holds"),
        ({"/things/{id}": {"get": answers(TEXT)}}, "GET /things/{id}", "no single JSON object"),
        ({"/things/{id}": {"get": answers(LIST)}}, "GET /things/{id}", "no single JSON object"),
    ],
)
def test_what_is_not_clear_is_told_and_left_alone(paths, label, reason):
    assert reason in read(paths).reason(label)


def test_what_shares_nothing_with_the_things_does_not_make_them():
    whole = things_api()["paths"]
    other = {"type": "object", "properties": {"color": TEXT, "age": INTEGER}}
    whole["/things"]["post"] = answers(other, requestBody=takes(other))
    whole["/things/{id}"]["put"] = answers(other, requestBody=takes({"type": "array"}))
    found = read(whole, components={"schemas": {"Thing": THING}})

    assert "shares too little" in found.reason("POST /things")
    assert "no object" in found.reason("PUT /things/{id}")


def test_two_parameters_in_a_row_name_one_thing_unless_the_first_one_does():
    both = [parameter("owner", "path", TEXT), parameter("id", "path", INTEGER)]
    paths = {"/repos/{owner}/{id}": {"get": answers(THING, parameters=both)}}
    owner = {"/repos/{owner}": {"get": answers(THING, parameters=both[:1])}}

    resource = read(paths)["GET /repos/{owner}/{id}"].resource
    assert (resource.kind.name, resource.scope, resource.key) == ("repos", ("owner",), "id")
    told = read({**paths, **owner}).reason("GET /repos/{owner}/{id}")
    assert "before the last one names a thing" in told


def test_a_parameter_that_holds_several_ids_names_no_thing():
    ids = parameter("ids", "path", {"type": "array", "items": INTEGER})
    found = read({"/things/{ids}": {"get": answers(THING, parameters=[ids])}})

    assert "more than one thing" in found.reason("GET /things/{ids}")


def test_a_second_name_for_a_thing_is_left_alone():
    whole = things_api()["paths"]
    thing = {"$ref": "#/components/schemas/Thing"}
    name = parameter("name", "path", TEXT)
    whole["/things/name/{name}"] = {"get": answers(thing, parameters=[name])}
    found = read(whole, components={"schemas": {"Thing": THING}})

    assert "second name" in found.reason("GET /things/name/{name}")


def test_every_decision_tells_what_it_is_about():
    told = Read(things_api(one="data", query=(parameter("name", "query", TEXT),)))

    assert told["GET /things"].reason == "lists the things; the id is `id`; filters by name"
    assert told["GET /things/{id}"].reason == "reads one of the things at /data; the id is `id`"
