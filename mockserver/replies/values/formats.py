"""Texts of the formats that a schema can name."""

from base64 import b64encode, urlsafe_b64encode
from collections.abc import Callable, Iterator
from typing import Final

from mockserver.replies.values.draws import Draw
from mockserver.replies.values.words import email, host, instant, letters, sentence, url, word

Texts = tuple[str, ...]
"""Texts to choose from, the best to look at first."""


_DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS: Final = (
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
)  # fmt: skip


def _date_times(draw: Draw) -> Texts:
    told = instant(draw).strftime("%Y-%m-%dT%H:%M:%S")
    return f"{told}Z", f"{told}.000Z", f"{told}+00:00", f"{told}.000000+00:00"


def _dates(draw: Draw) -> Texts:
    return (instant(draw).strftime("%Y-%m-%d"),)


def _times(draw: Draw) -> Texts:
    told = instant(draw).strftime("%H:%M:%S")
    return f"{told}Z", f"{told}+00:00", f"{told}.000Z"


def _durations(draw: Draw) -> Texts:
    return f"PT{draw.between(1, 59)}M", "PT1M", "P1D", "P1Y2M10DT2H30M15S"


def _emails(draw: Draw) -> Texts:
    return email(draw), f"{word(draw)}@example.test", "a@b.co", f"{letters(draw, 60)}@example.test"


def _hosts(draw: Draw) -> Texts:
    long = ".".join(letters(draw, 50) for _ in range(4))
    return host(draw), word(draw), "a", f"{letters(draw, 50)}.example.test", long


def _uris(draw: Draw) -> Texts:
    return url(draw), f"urn:{word(draw)}:{draw.below(100)}", "https://a.test", "a:b"


def _references(draw: Draw) -> Texts:
    return f"/{word(draw)}/{draw.between(1, 999)}", f"/{word(draw)}", "/", ""


def _templates(draw: Draw) -> Texts:
    return f"/{word(draw)}/{{id}}", "/{id}", "a", ""


def _ipv4(draw: Draw) -> Texts:
    return f"192.0.2.{draw.between(1, 254)}", "192.0.2.1", "1.1.1.1", "192.168.100.200"


def _ipv6(draw: Draw) -> Texts:
    return f"2001:db8::{draw.between(1, 65535):x}", "::1", "2001:db8:0:0:1111:2222:3333:4444"


def _pointers(draw: Draw) -> Texts:
    return f"/{word(draw)}", "/a", ""


def _base64(draw: Draw) -> Texts:
    return tuple(b64encode(letters(draw, count).encode()).decode() for count in (9, 3, 0, 60))


def _base64url(draw: Draw) -> Texts:
    return tuple(
        urlsafe_b64encode(letters(draw, count).encode()).decode() for count in (9, 3, 0, 60)
    )


def _http_dates(draw: Draw) -> Texts:
    # the names of days and months are English on the wire, whatever the machine speaks
    when = instant(draw)
    day = _DAYS[when.weekday()]
    month = _MONTHS[when.month - 1]
    return (f"{day}, {when.day:02} {month} {when:%Y %H:%M:%S} GMT",)


FORMATS: Final[dict[str, Callable[[Draw], Texts]]] = {
    "date-time": _date_times,
    "datetime": _date_times,
    "date": _dates,
    "time": _times,
    "duration": _durations,
    "email": _emails,
    "idn-email": _emails,
    "hostname": _hosts,
    "idn-hostname": _hosts,
    "uri": _uris,
    "url": _uris,
    "iri": _uris,
    "uri-reference": _references,
    "iri-reference": _references,
    "uri-template": _templates,
    "ipv4": _ipv4,
    "ip": _ipv4,
    "ipv6": _ipv6,
    "uuid": lambda draw: (draw.uuid(),),
    "guid": lambda draw: (draw.uuid(),),
    "json-pointer": _pointers,
    "relative-json-pointer": lambda draw: (f"{draw.below(9)}/{word(draw)}", "0"),
    "regex": lambda draw: (f"^{word(draw)}$", "a", "", f"^{letters(draw, 60)}$"),
    "byte": _base64,
    "base64": _base64,
    "base64url": _base64url,
    "http-date": _http_dates,
    "decimal": lambda draw: (f"{draw.between(1, 99)}.{draw.below(100):02}", "1"),
    "char": lambda draw: (draw.choice("abcdefghij"),),
    "html": lambda draw: (f"<p>{sentence(draw)}</p>",),
    "phone": lambda draw: (f"+1555010{draw.below(10_000):04}",),
    "color": lambda draw: (f"#{draw.below(1 << 24):06x}",),
    "password": lambda draw: (letters(draw, 12),),
}

_STRETCHED: Final[dict[str, Callable[[int], str]]] = {
    "email": lambda size: f"{'a' * min(60, max(1, size - 13))}@example.test",
    "hostname": lambda size: ("a" * 49 + ".") * ((size - 1) // 50) + "a" * ((size - 1) % 50 + 1),
    "uri": lambda size: "https://a.test/" + "a" * (size - 15),
    "url": lambda size: "https://a.test/" + "a" * (size - 15),
    "iri": lambda size: "https://a.test/" + "a" * (size - 15),
    "uri-reference": lambda size: "/" + "a" * (size - 1),
    "iri-reference": lambda size: "/" + "a" * (size - 1),
    "uri-template": lambda size: "/" + "a" * (size - 1),
    "json-pointer": lambda size: "/" + "a" * (size - 1),
    "relative-json-pointer": lambda size: "0/" + "a" * (size - 2),
    "regex": lambda size: "a" * size,
    "byte": lambda size: "bW9j" * (-(-size // 4)),
    "base64": lambda size: "bW9j" * (-(-size // 4)),
    "base64url": lambda size: "bW9j" * (-(-size // 4)),
    "duration": lambda size: f"PT{'1' * max(1, size - 3)}S",
    "date-time": lambda size: f"2026-01-15T12:00:00.{'0' * max(1, size - 21)}Z",
    "time": lambda size: f"12:00:00.{'0' * max(1, size - 10)}Z",
}
"""Texts of about this length, for the formats that have any length."""


def format_texts(name: str, draw: Draw, least: int, most: int) -> Iterator[str]:
    """Yields texts of a format whose length lies within bounds, the best to look at first.

    Nothing is yielded for a format that is not known.
    """
    if name not in FORMATS:
        return
    for text in FORMATS[name](draw):
        if least <= len(text) <= most:
            yield text
    if name in _STRETCHED:
        text = _STRETCHED[name](max(least, 1))
        if least <= len(text) <= most:
            yield text
