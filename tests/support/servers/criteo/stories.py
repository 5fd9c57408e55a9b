"""For each flaw a short story of requests whose answers differ from the correct server's."""

from hashlib import sha256
from typing import Final

from .backend import CAMPAIGNS, SEARCH
from .seed import AGENCY, FOREIGN, OTHER_OWN, OWN, ROLES
from .steps import (
    Step,
    Story,
    change,
    clock,
    control,
    create,
    raw,
    read,
    search,
    token,
    update,
)

D: Final = ROLES["campaign.documented"]
A: Final = ROLES["campaign.capped"]
M: Final = ROLES["campaign.capped_monthly"]
L: Final = ROLES["campaign.lifetime_spent"]
U: Final = ROLES["campaign.uncapped"]
P: Final = ROLES["campaign.period_spent"]
K: Final = ROLES["campaign.limit_locked"]
X: Final = ROLES["campaign.outside_portfolio"]
F: Final = ROLES["campaign.feature_missing"]
O: Final = ROLES["campaign.old"]  # noqa: E741 - one letter like the others
N: Final = ROLES["campaign.unknown"]
NEW: Final = "8400000013"
NEW_2: Final = "8400000026"
READER: Final = ROLES["caller.read_only"]["oauth2"]["token"]
EXPIRED: Final = ROLES["caller.expired"]["oauth2"]["token"]
OTHER: Final = ROLES["caller.other_application"]["oauth2"]["token"]
ISSUED: Final = "cmt." + sha256(b"token 1").hexdigest()[:40]
UNCAPPED: Final = {"spendLimitType": "uncapped"}

MIXED: Final = update(change(D, 50), change(U, 5), change(A, 60))
TWICE: Final = update(change(D, 50), change(D, 60), change(A, 50))
WARNED: Final = update(change(P, 100))
BELOW: Final = update(change(L, 100))
ALL: Final = search()

PARTIAL: Final[dict[str, Story]] = {
    "all_or_nothing_writes": (MIXED, read(D)),
    "stops_at_first_failure": (MIXED,),
    "later_items_share_the_failure": (MIXED,),
    "refuses_when_all_fail": (update(change(U, 5), change(N, 5)),),
    "mixed_answers_207": (MIXED,),
    "instance_from_one": (MIXED,),
    "instance_counts_failures": (MIXED,),
    "warning_names_last_item": (update(change(P, 100), change(D, 50)),),
    "failed_also_in_data": (BELOW,),
    "below_spent_is_stored": (BELOW, read(L)),
    "half_failed_write": (update(change(D, -5, "monthly")), read(D)),
    "last_item_dropped": (MIXED,),
    "last_item_not_saved": (MIXED, read(A)),
    "same_code_told_once": (update(change(U, 5), change(K, 5)),),
    "two_failures_at_most": (update(change(U, 5), change(K, 5), change(N, 5)),),
    "success_ids_by_position": (MIXED,),
    "stops_after_five": (update(*(change(one, 5000) for one in (D, A, M, L, O, P))),),
    "unchanged_items_vanish": (update(change(D, 123.45)),),
    "unknown_ids_vanish": (update(change(N, 5)),),
    "unknown_id_refuses_batch": (update(change(D, 50), change(N, 5)),),
    "warned_items_vanish": (WARNED,),
    "warned_items_also_fail": (WARNED,),
    "one_warning_at_most": (update(change(P, 100), change(M, 100)),),
    "failure_undoes_previous": (MIXED, read(D)),
    "lifetime_failure_rolls_back": (update(change(D, 50), change(L, 5)), read(D)),
    "amounts_shift_after_failure": (MIXED, read(A)),
    "items_sorted_first": (update(change(U, 5), change(D, 50)),),
    "uncapping_lost_in_mixed_batch": (
        update(change(D, 50), change(A, kind="uncapped")),
        read(A),
    ),
    "only_first_two_validated": (update(change(D, 50), change(O, 60), change(A, -60)),),
    "negative_becomes_zero": (update(change(D, 50), change(A, -60)),),
    "malformed_item_refused_late": (update(change(D, 50), {"type": "Campaign"}), read(D)),
    "amount_leaks_to_next_item": (update(change(D, 50), change(O, renewal="daily")), read(O)),
    "merges_over_first_campaign": (update(change(D, 50), change(O, 400)), read(O)),
    "permission_of_first_item": (update(change(D, 50), change(K, 50)),),
    "feature_of_first_item": (update(change(D, 50), change(F, 50)),),
    "spend_of_first_item": (update(change(D, 50), change(L, 50)),),
    "uncapped_item_fails_neighbours": (MIXED,),
    "second_advertiser_fails": (update(change(D, 50), change(A, 50), change(O, 50)),),
    "repeats_applied_in_turn": (TWICE,),
    "first_repeat_wins": (TWICE,),
    "last_repeat_wins": (TWICE,),
    "only_neighbours_repeat": (update(change(D, 50), change(A, 60), change(D, 70)),),
    "equal_repeats_pass": (update(change(D, 50), change(D, 50)),),
    "disjoint_repeats_pass": (update(change(D, 50), change(D, renewal="monthly")),),
    "failing_repeats_do_not_count": (update(change(D, 50), change(D, -1)),),
    "repeat_fails_all": (TWICE,),
    "repeats_told_once": (TWICE,),
    "repeats_across_requests": (update(change(D, 50), change(A, 60)), update(change(D, 70))),
}

