"""Plain `schemathesis run`: its configuration, one run, and what it reported."""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from bench.running import ran, script
from bench.told import Told
from specs.bundle import Bundle
from specs.operation import Parameter
from specs.values import Json, Record
from tests.support.judging import bundle_of, server_target

NAME: Final = "schemathesis"
KNOWN_SHARE: Final = 0.8
"""How often a generated request takes a known value; else Schemathesis makes one up."""
TIMEOUT_SECONDS: Final = 5
LEFT_OUT: Final = ("query.member_number", "query.authentication_point_identifier")
"""Other names of one thing. Schemathesis sends every parameter that it has values for, and a server
that allows one name only would refuse all its requests."""
_WORDS: Final = {
    "token": "bearer",
    "value": "api_key",
    "username": "username",
    "password": "password",
}
"""What we call a credential, and what Schemathesis calls it."""


def configuration(api: str) -> str:
    """Returns a schemathesis.toml with good credentials and all values that our suite is given.

    A role says which parameters it can stand for. A parameter with one known value is always sent
    with it; one with several gets a dictionary.
    """
    roles = server_target(api).apis[api].roles
    lines = []
    for scheme, given in roles["caller.default"].items():
        lines.append(f"[auth.openapi.{scheme}]")
        lines += [f"{_WORDS[key]} = {json.dumps(value)}" for key, value in given.items()]
    fixed: list[str] = []
    several: list[str] = []
    for place, values in known_values(bundle_of(api), roles).items():
        if place in LEFT_OUT:
            continue
        if len(values) == 1:
            fixed.append(f'"{place}" = {json.dumps(values[0])}')
            continue
        name = f"known{len(several)}"
        lines += [f"[dictionaries.{name}]", f"values = {json.dumps(values)}"]
        several.append(f'"{place}" = {{dictionary = "{name}", probability = {KNOWN_SHARE}}}')
    lines += ["[parameters]", *fixed, *several]
    return "\n".join(lines) + "\n"


def known_values(bundle: Bundle, roles: Mapping[str, Json]) -> dict[str, list[Json]]:
    """Returns known values by the place as Schemathesis names it: `path.id`, `body.data[*].id`."""
    found: dict[str, list[Json]] = {}
    for name, role in bundle.roles.items():
        if name not in roles:
            continue
        for parameter in role.get("parameters", ()):
            for place, value in _uses(bundle, parameter, roles[name]):
                known = found.setdefault(place, [])
                if value not in known:
                    known.append(value)
    return found


def _uses(bundle: Bundle, parameter: str, value: Json) -> Iterator[tuple[str, Json]]:
    if parameter.startswith("/"):
        yield "body." + parameter[1:].replace("/*", "[*]").replace("/", "."), value
        return
    for operation in bundle.operations:
        for one in operation.parameters:
            if one.name == parameter:
                yield f"{one.place}.{parameter}", _fitting(bundle, one, value)


def _fitting(bundle: Bundle, parameter: Parameter, value: Json) -> Json:
    """Returns a value in the type that the parameter's schema asks for: `31` for `"31"`."""
    forms = [value, str(value), *([int(value)] if str(value).isdecimal() else [])]
    if parameter.schema is None:
        return value
    schema = bundle.schemas.compile(parameter.schema, "request")
    return next((form for form in forms if schema.is_valid(form)), value)


def run_peer(
    api: str, url: str, *, flaw: str, seed: int, accepted: Path, options: Iterable[str] = ()
) -> Told:
    """Runs Schemathesis once, with its default phases and checks.

    Its baseline keeps what it reports by its own idea of what is the same, and goes on past what
    it holds already; `--continue-on-failure` lets one failure not end an operation.

    Args:
        api: Name of a bundled API.
        url: Where it is served.
        flaw: Which flaw is on; empty for the correct server.
        seed: Of all that it draws.
        accepted: A baseline, of which this run adds to its own copy only.
        options: More options.
    """
    folder = accepted.parent
    config, report, baseline = folder / "peer.toml", folder / "peer.json", folder / "new.json"
    config.write_text(configuration(api), "utf-8")
    report.unlink(missing_ok=True)
    known = _entries(accepted)
    baseline.unlink(missing_ok=True)
    if accepted.exists():
        baseline.write_bytes(accepted.read_bytes())
    command = [
        script("schemathesis"), "--config-file", str(config), "run",
        str(bundle_of(api).document.path), "--url", url, "--seed", str(seed),
        "--continue-on-failure", "--baseline", str(baseline), "--baseline-update",
        "--request-timeout", str(TIMEOUT_SECONDS), "--report", "json",
        "--report-json-path", str(report), "--generation-database", "none", *options,
    ]  # fmt: skip
    run = ran(command, folder)
    told: Record = json.loads(report.read_text("utf-8")) if report.exists() else {}
    alarms = (_entries(baseline) - known) | set(_errors(told))
    return Told(
        tool=NAME,
        api=api,
        flaw=flaw,
        seed=seed,
        seconds=run.seconds,
        cpu_seconds=run.cpu_seconds,
        requests=told.get("test_cases", {}).get("generated", 0),
        alarms=sorted(alarms),
        note=run.note or ("" if told else run.output[-300:]),
    )


def _entries(baseline: Path) -> set[str]:
    if not baseline.exists():
        return set()
    entries: list[Record] = json.loads(baseline.read_text("utf-8"))["entries"]
    return {
        " | ".join((entry["failure"], entry["operation"], entry["check"], entry["signature"]))
        for entry in entries
    }


def _errors(told: Record) -> Iterator[str]:
    for error in told.get("errors", ()):
        yield f"{error['title']} |  | error | "
