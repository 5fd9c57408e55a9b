"""The changes of one consumer, and those of others."""

from pathlib import Path

import pytest

from contracts.drift.change import Change
from contracts.drift.comparison import compare
from contracts.drift.schemas import Judge
from contracts.drift.usage import focused, learn
from contracts.finding import Exchange, Pairs, Reply, Request
from specs.bundle import Bundle
from specs.operation import Operation
from tests.contracts.drift.usage.conftest import GET, POST, Learned, got


def test_changes_are_parted_in_their_order(learned: Learned) -> None:
    changes = [
        Change("operation_removed", "", "", "", "/a", None, label) for label in (GET, POST, GET)
    ]

    found = focused(changes, learned(got()))

    assert found.kept == (changes[0], changes[2])
    assert found.left == (changes[1],)


DOCUMENT = """\
openapi: 3.0.3
info: {title: Shop, version: "1"}
paths:
  /things/{id}:
    post:
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}}
        - {name: limit, in: query, schema: {type: string, maxLength: 9}}
      requestBody:
        content:
          application/json:
            schema:
              type: object
              properties:
                name: {type: string, maxLength: 10}
                kind: {type: string, enum: [a, b]}
                tags: {type: array, items: {type: object, properties: {t: {type: string}}}}
      responses:
        "200":
          description: ok
          headers: {X-Total: {required: true, schema: {type: integer}}}
          content:
            application/json:
              schema:
                type: object
                properties:
                  id: {type: integer}
                  prices: {type: object, additionalProperties: {type: string, enum: [x]}}
                  items: {type: array, items: {type: object, properties: {n: {type: string}}}}
"""
EDITS = {
    "query parameter limit": ("maxLength: 9", "maxLength: 8"),
    "name sent": ("maxLength: 10", "maxLength: 5"),
    "kind sent": ("enum: [a, b]", "enum: [a]"),
    "tag sent": ("{t: {type: string}}", "{t: {type: string, maxLength: 1}}"),
    "total received": ("required: true, schema: {type: integer}", "schema: {type: integer}"),
    "id received": ("id: {type: integer}", "id: {type: string}"),
    "price received": ("enum: [x]", "enum: [x, y]"),
    "item received": ("{n: {type: string}}", "{n: {type: integer}}"),
    "called": (
        "schema:\n              type",
        "schema:\n              required: [must]\n              type",
    ),
}  # fmt: skip
"""One edit each, by what of the contract it touches."""
RENAMED = ("{id}", "{key}"), ("name: id, in", "name: key, in")
LIMITED = (("limit", "a"),)
TOTAL = (("X-Total", "1"),)
USES: dict[str, tuple[Pairs, bytes, Pairs, bytes]] = {
    "called": ((), b"{}", (), b"{}"),
    "query parameter limit": (LIMITED, b"{}", (), b"{}"),
    "name sent": ((), b'{"name": "a"}', (), b"{}"),
    "kind sent": ((), b'{"kind": "a"}', (), b"{}"),
    "tag sent": ((), b'{"tags": [{"t": ""}]}', (), b"{}"),
    "total received": ((), b"{}", TOTAL, b"{}"),
    "id received": ((), b"{}", (), b'{"id": 1}'),
    "price received": ((), b"{}", (), b'{"prices": {"EUR": "x"}}'),
    "item received": ((), b"{}", (), b'{"items": [{"n": "a"}]}'),
}
"""One exchange each, which uses that and, being a call, `called`."""


def bundle(folder: Path, name: str, *edits: tuple[str, str]) -> Bundle:
    text = DOCUMENT
    for old, new in edits:
        assert old in text
        text = text.replace(old, new)
    (folder / name).write_text(text)
    return Bundle.load(folder / name)


def used(what: str, operation: Operation) -> Exchange:
    query, body, headers, answer = USES[what]
    kind = ("Content-Type", "application/json")
    request = Request("POST", "/things/7", query, (kind,), body)
    return Exchange(request, Reply(200, (kind, *headers), answer), operation=operation.label)


@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_touches_exactly_those_who_use_its_place(tmp_path: Path, edit: str) -> None:
    base = bundle(tmp_path, "base.yaml")
    revision = bundle(tmp_path, "revision.yaml", EDITS[edit], *RENAMED)
    changes = compare(base, revision, Judge(base, revision))
    operation = base.operations[0]

    touched = {
        what for what in USES if focused(changes, learn([(used(what, operation), operation)])).kept
    }

    assert changes
    assert touched == (set(USES) if edit == "called" else {edit})
