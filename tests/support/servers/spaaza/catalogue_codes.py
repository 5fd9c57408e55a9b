"""Flaws of status and code: id, what it breaks, what the server does."""

from typing import Final

from tests.support.servers.spaaza.catalogue_state import Row

STATUS: Final[tuple[Row, ...]] = (
    ("bad_session_is_403", "R191, LP1", "A session that is no good is refused with 403."),
    ("unreadable_chain_is_403", "R192, LP1", "Code 68 comes with 403."),
    (
        "bad_user_id_is_parameter_invalid",
        "R193",
        "Under an admin session a malformed user_id is 419.",
    ),
    ("unknown_chain_is_404", "R194, LP1", "Code 217 comes with 404."),
    ("odd_login_is_400", "R195, LP1", "Code 228 comes with 400."),
    ("unknown_app_is_404", "R196, LP1", "Code 238 comes with 404."),
    (
        "unknown_campaign_is_400_in_sessions",
        "R198, LP1",
        "Under a user session code 246 comes with 400.",
    ),
    ("bad_authorization_is_401", "R201, LP1", "Code 265 comes with 401."),
    ("bad_token_is_400", "R202, LP1", "Code 266 comes with 400."),
    (
        "nobody_named_is_400_for_admins",
        "R203, LP1",
        "Under an admin session code 267 comes with 400.",
    ),
    (
        "unknown_member_is_400",
        "R205, LP1",
        "Code 270 comes with 400 if the user is named by another identifier than user_id.",
    ),
    ("mismatch_is_http_405", "R206, LP1", "Code 405 comes with HTTP status 405."),
    ("bad_parameter_is_422", "R208, LP1", "Code 419 comes with 422."),
    ("out_of_scope_is_403", "R209, LP1", "Code 424 comes with 403 to access tokens."),
    (
        "switched_off_is_not_found",
        "R210, LP1",
        "A campaign that is switched off is refused as not found, 246.",
    ),
    ("sold_out_is_http_200", "R211, LP1", "Code 450 as an error comes with 200."),
    ("sold_out_is_not_active", "R211", "A campaign without any reward left is refused with 449."),
    ("too_few_points_is_402", "R212, LP1", "Code 451 comes with 402."),
    ("missing_campaign_is_247", "R197", "A call without campaign_id is refused with 247."),
    (
        "campaign_id_cast",
        "R199",
        "A campaign_id that begins with digits counts as the number they make.",
    ),
    ("user_id_cast", "R193", "A user_id that begins with digits counts as the number they make."),
    (
        "eleven_digits_looked_up",
        "R193",
        "A user_id of more than ten digits is looked up, and is 270.",
    ),
    ("ten_digits_refused", "R193, R205", "A user_id of ten digits is refused with 154."),
    (
        "second_identifier_ignored",
        "R207",
        "Of a member number and a third-party name sent together only the first counts.",
    ),
    (
        "chain_id_read_for_admins_only",
        "R208",
        "A malformed chain_id is refused under an admin session only.",
    ),
    ("stray_app_is_mismatch", "R200", "An app without an entity is refused with 405."),
    (
        "chain_replaces_app",
        "R190, R204, LP12",
        "A user session that sends chain_id needs no app header.",
    ),
    (
        "app_header_read_for_tokens",
        "R190, LP12",
        "An unknown app is refused under an admin session or a token too.",
    ),
    (
        "campaign_chain_unchecked_in_sessions",
        "R206",
        "Under a user session the campaign may be of another chain.",
    ),
    (
        "user_chain_unchecked_for_admins",
        "R206, R185",
        "Under an admin session the user may be of another chain.",
    ),
    ("chain_optional_for_admins", "R188, LP13", "An admin session may leave chain_id out."),
    (
        "internal_context_open_to_admins",
        "R181, LP6",
        "Under an admin session a campaign of context internal is served.",
    ),
    (
        "expired_campaign_open_in_sessions",
        "R210, LP15",
        "Under a user session a campaign whose last day is over is served.",
    ),
    (
        "redeemed_is_an_error",
        "R182, LP8",
        "Who has redeemed the reward gets 450 as an error instead of the warning.",
    ),
    (
        "post_served",
        "R173, LP16, undocumented methods are refused",
        "A POST is served like a GET.",
    ),
    ("independent_is_201", "R170, LP1", "Independent campaigns answer 201."),
)
