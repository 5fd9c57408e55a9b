"""The order in which a creation is judged: the first fault decides, whoever finds it."""

import itertools

import pytest

ORDER = ("access", "missing", "unknown", "parent", "invalid")
FAULTS = {
    "missing": {"name": "absent"},
    "unknown": {"test": 1},
    "invalid": {"status": "sunny"},
}
ANSWERS = {
    "access": (401, "access_denied"),
    "missing": (200, "missing_data"),
    "unknown": (200, "argument_error"),
    "parent": (200, "not_found"),
    "invalid": (200, "validation"),
}


@pytest.mark.parametrize(
    "faults",
    [pair for size in (1, 2, 5) for pair in itertools.combinations(ORDER, size)],
    ids="+".join,
)
def test_the_first_fault_decides(house, faults):
    """R22 R53 R54 R55 R57: credentials, data, attributes, parent, values."""
    key = "orphan" if "parent" in faults else "partner"
    campaign = {
        "name": "New",
        "status": "live",
        "starts_at": "2026-01-01T00:00:00Z",
        "ends_at": "2026-02-01T00:00:00Z",
    }
    for fault in faults:
        campaign |= FAULTS.get(fault, {})
    answer = house.code(
        f"/priv/v1/apps/{key}-key/management/campaigns",
        method="POST",
        auth=None if "access" in faults else (f"{key}-key", f"{key}-secret"),
        json={"campaign": {name: item for name, item in campaign.items() if item != "absent"}},
    )

    assert answer == ANSWERS[faults[0]]


@pytest.mark.parametrize("name", ["name", "status", "starts_at", "ends_at"])
@pytest.mark.parametrize("value", ["absent", None])
def test_a_required_member_is_neither_absent_nor_null(house, name, value):
    """R25 R27 R31 R32 R54."""
    body = house.create(**{name: value}).json()

    assert body["errors"] == {"code": "missing_data", "message": "Missing campaign data."}


@pytest.mark.parametrize(
    "members",
    [
        {"name": "Spring Steps"},
        {"name": " \t"},
        {"name": 7},
        {"external_id": "spring-steps"},
        {"external_id": None},
        {"external_id": "a", "permalink": "b"},
        {"permalink": "a", "campaign_permalink": "b"},
        {"external_id": ""},
        {"external_id": "x" * 256},
        {"external_id": "."},
        {"permalink": ".."},
        {"status": "Live"},
        {"campaign_type": "email"},
        {"template": "messaging", "campaign_type": "promotion"},
        {"starts_at": "2026-02-31T00:00:00Z"},
        {"starts_at": "2026-02-01T00:00:00Z"},
        {"starts_at": "2026-01-01"},
        {"starts_at": "0000-12-31T00:00:00Z"},
        {"starts_at": "0001-01-01T00:00:00+00:01"},
        {"ends_at": "9999-12-31T23:59:59-00:01"},
        {"opt_in_starts_at": "0000-12-31T00:00:00Z"},
        {"start_date": "0000-12-31 00:00:00"},
        {"starts_at": 1767225600},
        {"starts_at": "2026-01-31T23:59:59.5Z", "ends_at": "2026-01-31T23:59:59.9Z"},
        {"start_date": "2026-01-01 00:00:01"},
        {"end_date": "2026-02-01T00:00:00+01:00"},
        {"opt_in_starts_at": "2026-01-09T00:00:00Z", "opt_in_ends_at": "2026-01-09T00:00:00Z"},
        {"reporting_ends_at": "never"},
        {"optin_required": 1},
        {"targeting": "everyone"},
        {"metadata": None},
    ],
    ids=str,
)
def test_values_that_do_not_fit_are_validation_errors(house, members):
    """R57 R26 R28 R35 R36: and they leave nothing behind."""
    before = house.state()

    errors = house.create(**members).json()["errors"]

    assert errors["code"] == "validation"
    assert errors["message"].startswith("Validation error.")
    assert house.state() == before


@pytest.mark.parametrize(
    "members",
    [
        {"name": "Closed Kiosk"},
        {"external_id": "gold-circle"},
        {"external_id": "a", "permalink": "a", "campaign_permalink": "a"},
        {"start_date": "2026-01-01 00:00:00", "end_date": "2026-02-01T01:00:00+01:00"},
        {"opt_in_starts_at": "2026-01-09T00:00:00Z", "opt_in_ends_at": None},
        {"opt_in_starts_at": None, "opt_in_ends_at": None},
        {"targeting": {"$where": "anything"}},
        {"template": "messaging"},
        {"starts_at": "0001-01-01T00:00:00Z", "ends_at": "9999-12-31T23:59:59Z"},
        {"starts_at": "0999-12-31T23:59:59Z", "start_date": "0999-12-31 23:59:59"},
    ],
    ids=str,
)
def test_values_that_agree_are_accepted(house, members):
    """R41 R34 R36: names are unique in one application only."""
    assert house.create(**members).json()["status"] == "ok"


def test_template_alone_sets_the_campaign_type(house):
    """R36."""
    made = house.create(template="messaging").json()["campaign"]

    assert (made["campaign_type"], made["template"]) == ("messaging", "messaging")


def test_a_refused_creation_uses_up_no_id(house):
    """R38: ids are numbers that grow by one with each campaign made."""
    first = house.create(name="One").json()["campaign"]["id"]
    house.create(name="One")
    second = house.create(name="Two").json()["campaign"]["id"]

    assert second == first + 1


def test_a_state_put_back_loses_no_campaign(house):
    """R26 R33 R38: ids and generated permalinks stay unique though the counters start again."""
    made = [house.create(name=name).json()["campaign"] for name in ("One", "Two")]
    state = house.ask("/_mock/state/sessionm", auth=None).json()
    put = house.ask("/_mock/state/sessionm", method="PUT", auth=None, json=state)
    assert put.is_success, put.text

    made.append(house.create(name="Three").json()["campaign"])

    stored = [house.state()["campaign"][str(item["id"])] for item in made]
    assert [item["name"] for item in stored] == ["One", "Two", "Three"]
    assert len({item["permalink"] for item in stored}) == 3
