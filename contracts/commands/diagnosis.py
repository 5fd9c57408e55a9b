"""What `contracts doctor` found out, as people read it."""

from collections.abc import Collection, Iterator, Sequence
from itertools import chain
from typing import Final

from rich.text import Text

from contracts.commands.examination import DEFAULT, ApiExamination, Gap
from contracts.commands.role_lines import auth_lines, role_line, role_table, target_key
from contracts.reports.layout import Line, grid, line
from contracts.reports.visible import counted, one_line
from contracts.run.api_run import ANY_CONTROL
from contracts.target import Target

_HANG: Final = 15


def diagnosis(
    found: Sequence[ApiExamination], target: Target, known: Collection[str], *, is_verbose: bool
) -> Iterator[Line]:
    """Yields what is printed of an examination.

    Args:
        found: Each API.
        target: Where they are.
        known: The APIs for which the target file has a table of roles already.
        is_verbose: Whether the laws and codes stand below each role that they need.
    """
    for one in found:
        yield from _api(one, target, is_verbose=is_verbose)
        yield line()
    to_add = list(chain.from_iterable(_to_add(one, target, known) for one in found))
    if to_add:
        is_new = "://" in target.name
        yield line("Add to contracts.toml, with what the target has:", "bold")
        yield line()
        if is_new:
            yield line(f"[targets.{target_key(target.name)}]  # any name will do")
        yield from (Line(Text(one), is_whole=True) for one in to_add)
        yield line()
        if is_new:
            yield line(f"Then: contracts test --target {target_key(target.name)}", "bold")
            yield line()
    yield _verdict(found)


def _api(one: ApiExamination, target: Target, *, is_verbose: bool) -> Iterator[Line]:
    yield line(f"{one.plan.bundle.name}  {one_line(one.url)}", "bold")
    told = f"{one.credentials.state}: {one_line(one.credentials.why, 300)}"
    yield _said("credentials", told, "" if one.credentials.are_usable else "bold red")
    may_write = target.may_write(one.plan.bundle.name)
    yield _said("safety", "writes" if may_write else "read-only")
    for reason, count in one.left_out.items():
        yield _said("", f"leaves out {counted(count, 'item')}: {reason}")
    named = sorted(one.controls - {ANY_CONTROL})
    has = ", ".join(named) + (", not listed" if ANY_CONTROL in one.controls else "")
    wanted = [gap.name for gap in one.uncontrolled]
    lacks = f"; laws want {', '.join(wanted)}" if wanted else ""
    yield _said("control", f"{has or 'none'}{lacks}", "yellow" if wanted else "")
    yield _said("roles", _counts(one))
    yield from _table(one)
    if is_verbose:
        for gap in (*one.missing, *one.uncontrolled):
            yield from _needed_by(gap)


def _counts(one: ApiExamination) -> str:
    """Returns one count that says what it counts: all roles of the document, by what is known."""
    lacking = {gap.name for gap in one.missing}
    makeable = sum(bool(gap.makes) for gap in one.missing)
    counts = {
        "configured": sum(role.source == "configured" for role in one.roles),
        "found": sum(role.source == "found" for role in one.roles),
        "to be named by you": len(lacking) - makeable,
        "made by a test": makeable,
        "not needed here": sum(
            role.source == "missing" and role.name not in lacking for role in one.roles
        ),
    }
    parts = ", ".join(f"{count} {word}" for word, count in counts.items() if count)
    return f"{len(one.roles)} in the document: {parts}" if parts else "none"


def _table(one: ApiExamination) -> Iterator[Line]:
    rows: list[tuple[str, ...]] = [
        (
            gap.name,
            f"a test makes one by {gap.makes}" if gap.makes else "to be named by you",
            str(len(gap.laws) or ""),
            str(len(gap.codes) or ""),
        )
        for gap in one.missing
    ]
    rows += [
        (role.name, f"found: {one_line(str(role.value), 40)}", "", "")
        for role in one.roles
        if role.source == "found"
    ]
    if rows:
        yield from grid([("role", "state", "laws", "codes"), *rows], right=False, indent=4)


def _needed_by(gap: Gap) -> Iterator[Line]:
    yield line()
    yield line(f"  {gap.name}  {one_line(gap.description, 200)}".rstrip(), "bold", hang=4)
    for what, names in (("laws", gap.laws), ("codes", gap.codes)):
        if names:
            yield line(f"    {what:<5}  {', '.join(map(one_line, names))}", hang=11)


def _to_add(one: ApiExamination, target: Target, known: Collection[str]) -> Iterator[str]:
    """Yields the lines of one API, ready to be pasted."""
    bundle = one.plan.bundle
    is_new = "://" in target.name
    named = [gap for gap in one.missing if not gap.makes and gap.name != DEFAULT]
    is_asked = is_new or one.credentials.state == "missing"
    auth = auth_lines(bundle) if is_asked else []
    if not (is_new or named or auth or one.uncontrolled):
        return
    table = role_table(bundle, target.name)
    api = table.replace(".roles]", "]")
    if is_new:
        yield ""
        yield api
        yield f'url = "{one.url}"'
    elif auth:
        yield f"# below {api}, which is there:"
    yield from auth
    if one.uncontrolled:
        where = "" if is_new else f"  # below {api}"
        yield f'# control = "https://..."{where}: base URL of its control protocol, if it has one'
    if not named:
        return
    if is_new:
        yield ""
    if bundle.name in known:
        yield f"# below {table}, which is there:"
    else:
        yield table
    kinds = bundle.roles
    for gap in named:
        is_caller = kinds.get(gap.name, {}).get("type") == "credentials"
        what = "" if is_caller else f"  # {one_line(gap.description, 70)}"
        yield f"{role_line(bundle, gap.name)}{what}".rstrip(" #")


def _verdict(found: Sequence[ApiExamination]) -> Line:
    if all(one.is_complete for one in found):
        return line("everything that this target allows can be judged", "bold green")
    parts = [
        f"{one.plan.bundle.name} has no proven credentials"
        for one in found
        if not one.credentials.are_usable
    ]
    missing = sum(not gap.makes for one in found for gap in one.missing)
    controls = sum(len(one.uncontrolled) for one in found)
    parts += [f"{counted(missing, 'role')} to be named by you"] if missing else []
    parts += [f"{counted(controls, 'control action')} missing"] if controls else []
    return line(f"not everything can be judged: {'; '.join(parts)}", "bold yellow", hang=2)


def _said(word: str, text: str, style: str = "") -> Line:
    return line(f"  {word:<11}  {text}", style, hang=_HANG)
