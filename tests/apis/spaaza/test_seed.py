"""The starting state holds together and says what each of its records is for."""

import pytest

from mockserver.state.seed import Seed
from mockserver.stubkit import parse_instant

NOW = parse_instant("2026-01-15T12:00:00Z")


@pytest.fixture(scope="module")
def seed(bundle):
    return Seed(bundle).at(NOW)


def test_identifiers_name_users(seed):
    for kind in ("member_number", "authentication_point_identifier"):
        assert {entry["user"] for entry in seed[kind].values()} == set(seed["user"])


def test_sessions_belong_to_somebody(seed):
    for session in seed["session"].values():
        assert session["holder"] in seed[session["kind"]]


def test_chains_exist(seed):
    named = {
        record["chain"] for kind in ("app", "user", "campaign") for record in seed[kind].values()
    }
    for kind in ("admin", "access_token"):
        named |= {chain for record in seed[kind].values() for chain in record["chains"] or ()}

    assert named - {None} == set(seed["chain"])


def test_participations_are_what_the_log_says(seed):
    for participation in seed["participation"].values():
        logged = [
            entry
            for entry in seed["issue"].values()
            if (entry["campaign"], entry["user"])
            == (participation["campaign"], participation["user"])
        ]
        assert len(logged) == participation["rewards"]


def test_every_id_is_explained(bundle, seed):
    text = (bundle.folder / "README.md").read_text(encoding="utf-8")
    kinds = ("app", "user", "member_number", "authentication_point_identifier", "session")
    ids = [key for kind in (*kinds, "access_token", "campaign") for key in seed[kind]]

    assert [key for key in ids if f"| {key} |" not in text and f"`{key}`" not in text] == []


def test_every_role_is_played(bundle, seed):
    ids = {key for records in seed.values() for key in records}

    roles = bundle.document.data["x-roles"]
    things = {role["seed"] for role in roles.values() if role["type"] != "credentials"}
    assert things <= ids


def test_every_caller_has_credentials(bundle, seed):
    callers = [
        role["seed"]
        for role in bundle.document.data["x-roles"].values()
        if role["type"] == "credentials"
    ]

    for shown in callers:
        kinds = {name: part.get("value", part.get("token")) for name, part in shown.items()}
        keys = [value for name, value in kinds.items() if name.endswith("Key")]
        tokens = [value.partition(":") for value in kinds.values() if ":" in value]
        assert len(keys) + len(tokens) == 1
        assert all(key in seed["session"] for key in keys)
        assert all(seed["access_token"][name]["secret"] == secret for name, _, secret in tokens)
