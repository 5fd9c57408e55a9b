"""The laws that hold of every API, by the words that its document says of itself."""

from typing import Final

from contracts.lawkit import Law
from contracts.laws.batch_entries import (
    batch_answers_tell_of_their_items_only,
    batch_successes_hold_their_members,
)
from contracts.laws.batch_fates import (
    batch_failing_items_fail,
    batch_failures_carry_their_code,
    batch_good_items_succeed,
    batch_warned_items_succeed,
)
from contracts.laws.batch_independence import (
    batch_items_fare_alone_as_in_company,
    batch_order_does_not_matter,
)
from contracts.laws.batch_partition import (
    batch_items_have_one_entry_each,
    batch_outcomes_partition_the_items,
    batch_references_point_at_items,
)
from contracts.laws.batch_sizes import (
    large_batches_are_applied,
    large_batches_keep_the_laws,
)
from contracts.laws.batch_state import (
    batch_effects_stay,
    batch_failed_items_change_nothing,
    batch_good_items_are_applied,
    batch_is_applied_whole_or_not_at_all,
)
from contracts.laws.batch_statuses import (
    batch_of_bad_items_has_its_status,
    batch_of_good_items_has_its_status,
    batch_of_mixed_items_has_its_status,
    batch_of_warned_items_has_its_status,
    empty_batch_has_no_outcomes,
)
from contracts.laws.operation_bodies import (
    malformed_bodies_are_refused,
    unsupported_media_types_are_refused,
    wrong_media_types_are_refused,
)
from contracts.laws.operation_credentials import (
    credentials_are_required,
    nearly_right_credentials_are_refused,
)
from contracts.laws.operation_hostile import hostile_input_is_survived
from contracts.laws.operation_methods import undeclared_methods_are_refused
from contracts.laws.operation_tenants import other_callers_see_nothing
from contracts.laws.resource_changes import (
    deleted_is_gone,
    update_is_visible_at_once,
)
from contracts.laws.resource_creation import (
    created_ids_are_fresh,
    created_is_answered_as_sent,
    created_is_read_back,
    failed_create_changes_no_list,
)
from contracts.laws.resource_lists import (
    filter_keeps_what_matches,
    filtered_items_match,
    filters_never_enlarge,
    list_holds_each_once,
    list_items_equal_single_reads,
)
from contracts.laws.resource_pages import (
    page_count_covers_the_list,
    pages_fit_their_size,
    pages_have_a_default_size,
    pages_partition_the_list,
)
from contracts.laws.resource_reads import (
    reads_are_pure,
)

LAWS: Final[tuple[Law, ...]] = (
    credentials_are_required,
    nearly_right_credentials_are_refused,
    other_callers_see_nothing,
    undeclared_methods_are_refused,
    malformed_bodies_are_refused,
    unsupported_media_types_are_refused,
    wrong_media_types_are_refused,
    hostile_input_is_survived,
    batch_items_have_one_entry_each,
    batch_outcomes_partition_the_items,
    batch_references_point_at_items,
    batch_failing_items_fail,
    batch_failures_carry_their_code,
    batch_good_items_succeed,
    batch_warned_items_succeed,
    batch_effects_stay,
    batch_failed_items_change_nothing,
    batch_good_items_are_applied,
    batch_is_applied_whole_or_not_at_all,
    batch_items_fare_alone_as_in_company,
    batch_order_does_not_matter,
    batch_of_bad_items_has_its_status,
    batch_of_good_items_has_its_status,
    batch_of_mixed_items_has_its_status,
    batch_of_warned_items_has_its_status,
    empty_batch_has_no_outcomes,
    batch_answers_tell_of_their_items_only,
    batch_successes_hold_their_members,
    large_batches_are_applied,
    large_batches_keep_the_laws,
    created_ids_are_fresh,
    created_is_answered_as_sent,
    created_is_read_back,
    failed_create_changes_no_list,
    reads_are_pure,
    filter_keeps_what_matches,
    filtered_items_match,
    filters_never_enlarge,
    list_holds_each_once,
    list_items_equal_single_reads,
    page_count_covers_the_list,
    pages_fit_their_size,
    pages_have_a_default_size,
    pages_partition_the_list,
    deleted_is_gone,
    update_is_visible_at_once,
)

__all__ = ["LAWS"]
