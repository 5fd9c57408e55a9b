"""A second reading of the SessionM campaigns API, right until a flaw is switched on.

Where the document is silent, it does otherwise than the mock:

1. one campaign by permalink or external id comes wrapped in `campaign`, with `status` ok;
2. every code is in lower case; `errors` also has `user`, every success also has `locale`;
3. a body that is no JSON is `missing_data` with 200, not 400;
4. an opt-in of one who is in already is refused with `opt_in_error`;
5. an opt-in looks at its period before it looks at the customer;
6. a list of the second version counts pages over all campaigns of the application, drafts too;
7. names and external ids are unique in the organization, not in the application;
8. generated ids are in upper case; numbers of new campaigns do not count up;
9. dates on creation and in the active list have milliseconds;
10. `version` and the points of a tile are texts, as the tables say;
11. a customer's list shows campaigns that are not for the customer, as not_qualified;
12. a new campaign gets a full page at once, so that it is in the lists;
13. a created campaign is answered with all its names, and with null for bounds not sent;
14. digits at the end of a path are a permalink first and an id second;
15. keys of the behavior map are the names with underscores for spaces; both versions show
    event names and external ids;
16. lists are sorted by name, the active list by age, the youngest first;
17. a period of a behavior is a fixed span of the clock, not the last seconds;
18. a list without an active campaign is empty, not an error;
19. pages hold at most 200; `page_size` in the answer is what is really used;
20. `api_version` may be repeated; `start_date` and `end_date` of a creation are passed over;
21. tiles have an `html_payload`, too; bodies of other JSON types are read; 413 begins at 2 MB.
"""

from collections.abc import Collection

from tests.support.servers.kernel import Clock, FlawedServer, known
from tests.support.servers.sessionm.backend import Campaigns
from tests.support.servers.sessionm.catalogue import FLAWS
from tests.support.servers.sessionm.platform import Platform
from tests.support.servers.sessionm.roles import ROLES

__all__ = ["FLAWS", "ROLES", "server"]


def server(flaws: Collection[str] = ()) -> FlawedServer:
    """Returns a server in its starting state, with these flaws.

    Raises:
        ValueError: There is no such flaw.
    """
    clock = Clock()
    backend = Campaigns(Platform(known(flaws, FLAWS), clock))
    backend.reset()
    return FlawedServer("sessionm", backend, clock)
