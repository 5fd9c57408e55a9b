"""What a target's control protocol can do."""

from contracts.run.api_run import ANY_CONTROL
from contracts.run.sender import Sender

_ALWAYS = frozenset(("clock", "reset"))


def controls_of(sender: Sender) -> frozenset[str]:
    """Asks a target which control actions it has; empty if it has no control."""
    exchange = sender.control("GET", "/control")
    if exchange is None or exchange.reply is None:
        return frozenset()
    listed = exchange.at("/controls")
    if exchange.status != 200 or not isinstance(listed, list):
        # It has control, and does not say what: an action that it lacks answers 404 when used.
        clock = sender.control("GET", "/clock")
        has_clock = clock is not None and clock.status == 200
        return _ALWAYS | {ANY_CONTROL} if has_clock else frozenset()
    api = sender.bundle.name
    return _ALWAYS | {
        entry["action"]
        for entry in listed
        if isinstance(entry, dict) and entry.get("api") == api and "action" in entry
    }
