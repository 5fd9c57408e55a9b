"""The rewards of a campaign as the V2 methods show them."""

from mockserver.stubkit import Record

from .dates import with_offset


def offer(stored: Record) -> Record:
    """Returns one offer; only an offer of type `deal` has a deal."""
    shown = {name: stored[name] for name in ("offer_id", "name", "type", "total_available")}
    return {**shown, "deal": _deal(stored["deal"])} if stored["type"] == "deal" else shown


def _deal(stored: Record) -> Record:
    return {
        **stored,
        "start_date": with_offset(stored["start_date"]),
        "end_date": with_offset(stored["end_date"]),
        "offer_text": [{**text, "offer_id": stored["id"]} for text in stored["offer_text"]],
        "offer_media": [{"culture": "en", **medium} for medium in stored["offer_media"]],
    }
