"""Flaws of state: creating campaigns, listing the active ones, and the second version's views."""

from typing import Final

from tests.support.servers.sessionm.flaw_rows import Row

STATE: Final[tuple[Row, ...]] = (
    (
        "active_list_cached_until_clock_moves",
        "R20, LS3, stale read",
        "A campaign created after the active list was read is missing in it for a while.",
    ),
    (
        "active_list_ends_at_midnight",
        "R32, LS10",
        "The active list compares days: campaigns that ended earlier today are still there.",
    ),
    (
        "active_list_begins_at_midnight",
        "R31, LS10",
        "The active list compares days: campaigns that start later today are there already.",
    ),
    (
        "stage_change_not_seen_by_active_list",
        "R28, R128, LS10, stale read",
        "A live campaign that is paused later stays in the active list.",
    ),
    (
        "draft_created_as_live",
        "R27, R28, LS3, LS10",
        "A campaign created as draft is stored as live, though the answer says draft.",
    ),
    (
        "duplicate_of_draft_accepted",
        "R26, LS7",
        "A name that only a draft has may be taken once more.",
    ),
    (
        "duplicate_name_seen_only_in_last",
        "R26, LS7",
        "A new name is compared with that of the newest campaign only.",
    ),
    (
        "duplicate_name_stored_though_refused",
        "R26, LS7, failed write changes nothing",
        "A creation refused for its name stores the campaign all the same.",
    ),
    (
        "duplicate_external_id_accepted",
        "R34, R43, LS33",
        "Two campaigns may have the same external id; the second hides the first.",
    ),
    (
        "refusal_keeps_external_id",
        "R20, R33, failed write changes nothing",
        "A creation refused for its name keeps its external id from being used ever after.",
    ),
    (
        "external_id_answered_in_lower_case",
        "R34, R43, LS4",
        "A creation answers the external id in lower case, though it is stored as it was.",
    ),
    (
        "generated_id_repeats_in_a_second",
        "R33, LS4",
        "Two campaigns made in one second without external id get the same one.",
    ),
    (
        "messaging_forgets_opt_in",
        "R44, R60, LS3",
        "A campaign of type messaging is stored without its optin_required.",
    ),
    (
        "metadata_missing_in_list",
        "R39, LS3",
        "The active list shows every campaign's metadata as empty.",
    ),
    (
        "offset_of_dates_dropped",
        "R31, R32, LS3",
        "Dates sent with an offset are stored as if they were UTC.",
    ),
    (
        "all_means_eligible",
        "R105, LS27",
        "The filter all leaves ineligible campaigns out.",
    ),
    (
        "two_filters_let_nothing_through",
        "R105, LS27",
        "The filters eligible and ineligible together let no campaign through.",
    ),
    (
        "default_page_one_short",
        "R107, LS30",
        "Without page_size a page says 20 and holds 19; the one between is on no page.",
    ),
    (
        "later_pages_begin_one_late",
        "R107, LS30",
        "From the second page on, the first campaign of each page is missing.",
    ),
    (
        "pages_count_what_passes",
        "R108, LS31",
        "number_of_pages counts the campaigns that pass the filter for this customer.",
    ),
    (
        "eligible_list_keeps_ended",
        "R32, R103",
        "The second version's list still shows campaigns after their end.",
    ),
    (
        "flat_answer_always_qualified",
        "R49, LS32",
        "One campaign by permalink or external id says qualified to everybody.",
    ),
    (
        "second_version_ignores_opt_out",
        "R99, LS12, stale read",
        "After an opt-out, the second version still says opted_in.",
    ),
    (
        "second_version_lags_one_event",
        "R18, R89, stale read",
        "The second version shows the counters as they were before the last event.",
    ),
    (
        "tile_view_counts_as_event",
        "LS18, reads are pure",
        "Reading a campaign with its tile counts as an event of its first behavior.",
    ),
    (
        "two_sections_hide_opted_in",
        "R99, R104, LS28",
        "With two or more sections the member opted_in is left out.",
    ),
    (
        "repeated_sections_read_last_only",
        "R104, R127, LS28",
        "Of several sections[] only the last one is read.",
    ),
    (
        "joined_sections_read_first_only",
        "R104, LS28",
        "Of sections joined with commas only the first one is read.",
    ),
    (
        "offers_come_with_behaviors",
        "R104, LS28",
        "Who asks for behaviors alone gets offers, too.",
    ),
    (
        "blank_creatives_show_all",
        "R106, LS29",
        "A blank creatives[] shows all creatives instead of none.",
    ),
    (
        "tile_hidden_beside_promotion",
        "R106, LS28",
        "Where both creatives are asked for and exist, only the promotion is shown.",
    ),
)
