"""Puts the records of our mock so that its work is that of the others: a search finds one."""

from typing import Final

from bench.peers.asking import Answer, ask
from bench.peers.work import CAMPAIGNS, OTHER, OWNER, SEARCH, UPDATED
from specs.values import Json, Record

_NOBODY: Final = "23456"
"""An advertiser of the Criteo seed whose campaigns nobody searches."""
STATE: Final = "/_mock/state/criteo"
_SEVEN: Final = 7


class Unsettled(RuntimeError):
    """The mock did not take its records."""

    def __init__(self, what: str, answer: Answer) -> None:
        super().__init__(f"{what} was answered {answer.status}: {answer.text[:300]}")
        self.answer = answer


def settle_common(url: str) -> None:
    """Drops what the mock made up beside the one written campaign.

    Args:
        url: Where it serves the common file.

    Raises:
        Unsettled: It would not.
    """
    found = ask(url, SEARCH.method, SEARCH.path, SEARCH.body)
    if found.status != 200:
        raise Unsettled("a search", found)
    for campaign in found.body["data"]:
        if campaign["id"] != UPDATED[0]:
            dropped = ask(url, "DELETE", f"{CAMPAIGNS}/{campaign['id']}")
            if dropped.status != 204:
                raise Unsettled("a deletion", dropped)


def settle_criteo(url: str) -> None:
    """Gives one advertiser one campaign and another one seven.

    Args:
        url: Where the bundled API is served.

    Raises:
        Unsettled: It would not.
    """
    told = ask(url, "GET", STATE)
    if told.status != 200:
        raise Unsettled("the state", told)
    replaced = ask(url, "PUT", STATE, dealt(told.body))
    if replaced.status != 204:
        raise Unsettled("the new state", replaced)


def dealt(state: Record) -> Record:
    """Returns the records with each campaign at the advertiser that the common work expects."""
    campaigns = state["campaign"]
    others = [id_ for id_ in campaigns if id_ not in UPDATED]
    owners = {UPDATED[0]: OWNER, UPDATED[1]: OTHER}
    owners |= dict.fromkeys(others[: _SEVEN - 1], OTHER)
    owners |= dict.fromkeys(others[_SEVEN - 1 :], _NOBODY)
    return state | {"campaign": {id_: _owned(campaigns[id_], owners[id_]) for id_ in campaigns}}


def _owned(campaign: Record, owner: str) -> Json:
    return {**campaign, "attributes": {**campaign["attributes"], "advertiserId": owner}}
