"""What the admin API's operations on the journal do."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Protocol

from mockserver.admin.administered import Administered, Room
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
from mockserver.journal.verify import Nearest, nearest
from mockserver.problems import problem
from mockserver.stubkit import Call, Refused, Reply, World
from mockserver.stubkit.stub import Handler


class Journalled(Administered, Protocol):
    """What the operations on the journal need of a server."""

    @property
    def journal(self) -> Journal:
        """What it received."""


class JournalRoom(Room):
    """Operations on the journal."""

    def __init__(self, server: Journalled) -> None:
        super().__init__(server)
        self._journal = server.journal
        self._names = ServedNames(server.served)

    def handlers(self) -> Mapping[str, Handler]:
        """Returns what does what, by operationId."""
        return {
            "listJournal": self.entries,
            "getJournalEntry": self.entry,
            "clearJournal": self.clear,
            "waitForJournal": self.wait,
            "verifyJournal": self.verify,
            "listNearMisses": self.near_misses,
            "exportJournal": self.har,
            "streamJournal": self.events,
        }

    async def entries(self, call: Call, world: World) -> Reply:
        """Lists entries."""
        del world
        found = await self._find(call, read_query(call.query))
        extent = await self._journal.extent(call.sandbox)
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
        """Shows one entry."""
        del world
        number = call.path["number"]
        found = await self._find(call, Query(since=number - 1, limit=1))
        if not found or found[0].number != number:
            extent = await self._journal.extent(call.sandbox)
            kept = (
                f"{extent.newest - extent.kept + 1} to {extent.newest}" if extent.kept else "none"
            )
            told = f"The journal of {call.sandbox!r} has no entry {number}; kept are {kept}."
            raise Refused(problem("unknown_entry", 404, told))
        why = explain(found, self._names.operations)
        misses = explanation_record(why[0])["nearest"] if why else []
        return Reply(200, {**detail(found[0]), "nearMisses": misses})

    async def clear(self, call: Call, world: World) -> Reply:
        """Removes all entries."""
        del world
        await self._journal.clear(call.sandbox)
        return Reply(204)

    async def wait(self, call: Call, world: World) -> Reply:
        """Waits until entries have come that fit."""
        del world
        query, count, seconds = read_query(call.query), call.query["count"], call.query["timeout"]
        try:
            found = await self._journal.wait(
                call.sandbox, query, count=count, timeout_seconds=seconds
            )
        except WaitedInVain as error:
            near = nearest(error.entries, query, self._show)
            says = [str(error), self._names.nearest(query.operation)]
            if near:
                says.append(f"Nearest is entry {near[0].entry.number}: {near[0].difference}.")
            told = " ".join(filter(None, says))
            return self._waited(error.matched, near=near, is_met=False, says=told)
        return self._waited(found, says=f"{len(found)} of {count} came.")

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
        """Holds what was received against what was expected."""
        del world
        expectations = [read_expectation(asked) for asked in call.body["expectations"]]
        entries = await self._journal.entries(call.sandbox, Query())
        verdicts = verify(entries, expectations, show=self._show)
        dropped = (await self._journal.extent(call.sandbox)).dropped
        told = []
        for verdict in verdicts:
            hint = "" if verdict.met else self._names.nearest(verdict.expectation.query.operation)
            shown = verdict_record(verdict)
            told.append({**shown, "says": f"{verdict.says} {hint}".strip()})
        is_met = all(verdict.met for verdict in verdicts)
        return Reply(200, {"met": is_met, "verdicts": told, "dropped": dropped})

    async def near_misses(self, call: Call, world: World) -> Reply:
        """Says why requests were refused."""
        del world
        query = read_query(call.query)
        refused = await self._find(call, replace(query, refusal=query.refusal or "*"))
        found = explain(refused, self._names.operations)
        return Reply(200, {"refused": [explanation_record(one) for one in found]})

    async def har(self, call: Call, world: World) -> Reply:
        """Exports entries."""
        del world
        return Reply(200, har(await self._find(call, read_query(call.query))))

    async def events(self, call: Call, world: World) -> Reply:
        """Answers what is there at once; `mockserver.admin.events` goes on from there."""
        del world
        since = last_event(call.raw_headers.get("last-event-id"))
        since = call.query.get("since") if since is None else since
        found: list[Masked] = []
        if since is not None:
            extent = await self._journal.extent(call.sandbox)
            found = await self._find(call, Query(since=since if since <= extent.newest else 0))
        text = OPENING + "".join(map(event_text, found))
        return Reply(200, text, {"content-type": "text/event-stream", "cache-control": "no-store"})

    async def _find(self, call: Call, query: Query) -> list[Masked]:
        found = await self._journal.entries(call.sandbox, query)
        return [self._show(entry) for entry in found]

    def _show(self, entry: Entry) -> Masked:
        return mask(entry, self._names.secrets)
