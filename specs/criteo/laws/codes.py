"""The codes of updates by the reason that they stand for."""

from typing import Final

_CHECK: Final = "campaign--campaign-update-check--"

NO_LIMIT: Final = _CHECK + "spend-limit-does-not-exist"
BELOW_SPEND: Final = _CHECK + "cannot-decrease-lifetime-spend-limit-below-what-is-already-spent"
INVALID: Final = _CHECK + "validation-failed-on-spend-limit"
TWICE: Final = _CHECK + "cannot-update-same-campaign-multiple-times"
NO_FEATURE: Final = _CHECK + "unavailable-feature-for-this-advertiser"
NEXT_PERIOD: Final = _CHECK + "new-spend-limit-amount-will-take-place-at-the-next-period-start"
NOT_FOUND: Final = "campaign-not-found"
