"""Flaws of state: opting in, standing in a campaign, counting."""

from typing import Final

from tests.support.servers.sessionm.flaw_rows import Row

STATE: Final[tuple[Row, ...]] = (
    (
        "opt_in_answers_old_state",
        "R59, R62, LS13, stale read",
        "An opt-in answers with the customer's campaigns as they were before.",
    ),
    (
        "opt_in_by_external_id_not_saved",
        "R59, R71, LS6, LS13, lost update",
        "An opt-in by external id is answered well and forgotten.",
    ),
    (
        "opt_in_saved_though_ended",
        "R65, LS16, failed write changes nothing",
        "An opt-in that comes too late is refused, but noted.",
    ),
    (
        "early_opt_in_noted_as_opt_out",
        "R64, R99, LS12, LS16",
        "An opt-in that comes too early is refused, and noted as an opt-out.",
    ),
    (
        "opt_in_opens_half_a_day_early",
        "R45, R64, LS16",
        "The opt-in period begins twelve hours too early.",
    ),
    (
        "opt_in_open_until_midnight",
        "R45, R65, LS16",
        "The opt-in period lasts until the end of its last day.",
    ),
    (
        "opt_in_into_draft",
        "R30, LS36",
        "Customers can opt into a draft.",
    ),
    (
        "opt_in_into_paused_campaign",
        "R30, LS36",
        "Customers can opt into a campaign that has been paused.",
    ),
    (
        "opt_in_where_none_is_asked_for",
        "R60",
        "Customers can opt into a campaign that asks for no opt-in.",
    ),
    (
        "opt_in_of_ineligible_accepted",
        "R58, R63",
        "Customers who do not qualify can opt in.",
    ),
    (
        "limit_off_by_one",
        "R66, LS17",
        "One customer more than permitted can opt in.",
    ),
    (
        "limit_not_checked_by_external_id",
        "R66, R71, LS6, LS17",
        "Opt-ins by external id do not look at the limit.",
    ),
    (
        "opt_in_shared_between_customers",
        "R99, LS12, LS15",
        "Once one customer is in, all who have not chosen are shown as opted in.",
    ),
    (
        "opt_out_forgets_choice",
        "R99, R100, LS12",
        "After an opt-out, opted_in is missing and the customer is merely qualified.",
    ),
    (
        "event_forgets_opt_in",
        "R99, LS12, lost update",
        "An event that counts wipes the customer's opt-in.",
    ),
    (
        "event_counts_without_opt_in",
        "R44, R59",
        "Events count in campaigns that the customer has not opted into.",
    ),
    (
        "event_counts_in_paused_campaign",
        "R30, LS36",
        "Events count in paused campaigns.",
    ),
    (
        "counting_runs_past_the_goal",
        "R85, LS19, LS20",
        "Counting does not start again on completion; progress exceeds the goal.",
    ),
    (
        "achieved_counts_events",
        "R85, LS20",
        "Every event counts as a completion.",
    ),
    (
        "repeat_cap_off_by_one",
        "R85, LS20",
        "A behavior can be completed once more than max_times_repeatable.",
    ),
    (
        "period_cap_ignored",
        "R85",
        "A behavior can be completed any number of times in one period.",
    ),
    (
        "pause_between_events_ignored",
        "R85",
        "Events count however soon they follow each other.",
    ),
    (
        "missed_day_forgiven",
        "R85",
        "A behavior of consecutive days goes on counting after a day without event.",
    ),
    (
        "unique_counts_repeats",
        "R87, O-S13",
        "A behavior of type unique counts the same value again.",
    ),
    (
        "group_completed_by_any_goal",
        "R90, LS22",
        "A group of goals is completed as soon as one goal is.",
    ),
    (
        "second_group_never_counts",
        "R90, LS22",
        "Only the first group of goals shows how many are completed.",
    ),
    (
        "completed_with_last_behavior",
        "R118, LS21",
        "A campaign is completed when its last behavior is.",
    ),
    (
        "completed_with_two_behaviors",
        "R118, LS21",
        "A campaign of three behaviors is completed when any two are.",
    ),
    (
        "last_behavior_not_listed",
        "R101",
        "Of three or more behaviors the progress leaves the last one out.",
    ),
    (
        "ended_campaign_loses_progress",
        "R94, LS11",
        "Once a campaign has ended, all its counters read zero.",
    ),
    (
        "ended_progress_unknown_by_permalink",
        "R94, R96, LS5, LS11",
        "Once a campaign has ended, its permalink finds no progress.",
    ),
    (
        "progress_by_permalink_cached",
        "R18, R96, LS5, stale read",
        "Progress by permalink stays as first read until time goes on.",
    ),
    (
        "eligibility_remembered",
        "R49, stale read",
        "Whether a customer qualifies is found out once; later tags change nothing.",
    ),
    (
        "targeting_reads_first_condition_only",
        "R47, R48, R49",
        "Of the conditions under $and only the first one is judged.",
    ),
    (
        "external_id_found_in_any_organization",
        "R71, LS6",
        "An external id finds another organization's customer of that id.",
    ),
    (
        "external_list_misses_last_promotion",
        "R71, LS6",
        "By external id, a customer's list lacks its last promotion.",
    ),
)
