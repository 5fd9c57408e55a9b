"""What to know of a run before it is believed: credentials that are missing or refused."""

from collections.abc import Iterable, Iterator
from typing import Final

from contracts.finding import ItemResult
from contracts.run.coverage import Seen
from contracts.run.plan import ApiPlan
from contracts.target import ApiTarget, Target
from contracts.target.secrets import is_sensitive
from specs.bundle import Bundle

_REFUSED: Final = (401, 403)
_THROTTLED: Final = 429
_OFTEN: Final = 10
"""One in so many answers is worth a note."""
ENDS: Final = ("time was up", "the request budget was spent")
"""Why a run ends early although nobody stopped it: its own limits say so."""


def notes_of(plans: Iterable[ApiPlan], target: Target, seen: Seen) -> tuple[str, ...]:
    """Returns a sentence for each API whose verdicts say little, because nobody was let in."""
    return tuple(note for plan in plans for note in _notes(plan, target, seen))


def ended_by(results: Iterable[ItemResult]) -> str:
    """Returns which limit of its own ended a run early, or nothing."""
    reasons = {result.reason for result in results}
    return next((end for end in ENDS if end in reasons), "")


def has_credentials(bundle: Bundle, api: ApiTarget) -> bool:
    """Returns whether a target names what an API asks of its caller, if it asks for anything."""
    if not any(operation.security for operation in bundle.operations):
        return True
    keys = {scheme.parameter.lower() for scheme in bundle.schemes.values() if scheme.parameter}
    by_header = any(is_sensitive(name) or name.lower() in keys for name in api.headers)
    return bool(api.roles.get("caller.default")) or by_header


def _notes(plan: ApiPlan, target: Target, seen: Seen) -> Iterator[str]:
    name = plan.bundle.name
    left_out = plan.bundle.left_out
    if left_out:
        more = f", and {len(left_out) - 1} more parts" if len(left_out) > 1 else ""
        yield (
            f"Not all of {name} is judged, for a part of its description cannot be used: "
            f"{left_out[0]}{more}. `python -m specs.lint` on the file lists them."
        )
    counts = [(status, times) for (api, _, status), times in seen.statuses.items() if api == name]
    every = sum(times for _, times in counts)
    throttled = sum(times for status, times in counts if status == _THROTTLED)
    if throttled * _OFTEN > every:
        yield (
            f"{name} was asked too often: {throttled} of {every} answers were 429. Slow down with "
            "--rate-limit, such as 10/s."
        )
    if not has_credentials(plan.bundle, target.apis[name]):
        yield (
            f"No credentials were sent to {name}, and its document asks for them. Name them with "
            f"--auth, -H, or auth of {name} in contracts.toml."
        )
        return
    refused = sum(times for status, times in counts if status in _REFUSED)
    if refused and not any(200 <= status < 300 for status, _ in counts):
        yield (
            f"{name} let nobody in: {refused} of {every} answers were 401 or 403, and none was a "
            "success. The credentials may be wrong."
        )
