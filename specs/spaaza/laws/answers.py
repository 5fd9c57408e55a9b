"""Laws on what an answer keeps to itself: it says whether, never what."""

import re
from collections.abc import Iterator
from typing import Final

from hypothesis import strategies as st

from contracts.lawkit import Draw, Exchange, Json, Session, Violation, law, pointer

from .calls import CALLERS, OPERATION, any_caller, interact
from .ledger import account, newly_issued, supply
from .replies import is_done

GIVEN: Final = frozenset(
    ("reward", "rewards", "voucher", "vouchers", "point", "points", "issued", "prize", "prizes")
)
"""Words that a member's name has if it tells what was given."""
CAMPAIGNS: Final = ("campaign.random_draw", "campaign.independent")
SHORTEST: Final = 3
"""Characters of a reward method's name that do not stand in an answer by chance."""


@law(
    says="The answer tells that the interaction succeeded, and has no member on what it gave.",
    holds=("LP7", "R177"),
    operations=(OPERATION,),
    roles=(*CALLERS, *CAMPAIGNS),
    at_most={"GET": 1},
)
def answers_have_no_member_on_rewards(session: Session, draw: Draw) -> Iterator[Violation]:
    """Further members may appear, but none that is called after rewards; warnings may say more."""
    exchange = interact(session, draw(st.sampled_from(CAMPAIGNS)), draw(any_caller))
    session.need(exchange.status == 200, "an interaction that takes place")
    for where, name in _members(_judged(exchange)):
        if GIVEN & set(_words(name)):
            yield Violation(
                expected="nothing in the answer that describes the result of the interaction",
                got=f"the member {name}",
                exchange=exchange,
                pointer=where,
            )


@law(
    says="The answer does not name the reward that was issued.",
    holds=("LP7", "R177"),
    operations=(OPERATION,),
    roles=(*CALLERS, *CAMPAIGNS),
    controls=("ledger",),
    at_most={"GET": 1},
)
def answers_do_not_name_the_reward(session: Session, draw: Draw) -> Iterator[Violation]:
    """The ledger tells which it was."""
    campaign, way = draw(st.sampled_from(CAMPAIGNS)), draw(any_caller)
    before = account(session, way[1])
    exchange = interact(session, campaign, way)
    session.need(is_done(exchange), "an interaction that takes place")
    given = newly_issued(before, account(session, way[1]), supply(session, campaign).id)
    texts = [text.lower() for text in _texts(_judged(exchange))]
    for name in given:
        pattern = rf"(?<!\w){re.escape(name.lower())}(?!\w)"
        if len(name) >= SHORTEST and any(re.search(pattern, text) for text in texts):
            yield Violation(
                expected="nothing in the answer that describes the result of the interaction",
                got="the name of the reward that was issued",
                exchange=exchange,
            )
            return


def _judged(exchange: Exchange) -> Json:
    body = exchange.json
    if not isinstance(body, dict):
        return None
    return {name: value for name, value in body.items() if name != "warnings"}


def _members(value: Json, where: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for name, part in value.items():
            yield where + pointer(name), name
            yield from _members(part, where + pointer(name))
    elif isinstance(value, list):
        for index, part in enumerate(value):
            yield from _members(part, where + pointer(index))


def _texts(value: Json) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _texts(part)


def _words(name: str) -> list[str]:
    """Returns the words of a member's name: `rewardMethod` has two."""
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name)
    return re.findall(r"[a-z]+", spaced.lower())
