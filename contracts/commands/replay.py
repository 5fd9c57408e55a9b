"""`contracts replay`: sends the story of a finding again and says whether it still shows."""

import os
import shlex
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final
from urllib.parse import quote

from rich.console import Console

from contracts.commands.comparing import Answered, Judgement, judged
from contracts.commands.connections import Connections
from contracts.commands.merge import RUNS
from contracts.commands.retelling import Retelling
from contracts.commands.run_suite import CLEAN, FOUND, UNUSABLE
from contracts.commands.stored import DRIFT, asked_again, finding_of, stored_run
from contracts.errors import ConfigError, NothingThere
from contracts.finding import Exchange, Finding, RunResult
from contracts.reports.digest import Numbered
from contracts.reports.layout import line, print_lines
from contracts.reports.visible import one_line
from contracts.run.folder import RunFolder, new_run_id
from contracts.run.limits import OutOfBudget
from contracts.run.opening import Asked, open_target
from contracts.run.sender import Blocked, Sender
from contracts.run.suite import reach
from contracts.target import Target
from specs.bundle import Bundle
from specs.operation import Operation
from specs.values import ABSENT

CONTROL: Final = "control"
"""The note of an exchange of the control protocol."""
CLOCK: Final = "/clock"
_FEW: Final = 4
"""Answers with the status of the run that are told each."""
CODES: Final = {"still": FOUND, "gone": CLEAN, "unclear": UNUSABLE}


class CannotReplay(Exception):
    """An exchange cannot be sent again; `str()` says why."""


def replay(
    name: str,
    run_home: Path,
    run: str | None,
    console: Console,
    *,
    headers: tuple[str, ...] = (),
    auth: str | None = None,
) -> int:
    """Replays a finding of a run, the newest one if none is named.

    Returns:
        1 if it still shows, 0 if it does not, 2 if that cannot be told.

    Raises:
        NothingThere: There is no such run or finding, or it has no story.
        ConfigError: The target of the run is not there any more.
        TargetUnreachable: Nothing answers.
    """
    result, raw = stored_run(run_home, run)
    one = finding_of(result, name)
    if words := raw.get(DRIFT):
        raise NothingThere(
            f"The finding {one.label} is a drift, which no request shows by itself. Compare again: "
            f"contracts drift {shlex.join(map(str, words))}"
        )
    if not one.finding.story:
        raise NothingThere(f"The finding {one.label} has no story that could be sent again.")
    asked = replace(asked_again(raw), headers=headers, auth=auth)
    bundle, target = _place(asked, one.finding, result)
    prefix = new_run_id()
    with Connections.open(
        [bundle],
        target,
        may_write=True,
        prefix=prefix,
        journal=RunFolder(run_home, result.run).journal,
        writer=prefix,
    ) as opened:
        sender = opened.senders[bundle.name]
        reach(sender, target.name)
        runs = map(str, result.options.get(RUNS) or (result.run,))
        names = dict(opened.secrets.names)
        retelling = Retelling(sender, names, dict.fromkeys(runs, prefix))
        say = _Teller(console)
        say.head(one, target)
        answers: list[Answered] = []
        try:
            for then, plain in _answers(one.finding, retelling, target, result):
                answers.append(Answered(then, opened.secrets.mask_exchange(plain), plain))
                say.step(answers[-1])
            say.rest()
            judgement = judged(one.finding, answers, bundle, target.timeout_seconds, retelling)
        except (Blocked, CannotReplay, OutOfBudget) as stop:
            say.rest()
            judgement = Judgement("unclear", str(stop))
        say.end(one, judgement)
    return CODES[judgement.word]


def _place(asked: Asked, finding: Finding, result: RunResult) -> tuple[Bundle, Target]:
    bundles, target = open_target(asked, os.environ)
    bundle = next((bundle for bundle in bundles if bundle.name == finding.api), None)
    if bundle is None or finding.api not in target.apis:
        raise ConfigError(
            f"the target {target.name} has no API {finding.api}, which the run {result.run} judged",
            do=f"Add [targets.{target.name}.apis.{finding.api}] again, or run the test again",
        )
    return bundle, target


