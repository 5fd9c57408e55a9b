"""Queries and expectations as callers of the admin API write them."""

import json
from collections.abc import Iterable, Mapping
from typing import Final

from mockserver.journal.query import Query
from mockserver.journal.verify import Expectation
from specs.values import Json

_PLAIN: Final = ("api", "operation", "method", "path", "status", "speaker", "refusal", "since")


def read_query(asked: Mapping[str, Json]) -> Query:
    """Returns the query of parameters or of a JSON object that fit their schemas.

    Args:
        asked: `header` is a list of `Name: value`, `headers` an object; `body` is a list of
            `/pointer=value`, or an object. A value in a list may be meant as JSON or as text.
    """
    plain = {name: asked[name] for name in _PLAIN if name in asked}
    if "status" in plain:
        plain["status"] = str(plain["status"])
    return Query(
        **plain,
        headers={**_headers(asked.get("header", ())), **asked.get("headers", {})},
        body=_members(asked.get("body", {})),
        limit=asked.get("limit"),
        newest_first=asked.get("order") == "newest",
    )


def read_expectation(asked: Mapping[str, Json]) -> Expectation:
    """Returns the expectation of a JSON object that fits its schema."""
    return Expectation(
        query=read_query(asked),
        exactly=asked.get("exactly"),
        at_least=asked.get("atLeast"),
        at_most=asked.get("atMost"),
        after_previous=asked.get("afterPrevious", False),
    )


def _headers(asked: Iterable[str]) -> dict[str, str]:
    pairs = (text.partition(":") for text in asked)
    return {name.strip(): value.strip() for name, _, value in pairs}


def _members(asked: Json) -> Mapping[str, tuple[Json, ...]]:
    if isinstance(asked, dict):
        return {where: (value,) for where, value in asked.items()}
    pairs = (text.partition("=") for text in asked)
    return {where: _meanings(value) for where, _, value in pairs}


def _meanings(text: str) -> tuple[Json, ...]:
    try:
        return (json.loads(text), text)
    except ValueError:
        return (text,)
