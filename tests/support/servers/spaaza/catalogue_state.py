"""Flaws of what is issued, charged and remembered: id, what it breaks, what the server does."""

from typing import Final

Row = tuple[str, str, str]

STATE: Final[tuple[Row, ...]] = (
    (
        "last_method_never_drawn",
        "R179, LP3",
        "A draw among three or more eligible methods never picks the last one.",
    ),
    (
        "ineligible_drawn_on_repeat",
        "R179, LP3",
        "Once a user got a reward of a campaign, draws no longer look at eligibility.",
    ),
    ("third_draw_gives_two", "R179, LP3", "Every third draw of a user issues two rewards."),
    (
        "some_draws_give_nothing",
        "R179, LP3",
        "Every third draw of the server is a success that issues nothing.",
    ),
    (
        "used_up_method_stops_all",
        "R180, LP4",
        "If one eligible method of an independent campaign is used up, none is issued.",
    ),
    (
        "third_independent_skipped",
        "R180, LP4",
        "An independent campaign issues two rewards at most.",
    ),
    (
        "repeat_gives_first_only",
        "R180, LP4",
        "From the second time on, an independent campaign gives a user one reward only.",
    ),
    (
        "repeat_ignores_eligibility",
        "R180, LP4",
        "From the second time on, an independent campaign gives a user ineligible rewards too.",
    ),
    (
        "redeemed_gets_another",
        "R182, LP8",
        "A user who has redeemed is warned, and gets another reward all the same.",
    ),
    (
        "warned_once",
        "R182, LP8",
        "Only the first call after the redemption is warned; later ones interact again.",
    ),
    (
        "redemption_seen_for_user_id_only",
        "R182, R189, LP8, LP11",
        "A user named by member number or third-party name interacts although it has redeemed.",
    ),
    (
        "redemption_counts_everywhere",
        "R176, R182",
        "Who has redeemed the reward of one campaign is warned in every campaign.",
    ),
    (
        "exact_balance_refused",
        "R212, LP10",
        "A user whose points are exactly the cost is refused.",
    ),
    (
        "one_point_short_passes",
        "R212, LP10",
        "A user who is one point short is served, and then has a point less than none.",
    ),
    (
        "insufficient_points_empties_balance",
        "R212, LP2, failed write changes nothing",
        "A user refused for too few points loses those points.",
    ),
    (
        "refusal_takes_stock",
        "R212, LP2, failed write changes nothing",
        "A user refused for too few points takes one reward out of a limited stock.",
    ),
    (
        "stale_balance",
        "R212, LP10, stale read",
        "After the first cost a user paid, balances that change elsewhere are not seen.",
    ),
    (
        "one_more_than_stock",
        "R211, LP9",
        "A campaign of several methods issues one reward after its last one.",
    ),
    (
        "stock_kept_in_sessions",
        "R211, LP9",
        "What is issued under a user session is not taken from the campaign's stock.",
    ),
    (
        "refused_post_interacts",
        "R173, LP16",
        "A POST is refused with 405, but the interaction takes place.",
    ),
    (
        "identifier_matched_by_prefix",
        "R189, LP11",
        "A third-party name finds the first user whose name begins with it.",
    ),
    (
        "session_acts_for_last_named",
        "R184, LP14",
        "Under a user session the interaction is for the user that an admin or token named last.",
    ),
)
