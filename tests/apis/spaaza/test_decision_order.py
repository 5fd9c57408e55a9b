"""The order in which the 22 errors are looked for, on requests as they come over the wire.

Each fault changes some parts of a request that is good otherwise. Alone it gives its code; of two
that change different parts the one that stands first in the order gives its code.
"""

from dataclasses import dataclass, field
from itertools import combinations, pairwise

import pytest

from specs.spaaza.stub.errors import STATUS_AND_SENTENCE, ErrorCode

TOKEN = "Bearer 10000000-0000-4000-8000-00000000000"
POINTS = {"user": "5001", "points": 0}

BASES = {
    "user": {
        "X-Spaaza-Session-User-Id": "5001",
        "X-Spaaza-Session-Key": "demo-user-key",
        "X-Spaaza-MyPrice-App-Hostname": "shop.example.test",
        "campaign_id": "701",
    },
    "admin": {
        "X-Spaaza-Session-User-Id": "9001",
        "X-Spaaza-Session-Key": "demo-admin-key",
        "campaign_id": "701",
        "chain_id": "101",
        "user_id": "5001",
    },
    "privileged": {
        "Authorization": f"{TOKEN}1:demo-secret",
        "campaign_id": "701",
        "user_id": "5001",
    },
}


@dataclass(frozen=True)
class Fault:
    """Parts that it sets (None removes one), and what has to happen before."""

    code: int
    parts: dict[str, str | None]
    controls: dict[str, dict[str, object]] = field(default_factory=dict)

    def fits(self, other: "Fault") -> bool:
        """Says whether both can be had at once and told apart."""
        return self.code != other.code and not (self.parts.keys() & other.parts.keys())


TWO_MORE = {"member_number": "M-5001", "authentication_point_identifier": "point-5001"}
APP = "X-Spaaza-MyPrice-App-Hostname"
EVERYONE = (
    Fault(265, {"Authorization": "Basic eDp5"}),
    Fault(265, {"Authorization": "Bearer no-colon"}),
    Fault(266, {"Authorization": f"{TOKEN}1:other"}),
    Fault(266, {"Authorization": f"{TOKEN}2:demo-secret"}),
    Fault(228, {"auth_method": "bogus"}),
    Fault(245, {"campaign_id": None}),
    Fault(245, {"campaign_id": ""}),
    Fault(247, {"campaign_id": "abc"}),
    Fault(247, {"campaign_id": "01"}),
    Fault(247, {"campaign_id": "9" * 40}),
    Fault(416, TWO_MORE),
    Fault(154, {"user_id": "abc"}),
    Fault(419, {"chain_id": "abc"}),
    Fault(217, {"chain_id": "999"}),
    Fault(270, {"user_id": "4999999999"}),
    Fault(246, {"campaign_id": "999999"}),
    Fault(405, {"campaign_id": "801"}),
    Fault(405, {"user_id": "6001"}),
    Fault(449, {"campaign_id": "705"}),
    Fault(449, {"campaign_id": "703"}, {"stock": {"campaign": "703", "stock": 0}}),
    Fault(449, {"campaign_id": "707"}, {"points": POINTS}),
    Fault(450, {"campaign_id": "708"}),
    Fault(450, {"campaign_id": "709"}, {"stock": {"campaign": "709", "stock": 0}}),
    Fault(451, {"campaign_id": "709"}),
    Fault(451, {"campaign_id": "711"}, {"points": POINTS}),
)
SESSION = (
    Fault(6, {"X-Spaaza-Session-Key": "nonsense"}),
    Fault(6, {"X-Spaaza-Session-User-Id": None, "X-Spaaza-Session-Key": None}),
)
OF_KIND = {
    "user": (
        *SESSION,
        Fault(228, {"X-Spaaza-Session-Key": "odd-user-key"}),
        Fault(6, {"X-Spaaza-Session-Key": "expired-user-key"}),
        Fault(269, {APP: None}),
        Fault(269, {APP: ""}),
        Fault(238, {APP: "nowhere.example.test"}),
        Fault(264, {APP: "orphan.example.test"}),
        Fault(405, {APP: "market.example.test"}),
        Fault(405, {"chain_id": "102"}),
        Fault(424, {"user_id": "5002"}),
        Fault(424, {"user_id": None, "member_number": "M-5002"}),
    ),
    "admin": (
        *SESSION,
        Fault(6, {"X-Spaaza-Session-Key": "expired-admin-key"}),
        Fault(267, {"user_id": None}),
        Fault(217, {"chain_id": None}),
        Fault(68, {"chain_id": "102"}),
        Fault(
            68,
            {"X-Spaaza-Session-User-Id": "9002", "X-Spaaza-Session-Key": "blind-admin-key"},
        ),
    ),
    "privileged": (
        Fault(6, {"Authorization": None}),
        Fault(267, {"user_id": None}),
        Fault(405, {"chain_id": "102"}),
        Fault(424, {"Authorization": f"{TOKEN}3:demo-secret"}),
    ),
}
FAULTS = {kind: EVERYONE + faults for kind, faults in OF_KIND.items()}
ORDER = [int(code) for code in ErrorCode]
ALONE = [(kind, fault) for kind, faults in FAULTS.items() for fault in faults]
PAIRS = [
    (kind, first, second)
    for kind, faults in FAULTS.items()
    for first, second in combinations(faults, 2)
    if first.fits(second)
]


