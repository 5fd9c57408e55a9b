"""Edits of bodies, responses, headers, calls back, and of schemas that many messages share."""

from typing import Any, Final

from specs.values import Json
from tests.support.drift_pairs.editing import Step, drop, put, rename, shop_edit, turn
from tests.support.drift_pairs.edits_calls import BATCH, HEALTH, LIST, MAKE, ONE
from tests.support.drift_pairs.pair import Edit, Part, Truths

_JSON: Final = "application~1json"
_REFUSED: Final = {"$ref": "#/components/responses/Refused"}
_ERROR: Final = {"$ref": "#/components/schemas/Error"}
_BACK: Final = "/paths/~1orders/post/callbacks/shipped"
_CALL: Final = f"{_BACK}/{{$request.body#~1url}}/post"
_SCHEMAS: Final = "/components/schemas"


def _content(schema: Json) -> Json:
    return {"description": "d", "content": {"application/json": {"schema": schema}}}


def _request(operation: str) -> Part:
    where = f"{operation}/requestBody/content/{_JSON}/schema"
    return Part(where, where)


def _answer(operation: str, status: str) -> Part:
    where = f"{operation}/responses/{status}/content/{_JSON}/schema"
    return Part(where, where, "response", "server")


_CREATE: Final = _request(MAKE)
_CREATED: Final = _answer(MAKE, "201")
_CHANGE: Final = _request(f"{ONE}/patch")
_READ: Final = _answer(f"{ONE}/get", "200")
_PAGE: Final = _answer(LIST, "200")
_MANY: Final = _request(BATCH)
DONE: Final = _answer(BATCH, "200")
_ORDER: Final = _request("/paths/~1orders/post")
_REFUSAL: Final = _answer(f"{ONE}/patch", "4XX")
_SHIPPED: Final = Part(
    f"{_CALL}/requestBody/content/{_JSON}/schema",
    f"{_CALL}/requestBody/content/{_JSON}/schema",
    "request",
    "server",
)
_HOOK: Final = "/webhooks/stockChanged/post/requestBody/content/application~1json/schema"
_STOCK: Final = Part(_HOOK, _HOOK, "request", "server")
_LEFT: Final = "/components/headers/Left"
_HEADER: Final = Part(f"{_LEFT}/schema", f"{_LEFT}/schema", "response", "server", is_text=True)
_FILTERED: Final = Part(f"{LIST}/parameters/3/schema", f"{LIST}/parameters/3/schema", is_text=True)
_WHERE_BODY: Final = f"{LIST}/parameters/4/content/{_JSON}/schema"
_WHERE: Final = Part(_WHERE_BODY, _WHERE_BODY)
_UPLOADED: Final = "/paths/~1uploads/post/requestBody/content/multipart~1form-data/schema"
_UPLOAD: Final = Part(_UPLOADED, _UPLOADED)
BROWSED: Final = _answer("/paths/~1catalogue~1{section}~1{page}/get", "200")
EVERY_PRODUCT: Final = (_CREATE, _CREATED, _CHANGE, _READ, _PAGE, _MANY, DONE)


def _body(name: str, truths: Truths, *steps: Step, **more: Any) -> Edit:
    return shop_edit(name, "bodies", truths, *steps, **more)


def _res(name: str, truths: Truths, *steps: Step, **more: Any) -> Edit:
    return shop_edit(name, "responses", truths, *steps, **more)


def _cal(name: str, truths: Truths, *steps: Step, **more: Any) -> Edit:
    return shop_edit(name, "calls back", truths, *steps, **more)


def _sch(name: str, truths: Truths, *steps: Step, **more: Any) -> Edit:
    return shop_edit(name, "shared schemas", truths, *steps, **more)


