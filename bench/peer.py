"""Plain `schemathesis run`: its configuration, one run, and what it reported."""

import json
import subprocess
import sys
import time
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path

from specs.bundle import Bundle
from specs.values import Json, Record
from tests.support.judging import bundle_of

LONGEST_SECONDS = 400
"""A run that takes longer is ended; it has reported nothing then."""


@dataclass(frozen=True, slots=True)
class Told:
    """What one run of one tool said of one server."""

    tool: str
    api: str
    flaw: str
    """Empty for the correct server."""
    seed: int
    seconds: float
    requests: int
    alarms: list[str] = field(default_factory=list)
    """One line for each cause, without anything that was drawn."""
    note: str = ""


def roles_of(api: str) -> dict[str, Json]:
    """Returns what plays each role on the test servers of an API."""
    roles: dict[str, Json] = import_module(f"tests.support.servers.{api}").ROLES
    return roles


def configuration(api: str) -> str:
    """Returns a schemathesis.toml with good credentials and all values that our suite is given.

    A role says which parameters it can stand for; for each parameter there is one dictionary with
    the values of all its roles.
    """
    bundle, roles = bundle_of(api), roles_of(api)
    lines = []
    for scheme, given in roles["caller.default"].items():
        lines.append(f"[auth.openapi.{scheme}]")
        for ours, theirs in (
            ("token", "bearer"), ("value", "api_key"),
            ("username", "username"), ("password", "password"),
        ):  # fmt: skip
            if ours in given:
                lines.append(f"{theirs} = {json.dumps(given[ours])}")
    values = known_values(bundle, roles)
    for number, known in enumerate(values.values()):
        lines += [f"[dictionaries.d{number}]", f"values = {json.dumps(known)}"]
    lines.append("[parameters]")
    for number, place in enumerate(values):
        lines.append(f'"{place}" = {{dictionary = "d{number}"}}')
    return "\n".join(lines) + "\n"


def known_values(bundle: Bundle, roles: dict[str, Json]) -> dict[str, list[Json]]:
    """Returns the known values by the place that Schemathesis names: `path.id`, `body.data[*].id`."""
    found: dict[str, list[Json]] = {}
    for name, role in bundle.document.data["x-roles"].items():
        for parameter in role.get("parameters", ()):
            for place in _places(bundle, parameter):
                if name in roles and roles[name] not in found.setdefault(place, []):
                    found[place].append(roles[name])
    return {place: values for place, values in found.items() if values}


def _places(bundle: Bundle, parameter: str) -> list[str]:
    if parameter.startswith("/"):
        return ["body." + parameter[1:].replace("/*", "[*]").replace("/", ".")]
    places = {
        f"{one.place}.{parameter}"
        for operation in bundle.operations
        for one in operation.parameters
        if one.name == parameter
    }
    return sorted(places)


def run_peer(
    api: str, url: str, *, flaw: str, seed: int, max_examples: int | None, folder: Path
) -> Told:
    """Runs Schemathesis once, with its default phases and checks."""
    config, report = folder / "schemathesis.toml", folder / "peer.json"
    config.write_text(configuration(api), "utf-8")
    report.unlink(missing_ok=True)
    command = [
        str(Path(sys.executable).with_name("schemathesis")), "--config-file", str(config), "run",
        str(bundle_of(api).document.path), "--url", url, "--seed", str(seed), "--no-color",
        "--request-timeout", "5", "--report", "json", "--report-json-path", str(report),
        "--generation-database", "none",
    ]  # fmt: skip
    if max_examples is not None:
        command += ["--max-examples", str(max_examples)]
    started, note = time.monotonic(), ""
    try:
        subprocess.run(command, cwd=folder, capture_output=True, timeout=LONGEST_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        note = f"ended after {LONGEST_SECONDS} s"
    seconds = time.monotonic() - started
    if not report.exists():
        return Told("schemathesis", api, flaw, seed, seconds, 0, [], note or "no report")
    told: Record = json.loads(report.read_text("utf-8"))
    return Told(
        tool="schemathesis",
        api=api,
        flaw=flaw,
        seed=seed,
        seconds=seconds,
        requests=told["test_cases"]["generated"],
        alarms=sorted({_alarm(failure) for failure in told["failures"]} | set(_errors(told))),
        note=note,
    )
