"""Parameters arrive typed, wherever they stand; what is wrong with them is told, all of it."""

import pytest

from tests.support.documents import ECHO, VERSIONS, echoing, parameter, write_api
from tests.support.worlds import send, server

INTEGER = {"type": "integer", "minimum": 1}
IDS = {"type": "array", "items": {"type": "integer"}}


@pytest.fixture(params=VERSIONS)
def ask(tmp_path, request):
    """Sends a query, headers or cookies to an operation that takes these parameters."""

    def send_to(*parameters, query="", path="/echo", **options):
        template = options.pop("template", "/echo")
        document = echoing(*parameters, path=template, version=request.param)
        app = server(write_api(tmp_path, document, ECHO))
        return send(app, "GET", path + query, **options)

    return send_to


def faults(found) -> list[tuple[str, str, str, str]]:
    assert found.status_code == 400, found.text
    assert found.json()["type"].endswith(":invalid_request")
    return [
        (item["in"], item["name"], item["pointer"], item["keyword"])
        for item in found.json()["violations"]
    ]


def test_a_query_parameter_is_typed(ask):
    found = ask(parameter("page", "query", INTEGER), query="?page=7").json()

    assert found["query"] == {"page": 7}


def test_an_absent_parameter_has_no_key(ask):
    assert ask(parameter("page", "query", INTEGER)).json()["query"] == {}


def test_a_default_fills_in(ask):
    schema = {"type": "integer", "default": 20}

    assert ask(parameter("size", "query", schema)).json()["query"] == {"size": 20}


def test_an_undeclared_parameter_is_left_out(ask):
    assert ask(parameter("page", "query", INTEGER), query="?pge=7").json()["query"] == {}


def test_a_wrong_type_is_told(ask):
    found = ask(parameter("page", "query", INTEGER), query="?page=seven")

    assert faults(found) == [("query", "page", "", "type")]
    assert "seven" in found.json()["violations"][0]["message"]


def test_a_missing_parameter_is_told(ask):
    found = ask(parameter("page", "query", INTEGER, required=True))

    assert faults(found) == [("query", "page", "", "required")]


def test_a_repeated_scalar_is_told(ask):
    found = ask(parameter("page", "query", INTEGER), query="?page=1&page=2")

    assert faults(found) == [("query", "page", "", "repeated")]


def test_every_fault_is_told(ask):
    wanted = [
        parameter("page", "query", INTEGER),
        parameter("size", "query", INTEGER, required=True),
        parameter("X-Id", "header", INTEGER),
        parameter("token", "cookie", INTEGER),
    ]
    found = ask(*wanted, query="?page=0", headers={"x-id": "a", "cookie": "token=b"})

    assert sorted(faults(found)) == [
        ("cookie", "token", "", "type"),
        ("header", "X-Id", "", "type"),
        ("query", "page", "", "minimum"),
        ("query", "size", "", "required"),
    ]


def test_an_exploded_array_is_sent_by_repeating(ask):
    found = ask(parameter("ids", "query", IDS), query="?ids=1&ids=2").json()

    assert found["query"] == {"ids": [1, 2]}


def test_one_value_of_an_array_is_still_a_list(ask):
    assert ask(parameter("ids", "query", IDS), query="?ids=1").json()["query"] == {"ids": [1]}


def test_an_array_may_have_brackets_in_its_name(ask):
    found = ask(parameter("sections[]", "query", IDS), query="?sections[]=1&sections%5B%5D=2")

    assert found.json()["query"] == {"sections[]": [1, 2]}


@pytest.mark.parametrize(
    ("style", "text"),
    [("form", "1,2"), ("spaceDelimited", "1%202"), ("pipeDelimited", "1|2")],
)
def test_an_array_may_be_sent_in_one_text(ask, style, text):
    ids = parameter("ids", "query", IDS, style=style, explode=False)

    assert ask(ids, query=f"?ids={text}").json()["query"] == {"ids": [1, 2]}


def test_an_encoded_comma_separates_too(ask):
    """Many clients encode every comma of a query, those between the items included."""
    words = {"type": "array", "items": {"type": "string"}}
    found = ask(parameter("ids", "query", words, explode=False), query="?ids=a%2Cb,c")

    assert found.json()["query"] == {"ids": ["a", "b", "c"]}


