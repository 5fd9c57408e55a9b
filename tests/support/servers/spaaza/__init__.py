"""A server of the Spaaza API, right by the documents, and flaws to switch on.

Where the vendor is silent it differs from the mock, and the description still admits it:

1. Errors of access (6, 228, 265, 266) come as a list in `errors`, all others as a map by code whose
   items have no `code` but an `extrainfo`.
2. The result code of an error is 0.
3. `result` has a further member `api_version`.
4. Sentences are Dutch, and not all are ASCII.
5. A call without X-Spaaza-API-Version is warned of that (1203), and has that warning first.
6. Beside the warning 450, `success` is false.
7. None left is the error 450 also to users who got a reward before and did not redeem it.
8. Too few points is found before none left, out of scope (424) before mismatch (405), the
   campaign before the user, the parameters before the app.
9. An admin who sends no `chain_id` gets 419.
10. An id of 0, below, or beyond all records is looked up: 246 for campaigns, 217 for chains.
11. A blank member number or third-party name is nobody's: 270.
12. A parameter may be repeated with the same value.
13. A `user_id` with leading zeros is nobody's: 270.
14. A session that is sent beside a token must be good as well.
15. `auth_method` knows password and pincode; an empty one counts as none.
16. The first eligible method has two lots in a draw; independent ones go the other way round.
17. The last instant of a campaign belongs to it.
18. Cache-Control is `private, no-store`, the challenge names a realm, the content type a charset.
19. 405 and unknown paths have names of their own.
"""

from collections.abc import Collection

from tests.support.servers.kernel import Clock, FlawedServer, known
from tests.support.servers.spaaza.backend import Spaaza
from tests.support.servers.spaaza.catalogue import FLAWS
from tests.support.servers.spaaza.roles import ROLES

__all__ = ["FLAWS", "ROLES", "server"]


def server(flaws: Collection[str] = ()) -> FlawedServer:
    """Returns a server with these flaws; with none of them it is correct."""
    clock = Clock()
    return FlawedServer("spaaza", Spaaza(clock, known(flaws, FLAWS)), clock)
