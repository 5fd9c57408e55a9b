"""Edits of operations, parameters, credentials, and of our own words."""

from typing import Any, Final

from tests.support.drift_pairs.editing import Step, drop, put, rename, shop_edit, turn
from tests.support.drift_pairs.pair import Edit, Part, Truths

LIST: Final = "/paths/~1products/get"
MAKE: Final = "/paths/~1products/post"
ONE: Final = "/paths/~1products~1{productId}"
BATCH: Final = "/paths/~1products~1batch/post"
HEALTH: Final = "/paths/~1health"
BROWSE: Final = "/paths/~1catalogue~1{section}~1{page}"
PARAMETERS: Final = f"{LIST}/parameters"
LIMIT, TAGS, IDS, FILTER, WHERE, TRACE, SESSION, SORT = (f"{PARAMETERS}/{n}" for n in range(8))
TEXT: Final = {"type": "string"}


def _text_part(parameter: str, schema: str = "schema") -> Part:
    where = f"{parameter}/{schema}"
    return Part(where, where, is_text=True)


def _op(name: str, truths: Truths, *steps: Step, **more: Any) -> Edit:
    return shop_edit(name, "operations", truths, *steps, **more)


def _par(name: str, truths: Truths, *steps: Step, **more: Any) -> Edit:
    return shop_edit(name, "parameters", truths, *steps, **more)


def _sec(name: str, truths: Truths, *steps: Step, **more: Any) -> Edit:
    return shop_edit(name, "security", truths, *steps, **more)


def _own(name: str, truths: Truths, *steps: Step, **more: Any) -> Edit:
    return shop_edit(name, "own words", truths, *steps, **more)


OPERATIONS: Final = (
    _op("operation-removed", ("breaks", "safe"), drop(f"{ONE}/get"),
        given=(drop(f"{MAKE}/responses/201/links"),)),
    _op("path-removed", ("breaks", "safe"), drop(BROWSE)),
    _op("announced-operation-removed", ("safe", "safe"), drop(f"{ONE}/delete"),
        why="deprecated, and its day of sunset is over"),
    _op("operation-deprecated", ("safe", "safe"), put(f"{MAKE}/deprecated", True)),
    _op("sunset-brought-forward", ("open", "safe"), put(f"{ONE}/delete/x-sunset", "2025-12-31")),
    _op("operation-id-changed", ("open", "open"), put(f"{HEALTH}/get/operationId", "ping")),
    _op("method-changed", ("breaks", "breaks"), rename(f"{ONE}/patch", "put")),
    _op("path-changed", ("breaks", "breaks"), rename(HEALTH, "/healthz")),
    _op("head-added", ("safe", "breaks"),
        put(f"{HEALTH}/head", {"security": [], "responses": {"200": {"description": "ok"}}})),
    _op("path-parameters-exchanged", ("breaks", "breaks"),
        rename(BROWSE, "/catalogue/{page}/{section}"), findings=2,
        why="what was a text is now read as a number"),
    _op("server-removed", ("open", "safe"), drop("/servers/1")),
    _op("server-path-changed", ("breaks", "breaks"), put("/servers/0/url", "https://a.example/v2"),
        given=(drop("/servers/1"),), findings=2),
    _op("server-host-changed", ("open", "open"), put("/servers/1/url", "https://new.example/v1")),
    _op("server-described", ("silent", "silent"), put("/servers/0/description", "Main.")),
    _op("servers-of-operation-changed", ("breaks", "breaks"),
        put(f"{HEALTH}/get/servers", [{"url": "https://shop.example/v2"}]), findings=2,
        why="the operation is reached below another path"),
)  # fmt: skip

