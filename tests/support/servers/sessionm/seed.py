"""Ids, credentials, customers, and what they have done at the start."""

from datetime import datetime, timedelta
from typing import Final

from tests.support.servers.sessionm.model import (
    Application,
    Customer,
    Enrollment,
    Tally,
    Token,
)

KEY: Final = "4f1c9a7be2d0836a5c41f0e97b2d6a8843c5e1f0"
SECRET: Final = "k7:Farn-und-Moos"
OTHER_KEY: Final = "b83d06f1c7a94e25d0e8137fa64b9c52e07d31aa"
OTHER_SECRET: Final = "q2-Birke"
ORPHAN: Final = ("0d5e77a1b9c3", "orphan-word")
ADOPTED: Final = ("0d5e77a1b9c4", "adopted-word")
EMPTY: Final = ("e3b0c44298fc1c149afb", "empty word")
FAR_KEY: Final = "c0ffee5eed"
AUTH_TOKEN: Final = "v2--q8Xz+7/kTmB4=="
OTHER_TOKEN: Final = "4296"
EMPTY_TOKEN: Final = "xxxx-yyyy-zzzz"
LOST_TOKEN: Final = "v2--Lost/And+Gone="

ANNA: Final = "7c5a2f90-31b8-4d6e-a2c4-90e1d7b3f511"
ANNA_OUTSIDE: Final = "anna@loyal.example.test"
BERT: Final = "7c5a2f90-31b8-4d6e-a2c4-90e1d7b3f512"
CLEO: Final = "7c5a2f90-31b8-4d6e-a2c4-90e1d7b3f513"
DORA: Final = "7c5a2f90-31b8-4d6e-a2c4-90e1d7b3f514"
EMMA: Final = "7c5a2f90-31b8-4d6e-a2c4-90e1d7b3f515"
GUEST: Final = "7c5a2f90-31b8-4d6e-a2c4-90e1d7b3f599"
OTHER_ANNA: Final = "2b1e0c77-6a5d-4f3c-8e9b-0d1c2b3a4f01"
FAR_FINN: Final = "2b1e0c77-6a5d-4f3c-8e9b-0d1c2b3a4f02"
FAR_FINN_OUTSIDE: Final = "finn@far.example.test"

PERMALINK: Final = "herbst-läufe"
LIVE: Final = 52011
TARGETED: Final = 51907
NOT_STARTED: Final = 52203
CLOSED: Final = 51833
FULL: Final = 52457
FREE: Final = 51619
ENDED: Final = 50402
DRAFT: Final = 52731
PAUSED: Final = 52733
TRIO: Final = 52309
DAILY: Final = 52311
PACED: Final = 52313
STREAK: Final = 52317
LAST_SEAT: Final = 52463
MANY: Final = 52321
OTHERS: Final = 61001


def applications() -> dict[str, Application]:
    """Returns the applications by key."""
    rows = (
        Application(KEY, SECRET, "north", "north"),
        Application(OTHER_KEY, OTHER_SECRET, "north", "north"),
        Application(*ORPHAN, "north", None),
        Application(*ADOPTED, "north", "south"),
        Application(*EMPTY, "north", "north"),
        Application(FAR_KEY, "far-word", "south", "south"),
    )
    return {row.key: row for row in rows}


def customers() -> dict[str, Customer]:
    """Returns the customers by internal id."""
    rows = (
        Customer(OTHER_ANNA, ANNA_OUTSIDE, "south", ["loyal"]),
        Customer(FAR_FINN, FAR_FINN_OUTSIDE, "south", ["loyal"]),
        Customer(ANNA, ANNA_OUTSIDE, "north", ["loyal"]),
        Customer(BERT, "bert 77", "north", ["loyal", "banned"]),
        Customer(CLEO, "cleo-5", "north", []),
        Customer(DORA, None, "north", ["loyal"]),
        Customer(EMMA, "emma-9", "north", ["loyal", "new"]),
        Customer(GUEST, None, "north", []),
    )
    return {row.id: row for row in rows}


def tokens(now: datetime) -> dict[str, Token]:
    """Returns the authorization tokens by their text."""
    later = now + timedelta(days=60)
    return {
        AUTH_TOKEN: Token(KEY, GUEST, later),
        OTHER_TOKEN: Token(OTHER_KEY, GUEST, later),
        EMPTY_TOKEN: Token(EMPTY[0], GUEST, later),
        LOST_TOKEN: Token(KEY, "nobody", later),
        "stale": Token(KEY, GUEST, now - timedelta(hours=1)),
    }


def enrollments() -> dict[tuple[int, str], Enrollment]:
    """Returns what customers have done already."""
    return {
        (FULL, CLEO): Enrollment(True),
        (FULL, DORA): Enrollment(True),
        (LAST_SEAT, DORA): Enrollment(True),
        (ENDED, ANNA): Enrollment(None, {8041: Tally(current=2), 8042: Tally(achieved=1)}),
    }
