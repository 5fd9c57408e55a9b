"""Pairs of small documents whose only schemas are compared."""

import json
from pathlib import Path

from contracts.drift.schemas import Difference, Judge, Policy, Producer, rule_of
from specs.bundle import Bundle
from specs.schemas import Direction
from specs.values import Json, Record

ROOT = "/components/schemas/Root"


def bundle_of(file: Path, schema: Json, version: str = "3.1.0", **others: Json) -> Bundle:
    document: Record = {
        "openapi": version,
        "info": {"title": "Things", "version": "1"},
        "paths": {},
        "components": {"schemas": {"Root": schema, **others}},
    }
    file.write_text(json.dumps(document))
    return Bundle.load(file)


class Pairs:
    """Compares schemas in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def differences(
        self,
        base: Json,
        revision: Json,
        direction: Direction = "request",
        *,
        versions: tuple[str, str] = ("3.1.0", "3.1.0"),
        others: tuple[Record, Record] = ({}, {}),
        policy: Policy | None = None,
        is_text: bool = False,
    ) -> tuple[Difference, ...]:
        judge = Judge(
            bundle_of(self.folder / "base.json", base, versions[0], **others[0]),
            bundle_of(self.folder / "revision.json", revision, versions[1], **others[1]),
            policy or Policy(),
        )
        producer: Producer = "client" if direction == "request" else "server"
        return judge.compare(ROOT, ROOT, direction=direction, producer=producer, is_text=is_text)

    def rules(
        self, base: Json, revision: Json, direction: Direction = "request", **more: Json
    ) -> list[tuple[str, str, str]]:
        found = self.differences(base, revision, direction, **more)
        return [(rule_of(one, direction), one.verdict, one.path) for one in found]
