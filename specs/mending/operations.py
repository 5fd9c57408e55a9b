"""Flaws of operations, requests and responses."""

import re
from typing import Final

from specs.mending.parts import DROPPED, Mended, Workshop, drop, keep_if, shown
from specs.swagger import BODY_PLACES, Context, Placed, request_body
from specs.values import Json, Record, pointer

_STATUS: Final = re.compile(r"[1-5]([0-9]{2}|XX)|default", re.IGNORECASE)
_METHODS_OF_3_2: Final = ("query", "additionalOperations")
_JSON: Final = "application/json"


def mend_paths(shop: Workshop, raw: Record, where: str) -> Mended:
    """Leaves out paths that no request can have."""
    for path in [name for name in raw if not name.startswith(("/", "x-"))]:
        shop.tell(where + pointer(path), f"the path {path!r} does not begin with a slash")
        del raw[path]
    for path in [name for name, item in raw.items() if item is None]:
        del raw[path]
    return raw


def mend_path_item(shop: Workshop, raw: Record, where: str) -> Mended:
    """Leaves out parameters that are no list, and tells of methods that are not served."""
    keep_if(shop, raw, "parameters", where, form=list)
    for member in _METHODS_OF_3_2:
        if member in raw and shop.document.written_version.startswith("3.2"):
            shop.tell(where + pointer(member), f"`{member}` of OpenAPI 3.2 is not served")
    return raw


def mend_operation(shop: Workshop, raw: Record, where: str) -> Mended:
    """Leaves out members of a wrong shape."""
    name = raw.get("operationId")
    if isinstance(name, int) and not isinstance(name, bool):
        raw["operationId"] = str(name)
    keep_if(shop, raw, "operationId", where, form=str)
    keep_if(shop, raw, "parameters", where, form=list)
    keep_if(shop, raw, "requestBody", where, form=dict)
    if isinstance(raw.get("parameters"), list) and "requestBody" not in raw:
        _read_body(shop, raw, where)
    keep_if(shop, raw, "responses", where, form=dict)
    mend_security(shop, raw, where)
    return raw


def _read_body(shop: Workshop, raw: Record, where: str) -> None:
    """Reads parameters in `body` and `formData`, as OpenAPI 2.0 has them, as a request body."""
    listed, placed = [], []
    for index, entry in enumerate(raw["parameters"]):
        is_part = isinstance(entry, dict) and entry.get("in") in BODY_PLACES
        listed.append(None if is_part else entry)
        if is_part:
            placed.append(Placed(entry, f"{where}/parameters/{index}"))
    moved: dict[str, str] = {}
    body = request_body(Context({}, moved), placed, [], where + "/requestBody")
    if body is None:
        return
    raw["parameters"], raw["requestBody"] = listed, body
    for new, old in moved.items():
        shop.move(new, old)
    reason = "parameters in `body` and `formData`, as in OpenAPI 2.0, are read as its request body"
    shop.tell(placed[0].old, reason)


def mend_security(shop: Workshop, holder: Record, where: str) -> None:
    """Leaves out requirements of schemes that nothing describes."""
    raw = holder.get("security")
    if "security" not in holder:
        return
    if raw is None:
        del holder["security"]
        return
    if isinstance(raw, dict):
        raw = [raw]
    if not isinstance(raw, list):
        shop.tell(where + "/security", f"`security` is {shown(raw)}")
        del holder["security"]
        return
    at = where + "/security"
    mended = [_requirement(shop, one, f"{at}/{index}") for index, one in enumerate(raw)]
    holder["security"] = [one for one in mended if one is not DROPPED]


def _requirement(shop: Workshop, raw: Json, where: str) -> Mended:
    if isinstance(raw, str):
        raw = {raw: []}
    if not isinstance(raw, dict):
        return drop(shop, where, f"a security requirement is {shown(raw)}")
    kept = {}
    for name, scopes in raw.items():
        if name in shop.schemes:
            kept[name] = scopes if isinstance(scopes, list) else []
        else:
            reason = f"the security scheme {name} is not described, so nobody is asked for it"
            shop.tell_once(where + pointer(name), reason)
    return kept if kept or not raw else DROPPED


def mend_responses(shop: Workshop, raw: Record, where: str) -> Mended:
    """Leaves out responses of statuses that HTTP does not have."""
    for status in [name for name in raw if not name.startswith("x-")]:
        if not _STATUS.fullmatch(status):
            shop.tell(where + pointer(status), f"there is no status {status!r}")
            del raw[status]
        elif raw[status] is None:
            raw[status] = {"description": ""}
    return raw


def mend_response(shop: Workshop, raw: Record, where: str) -> Mended:
    """Reads a schema without a media type as JSON, as OpenAPI 2.0 has it."""
    keep_if(shop, raw, "headers", where, form=dict)
    keep_if(shop, raw, "links", where, form=dict)
    _mend_content(shop, raw, where)
    return raw


def mend_request_body(shop: Workshop, raw: Record, where: str) -> Mended:
    """Reads a schema without a media type as JSON."""
    keep_if(shop, raw, "required", where, form=bool)
    _mend_content(shop, raw, where)
    return raw


def _mend_content(shop: Workshop, raw: Record, where: str) -> None:
    keep_if(shop, raw, "content", where, form=dict)
    if "content" not in raw and isinstance(raw.get("schema"), dict):
        raw["content"] = {_JSON: {"schema": raw.pop("schema")}}
        shop.move(where + pointer("content", _JSON, "schema"), where + "/schema")
        shop.tell(where + "/schema", f"`schema` stands outside of `content`; it is read as {_JSON}")
    for kind, media in list(raw.get("content", {}).items()):
        if media is None:
            raw["content"][kind] = {}


def mend_media(shop: Workshop, raw: Record, where: str) -> Mended:
    """Leaves out members of a wrong shape."""
    if raw.get("schema", 0) is None:
        del raw["schema"]
    keep_if(shop, raw, "encoding", where, form=dict)
    return raw


def mend_security_scheme(shop: Workshop, raw: Record, where: str) -> Mended:
    """Drops a scheme that does not say how credentials are shown."""
    flaw = _scheme_flaw(raw)
    if flaw:
        return drop(shop, where, f"this security scheme {flaw}")
    keep_if(shop, raw, "flows", where, form=dict)
    return raw


def _scheme_flaw(raw: Record) -> str:
    kind = raw.get("type")
    if kind == "apiKey":
        if not isinstance(raw.get("name"), str) or not raw["name"]:
            return "has no name"
        if raw.get("in") not in ("query", "header", "cookie"):
            return f"has the place {shown(raw.get('in'))}"
        return ""
    if kind == "http":
        return "" if isinstance(raw.get("scheme"), str) else "has no `scheme`"
    if kind not in ("oauth2", "openIdConnect", "mutualTLS"):
        return f"has the type {shown(kind)}" if "type" in raw else "has no type"
    return ""


def mend_oauth_flow(shop: Workshop, raw: Record, where: str) -> Mended:
    """Leaves out URLs that are no texts."""
    for member in ("tokenUrl", "authorizationUrl", "refreshUrl"):
        keep_if(shop, raw, member, where, form=str)
    return raw
