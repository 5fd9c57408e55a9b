"""A reason leads to the lines of the target file that would change it."""

import tomllib

import pytest

from contracts.reports.remedies import remedy

ROLES = "[targets.staging.apis.criteo.roles]"


@pytest.mark.parametrize(
    ("reason", "lines"),
    [
        ("no role campaign.capped", [ROLES, '"campaign.capped" = "..."']),
        ("no role campaign.capped; it is made by x.y", [ROLES, '"campaign.capped" = "..."']),
        ("no roles a.b, c.d and e.f", [ROLES, *(f'"{n}" = "..."' for n in ("a.b", "c.d", "e.f"))]),
        ("no role caller.foreign", [ROLES, '"caller.foreign" = { ... }']),
        ("write blocked", ["[targets.staging]", 'safety = "writes"']),
        ("write blocked: POST /x, it is a write", ["[targets.staging]", 'safety = "writes"']),
        ("no control clock", ["[targets.staging]", 'control = "http://..."']),
        ("the target's control /clock answered 500", []),
        ("another user changed campaign.capped meanwhile", []),
        ("no role for the parameter user.id", []),
        ("no way known to cause it", []),
        ("", []),
    ],
)
def test_a_reason_has_its_lines(reason, lines):
    assert remedy(reason, "staging", ["criteo"]).splitlines() == lines


def test_a_role_is_asked_for_once_for_each_api():
    assert remedy("no role user.known", "staging", ["b", "a", "b"]).splitlines() == [
        "[targets.staging.apis.b.roles]",
        '"user.known" = "..."',
        "[targets.staging.apis.a.roles]",
        '"user.known" = "..."',
    ]


def test_the_lines_are_toml_whatever_the_target_is_called():
    name = 'http://x.example/"a"\n'

    assert tomllib.loads(remedy("no role user.known", name, ["my api"])) == {
        "targets": {name: {"apis": {"my api": {"roles": {"user.known": "..."}}}}}
    }
