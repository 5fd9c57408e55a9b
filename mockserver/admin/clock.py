"""The time of a sandbox: told, set, moved, stopped."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from mockserver.admin.administered import Room, clock_of
from mockserver.problems import problem
from mockserver.scenarios import ClockMove
from mockserver.state import Clock, Situation, World
from mockserver.state.clock import YEARS
from mockserver.stubkit import Call, Record, Refused, Reply
from mockserver.stubkit.stub import Handler

_NO_SUCH_TIME: Final = (
    f"The clock cannot go there. It keeps to the years {YEARS.start} to {YEARS.stop - 1}."
)


class ClockRoom(Room):
    """Operations on the clock."""

    def handlers(self) -> Mapping[str, Handler]:
        """Returns what does what, by operationId."""
        return {
            "getClock": self.clock,
            "moveClock": self.move_clock,
            "resetClock": self.reset_clock,
        }

    async def clock(self, call: Call, world: World) -> Reply:
        """Tells the time."""
        del world
        return self._told(await self.sandbox(call).situation())

    async def move_clock(self, call: Call, world: World) -> Reply:
        """Stops or starts the clock, then sets it, then moves it."""
        del world
        body = call.body
        try:
            situation = await self.sandbox(call).move_clock(
                lambda clock, source: moved(clock, source, body)
            )
        except (ValueError, OverflowError) as error:
            raise Refused(problem("impossible_control", 422, _NO_SUCH_TIME)) from error
        return self._told(situation)

    async def reset_clock(self, call: Call, world: World) -> Reply:
        """Goes back to the machine's time."""
        del world
        return self._told(await self.sandbox(call).move_clock(lambda *_: Clock()))

    def _told(self, situation: Situation) -> Reply:
        return Reply(200, clock_of(situation, self.server.time()))


def moved(clock: Clock, source: datetime, move: Record) -> Clock:
    """Returns a clock after a move: `frozen`, then `now`, then `advance`.

    Raises:
        ValueError: A member has not its form, or the clock would leave its years.
        OverflowError: The clock would leave the calendar.
    """
    after = ClockMove.from_record(move).moved(clock, source)
    if after.at(source).year not in YEARS:
        raise ValueError(f"the year {after.at(source).year} is too far away")
    return after
