"""One well-formed request for each operation of each bundled API, to be spoiled by tests."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import orjson

from specs.bundle import Bundle
from specs.discovery import discover
from specs.operation import Operation

BUNDLES: Final = {bundle.name: bundle for bundle in discover()}

BASIC: Final = "Basic " + base64.b64encode(b"demo-key:demo-secret").decode()
CREDENTIALS: Final = {
    "criteo": "Bearer demo-token",
    "sessionm": BASIC,
    "spaaza": "Bearer 10000000-0000-4000-8000-000000000001:demo-secret",
}
PATH_VALUES: Final = {
    "campaignId": "50001",
    "api_key": "demo-key",
    "user_id": "0a000000-0000-4000-8000-000000000001",
    "external_id": "member-1",
    "campaign_id": "1001",
    "ad_campaign_id": "1001",
    "campaign_ref": "1001",
    "permalink": "spring-steps",
}
NOTHING: Final[Mapping[str, str]] = MappingProxyType({})


@dataclass(frozen=True)
class Door:
    """One operation, and what a request needs to be let in."""

    bundle: Bundle
    operation: Operation

    @property
    def api(self) -> str:
        return self.bundle.name

    @property
    def takes_token_in_query(self) -> bool:
        return any("auth_token" in names for names in self.operation.security)

    @property
    def headers(self) -> list[tuple[str, str]]:
        if self.takes_token_in_query:
            return self.body_headers
        return [("Authorization", CREDENTIALS[self.api]), *self.body_headers]

    @property
    def body_headers(self) -> list[tuple[str, str]]:
        return [("Content-Type", "application/json")] if self.operation.request_body else []

    @property
    def query(self) -> str:
        if self.takes_token_in_query:
            return "auth_token=guest-token"
        return "campaign_id=701&user_id=5001" if self.api == "spaaza" else ""

    @property
    def body(self) -> bytes | None:
        if self.operation.request_body is None:
            return None
        examples = self.operation.request_body.media[0].examples
        return orjson.dumps(next(iter(examples.values())))

    def path(self, changed: Mapping[str, str] = NOTHING) -> str:
        path = self.operation.path
        for name, value in {**PATH_VALUES, **changed}.items():
            path = path.replace("{" + name + "}", value)
        return path

    def target(self, changed: Mapping[str, str] = NOTHING, *, more: str = "") -> str:
        """Returns path and query; `changed` replaces path values, `more` is added to the query."""
        query = "&".join(part for part in (self.query, more) if part)
        return self.path(changed) + ("?" + query if query else "")

    def parameters(self, place: str) -> list[str]:
        return [one.name for one in self.operation.parameters if one.place == place]

    def __str__(self) -> str:
        return f"{self.api}-{self.operation.operation_id}"


DOORS: Final = [
    Door(bundle, operation) for bundle in BUNDLES.values() for operation in bundle.operations
]
BODY_DOORS: Final = [door for door in DOORS if door.operation.request_body]
PATHS: Final = {(door.api, door.operation.path): door for door in DOORS}


def door(api: str, operation_id: str) -> Door:
    return next(one for one in DOORS if str(one) == f"{api}-{operation_id}")
