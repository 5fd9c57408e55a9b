"""Edits of the shop that were thought of later, to see whether what holds of the first holds on."""

from typing import Any, Final

from specs.schemas import Direction
from tests.support.drift_pairs.editing import Step, drop, move, put, rename, shop_edit
from tests.support.drift_pairs.edits_calls import HEALTH, LIST, MAKE, ONE, PARAMETERS
from tests.support.drift_pairs.edits_messages import BROWSED, DONE, EVERY_PRODUCT
from tests.support.drift_pairs.pair import Edit, Part, Truths

_JSON: Final = "application~1json"
_SCHEMAS: Final = "/components/schemas"
_TEXT: Final = {"type": "string"}
_STOCK: Final = f"{_SCHEMAS}/Stock"
_BACK: Final = "/paths/~1orders/post/callbacks/shipped/{$request.body#~1url}"
_CALLED: Final = f"{_BACK}/post/requestBody/content/{_JSON}/schema"
_FORM: Final = "/paths/~1uploads/post/requestBody/content/multipart~1form-data/schema"
_SOLD: Final = {"id": "1", "name": "n", "state": "live"}
_NEW: Final = {"name": "n", "state": "live"}
_CATEGORY: Final = f"{_SCHEMAS}/Product/properties/category"


def _part(where: str, side: Direction = "request", *, is_text: bool = False) -> Part:
    return Part(where, where, side, "client" if side == "request" else "server", is_text)


def _taken(operation: str) -> Part:
    return _part(f"{operation}/requestBody/content/{_JSON}/schema")


def _given(operation: str, status: str) -> Part:
    return _part(f"{operation}/responses/{status}/content/{_JSON}/schema", "response")


_READ: Final = _given(f"{ONE}/get", "200")
_PAGE: Final = _given(LIST, "200")
_CREATE: Final = _taken(MAKE)
_ORDER: Final = _taken("/paths/~1orders/post")
_REFUSAL_OF_PATCH: Final = _given(f"{ONE}/patch", "4XX")
_REFUSED: Final = _part(f"/components/responses/Refused/content/{_JSON}/schema", "response")


def _further(name: str, truths: Truths, *steps: Step, **more: Any) -> Edit:
    return shop_edit(name, "further", truths, *steps, **more)


