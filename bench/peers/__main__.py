"""Measures the mock beside its peers: `make bench`.

Each server does the same work in turn: GET of one campaign, PATCH of two, a search that finds
one. Every load is paired with one of the bare server (uvicorn with uvloop and httptools, an ASGI
function that answers the same bytes) a moment before or after; a ratio is the median of the ratios
of all pairs. Nothing is asserted.
"""

import argparse
import json
import os
import signal
import sys
import tempfile
from pathlib import Path

from bench.peers.catalogue import catalogue
from bench.peers.chart import chart
from bench.peers.effort import FULL, QUICK
from bench.peers.installed import VARIABLE, Installed
from bench.peers.processors import places
from bench.peers.report import report, write_report
from bench.peers.run import measure
from bench.peers.wrk import wrk_is_there
from specs.values import Record


def main() -> int:
    """Measures, prints the tables, and writes what is asked for; tells the exit code."""
    asked = _parser().parse_args()
    if asked.figures is not None:
        figures = json.loads(asked.figures.read_text("utf-8"))
    elif problem := _unable():
        sys.stderr.write(problem + "\n")
        return 2
    else:
        figures = _measured(asked)
    if asked.table is not None:
        write_report(asked.table, figures)
    if asked.plot is not None:
        asked.plot.write_text(chart(figures), "utf-8")
    sys.stdout.write(report(figures))
    return 0


def _measured(asked: argparse.Namespace) -> Record:
    installed = Installed(asked.peers.resolve())
    servers = catalogue(installed)
    names = {server.name for server in servers}
    only = {name.strip() for name in asked.only.split(",")} if asked.only else None
    if only is not None and only - names:
        unknown = ", ".join(sorted(only - names))
        sys.exit(f"There is no {unknown}. There are: {', '.join(sorted(names))}.")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        return measure(
            servers,
            installed,
            QUICK if asked.quick else FULL,
            only=only,
            places=places(free=asked.free),
            folder=Path(folder),
            keep=asked.json,
        )


def _unable() -> str:
    if not Path("/proc/self/smaps_rollup").exists():
        return "Only Linux tells what is measured here: processor time and memory of a process."
    if not wrk_is_there():
        return "The load generator wrk is not installed; its package is named wrk. Nothing is done."
    return ""


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m bench.peers",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--quick", action="store_true", help="a first look, under three minutes")
    parser.add_argument("--only", metavar="NAMES", help="these servers only, split by commas")
    parser.add_argument("--free", action="store_true", help="pin nothing to a processor")
    parser.add_argument(
        "--peers",
        type=Path,
        metavar="DIR",
        default=Path(os.environ.get(VARIABLE, "peers")),
        help=f"where the peers are installed; else {VARIABLE} in the environment says it",
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures")
    parser.add_argument(
        "--table", type=Path, metavar="FILE", help="write the tables into a document"
    )
    parser.add_argument("--plot", type=Path, metavar="FILE", help="draw the figures; SVG")
    parser.add_argument(
        "--from",
        dest="figures",
        type=Path,
        metavar="FILE",
        help="measure nothing, take these figures",
    )
    return parser


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
