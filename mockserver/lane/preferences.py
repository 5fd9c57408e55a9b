"""What a request prefers (RFC 7240): read from its headers and its query, and told in the answer.

Source: RFC 7240, sections 2 and 3.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Final

from mockserver.lane.answers import Answer
from mockserver.replies.forced import MOST_DELAY_SECONDS, Forced, Preferences

_HEADER: Final = b"prefer"
NAMES: Final = ("code", "example", "dynamic", "error", "fail-items", "delay")
"""The preferences that are known here; every other one is ignored, the registered ones too."""

QUERY_NAMES: Final = {"__" + name.replace("-", "_"): name for name in NAMES}
"""Members of a query that stand for a preference, for clients that cannot set headers."""

Pair = tuple[str, str]
Line = tuple[bytes, bytes]

_BARE: Final = r"[!#$%&'*+\-.^_`|~0-9A-Za-z]++"
_QUOTED: Final = r'"(?:[\t !#-\[\]-~\x80-\U0010ffff]|\\[\t -~\x80-\U0010ffff])*+"'
_WORD: Final = rf"(?:{_BARE}|{_QUOTED})"
_SPACE: Final = r"[ \t]*+"
# Every part is possessive: a header that is no list of preferences costs one pass as well.
_PREFERENCE: Final = (
    rf"{_SPACE}({_BARE})(?:{_SPACE}={_SPACE}({_WORD}))?+"
    rf"(?:{_SPACE};{_SPACE}(?:{_BARE}(?:{_SPACE}={_SPACE}{_WORD})?+)?+)*+{_SPACE}(?:,|\Z)"
)
_SKIPPED: Final = rf'(?:{_QUOTED}|[^,"])*+(?:,|".*|\Z)'
"""A piece that is no preference, up to the next comma; a quote that never ends takes the rest."""

_STATUS: Final = re.compile(r"[2-5][0-9]{2}")
_SECONDS: Final = re.compile(r"[0-9]{1,4}(?:\.[0-9]{0,9})?|\.[0-9]{1,9}")
_ITEMS: Final = re.compile(r" *[0-9]{1,9} *(?:, *[0-9]{1,9} *)*")
_TRUTHS: Final = {"": True, "true": True, "1": True, "false": False, "0": False}

_FORMS: Final[dict[str, Callable[[str], bool]]] = {
    "code": lambda text: _STATUS.fullmatch(text) is not None,
    "example": bool,
    "dynamic": lambda text: text.lower() in _TRUTHS,
    "error": bool,
    "delay": lambda text: (
        _SECONDS.fullmatch(text) is not None and float(text) <= MOST_DELAY_SECONDS
    ),
    "fail-items": lambda text: _ITEMS.fullmatch(text) is not None,
}
"""Whether the value of a preference has a form that can be met."""

_WANTED: Final = {
    "code": "an answer ends with a status from 200 to 599",
    "example": "give the name of an example",
    "dynamic": "give true or false",
    "error": "give a documented code",
    "delay": f"give seconds up to {MOST_DELAY_SECONDS:g}, such as 0.3",
    "fail-items": 'give places that count from 0, such as "1,3"',
}
_LONGEST_HINT: Final = 1000
_LONGEST_SHOWN: Final = 60


def read_preferences(headers: Iterable[Line], query: Iterable[Pair]) -> Preferences | None:
    """Returns what a request prefers; None if it says nothing that is known here.

    A header outranks the query. Of a preference that is said twice the first one counts; what
    does not have the form of a preference is passed over.

    Args:
        headers: Names in lower case, and values, as they came.
        query: Decoded members in the order sent.
    """
    lines = [value for name, value in headers if name == _HEADER]
    members = [pair for pair in query if pair[0] in QUERY_NAMES]
    if not lines and not members:
        return None
    said: dict[str, str] = {}
    for line in lines:
        for name, text in _preferences_of(_decoded(line)):
            said.setdefault(name, text)
    for name, text in members:
        said.setdefault(QUERY_NAMES[name], text)
    return _typed(said) if not said.keys().isdisjoint(NAMES) else None


def without_preferences(query: tuple[Pair, ...]) -> tuple[Pair, ...]:
    """Returns the members of a query that are the API's.

    >>> without_preferences((("page", "2"), ("__code", "404")))
    (('page', '2'),)
    """
    if any(name in QUERY_NAMES for name, _ in query):
        return tuple(pair for pair in query if pair[0] not in QUERY_NAMES)
    return query


def with_preferences(answer: Answer, forced: Forced | None) -> Answer:
    """Returns an answer that says that it varies, what was applied, and what was not and why."""
    headers = varying(answer.headers, b"Prefer")
    if forced is not None:
        if forced.applied:
            headers.append((b"preference-applied", _applied(forced.applied).encode("ascii")))
        if forced.hints:
            headers.append((b"mock-hint", _one_line("; ".join(forced.hints))))
        if forced.is_undeclared:
            headers.append((b"mock-undeclared", b"true"))
    return answer._replace(headers=headers)


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Returns what a preference and what any other piece is matched by; few servers need them."""
    return re.compile(_PREFERENCE), re.compile(_SKIPPED, re.DOTALL)


