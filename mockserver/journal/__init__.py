"""What the mock received: kept, asked about, waited for, verified, explained, exported."""

from mockserver.journal.entry import Entry, NotedRefusal
from mockserver.journal.explanation import Explanation, explain
from mockserver.journal.har import har
from mockserver.journal.journal import Extent, Journal, Lost, Subscription, WaitedInVain
from mockserver.journal.masking import Masked, mask
from mockserver.journal.memory import Limits, MemoryJournal
from mockserver.journal.near_miss import NearMiss, near_misses
from mockserver.journal.query import Query
from mockserver.journal.record import from_record, to_record
from mockserver.journal.secret_names import SecretNames
from mockserver.journal.showing import detail, summary
from mockserver.journal.verify import Expectation, Verdict, verify

__all__ = [
    "Entry",
    "Expectation",
    "Explanation",
    "Extent",
    "Journal",
    "Limits",
    "Lost",
    "Masked",
    "MemoryJournal",
    "NearMiss",
    "NotedRefusal",
    "Query",
    "SecretNames",
    "Subscription",
    "Verdict",
    "WaitedInVain",
    "detail",
    "explain",
    "from_record",
    "har",
    "mask",
    "near_misses",
    "summary",
    "to_record",
    "verify",
]
