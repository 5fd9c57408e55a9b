"""The form of the query string: which of codes 245, 247, 416, 154, 419 comes first."""

from urllib.parse import parse_qsl

import pytest

from specs.spaaza.stub.parameters import find_fault

GOOD = (
    "campaign_id=701",
    "campaign_id=701&user_id=5001",
    "campaign_id=701&user_id=0000000000",
    "campaign_id=701&member_number=%20M-1%20",
    "campaign_id=701&chain_id=9007199254740991&authentication_point_identifier=0",
    "campaign_id=701&colour=blue&colour=red",
    "campaign_id=701&auth_method=",
)
BAD = (
    ("", 245),
    ("campaign_id=", 245),
    ("campaign_id=&campaign_id=", 245),
    ("campaign_id=&user_id=abc&chain_id=abc", 245),
    ("campaign_id=%20", 247),
    ("campaign_id=%20701", 247),
    ("campaign_id=701%0A", 247),
    ("campaign_id=01", 247),
    ("campaign_id=0", 247),
    ("campaign_id=-3", 247),
    ("campaign_id=%2B3", 247),
    ("campaign_id=1.5", 247),
    ("campaign_id=1e3", 247),
    ("campaign_id=1_000", 247),
    ("campaign_id=%D9%A1", 247),
    ("campaign_id=9007199254740992", 247),
    ("campaign_id=" + "9" * 40, 247),
    ("campaign_id=" + "9" * 5000, 247),
    ("campaign_id=abc&campaign_id=701", 247),
    ("campaign_id=abc&user_id=1&member_number=1", 247),
    ("campaign_id=701&campaign_id=701", 416),
    ("campaign_id=701&campaign_id=", 416),
    ("campaign_id=701&user_id=1&user_id=1", 416),
    ("campaign_id=701&chain_id=1&chain_id=2", 416),
    ("campaign_id=701&auth_method=password&auth_method=password", 416),
    ("campaign_id=701&user_id=abc&member_number=1", 416),
    ("campaign_id=701&user_id=&member_number=", 416),
    ("campaign_id=701&member_number=1&authentication_point_identifier=1", 416),
    ("campaign_id=701&user_id=abc", 154),
    ("campaign_id=701&user_id=", 154),
    ("campaign_id=701&user_id=-1", 154),
    ("campaign_id=701&user_id=12345678901", 154),
    ("campaign_id=701&user_id=%D9%A1", 154),
    ("campaign_id=701&user_id=abc&chain_id=abc", 154),
    ("campaign_id=701&chain_id=abc", 419),
    ("campaign_id=701&chain_id=", 419),
    ("campaign_id=701&chain_id=0", 419),
    ("campaign_id=701&chain_id=" + "9" * 5000, 419),
    ("campaign_id=701&member_number=", 419),
    ("campaign_id=701&member_number=%20%09", 419),
    ("campaign_id=701&authentication_point_identifier=", 419),
)


@pytest.mark.parametrize("query", GOOD)
def test_well_formed_queries_have_no_fault(query):
    assert find_fault(pairs(query)) is None


@pytest.mark.parametrize(("query", "code"), BAD)
def test_the_first_fault_in_order_is_found(query, code):
    assert find_fault(pairs(query)) == code


def pairs(query: str) -> tuple[tuple[str, str], ...]:
    return tuple(parse_qsl(query, keep_blank_values=True))
