"""The things that a document's own examples show."""

from typing import Final

from mockserver.replies.resources.fitting import Fitter
from mockserver.replies.resources.ids import SINGLE, Ids
from mockserver.replies.resources.records import text_of
from specs.resources import Kind
from specs.values import Json, Record, find

_MOST: Final = 10
"""Things of a kind that are taken from examples."""


class WrittenThings:
    """Reads the valid examples of one document's answers."""

    def __init__(self, fitter: Fitter, ids: Ids) -> None:
        self._fitter = fitter
        self._ids = ids
        self._known: dict[str, dict[str, Record]] = {}

    def of(self, kind: Kind) -> dict[str, Record]:
        """Returns what examples show of the things of a kind, by id; reading comes first."""
        if kind.name not in self._known:
            found: dict[str, Record] = {}
            for carrier in kind.shown:
                for example in carrier.media.examples.values():
                    if self._fitter.is_valid(carrier.schema, example):
                        self._add(kind, find(example, carrier.holder), found)
            self._known[kind.name] = found
        return self._known[kind.name]

    def _add(self, kind: Kind, shown: Json, found: dict[str, Record]) -> None:
        for thing in shown if isinstance(shown, list) else [shown]:
            text = self._id_of(kind, thing) if isinstance(thing, dict) else None
            if text is not None and (text in found or len(found) < _MOST):
                found[text] = {**thing, **found.get(text, {})}

    def _id_of(self, kind: Kind, thing: Record) -> str | None:
        if kind.is_single:
            return SINGLE
        if kind.identity.member is None:
            return None
        text = text_of(find(thing, kind.identity.member))
        return text if text is not None and self._ids.may_name(kind, text) else None
