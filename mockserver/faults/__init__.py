"""Faults: what goes wrong with calls that nothing is wrong with, because a rule says so."""

from mockserver.faults.connection import TRANSPORT, transport_of
from mockserver.faults.decide import FAULTS, Count, count_of, decide, forget
from mockserver.faults.fault import Fault
from mockserver.faults.in_process import with_connection
from mockserver.faults.rule import FaultRule, Outcome, named, read_rules
from mockserver.faults.rule_schema import RULE_SCHEMA, rule_violations
from mockserver.faults.wire import send_with

__all__ = [
    "FAULTS",
    "RULE_SCHEMA",
    "TRANSPORT",
    "Count",
    "Fault",
    "FaultRule",
    "Outcome",
    "count_of",
    "decide",
    "forget",
    "named",
    "read_rules",
    "rule_violations",
    "send_with",
    "transport_of",
    "with_connection",
]
