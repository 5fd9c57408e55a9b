"""All that a stub may import: what it is asked, what it may change, how it answers."""

from mockserver.errors import ControlError
from mockserver.state import World
from mockserver.state.instants import format_instant, parse_instant
from mockserver.stubkit.batch import Applied, Failed, Outcome, batch_reply
from mockserver.stubkit.call import (
    BasicCredentials,
    Call,
    Credentials,
    Refusal,
    Refused,
    Reply,
    TokenRequest,
    Violation,
    WantedError,
)
from mockserver.stubkit.stub import (
    Control,
    Stub,
    authenticate,
    control,
    gather,
    issue_token,
    operation,
    refuse,
    word_error,
)
from specs.values import ABSENT, Json, Missing, Record

__all__ = [
    "ABSENT",
    "Applied",
    "BasicCredentials",
    "Call",
    "Control",
    "ControlError",
    "Credentials",
    "Failed",
    "Json",
    "Missing",
    "Outcome",
    "Record",
    "Refusal",
    "Refused",
    "Reply",
    "Stub",
    "TokenRequest",
    "Violation",
    "WantedError",
    "World",
    "authenticate",
    "batch_reply",
    "control",
    "format_instant",
    "gather",
    "issue_token",
    "operation",
    "parse_instant",
    "refuse",
    "word_error",
]
