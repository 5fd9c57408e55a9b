"""A refusal of the mock's own, put into words: the API's if its stub has them, else a problem's."""

from dataclasses import replace

from mockserver.problems import refusal_problem
from mockserver.stubkit import Refusal, Reply, Stub


def worded(stub: Stub | None, refusal: Refusal) -> Reply:
    """Returns the reply to a refused request; whatever the stub's own words raise is passed on."""
    words = stub.refuse if stub is not None else None
    reply = (words or refusal_problem)(refusal)
    if not refusal.allow:
        return reply
    return replace(reply, headers={**reply.headers, "allow": ", ".join(refusal.allow)})
