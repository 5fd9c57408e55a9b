"""Flaws of the wire and of shapes."""

from typing import Final

from tests.support.servers.sessionm.flaw_rows import Row

WIRE: Final[tuple[Row, ...]] = (
    (
        "refusal_sent_as_html",
        "content type",
        "Answers with 401 call themselves HTML.",
    ),
    (
        "information_sent_as_text",
        "content type",
        "Information by permalink calls itself plain text.",
    ),
    (
        "status_twice_in_refused_opt_in",
        "no duplicate keys",
        "A refused opt-in has its status twice.",
    ),
    (
        "comma_after_last_of_many",
        "JSON is well formed",
        "An active list of three or more has a comma after its last campaign.",
    ),
    (
        "lists_sent_in_latin_1",
        "JSON is well formed",
        "A customer's list is encoded in Latin-1.",
    ),
    (
        "mark_before_created_campaign",
        "JSON is well formed",
        "The answer to a creation begins with a byte order mark.",
    ),
    (
        "long_answers_cut_off",
        "JSON is well formed",
        "Answers end after 6000 bytes.",
    ),
    (
        "percent_is_not_a_number",
        "R120, JSON is well formed",
        "The percent of a deal is sent as NaN.",
    ),
)

SHAPE: Final[tuple[Row, ...]] = (
    (
        "state_word_without_underscore",
        "R100",
        "A customer who has begun is inprogress.",
    ),
    (
        "second_version_spells_dates_with_zone",
        "R109",
        "The second version spells dates as a creation does.",
    ),
    (
        "number_is_text_by_permalink",
        "R130, R132, LS5",
        "Information by permalink has the campaign's id as a text.",
    ),
    (
        "no_behaviors_are_a_list",
        "R85",
        "A campaign without behaviors has an empty list in place of an empty map.",
    ),
    (
        "open_bound_is_empty_text",
        "R45",
        "An open end of the opt-in period is an empty text.",
    ),
    (
        "pages_have_a_message",
        "R77, LS24",
        "Full pages have a message, too.",
    ),
    (
        "last_tile_without_message",
        "R77, LS24",
        "Of three or more tiles the last one has no message.",
    ),
    (
        "goal_names_group_by_number",
        "R88, LS23",
        "A goal names its group by position.",
    ),
    (
        "last_behavior_without_external_id",
        "R84",
        "Of three or more behaviors the last one has no external id.",
    ),
    (
        "deal_dates_end_in_z",
        "R120, R122",
        "A deal's start has Z in place of its offset.",
    ),
    (
        "last_medium_of_unknown_kind",
        "R124, LS35",
        "The last medium of an offer has the content type 3.",
    ),
    (
        "second_text_names_root_offer",
        "R123, LS35",
        "The last text of an offer belongs to the offer's root.",
    ),
    (
        "template_always_promotion",
        "R36, LS9",
        "The template of a created campaign is promotion, whatever its type.",
    ),
    (
        "budget_is_text_in_list",
        "R40, R129",
        "The active list has the total budget as a text.",
    ),
    (
        "empty_page_says_no_pages",
        "R108",
        "A page without campaigns says that there are 0 pages.",
    ),
    (
        "payload_same_for_everybody",
        "R78, LS26",
        "The URL of a page is the same for all customers.",
    ),
)