def _decoded(line: bytes) -> str:
    """Returns the text of a header, which no RFC gives an encoding."""
    try:
        return line.decode()
    except UnicodeDecodeError:
        return line.decode("latin-1")


def _preferences_of(line: str) -> Iterator[Pair]:
    """Yields the preferences of one header: names in lower case, values unquoted."""
    preference, piece = _patterns()
    position = 0
    while position < len(line):
        found = preference.match(line, position)
        if found is None:
            skipped = piece.match(line, position)
            assert skipped is not None, "it matches anything"
            position = max(skipped.end(), position + 1)
            continue
        yield found[1].lower(), _unquoted(found[2] or "")
        position = found.end()


def _unquoted(word: str) -> str:
    return re.sub(r"\\(.)", r"\1", word[1:-1], flags=re.DOTALL) if word.startswith('"') else word


def _typed(said: dict[str, str]) -> Preferences:
    unmet = [
        f"{name}={text[:_LONGEST_SHOWN]!a}: {_WANTED[name]}"
        for name, text in said.items()
        if name in _FORMS and not _FORMS[name](text)
    ]
    good = {name: text for name, text in said.items() if name in _FORMS and _FORMS[name](text)}
    if "fail-items" in good and any(name.isdecimal() for name in said):
        unmet.append('fail-items: several places stand in quotes, such as fail-items="1,3"')
    return Preferences(
        code=int(good["code"]) if "code" in good else None,
        example=good.get("example"),
        dynamic=_TRUTHS[good.get("dynamic", "false").lower()],
        error=good.get("error"),
        delay_seconds=float(good["delay"]) if "delay" in good else None,
        fail_items=_places(good["fail-items"]) if "fail-items" in good else None,
        unmet=tuple(unmet),
    )


def _places(text: str) -> tuple[int, ...]:
    return tuple(sorted({int(part) for part in text.split(",")}))


def varying(headers: Iterable[Line], name: bytes) -> list[Line]:
    """Returns headers whose `Vary` names one more header, all else as it is."""
    said = [value for key, value in headers if key == b"vary"]
    if not said:
        return [*headers, (b"vary", name)]
    names = [one.strip() for one in b",".join(said).split(b",") if one.strip()]
    if b"*" not in names and name.lower() not in [one.lower() for one in names]:
        names.append(name)
    return [*(pair for pair in headers if pair[0] != b"vary"), (b"vary", b", ".join(names))]


def _applied(pairs: Iterable[Pair]) -> str:
    """Returns the value of `Preference-Applied`; a value that no header can hold is left out."""
    return ", ".join(f"{name}={word}" if (word := _word(text)) else name for name, text in pairs)


def _word(text: str) -> str:
    if re.fullmatch(_BARE, text):
        return text
    if not text or re.search(r"[^ -~]", text):
        return ""
    return '"' + re.sub(r'(["\\])', r"\\\1", text) + '"'


def _one_line(text: str) -> bytes:
    """Returns a text as a header can hold it."""
    line = "".join(letter if " " <= letter <= "~" else "?" for letter in text)
    return line[:_LONGEST_HINT].encode("ascii")
