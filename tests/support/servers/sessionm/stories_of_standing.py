"""Stories of opting in, standing in a campaign, and counting."""

from typing import Final

from tests.support.servers.sessionm import seed
from tests.support.servers.sessionm.story_steps import (
    ANNA,
    BERT,
    EMMA,
    LIST,
    OUTSIDE,
    PAGES,
    V1,
    V2,
    Action,
    Request,
    Step,
    Wait,
    create,
    join,
    progress,
    send,
)

LIVE: Final = seed.LIVE
LEFT: Final = Action("opt-out", {"customer": seed.ANNA, "campaign": LIVE})
PAUSED_NOW: Final = Action("campaign-status", {"campaign": LIVE, "status": "paused"})
BY_LINK: Final = f"{V1}{ANNA}/external/campaigns"
COUNTERS: Final = f"{PAGES}?sections[]=behaviors"

STORIES: Final[dict[str, tuple[Step, ...]]] = {
    "opt_in_answers_old_state": (join(LIVE), LIST),
    "opt_in_by_external_id_not_saved": (join(LIVE, OUTSIDE), progress(LIVE)),
    "opt_in_saved_though_ended": (join(seed.CLOSED), progress(seed.CLOSED)),
    "early_opt_in_noted_as_opt_out": (join(seed.NOT_STARTED), progress(seed.NOT_STARTED)),
    "opt_in_opens_half_a_day_early": (join(seed.NOT_STARTED),),
    "opt_in_open_until_midnight": (join(seed.CLOSED),),
    "opt_in_into_draft": (join(seed.DRAFT),),
    "opt_in_into_paused_campaign": (PAUSED_NOW, join(LIVE)),
    "opt_in_where_none_is_asked_for": (join(seed.FREE),),
    "opt_in_of_ineligible_accepted": (join(seed.TARGETED, BERT),),
    "limit_off_by_one": (join(seed.FULL),),
    "limit_not_checked_by_external_id": (join(seed.FULL, OUTSIDE),),
    "opt_in_shared_between_customers": (join(LIVE), progress(LIVE, EMMA)),
    "opt_out_forgets_choice": (join(LIVE), LEFT, progress(LIVE)),
    "event_forgets_opt_in": (join(LIVE), send("walk.done"), progress(LIVE)),
    "event_counts_without_opt_in": (send("walk.done"), progress(LIVE)),
    "event_counts_in_paused_campaign": (
        join(LIVE),
        PAUSED_NOW,
        send("walk.done"),
        progress(LIVE),
    ),
    "counting_runs_past_the_goal": (join(LIVE), send("walk.done", 4), progress(LIVE)),
    "achieved_counts_events": (join(LIVE), send("walk.done"), LIST),
    "repeat_cap_off_by_one": (join(LIVE), send("photo.sent", 2), LIST),
    "period_cap_ignored": (send("berry.picked", 2), LIST),
    "pause_between_events_ignored": (send("tea.drunk", 2), progress(seed.PACED)),
    "missed_day_forgiven": (
        send("evening.spent"),
        Wait("2d"),
        send("evening.spent"),
        progress(seed.STREAK),
    ),
    "unique_counts_repeats": (
        send("door.opened", value="north"),
        send("door.opened", value="north"),
        progress(seed.FREE),
    ),
    "group_completed_by_any_goal": (send("trio.sung"), LIST),
    "second_group_never_counts": (send("trio.sung"), LIST),
    "completed_with_last_behavior": (join(LIVE), send("photo.sent"), progress(LIVE)),
    "completed_with_two_behaviors": (
        join(LIVE),
        send("walk.done", 3),
        send("run.done", 2),
        progress(LIVE),
    ),
    "last_behavior_not_listed": (progress(LIVE),),
    "ended_campaign_loses_progress": (progress(seed.ENDED),),
    "ended_progress_unknown_by_permalink": (f"{BY_LINK}/old-harvest/progress",),
    "progress_by_permalink_cached": (
        f"{BY_LINK}/{seed.PERMALINK}/progress",
        join(LIVE),
        f"{BY_LINK}/{seed.PERMALINK}/progress",
    ),
    "eligibility_remembered": (
        progress(seed.TARGETED),
        Action("tag", {"customer": seed.ANNA, "add": ["banned"]}),
        progress(seed.TARGETED),
    ),
    "targeting_reads_first_condition_only": (progress(seed.TARGETED, BERT),),
    "external_id_found_in_any_organization": (f"{V1}{OUTSIDE}/campaigns",),
    "external_list_misses_last_promotion": (f"{V1}{OUTSIDE}/campaigns",),
    "second_version_ignores_opt_out": (join(LIVE), LEFT, PAGES),
    "second_version_lags_one_event": (join(LIVE), send("walk.done"), COUNTERS),
    "state_word_without_underscore": (send("door.opened"), progress(seed.FREE)),
    "last_behavior_without_external_id": (progress(LIVE),),
    "goal_names_group_by_number": (LIST,),
    "opt_in_before_credentials": (Request(join(LIVE), user=None), progress(LIVE)),
    "opt_in_window_codes_swapped": (join(seed.CLOSED),),
    "limit_reached_is_opt_in_error": (join(seed.FULL),),
    "ineligible_is_opt_in_error": (join(seed.TARGETED, BERT),),
    "head_opts_in": (Request(join(LIVE), "HEAD"), progress(LIVE)),
    "progress_answers_post": (Request(progress(LIVE), "POST"),),
    "status_twice_in_refused_opt_in": (join(seed.FREE),),
    "eligible_list_keeps_ended": (
        create(ends_at="2026-01-15T13:00:00Z", name="A Short One"),
        Wait("2h"),
        f"{V2}{ANNA}/campaigns",
    ),
}
