"""Entries of the journal as people read them on a terminal."""

from collections.abc import Iterator
from typing import Final

from rich.text import Text

from specs.values import Record

_COLOURS: Final = {1: "cyan", 2: "green", 3: "cyan", 4: "yellow", 5: "red"}


def entry_line(entry: Record) -> Text:
    """Returns one line: what was asked, what was answered, and what was special about it."""
    line = Text(f"{entry['number']:>5}  {entry['at'][11:23]}  ")
    line.append(f"{entry['method']:<7}")
    line.append(str(entry["status"]), style=_COLOURS.get(entry["status"] // 100, "red"))
    line.append(f"  {_target(entry)}")
    line.append(f"  {entry['operationId'] or entry['operation'] or ''}".rstrip(), style="bold")
    line.append(f"  {entry['speaker'] or ''}  {_duration(entry['seconds'])}", style="dim")
    for remark in _remarks(entry):
        line.append(f"  {remark}", style="yellow")
    return line


def entry_page(entry: Record) -> Text:
    """Returns everything that there is of an entry."""
    page = entry_line(entry)
    page.append("\n\n")
    _message(page, f"{entry['method']} {_target(entry)}", entry["request"])
    page.append("\n")
    _message(page, str(entry["status"]), entry["answer"])
    if entry["detail"]:
        page.append("\nRefused: ", style="bold")
        page.append(f"{entry['detail']}\n")
    for found in entry["violations"]:
        where = " ".join(filter(None, (found["in"], found["name"], found["pointer"])))
        page.append(f"  {where}: {found['message']} ({found['keyword']})\n")
    for miss in entry["nearMisses"]:
        page.append("\nNearest: ", style="bold")
        page.append(f"{miss['operation']}: {miss['difference']}.")
    for note in entry["notes"]:
        page.append(f"\n{note}")
    page.rstrip()
    return page


def near_line(near: Record) -> str:
    """Returns one line about an entry that came near."""
    return f"  entry {near['number']}: {near['difference']}"


def verdict_lines(found: Record, expectations: list[Record]) -> Iterator[Text]:
    """Yields lines about what became of each expectation."""
    for verdict, expectation in zip(found["verdicts"], expectations, strict=True):
        word, colour = ("met", "green") if verdict["met"] else ("not met", "red")
        line = Text(f"{word:<8}", style=colour)
        line.append(f"{_told(expectation)}: ", style="bold")
        line.append(verdict["says"])
        yield line
        for near in () if verdict["met"] else verdict["nearest"][1:]:
            yield Text(near_line(near))
    if found["dropped"]:
        yield Text(
            f"{found['dropped']} older entries had to make room and were not counted.",
            style="yellow",
        )


def _target(entry: Record) -> str:
    return f"{entry['path']}?{entry['query']}" if entry["query"] else str(entry["path"])


def _remarks(entry: Record) -> Iterator[str]:
    if entry["refusal"]:
        yield f"{entry['refusal']['kind']}: {entry['refusal']['first']}"
    if entry["fault"]:
        yield f"fault {entry['fault']}"
    if entry["forced"]:
        yield "asked for " + ", ".join(entry["forced"])
    if entry["proxied"]:
        yield f"from {entry['proxied']}"


def _message(page: Text, first: str, message: Record) -> None:
    page.append(f"{first}\n", style="bold")
    for header in message["headers"]:
        page.append(f"{header['name']}: ", style="dim")
        page.append(f"{header['value']}\n")
    body = message["body"]
    if body is None:
        return
    if body["encoding"] == "base64":
        page.append(f"\n{body['bytes']} bytes that are no text\n", style="dim")
        return
    page.append(f"\n{body['text']}\n")
    if body["cut"]:
        page.append(f"... cut; {body['bytes']} bytes in all\n", style="dim")


def _duration(seconds: float) -> str:
    milliseconds = seconds * 1000
    if milliseconds < 1000:
        return f"{milliseconds:.3g} ms"
    return f"{seconds:.3g} s"


def _told(expectation: Record) -> str:
    """Returns an expectation in short.

    >>> _told({"operation": "createOrder", "status": "4xx", "exactly": 1})
    'createOrder status=4xx'
    """
    numbers = ("exactly", "atLeast", "atMost", "afterPrevious", "operation")
    rest = [f"{name}={value}" for name, value in expectation.items() if name not in numbers]
    return " ".join([*filter(None, [expectation.get("operation")]), *rest]) or "anything"
