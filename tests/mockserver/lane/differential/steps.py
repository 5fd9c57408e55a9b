"""Sequences of requests to two mocks, with what happens to a mock in between."""

import os
from collections.abc import Iterator, Sequence
from random import Random
from typing import Any, Final

from tests.mockserver.lane.differential.pair import Later, Step
from tests.mockserver.lane.differential.samples import Samples, admin
from tests.mockserver.lane.differential.spoiling import spoiled

TIMES: Final = float(os.environ.get("DIFFERENTIAL_TIMES", "1"))
"""Makes these tests so many times as long, for a run by hand: DIFFERENTIAL_TIMES=100."""
FIRST: Final = int(os.environ.get("DIFFERENTIAL_FIRST", "1"))
"""The number of the first sequence; another one gives other sequences."""

RULES: Final = (
    {"status": 503, "count": 2},
    {"status": 429, "retry_after": 3, "skip": 1, "count": 1},
    {"status": 500, "operation": "GET *"},
    {"status": 418, "body": {"a": [1]}, "headers": {"X-A": "b"}, "percent": 50},
    {"error": "campaign-not-found", "count": 1},
    {"connection": "reset", "count": 1},
    {"connection": "hang", "count": 1},
    {"connection": "truncate", "count": 1},
    {"connection": "garble", "percent": 50},
    {"operation": "POST *", "delay": 0.0001},
    {"percent": 30, "connection": "garble", "api": "criteo"},
    {"operation": "* /things*", "status": 404},
    {"skip": 1000, "status": 500},
    {"percent": 0, "status": 500},
    {"status": 99},
)
"""Fault rules, the last of which is none."""

_KINDS: Final = {"right": 6, "spoiled": 6, "wrong": 2, "again": 2, "control": 2}
"""What a step is, and how often."""
SANDBOXES: Final = ("", "", "one", "two")


def _control(source: Random, apis: Sequence[str]) -> Step:
    """Draws something that happens to a mock."""
    box = source.choice(SANDBOXES)
    api = source.choice(list(apis))
    choices: list[Any] = [
        ("POST", "/faults", source.choice(RULES)),
        ("POST", "/faults", source.choice(RULES)),
        ("DELETE", "/faults", None),
        ("DELETE", "/faults", None),
        ("POST", "/reset", None),
        ("POST", f"/reset?api={api}", None),
        ("PATCH", "/clock", {"advance": source.choice(["1s", "90m", "2d", "40d"])}),
        ("PATCH", "/clock", {"frozen": source.random() < 0.5}),
        ("PATCH", "/clock", {"now": "2027-03-01T00:00:00Z"}),
        ("DELETE", "/clock", None),
        ("GET", f"/state/{api}", None),
        ("PUT", f"/state/{api}", {}),
        ("PUT", "/snapshots/kept", None),
        ("POST", "/snapshots/kept/restore", None),
        ("DELETE", f"/sandboxes/{source.choice(['one', 'two', 'default'])}", None),
        ("GET", "/sandboxes", None),
        ("GET", "/journal?limit=3", None),
        ("DELETE", "/journal", None),
        ("GET", "/scenarios", None),
        ("POST", "/scenarios/criteo/limits_nearly_used", None),
        ("POST", "/scenarios/sessionm/opt_in_flaky", None),
        ("POST", "/scenarios/spaaza/interaction_flaky", None),
        ("POST", "/scenarios/criteo/update_flaky", None),
    ]
    choice = source.choice(["time", *choices])
    if choice == "time":
        return Later(source.choice([0.25, 1.0, 59.5, 3600.0, 86400.0 * 31]))
    return admin(*choice, sandbox=box)


def sequence(
    number: int, of: Sequence[Samples], apis: Sequence[str], *, least: int = 1, most: int = 40
) -> list[Step]:
    """Returns the sequence of a number, for ever the same one."""
    source = Random(number)
    made: list[Step] = []
    kinds = source.choices(list(_KINDS), list(_KINDS.values()), k=source.randint(least, most))
    for kind in kinds:
        one = source.choice(of)
        if kind == "control":
            made.append(_control(source, apis))
        elif kind == "again" and made:
            made.append(source.choice(made))
        elif kind == "wrong":
            made.append(source.choice(one.wrong))
        elif kind == "spoiled":
            made.append(spoiled(source, source.choice(one.right)))
        else:
            made.append(source.choice(one.right))
    return made


def sequences(
    of: Sequence[Samples], apis: Sequence[str], count: int, *, most: int = 40
) -> Iterator[list[Step]]:
    """Yields so many sequences, as often as the environment asks for."""
    for number in range(int(count * TIMES)):
        yield sequence(FIRST + number, of, apis, most=most)
