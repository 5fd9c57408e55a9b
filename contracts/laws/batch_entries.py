"""Laws of partial success: what an entry of an answer holds, and what it must not tell."""

import re
from collections.abc import Iterator
from typing import Final

from contracts.lawkit import Draw, Exchange, Session, Violation, law, shown
from contracts.laws.batches import (
    AT_MOST,
    answered,
    batch_sites,
    draw_parts,
    every_batch,
    policy_of,
    put_back,
)

SHORTEST: Final = 4
"""Characters of an id that is looked for in an answer; a shorter one may occur by chance."""


@law(
    says="A success holds exactly the documented members.",
    holds=("LC5", "R152"),
    sites=lambda bundle: (
        site for site in every_batch(bundle) if policy_of(site.operation).success_members
    ),
    at_most=AT_MOST,
)
def batch_successes_hold_their_members(session: Session, draw: Draw) -> Iterator[Violation]:
    """Judges the members of each success."""
    parts = draw_parts(session, draw, fates=("good", "warned", "unknown"))
    outcomes = answered(session, parts)
    put_back(session, parts)
    members = policy_of(session.operation).success_members or ()
    for place, success in enumerate(outcomes.successes):
        if not isinstance(success, dict) or success.keys() != set(members):
            yield Violation(
                expected=f"the members {', '.join(members)}",
                got=shown(success),
                exchange=outcomes.exchange,
                pointer=f"{outcomes.policy.successes}/{place}",
            )


@law(
    says="The answer to a batch tells nothing of things that the batch does not name.",
    holds=("LC21",),
    sites=batch_sites,
    at_most=AT_MOST,
)
def batch_answers_tell_of_their_items_only(session: Session, draw: Draw) -> Iterator[Violation]:
    """Looks for the ids of known things of the same kind that the request did not name."""
    parts = draw_parts(session, draw)
    outcomes = answered(session, parts)
    put_back(session, parts)
    yield from strangers(session, outcomes.exchange)


def strangers(session: Session, exchange: Exchange) -> Iterator[Violation]:
    """Yields each known id that an answer holds although the request did not name it."""
    kind = session.operation.resource.get("name")
    sent = (exchange.request.body or b"").decode(errors="replace")
    got = exchange.reply.body.decode(errors="replace") if exchange.reply is not None else ""
    for role, raw in session.bundle.roles.items():
        if raw.get("resource") != kind or raw["type"] == "credentials" or not session.has(role):
            continue
        value = str(session.role(role))
        if len(value) >= SHORTEST and _holds(got, value) and not _holds(sent, value):
            yield Violation(
                expected=f"an answer without {value}, which the request does not name",
                got=_around(got, value),
                exchange=exchange,
            )


def _holds(text: str, value: str) -> bool:
    return _pattern(value).search(text) is not None


def _around(text: str, value: str) -> str:
    found = _pattern(value).search(text)
    return "" if found is None else text[max(0, found.start() - 60) : found.end() + 20]


def _pattern(value: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.-]){re.escape(value)}(?![\w.-])")
