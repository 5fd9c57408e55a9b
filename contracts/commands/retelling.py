"""A stored request as it is sent again: secrets by name, names and ids of today."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import quote

from contracts.finding import Exchange, Request
from contracts.run.sender import AGENT, Sender
from contracts.target.credentials import show
from specs.operation import Operation
from specs.values import ABSENT, Json

_BRACED: Final = re.compile(r"\$\{(?P<name>[A-Z][A-Z0-9_]+)(?:(?P<end>[%#])(?P<cut>\?+))?\}")
"""A masked secret that text follows, or a part of one: `${NAME%??}` is without its last two."""
_MASK: Final = re.compile(r"\$\{?[A-Z][A-Z0-9_]+")


@dataclass(slots=True)
class Retelling:
    """What differs between a run and its replay."""

    sender: Sender
    secrets: Mapping[str, str]
    """Secret text -> the name that stands for it."""
    prefixes: Mapping[str, str]
    """What made-up names carried -> what they carry now."""
    ids: dict[str, str] = field(default_factory=dict)
    """Ids that the stored answers gave -> those that the new ones give."""

    def request(self, stored: Exchange, operation: Operation | None) -> Request:
        """Returns what is to be sent in the place of a stored request; the sender signs it."""
        old = stored.request
        signed = self._signed(old.caller, operation)
        body = None if old.body is None else self._body(old.body)
        headers = [
            (name, self._filled(self.renamed(value)))
            for name, value in old.headers
            if not self._is_the_senders(name, value)
        ]
        query = [(name, self._filled(self.renamed(value))) for name, value in old.query]
        length = "content-length" if body != old.body else None
        return Request(
            method=old.method,
            path=self._filled(self.renamed(old.path), lambda text: quote(text, safe="")),
            query=tuple(pair for pair in query if not signed.again(*pair)),
            headers=tuple(
                pair for pair in headers if not signed.again(*pair) and pair[0].lower() != length
            ),
            body=body,
            caller=old.caller,
        )

    def learn(self, stored: Exchange, now: Exchange, operation: Operation | None) -> None:
        """Notes the id that an answer gives in the place of a stored one."""
        resource = operation.resource if operation is not None else {}
        if "id" not in resource:
            return
        old, new = stored.at(resource["id"]), now.at(resource["id"])
        if _is_id(old) and _is_id(new):
            self.ids[str(old)] = str(new)

    def renamed(self, text: str) -> str:
        """Returns a text with the names and ids of today."""
        pattern = self._pattern()
        if pattern is None:
            return text
        known = {**self.prefixes, **self.ids}
        known |= {quote(old, safe=""): quote(new, safe="") for old, new in self.ids.items()}
        return pattern.sub(lambda match: known[match[0]], text)

    def retold(self, value: Json) -> Json:
        """Returns a JSON value with the names and ids of today."""
        if isinstance(value, dict):
            return {name: self.retold(part) for name, part in value.items()}
        if isinstance(value, list):
            return [self.retold(part) for part in value]
        if isinstance(value, str):
            return self.renamed(value)
        if isinstance(value, int) and not isinstance(value, bool):
            new = self.ids.get(str(value))
            return int(new) if new is not None and new.isdecimal() else value
        return value

    def _pattern(self) -> re.Pattern[str] | None:
        ids = {old for old, new in self.ids.items() if old != new}
        ids |= {quote(old, safe="") for old in ids}
        parts = [rf"(?<![\w-]){re.escape(old)}(?![\w-])" for old in _longest_first(ids)]
        parts += [rf"(?<![A-Za-z0-9]){re.escape(old)}" for old in _longest_first(self.prefixes)]
        return re.compile("|".join(parts)) if parts else None

    def _filled(self, text: str, form: Callable[[str], str] = str) -> str:
        """Returns a text with its masked secrets filled in."""
        texts = {f"${name}": secret for secret, name in self.secrets.items()}

        def found(match: re.Match[str]) -> str:
            whole = texts.get(f"${match['name']}")
            if whole is None:
                return match[0]
            cut = len(match["cut"] or "")
            part = whole[cut:] if match["end"] == "#" else whole[: len(whole) - cut]
            return form(part)

        text = _BRACED.sub(found, text)
        for name in _longest_first(texts):
            text = text.replace(name, form(texts[name]))
        return text

    def _body(self, body: bytes) -> bytes:
        try:
            text = body.decode()
        except UnicodeDecodeError:
            return body
        is_json = text.lstrip()[:1] in ("{", "[", '"')
        form: Callable[[str], str] = _in_json if is_json else str
        return self._filled(self.renamed(text), form).encode()

    def _is_the_senders(self, name: str, value: str) -> bool:
        """Returns whether the sender adds a header by itself, whoever calls."""
        if name.lower() == "user-agent":
            return value == AGENT
        return name.lower() in {known.lower() for known in self.sender.api.headers}

    def _signed(self, caller: str, operation: Operation | None) -> "_Signed":
        known = operation or next((o for o in self.sender.bundle.operations if o.security), None)
        if known is None:
            return _Signed(frozenset(), is_fetched=False)
        credentials = self.sender.credentials(caller, known)
        shown = show(known, credentials, {})
        return _Signed(
            names=frozenset(name.lower() for name, _ in (*shown.headers, *shown.query)),
            is_fetched=any("client_id" in members for members in credentials.values()),
        )


@dataclass(frozen=True, slots=True)
class _Signed:
    """Where a caller shows credentials."""

    names: frozenset[str]
    is_fetched: bool
    """Whether a token is asked for: a stored one is as old as its run."""

    def again(self, name: str, value: str) -> bool:
        """Returns whether the sender has to sign again what stands here."""
        is_masked = _MASK.search(value) is not None
        return name.lower() in self.names and (is_masked or self.is_fetched)


def _is_id(value: Json) -> bool:
    return value is not ABSENT and isinstance(value, str | int) and not isinstance(value, bool)


def _longest_first(texts: Iterable[str]) -> list[str]:
    return sorted(texts, key=len, reverse=True)


def _in_json(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')