def _answers(
    finding: Finding, retelling: Retelling, target: Target, result: RunResult
) -> Iterator[tuple[Exchange, Exchange]]:
    """Sends the story and yields each exchange as it was and as it is.

    Raises:
        Blocked: The guard says no.
        CannotReplay: The target lacks what the story needs.
        OutOfBudget: No more may be sent.
    """
    sender = retelling.sender
    by_label = {operation.label: operation for operation in sender.bundle.operations}
    with _start(sender, finding, target, result):
        for then in finding.story:
            operation = by_label.get(then.operation or "")
            if then.operation is not None and operation is None:
                raise CannotReplay(f"the document has no operation {then.operation} any more")
            now = _sent(then, retelling, operation)
            retelling.learn(then, now, operation)
            yield then, now


@contextmanager
def _start(sender: Sender, finding: Finding, target: Target, result: RunResult) -> Iterator[None]:
    """Puts the target where the run found it, and afterwards its clock where it was."""
    may_reset = target.isolation == "reset" and sender.guard.may_write
    moves = any(_is_control(one) and one.request.path == CLOCK for one in finding.story)
    told = None
    if may_reset:
        sender.control("POST", f"/reset?api={quote(sender.bundle.name)}")
    if may_reset and target.is_own_mock:
        sender.control("PATCH", CLOCK, {"now": result.started, "frozen": True})
    elif may_reset and moves:
        clock = sender.control("GET", CLOCK)
        told = clock.at("/now") if clock is not None else None
    try:
        yield
    finally:
        if isinstance(told, str):
            sender.control("PATCH", CLOCK, {"now": told, "frozen": True})
        elif moves or (may_reset and target.is_own_mock):
            sender.control("DELETE", CLOCK)


def _sent(stored: Exchange, retelling: Retelling, operation: Operation | None) -> Exchange:
    sender = retelling.sender
    request = retelling.request(stored, operation)
    if not _is_control(stored):
        return sender.send(request, operation, note=stored.note)
    if not sender.guard.may_write:
        raise CannotReplay("write blocked: control changes the target")
    body = request.json if request.body else ABSENT
    exchange = sender.control(request.method, request.path, body)
    if exchange is None:
        raise CannotReplay("the story uses the control protocol, and the target names no control")
    if exchange.status >= 400 or exchange.reply is None:
        answer = exchange.status or "nothing"
        raise CannotReplay(f"the target's control {request.path} answered {answer}")
    return exchange


def _is_control(exchange: Exchange) -> bool:
    return exchange.note == CONTROL and exchange.operation is None


@dataclass(slots=True)
class _Teller:
    """Prints what happens; of many answers with the status of the run, only the ends."""

    console: Console
    same: list[Answered] = field(default_factory=list)
    """Answers with the status of the run that are not told yet."""

    def head(self, one: Numbered, target: Target) -> None:
        where = f"{one.label}  {one.finding.judge}  {one_line(one.finding.operation)}".rstrip()
        self._say(f"{where}, again on {one_line(target.name)}")

    def step(self, answered: Answered) -> None:
        if _status(answered.then) == _status(answered.now):
            self.same.append(answered)
            return
        self.rest()
        said = f"{_request(answered)}  then {_status(answered.then)}, now {_status(answered.now)}"
        self._say(said, "yellow")

    def rest(self) -> None:
        """Tells the answers that are as they were."""
        shown = self.same if len(self.same) <= _FEW else [self.same[0], self.same[-1]]
        for number, answered in enumerate(shown):
            if number and shown is not self.same:
                self._say(f"  … {len(self.same) - 2} more, each with the status of the run")
            self._say(f"{_request(answered)}  {_status(answered.now)} as in the run")
        self.same = []

    def end(self, one: Numbered, judgement: Judgement) -> None:
        for told in judgement.lines:
            self._say(f"  {one_line(told, 400)}")
        word, style = {
            "still": ("still shows", "bold red"),
            "gone": ("does not show any more", "bold green"),
            "unclear": ("cannot tell", "bold yellow"),
        }[judgement.word]
        self._say(f"{one.label}: {word}: {one_line(judgement.why, 400)}.", style)

    def _say(self, text: str, style: str = "") -> None:
        print_lines(self.console, [line(text, style, hang=4)])


def _request(answered: Answered) -> str:
    request, note = answered.now.request, answered.then.note
    said = f"  {request.method} {one_line(request.target, 200)}"
    return f"{said}  ({one_line(note)})" if note and note != CONTROL else said


def _status(exchange: Exchange) -> str:
    return str(exchange.status) if exchange.reply is not None else f"no answer ({exchange.failure})"
