"""Values as rows and lines: CSV, JSON lines, server-sent events, forms."""

import csv
import io
import json
from collections.abc import Iterator
from typing import Final
from urllib.parse import urlencode

from mockserver.replies.writing.xml_names import plain_text
from specs.values import Json

BOUNDARY: Final = "----mock-boundary"
"""Stands between the parts of a multipart body."""


def as_json(value: Json) -> str:
    """Returns a value as JSON in one line."""
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def as_text(value: Json) -> str:
    """Returns a text as it is, other plain values as one reads them, all else as JSON."""
    return as_json(value) if isinstance(value, dict | list) else plain_text(value)


def as_csv(value: Json, delimiter: str = ",") -> str:
    r"""Returns records as rows under a row of names; a text as it is.

    >>> as_csv([{"a": 1, "b": "x,y"}])
    'a,b\r\n1,"x,y"\r\n'
    """
    if isinstance(value, str):
        return value
    rows = value if isinstance(value, list) else [value]
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter)
    records = [row for row in rows if isinstance(row, dict)]
    names = list(dict.fromkeys(name for row in records for name in row))
    if names:
        writer.writerow(names)
    for row in rows:
        cells = [row.get(name) for name in names] if isinstance(row, dict) else row
        writer.writerow(map(as_text, cells if isinstance(cells, list) else [cells]))
    return out.getvalue()


def as_lines(value: Json) -> str:
    """Returns each item of a list as JSON in a line of its own."""
    return "".join(f"{as_json(item)}\n" for item in _items(value))


def as_sequence(value: Json) -> str:
    """Returns each item of a list as RFC 7464 has it."""
    return "".join(f"\x1e{as_json(item)}\n" for item in _items(value))


def as_events(value: Json) -> str:
    """Returns each item of a list as a server-sent event; a text that is an event, as it is."""
    if isinstance(value, str) and value.startswith(("data:", "event:", "id:", ":", "retry:")):
        return value
    return "".join(f"data: {line}\n\n" for item in _items(value) for line in [_line(item)])


def _line(item: Json) -> str:
    return "\ndata: ".join(item.splitlines()) if isinstance(item, str) else as_json(item)


def as_form(value: Json) -> str:
    """Returns members as an HTML form sends them: lists member by member, objects as JSON."""
    return urlencode(list(_fields(value))) if isinstance(value, dict) else as_text(value)


def as_parts(value: Json) -> str:
    """Returns members as the parts of a multipart body."""
    if not isinstance(value, dict):
        return as_text(value)
    parts = "".join(
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{_quoted(name)}"\r\n\r\n{text}\r\n'
        for name, text in _fields(value)
    )
    return f"{parts}--{BOUNDARY}--\r\n"


def _fields(value: dict[str, Json]) -> Iterator[tuple[str, str]]:
    for name, item in value.items():
        for one in item if isinstance(item, list) else [item]:
            yield name, as_text(one)


def _quoted(name: str) -> str:
    return name.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")


def _items(value: Json) -> list[Json]:
    return value if isinstance(value, list) else [value]