def name(value):
    if isinstance(value, Fault):
        return (
            f"{value.code}-" + "-".join(f"{part}={text}" for part, text in value.parts.items())[:60]
        )
    return value


@pytest.mark.parametrize("kind", BASES)
def test_a_request_without_fault_succeeds(ask, kind):
    status, body = ask(BASES[kind])

    assert (status, body["results"]["success"]) == (200, True)


@pytest.mark.parametrize(("kind", "fault"), ALONE, ids=name)
def test_one_fault_alone_gives_its_code(ask, kind, fault):
    """R191 R192 R193 R194 R195 R196 R197 R198 R199 R200 R201 R202 R203 R204 R205 R206 R207 R208
    R209 R210 R211 R212.
    """
    assert refusal(ask, kind, fault) == expected(fault.code)


def test_every_code_is_given_by_some_fault():
    assert {fault.code for _, fault in ALONE} == set(ORDER)


@pytest.mark.parametrize("kind", BASES)
def test_the_earlier_of_two_faults_gives_its_code(ask, kind):
    """All pairs of one kind of caller in one test, for there are hundreds."""
    wrong = [
        f"{name(first)} with {name(second)}: {found}"
        for pair_kind, first, second in PAIRS
        if pair_kind == kind
        for found in [refusal(ask, kind, first, second)]
        if found != expected(min(first.code, second.code, key=ORDER.index))
    ]

    assert wrong == []


def test_the_pairs_pin_the_order_of_neighbours():
    """Neighbours that no pair compares exclude each other, or are of two kinds of caller."""
    compared = {frozenset((first.code, second.code)) for _, first, second in PAIRS}
    apart = [pair for pair in pairwise(ORDER) if frozenset(pair) not in compared]

    assert apart == [
        (265, 266),  # one header
        (269, 238),  # one header
        (238, 264),  # one header
        (245, 247),  # one parameter
        (449, 450),  # one campaign, which is why a control action makes it sold out as well
        (450, 451),  # one campaign, likewise
    ]


def expected(code):
    error = ErrorCode(code)
    return STATUS_AND_SENTENCE[error][0], code, error.wire_name


def refusal(ask, kind, *faults):
    parts, controls = dict(BASES[kind]), {}
    for fault in faults:
        parts |= fault.parts
        controls |= fault.controls
    status, body = ask({part: text for part, text in parts.items() if text is not None}, controls)
    error = body.get("error", {})
    return status, error.get("code"), error.get("name")
