"""What an API says that has fallen over; only flawed servers do."""

from tests.support.servers.kernel import Answer
from tests.support.servers.spaaza.codes import Accident


def crash(error: str, file: str, line: int) -> Accident:
    """Returns the accident of an exception that nobody caught."""
    page = (
        "<html><head><title>500 Internal Server Error</title></head><body><pre>"
        f"Traceback (most recent call last):\n  File &quot;{file}&quot;, line {line}, in handle\n"
        f"{error}</pre></body></html>"
    )
    return Accident(Answer(500, page.encode(), content_type="text/html; charset=utf-8"))


def quiet_crash() -> Accident:
    """Returns the accident of a server that hides its exception, yet has no answer of its own."""
    return Accident(Answer(500, {"message": "Server Error"}))


def hang() -> Accident:
    """Returns the accident of a server that never answers."""
    return Accident(Answer(200, hangs=True))
