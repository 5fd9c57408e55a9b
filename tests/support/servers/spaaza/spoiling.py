"""The last step: a finished answer goes to the wire, spoilt in shape or in bytes if so wanted."""

from collections.abc import Callable, Collection
from json import dumps
from typing import Final

from tests.support.servers.kernel import Answer
from tests.support.servers.spaaza.answers import Facts, Reply
from tests.support.servers.spaaza.codes import OF_ACCESS

Spoil = Callable[[Reply, Facts], None]


def sent(reply: Reply, facts: Facts, flaws: Collection[str]) -> Answer:
    """Returns the answer as it is sent."""
    for flaw, spoil in (SHAPES | WIRES).items():
        if flaw in flaws:
            spoil(reply, facts)
    body = reply.body if reply.wire is None else reply.wire
    return Answer(reply.status, body, tuple(reply.headers.items()), reply.content_type)


def behaviour(facts: Facts) -> str | None:
    """Returns the behaviour of the campaign that was interacted with."""
    if facts.outcome is None or facts.campaign is None:
        return None
    return facts.campaign.behaviour


def text(reply: Reply) -> str:
    """Returns the body as JSON text."""
    return dumps(reply.body, ensure_ascii=False)


def success_is_text(reply: Reply, facts: Facts) -> None:
    """Independent campaigns say success in a text."""
    if behaviour(facts) == "independent" and reply.status == 200:
        reply.body["results"]["success"] = str(reply.body["results"]["success"]).lower()


def closed_campaign_has_results(reply: Reply, facts: Facts) -> None:
    """A campaign that is not active still has results."""
    if facts.code == 449:
        reply.body["results"] = {"success": True, "result_type": "interact-campaign"}


def draw_tells_reward(reply: Reply, facts: Facts) -> None:
    """A draw tells what was drawn."""
    rewards = facts.outcome.rewards if facts.outcome is not None else ()
    if behaviour(facts) == "random_draw" and rewards:
        reply.body["results"]["reward"] = rewards[0]


def call_name_for_admins(reply: Reply, facts: Facts) -> None:
    """The vendor's other name of the call is sent."""
    if facts.kind == "admin" and facts.outcome is not None:
        reply.body["results"]["result_type"] = "interaction-campaign"


def access_code_is_text(reply: Reply, facts: Facts) -> None:
    """The code of a refused caller is a text."""
    if facts.code in OF_ACCESS:
        reply.body["errors"][0]["code"] = str(facts.code)


def warnings_by_code(reply: Reply, facts: Facts) -> None:
    """The warnings are a map, once the reward is redeemed."""
    if facts.outcome is not None and facts.outcome.warned:
        warnings = reply.body["warnings"]
        reply.body["warnings"] = {str(warning["code"]): warning for warning in warnings}


def not_found_says_ok(reply: Reply, facts: Facts) -> None:
    """What is not found is a success by its result."""
    if facts.code in (246, 270):
        reply.body["result"] |= {"code": 1, "status": "ok"}


def mismatch_misspelt(reply: Reply, facts: Facts) -> None:
    """One code has the wrong name."""
    if facts.code == 416:
        reply.body["errors"]["416"]["name"] = "multiple_parameters_mismatch"


def bad_campaign_shows_trace(reply: Reply, facts: Facts) -> None:
    """What is no campaign id shows where the server stumbled."""
    if facts.code == 247:
        reply.body["errors"]["247"]["extrainfo"] = (
            "Traceback (most recent call last):\n"
            '  File "/srv/api/params.py", line 96, in campaign_id\n'
            "ValueError: invalid literal for int() with base 10"
        )


def unknown_campaign_shows_query(reply: Reply, facts: Facts) -> None:
    """A campaign that is not found shows how it was looked for."""
    if facts.code == 246:
        reply.body["errors"]["246"]["extrainfo"] = (
            "SELECT * FROM myprice.campaign WHERE id = $1; psycopg2.errors.NoData at db-3.internal"
        )


def warning_is_html(reply: Reply, facts: Facts) -> None:
    """An answer with the warning is called HTML."""
    if facts.outcome is not None and facts.outcome.warned:
        reply.content_type = "text/html; charset=utf-8"


def type_left_out(reply: Reply, facts: Facts) -> None:
    """Refusals of status 500 have no content type."""
    if facts.code in (68, 228, 238):
        reply.content_type = None


def result_twice(reply: Reply, facts: Facts) -> None:
    """The member result comes twice."""
    if behaviour(facts) == "independent":
        reply.wire = ('{"result": {"code": 1, "status": "ok"}, ' + text(reply)[1:]).encode()


def latin_1(reply: Reply, facts: Facts) -> None:
    """Letters with accents are not in UTF-8."""
    if facts.code in (270, 405):
        reply.wire = text(reply).encode("latin-1")


def last_brace_missing(reply: Reply, facts: Facts) -> None:
    """The body is cut off under a user session."""
    if facts.kind == "user" and facts.outcome is not None:
        reply.wire = text(reply).encode()[:-1]


def comma_after_last(reply: Reply, facts: Facts) -> None:
    """The list of errors ends in a comma."""
    if facts.code in OF_ACCESS:
        reply.wire = text(reply).replace("}]", "},]").encode()


def allow_left_out(reply: Reply, facts: Facts) -> None:
    """A wrong method is not told the right one."""
    if reply.status == 405 and facts.code is None:
        del reply.headers["Allow"]


def independent_is_201(reply: Reply, facts: Facts) -> None:
    """Independent rewards are answered as if something was created."""
    if behaviour(facts) == "independent":
        reply.status = 201


SHAPES: Final[dict[str, Spoil]] = {
    spoil.__name__: spoil
    for spoil in (
        success_is_text,
        closed_campaign_has_results,
        draw_tells_reward,
        call_name_for_admins,
        access_code_is_text,
        warnings_by_code,
        not_found_says_ok,
        mismatch_misspelt,
        bad_campaign_shows_trace,
        unknown_campaign_shows_query,
        independent_is_201,
    )
}
"""What is done to the tree, by id of the flaw."""
WIRES: Final[dict[str, Spoil]] = {
    spoil.__name__: spoil
    for spoil in (
        warning_is_html,
        type_left_out,
        result_twice,
        latin_1,
        last_brace_missing,
        comma_after_last,
        allow_left_out,
    )
}
"""What is done to the bytes and headers, by id of the flaw."""
