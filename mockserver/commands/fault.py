"""`mockserver fault`: what goes wrong on purpose in a running mock."""

from typing import Final
from urllib.parse import quote

import click
import orjson

from mockserver.commands.options import as_json, print_json, remote, tell
from mockserver.faults.rule_schema import CONNECTIONS
from mockserver.remote import Remote
from specs.values import Json, Record

_EVERYTHING: Final = "*"


@click.group()
def fault() -> None:
    """Lists, adds and removes fault rules.

    The first rule that matches a call and still fires decides what happens to it. Rules act on
    valid calls only.
    """


@fault.command("list")
@as_json
@remote
def list_faults(is_json: bool, mock: Remote) -> None:
    """Lists the rules in the order in which they are tried."""
    found = mock.call("GET", "/faults")
    if is_json:
        print_json(found)
        return
    for rule in found["faults"]:
        click.echo(_line(rule))
    if not found["faults"]:
        tell("There are no fault rules.")


@fault.command()
@click.argument("operation", default=_EVERYTHING, metavar="[OPERATION]")
@click.option("--status", type=int, help="Answer with this status, documented or not.")
@click.option("--error", help="Answer with this documented error code.")
@click.option("--delay", help="Wait: seconds, or JSON such as '{\"uniform\": [0.1, 2]}'.")
@click.option("--connection", type=click.Choice(CONNECTIONS), help="What happens on the wire.")
@click.option("--percent", type=float, help="How many of a hundred calls are hit.")
@click.option("--count", type=int, help="How many calls are hit before the rule rests.")
@click.option("--skip", type=int, help="How many calls pass first.")
@click.option("--retry-after", type=int, help="Seconds that the answer asks to wait.")
@click.option("--api", help="Which API; all without it.")
@remote
def add(operation: str, mock: Remote, **said: Json) -> None:
    r"""Adds a rule for an OPERATION: a label, an operationId, or either with * for any text.

    \b
    mockserver fault add "POST *" --status 503 --count 2
    mockserver fault add --delay 1.5 --percent 20
    """
    rule: Record = {name: value for name, value in said.items() if value is not None}
    if operation != _EVERYTHING:
        rule["operation"] = operation
    if "delay" in rule:
        rule["delay"] = _latency(rule["delay"])
    added = mock.call("POST", "/faults", orjson.dumps(rule))
    click.echo(_line(added))


@fault.command()
@click.argument("rule")
@remote
def remove(rule: str, mock: Remote) -> None:
    """Removes the RULE of that id."""
    mock.call("DELETE", f"/faults/{quote(rule, safe='')}")
    tell(f"{rule} is gone.")


@fault.command()
@remote
def clear(mock: Remote) -> None:
    """Removes all rules."""
    mock.call("DELETE", "/faults")
    tell("There are no fault rules any more.")


def _latency(text: str) -> Json:
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise click.UsageError(
            f"--delay {text!r} is neither a number of seconds nor JSON such as"
            ' {"uniform": [0.1, 2]}.'
        ) from error


def _line(rule: Record) -> str:
    rest = {name: value for name, value in rule.items() if name not in ("id", "operation")}
    said = "  ".join(f"{name}={orjson.dumps(value).decode()}" for name, value in rest.items())
    return f"{rule['id']}  {rule.get('operation', 'every operation')}  {said}"
