"""A request, whole, as it came."""

from typing import Final
from urllib.parse import parse_qsl, unquote

from mockserver.express.head import Head

_NO_PAIRS: Final[tuple[tuple[str, str], ...]] = ()


class Arrived:
    """Method, path, query, headers and body of a request."""

    __slots__ = ("body", "head", "headers", "method", "query", "url_path")

    def __init__(
        self, method: str, path: str, query_string: bytes, head: Head, body: bytes
    ) -> None:
        """Reads a request.

        Args:
            method: In upper case.
            path: Percent-encoded, without the query; a sandbox's prefix is taken off.
            query_string: Without the question mark.
            head: The headers.
            body: All of it.
        """
        self.method = method
        self.url_path = unquote(path) if "%" in path else path
        self.query = _NO_PAIRS
        """Every member of the query, decoded, in the order sent."""
        if query_string:
            pairs = parse_qsl(query_string.decode("latin-1"), keep_blank_values=True)
            self.query = tuple(pairs)
        self.head = head
        self.headers = head.headers()
        """Values by lower-case name, as text."""
        self.body = body