BODIES: Final = (
    _body("body-became-required", ("breaks", "safe"), put(f"{ONE}/patch/requestBody/required",
         True)),
    _body("required-body-added", ("breaks", "open"),
          put(f"{ONE}/delete/requestBody",
              {"required": True, "content": {"application/json": {"schema": {"type": "object"}}}})),
    _body("optional-body-added", ("safe", "open"),
          put(f"{ONE}/delete/requestBody",
              {"content": {"application/json": {"schema": {"type": "object"}}}})),
    _body("request-media-type-removed", ("breaks", "safe"),
          drop(f"{ONE}/patch/requestBody/content/application~1merge-patch+json")),
    _body("request-media-type-changed", ("breaks", "breaks"),
          rename(f"{MAKE}/requestBody/content/{_JSON}", "application/vnd.shop+json")),
    _body("request-media-type-in-capitals", ("silent", "silent"),
          rename(f"{MAKE}/requestBody/content/{_JSON}", "Application/JSON")),
    _body("request-media-range", ("safe", "breaks"),
          rename(f"{MAKE}/requestBody/content/{_JSON}", "application/*"),
          why="a range admits what it replaces"),
    _body("encoding-changed", ("breaks", "breaks"),
          put("/paths/~1uploads/post/requestBody/content/multipart~1form-data/encoding/meta",
              {"contentType": "text/csv"})),
    _body("encoding-spelled-out", ("silent", "silent"),
          drop("/paths/~1uploads/post/requestBody/content/multipart~1form-data/encoding"),
          why="a part that is an object is JSON by default"),
    _body("response-media-type-removed", ("breaks", "open"),
          drop(f"/paths/~1uploads/post/responses/200/content/{_JSON}")),
    _body("response-body-removed", ("breaks", "safe"), drop(f"{LIST}/responses/200/content")),
    _body("response-schema-removed", ("breaks", "safe"),
          drop(f"{LIST}/responses/200/content/{_JSON}/schema"),
          why="anything may be answered"),
    _body("request-schema-removed", ("safe", "breaks"),
          drop(f"{MAKE}/requestBody/content/{_JSON}/schema"), why="anything is accepted"),
    _body("batch-limited", ("breaks", "safe"),
          put(f"{BATCH}/requestBody/content/{_JSON}/schema/properties/data/maxItems", 2),
          parts=(_MANY,), forward=(0, {"data": [{"name": "n", "state": "live"}] * 3})),
    _body("batch-of-one-at-least", ("breaks", "safe"),
          put(f"{BATCH}/requestBody/content/{_JSON}/schema/properties/data/minItems", 1),
          parts=(_MANY,), forward=(0, {"data": []})),
)  # fmt: skip

RESPONSES: Final = (
    _res("success-added", ("breaks", "open"),
         put(f"{MAKE}/responses/202", {"description": "later"})),
    _res("success-changed", ("breaks", "breaks"), rename(f"{MAKE}/responses/201", "200")),
    _res("refusal-that-default-told-of", ("safe", "safe"),
         put(f"{LIST}/responses/404", _REFUSED), why="the default response covered it"),
    _res("refusal-unlike-default", ("breaks", "safe"),
         put(f"{LIST}/responses/404", _content({"type": "object"})),
         why="the default response promised a code, and named details", findings=2),
    _res("refusal-added", ("open", "safe"), put(f"{BATCH}/responses/404", _content(_ERROR))),
    _res("refusal-within-range-added", ("safe", "safe"),
         put(f"{ONE}/patch/responses/409", _content(_ERROR)), why="4XX covered it"),
    _res("success-range-narrowed", ("safe", "breaks"), rename(f"{HEALTH}/get/responses/2XX",
         "200")),
    _res("refusal-range-narrowed", ("safe", "open"), rename(f"{ONE}/patch/responses/4XX", "404")),
    _res("default-removed", ("safe", "open"), drop(f"{ONE}/get/responses/default")),
    _res("promised-header-removed", ("breaks", "safe"),
         drop(f"{LIST}/responses/200/headers/X-Left")),
    _res("header-no-longer-promised", ("breaks", "safe"), put(f"{_LEFT}/required", False)),
    _res("optional-header-removed", ("open", "safe"), drop(f"{LIST}/responses/200/headers/ETag")),
    _res("header-number-as-text", ("breaks", "safe"), put(f"{_LEFT}/schema", {"type": "string"}),
         parts=(_HEADER,), forward=(0, "many"), why="a client reads a number"),
    _res("header-number-as-fraction", ("breaks", "safe"),
         put(f"{_LEFT}/schema", {"type": "number"}), parts=(_HEADER,), forward=(0, 0.5)),
    _res("header-listed", ("safe", "breaks"),
         put(f"{LIST}/responses/200/headers/ETag/schema/enum", ["a"]),
         why="fewer texts are answered"),
    _res("content-type-header-added", ("silent", "silent"),
         put(f"{LIST}/responses/200/headers/Content-Type", {"schema": {"type": "string"}}),
         why="OpenAPI passes over a header of this name"),
    _res("header-in-other-case", ("silent", "silent"),
         rename(f"{LIST}/responses/200/headers/X-Left", "x-left")),
    _res("link-removed", ("open", "safe"), drop(f"{MAKE}/responses/201/links/read")),
    _res("responses-reordered", ("silent", "silent"), turn(f"{LIST}/responses")),
)  # fmt: skip

