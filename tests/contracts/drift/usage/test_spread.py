"""Query objects whose properties stand in the query one by one."""

from pathlib import Path

import pytest

from contracts.drift.usage import learn
from contracts.finding import Exchange, Reply, Request
from specs.bundle import Bundle

SHOP = """\
openapi: 3.0.3
info: {title: Shop, version: "1"}
paths:
  /things:
    get:
      parameters:
        - {name: limit, in: query, schema: {type: integer}}
        - {name: where, in: query, schema: {$ref: "#/components/schemas/Where"}}
        - {name: more, in: query, schema: {type: object, additionalProperties: {type: string}}}
        - {name: whole, in: query, explode: false, schema: {$ref: "#/components/schemas/Where"}}
      responses: {"200": {description: ok}}
components:
  schemas:
    Where: {allOf: [{$ref: "#/components/schemas/Named"}, {properties: {colour: {type: string}}}]}
    Named: {type: object, properties: {name: {type: string}, limit: {type: integer}}}
"""


@pytest.mark.parametrize(
    ("query", "sent"),
    [
        ("name", {"where", "more"}),
        ("colour", {"where", "more"}),
        ("limit", {"limit"}),
        ("whole", {"whole"}),
        ("other", {"more"}),
        ("where", {"where"}),
    ],
)
def test_an_object_is_sent_by_the_names_of_its_properties(
    tmp_path: Path, query: str, sent: set[str]
) -> None:
    (tmp_path / "shop.yaml").write_text(SHOP)
    bundle = Bundle.load(tmp_path / "shop.yaml")
    (operation,) = bundle.operations
    exchange = Exchange(Request("GET", "/things", query=((query, "1"),)), Reply(200))

    usage = learn([(exchange, operation)], bundle.document)

    use = usage.of("GET /things")
    assert use is not None
    assert {name for (_, name), count in use.parameters.items() if count} == sent
