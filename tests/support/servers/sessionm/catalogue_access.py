"""Flaws of access, of statuses and codes, and of robustness."""

from typing import Final

from tests.support.servers.sessionm.flaw_rows import Row

AUTH: Final[tuple[Row, ...]] = (
    (
        "second_version_ignores_secret",
        "R22, R23, LS2, credentials are checked",
        "The second version accepts any secret with a known key.",
    ),
    (
        "creation_ignores_secret",
        "R22, R23, LS2, credentials are checked",
        "Campaigns can be created with any secret.",
    ),
    (
        "empty_secret_accepted",
        "R23, LS2, credentials are checked",
        "A known key with an empty secret is let in.",
    ),
    (
        "any_application_reads_information",
        "R23, LS2",
        "The credentials of another application open the campaign information.",
    ),
    (
        "information_by_permalink_is_open",
        "R22, LS2, credentials are checked",
        "Campaign information by permalink needs no credentials.",
    ),
    (
        "word_of_scheme_not_read",
        "LS2, O-S5, credentials are checked",
        "Key and secret are accepted under any scheme, such as Bearer.",
    ),
    (
        "unknown_token_served",
        "R72, LS2, credentials are checked",
        "The anonymous list accepts any token.",
    ),
    (
        "token_of_any_application_accepted",
        "R72, LS2",
        "Anonymous progress by permalink accepts another application's token.",
    ),
    (
        "refused_list_shows_campaigns",
        "LS1, LS2, error answers carry no success data",
        "A customer's list is refused with 401, and with the campaigns in the answer.",
    ),
    (
        "opt_in_before_credentials",
        "R22, LS2, failed write changes nothing",
        "An opt-in without credentials is refused, but done.",
    ),
    (
        "foreign_campaign_told",
        "R23, R91",
        "Campaign information by id finds the campaigns of all applications.",
    ),
    (
        "foreign_progress_by_permalink",
        "R23, R102",
        "Progress by permalink finds the campaigns of all applications.",
    ),
)

CODES: Final[tuple[Row, ...]] = (
    (
        "unknown_customer_has_empty_list",
        "R92",
        "The list of an unknown customer is empty instead of an error.",
    ),
    (
        "unknown_customer_is_unknown_campaign",
        "R16, O-S2",
        "Progress of an unknown customer is answered with no_campaign_found.",
    ),
    (
        "unknown_information_is_404",
        "R51, R91",
        "Information on an unknown campaign is answered with 404.",
    ),
    (
        "unknown_key_is_404",
        "R93",
        "An unknown API key is answered with 404 not_found.",
    ),
    (
        "opt_in_window_codes_swapped",
        "R64, R65, LS16",
        "Too early and too late have each other's code.",
    ),
    (
        "limit_reached_is_opt_in_error",
        "R66",
        "A full campaign is answered with opt_in_error.",
    ),
    (
        "ineligible_is_opt_in_error",
        "R63",
        "A customer who does not qualify is answered with opt_in_error.",
    ),
    (
        "missing_end_is_validation",
        "R32, R54",
        "A creation that lacks ends_at alone is answered with validation.",
    ),
    (
        "unknown_attribute_accepted",
        "R53",
        "A creation with an unknown attribute is carried out.",
    ),
    (
        "unknown_attribute_is_validation",
        "R53",
        "A creation with an unknown attribute is answered with validation.",
    ),
    (
        "missing_parent_not_noticed",
        "R55",
        "An application whose parent is gone can create campaigns.",
    ),
    (
        "bad_date_is_argument_error",
        "R57",
        "A date that is none is answered with argument_error.",
    ),
    (
        "duplicate_is_missing_data",
        "R26, R57",
        "A name that is taken is answered with missing_data.",
    ),
    (
        "refusal_says_ok",
        "R51, LS1",
        "A creation refused for its name says ok and has errors.",
    ),
    (
        "ineligible_campaign_shown_alone",
        "R112",
        "One campaign is shown to a customer who does not qualify, without any filter.",
    ),
    (
        "ineligible_campaign_is_404",
        "R112, O-S2",
        "One campaign that the filter hides is answered with 404 not_found.",
    ),
    (
        "wrong_secret_is_403",
        "O-S1, O-S2",
        "A wrong secret is answered with 403.",
    ),
    (
        "delete_answered_ok",
        "undocumented methods are refused",
        "DELETE on campaign information is answered with ok.",
    ),
    (
        "head_opts_in",
        "undocumented methods are refused",
        "HEAD on an opt-in opts the customer in.",
    ),
    (
        "progress_answers_post",
        "undocumented methods are refused",
        "POST on a customer's progress is answered like GET.",
    ),
)

ROBUSTNESS: Final[tuple[Row, ...]] = (
    (
        "crash_on_odd_campaign",
        "R24, no 5xx on hostile input",
        "A creation whose campaign is a text or a list is answered with 500.",
    ),
    (
        "crash_on_null_member",
        "R54, no 5xx on hostile input",
        "A creation with null for a required member is answered with 500.",
    ),
    (
        "crash_on_long_name",
        "R57, no 5xx on hostile input",
        "A name of more than 200 characters is answered with 500.",
    ),
    (
        "crash_on_four_byte_signs",
        "R25, no 5xx on hostile input",
        "A name with an emoji is answered with 500.",
    ),
    (
        "stack_trace_on_bad_json",
        "no stack trace or server internals",
        "A body that is no JSON is answered with a stack trace.",
    ),
    (
        "crash_on_large_number",
        "R102, no 5xx on hostile input",
        "A campaign id beyond 32 bits is answered with 500.",
    ),
    (
        "crash_on_letters_for_number",
        "R102, no 5xx on hostile input",
        "Letters for a campaign id are answered with 500.",
    ),
    (
        "crash_on_unknown_permalink",
        "R102, R91, no 5xx on hostile input",
        "A permalink that no campaign has is answered with 500.",
    ),
    (
        "sql_error_on_quote",
        "R97, no stack trace or server internals",
        "A quote in a permalink is answered with 500 and words of the database.",
    ),
    (
        "crash_on_broken_credentials",
        "LS2, no 5xx on hostile input",
        "Basic credentials that are no base64 are answered with 500.",
    ),
    (
        "crash_on_lost_customer",
        "R72, O-S2, no 5xx on hostile input",
        "A token whose customer is gone is answered with 500.",
    ),
    (
        "crash_on_odd_page",
        "R107, no 5xx on hostile input",
        "A page that is zero or no number is answered with 500.",
    ),
    (
        "far_pages_never_come",
        "R107, answers in time",
        "Pages beyond the thousandth are never answered.",
    ),
    (
        "two_filters_never_come",
        "R105, answers in time",
        "A list with two different filters is never answered.",
    ),
)
