"""What the admin API's operations on the journal do."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Protocol

from mockserver.admin.served_names import ServedNames
from mockserver.journal import (
    Entry,
    Journal,
    Masked,
    Query,
    WaitedInVain,
    detail,
    explain,
    har,
    mask,
    summary,
    verify,
)
from mockserver.journal.asking import read_expectation, read_query
from mockserver.journal.events import OPENING, event_text, last_event
from mockserver.journal.showing import explanation_record, nearest_records, verdict_record
from mockserver.journal.verify import nearest
from mockserver.lane.served import ServedApi
from mockserver.problems import problem
from mockserver.stubkit import Call, Refused, Reply, World
from mockserver.stubkit.stub import Handler


class Journalled(Protocol):
    """The running server, as far as its journal goes."""

    @property
    def journal(self) -> Journal:
        """What it received."""

    def served(self) -> Iterable[ServedApi]:
        """Returns the APIs that are served, the admin API left out."""


def journal_operations(server: Journalled) -> Mapping[str, Handler]:
    """Returns the handlers of the journal's operations by operationId."""
    found = _Operations(server)
    return {
        "listJournal": found.entries,
        "getJournalEntry": found.entry,
        "clearJournal": found.clear,
        "waitForJournal": found.wait,
        "verifyJournal": found.verify,
        "listNearMisses": found.near_misses,
        "exportJournal": found.har,
        "streamJournal": found.events,
    }


class _Operations:
    def __init__(self, server: Journalled) -> None:
        self._server = server
        self._names = ServedNames(server.served)

    async def entries(self, call: Call, world: World) -> Reply:
        del world
        found = await self._find(call, read_query(call.query))
        extent = await self._server.journal.extent(call.sandbox)
        listed = [summary(entry) for entry in found]
        return Reply(
            200,
            {
                "entries": listed,
                "kept": extent.kept,
                "newest": extent.newest,
                "dropped": extent.dropped,
            },
        )

    async def entry(self, call: Call, world: World) -> Reply:
        del world
        number = call.path["number"]
        journal = self._server.journal
        found = await self._find(call, Query(since=number - 1, limit=1))
        if not found or found[0].number != number:
            extent = await journal.extent(call.sandbox)
            kept = f"{extent.newest - extent.kept + 1} to {extent.newest}" if extent.kept else "none"
            told = f"The journal of {call.sandbox} has no entry {number}; kept: {kept}."
            raise Refused(problem("unknown_entry", 404, told))
        why = explain(found, self._names.operations)
        nearest_ = explanation_record(why[0])["nearest"] if why else []
        return Reply(200, {**detail(found[0]), "near_misses": nearest_})

    async def clear(self, call: Call, world: World) -> Reply:
        del world
        await self._server.journal.clear(call.sandbox)
        return Reply(204)

    async def wait(self, call: Call, world: World) -> Reply:
        del world
        query, count, seconds = read_query(call.query), call.query["count"], call.query["timeout"]
        journal = self._server.journal
        try:
            found = await journal.wait(call.sandbox, query, count=count, timeout_seconds=seconds)
        except WaitedInVain as error:
            near = nearest(error.entries, query, self._show)
            says = [str(error), self._names.nearest(query.operation)]
            if near:
                says.append(f"Nearest is entry {near[0].entry.number}: {near[0].difference}.")
            told = " ".join(filter(None, says))
            return self._waited(error.matched, near=near, is_met=False, says=told)
        return self._waited(found, says=f"{count_of(len(found))} came that fit.")

    def _waited(
        self,
        found: Iterable[Entry],
        *,
        near: tuple[Nearest, ...] = (),
        is_met: bool = True,
        says: str,
    ) -> Reply:
        shown = [summary(self._show(entry)) for entry in found]
        body = {"met": is_met, "says": says, "matched": shown, "nearest": nearest_records(near)}
        return Reply(200, body)

    async def verify(self, call: Call, world: World) -> Reply:
        del world
        expectations = [read_expectation(asked) for asked in call.body["expectations"]]
        entries = await self._server.journal.entries(call.sandbox, Query())
        verdicts = verify(entries, expectations, show=self._show)
        told = []
        for verdict in verdicts:
            hint = "" if verdict.met else self._names.nearest(verdict.expectation.query.operation)
            shown = verdict_record(verdict)
            told.append({**shown, "says": f"{verdict.says} {hint}".strip()})
        return Reply(200, {"met": all(verdict.met for verdict in verdicts), "verdicts": told})

    async def near_misses(self, call: Call, world: World) -> Reply:
        del world
        query = read_query(call.query)
        refused = await self._find(call, replace(query, refusal=query.refusal or "*"))
        found = explain(refused, self._names.operations)
        return Reply(200, {"refused": [explanation_record(one) for one in found]})

    async def har(self, call: Call, world: World) -> Reply:
        del world
        return Reply(200, har(await self._find(call, read_query(call.query))))

    async def events(self, call: Call, world: World) -> Reply:
        """Answers what is there at once; `mockserver.admin.events` goes on from there."""
        del world
        since = wanted_since(call)
        found: list[Masked] = []
        if since is not None:
            extent = await self._server.journal.extent(call.sandbox)
            found = await self._find(call, Query(since=since if since <= extent.newest else 0))
        text = OPENING + "".join(map(event_text, found))
        return Reply(200, text, {"content-type": "text/event-stream", "cache-control": "no-store"})

    async def _find(self, call: Call, query: Query) -> list[Masked]:
        found = await self._server.journal.entries(call.sandbox, query)
        return [self._show(entry) for entry in found]

    def _show(self, entry: Entry) -> Masked:
        return mask(entry, self._names.secrets)