PARAMETER_EDITS: Final = (
    _par("optional-parameter-added", ("safe", "open"),
         put(f"{PARAMETERS}/-", {"name": "q", "in": "query", "schema": TEXT})),
    _par("required-parameter-added", ("breaks", "open"),
         put(f"{PARAMETERS}/-", {"name": "q", "in": "query", "required": True, "schema": TEXT})),
    _par("required-header-added-to-all-of-a-path", ("breaks", "open"),
         put(f"{ONE}/parameters/-", {"name": "X-Tenant", "in": "header", "required": True,
                                     "schema": TEXT})),
    _par("parameter-became-required", ("breaks", "safe"), put(f"{LIMIT}/required", True)),
    _par("header-became-required", ("breaks", "safe"), put(f"{TRACE}/required", True)),
    _par("header-moved-to-query", ("breaks", "breaks"), put(f"{TRACE}/in", "query")),
    _par("cookie-removed", ("open", "safe"), drop(SESSION)),
    _par("list-no-longer-exploded", ("breaks", "breaks"), put(f"{TAGS}/explode", False)),
    _par("list-by-spaces", ("breaks", "breaks"), put(f"{IDS}/style", "spaceDelimited")),
    _par("list-by-pipes-exploded", ("breaks", "breaks"), put(f"{IDS}/explode", True)),
    _par("deep-object-flattened", ("breaks", "breaks"), put(f"{FILTER}/style", "form")),
    _par("content-instead-of-schema", ("breaks", "breaks"), drop(f"{FILTER}/schema"),
         drop(f"{FILTER}/style"), drop(f"{FILTER}/explode"),
         put(f"{FILTER}/content", {"application/json": {"schema": {"type": "object"}}})),
    _par("content-of-another-type", ("breaks", "breaks"),
         rename(f"{WHERE}/content/application~1json", "application/yaml")),
    _par("content-narrowed", ("breaks", "safe"),
         put(f"{WHERE}/content/application~1json/schema",
             {"allOf": [{"$ref": "#/components/schemas/Line"}],
              "properties": {"count": {"maximum": 5}}}),
         parts=(Part(f"{WHERE}/content/application~1json/schema",
                     f"{WHERE}/content/application~1json/schema"),),
         forward=(0, {"product": "p", "count": 9})),
    _par("limit-lowered", ("breaks", "safe"), put(f"{LIMIT}/schema/maximum", 50),
         parts=(_text_part(LIMIT),), forward=(0, 99)),
    _par("limit-no-longer-bounded-below", ("safe", "breaks"), drop(f"{LIMIT}/schema/minimum"),
         parts=(_text_part(LIMIT),), backward=(0, 0)),
    _par("number-as-text", ("safe", "breaks"), put(f"{LIMIT}/schema", TEXT),
         parts=(_text_part(LIMIT),), backward=(0, "many"), why="a parameter is text on the wire"),
    _par("whole-number-as-number", ("safe", "breaks"), put(f"{LIMIT}/schema/type", "number"),
         parts=(_text_part(LIMIT),), backward=(0, 1.5)),
    _par("texts-of-list-as-numbers", ("breaks", "safe"),
         put(f"{TAGS}/schema/items", {"type": "integer"}), parts=(_text_part(TAGS),),
         forward=(0, ["a"])),
    _par("list-limited", ("breaks", "safe"), put(f"{TAGS}/schema/maxItems", 2),
         parts=(_text_part(TAGS),), forward=(0, ["a", "b", "c"])),
    _par("list-without-repeats", ("breaks", "safe"), put(f"{TAGS}/schema/uniqueItems", True),
         parts=(_text_part(TAGS),), forward=(0, ["a", "a"])),
    _par("path-parameter-shortened", ("breaks", "safe"),
         put("/components/parameters/ProductId/schema/maxLength", 10),
         parts=(_text_part("/components/parameters/ProductId"),), forward=(0, "12345678901")),
    _par("path-parameter-as-number", ("breaks", "safe"),
         put("/components/parameters/ProductId/schema", {"type": "integer"}),
         parts=(_text_part("/components/parameters/ProductId"),), forward=(0, "a"),
         given=(drop("/components/parameters/ProductId/schema/maxLength"),)),
    _par("switch-as-listed-texts", ("safe", "safe"),
         put(f"{SORT}/schema", {"type": "string", "enum": ["true", "false"]}),
         given=(put(f"{SORT}/schema", {"type": "boolean"}),), parts=(_text_part(SORT),),
         why="a parameter is text on the wire"),
    _par("cookie-pattern-added", ("breaks", "safe"),
         put(f"{SESSION}/schema/pattern", "^[a-z]+$"), parts=(_text_part(SESSION),),
         forward=(0, "A")),
    _par("default-of-parameter-changed", ("open", "open"), put(f"{SORT}/schema/default", "price")),
    _par("parameter-deprecated", ("safe", "safe"), put(f"{SORT}/deprecated", True)),
    _par("query-name-in-capitals", ("open", "open"), put(f"{LIMIT}/name", "Limit")),
    _par("parameter-of-all-operations-overridden", ("breaks", "safe"),
         put(f"{ONE}/get/parameters",
             [{"name": "productId", "in": "path", "required": True,
               "schema": {"type": "string", "maxLength": 5}}]),
         why="the operation's own parameter counts"),
)  # fmt: skip

