"""A request names its sandbox by path, header or cookie, in this order."""

import pytest

from mockserver.lane.address import UnusableName, read_address


def scope(path: str = "/orders", *headers: tuple[bytes, bytes]) -> dict:
    raw = path.encode()
    return {"type": "http", "path": path, "raw_path": raw, "headers": list(headers)}


HEADER = (b"mock-sandbox", b"w1")
COOKIE = (b"cookie", b"theme=dark; mock-sandbox=w2")


def test_a_request_that_names_none_is_for_the_default_one():
    assert read_address(scope())[0] == "default"


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        (scope("/orders", HEADER), "w1"),
        (scope("/orders", COOKIE), "w2"),
        (scope("/~w3/orders"), "w3"),
        (scope("/~w3/orders", HEADER, COOKIE), "w3"),
        (scope("/orders", HEADER, COOKIE), "w1"),
        (scope("/orders", (b"cookie", b"my-mock-sandbox-theme=1")), "default"),
    ],
)
def test_path_goes_before_header_goes_before_cookie(asked, name):
    assert read_address(asked)[0] == name


@pytest.mark.parametrize(
    ("path", "left"),
    [("/~w3/orders/1", "/orders/1"), ("/~w3/", "/"), ("/~w3", "/"), ("/~w3/~w4/x", "/~w4/x")],
)
def test_the_name_is_taken_out_of_the_path(path, left):
    _, stripped = read_address(scope(path))

    assert (stripped["path"], stripped["raw_path"]) == (left, left.encode())


def test_the_rest_of_the_path_stays_as_it_was_sent():
    _, stripped = read_address(scope("/~w3/a%2Fb/%C3%AB"))

    assert stripped["raw_path"] == b"/a%2Fb/%C3%AB"
    assert stripped["path"] == "/a/b/ë"


@pytest.mark.parametrize("name", ["", "-x", "a b", "a%20b", "x" * 65, "..", "%2e%2e"])
def test_a_name_that_nothing_can_have_is_refused(name):
    with pytest.raises(UnusableName, match="name of a sandbox"):
        read_address(scope(f"/~{name}/orders"))


def test_a_path_without_the_mark_is_left_alone():
    asked = scope("/a/~w3/b")

    assert read_address(asked) == ("default", asked)
