"""Documents written anew that mean the same."""

from copy import deepcopy
from dataclasses import replace
from typing import Any, Final

from specs.values import Json, Record
from tests.support.drift_pairs.editing import (
    Step,
    at,
    drop,
    move,
    put,
    rename,
    say_instead,
    shop_edit,
    turn,
)
from tests.support.drift_pairs.edits_calls import (
    BATCH,
    BROWSE,
    HEALTH,
    LIMIT,
    LIST,
    MAKE,
    ONE,
    PARAMETERS,
    SORT,
    TAGS,
    TRACE,
)
from tests.support.drift_pairs.pair import Edit, Sources
from tests.support.drift_pairs.shop import shop

_SCHEMAS: Final = "/components/schemas"
_STATE: Final = {"$ref": "#/components/schemas/State"}


def _same(name: str, *steps: Step, **more: Any) -> Edit:
    return shop_edit(name, "refactorings", ("silent", "silent"), *steps, **more)


def _inline(where: str, component: str) -> Step:
    def step(data: Record) -> None:
        put(where, deepcopy(at(data, component)))(data)

    return step


def _sort(data: Record) -> None:
    def ordered(value: Json) -> Json:
        if isinstance(value, dict):
            return {name: ordered(value[name]) for name in sorted(value)}
        return [ordered(item) for item in value] if isinstance(value, list) else value

    changed = ordered(data)
    data.clear()
    data.update(changed)


def _refs_through_all_of(data: Record) -> None:
    def wrapped(value: Json) -> Json:
        if isinstance(value, list):
            return [wrapped(item) for item in value]
        if not isinstance(value, dict):
            return value
        if str(value.get("$ref", "")).startswith("#/components/schemas/"):
            return {"allOf": [value], "description": "See there."}
        return {name: wrapped(item) for name, item in value.items()}

    changed = wrapped(data["paths"])
    data["paths"] = changed


def _param(name: str) -> Json:
    return {"$ref": f"#/components/parameters/{name}"}


