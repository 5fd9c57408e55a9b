"""Which entries of a sandbox's journal a test means."""

from collections.abc import Mapping
from typing import TypedDict

import orjson

from specs.errors import nearest_name
from specs.values import Json, Record


class JournalQuery(TypedDict, total=False):
    """Which entries of the journal are meant; all that is said has to fit."""

    api: str
    operation: str
    """Label such as `POST /orders`, operationId, or a glob that fits one of them."""
    method: str
    path: str
    """Glob over the path as it was sent, without the sandbox's prefix."""
    status: int | str
    """Of the answer: 404, or a class such as `4xx`."""
    speaker: str
    """Who answered, as the header Mock-Answer says."""
    refusal: str
    """Kind of refusal, or `*` for any."""
    headers: Mapping[str, str]
    """Header of the request -> value."""
    body: Mapping[str, Json]
    """JSON pointer into the request's body -> value; lists and waits take 5 and "5" for one."""
    since: int
    """Only entries with a greater number."""


def as_parameters(query: JournalQuery) -> Record:
    """Returns a query as the admin API takes it in a URL.

    Raises:
        TypeError: It names what the journal knows nothing of.
    """
    check_names(query)
    asked: Record = {
        name: value for name, value in query.items() if name not in ("headers", "body")
    }
    if "headers" in query:
        asked["header"] = [f"{name}: {value}" for name, value in query["headers"].items()]
    if "body" in query:
        members = query["body"].items()
        asked["body"] = [f"{where}={orjson.dumps(value).decode()}" for where, value in members]
    return asked


def check_names(query: JournalQuery) -> None:
    """Makes sure that all names mean something: the server would take others for no filter.

    Raises:
        TypeError: One does not.
    """
    __tracebackhide__ = True
    for name in query:
        if name not in JournalQuery.__annotations__:
            nearest = nearest_name(name, JournalQuery.__annotations__)
            raise TypeError(f"The journal cannot be asked for {name!r}. {nearest}")
