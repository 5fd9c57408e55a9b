"""What a property's name says about its values: the texts and numbers a reader expects there."""

import re
from collections.abc import Callable, Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from mockserver.replies.values.draws import Draw
from mockserver.replies.values.formats import FORMATS
from mockserver.replies.values.words import (
    CITIES,
    COLOURS,
    COUNTRIES,
    COUNTRY_CODES,
    CURRENCIES,
    FIRST_NAMES,
    LANGUAGES,
    TIME_ZONES,
    email,
    host,
    letters,
    sentence,
    title,
    url,
    word,
)

MakeText = Callable[[Draw], str]
Scale = tuple[Fraction, Fraction, int]
"""From, to, and digits after the point."""


def _format(name: str) -> MakeText:
    return lambda draw: FORMATS[name](draw)[0]


_TEXTS: Final[Mapping[str, MakeText]] = MappingProxyType(
    {
        "email mail emails": email,
        "first firstname givenname forename": lambda draw: draw.choice(FIRST_NAMES),
        "last lastname surname familyname": lambda draw: word(draw).title(),
        "fullname displayname author owner": lambda draw: (
            f"{draw.choice(FIRST_NAMES)} {word(draw).title()}"
        ),
        "name title subject label heading": title,
        "company organization organisation brand vendor": lambda draw: f"{title(draw)} Ltd",
        "username login nickname handle": lambda draw: f"{word(draw)}{draw.below(100)}",
        "phone mobile tel telephone fax": _format("phone"),
        "url uri link href website homepage webhook callback": url,
        "image avatar photo picture icon logo thumbnail": lambda draw: url(draw, ".png"),
        "host hostname domain": host,
        "ip ipaddress ipv4": _format("ipv4"),
        "ipv6": _format("ipv6"),
        "street address addressline line1 address1": lambda draw: (
            f"{draw.between(1, 199)} {word(draw).title()} Street"
        ),
        "city town place": lambda draw: draw.choice(CITIES),
        "zip zipcode postcode postalcode postal": lambda draw: f"{draw.between(10_000, 99_999)}",
        "country": lambda draw: draw.choice(COUNTRIES),
        "countrycode": lambda draw: draw.choice(COUNTRY_CODES),
        "currency currencycode": lambda draw: draw.choice(CURRENCIES),
        "language lang locale languagecode": lambda draw: draw.choice(LANGUAGES),
        "timezone tz": lambda draw: draw.choice(TIME_ZONES),
        "color colour": lambda draw: draw.choice(COLOURS),
        "description summary comment message text note notes body content reason detail": sentence,
        "date day birthday birthdate dob": _format("date"),
        "at timestamp datetime created updated modified expires since until": _format("date-time"),
        "duration period": _format("duration"),
        "uuid guid": _format("uuid"),
        "id key identifier ref reference number no": lambda draw: letters(draw, 8),
        "token secret hash signature etag cursor nonce": lambda draw: letters(draw, 24),
        "password": lambda draw: letters(draw, 12),
        "sku code": lambda draw: f"{word(draw).upper()}-{draw.between(100, 999)}",
        "slug": lambda draw: f"{word(draw)}-{word(draw)}",
        "path": lambda draw: f"/{word(draw)}/{word(draw)}",
        "file filename": lambda draw: f"{word(draw)}.txt",
        "mimetype mediatype contenttype": lambda _: "text/plain",
        "version": lambda draw: f"{draw.between(1, 9)}.{draw.below(10)}.{draw.below(10)}",
        "price amount total cost balance": _format("decimal"),
        "latitude lat longitude lng lon": lambda draw: f"{draw.below(90)}.{draw.below(10_000):04}",
    }
)
_SCALES: Final[Mapping[str, tuple[float, float, int]]] = MappingProxyType(
    {
        "id key number no": (1, 9_999, 0),
        "price amount total cost balance fee tax subtotal": (1, 200, 2),
        "percent percentage rate discount": (0, 100, 1),
        "ratio probability confidence": (0, 1, 2),
        "latitude lat": (-60, 60, 4),
        "longitude lng lon": (-150, 150, 4),
        "age": (18, 80, 0),
        "year": (2020, 2030, 0),
        "month": (1, 12, 0),
        "day": (1, 28, 0),
        "hour hours": (0, 23, 0),
        "minute minutes second seconds": (0, 59, 0),
        "rating score stars": (1, 5, 1),
        "page": (1, 1, 0),
        "limit": (20, 20, 0),
        "offset": (0, 0, 0),
        "port": (1024, 9999, 0),
        "width height": (100, 1200, 0),
        "weight length": (1, 100, 1),
        "size bytes": (100, 50_000, 0),
        "status": (200, 200, 0),
        "timestamp at time expires": (1_767_225_600, 1_798_761_600, 0),
    }
)


def _by_word(table: Mapping[str, object]) -> dict[str, object]:
    return {name: found for names, found in table.items() for name in names.split()}


_TEXT_OF: Final = _by_word(_TEXTS)
_SCALE_OF: Final = _by_word(_SCALES)
_CAMEL: Final = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")


def name_words(name: str) -> list[str]:
    """Returns the words of a property's name in lower case.

    >>> name_words("createdAt"), name_words("X-Request-ID"), name_words("postal_code")
    (['created', 'at'], ['x', 'request', 'id'], ['postal', 'code'])
    """
    return [found.lower() for found in _CAMEL.findall(name)]


def _ending(name: str, table: Mapping[str, object]) -> object | None:
    """Returns what is known of the last words of a name, of as many as possible."""
    parts = name_words(name)
    for start in range(max(0, len(parts) - 2), len(parts)):
        joined = "".join(parts[start:])
        for one in (joined, joined.removesuffix("s")):
            if one in table:
                return table[one]
    return None


def likely_text(name: str) -> MakeText | None:
    """Returns what makes a text that a property of this name may well hold, if that is known."""
    found = _ending(name, _TEXT_OF)
    return found if callable(found) else None


def likely_scale(name: str) -> Scale | None:
    """Returns between which numbers the value of a property of this name may well lie."""
    found = _ending(name, _SCALE_OF)
    if not isinstance(found, tuple):
        return None
    low, high, digits = found
    return Fraction(low), Fraction(high), digits