CALLS_BACK: Final = (
    _cal("callback-removed", ("breaks", "open"), drop("/paths/~1orders/post/callbacks")),
    _cal("callback-goes-elsewhere", ("breaks", "breaks"),
         rename(f"{_BACK}/{{$request.body#~1url}}", "{$request.body#/hook}")),
    _cal("callback-body-promises-less", ("breaks", "safe"),
         put(f"{_SCHEMAS}/Stock/required", ["product"]), parts=(_SHIPPED,),
         forward=(0, {"product": "p"})),
    _cal("callback-body-says-more", ("safe", "open"),
         put(f"{_SCHEMAS}/Stock/properties/reason", {"type": "string"}), parts=(_SHIPPED,)),
    _cal("callback-and-webhook-share-a-schema", ("breaks", "safe"),
         put(f"{_SCHEMAS}/Stock/properties/left", {"type": "number"}), version="3.1",
         parts=(_SHIPPED, _STOCK), forward=(1, {"product": "p", "left": 0.5})),
    _cal("callback-answered-otherwise", ("breaks", "breaks"), rename(f"{_CALL}/responses/200",
         "204"),
         why="the server no longer expects what the receiver answers"),
    _cal("webhook-removed", ("breaks", "safe"), drop("/webhooks/stockChanged"), version="3.1"),
    _cal("webhook-renamed", ("breaks", "breaks"), rename("/webhooks/stockChanged", "stock"),
         version="3.1"),
    _cal("webhook-null-added", ("breaks", "safe"),
         put(f"{_SCHEMAS}/Stock/properties/place", {"type": ["string", "null"]}), version="3.1",
         parts=(_SHIPPED, _STOCK), forward=(1, {"product": "p", "left": 1, "place": None})),
    _cal("callback-renamed", ("silent", "silent"), rename(_BACK, "sent"),
         why="its name is the document's own; the URL tells it"),
)  # fmt: skip

_PRODUCT: Final = {"name": "n", "state": "live"}
_SOLD: Final = {"id": "1", **_PRODUCT}
_LINES: Final = {"lines": [{"product": "p", "count": 1}]}

