"""Stories of what is shown, and how it is spelled."""

from typing import Final

from tests.support.servers.sessionm import seed
from tests.support.servers.sessionm.story_steps import (
    LINK,
    LIST,
    ONE,
    PAGES,
    V2,
    Step,
    join,
)

BERTS: Final = f"{V2}/users/{seed.BERT}"
OFFERS: Final = f"{ONE}?sections[]=offers"
TWICE: Final = f"{ONE}?sections[]=behaviors&sections[]=progress"

STORIES: Final[dict[str, tuple[Step, ...]]] = {
    "all_means_eligible": (f"{BERTS}/campaigns?filters[]=all&page_size=100",),
    "two_filters_let_nothing_through": (
        f"{BERTS}/campaigns?filters[]=eligible&filters[]=ineligible",
    ),
    "default_page_one_short": (PAGES,),
    "later_pages_begin_one_late": (f"{PAGES}?page=2&page_size=5",),
    "pages_count_what_passes": (f"{PAGES}?filters[]=ineligible&page_size=5",),
    "flat_answer_always_qualified": (f"{BERTS}/external/campaigns/loyal-circle?filters[]=all",),
    "tile_view_counts_as_event": (f"{ONE}?creatives[]=tile", f"{ONE}?sections[]=behaviors"),
    "two_sections_hide_opted_in": (join(seed.LIVE), TWICE),
    "repeated_sections_read_last_only": (TWICE,),
    "joined_sections_read_first_only": (f"{ONE}?sections[]=behaviors,progress",),
    "offers_come_with_behaviors": (f"{ONE}?sections[]=behaviors",),
    "blank_creatives_show_all": (f"{ONE}?creatives[]=",),
    "tile_hidden_beside_promotion": (f"{ONE}?creatives[]=tile&creatives[]=promotion",),
    "second_version_spells_dates_with_zone": (ONE,),
    "number_is_text_by_permalink": (f"{LINK}/info",),
    "no_behaviors_are_a_list": (LIST,),
    "pages_have_a_message": (LIST,),
    "last_tile_without_message": (LIST,),
    "deal_dates_end_in_z": (OFFERS,),
    "last_medium_of_unknown_kind": (OFFERS,),
    "second_text_names_root_offer": (OFFERS,),
    "percent_is_not_a_number": (OFFERS,),
    "empty_page_says_no_pages": (f"{PAGES}?page=90",),
    "payload_same_for_everybody": (LIST,),
    "lists_sent_in_latin_1": (LIST,),
    "long_answers_cut_off": (LIST,),
}
