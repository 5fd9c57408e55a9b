"""A server of the campaign API for judging the suite; it shares nothing with the mock.

It obeys every documented rule and the contract, but reads the silences in its own way:

1. A creation answers 200, not 201.
2. Ids have ten digits and grow by 13; seed ids, tokens and clients are others.
3. `advertiserId` is a string in the answer to a creation and a number in reads and searches.
4. Amounts come wrapped as `value`, also when null.
5. Searches list the newest campaign first.
6. An update leaves out `errors` and `warnings` when they are empty; a read has `warnings`, a
   search has `meta` and no `warnings`; a refusal has no `warnings`.
7. Trace ids are 32 hex digits; `traceId` stands beside `traceIdentifier` in updates and alone in
   refusals; every problem has a member `source`.
8. A refusal names the place by a JSON pointer, and only the first fault is told.
9. A warned amount shows in reads when its period starts; until then the old one shows.
10. An unknown campaign that is named twice is unknown, not repeated.
11. An item without a spend limit, or with an empty one, succeeds on a locked or uncapped campaign.
12. Whether a limit is valid is judged before the feature of the advertiser.
13. An amount of 0 is taken in an update (not in a creation).
14. The warning needs an amount in the item; a new renewal alone gives none.
15. An empty body is malformed JSON (`invalid-syntax`), not a missing member.
16. The body of a creation is judged whole, its limit too, before the portfolio.
17. Bodies end at 4 MiB; titles, details and the challenge of a 401 are other words; the token
    answer tells the scope, and the client may also come as HTTP Basic.
"""

from collections.abc import Collection
from typing import Final

from tests.support.servers.kernel import Clock, Flaw, FlawedServer, known

from . import flaws as families
from .backend import CriteoServer
from .seed import ROLES

__all__ = ["FLAWS", "ROLES", "server"]

FLAWS: Final[tuple[Flaw, ...]] = families.ALL


def server(flaws: Collection[str] = ()) -> FlawedServer:
    """Returns a server with some flaws, correct if there are none.

    Raises:
        ValueError: There is no such flaw.
    """
    clock = Clock()
    return FlawedServer("criteo", CriteoServer(clock, known(flaws, FLAWS)), clock)