SHARED: Final = (
    _sch("listed-value-added-on-both-sides", ("breaks", "breaks"),
         put(f"{_SCHEMAS}/State/enum/-", "sold"), parts=(*EVERY_PRODUCT, _FILTERED),
         forward=(3, _SOLD | {"state": "sold"}), backward=(0, _PRODUCT | {"state": "sold"})),
    _sch("multiple-dropped-on-both-sides", ("breaks", "breaks"),
         drop(f"{_SCHEMAS}/Product/properties/price/multipleOf"), parts=EVERY_PRODUCT,
         forward=(1, _SOLD | {"price": 0.25}), backward=(0, _PRODUCT | {"price": 0.25})),
    _sch("bound-in-recursion-lowered", ("breaks", "breaks"),
         put(f"{_SCHEMAS}/Category/properties/rank/maximum", 5), parts=(*EVERY_PRODUCT, BROWSED),
         forward=(0, _PRODUCT | {"category": {"title": "t", "rank": 7}}),
         backward=(3, _SOLD | {"category": {"title": "t", "children": [{"title": "u",
         "rank": 7}]}})),
    _sch("recursion-ended", ("breaks", "breaks"),
         put(f"{_SCHEMAS}/Category/properties/children/maxItems", 0),
         parts=(*EVERY_PRODUCT, BROWSED),
         forward=(0, _PRODUCT | {"category": {"title": "t", "children": [{"title": "u"}]}}),
         backward=(3, _SOLD | {"category": {"title": "t", "children": [{"title": "u"}]}})),
    _sch("member-of-answers-no-longer-promised", ("breaks", "safe"),
         put(f"{_SCHEMAS}/Page/required", []), version="3.1", parts=(_PAGE,), forward=(0, {})),
    _sch("count-lowered-in-requests", ("breaks", "safe"),
         put(f"{_SCHEMAS}/Line/properties/count/maximum", 9), parts=(_ORDER, _WHERE, _UPLOAD),
         forward=(0, {"lines": [{"product": "p", "count": 50}]})),
    _sch("detail-of-refusals-as-text", ("breaks", "breaks"),
         put(f"{_SCHEMAS}/Error/properties/details", {"type": "string"}), parts=(_REFUSAL, DONE),
         forward=(0, {"code": "c", "details": "d"}), backward=(0, {"code": "c", "details": {}})),
    _sch("values-of-labels-as-numbers", ("breaks", "breaks"),
         put(f"{_SCHEMAS}/Order/allOf/1/properties/labels/additionalProperties",
             {"type": "integer"}), parts=(_ORDER,),
         forward=(0, _LINES | {"labels": {"k": "v"}}), backward=(0, _LINES | {"labels": {"k": 1}})),
    _sch("lines-may-be-none", ("safe", "breaks"),
         drop(f"{_SCHEMAS}/Order/allOf/1/properties/lines/minItems"), parts=(_ORDER,),
         backward=(0, {"lines": []})),
    _sch("card-number-shortened", ("breaks", "safe"),
         put(f"{_SCHEMAS}/Card/properties/number/pattern", "^[0-9]{12,16}$"), parts=(_ORDER,),
         forward=(0, _LINES | {"pay": {"kind": "card", "number": "1234567890123456789"}})),
    _sch("third-way-to-pay", ("safe", "breaks"),
         put(f"{_SCHEMAS}/Cash", {"type": "object", "required": ["kind"], "properties":
             {"kind": {"enum": ["cash"]}, "number": {"enum": [""]}, "iban": {"enum": [1]}}}),
         put(f"{_SCHEMAS}/Payment/oneOf/-", {"$ref": "#/components/schemas/Cash"}),
         put(f"{_SCHEMAS}/Payment/discriminator/mapping/cash", "#/components/schemas/Cash"),
         parts=(_ORDER,), backward=(0, _LINES | {"pay": {"kind": "cash"}})),
    _sch("mapping-entry-removed", ("open", "safe"),
         drop(f"{_SCHEMAS}/Payment/discriminator/mapping/card"), parts=(_ORDER,),
         why="no validator judges a mapping"),
    _sch("discriminator-renamed", ("open", "open"),
         put(f"{_SCHEMAS}/Payment/discriminator/propertyName", "iban"), parts=(_ORDER,),
         why="no validator judges a discriminator"),
    _sch("unused-component-changed", ("safe", "safe"),
         put(f"{_SCHEMAS}/Unused/properties/a", {"type": "integer"}), why="nobody is touched"),
    _sch("unused-component-demands-more", ("safe", "safe"),
         put(f"{_SCHEMAS}/Unused/required", ["a"]), why="nobody is touched"),
    _sch("unused-component-removed", ("safe", "safe"), drop(f"{_SCHEMAS}/Unused")),
    _sch("name-shortened-on-both-sides", ("breaks", "breaks"),
         put(f"{_SCHEMAS}/Product/properties/name/maxLength", 40), parts=EVERY_PRODUCT,
         forward=(0, _PRODUCT | {"name": "n" * 50}), backward=(4,
         {"items": [_SOLD | {"name": "n" * 50}]})),
    _sch("secret-demanded-of-requests", ("breaks", "safe"),
         put(f"{_SCHEMAS}/Product/required", ["id", "name", "state", "secret"]),
         parts=EVERY_PRODUCT, forward=(0, _PRODUCT)),
    _sch("id-no-longer-promised", ("breaks", "safe"),
         put(f"{_SCHEMAS}/Product/required", ["name", "state"]), parts=EVERY_PRODUCT,
         forward=(3, _PRODUCT)),
    _sch("id-no-longer-read-only", ("breaks", "open"),
         drop(f"{_SCHEMAS}/Product/properties/id/readOnly"), parts=EVERY_PRODUCT,
         forward=(0, _PRODUCT), why="requests must then bring it"),
    _sch("null-no-longer-admitted-on-both-sides", ("breaks", "breaks"),
         put(f"{_SCHEMAS}/Product/properties/note", {"type": "string"}), parts=EVERY_PRODUCT,
         forward=(0, _PRODUCT | {"note": None}), backward=(3, _SOLD | {"note": None})),
    _sch("tags-may-repeat", ("breaks", "breaks"),
         put(f"{_SCHEMAS}/Product/properties/tags/uniqueItems", False), parts=EVERY_PRODUCT,
         forward=(3, _SOLD | {"tags": ["a", "a"]}), backward=(0, _PRODUCT | {"tags": ["a", "a"]})),
)  # fmt: skip
