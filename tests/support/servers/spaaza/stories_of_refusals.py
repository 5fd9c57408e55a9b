"""Stories of flaws of access, of status and code, of wire, robustness and shape."""

from typing import Final

from tests.support.servers.spaaza.callers import APP, USER_ID
from tests.support.servers.spaaza.roles import ROLES
from tests.support.servers.spaaza.stories import (
    COSTLY,
    DRAW,
    EACH,
    OWN_MEMBER,
    OWN_POINT,
    STATE,
    Step,
    admin,
    bare,
    call,
    credentials,
    ledger,
    token,
    user,
)

INACTIVE: Final = "campaign.inactive"
SOLD_OUT: Final = "campaign.exhausted"
ABROAD: Final = "campaign.elsewhere"
SECRET: Final = ROLES["caller.default"]["PrivilegedToken"]["token"]
OWN: Final = ROLES["user.own"]
NOBODY: Final = "4040404040"
NOWHERE: Final = "404404"
REDEEMED: Final = token(DRAW, user_id="user.redeemed")
SCOPE: Final = "caller.other_chain_token"

AUTH: Final[dict[str, tuple[Step, ...]]] = {
    "session_outlives_its_end": (user(DRAW, "caller.expired_user"),),
    "key_of_anyone_accepted": (
        bare(
            DRAW, credentials("caller.user") | {USER_ID: ROLES["user.other"], APP: ROLES["app.own"]}
        ),
    ),
    "key_left_out_accepted": (bare(DRAW, {USER_ID: OWN, APP: ROLES["app.own"]}),),
    "app_header_opens": (bare(DRAW, {APP: ROLES["app.own"]}, user_id=OWN),),
    "any_scheme_accepted": (bare(DRAW, {"authorization": f"Basic {SECRET}"}, user_id=OWN),),
    "secret_compared_by_prefix": (
        bare(DRAW, {"authorization": f"Bearer {SECRET[:-1]}"}, user_id=OWN),
    ),
    "inactive_token_works_with_chain": (
        token(DRAW, "caller.inactive_token", chain_id="chain.own"),
    ),
    "odd_login_accepted": (user(DRAW, "caller.odd_method"),),
    "one_chain_opens_all": (admin(ABROAD, chain_id="chain.elsewhere", user_id="user.elsewhere"),),
    "admin_rights_checked_for_user_id_only": (
        admin(DRAW, "caller.blind_admin", member_number=OWN_MEMBER),
    ),
    "scope_checked_for_user_id_only": (
        token(DRAW, SCOPE, authentication_point_identifier=OWN_POINT),
    ),
    "member_number_overrides_session": (
        user(DRAW, "caller.other_user", member_number=OWN_MEMBER),
        ledger(),
    ),
}
STATUS: Final[dict[str, tuple[Step, ...]]] = {
    "bad_session_is_403": (user(DRAW, "caller.expired_user"),),
    "unreadable_chain_is_403": (admin(DRAW, "caller.blind_admin"),),
    "bad_user_id_is_parameter_invalid": (admin(DRAW, user_id="abc"),),
    "unknown_chain_is_404": (token(DRAW, chain_id=NOWHERE),),
    "odd_login_is_400": (user(DRAW, "caller.odd_method"),),
    "unknown_app_is_404": (user(DRAW, app="nowhere.example"),),
    "unknown_campaign_is_400_in_sessions": (user(NOWHERE),),
    "bad_authorization_is_401": (bare(DRAW, {"authorization": "Bearer nothing"}, user_id=OWN),),
    "bad_token_is_400": (bare(DRAW, {"authorization": f"Bearer x{SECRET}"}, user_id=OWN),),
    "nobody_named_is_400_for_admins": (
        bare(DRAW, credentials("caller.admin"), chain_id="chain.own"),
    ),
    "unknown_member_is_400": (token(DRAW, member_number="nobody"),),
    "mismatch_is_http_405": (token(ABROAD),),
    "bad_parameter_is_422": (token(DRAW, chain_id="abc"),),
    "out_of_scope_is_403": (token(DRAW, SCOPE),),
    "switched_off_is_not_found": (token(INACTIVE),),
    "sold_out_is_http_200": (token(SOLD_OUT),),
    "sold_out_is_not_active": (token(SOLD_OUT),),
    "too_few_points_is_402": (token(COSTLY),),
    "missing_campaign_is_247": (token(None),),
    "campaign_id_cast": (token(f"{ROLES[DRAW]}abc"),),
    "user_id_cast": (token(DRAW, user_id=f"{OWN}x"),),
    "eleven_digits_looked_up": (token(DRAW, user_id="12345678901"),),
    "ten_digits_refused": (token(DRAW, user_id=NOBODY),),
    "second_identifier_ignored": (
        token(DRAW, member_number=OWN_MEMBER, authentication_point_identifier=OWN_POINT),
    ),
    "chain_id_read_for_admins_only": (token(DRAW, chain_id="abc"),),
    "stray_app_is_mismatch": (user(DRAW, app="app.without_entity"),),
    "chain_replaces_app": (user(DRAW, app="", chain_id="chain.own"),),
    "app_header_read_for_tokens": (
        bare(DRAW, credentials("caller.default") | {APP: "nowhere.example"}, user_id=OWN),
    ),
    "campaign_chain_unchecked_in_sessions": (user(ABROAD),),
    "user_chain_unchecked_for_admins": (admin(DRAW, user_id="user.elsewhere"),),
    "chain_optional_for_admins": (bare(DRAW, credentials("caller.admin"), user_id=OWN),),
    "internal_context_open_to_admins": (admin("campaign.internal"),),
    "expired_campaign_open_in_sessions": (user("campaign.expired"),),
    "redeemed_is_an_error": (REDEEMED,),
    "post_served": (token(DRAW, method="POST"),),
    "independent_is_201": (token(EACH),),
}
WIRE: Final[dict[str, tuple[Step, ...]]] = {
    "warning_is_html": (REDEEMED,),
    "type_left_out": (admin(DRAW, "caller.blind_admin"),),
    "result_twice": (token(EACH),),
    "latin_1": (token(DRAW, user_id=NOBODY),),
    "last_brace_missing": (user(DRAW),),
    "comma_after_last": (bare(DRAW, {}, user_id=OWN),),
    "allow_left_out": (token(DRAW, method="PUT"),),
}
ROBUSTNESS: Final[dict[str, tuple[Step, ...]]] = {
    "repeated_campaign_crashes": (
        Step(
            query=(("campaign_id", "12"), ("campaign_id", "13"), ("user_id", OWN)),
            headers=credentials("caller.default"),
        ),
    ),
    "long_campaign_id_crashes": (token("9" * 19),),
    "quote_in_member_number_crashes": (token(DRAW, member_number="O'Hara"),),
    "wide_characters_crash": (token(DRAW, member_number="\U0001f36a"),),
    "control_characters_crash": (token(DRAW, member_number="a\x00b"),),
    "long_identifier_hangs": (token(DRAW, authentication_point_identifier="n" * 300),),
    "bare_bearer_crashes": (bare(DRAW, {"authorization": "Bearer"}, user_id=OWN),),
    "delete_crashes": (token(DRAW, method="DELETE"),),
    "bad_campaign_shows_trace": (token("abc"),),
    "unknown_campaign_shows_query": (token(NOWHERE),),
}
SHAPE: Final[dict[str, tuple[Step, ...]]] = {
    "success_is_text": (token(EACH),),
    "closed_campaign_has_results": (token(INACTIVE),),
    "draw_tells_reward": (token(DRAW),),
    "call_name_for_admins": (admin(DRAW),),
    "access_code_is_text": (call(DRAW, {"user_id": OWN}, {}),),
    "warnings_by_code": (REDEEMED,),
    "not_found_says_ok": (token(NOWHERE),),
    "mismatch_misspelt": (token(DRAW, user_id=OWN, member_number=OWN_MEMBER),),
}
STORIES: Final = STATE | AUTH | STATUS | WIRE | ROBUSTNESS | SHAPE
"""By id of the flaw."""
