"""What a request brought, where its description makes a body certain."""

from mockserver.stubkit import Call, Record


def body_of(call: Call) -> Record:
    """Returns the body of a call whose operation requires a JSON object."""
    assert isinstance(call.body, dict)
    return call.body
