"""Steps 8 to 12: is the query string well formed? One answer for the schema and the stub."""

import re
from collections import Counter
from typing import Final

from .errors import ErrorCode

IDENTIFIERS: Final = ("user_id", "member_number", "authentication_point_identifier")
"""The three ways to name a user; a call takes one of them."""

PARAMETERS: Final = frozenset(("campaign_id", "chain_id", "auth_method", *IDENTIFIERS))

WHOLE_NUMBER: Final = re.compile(r"[1-9][0-9]{0,15}")
LARGEST_NUMBER: Final = 9007199254740991
USER_ID: Final = re.compile(r"[0-9]{1,10}")

Query = tuple[tuple[str, str], ...]


def find_fault(query: Query) -> ErrorCode | None:
    """Returns the first code, in the API's order, that the form of a query string deserves.

    >>> find_fault((("campaign_id", "01"), ("user_id", "x")))
    <ErrorCode.CAMPAIGN_ID_INVALID: 247>
    >>> find_fault((("campaign_id", "1"), ("user_id", "x"), ("member_number", "M-1")))
    <ErrorCode.MULTIPLE_PARAMETER_MISMATCH: 416>

    Args:
        query: Decoded names and values in the order they were sent. Other names are ignored.
    """
    sent = [(name, value) for name, value in query if name in PARAMETERS]
    campaign_ids = [value for name, value in sent if name == "campaign_id" and value]
    if not campaign_ids:
        return ErrorCode.CAMPAIGN_ID_NOT_PRESENT
    if not all(is_whole_number(value) for value in campaign_ids):
        return ErrorCode.CAMPAIGN_ID_INVALID
    if sends_too_many(sent):
        return ErrorCode.MULTIPLE_PARAMETER_MISMATCH
    return find_malformed(dict(sent))


def sends_too_many(sent: list[tuple[str, str]]) -> bool:
    """Says whether a parameter is there twice, or two identifiers are there together."""
    times = Counter(name for name, _ in sent)
    return max(times.values()) > 1 or len(times.keys() & set(IDENTIFIERS)) > 1


def find_malformed(values: dict[str, str]) -> ErrorCode | None:
    """Returns the code for the form of a value other than the campaign's id."""
    if "user_id" in values and not USER_ID.fullmatch(values["user_id"]):
        return ErrorCode.USER_ID_INVALID
    if "chain_id" in values and not is_whole_number(values["chain_id"]):
        return ErrorCode.PARAMETER_INVALID
    if any(name in values and not values[name].strip() for name in IDENTIFIERS):
        return ErrorCode.PARAMETER_INVALID
    return None


def is_whole_number(text: str) -> bool:
    """Says whether a text is a number from 1 up without sign, leading zeros or spaces.

    >>> [is_whole_number(text) for text in ("701", "01", " 1", "1.5", "0", "-3", "9" * 40)]
    [True, False, False, False, False, False, False]
    """
    return WHOLE_NUMBER.fullmatch(text) is not None and int(text) <= LARGEST_NUMBER
