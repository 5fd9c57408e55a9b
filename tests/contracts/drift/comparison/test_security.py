"""The credentials that an operation demands, before and after."""

from collections.abc import Callable

import pytest

from contracts.drift.change import Change
from specs.values import Json, Record
from tests.support.compared import PASSED_OVER, BothWays, Silent, Told
from tests.support.documents import api, operation
from tests.support.drift_pairs.editing import Step, after, drop, put, rename, turn

GET = "/paths/~1users/get"
SCHEMES = "/components/securitySchemes"
FLOWS = f"{SCHEMES}/oauth/flows"
CODE = {"authorizationUrl": "https://id.test/go", "tokenUrl": "https://id.test/t", "scopes": {}}
CLIENT = {"tokenUrl": "https://id.test/t", "scopes": {}}
DECLARED = {
    "key": {"type": "apiKey", "in": "header", "name": "X-Key"},
    "other": {"type": "apiKey", "in": "header", "name": "X-Other"},
    "bearer": {"type": "http", "scheme": "bearer"},
    "oauth": {"type": "oauth2", "flows": {"authorizationCode": CODE, "clientCredentials": CLIENT}},
    "open": {"type": "openIdConnect", "openIdConnectUrl": "https://id.test/.well-known"},
}


def _document(*security: Record, root: Json = None) -> Record:
    more = {} if root is None else {"security": root}
    users = operation("users", security=list(security))
    return api({"/users": {"get": users}}, components={"securitySchemes": DECLARED}, **more)


SAID = f"{GET}/security"
KEY = _document({"key": []})
OAUTH = _document({"oauth": ["read"]})

CHANGES: tuple[Told, ...] = (
    ("security_added", "security_removed", _document(), (put(SAID, [{"key": []}]),)),
    ("security_removed", "security_added", KEY, (put(f"{SAID}/-", {}),)),
    ("security_added", "security_removed", _document({"key": []}, {}), (drop(f"{SAID}/1"),)),
    ("security_alternative_added", "security_alternative_removed", KEY,
     (put(f"{SAID}/-", {"bearer": []}),)),
    ("security_alternative_removed", "security_alternative_removed", KEY,
     (put(SAID, [{"bearer": []}]),)),
    ("security_demand_added", "security_demand_removed", KEY, (put(f"{SAID}/0/bearer", []),)),
    ("security_scope_added", "security_scope_removed", OAUTH,
     (put(f"{SAID}/0/oauth", ["write", "read"]),)),
    ("security_scope_added", "security_scope_added", OAUTH, (put(f"{SAID}/0/oauth", ["all"]),)),
    ("security_scope_added", "security_scope_removed", _document({"open": []}),
     (put(f"{SAID}/0/open", ["admin"]),)),
    ("security_scheme_changed", "security_scheme_changed", KEY,
     (put(f"{SCHEMES}/key/in", "query"),)),
    ("security_scheme_changed", "security_scheme_changed", KEY,
     (put(f"{SCHEMES}/key/name", "X-Api-Key"),)),
    ("security_scheme_changed", "security_scheme_changed", _document({"bearer": []}),
     (put(f"{SCHEMES}/bearer/scheme", "basic"),)),
    ("security_scheme_changed", "security_scheme_changed", KEY,
     (put(f"{SCHEMES}/key", {"type": "oauth2", "flows": {"password": CLIENT}}),
      put(f"{SAID}/0/key", ["read"]))),
    ("token_url_changed", "token_url_changed", OAUTH,
     (put(f"{FLOWS}/clientCredentials/tokenUrl", "https://new.test/t"),)),
    ("token_url_changed", "token_url_changed", _document({"open": []}),
     (put(f"{SCHEMES}/open/openIdConnectUrl", "https://new.test/"),)),
    ("oauth_flow_removed", "oauth_flow_added", OAUTH, (drop(f"{FLOWS}/clientCredentials"),)),
    ("oauth_flow_removed", "oauth_flow_removed", OAUTH,
     (rename(f"{FLOWS}/authorizationCode", "implicit"),)),
)  # fmt: skip

SILENT: tuple[Silent, ...] = (
    (_document(), (drop(SAID),)),
    (_document(), (put(SAID, [{}]),)),
    (_document({"key": []}, {"bearer": []}), (turn(SAID),)),
    (_document({"key": [], "bearer": []}), (turn(f"{SAID}/0"),)),
    (_document({"oauth": ["a", "b"]}), (turn(f"{SAID}/0/oauth"),)),
    (_document({"key": []}, root=[{"key": []}]), (drop(SAID),)),
    (KEY, (rename(f"{SCHEMES}/key", "door"), put(SAID, [{"door": []}]))),
    (KEY, (put(f"{SCHEMES}/key/name", "x-KEY"),)),
    (KEY, (put(f"{SCHEMES}/key/description", "Ask us."),)),
    (KEY, (put(f"{SCHEMES}/bearer/scheme", "basic"), drop(f"{SCHEMES}/oauth"))),
    (_document({"key": []}, {"other": []}),
     (put(f"{SCHEMES}/key/name", "X-Other"), put(f"{SCHEMES}/other/name", "X-Key"))),
    (_document({"bearer": []}),
     (put(f"{SCHEMES}/bearer/scheme", "Bearer"), put(f"{SCHEMES}/bearer/bearerFormat", "JWT"))),
    (OAUTH, (put(f"{FLOWS}/clientCredentials/scopes", {"read": "Reads."}), turn(FLOWS))),
    (_document(root=[{"key": []}]), (drop("/security"),)),
)  # fmt: skip


@pytest.mark.parametrize(("rule", "back", "base", "edit"), CHANGES)
def test_changed_credentials_are_told_once(
    rule: str, back: str, base: Record, edit: tuple[Step, ...], both_ways: BothWays
) -> None:
    assert both_ways(base, *edit) == ([rule], [back])


@pytest.mark.parametrize(("base", "edit"), SILENT)
def test_credentials_that_are_shown_as_before_are_passed_over(
    base: Record, edit: tuple[Step, ...], both_ways: BothWays
) -> None:
    assert both_ways(base, *edit) == PASSED_OVER


def test_credentials_of_the_document_are_told_where_they_stand(
    compared: Callable[..., tuple[Change, ...]],
) -> None:
    base = after(_document(root=[{"key": []}]), drop(SAID))

    (found,) = compared(base, after(base, put("/security/0/bearer", [])))
    assert (found.base, found.revision) == ("/security/0", "/security/0")
    assert (found.before, found.after) == ("key", "key and bearer")


def test_a_second_way_that_asks_for_more_is_no_loss_when_it_goes(
    seen: Callable[..., list[str]],
) -> None:
    base = _document({"key": []}, {"key": [], "bearer": []})

    assert seen(base, after(base, drop(f"{SAID}/1"))) == []


def test_a_url_that_was_not_told_before_has_not_moved(seen: Callable[..., list[str]]) -> None:
    refreshed = after(OAUTH, put(f"{FLOWS}/clientCredentials/refreshUrl", "https://id.test/r"))

    assert seen(OAUTH, refreshed) == []
    assert seen(refreshed, OAUTH) == ["token_url_changed"]


def test_a_renamed_scheme_whose_tokens_move_is_one_change(
    seen: Callable[..., list[str]],
) -> None:
    revision = after(
        OAUTH,
        rename(f"{SCHEMES}/oauth", "login"),
        put(f"{SCHEMES}/login/flows/clientCredentials/tokenUrl", "https://new.test/t"),
        put(SAID, [{"login": ["read"]}]),
    )

    assert seen(OAUTH, revision) == ["token_url_changed"]
