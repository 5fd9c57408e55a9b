"""Stories of campaigns being created and listed."""

from typing import Final

from tests.support.servers.sessionm import seed
from tests.support.servers.sessionm.story_steps import (
    ACTIVE,
    ANNA,
    V1,
    Action,
    Request,
    Step,
    Wait,
    create,
)

MADE: Final = f"{V1}/external/campaigns/walk/info"
MANAGED: Final = f"{V1}/management/campaigns"
OTHER_NAME: Final = create(name="Another")

STORIES: Final[dict[str, tuple[Step, ...]]] = {
    "active_list_cached_until_clock_moves": (ACTIVE, create(), ACTIVE),
    "active_list_ends_at_midnight": (
        create(ends_at="2026-01-15T13:00:00Z"),
        Wait("2h"),
        ACTIVE,
    ),
    "active_list_begins_at_midnight": (create(starts_at="2026-01-15T15:00:00Z"), ACTIVE),
    "stage_change_not_seen_by_active_list": (
        Action("campaign-status", {"campaign": seed.LIVE, "status": "paused"}),
        ACTIVE,
    ),
    "draft_created_as_live": (create(status="draft"), ACTIVE),
    "duplicate_of_draft_accepted": (create(status="draft"), create()),
    "duplicate_name_seen_only_in_last": (create(), OTHER_NAME, create()),
    "duplicate_name_stored_though_refused": (create(), create(), ACTIVE),
    "duplicate_external_id_accepted": (
        create(external_id="walk"),
        create(name="Another", external_id="walk"),
        MADE,
    ),
    "refusal_keeps_external_id": (
        create(),
        create(external_id="walk"),
        create(name="Another", external_id="walk"),
    ),
    "external_id_answered_in_lower_case": (create(),),
    "generated_id_repeats_in_a_second": (create(), OTHER_NAME),
    "messaging_forgets_opt_in": (
        create(campaign_type="messaging", optin_required=True, external_id="walk"),
        MADE,
    ),
    "metadata_missing_in_list": (create(metadata={"a": 1}), ACTIVE),
    "offset_of_dates_dropped": (
        create(starts_at="2026-01-10T00:00:00+01:00", external_id="walk"),
        MADE,
    ),
    "missing_end_is_validation": (create(ends_at=None),),
    "unknown_attribute_accepted": (create(colour="red"),),
    "unknown_attribute_is_validation": (create(colour="red"),),
    "bad_date_is_argument_error": (create(starts_at="tomorrow"),),
    "missing_parent_not_noticed": (
        Request(
            f"/priv/v1/apps/{seed.ORPHAN[0]}/management/campaigns",
            "POST",
            create().body,
            user=seed.ORPHAN[0],
            secret=seed.ORPHAN[1],
        ),
    ),
    "duplicate_is_missing_data": (create(), create()),
    "refusal_says_ok": (create(), create()),
    "crash_on_odd_campaign": (Request(MANAGED, "POST", {"campaign": "walk"}),),
    "crash_on_null_member": (
        Request(MANAGED, "POST", {"campaign": {**create().body["campaign"], "ends_at": None}}),
    ),
    "crash_on_long_name": (create(name="x" * 300),),
    "crash_on_four_byte_signs": (create(name="Walk \U0001f342"),),
    "stack_trace_on_bad_json": (Request(MANAGED, "POST", raw=b'{"campaign": '),),
    "mark_before_created_campaign": (create(),),
    "template_always_promotion": (create(campaign_type="messaging"),),
    "budget_is_text_in_list": (ACTIVE,),
    "comma_after_last_of_many": (ACTIVE,),
    "creation_ignores_secret": (
        Request(MANAGED, "POST", create().body, secret="wrong"),
        ACTIVE,
    ),
    "open_bound_is_empty_text": (
        create(optin_required=True, external_id="walk"),
        f"{V1}{ANNA}/campaigns",
        MADE,
    ),
}
