"""Exchange stories as data files, replayed against a running mock."""

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import httpx2

from specs.bundle import Bundle
from specs.values import ABSENT, Json, Record, find, find_all
from specs.yaml_reader import read_text
from tests.support.matching import differences

START = datetime.fromisoformat("2026-01-15T12:00:00+00:00")
"""The clock stands here when a story begins."""

_MEMBERS = {"story", "source", "rules", "defaults", "steps"}
_STEP = {"what", "request", "response", "codes", "capture", "control", "clock"}
_VARIABLE = re.compile(r"\$\{([a-z_0-9]+)\}")
_NOW = re.compile(r"\$now(?:([+-])(\d+)([smhd]))?(?:\|(.+))?")
_SPANS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}


@dataclass
class Transcript:
    """One story."""

    path: Path
    story: str
    rules: tuple[str, ...]
    steps: list[Record]
    defaults: Record = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path) -> "Transcript":
        raw = read_text(path).value
        unknown = set(raw) - _MEMBERS
        assert not unknown, f"{path.name}: unknown members {unknown}"
        for step in raw["steps"]:
            assert not set(step) - _STEP, f"{path.name}: unknown members {set(step) - _STEP}"
        return cls(
            path, raw["story"], tuple(raw.get("rules", ())), raw["steps"], raw.get("defaults", {})
        )

    @property
    def codes(self) -> set[Json]:
        """The documented error codes that the story gets from the server."""
        return {code for step in self.steps for code in step.get("codes", ())}


def start_story(client: httpx2.Client) -> None:
    """Stops a mock's clock at `START` and puts its records back to the seed."""
    moved = client.patch("/_mock/clock", json={"frozen": True, "now": START.isoformat()})
    assert moved.is_success, moved.text
    assert client.post("/_mock/reset").is_success


def transcripts_of(bundle: Bundle) -> list[Transcript]:
    return [Transcript.read(path) for path in bundle.files("transcripts/*.yaml")]


class Replay:
    """Plays the steps of a transcript and fails on the first difference."""

    def __init__(self, client: httpx2.Client, bundle: Bundle, transcript: Transcript) -> None:
        self._client = client
        self._bundle = bundle
        self._transcript = transcript
        self._captured: dict[str, Json] = {}

    def run(self) -> None:
        start_story(self._client)
        for index, step in enumerate(self._transcript.steps):
            self._step(index, self._filled(step))

    def _step(self, index: int, step: Record) -> None:
        where = f"{self._transcript.path.name}, step {index + 1} ({step.get('what', '')})"
        if "clock" in step:
            self._admin("PATCH", "/clock", step["clock"])
        if "control" in step:
            control = step["control"]
            path = f"/control/{self._bundle.name}/{control['action']}"
            self._admin("POST", path, control.get("json", {}))
        if "request" in step:
            response = self._send(step["request"])
            wrong = self._judge(step, response)
            assert not wrong, f"{where}:\n" + "\n".join(wrong) + f"\nanswer: {response.text[:2000]}"
            for name, at in step.get("capture", {}).items():
                value = find(response.json(), at)
                assert value is not ABSENT, f"{where}: nothing to capture at {at}"
                self._captured[name] = value

    def _send(self, request: Record) -> httpx2.Response:
        headers = {**self._transcript.defaults.get("headers", {}), **request.get("headers", {})}
        options: dict[str, Any] = {}
        if "json" in request:
            options["json"] = request["json"]
        elif "text" in request:
            options["content"] = request["text"].encode()
        elif "form" in request:
            options["data"] = request["form"]
        if "query" in request:
            options["params"] = [(name, str(text)) for name, text in request["query"]]
        return self._client.request(
            request["method"],
            request["path"],
            headers={name: str(text) for name, text in headers.items() if text is not None},
            **options,
        )

    def _judge(self, step: Record, response: httpx2.Response) -> list[str]:
        expected = step["response"]
        wrong = differences(expected["status"], response.status_code, "status")
        for name, text in expected.get("headers", {}).items():
            wrong += differences(text, response.headers.get(name), f"header {name}")
        if "json" in expected:
            wrong += differences(expected["json"], response.json())
        for at, value in expected.get("contains", {}).items():
            actual = find(response.json(), at)
            wrong += [f"{at}: missing"] if actual is ABSENT else differences(value, actual, at)
        for at in expected.get("absent", ()):
            if find(response.json(), at) is not ABSENT:
                wrong.append(f"{at}: is there")
        if not wrong:
            wrong += self._judge_codes(step.get("codes", ()), response)
        return wrong

    def _judge_codes(self, codes: list[Json], response: httpx2.Response) -> list[str]:
        wrong = []
        for code in codes:
            declared = [item for item in error_codes(self._bundle) if item["code"] == code]
            if not declared:
                wrong.append(f"code {code!r} is declared by no operation")
            elif not any(
                item["status"] == response.status_code
                and code in find_all(response.json(), item["at"])
                for item in declared
            ):
                wrong.append(f"code {code!r} does not stand where x-error-codes says")
        return wrong

    def _admin(self, method: str, path: str, body: Json = None) -> None:
        response = self._client.request(method, "/_mock" + path, json=body or None)
        name = self._transcript.path.name
        assert response.is_success, f"{name}: {method} {path}: {response.text}"

    def _filled(self, value: Json) -> Json:
        if isinstance(value, dict):
            return {name: self._filled(item) for name, item in value.items()}
        if isinstance(value, list):
            return [self._filled(item) for item in value]
        if isinstance(value, str):
            return self._filled_text(value)
        return value

    def _filled_text(self, text: str) -> Json:
        whole = _VARIABLE.fullmatch(text)
        if whole and whole[1] in self._captured:
            return self._captured[whole[1]]
        text = _VARIABLE.sub(lambda found: str(self._captured.get(found[1], found[0])), text)
        now = _NOW.fullmatch(text)
        if now:
            sign, count, unit, form = now.groups()
            span = timedelta(**{_SPANS[unit]: int(count)}) if unit else timedelta()
            instant = START - span if sign == "-" else START + span
            return instant.strftime(form or "%Y-%m-%dT%H:%M:%SZ")
        return text


def error_codes(bundle: Bundle) -> list[Record]:
    """Returns every declared error code of every operation and response of an API."""
    found = []
    for operation in bundle.operations:
        found += operation.extensions.get("x-error-codes", [])
        for response in operation.responses.values():
            found += bundle.document.at(response.pointer).get("x-error-codes", [])
    return found