REFACTORINGS: Final = (
    _same("ref-inlined", _inline(f"{_SCHEMAS}/Product/properties/state", f"{_SCHEMAS}/State")),
    _same("recursion-unrolled",
          _inline(f"{_SCHEMAS}/Product/properties/category", f"{_SCHEMAS}/Category")),
    _same("body-moved-to-component",
          move(f"{BATCH}/requestBody/content/application~1json/schema", f"{_SCHEMAS}/Batch",
               {"$ref": "#/components/schemas/Batch"})),
    _same("answer-moved-to-component",
          move(f"{BATCH}/responses/200", "/components/responses/Batched",
               {"$ref": "#/components/responses/Batched"})),
    _same("request-body-moved-to-component",
          move(f"{MAKE}/requestBody", "/components/requestBodies/New",
               {"$ref": "#/components/requestBodies/New"})),
    _same("parameter-moved-to-component",
          move(LIMIT, "/components/parameters/Limit", _param("Limit"))),
    _same("parameter-inlined",
          _inline(f"{ONE}/parameters/0", "/components/parameters/ProductId")),
    _same("header-inlined",
          _inline(f"{LIST}/responses/200/headers/X-Left", "/components/headers/Left")),
    _same("callback-moved-to-component",
          move("/paths/~1orders/post/callbacks/shipped", "/components/callbacks/Shipped",
               {"$ref": "#/components/callbacks/Shipped"})),
    _same("component-renamed", say_instead('#/components/schemas/Product"',
                                           '#/components/schemas/Article"'),
          rename(f"{_SCHEMAS}/Product", "Article")),
    _same("component-behind-an-alias", put(f"{_SCHEMAS}/Status", _STATE),
          put(f"{_SCHEMAS}/Product/properties/state", {"$ref": "#/components/schemas/Status"})),
    _same("ref-into-a-member",
          put(f"{_SCHEMAS}/Category/properties/title",
              {"$ref": "#/components/schemas/Transfer/properties/iban"})),
    _same("paths-reordered", turn("/paths")),
    _same("components-reordered", turn(_SCHEMAS)),
    _same("parameters-reordered", turn(PARAMETERS)),
    _same("everything-sorted", _sort),
    _same("refs-through-all-of", _refs_through_all_of),
    _same("path-parameter-renamed", say_instead("productId", "id"), version="3.1"),
    _same("both-path-parameters-renamed", rename(BROWSE, "/catalogue/{a}/{b}"),
          put("/paths/~1catalogue~1{a}~1{b}/get/parameters/0/name", "a"),
          put("/paths/~1catalogue~1{a}~1{b}/get/parameters/1/name", "b")),
    _same("header-parameter-in-other-case", put(f"{TRACE}/name", "x-trace")),
    _same("default-style-spelled-out", put(f"{TAGS}/style", "form"), put(f"{TAGS}/explode", True)),
    _same("header-style-spelled-out", put(f"{TRACE}/style", "simple"),
          put(f"{TRACE}/explode", False)),
    _same("explode-of-a-scalar", put(f"{LIMIT}/explode", False),
         why="one value has nothing to join"),
    _same("optional-spelled-out", put(f"{LIMIT}/required", False), put(f"{LIMIT}/deprecated",
         False)),
    _same("optional-body-spelled-out", put(f"{ONE}/patch/requestBody/required", False)),
    _same("parameters-moved-to-the-path",
          move(f"{BROWSE}/get/parameters", f"{BROWSE}/parameters")),
    _same("parameter-said-again", put(f"{ONE}/get/parameters", [_param("ProductId")])),
    _same("authorization-as-a-parameter",
          put(f"{PARAMETERS}/-", {"name": "Authorization", "in": "header", "required": True,
                                  "schema": {"type": "string"}}),
          why="OpenAPI passes over a parameter of this name"),
    _same("accept-as-a-parameter",
          put(f"{PARAMETERS}/-", {"name": "accept", "in": "header", "required": True,
                                  "schema": {"type": "string"}}),
          why="OpenAPI passes over a parameter of this name"),
    _same("descriptions-changed", put("/info/description", "Sells."),
          put(f"{LIST}/description", "All of them."), put(f"{LIST}/summary", "List")),
    _same("version-of-the-document", put("/info/version", "2.0.0")),
    _same("tags-added", put(f"{LIST}/tags", ["products"]), put("/tags", [{"name": "products"}])),
    _same("example-added",
          put(f"{MAKE}/requestBody/content/application~1json/example",
              {"name": "n", "state": "live"})),
    _same("parameter-example-changed", put(f"{SORT}/example", "price")),
    _same("answer-described", put(f"{HEALTH}/get/responses/2XX/description", "All is well.")),
    _same("servers-reordered", turn("/servers")),
    _same("server-with-a-slash", put("/servers/0/url", "https://shop.example/v1/")),
    _same("deprecation-denied", put(f"{LIST}/deprecated", False)),
    _same("unused-component-added", put(f"{_SCHEMAS}/Spare", {"type": "integer"})),
    _same("mapping-reordered", turn(f"{_SCHEMAS}/Payment/discriminator/mapping")),
    _same("mapping-by-name",
          put(f"{_SCHEMAS}/Payment/discriminator/mapping/card", "Card")),
    _same("ways-to-pay-reordered", turn(f"{_SCHEMAS}/Payment/oneOf")),
    _same("all-of-of-order-merged",
          put(f"{_SCHEMAS}/Order",
              {"type": "object", "required": ["lines"], "properties": {
                  "comment": {"type": "string"},
                  "lines": {"type": "array", "minItems": 1,
                            "items": {"$ref": "#/components/schemas/Line"}},
                  "pay": {"$ref": "#/components/schemas/Payment"},
                  "labels": {"type": "object", "additionalProperties": {"type": "string"}}}})),
    _same("ref-with-a-description",
          put(f"{_SCHEMAS}/Product/properties/state", {**_STATE, "description": "How it is."}),
          version="3.1"),
    _same("schema-in-defs",
          put(f"{_SCHEMAS}/Product/$defs", {"State": {"type": "string",
                                                       "enum": ["draft", "live", "gone"]}}),
          put(f"{_SCHEMAS}/Product/properties/state",
              {"$ref": "#/components/schemas/Product/$defs/State"}), version="3.1"),
    _same("path-item-moved-to-component",
          move(HEALTH, "/components/pathItems/Health", {"$ref": "#/components/pathItems/Health"}),
          version="3.1"),
    _same("discriminator-of-values-dropped", drop(f"{_SCHEMAS}/Payment/discriminator/mapping"),
          given=(rename(f"{_SCHEMAS}/Card", "card"), rename(f"{_SCHEMAS}/Transfer", "transfer"),
                 say_instead("schemas/Card", "schemas/card"),
                 say_instead("schemas/Transfer", "schemas/transfer")),
          why="without a mapping, the names of the schemas are the values"),
)  # fmt: skip


def _whole(name: str, before: Sources, after: Sources) -> Edit:
    return Edit(name, "refactorings", before, after, "silent", "silent")


def _split() -> Sources:
    data = shop()
    product = data["components"]["schemas"].pop("Product")
    paths = data["paths"].pop("/products")
    text = {"p": product, "i": paths}
    moved = deepcopy(text)
    say_instead("#/components/", "api.yaml#/components/")(moved)
    say_instead("api.yaml#/components/schemas/Product", "schemas/product.json")(moved)
    say_instead("#/components/schemas/Product", "product.json")(data)
    say_instead("schemas/product.json", "product.json")(moved)
    data["paths"]["/products"] = {"$ref": "products.yaml"}
    return Sources({"api.yaml": data, "product.json": moved["p"], "products.yaml": moved["i"]})


WHOLE: Final = (
    _whole("json-to-yaml", Sources({"api.json": shop()}), Sources({"api.yaml": shop()})),
    _whole("file-renamed", Sources({"api.json": shop()}), Sources({"shop.json": shop()})),
    _whole("split-to-files", Sources({"api.yaml": shop()}), _split()),
    _whole("no-webhooks-of-3.0-in-3.1", Sources({"api.yaml": shop()}),
           Sources({"api.yaml": {k: v for k, v in shop("3.1").items() if k != "webhooks"}})),
    replace(_whole("yaml-of-3.0-to-json-of-3.1", Sources({"api.yaml": shop()}),
                   Sources({"api.json": shop("3.1")})), forward="safe", backward="breaks",
            why="a webhook is new"),
)  # fmt: skip
