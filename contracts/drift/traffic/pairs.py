"""Headers and other names with values, in the shapes in which recordings list them."""

from contracts.finding import Pairs
from specs.values import Json


def pairs_of(listed: Json) -> Pairs:
    """Returns names and values, without the pseudo headers of HTTP/2.

    >>> pairs_of([{"name": "accept", "value": "*/*"}, {"name": ":path", "value": "/"}])
    (('accept', '*/*'),)
    >>> pairs_of({"set-cookie": ["a=1", "b=2"]})
    (('set-cookie', 'a=1'), ('set-cookie', 'b=2'))
    """
    if isinstance(listed, dict):
        found = [(name, value) for name, values in listed.items() for value in _listed(values)]
    else:
        found = [
            (one.get("name"), one.get("value")) for one in _listed(listed) if isinstance(one, dict)
        ]
    return tuple(
        (name, "" if value is None else str(value))
        for name, value in found
        if isinstance(name, str) and name and not name.startswith(":")
    )


def length_of(headers: Pairs) -> int:
    """Returns the Content-Length, -1 if there is none."""
    for name, value in headers:
        if name.lower() == "content-length" and value.strip().isdecimal():
            return int(value)
    return -1


def _listed(value: Json) -> list[Json]:
    return value if isinstance(value, list) else [] if value is None else [value]
