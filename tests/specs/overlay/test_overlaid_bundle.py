"""An overlay on its way from the folder into an API."""

from collections.abc import Callable
from pathlib import Path

import pytest

from specs.bundle import Bundle
from specs.errors import DanglingReference, InvalidPart

Write = Callable[..., Path]

HEAD = 'overlay: 1.0.0\ninfo: {title: Ours, version: "1"}\nactions:\n'
ORDERS = """\
openapi: 3.1.0
info: {title: Orders, version: "1"}
paths:
  /orders:
    post:
      responses: {"201": {description: Made.}}
"""


def said(text: str) -> str:
    """Actions that put a text on the one operation."""
    return HEAD + f"  - target: $.paths['/orders'].post\n    update: {{x-note: {text}}}\n"


def note(bundle: Bundle) -> object:
    (operation,) = bundle.operations
    return bundle.document.at(operation.pointer + "/x-note")


def test_overlay_beside_a_description_is_taken_by_itself(write: Write) -> None:
    folder = write(ORDERS).parent
    write(said("beside"), "overlay.yaml")

    assert note(Bundle.load(folder)) == "beside"


def test_overlay_beside_a_bare_file_is_left_alone(write: Write) -> None:
    file = write(ORDERS, "orders.yaml")
    write(said("beside"), "overlay.yaml")

    assert not note(Bundle.load(file))


def test_overlays_that_are_given_come_after_the_folders_own(write: Write) -> None:
    folder = write(ORDERS).parent
    write(said("beside"), "overlay.yaml")
    given = [write(said(text), f"more/{text}.yaml") for text in ("first", "second")]

    bundle = Bundle.load(folder, overlays=given)

    assert note(bundle) == "second"
    assert bundle.document.place("/paths/~1orders/post/x-note") == f"{given[1]}:5"
    assert bundle.document.place("/paths/~1orders/post/responses") == f"{folder}/openapi.yaml:6"


def test_old_description_is_overlaid_by_its_own_words(write: Write) -> None:
    file = write(
        'swagger: "2.0"\ninfo: {title: Old, version: "1"}\n'
        "paths:\n  /orders:\n    post:\n      responses: {201: {description: Made.}}\n",
        "orders.yaml",
    )
    more = write(
        HEAD + "  - target: $.paths['/orders'].post\n"
        "    update: {parameters: [{name: size, in: query, type: integer}]}\n",
        "more.yaml",
    )

    (operation,) = Bundle.load(file, overlays=[more]).operations

    assert [parameter.name for parameter in operation.parameters] == ["size"]


def test_flaw_of_an_overlaid_part_is_shown_in_the_overlay(write: Write) -> None:
    folder = write(ORDERS).parent
    overlay = write(
        HEAD + "  - target: $.paths['/orders'].post\n    update:\n      requestBody:\n"
        "        $ref: '#/components/requestBodies/Order'\n",
        "overlay.yaml",
    )

    with pytest.raises(DanglingReference) as caught:
        Bundle.load(folder)

    assert (caught.value.file, caught.value.line) == (overlay, 7)


def test_overlay_that_does_not_fit_is_refused_for_a_vendors_file_too(write: Write) -> None:
    file = write(ORDERS, "orders.yaml")
    more = write(HEAD + "  - target: $.paths['/order'].post\n    remove: true\n", "more.yaml")

    with pytest.raises(InvalidPart, match=r"more\.yaml:4: .* selects nothing: .* Did you mean /or"):
        Bundle.load(file, overlays=[more])
