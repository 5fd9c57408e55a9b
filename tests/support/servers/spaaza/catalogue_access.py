"""Flaws of access, wire, robustness and shape: id, what it breaks, what the server does."""

from typing import Final

from tests.support.servers.spaaza.catalogue_state import Row

AUTH: Final[tuple[Row, ...]] = (
    (
        "session_outlives_its_end",
        "R183, R191",
        "A session is good for seven days after its end.",
    ),
    ("key_of_anyone_accepted", "R183, R191", "A user's session key is good for any user id."),
    ("key_left_out_accepted", "R175, R191", "A user id without a session key is enough."),
    (
        "app_header_opens",
        "R175, credentials are checked",
        "Without any credentials, a known app and a user_id are enough.",
    ),
    ("any_scheme_accepted", "R201", "An access token is taken under any scheme, such as Basic."),
    ("secret_compared_by_prefix", "R202", "The beginning of a token's secret is enough."),
    (
        "inactive_token_works_with_chain",
        "R202",
        "An inactive token is good if chain_id is sent.",
    ),
    ("odd_login_accepted", "R195", "The method by which a session was made is not checked."),
    ("one_chain_opens_all", "R185, R192", "An admin who may read one chain may read all."),
    (
        "admin_rights_checked_for_user_id_only",
        "R185, R192",
        "An admin's rights are not checked if the user is named by another identifier.",
    ),
    (
        "scope_checked_for_user_id_only",
        "R209",
        "A token's scope is not checked if the user is named by another identifier.",
    ),
    (
        "member_number_overrides_session",
        "R184, R209",
        "Under a user session the member number of someone else is served, for that one.",
    ),
)

WIRE: Final[tuple[Row, ...]] = (
    ("warning_is_html", "R174, content type", "An answer with the warning is called text/html."),
    ("type_left_out", "R174, content type", "Codes of status 500 come without a content type."),
    (
        "result_twice",
        "R174, no duplicate keys",
        "Answers of independent campaigns have the member result twice.",
    ),
    (
        "latin_1",
        "R174, JSON is well formed",
        "Sentences with accents, of 270 and 405, are not in UTF-8.",
    ),
    (
        "last_brace_missing",
        "R174, JSON is well formed",
        "Under a user session a success lacks its last character.",
    ),
    (
        "comma_after_last",
        "R174, JSON is well formed",
        "The list of errors of a refused caller ends in a comma.",
    ),
    (
        "allow_left_out",
        "R173, undocumented methods are refused",
        "HTTP 405 comes without the header Allow.",
    ),
)

ROBUSTNESS: Final[tuple[Row, ...]] = (
    (
        "repeated_campaign_crashes",
        "R207, no 5xx on hostile input",
        "A repeated campaign_id ends in a stack trace.",
    ),
    (
        "long_campaign_id_crashes",
        "R198, no 5xx on hostile input",
        "A campaign_id of nineteen digits or more ends in an undocumented 500.",
    ),
    (
        "quote_in_member_number_crashes",
        "R205, no 5xx on hostile input",
        "An apostrophe in the member number ends in a database error.",
    ),
    (
        "wide_characters_crash",
        "R205, no 5xx on hostile input",
        "A character outside the basic plane ends in an undocumented 500.",
    ),
    (
        "control_characters_crash",
        "R205, no 5xx on hostile input",
        "A control character in a parameter ends in an undocumented 500.",
    ),
    (
        "long_identifier_hangs",
        "R205, answers in time",
        "A third-party name of more than 255 characters is never answered.",
    ),
    (
        "bare_bearer_crashes",
        "R201, no 5xx on hostile input",
        "An Authorization header of one word ends in a stack trace.",
    ),
    (
        "delete_crashes",
        "R173, no 5xx on hostile input",
        "DELETE, PUT and PATCH end in a stack trace.",
    ),
    (
        "bad_campaign_shows_trace",
        "R199, no stack trace or server internals",
        "The error 247 shows a stack trace.",
    ),
    (
        "unknown_campaign_shows_query",
        "R198, no stack trace or server internals",
        "The error 246 shows a database query.",
    ),
)

SHAPE: Final[tuple[Row, ...]] = (
    ("success_is_text", "R170, R177", "Independent campaigns say success in a text."),
    (
        "closed_campaign_has_results",
        "R210, error answers carry no success data",
        "The error 449 comes with results of a success.",
    ),
    ("draw_tells_reward", "R177, LP7", "A draw tells which reward was drawn."),
    (
        "call_name_for_admins",
        "R170",
        "Under an admin session result_type is the vendor's other name of the call.",
    ),
    ("access_code_is_text", "R191, R202", "The number of an error of access is a text."),
    ("warnings_by_code", "R182", "With the warning, warnings are a map instead of a list."),
    ("not_found_says_ok", "R198, R205, LP1", "The errors 246 and 270 say code 1 and ok."),
    ("mismatch_misspelt", "R207, LP1", "The error 416 has a name of its own."),
)