STATE: Final[dict[str, Story]] = {
    "creation_cuts_decimals": (create(), read(NEW)),
    "third_creation_takes_old_id": (create(), create(), create()),
    "new_campaigns_share_limit": (create(), create(), update(change(NEW, 70)), read(NEW_2)),
    "refused_creation_is_stored": (create(advertiserId=FOREIGN), ALL.by(OTHER)),
    "amount_forgets_renewal": (update(change(O, 500)), read(O)),
    "update_renames": (update(change(D, 50, name="Other")), read(D)),
    "update_moves_advertiser": (update(change(D, 50, advertiserId=OTHER_OWN)), read(D)),
    "update_migrates_old_goal": (update(change(O, 500)), read(O)),
    "uncapping_keeps_renewal": (update(change(D, kind="uncapped")), read(D)),
    "lost_update": (update(change(D, 50)), update(change(D, renewal="monthly")), read(D)),
    "read_is_cached": (read(D), update(change(D, 50)), read(D)),
    "search_shows_old_renewal": (update(change(D, renewal="monthly")), ALL),
    "read_rounds_amount": (read(D), read(D)),
    "search_forgets_spend": (ALL, BELOW),
    "change_to_lifetime_is_unchecked": (update(change(M, renewal="lifetime")),),
    "lifetime_held_against_period": (BELOW,),
    "warned_amount_at_once": (WARNED, control("limit_in_force", campaign=P)),
    "warned_amount_never": (WARNED, clock("1d"), control("limit_in_force", campaign=P)),
    "monthly_amount_waits_a_day": (
        update(change(M, 100)),
        clock("1d"),
        control("limit_in_force", campaign=M),
    ),
    "earlier_periods_count": (
        control("spend", campaign=D, period=99),
        clock("1d"),
        update(change(D, 50)),
    ),
    "filters_find_either": (search([OWN], [O]),),
    "first_advertiser_counts": (search([OWN, OTHER_OWN]),),
    "last_campaign_id_ignored": (search(None, [D, A, O]),),
    "two_advertisers_hide_ids": (search([OWN, OTHER_OWN], [D]),),
    "both_filters_list_twice": (search([OWN], [D]),),
    "uncapped_are_not_listed": (ALL,),
    "ten_at_most": (ALL,),
    "old_goals_are_not_listed": (ALL,),
    "newest_is_not_indexed": (create(), search([OWN])),
}

ACCESS: Final[dict[str, Story]] = {
    "read_needs_no_token": (read(D).by(None),),
    "expired_token_searches": (ALL.by(EXPIRED),),
    "issued_tokens_live_on": (token(), clock("16m"), read(D).by(ISSUED)),
    "token_tail_ignored": (read(D).by("birch-allx"),),
    "any_scheme_will_do": (
        Step("GET", f"{CAMPAIGNS}/{D}", headers={"authorization": "Basic birch-all"}),
    ),
    "unknown_token_finds_nothing": (ALL.by("nobody"),),
    "read_only_updates": (update(change(D, 50)).by(READER),),
    "read_only_creates": (create().by(READER),),
    "ids_cross_portfolios": (search(None, [X]),),
    "advertisers_cross_portfolios": (search([OWN, FOREIGN]),),
    "read_crosses_portfolios": (read(X),),
    "portfolio_of_first_item": (update(change(D, 50), change(X, 50)),),
    "creates_for_everyone": (create(advertiserId=FOREIGN),),
    "portfolio_is_remembered": (
        ALL,
        control("portfolio", application=AGENCY, advertiser=OWN, member=False),
        ALL,
    ),
    "secret_is_not_checked": (token(client_secret="wrong"),),
}

