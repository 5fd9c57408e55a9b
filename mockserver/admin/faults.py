"""The fault rules of a sandbox."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from mockserver.admin.administered import Room, invalid
from mockserver.faults import FaultRule, forget, named, read_rules, rule_violations
from mockserver.problems import problem
from mockserver.state import Situation, World
from mockserver.stubkit import Call, Json, Record, Refused, Reply
from mockserver.stubkit.stub import Handler
from specs.schemas import SchemaViolation


class FaultRoom(Room):
    """Operations on fault rules."""

    def handlers(self) -> Mapping[str, Handler]:
        """Returns what does what, by operationId."""
        return {
            "listFaults": self.faults,
            "addFault": self.add,
            "replaceFaults": self.replace_all,
            "clearFaults": self.clear,
            "removeFault": self.remove,
        }

    async def faults(self, call: Call, world: World) -> Reply:
        """Lists the rules."""
        del world
        situation = await self.sandbox(call).situation()
        return Reply(200, {"faults": list(situation.faults)})

    async def add(self, call: Call, world: World) -> Reply:
        """Adds a rule behind the others."""
        del world
        (rule,) = _judged([call.body], "")

        def edit(before: Situation) -> Situation:
            taken = [str(other["id"]) for other in before.faults]
            if rule.id in taken:
                raise Refused(_taken(rule.id))
            (added,) = named([rule], taken=taken)
            return replace(before, faults=(*before.faults, added.to_record()))

        situation = await self.sandbox(call).change(edit)
        await self._begin_anew(call, situation.faults[-1:])
        return Reply(201, situation.faults[-1])

    async def replace_all(self, call: Call, world: World) -> Reply:
        """Replaces the rules."""
        del world
        rules = named(_judged(call.body["faults"], "/faults"))
        twice = next((rule.id for rule in rules if _count(rules, rule.id) > 1), None)
        if twice is not None:
            raise Refused(_taken(twice))
        records = tuple(rule.to_record() for rule in rules)
        await self.sandbox(call).change(lambda before: replace(before, faults=records))
        await self._begin_anew(call, records)
        return Reply(200, {"faults": list(records)})

    async def clear(self, call: Call, world: World) -> Reply:
        """Removes all rules."""
        del world
        await self.sandbox(call).change(lambda before: replace(before, faults=()))
        return Reply(204)

    async def remove(self, call: Call, world: World) -> Reply:
        """Removes one rule."""
        del world
        name = call.path["fault"]

        def edit(before: Situation) -> Situation:
            left = tuple(rule for rule in before.faults if rule["id"] != name)
            if len(left) == len(before.faults):
                known = ", ".join(str(rule["id"]) for rule in before.faults) or "none"
                detail = f"There is no fault rule {name!r}; known: {known}."
                raise Refused(problem("unknown_fault", 404, detail))
            return replace(before, faults=left)

        await self.sandbox(call).change(edit)
        return Reply(204)

    async def _begin_anew(self, call: Call, rules: Iterable[Record]) -> None:
        """Forgets what rules of these ids have met: others may have been called so."""
        ids = [str(rule["id"]) for rule in rules]

        async def work(world: World) -> None:
            for one in ids:
                forget(one, world)

        for api in self.server.served():
            await self.sandbox(call).run(api.name, work)


def _judged(records: Iterable[Json], where: str) -> tuple[FaultRule, ...]:
    """Returns the rules that records say.

    Raises:
        Refused: A record is no rule.
    """
    judged: list[Record] = []
    for index, record in enumerate(records):
        place = f"{where}/{index}" if where else ""
        found = tuple(
            SchemaViolation(place + item.pointer, item.keyword, item.message)
            for item in rule_violations(record)
        )
        if found:
            raise Refused(invalid("invalid_request", "This is no fault rule.", found))
        judged.append(record)
    return read_rules(judged)


def _count(rules: Iterable[FaultRule], name: str) -> int:
    return sum(rule.id == name for rule in rules)


def _taken(name: str) -> Reply:
    return problem("impossible_control", 422, f"There is already a fault rule {name!r}.")
