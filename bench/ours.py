"""Our suite over HTTP against a test server: its target file, one run, and what it found."""

import json
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from bench.running import ran
from bench.told import Told
from specs.values import Json, Record
from tests.support.judging import server_target

NAME: Final = "contracts"
TIMEOUT_SECONDS: Final = 5
_TARGET: Final = "bench"


def run_ours(
    api: str, url: str, *, flaw: str, seed: int, folder: Path, options: Iterable[str] = ()
) -> Told:
    """Runs the suite as pytest items, in one process, in the order of the plan.

    Args:
        api: Name of a bundled API.
        url: Where it is served.
        flaw: Which flaw is on; empty for the correct server.
        seed: Of all that is drawn.
        folder: Where it may write.
        options: More options of pytest, such as `-x`.
    """
    _write_target(folder, api, url)
    home = folder / "runs"
    shutil.rmtree(home, ignore_errors=True)
    command = [
        sys.executable, "-m", "pytest", "--contracts-only", f"--contracts-target={_TARGET}",
        f"--contracts-api={api}", f"--contracts-seed={seed}", f"--contracts-run-home={home}",
        "-q", "-p", "no:cacheprovider", *options,
    ]  # fmt: skip
    run = ran(command, folder)
    results = list(home.rglob("run.json"))
    told: Record = json.loads(results[0].read_text("utf-8")) if results else {}
    return Told(
        tool=NAME,
        api=api,
        flaw=flaw,
        seed=seed,
        seconds=run.seconds,
        cpu_seconds=run.cpu_seconds,
        requests=sum(sum(item["requests"].values()) for item in told.get("items", ())),
        alarms=sorted(
            " | ".join((one["judge"], one["operation"], one["severity"], one["pointer"]))
            for one in told.get("findings", ())
        ),
        note=run.note or ("" if told else run.output[-300:]),
    )


def _write_target(folder: Path, api: str, url: str) -> None:
    target = server_target(api)
    lines = [
        f"[targets.{_TARGET}]",
        'safety = "writes"',
        f"isolation = {_toml(target.isolation)}",
        f"exclusive = {_toml(target.exclusive)}",
        f"timeout = {TIMEOUT_SECONDS}",
        f"[targets.{_TARGET}.apis.{api}]",
        f"url = {_toml(url)}",
        f"control = {_toml(url + '/_mock')}",
        f"[targets.{_TARGET}.apis.{api}.roles]",
        *(f"{_toml(name)} = {_toml(value)}" for name, value in target.apis[api].roles.items()),
    ]
    (folder / "contracts.toml").write_text("\n".join(lines) + "\n", "utf-8")


def _toml(value: Json) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_toml(key)} = {_toml(one)}" for key, one in value.items()) + "}"
    return json.dumps(value)