CODES: Final[dict[str, Story]] = {
    "goal_may_be_missing": (create(without="goal"),),
    "unspecified_goal_is_taken": (create(goal="Unspecified"),),
    "capped_needs_no_amount": (create({"spendLimitType": "capped", "spendLimitRenewal": "daily"}),),
    "uncapped_needs_amount": (create(UNCAPPED),),
    "unknown_campaign_is_200": (read(N),),
    "nothing_found_is_404": (search([OWN], [O]),),
    "warned_answers_202": (WARNED,),
    "uncapped_gives_bad_limit": (update(change(U, 5)),),
    "below_spent_gives_bad_limit": (BELOW,),
    "locked_gives_no_feature": (update(change(K, 5)),),
    "missing_feature_gives_no_limit": (update(change(F, 5)),),
    "repeated_gives_bad_limit": (TWICE,),
    "spent_exactly_fails": (update(change(L, 3100.25)),),
    "short_code_for_wrapped_amount": (update(change(D, {"value": -5})),),
    "no_warning_for_monthly": (update(change(M, 100)),),
    "lock_ignores_renewal": (update(change(K, renewal="monthly")),),
    "uncapping_needs_no_feature": (update(change(F, kind="uncapped")),),
    "delete_is_served": (Step("DELETE", f"{CAMPAIGNS}/{D}"),),
    "put_updates_too": (Step("PUT", CAMPAIGNS, {"data": [change(D, 50)]}),),
}

WIRE: Final[dict[str, Story]] = {
    "refusals_as_html": (update(1),),
    "empty_search_has_no_kind": (search([OWN], [O]),),
    "long_result_is_cut": (ALL,),
    "second_failure_repeats_a_key": (update(change(U, 5), change(N, 5)),),
    "no_amount_is_nan": (ALL,),
    "creation_has_a_mark": (create(),),
    "names_in_latin_1": (create(name="Küche"),),
    "allow_is_missing": (Step("DELETE", f"{CAMPAIGNS}/{D}"),),
    "null_attributes_crash": (update({"type": "Campaign", "id": D, "attributes": None}),),
    "odd_item_crashes": (update(change(D, 50), 1),),
    "deep_body_crashes": (raw("POST", SEARCH, b"[" * 3000 + b"]" * 3000),),
    "infinite_amount_crashes": (
        raw(
            "PATCH",
            CAMPAIGNS,
            b'{"data": [{"type": "Campaign", "id": "%s", "attributes":'
            b' {"spendLimit": {"spendLimitAmount": 1e400}}}]}' % D.encode(),
        ),
    ),
    "bad_utf8_crashes": (raw("POST", SEARCH, b'{"filters": {"campaignIds": ["\xff"]}}'),),
    "nul_in_name_crashes": (create(name="a\0b"),),
    "foreign_id_crashes": (read("%C3%BC"),),
    "stack_in_refusal": (raw("POST", SEARCH, b"{"),),
    "quote_breaks_query": (read("1'--"),),
    "long_id_hangs": (read("7" * 300),),
}

SHAPE: Final[dict[str, Story]] = {
    "applied_items_tell_name": (MIXED,),
    "applied_id_is_number": (MIXED,),
    "applied_type_in_lower_case": (MIXED,),
    "goal_in_lower_case": (ALL,),
    "read_is_a_list": (read(D),),
    "names_left_out": (ALL,),
    "no_renewal_is_null": (read(U),),
    "decimals_as_text": (read(D),),
    "instance_as_pointer": (MIXED,),
    "warning_without_title": (WARNED,),
    "creation_without_limit": (create(),),
}

STORIES: Final = {**PARTIAL, **STATE, **ACCESS, **CODES, **WIRE, **SHAPE}
"""Flaw -> story."""