SECURITY: Final = (
    _sec("security-added", ("breaks", "safe"), put(f"{HEALTH}/get/security", [{"key": []}])),
    _sec("security-added-by-the-document", ("breaks", "safe"), drop(f"{HEALTH}/get/security")),
    _sec("alternative-removed", ("breaks", "safe"), drop("/security/0")),
    _sec("alternative-added", ("safe", "breaks"), put("/security/-", {"bearer": []})),
    _sec("scope-added", ("breaks", "safe"), put(f"{MAKE}/security/0/oauth", ["write", "read"])),
    _sec("second-credential-demanded", ("breaks", "safe"), put("/security/0/bearer", [])),
    _sec("key-renamed", ("breaks", "breaks"),
         put("/components/securitySchemes/key/name", "X-Api-Key")),
    _sec("key-moved", ("breaks", "breaks"), put("/components/securitySchemes/key/in", "query")),
    _sec("token-url-changed", ("breaks", "breaks"),
         put("/components/securitySchemes/oauth/flows/clientCredentials/tokenUrl",
             "https://id.example/token")),
    _sec("flow-removed", ("breaks", "safe"),
         drop("/components/securitySchemes/oauth/flows/authorizationCode")),
    _sec("bearer-instead-of-key", ("breaks", "breaks"), put("/security/0", {"bearer": []})),
    _sec("made-optional", ("safe", "breaks"), put("/security/-", {})),
    _sec("unused-scheme-changed", ("safe", "safe"),
         put("/components/securitySchemes/bearer/scheme", "basic")),
    _sec("unused-scheme-removed", ("safe", "safe"), drop("/components/securitySchemes/bearer")),
    _sec("scheme-renamed", ("silent", "silent"), rename("/components/securitySchemes/key", "door"),
         put("/security/0", {"door": []})),
    _sec("alternatives-reordered", ("silent", "silent"), turn("/security")),
    _sec("scopes-reordered", ("silent", "silent"),
         put(f"{MAKE}/security/0/oauth", ["write", "read"]),
         given=(put(f"{MAKE}/security/0/oauth", ["read", "write"]),)),
    _sec("said-again-by-the-operation", ("silent", "silent"),
         put(f"{LIST}/security", [{"key": []}, {"oauth": ["read"]}])),
    _sec("scheme-in-capitals", ("silent", "silent"),
         put("/components/securitySchemes/bearer/scheme", "Bearer"),
         given=(put("/security/-", {"bearer": []}),)),
    _sec("scheme-described", ("silent", "silent"),
         put("/components/securitySchemes/key/description", "Ask us.")),
)  # fmt: skip

_CODES: Final = f"{BATCH}/x-error-codes"

WORDS: Final = (
    _own("batch-policy-removed", ("breaks", "safe"), drop(f"{BATCH}/x-batch")),
    _own("batch-preset-changed", ("breaks", "breaks"), put(f"{BATCH}/x-batch/preset",
         "always-207")),
    _own("batch-failures-moved", ("breaks", "breaks"),
         put(f"{BATCH}/x-batch/failures", "/problems")),
    _own("error-code-removed", ("breaks", "open"), drop(f"{_CODES}/0")),
    _own("error-code-changes-status", ("breaks", "breaks"), put(f"{_CODES}/0/status", 422)),
    _own("error-codes-reordered", ("silent", "silent"), turn(_CODES)),
    _own("error-condition-reworded", ("silent", "silent"),
         put(f"{_CODES}/0/condition", "More than 50 items.")),
    _own("read-with-side-effects", ("open", "safe"), put(f"{HEALTH}/get/x-side-effects", True)),
    _own("resource-changed", ("open", "open"), put(f"{BATCH}/x-resource/name", "offer")),
    _own("unknown-word-added", ("silent", "silent"), put(f"{BATCH}/x-team", "checkout")),
)  # fmt: skip
