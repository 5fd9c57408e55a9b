"""The words of refusals and of failed items."""

from dataclasses import dataclass
from typing import Any, Final

from tests.support.servers.kernel import Answer

PREFIX: Final = "campaign--campaign-update-check--"
NO_LIMIT: Final = PREFIX + "spend-limit-does-not-exist"
BELOW_SPENT: Final = PREFIX + "cannot-decrease-lifetime-spend-limit-below-what-is-already-spent"
BAD_LIMIT: Final = PREFIX + "validation-failed-on-spend-limit"
REPEATED: Final = PREFIX + "cannot-update-same-campaign-multiple-times"
NO_FEATURE: Final = PREFIX + "unavailable-feature-for-this-advertiser"
NEXT_PERIOD: Final = PREFIX + "new-spend-limit-amount-will-take-place-at-the-next-period-start"
NOT_FOUND: Final = "campaign-not-found"

WORDS: Final[dict[str, tuple[str, str, str]]] = {
    NO_LIMIT: ("validation", "No spend limit", "There is no limit here that you may change."),
    BELOW_SPENT: ("validation", "Below what is spent", "More is spent than the limit would allow."),
    BAD_LIMIT: ("validation", "Spend limit refused", "The limit that would result makes no sense."),
    REPEATED: ("validation", "Campaign named twice", "Put the changes into one item."),
    NO_FEATURE: ("validation", "Feature switched off", "The advertiser cannot change its limits."),
    NEXT_PERIOD: ("validation", "Waits for the next period", "The older amount holds until then."),
    NOT_FOUND: ("validation", "No such campaign", "No campaign goes by this id."),
    "invalid-syntax": ("validation", "Not JSON", "The body could not be read."),
    "required-field": ("validation", "Something is missing", "The body needs this member."),
    "invalid": ("validation", "Value refused", "This value does not belong here."),
    "authorization-token-missing": ("authorization", "No token", "Send a bearer token."),
    "authorization-token-invalid": ("authorization", "Bad token", "Nobody was given this token."),
    "authorization-token-expired": ("authorization", "Old token", "Fetch another token."),
    "insufficient-permissions": ("access-control", "Scope missing", "The token is too weak."),
    "insufficient-advertiser-permissions": (
        "access-control",
        "Not your advertiser",
        "The advertiser is not in your portfolio.",
    ),
    "method-not-allowed": ("validation", "Wrong method", "The header Allow names the others."),
    "payload-too-large": ("validation", "Too much", "Send less at once."),
    "unsupported-media-type": ("validation", "Unknown kind of body", "Send JSON in UTF-8."),
    "resource-not-found": ("validation", "Nothing here", "No operation has this path."),
}
"""Code -> type, title, detail."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a body as a whole, and where."""

    code: str
    where: str | None = None
    """A JSON pointer."""


class Refused(Exception):
    """The request is refused as a whole."""

    def __init__(
        self,
        status: int,
        code: str,
        where: str | None = None,
        headers: tuple[tuple[str, str], ...] = (),
    ) -> None:
        super().__init__(code)
        self.status = status
        self.code = code
        self.where = where
        self.headers = headers

    def answer(self, trace: str) -> Answer:
        """Returns the refusal as it is sent."""
        entry = problem(self.code, {"traceId": trace}, self.where)
        return Answer(self.status, {"errors": [entry]}, self.headers)


def problem(code: str, trace: dict[str, str], where: str | None = None) -> dict[str, Any]:
    """Returns one entry of errors or warnings."""
    kind, title, detail = WORDS[code]
    entry: dict[str, Any] = {**trace, "type": kind, "code": code}
    if where is not None:
        entry["instance"] = where
    return {**entry, "title": title, "detail": detail, "source": {}}
