"""What a customer's list shows of creatives: their kinds, their texts, and for whom they are."""

from collections.abc import Iterator
from typing import Final

from hypothesis import strategies as st

from contracts.lawkit import Draw, Exchange, Law, Record, Session, Violation, law, shown

from .reading import accepted, is_ok, shown_to_customer

KINDS: Final = frozenset(("internal_tile", "internal_full_page", "internal_behavior"))
LISTS: Final = (
    "listCustomerCampaigns",
    "listExternalCustomerCampaigns",
    "listAnonymousCampaigns",
)
MEMBERS: Final = (
    "campaign_id",
    "name",
    "group_id",
    "creative_id",
    "start_date",
    "end_date",
    "opt_in_starts_at",
    "opt_in_ends_at",
    "permalink",
    "template",
    "progress",
    "behaviors",
    "version",
)
NAMES: Final = ("customer.eligible", "customer.external", "app.auth_token")


def a_list(session: Session, draw: Draw) -> Exchange:
    """Reads the campaigns of one customer by one of the three names."""
    path: Record = {
        "user_id": session.role("customer.eligible"),
        "external_id": session.role("customer.external"),
    }
    listed = session.call(draw(st.sampled_from(LISTS)), path=path)
    session.need(is_ok(listed), "a customer who sees campaigns")
    return listed


@law(
    says="Listed campaigns have one of three kinds of creative, and only tiles have a message.",
    holds=("LS24", "R76", "R77"),
    operations=LISTS,
    roles=NAMES,
    examples=3,
)
def tiles_alone_have_a_message(session: Session, draw: Draw) -> Iterator[Violation]:
    """In the list of a customer by any name."""
    listed = a_list(session, draw)
    for item in shown_to_customer(listed):
        template = item.get("template") or {}
        kind, who = template.get("type"), f"campaign {item.get('campaign_id')}"
        if kind not in KINDS:
            yield Violation(f"{who} has a creative of a listed kind", shown(kind), listed)
        if ("message" in template) is not (kind == "internal_tile"):
            expected = f"{who} has a message if it is a tile, and none if not"
            got = f"{kind} {'with' if 'message' in template else 'without'} a message"
            yield Violation(expected, got, listed, cause="message")


@law(
    says="Tiles and promotions have the same members.",
    holds=("LS25", "R50", "R73", "R74", "R75"),
    operations=LISTS,
    roles=NAMES,
    examples=3,
)
def tiles_and_promotions_have_one_form(session: Session, draw: Draw) -> Iterator[Violation]:
    """The documented ones."""
    listed = a_list(session, draw)
    for item in shown_to_customer(listed):
        missing = [member for member in MEMBERS if member not in item]
        if missing:
            expected = f"campaign {item.get('campaign_id')} with {', '.join(missing)}"
            yield Violation(expected, "nothing", listed, cause=missing[0])


@law(
    says="html_payload is made for the customer: two customers never get the same.",
    holds=("LS26", "R78"),
    operations=("listCustomerCampaigns",),
    roles=("customer.eligible", "customer.ineligible", "campaign.live"),
    examples=2,
)
def html_payload_is_of_the_customer(session: Session, draw: Draw) -> Iterator[Violation]:
    """Creatives that two customers see."""
    payloads: list[dict[int, str]] = []
    for role in draw(st.permutations(("customer.eligible", "customer.ineligible"))):
        listed = session.call("listCustomerCampaigns", path={"user_id": session.role(role)})
        yield from accepted("the list of a customer's campaigns", listed)
        templates = [(item, item.get("template") or {}) for item in shown_to_customer(listed)]
        payloads.append(
            {item["creative_id"]: t["html_payload"] for item, t in templates if "html_payload" in t}
        )
    first, second = payloads
    common = first.keys() & second.keys()
    session.need(bool(common), "a creative with html_payload that two customers see")
    for creative in sorted(common):
        if first[creative] == second[creative]:
            expected = f"creative {creative} at a URL for this customer"
            yield Violation(expected, f"{second[creative]}, as for another customer", listed)


LAWS: Final[tuple[Law, ...]] = (
    tiles_alone_have_a_message,
    tiles_and_promotions_have_one_form,
    html_payload_is_of_the_customer,
)
