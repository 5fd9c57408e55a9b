"""The criteo test server: correct as it stands, and wrong in one way by each flaw."""

import json
from collections import Counter
from typing import Any

import pytest

from tests.support.servers.criteo import FLAWS, ROLES, server
from tests.support.servers.criteo.backend import CAMPAIGNS, SEARCH
from tests.support.servers.criteo.steps import (
    JSON,
    Step,
    change,
    clock,
    control,
    create,
    raw,
    read,
    search,
    token,
    update,
)
from tests.support.servers.criteo.stories import (
    ALL,
    BELOW,
    ISSUED,
    NEW,
    STORIES,
    TWICE,
    UNCAPPED,
    WARNED,
    A,
    D,
    F,
    K,
    L,
    M,
    N,
    O,
    P,
    U,
    X,
)
from tests.support.servers.criteo.telling import CRITEO, bodies, complaints, tell

QUOTAS = {
    "partial-success": 34,
    "state": 16,
    "auth": 8,
    "status-and-code": 8,
    "wire": 4,
    "robustness": 5,
}
CHECK = "campaign--campaign-update-check--"


def test_every_role_is_played() -> None:
    assert CRITEO.document.data["x-roles"].keys() <= ROLES.keys()


def test_catalogue_meets_its_quotas() -> None:
    counts = Counter(flaw.family for flaw in FLAWS)
    assert all(counts[family] >= least for family, least in QUOTAS.items())
    assert counts["shape"] <= 12
    assert len({flaw.id for flaw in FLAWS}) == len(FLAWS)
    assert all(flaw.id.isidentifier() and flaw.id == flaw.id.lower() for flaw in FLAWS)
    assert all(flaw.breaks and all(flaw.breaks) and flaw.what.endswith(".") for flaw in FLAWS)


def test_unknown_flaw_is_refused() -> None:
    with pytest.raises(ValueError, match="no such flaw: nothing_like_it"):
        server(["nothing_like_it"])


def test_every_flaw_has_a_story() -> None:
    assert {flaw.id for flaw in FLAWS} == STORIES.keys()


@pytest.mark.parametrize("flaw", STORIES)
def test_flaw_changes_the_answers_of_its_story(flaw: str) -> None:
    assert tell(STORIES[flaw], flaw) != tell(STORIES[flaw])


@pytest.mark.parametrize("flaw", STORIES)
def test_correct_server_keeps_the_contract_in_every_story(flaw: str) -> None:
    story = STORIES[flaw]
    for step, told in zip(story, tell(story), strict=True):
        if step.path.startswith(CAMPAIGNS):
            assert complaints(step, told) == []


def test_all_flaws_at_once_still_answer() -> None:
    every = [flaw.id for flaw in FLAWS]
    assert all(status for status, _, _ in tell((ALL, TWICE, read(D), create()), *every))


HOSTILE_VALUES = (
    b"null", b"true", b"0", b"-1", b"1e400", b"1" + b"0" * 400, b'""', b'"\\u0000"', b'"\\ud800"',
    b"[]", b"{}", b"[[]]", b'{"value": null}', b'{"value": {}}', b'"' + b"x" * 5000 + b'"',
    b"NaN", b'"\xff"', b"9" * 5000, b"",
)  # fmt: skip
LIMITS = ("spendLimitType", "spendLimitRenewal", "spendLimitAmount")
FRAMES = (
    ("POST", SEARCH, b"%s"),
    ("POST", SEARCH, b'{"filters": %s}'),
    ("POST", SEARCH, b'{"filters": {"advertiserIds": %s}}'),
    ("POST", SEARCH, b'{"filters": {"campaignIds": [%s]}}'),
    ("PATCH", CAMPAIGNS, b"%s"),
    ("PATCH", CAMPAIGNS, b'{"data": %s}'),
    ("PATCH", CAMPAIGNS, b'{"data": [%s]}'),
    ("PATCH", CAMPAIGNS, b'{"data": [{"type": "Campaign", "id": %s}]}'),
    ("PATCH", CAMPAIGNS, b'{"data": [{"type": %s, "id": "1"}]}'),
    ("PATCH", CAMPAIGNS, b'{"data": [{"type": "Campaign", "id": "1", "attributes": %s}]}'),
    *(
        (
            "PATCH",
            CAMPAIGNS,
            f'{{"data": [{{"type": "Campaign", "id": "{D}", "attributes": '
            f'{{"spendLimit": {{"{name}": %s}}}}}}]}}'.encode(),
        )
        for name in LIMITS
    ),
    ("POST", CAMPAIGNS, b"%s"),
    ("POST", CAMPAIGNS, b'{"data": %s}'),
    ("POST", CAMPAIGNS, b'{"data": {"type": "Campaign", "attributes": %s}}'),
    *(
        ("POST", CAMPAIGNS, json.dumps(create(**{name: "@"}).json).replace('"@"', "%s").encode())
        for name in ("name", "goal", "advertiserId", "limit")
    ),
    *(
        (
            "POST",
            CAMPAIGNS,
            json.dumps(
                create({"spendLimitType": kind, "spendLimitRenewal": "daily", name: "@"}).json
            ).replace('"@"', "%s").encode(),
        )
        for name in LIMITS
        for kind in ("capped", "uncapped")
    ),
)  # fmt: skip