def test_a_one_text_array_sent_twice_is_told(ask):
    ids = parameter("ids", "query", IDS, explode=False)

    assert faults(ask(ids, query="?ids=1&ids=2")) == [("query", "ids", "", "repeated")]


def test_a_wrong_item_is_told_by_its_place(ask):
    found = ask(parameter("ids", "query", IDS), query="?ids=1&ids=b")

    assert faults(found) == [("query", "ids", "/1", "type")]


def test_an_array_is_judged_as_a_whole(ask):
    unique = {**IDS, "uniqueItems": True, "maxItems": 2}
    found = ask(parameter("ids", "query", unique), query="?ids=1&ids=1&ids=1")

    assert sorted(item[3] for item in faults(found)) == ["maxItems", "uniqueItems"]


def test_a_header_is_typed_and_named_as_declared(ask):
    found = ask(parameter("X-Retry", "header", INTEGER), headers={"x-retry": "3"}).json()

    assert found["header"] == {"X-Retry": 3}


@pytest.mark.parametrize("name", ["Accept", "Content-Type", "Authorization"])
def test_a_header_that_openapi_ignores_is_not_judged(ask, name):
    assert ask(parameter(name, "header", INTEGER, required=True)).status_code == 200


def test_a_header_may_be_a_list(ask):
    found = ask(parameter("X-Ids", "header", IDS), headers={"x-ids": "1,2"}).json()

    assert found["header"] == {"X-Ids": [1, 2]}


def test_a_list_in_a_header_may_hold_spaces(ask):
    words = {"type": "array", "items": {"enum": ["a", "b"]}}
    found = ask(parameter("X-Tags", "header", words), headers={"x-tags": "a, b"})

    assert found.json()["header"] == {"X-Tags": ["a", "b"]}


def test_a_cookie_is_typed(ask):
    found = ask(parameter("visits", "cookie", INTEGER), headers={"cookie": "visits=4"}).json()

    assert found["cookie"] == {"visits": 4}


def test_a_strange_cookie_does_not_hide_the_others(ask):
    odd = {"cookie": 'theme={"a":[1]}; visits=4'}

    assert ask(parameter("visits", "cookie", INTEGER), headers=odd).json()["cookie"] == {
        "visits": 4
    }


def test_a_path_parameter_is_typed(ask):
    found = ask(parameter("id", "path", INTEGER), template="/echo/{id}", path="/echo/7").json()

    assert found["path"] == {"id": 7}


def test_a_wrong_path_parameter_is_told(ask):
    found = ask(parameter("id", "path", INTEGER), template="/echo/{id}", path="/echo/seven")

    assert faults(found) == [("path", "id", "", "type")]


@pytest.mark.parametrize(("sent", "value"), [("a%2Fb", "a/b"), ("%C3%A4%20", "ä "), ("a+b", "a+b")])
def test_a_path_parameter_is_decoded(ask, sent, value):
    name = parameter("name", "path", {"type": "string"})
    found = ask(name, template="/echo/{name}", path=f"/echo/{sent}").json()

    assert found["path"] == {"name": value}


@pytest.mark.parametrize(("sent", "value"), [("a+b", "a b"), ("%2B", "+"), ("%26", "&"), ("", "")])
def test_a_query_is_decoded(ask, sent, value):
    found = ask(parameter("q", "query", {"type": "string"}), query=f"?q={sent}").json()

    assert found["query"] == {"q": value}


def test_an_operation_overrides_a_parameter_of_its_path(tmp_path):
    document = echoing(parameter("page", "query", {"type": "integer"}))
    document["paths"]["/echo"]["parameters"] = [
        parameter("page", "query", {"type": "string"}),
        parameter("size", "query", {"type": "integer"}),
    ]
    found = send(server(write_api(tmp_path, document, ECHO)), "GET", "/echo?page=1&size=2")

    assert found.json()["query"] == {"page": 1, "size": 2}


def test_null_may_be_sent_as_empty_text(tmp_path):
    for version, schema in (
        ("3.0.3", {"type": "integer", "nullable": True}),
        ("3.1.0", {"type": ["integer", "null"]}),
    ):
        document = echoing(parameter("page", "query", schema), version=version)
        found = send(server(write_api(tmp_path, document, ECHO)), "GET", "/echo?page=")

        assert found.json()["query"] == {"page": None}
