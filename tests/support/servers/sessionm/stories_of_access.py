"""Stories of callers who may not, and of requests that nobody should send."""

from typing import Final

from tests.support.servers.sessionm import seed
from tests.support.servers.sessionm.story_steps import (
    ANNA,
    INFO,
    LINK,
    LIST,
    ONE,
    OPEN,
    OTHER,
    PAGES,
    TOKEN,
    V1,
    V2,
    Request,
    Step,
    progress,
)

SAME_BY_BEARER: Final = (
    "Bearer NGYxYzlhN2JlMmQwODM2YTVjNDFmMGU5N2IyZDZhODg0M2M1ZTFmMDprNzpGYXJuLXVuZC1Nb29z"
)
UNKNOWN: Final = f"{V1}{ANNA}/external/campaigns/nothing/progress"
BY_LINK: Final = f"external/campaigns/{seed.PERMALINK}"

STORIES: Final[dict[str, tuple[Step, ...]]] = {
    "second_version_ignores_secret": (Request(PAGES, secret="wrong"),),
    "empty_secret_accepted": (Request(INFO, secret=""),),
    "any_application_reads_information": (Request(INFO, **OTHER),),
    "information_by_permalink_is_open": (Request(f"{LINK}/info", user=None),),
    "word_of_scheme_not_read": (Request(INFO, headers={"authorization": SAME_BY_BEARER}),),
    "unknown_token_served": (f"{OPEN}/campaigns?auth_token=nobodys",),
    "token_of_any_application_accepted": (
        f"{OPEN}/{BY_LINK}/progress?auth_token={seed.OTHER_TOKEN}",
    ),
    "refused_list_shows_campaigns": (Request(LIST, secret="wrong"),),
    "foreign_campaign_told": (
        Request(f"/priv/v1/apps/{seed.OTHER_KEY}/campaigns/{seed.LIVE}/info", **OTHER),
    ),
    "foreign_progress_by_permalink": (
        Request(f"/priv/v1/apps/{seed.OTHER_KEY}{ANNA}/{BY_LINK}/progress", **OTHER),
    ),
    "unknown_customer_has_empty_list": (f"{V1}/users/nobody/campaigns",),
    "unknown_customer_is_unknown_campaign": (progress(seed.LIVE, "/users/nobody"),),
    "unknown_information_is_404": (f"{V1}/campaigns/99/info",),
    "unknown_key_is_404": ("/priv/v1/apps/nokey/campaigns/99/info",),
    "ineligible_campaign_shown_alone": (f"{V2}/users/{seed.BERT}/campaigns/{seed.TARGETED}",),
    "ineligible_campaign_is_404": (f"{V2}/users/{seed.BERT}/campaigns/{seed.TARGETED}",),
    "wrong_secret_is_403": (Request(INFO, secret="wrong"),),
    "delete_answered_ok": (Request(INFO, "DELETE"),),
    "crash_on_large_number": (f"{V1}/campaigns/9007199254740991/info",),
    "crash_on_letters_for_number": (progress("abc"),),
    "crash_on_unknown_permalink": (UNKNOWN,),
    "sql_error_on_quote": (UNKNOWN.replace("nothing", "it%27s"),),
    "crash_on_broken_credentials": (Request(INFO, headers={"authorization": "Basic ???"}),),
    "crash_on_lost_customer": (
        f"{OPEN}/campaigns/{seed.LIVE}/progress?auth_token=v2--Lost%2FAnd%2BGone%3D",
    ),
    "crash_on_odd_page": (f"{PAGES}?page=0",),
    "far_pages_never_come": (f"{PAGES}?page=100000",),
    "two_filters_never_come": (f"{PAGES}?filters[]=eligible&filters[]=ineligible",),
    "refusal_sent_as_html": (f"{OPEN}/campaigns", f"{OPEN}/campaigns?{TOKEN}"),
    "information_sent_as_text": (f"{LINK}/info", ONE),
}
