"""Parameters that are objects: put together from their members, in every style OpenAPI names."""

import pytest

from tests.support.documents import ECHO, VERSIONS, echoing, parameter, write_api
from tests.support.worlds import send, server

FILTER = {
    "type": "object",
    "required": ["color"],
    "properties": {
        "color": {"type": "string"},
        "size": {"type": "integer"},
        "tags": {"type": "array", "items": {"type": "integer"}},
    },
}
RED = {"color": "red", "size": 5}


@pytest.fixture(params=VERSIONS)
def ask(tmp_path, request):
    """Sends a request to an operation that takes the filter in one place and style."""

    def send_to(place: str, path: str, *, headers=None, template="/echo", **more):
        wanted = parameter("filter", place, FILTER, **more)
        document = echoing(wanted, path=template, version=request.param)
        app = server(write_api(tmp_path, document, ECHO))
        return send(app, "GET", path, headers=headers)

    return send_to


def faults(found) -> list[tuple[str, str, str, str]]:
    assert found.status_code == 400, found.text
    return [
        (item["in"], item["name"], item["pointer"], item["keyword"])
        for item in found.json()["violations"]
    ]


@pytest.mark.parametrize(
    ("query", "style"),
    [
        ("filter[color]=red&filter[size]=5", {"style": "deepObject", "explode": True}),
        ("filter%5Bsize%5D=5&filter%5Bcolor%5D=red", {"style": "deepObject", "explode": True}),
        ("color=red&size=5", {}),
        ("color=red&size=5&other=1", {"style": "form", "explode": True}),
        ("filter=color,red,size,5", {"explode": False}),
    ],
)
def test_an_object_in_the_query_is_put_together(ask, query, style):
    assert ask("query", f"/echo?{query}", **style).json()["query"] == {"filter": RED}


@pytest.mark.parametrize("style", [{"style": "deepObject", "explode": True}, {}])
def test_an_absent_object_has_no_key(ask, style):
    assert ask("query", "/echo?other=1", **style).json()["query"] == {}


@pytest.mark.parametrize("style", [{"style": "deepObject", "explode": True}, {}])
def test_an_absent_required_object_is_told(ask, style):
    found = ask("query", "/echo", required=True, **style)

    assert [item[:2] for item in faults(found)] == [("query", "filter")]


@pytest.mark.parametrize(
    ("query", "style"),
    [
        ("filter[size]=big", {"style": "deepObject", "explode": True}),
        ("size=big", {}),
        ("filter=size,big", {"explode": False}),
    ],
)
def test_every_fault_of_an_object_is_told(ask, query, style):
    assert sorted(faults(ask("query", f"/echo?{query}", **style))) == [
        ("query", "filter", "/color", "required"),
        ("query", "filter", "/size", "type"),
    ]


@pytest.mark.parametrize(
    "query", ["filter[color]=red&filter[tags]=1&filter[tags]=2", "color=red&tags=1&tags=2"]
)
def test_an_array_inside_an_object_is_sent_by_repeating(ask, query):
    style = {"style": "deepObject", "explode": True} if "[" in query else {}
    found = ask("query", f"/echo?{query}", **style)

    assert found.json()["query"] == {"filter": {"color": "red", "tags": [1, 2]}}


@pytest.mark.parametrize(
    "query",
    ["filter=1", "filter[]=1", "filter[tags][]=1", "filter[=1", "filter[a][b]=1", "filter[color"],
)
def test_a_strange_query_never_breaks_the_server(ask, query):
    found = ask("query", f"/echo?{query}", style="deepObject", explode=True)

    assert found.status_code in (200, 400)
    assert found.headers["mock-answer"] in ("stub", "refusal")


def test_an_object_in_a_header_is_put_together(ask):
    found = ask("header", "/echo", headers={"filter": "color,red,size,5"})

    assert found.json()["header"] == {"filter": RED}


@pytest.mark.parametrize(
    ("sent", "style"),
    [
        ("color,red,size,5", {}),
        ("color=red,size=5", {"explode": True}),
        (";filter=color,red,size,5", {"style": "matrix"}),
        (";color=red;size=5", {"style": "matrix", "explode": True}),
        (".color,red,size,5", {"style": "label"}),
        (".color=red.size=5", {"style": "label", "explode": True}),
    ],
)
def test_an_object_in_the_path_is_put_together(ask, sent, style):
    found = ask("path", f"/echo/{sent}", template="/echo/{filter}", **style)

    assert found.json()["path"] == {"filter": RED}
