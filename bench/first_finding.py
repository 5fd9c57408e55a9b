"""How long until the first finding: `python -m bench.first_finding API FLAW STARTED`.

A real run in the order of the plan against a test server with one flaw, in a process of its own;
the clock starts with the process and stops when the first item with a finding ends.
"""

import json
import sys
import time
from dataclasses import asdict, dataclass
from itertools import count
from pathlib import Path
from typing import Final

from bench.running import ran

LONGEST_SECONDS: Final = 60
"""A run without a finding ends then."""


@dataclass(frozen=True, slots=True)
class First:
    """The first finding on a server with one flaw."""

    api: str
    family: str
    flaw: str
    seconds: float
    """Until the finding, or until the run was over without one."""
    cpu_seconds: float
    requests: int
    item: str
    """Which item found it; empty if none did."""


def first_finding(api: str, flaw: str) -> First:
    """Measures one flaw in a new process.

    Raises:
        RuntimeError: The process failed.
    """
    command = [sys.executable, "-m", "bench.first_finding", api, flaw, str(time.time())]
    run = ran(command, Path.cwd())
    if run.code:
        raise RuntimeError(f"{flaw}: {run.note} {run.output}")
    return First(**json.loads(run.output.splitlines()[-1]))


def measure(api: str, flaw_id: str, started: float) -> First:
    """Measures one flaw in this process, which was started at a time."""
    # Imports are a part of what a user waits for, so they come after the clock has started.
    from contracts.run.limits import OwnLimits
    from contracts.run.options import RunOptions
    from contracts.run.suite import Setting, Suite
    from contracts.run.transport import AsgiTransport
    from tests.support.flaw_runs import flaws_of
    from tests.support.judging import STARTED, bundle_of, flawed_server, server_target

    flaw = next(flaw for flaw in flaws_of(api) if flaw.id == flaw_id)
    ticks = count()
    sent = 0

    def note(_: object) -> None:
        nonlocal sent
        sent += 1

    transport = AsgiTransport(flawed_server(api, (flaw_id,)))
    setting = Setting(
        run="ck-bench",
        started=STARTED,
        now=lambda: float(next(ticks)),
        limits=OwnLimits(),
        on_exchange=note,
        transports={api: transport},
    )
    suite = Suite([bundle_of(api)], server_target(api), RunOptions(), setting)
    found = ""
    for item in suite.items:
        if suite.run(item).findings:
            found = item.id
            break
        if time.time() - started > LONGEST_SECONDS:
            break
    seconds, cpu_seconds = time.time() - started, time.process_time()
    suite.close()
    transport.close()
    return First(api, flaw.family, flaw_id, seconds, cpu_seconds, sent, found)


if __name__ == "__main__":
    told = measure(sys.argv[1], sys.argv[2], float(sys.argv[3]))
    sys.stdout.write(json.dumps(asdict(told)) + "\n")
