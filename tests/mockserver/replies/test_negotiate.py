"""The media type to answer with is the most welcome of those that there are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockserver.replies.negotiate import Offer, best_offer, read_accept

JSON, XML, CSV, HTML = "application/json", "application/xml", "text/csv", "text/html"
VENDOR = "application/vnd.shop.v1+json"


def chosen(accept, *types):
    """The type to answer with, None if none is welcome."""
    offer = best_offer(accept, types)
    return offer.content_type if offer is not None else None


@pytest.mark.parametrize(
    ("accept", "types", "found"),
    [
        (None, (XML, JSON), JSON),
        ("", (XML, JSON), JSON),
        ("*/*", (XML, JSON), JSON),
        ("*/*", (XML, CSV), XML),
        (XML, (JSON, XML), XML),
        ("application/xml;q=0.5, application/json;q=0.4", (JSON, XML), XML),
        ("text/*;q=0.9, application/json;q=0.5", (JSON, CSV), CSV),
        ("application/json;q=0, */*", (JSON, XML), XML),
        ("*/*;q=0.1, application/xml;q=0.2", (JSON, XML), XML),
        ("TEXT/CSV", (JSON, CSV), CSV),
        ("*", (JSON,), JSON),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", (JSON, XML), XML),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", (JSON, HTML), HTML),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", (JSON,), JSON),
    ],
)
def test_weights_decide(accept, types, found):
    assert chosen(accept, *types) == found


RFC_EXAMPLE = (
    "text/*;q=0.3, text/plain;q=0.7, text/plain;format=flowed, "
    "text/plain;format=fixed;q=0.4, */*;q=0.5"
)


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ("text/plain;format=flowed", "text/plain"),
        ("text/plain", "image/jpeg"),
        ("image/jpeg", "text/plain;format=fixed"),
        ("text/plain;format=fixed", "text/html"),
    ],
)
def test_the_most_specific_range_gives_the_weight(better, worse):
    assert chosen(RFC_EXAMPLE, worse, better) == better


@pytest.mark.parametrize(
    ("accept", "types", "found"),
    [
        ("application/xml, application/json", (JSON, XML), XML),
        ("*/*, application/xml", (JSON, XML), XML),
        ("application/*", (XML, JSON), JSON),
    ],
)
def test_equal_weights_leave_the_choice_to_us(accept, types, found):
    assert chosen(accept, *types) == found


def test_parameters_tell_versions_apart():
    types = (f"{JSON};version=1", f"{JSON};version=2")

    assert chosen(f'{JSON}; version="2"', *types) == types[1]


def test_a_charset_that_we_speak_is_no_difference():
    assert chosen(f"{JSON}; charset=UTF-8", JSON) == JSON


@pytest.mark.parametrize(
    ("accept", "offered"),
    [
        (JSON, VENDOR),
        (VENDOR, JSON),
        (JSON, "application/problem+json"),
        ("text/xml", XML),
        (XML, "application/atom+xml"),
        ("text/yaml", "application/yaml"),
        (f"{JSON};odata=verbose", JSON),
    ],
)
def test_a_type_stands_for_its_syntax_where_nothing_fits_better(accept, offered):
    assert chosen(accept, offered) == offered


def test_an_exact_type_counts_more_than_its_syntax():
    assert chosen(f"{JSON}, {CSV};q=0.1", VENDOR, CSV) == CSV
    assert chosen(JSON, VENDOR, JSON) == JSON


@pytest.mark.parametrize(
    ("accept", "types"),
    [(CSV, (JSON,)), (f"{JSON};q=0", (JSON,)), ("*/*;q=0", (JSON, XML)), ("image/*", (JSON, CSV)),
     (f"{VENDOR};q=0, {JSON}", (VENDOR,))],
)  # fmt: skip
def test_what_is_not_welcome_is_not_chosen(accept, types):
    assert chosen(accept, *types) is None


@pytest.mark.parametrize(
    ("accept", "offered", "found"),
    [
        (None, "*/*", JSON),
        ("text/csv", "*/*", CSV),
        ("text/*", "*/*", "text/plain"),
        ("image/*", "*/*", "image/png"),
        ("*/*", "text/*", "text/plain"),
        ("text/html, */*;q=0.1", "text/*", HTML),
        ("*/*", "image/*", "image/png"),
        ("*/*", "application/*", JSON),
        ("*/*", "audio/*", "audio/octet-stream"),
    ],
)
def test_a_described_range_becomes_a_type(accept, offered, found):
    assert chosen(accept, offered) == found


def test_the_place_of_the_type_is_told():
    assert best_offer(XML, [JSON, XML]) == Offer(1, XML)


def test_nothing_is_chosen_where_nothing_is():
    assert best_offer("*/*", []) is None


@pytest.mark.parametrize("accept", ["garbage", ";;;", ",,,", "a/b/c;", "*/json", "/", "q=1"])
def test_a_header_that_says_nothing_allows_everything(accept):
    assert read_accept(accept) == () or chosen(accept, JSON) in (JSON, None)


def test_a_weight_that_is_none_counts_in_full():
    assert chosen("text/csv;q=high, application/json;q=0.9", JSON, CSV) == CSV


@given(st.text(max_size=60))
def test_no_header_is_too_strange(accept):
    assert chosen(accept, JSON, CSV) in (JSON, CSV, None)


def test_a_long_header_is_no_danger():
    assert chosen('"\\' * 200_000, JSON) == JSON


TYPES = st.sampled_from([JSON, XML, CSV, HTML, VENDOR, "text/plain;format=flowed"])
RANGES = st.lists(
    st.tuples(st.sampled_from([JSON, XML, CSV, "text/*", "*/*", VENDOR]), st.integers(0, 10)),
    min_size=1,
    max_size=4,
    unique_by=lambda one: one[0],
)


@given(RANGES, st.lists(TYPES, min_size=1, unique=True))
def test_no_other_exact_type_is_more_welcome(ranges, types):
    accept = ", ".join(f"{kind};q={weight / 10}" for kind, weight in ranges)
    found = chosen(accept, *types)
    weights = {kind: _weight(dict(ranges), kind) for kind in types}

    if any(weights.values()):
        assert weights[found] == max(weights.values())


def _weight(ranges, kind):
    """The weight of a type by the most specific range, written down a second time."""
    bare = kind.partition(";")[0]
    for name in (bare, bare.partition("/")[0] + "/*", "*/*"):
        if name in ranges:
            return ranges[name]
    return 0
