"""The words of a change, read as a place of a message."""

import pytest

from contracts.drift.usage.place import MessagePlace, place_of


@pytest.mark.parametrize(
    ("at", "place"),
    [
        ("query parameter limit", MessagePlace("parameter", "limit", "query")),
        ("query parameter filter /a", MessagePlace("parameter", "filter", "query")),
        ("header parameter X-Trace", MessagePlace("parameter", "x-trace", "header")),
        ("request body", MessagePlace("request body")),
        (
            "request body application/json /a~1b/*/c d",
            MessagePlace("request body", media="application/json", steps=("a/b", "*", "c d")),
        ),
        ("request body /a", MessagePlace("request body", steps=("a",))),
        ("response 200", MessagePlace("response", status="200")),
        (
            "response default body text/plain; v=1",
            MessagePlace("response body", status="default", media="text/plain"),
        ),
        ("response 200 body /a", MessagePlace("response body", status="200", steps=("a",))),
        ("response 4XX header Retry-After", MessagePlace("response header", "retry-after",
                                                          status="4XX")),
        ("response 200 link next", MessagePlace("response", status="200")),
        ("security", MessagePlace("")),
        ("callback onEvent request body /a", MessagePlace("")),
        ("", MessagePlace("")),
    ],
)  # fmt: skip
def test_the_words_of_a_change_name_a_place(at: str, place: MessagePlace) -> None:
    assert place_of(at) == place