@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: f"{frame[0]} {frame[2][-60:]!r}")
def test_hostile_bodies_never_break_the_contract(frame: tuple[str, str, bytes]) -> None:
    method, path, text = frame
    story = tuple(raw(method, path, text.replace(b"%s", value)) for value in HOSTILE_VALUES)
    for step, told in zip(story, tell(story), strict=True):
        assert told[0] < 500
        assert complaints(step, told) == []


REFUSED = (
    (read(D).by(None), 401, "authorization-token-missing"),
    (read(D).by("nobody"), 401, "authorization-token-invalid"),
    (update(change(D, 1)).by("birch-late"), 401, "authorization-token-expired"),
    (create().by("birch-look"), 403, "insufficient-permissions"),
    (read(D).by("birch-write"), 403, "insufficient-permissions"),
    (create(advertiserId="5600"), 403, "insufficient-advertiser-permissions"),
    (read(X), 404, "campaign-not-found"),
    (read("a%2Fb"), 404, "campaign-not-found"),
    (Step("HEAD", SEARCH), 405, None),
    (Step("TRACE", CAMPAIGNS), 405, "method-not-allowed"),
    (Step("GET", SEARCH), 405, "method-not-allowed"),
    (raw("POST", SEARCH, b" " * (4 * 1024 * 1024 + 1)), 413, "payload-too-large"),
    (Step("POST", SEARCH, content=b"{}"), 415, "unsupported-media-type"),
    (
        Step("POST", SEARCH, content=b"{}", headers={"content-type": "text/plain"}),
        415,
        "unsupported-media-type",
    ),
    (Step("POST", SEARCH, content=b"", headers=JSON), 400, "invalid-syntax"),
    (raw("PATCH", CAMPAIGNS, b"{}"), 400, "required-field"),
    (create(goal="Unspecified"), 400, "invalid"),
    (create(without="goal"), 400, "required-field"),
)  # fmt: skip


@pytest.mark.parametrize(("step", "status", "code"), REFUSED)
def test_request_is_refused(step: Step, status: int, code: str | None) -> None:
    told = tell((step,))[0]
    assert told[0] == status
    if step.method != "HEAD":
        assert complaints(step, told) == []
        assert [entry["code"] for entry in json.loads(told[2])["errors"]] == [code]
    if status == 405:
        assert told[1]["allow"]


JUDGED = (
    (change(N, 1), "campaign-not-found"),
    (change(X, 1), CHECK + "spend-limit-does-not-exist"),
    (change(K, 1), CHECK + "spend-limit-does-not-exist"),
    (change(U, 1), CHECK + "spend-limit-does-not-exist"),
    (change(F, 1), CHECK + "unavailable-feature-for-this-advertiser"),
    (change(D, -1), CHECK + "validation-failed-on-spend-limit"),
    (change(D, None), CHECK + "validation-failed-on-spend-limit"),
    (change(D, renewal="undefined"), CHECK + "validation-failed-on-spend-limit"),
    (
        change(M, renewal="lifetime"),
        CHECK + "cannot-decrease-lifetime-spend-limit-below-what-is-already-spent",
    ),
    (change(L, 3100.25), None),
    (change(int(D), {"value": 7}), None),
    (change(K), None),
    (change(D, kind="uncapped"), None),
)


@pytest.mark.parametrize(("item", "code"), JUDGED)
def test_item_is_judged(item: dict[str, Any], code: str | None) -> None:
    report = bodies(update(item))[0]
    assert [entry["code"] for entry in report.get("errors", [])] == [code] * (code is not None)
    assert len(report["data"]) == (code is None)


def test_warned_amount_shows_when_its_period_starts() -> None:
    shown = control("limit_in_force", campaign=P)
    told = bodies(WARNED, shown, update(change(P, renewal="daily")), clock("1d"), shown, read(P))
    assert told[0]["data"] == [{"type": "Campaign", "id": P}]
    assert [told[1]["in_force"], told[4]["in_force"]] == [150, 100]
    assert told[5]["data"]["attributes"]["spendLimit"]["spendLimitAmount"] == {"value": 100}


def test_read_only_members_are_ignored() -> None:
    item = change(O, 400, name="Else", advertiserId="4711", goal="Acquisition")
    _, after = bodies(update(item), read(O))
    assert after["data"]["attributes"] == {
        "name": "Attic 2016",
        "advertiserId": 4802,
        "goal": "Unspecified",
        "spendLimit": {
            "spendLimitType": "capped",
            "spendLimitRenewal": "monthly",
            "spendLimitAmount": {"value": 400},
        },
    }


def test_issued_token_lives_900_seconds() -> None:
    story = (token(), clock("900s"), read(D).by(ISSUED), clock("1s"), read(D).by(ISSUED))
    assert [status for status, _, _ in tell(story)] == [200, 200, 200, 200, 401]


def test_reset_brings_everything_back() -> None:
    reset = Step("POST", "/_mock/reset", token=None)
    told = tell((ALL, create(UNCAPPED), BELOW, update(change(A, 1)), reset, ALL, read(NEW)))
    assert told[0] == told[5]
    assert told[6][0] == 404


def test_both_filters_must_match() -> None:
    (found,) = bodies(search(["4711", 4802], [D, int(O), "0", X]))
    assert [one["id"] for one in found["data"]] == [O, D]


@pytest.mark.parametrize(
    ("action", "body"),
    [("spend", {"campaign": "1"}), ("permission", {"campaign": D}), ("portfolio", {})],
)
def test_impossible_control_is_refused(action: str, body: dict[str, Any]) -> None:
    assert tell((control(action, **body),))[0][0] == 422
