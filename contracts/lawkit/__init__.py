"""All that an API's laws may import."""

from contracts.finding import Exchange, Reply, Request, Violation
from contracts.lawkit.batch import Fate, Item, ItemKind, item_kind
from contracts.lawkit.compare import equal, first_difference, same, shown
from contracts.lawkit.documented import (
    Documented,
    DocumentedCode,
    documented,
    is_error,
    reports_error,
    sent_codes,
    succeeded,
    success_data,
)
from contracts.lawkit.law import Basis, Law, Site, law
from contracts.lawkit.provocation import Provocation, provokes
from contracts.lawkit.requests import (
    Call,
    json_media,
    role_for,
    valid_bodies,
    valid_body,
    valid_request,
)
from contracts.lawkit.session import Draw, NotJudged, Session
from specs.batch import BatchPolicy
from specs.bundle import Bundle
from specs.operation import Operation, Parameter, SecurityScheme
from specs.values import ABSENT, Json, Missing, Record, find, find_all, pointer, split_pointer

__all__ = [
    "ABSENT",
    "Basis",
    "BatchPolicy",
    "Bundle",
    "Call",
    "Documented",
    "DocumentedCode",
    "Draw",
    "Exchange",
    "Fate",
    "Item",
    "ItemKind",
    "Json",
    "Law",
    "Missing",
    "NotJudged",
    "Operation",
    "Parameter",
    "Provocation",
    "Record",
    "Reply",
    "Request",
    "SecurityScheme",
    "Session",
    "Site",
    "Violation",
    "documented",
    "equal",
    "find",
    "find_all",
    "first_difference",
    "is_error",
    "item_kind",
    "json_media",
    "law",
    "pointer",
    "provokes",
    "reports_error",
    "role_for",
    "same",
    "sent_codes",
    "shown",
    "split_pointer",
    "succeeded",
    "success_data",
    "valid_bodies",
    "valid_body",
    "valid_request",
]