FURTHER: Final = (
    _further("member-of-deep-object-added", ("safe", "open"),
             put(f"{PARAMETERS}/3/schema/properties/name", _TEXT)),
    _further("member-of-deep-object-demanded", ("breaks", "safe"),
             put(f"{PARAMETERS}/3/schema/required", ["state"]),
             parts=(_part(f"{PARAMETERS}/3/schema", is_text=True),), forward=(0, {})),
    _further("list-becomes-one-value", ("breaks", "safe"), put(f"{PARAMETERS}/1/schema", _TEXT),
             parts=(_part(f"{PARAMETERS}/1/schema", is_text=True),), forward=(0, ["a", "b"]),
             why="one value is written like a list of one"),
    _further("header-parameter-listed", ("breaks", "safe"),
             put(f"{PARAMETERS}/5/schema/enum", ["on"]),
             parts=(_part(f"{PARAMETERS}/5/schema", is_text=True),), forward=(0, "off")),
    _further("ids-limited-below", ("breaks", "safe"),
             put(f"{PARAMETERS}/2/schema/items/minimum", 1),
             parts=(_part(f"{PARAMETERS}/2/schema", is_text=True),), forward=(0, [0])),
    _further("basic-instead-of-bearer", ("breaks", "breaks"),
             put("/components/securitySchemes/bearer/scheme", "basic"),
             given=(put("/security/-", {"bearer": []}),)),
    _further("header-of-answer-promised", ("safe", "breaks"),
             put(f"{LIST}/responses/200/headers/ETag/required", True)),
    _further("refusals-of-many-operations-say-less", ("breaks", "safe"),
             put(f"/components/responses/Refused/content/{_JSON}/schema",
                 {"type": "object", "properties": {"code": _TEXT, "details": {"type": "object"}}}),
             parts=(_REFUSED,), forward=(0, {})),
    _further("code-of-refusals-listed", ("safe", "breaks"),
             put(f"{_SCHEMAS}/Error/properties/code/enum", ["a", "b"]),
             parts=(_REFUSED, _REFUSAL_OF_PATCH, DONE),
             backward=(0, {"code": "c"})),
    _further("part-of-form-demanded", ("breaks", "safe"), put(f"{_FORM}/required", ["meta"]),
             parts=(_part(_FORM),), forward=(0, {})),
    _further("patch-document-limited", ("safe", "safe"),
             put(f"{ONE}/patch/requestBody/content/application~1merge-patch+json/schema"
                 "/maxProperties", 1), why="the base names no member"),
    _further("patch-dictionary-limited", ("breaks", "safe"),
             put(f"{ONE}/patch/requestBody/content/application~1merge-patch+json/schema"
                 "/maxProperties", 1),
             given=(put(f"{ONE}/patch/requestBody/content/application~1merge-patch+json/schema"
                        "/additionalProperties", True),),
             parts=(_part(f"{ONE}/patch/requestBody/content/application~1merge-patch+json/schema"),),
             forward=(0, {"a": 1, "b": 2})),
    _further("callback-by-another-method", ("breaks", "breaks"), rename(f"{_BACK}/post", "put"),
             findings=2),
    _further("callback-body-promises-more", ("safe", "breaks"),
             put(f"{_STOCK}/required", ["product", "left", "place"]),
             parts=(Part(_CALLED, _CALLED, "request", "server"),),
             backward=(0, {"product": "p", "left": 1})),
    _further("ref-to-another-component", ("breaks", "breaks"),
             put(_CATEGORY, {"$ref": "#/components/schemas/State"}),
             parts=(_CREATE, _READ, *EVERY_PRODUCT, BROWSED),
             forward=(0, _NEW | {"category": {"title": "t"}}),
             backward=(0, _NEW | {"category": "live"})),
    _further("children-may-be-null", ("breaks", "breaks"),
             put(f"{_SCHEMAS}/Category/properties/children/nullable", True),
             parts=(_CREATE, _READ, *EVERY_PRODUCT, BROWSED),
             forward=(1, _SOLD | {"category": {"title": "t", "children": None}}),
             backward=(0, _NEW | {"category": {"title": "t", "children": None}})),
    _further("secret-shortened", ("breaks", "safe"),
             put(f"{_SCHEMAS}/Product/properties/secret/maxLength", 4),
             parts=(_CREATE, *EVERY_PRODUCT),
             forward=(0, _NEW | {"secret": "12345"})),
    _further("one-part-of-order-closed", ("breaks", "safe"),
             put(f"{_SCHEMAS}/Order/allOf/0/additionalProperties", False), parts=(_ORDER,),
             forward=(0, {"lines": [{"product": "p", "count": 1}]})),
    _further("next-page-may-be-null", ("breaks", "safe"),
             put(f"{_SCHEMAS}/Page/properties/next/nullable", True), parts=(_PAGE,),
             forward=(0, {"items": [], "next": None})),
    _further("tags-listed", ("breaks", "breaks"),
             put(f"{_SCHEMAS}/Product/properties/tags/items/enum", ["new", "old"]),
             parts=(_CREATE, _READ, *EVERY_PRODUCT, BROWSED), forward=(0, _NEW | {"tags": ["red"]}),
             backward=(1, _SOLD | {"tags": ["red"]})),
    _further("items-of-page-limited", ("safe", "breaks"),
             put(f"{_SCHEMAS}/Page/properties/items/maxItems", 2), parts=(_PAGE,),
             backward=(0, {"items": [_SOLD] * 3})),
    _further("healthy-answer-has-a-body", ("safe", "breaks"),
             put(f"{HEALTH}/get/responses/2XX/content", {"application/json": {"schema": {}}})),
    _further("body-shared-by-reference-narrowed", ("breaks", "safe"),
             put("/components/requestBodies/Item/content/application~1json/schema/properties/a"
                 "/maxLength", 1),
             given=(put(f"{MAKE}/requestBody",
                        {"content": {"application/json": {"schema": {
                            "type": "object", "properties": {"a": _TEXT}}}}}),
                    move(f"{MAKE}/requestBody", "/components/requestBodies/Item",
                         {"$ref": "#/components/requestBodies/Item"}),
                    put(f"{ONE}/patch/requestBody", {"$ref": "#/components/requestBodies/Item"})),
             parts=(_part("/components/requestBodies/Item/content/application~1json/schema"),),
             forward=(0, {"a": "ab"})),
    _further("parameter-removed-from-a-path", ("breaks", "breaks"),
             rename("/paths/~1catalogue~1{section}~1{page}", "/catalogue/{section}"),
             drop("/paths/~1catalogue~1{section}/get/parameters/1"),
             why="the old path is gone"),
    _further("sibling-of-a-ref-in-3.0", ("silent", "silent"),
             put(f"{_CATEGORY}/maxProperties", 1), why="OpenAPI 3.0 passes over what stands there"),
    _further("sibling-of-a-ref-in-3.1", ("breaks", "breaks"), put(f"{_CATEGORY}/maxProperties", 1),
             version="3.1", parts=(_CREATE, _READ, *EVERY_PRODUCT, BROWSED),
             forward=(0, _NEW | {"category": {"title": "t", "rank": 1}}),
             backward=(1, _SOLD | {"category": {"title": "t", "rank": 1}})),
    _further("operation-moved-below-a-prefix", ("breaks", "breaks"),
             rename("/paths/~1orders", "/v2/orders")),
    _further("write-only-and-read-only-exchanged", ("open", "open"),
             put(f"{_SCHEMAS}/Category/properties/rank/readOnly", True),
             drop(f"{_SCHEMAS}/Category/properties/rank/writeOnly"),
             given=(put(f"{_SCHEMAS}/Category/properties/rank/writeOnly", True),), findings=2),
)  # fmt: skip
