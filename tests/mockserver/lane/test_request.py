"""A request is read from ASGI as it came, and no further than it may be."""

import asyncio

import pytest

from mockserver.lane.request import LIMIT_BYTES, BodyTooLarge, ClientLeft, Request
from tests.support.worlds import sandbox


def request(*messages: dict, **scope) -> Request:
    queue = list(messages)

    async def receive() -> dict:
        return queue.pop(0)

    plain = {"type": "http", "method": "GET", "path": "/", "query_string": b"", "headers": []}
    return Request({**plain, **scope}, receive, sandbox())


def part(body: bytes, *, more: bool = False) -> dict:
    return {"type": "http.request", "body": body, "more_body": more}


def test_a_path_is_kept_as_it_was_sent():
    assert request(path="/a/b", raw_path=b"/a%2Fb?x=1").raw_path == "/a%2Fb"


def test_a_path_is_encoded_again_if_need_be():
    assert request(path="/ä b").raw_path == "/%C3%A4%20b"


def test_headers_are_found_by_lower_case_name():
    assert request(headers=[(b"x-a", b"1"), (b"x-b", b"\xe4")]).headers == {"x-a": "1", "x-b": "ä"}


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        (b"", ()),
        (b"a=1&a=2&b=", (("a", "1"), ("a", "2"), ("b", ""))),
        (b"a", (("a", ""),)),
        (b"a%5B%5D=%C3%A4+b", (("a[]", "ä b"),)),
        (b"a=1;b=2", (("a", "1;b=2"),)),
    ],
)
def test_a_query_is_read_in_order(raw, found):
    assert request(query_string=raw).query == found


def test_a_body_is_put_together():
    told = request(part(b"ab", more=True), part(b"", more=True), part(b"c"))

    assert asyncio.run(told.read_body()) == b"abc"


def test_a_body_may_be_empty():
    assert asyncio.run(request(part(b"")).read_body()) == b""


def test_a_body_of_the_largest_size_is_read():
    told = request(part(b"a" * LIMIT_BYTES))

    assert len(asyncio.run(told.read_body())) == LIMIT_BYTES


def test_a_body_too_large_is_not_read_to_its_end():
    told = request(part(b"a" * LIMIT_BYTES, more=True), part(b"a", more=True))

    with pytest.raises(BodyTooLarge):
        asyncio.run(told.read_body())


def test_a_client_that_leaves_is_noticed():
    told = request(part(b"a", more=True), {"type": "http.disconnect"})

    with pytest.raises(ClientLeft):
        asyncio.run(told.read_body())
