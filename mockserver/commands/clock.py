"""`mockserver clock`: the time of a running mock."""

import re
from typing import Final

import click
import orjson

from mockserver.commands.options import print_json, remote, tell
from mockserver.remote import Remote

_SPAN: Final = re.compile(r"[+-][0-9]{1,9}[smhd]")


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("move", required=False, metavar="[INSTANT | +SPAN | -SPAN]")
@click.option("--freeze/--run", default=None, help="Stop time, or let it run on.")
@click.option("--reset", "is_reset", is_flag=True, help="Go back to the machine's time.")
@remote
def clock(
    move: str | None,
    freeze: bool | None,
    is_reset: bool,
    mock: Remote,
) -> None:
    """Tells, sets or moves the time of a running mock.

    INSTANT is like 2026-01-15T12:00:00Z; SPAN is a number and one of s, m, h, d, like +31d.
    """
    if is_reset and (move is not None or freeze is not None):
        raise click.UsageError("--reset goes alone: it lets the clock run at the machine's time.")
    body: dict[str, str | bool] = {}
    if freeze is not None:
        body["frozen"] = freeze
    if move is not None:
        body.update(_told_move(move))
    if is_reset:
        print_json(mock.call("DELETE", "/clock"))
        tell("Records keep their times; `mockserver reset` makes them anew.")
    elif body:
        print_json(mock.call("PATCH", "/clock", orjson.dumps(body)))
    else:
        print_json(mock.call("GET", "/clock"))


def _told_move(move: str) -> dict[str, str]:
    if _SPAN.fullmatch(move):
        return {"advance": move.removeprefix("+")}
    if move[:1] in "+-":
        raise click.UsageError(
            f"{move!r} is no span. A span is a sign, a number and one of s, m, h, d: +90m, -2d."
        )
    from mockserver.state.instants import parse_instant

    try:
        parse_instant(move.upper())
    except ValueError as error:
        raise click.UsageError(
            f"{move!r} is no time. Give an instant such as 2026-01-15T12:00:00Z, or a span such as"
            " +90m or -2d."
        ) from error
    return {"now": move}
