"""Our suite beside plain `schemathesis run`: who finds which flaw, and who accuses the innocent."""

import argparse
import sys
import tempfile
from pathlib import Path

from bench import ours, peer
from bench.sample import sample
from bench.serving import served
from bench.side_table import table
from bench.told import Told, keep_told, read_told
from tests.support.judging import APIS


class Comparison:
    """Runs both tools against one server after the other, and keeps what they said."""

    def __init__(self, file: Path, folder: Path, peer_options: list[str]) -> None:
        self._file = file
        self._folder = folder
        self._peer_options = peer_options
        self._done = {told.key for told in read_told(file)}

    def correct(self, api: str, seed: int) -> None:
        """Runs both against the correct server of an API; whatever they report is a false alarm."""
        for tool in (peer.NAME, ours.NAME):
            self._run(tool, api, "", seed)

    def flawed(self, api: str, flaw: str, seed: int) -> None:
        """Runs both against a server with one flaw; ours ends with its first finding."""
        for tool in (peer.NAME, ours.NAME):
            self._run(tool, api, flaw, seed)

    def _run(self, tool: str, api: str, flaw: str, seed: int) -> None:
        if (tool, api, flaw, seed) in self._done:
            return
        with served(api, [flaw] if flaw else []) as url:
            if tool == peer.NAME:
                accepted = self._accepted(api, seed) if flaw else self._folder / "nothing.json"
                told = peer.run_peer(
                    api, url, flaw=flaw, seed=seed, accepted=accepted, options=self._peer_options
                )
                if not flaw:
                    (self._folder / "new.json").replace(self._accepted(api, seed))
            else:
                options = ["-x"] if flaw else []
                told = ours.run_ours(
                    api, url, flaw=flaw, seed=seed, folder=self._folder, options=options
                )
        self._keep(told)

    def _accepted(self, api: str, seed: int) -> Path:
        return self._folder / f"accepted-{api}-{seed}.json"

    def _keep(self, told: Told) -> None:
        keep_told(self._file, told)
        name = told.flaw or "correct server"
        sys.stderr.write(
            f"{told.tool} {told.api} {name} seed {told.seed}: {len(told.alarms)} reported, "
            f"{told.seconds:.0f} s {told.note}\n"
        )


def main() -> None:
    """Runs what the results file does not hold yet, and prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--flaws", type=int, default=46, help="how many; 46")
    parser.add_argument("--seeds", type=int, default=3, help="seeds of each correct server; 3")
    parser.add_argument("--max-examples", type=int, help="of Schemathesis; its own default, 100")
    parser.add_argument("--results", type=Path, default=Path("side_by_side.jsonl"))
    parser.add_argument("--work", type=Path, help="where the tools write; a temporary folder")
    parser.add_argument("--table-only", action="store_true", help="run nothing more")
    asked = parser.parse_args()
    chosen = sample(asked.flaws)
    if not asked.table_only:
        options = [] if asked.max_examples is None else ["--max-examples", str(asked.max_examples)]
        with tempfile.TemporaryDirectory() as temporary:
            folder = asked.work or Path(temporary)
            folder.mkdir(parents=True, exist_ok=True)
            comparison = Comparison(asked.results.resolve(), folder.resolve(), options)
            for seed in range(1, asked.seeds + 1):
                for api in APIS:
                    comparison.correct(api, seed)
            for api, flaw in chosen:
                comparison.flawed(api, flaw.id, seed=1)
    sys.stdout.write(table(read_told(asked.results), chosen))


if __name__ == "__main__":
    main()
