"""Laws of this API: what its document says and one answer alone cannot show."""

from typing import Final

from contracts.lawkit import ItemKind, Law, Provocation

from . import (
    activity,
    assumed,
    assumed_campaigns,
    assumed_views,
    composite,
    counting,
    creation,
    creatives,
    eligibility,
    envelopes,
    events,
    faults,
    forms,
    limits,
    offers,
    opting,
    pages,
    projections,
    provocations,
    refusals,
    refusals_by_name,
    targeting,
)

LAWS: Final[tuple[Law, ...]] = (
    *envelopes.LAWS,
    *creation.LAWS,
    *faults.LAWS,
    *activity.LAWS,
    *forms.LAWS,
    *opting.LAWS,
    *refusals.LAWS,
    *targeting.LAWS,
    *eligibility.LAWS,
    *pages.LAWS,
    *projections.LAWS,
    *creatives.LAWS,
    *offers.LAWS,
    *events.LAWS,
    *limits.LAWS,
    *composite.LAWS,
    *counting.LAWS,
    *assumed.LAWS,
    *assumed_campaigns.LAWS,
    *assumed_views.LAWS,
)

PROVOCATIONS: Final[tuple[Provocation, ...]] = (
    *provocations.PROVOCATIONS,
    *refusals_by_name.PROVOCATIONS,
)

ITEM_KINDS: Final[tuple[ItemKind, ...]] = ()
