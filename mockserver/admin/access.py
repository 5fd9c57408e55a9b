"""Who may use the admin API."""

import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from mockserver.settings import LOOPBACK_AUTHORITY

_HOST: Final = re.compile(LOOPBACK_AUTHORITY)
_ORIGIN: Final = re.compile("https?://" + LOOPBACK_AUTHORITY)
_EMBEDDED: Final = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors"}
"""What browsers say of a request that a page made without asking (Fetch Metadata)."""


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
        return self.foreign(headers)

    def page_refusal(self, headers: Mapping[str, str]) -> str | None:
        """Returns why a caller may not have the page, or None.

        Its files hold nothing of anybody, and a browser that follows a link can show no token, so
        where there is one the page itself asks for it.
        """
        return self.refusal(headers, None) if self.token is None else None

    def foreign(self, headers: Mapping[str, str]) -> str | None:
        """Returns why a caller is no one of this machine, or None; beyond loopback all may be."""
        if not self.is_loopback:
            return None
        for name, local in (("origin", _ORIGIN), ("host", _HOST)):
            said = headers.get(name)
            if said is not None and not local.fullmatch(said.lower()):
                return f"This is closed to the {name} {said!r}; only this machine may call."
        # What a foreign page embeds, as an image or a script, comes without an Origin.
        if "origin" not in headers and all(headers.get(k) == v for k, v in _EMBEDDED.items()):
            return "This is closed to what pages from elsewhere embed; only this machine may call."
        return None
