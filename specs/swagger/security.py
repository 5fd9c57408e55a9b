"""Security definitions of OpenAPI 2.0 in the words of 3.0."""

from typing import Final

from specs.swagger.context import Context, below
from specs.values import Json, Record

_FLOWS: Final = {
    "implicit": "implicit",
    "password": "password",
    "application": "clientCredentials",
    "accessCode": "authorizationCode",
}
_OF_A_FLOW: Final = ("flow", "authorizationUrl", "tokenUrl", "scopes")


def convert_scheme(context: Context, raw: Json, where: str, old: str) -> Json:
    """Returns a security scheme; what is none is left for others to judge.

    Args:
        context: What the conversion knows.
        raw: What 2.0 says.
        where: The pointer of the result.
        old: The pointer of `raw`.
    """
    if not isinstance(raw, dict):
        return raw
    if raw.get("type") == "basic":
        return {**raw, "type": "http", "scheme": "basic"}
    if raw.get("type") != "oauth2":
        return raw
    kept: Record = {name: item for name, item in raw.items() if name not in _OF_A_FLOW}
    flow = _FLOWS.get(raw["flow"]) if isinstance(raw.get("flow"), str) else None
    told = {name: raw[name] for name in ("authorizationUrl", "tokenUrl") if name in raw}
    scopes = raw.get("scopes") if isinstance(raw.get("scopes"), dict) else {}
    if flow is None:
        return {**kept, "flows": {}}
    context.move(below(where, "flows", flow), old)
    return {**kept, "flows": {flow: {**told, "scopes": scopes}}}
