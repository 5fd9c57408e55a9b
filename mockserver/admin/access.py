"""Who may use the admin API."""

import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from mockserver.settings import LOOPBACK_AUTHORITY

_HOST: Final = re.compile(LOOPBACK_AUTHORITY)
_ORIGIN: Final = re.compile("https?://" + LOOPBACK_AUTHORITY)


@dataclass(frozen=True, slots=True)
class Access:
    """The guard of the admin API.

    With a token, whoever shows it may enter. Without one only callers on this machine may, and
    no web page from elsewhere: its browser would send a foreign `Origin`, or a foreign `Host`
    where a name was rebound to a loopback address.
    """

    token: str | None
    is_loopback: bool
    """Whether the server listens on loopback only."""

    def refusal(self, headers: Mapping[str, str], shown: str | None) -> str | None:
        """Returns why a caller is refused, or None.

        Args:
            headers: Request headers by lower-case name.
            shown: The bearer token of the request, if any.
        """
        if self.token is not None:
            if shown is not None and hmac.compare_digest(shown.encode(), self.token.encode()):
                return None
            return "The admin API needs `Authorization: Bearer <the server's admin token>`."
        if not self.is_loopback:
            return (
                "The server listens beyond this machine, so its admin API stays closed until it is"
                " started with --admin-token or MOCKSERVER_ADMIN_TOKEN."
            )
        for name, local in (("origin", _ORIGIN), ("host", _HOST)):
            said = headers.get(name)
            if said is not None and not local.fullmatch(said.lower()):
                return (
                    f"The admin API is closed to the {name} {said!r}; only this machine may call."
                )
        return None
