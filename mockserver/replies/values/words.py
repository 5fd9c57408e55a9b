"""Plain words, and texts made of them, for everything that only has to read well."""

from datetime import UTC, datetime, timedelta
from typing import Final

from mockserver.replies.values.draws import Draw

WORDS: Final = (
    "amber", "birch", "cedar", "delta", "ember", "fjord", "grove", "harbor", "iris", "jade",
    "kelp", "linden", "maple", "north", "olive", "pearl", "quartz", "river", "sage", "tulip",
    "umber", "violet", "willow", "yarrow",
)  # fmt: skip
FIRST_NAMES: Final = ("Ada", "Ben", "Cleo", "Dora", "Emil", "Fay", "Gus", "Hana", "Ivo", "Juno")
CITIES: Final = ("Berlin", "Lisbon", "Lyon", "Oslo", "Porto", "Turin", "Utrecht", "Vienna")
COUNTRIES: Final = ("Austria", "France", "Germany", "Italy", "Norway", "Portugal", "Spain")
COUNTRY_CODES: Final = ("AT", "DE", "ES", "FR", "IT", "NL", "NO", "PT")
CURRENCIES: Final = ("EUR", "GBP", "NOK", "USD")
LANGUAGES: Final = ("de", "en", "es", "fr", "it", "nl", "pt")
TIME_ZONES: Final = ("Europe/Berlin", "Europe/Lisbon", "Europe/Paris", "UTC")
COLOURS: Final = ("amber", "blue", "green", "grey", "red", "violet")

_BEGIN: Final = datetime(2026, 1, 1, tzinfo=UTC)
_YEAR_SECONDS: Final = 31_536_000


def word(draw: Draw) -> str:
    """Returns a word in lower case."""
    return draw.choice(WORDS)


def title(draw: Draw) -> str:
    """Returns two words as a name of something."""
    return f"{word(draw).title()} {word(draw).title()}"


def sentence(draw: Draw) -> str:
    """Returns a short sentence."""
    first, *others = (word(draw) for _ in range(5))
    return f"{first.title()} {' '.join(others)}."


def letters(draw: Draw, count: int) -> str:
    """Returns lower-case letters and digits without a meaning."""
    return "".join(draw.choice("abcdefghjkmnpqrstuvwxyz23456789") for _ in range(count))


def host(draw: Draw) -> str:
    """Returns a host name that never resolves."""
    return f"{word(draw)}.example.test"


def url(draw: Draw, ending: str = "") -> str:
    """Returns the address of a page, or of a file with this ending."""
    return f"https://{host(draw)}/{word(draw)}{ending}"


def email(draw: Draw) -> str:
    """Returns a mail address that nobody has."""
    return f"{draw.choice(FIRST_NAMES).lower()}.{word(draw)}@example.test"


def instant(draw: Draw) -> datetime:
    """Returns a second of the year 2026."""
    return _BEGIN + timedelta(seconds=draw.below(_YEAR_SECONDS))
