"""Who is calling: key and secret, or the token of an anonymous customer."""

import re
from base64 import b64decode
from dataclasses import dataclass
from typing import Final

from tests.support.servers.kernel import Answer, Received
from tests.support.servers.sessionm.answers import crash, error
from tests.support.servers.sessionm.model import Application, Customer
from tests.support.servers.sessionm.platform import Platform
from tests.support.servers.sessionm.seed import GUEST

CHALLENGE: Final = (("www-authenticate", 'Basic realm="campaigns", charset="UTF-8"'),)
LISTS_KEY: Final = ("customer_list", "anonymous_list", "information")
"""Views whose methods list the unknown key among their own codes."""


class Refused(Exception):
    """The caller gets this answer and nothing else."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.status)
        self.answer = answer


@dataclass(frozen=True, slots=True)
class Entry:
    """What is being called."""

    view: str
    by_permalink: bool = False
    version: int = 1


def unknown_key(p: Platform, entry: Entry) -> Refused:
    """Returns the refusal of a key that no application has."""
    if p.bad("unknown_key_is_404"):
        return Refused(error("not_found", 404))
    if entry.view in LISTS_KEY:
        return Refused(error("invalid_api_key"))
    return Refused(error("invalid_api_key", 401))


def denied(p: Platform) -> Refused:
    """Returns the refusal of key and secret."""
    status = 403 if p.bad("wrong_secret_is_403") else 401
    return Refused(error("access_denied", status, headers=CHALLENGE))


def with_secret(p: Platform, entry: Entry, key: str, request: Received) -> Application:
    """Returns the application whose key and secret the request shows.

    Raises:
        Refused: It shows none, wrong ones, or another application's.
    """
    asked = p.applications.get(key)
    if (
        asked is not None
        and entry == Entry("information", by_permalink=True)
        and p.bad("information_by_permalink_is_open")
    ):
        return asked
    user, password = _shown(p, request)
    caller = p.applications.get(user)
    if caller is None or not _fits(p, entry, caller, password):
        raise denied(p)
    if asked is None:
        raise unknown_key(p, entry)
    foreign = entry.view == "information" and p.bad("any_application_reads_information")
    if asked is not caller and not foreign:
        raise denied(p)
    return asked


def _shown(p: Platform, request: Received) -> tuple[str, str]:
    header = request.headers.get("authorization", "")
    scheme, _, encoded = header.partition(" ")
    if scheme.lower() != "basic" and not (encoded and p.bad("word_of_scheme_not_read")):
        raise denied(p)
    try:
        text = b64decode(encoded.strip(), validate=True).decode()
    except ValueError:
        if scheme.lower() == "basic" and p.bad("crash_on_broken_credentials"):
            raise Refused(crash()) from None
        raise denied(p) from None
    user, colon, password = text.partition(":")
    if not colon:
        raise denied(p)
    return user, password


def _fits(p: Platform, entry: Entry, caller: Application, password: str) -> bool:
    if entry.version == 2 and p.bad("second_version_ignores_secret"):
        return True
    if entry.view == "create" and p.bad("creation_ignores_secret"):
        return True
    if not password and p.bad("empty_secret_accepted"):
        return True
    return password == caller.secret


def with_token(
    p: Platform, entry: Entry, key: str, request: Received
) -> tuple[Application, Customer]:
    """Returns the application and the customer whom the request's token names.

    Raises:
        Refused: There is no token, or one that does not do.
    """
    sent = request.values("auth_token")
    token = p.tokens.get(sent[0]) if len(sent) == 1 else None
    application = p.applications.get(key)
    trusting = entry.view == "anonymous_list" and p.bad("unknown_token_served")
    if token is None and sent and application is not None and trusting:
        return application, p.customers[GUEST]
    if token is None or token.expires <= p.clock.now:
        raise Refused(error("invalid_auth_token", 401))
    if application is None:
        raise unknown_key(p, entry)
    lenient = entry.by_permalink and p.bad("token_of_any_application_accepted")
    if token.key != key and not lenient:
        raise Refused(error("invalid_auth_token", 401))
    customer = p.customer(application, token.customer)
    if customer is None and p.bad("crash_on_lost_customer"):
        raise Refused(crash())
    if customer is None:
        raise Refused(error("user_not_found", 200 if entry.view == "anonymous_list" else 404))
    return application, customer


def has_quote(text: str) -> bool:
    """Whether a text holds a sign that careless database code trips over."""
    return re.search("['\"]", text) is not None
