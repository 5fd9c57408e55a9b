"""What an answer says: codes, warnings, success; in any of the shapes that the schemas take."""

from collections.abc import Iterable, Iterator
from typing import Final

from contracts.lawkit import ABSENT, Exchange, Json, Violation

FULLY_REDEEMED: Final = 450

NAMES: Final = {
    6: "no_valid_session",
    68: "permission_denied_or_non_existent",
    154: "user_id_invalid",
    228: "auth_method_invalid",
    238: "myprice_app_not_found",
    245: "campaign_id_not_present",
    246: "campaign_id_not_found",
    247: "campaign_id_invalid",
    264: "myprice_app_without_entity",
    265: "authorization_invalid",
    266: "access_token_invalid",
    269: "no_myprice_app",
    270: "user_not_found",
    405: "entity_mismatch",
    416: "multiple_parameter_mismatch",
    449: "campaign_not_active",
    450: "campaign_fully_redeemed",
    451: "insufficient_points_for_interaction",
}
"""Names of the codes that laws speak of."""


def codes(exchange: Exchange) -> frozenset[int]:
    """Returns the codes of the errors in an answer."""
    return frozenset(_codes(exchange.at("/error"), exchange.at("/errors")))


def is_warned(exchange: Exchange) -> bool:
    """Returns whether an answer warns that the reward is redeemed."""
    warnings = exchange.at("/warnings")
    return exchange.status == 200 and FULLY_REDEEMED in _codes(ABSENT, warnings)


def is_done(exchange: Exchange) -> bool:
    """Returns whether the answer says that the interaction took place and gave what it gives."""
    says_so = exchange.status == 200 and exchange.at("/results/success") is True
    return says_so and not is_warned(exchange)


def is_refused(exchange: Exchange) -> bool:
    """Returns whether the answer is a refusal."""
    return exchange.status >= 400


def says_redeemed(exchange: Exchange) -> bool:
    """Returns whether an answer says, as an error or as a warning, that no reward is left."""
    return is_warned(exchange) or FULLY_REDEEMED in codes(exchange)


def told(exchange: Exchange) -> str:
    """Returns an answer in a few words."""
    found = sorted(codes(exchange))
    if found:
        named = ", ".join(f"{code} {NAMES.get(code, '')}".rstrip() for code in found)
        return f"{exchange.status} with code {named}"
    if is_warned(exchange):
        return f"{exchange.status} with the warning 450"
    success = exchange.at("/results/success")
    if success is True or success is False:
        return f"{exchange.status} with success {str(success).lower()}"
    return str(exchange.status)


def refused_with(exchange: Exchange, code: int, why: str, cause: str = "") -> Iterator[Violation]:
    """Yields a violation unless a call is refused with a code.

    Args:
        exchange: The call.
        code: The one code that it deserves.
        why: What was wrong with the call.
        cause: Tells causes apart.
    """
    if is_refused(exchange) and code in codes(exchange):
        return
    yield Violation(
        expected=f"code {code} {NAMES[code]}, because {why}",
        got=told(exchange),
        exchange=exchange,
        cause=cause or str(code),
    )


def refused(exchange: Exchange, why: str, cause: str = "") -> Iterator[Violation]:
    """Yields a violation unless a call is refused, whatever the code."""
    if is_refused(exchange):
        return
    yield Violation(
        expected=f"an error, because {why}", got=told(exchange), exchange=exchange, cause=cause
    )


def not_refused_with(exchange: Exchange, unfit: Iterable[int], why: str) -> Iterator[Violation]:
    """Yields a violation if a call is refused with one of some codes."""
    found = sorted(codes(exchange) & set(unfit))
    if found:
        yield Violation(
            expected=f"no error {' or '.join(map(str, found))}, because {why}",
            got=told(exchange),
            exchange=exchange,
            cause=str(found[0]),
        )


def _codes(one: Json, many: Json) -> Iterator[int]:
    if isinstance(many, dict):
        yield from (int(key) for key in many if key.isdecimal())
    entries = [one, *(many if isinstance(many, list) else ())]
    for entry in entries:
        code = entry.get("code") if isinstance(entry, dict) else None
        if isinstance(code, int) and not isinstance(code, bool):
            yield code
