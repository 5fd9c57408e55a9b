"""Formats of texts: a pattern that most of what has the format matches, and some that have it."""

from typing import Final

_DATE: Final = "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])"
_TIME: Final = (
    "([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,6})?(Z|[+-](0[0-9]|1[0-2]):[0-5][0-9])"
)
_DAYS: Final = "([0-9]+Y)?([0-9]+M)?[0-9]+D(T[0-9]+H)?"
_OCTET: Final = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])"
_LABEL: Final = "[a-z0-9]([a-z0-9-]{0,20}[a-z0-9])?"
_HOST: Final = rf"{_LABEL}(\.{_LABEL})*"
_PATH: Final = "(/[A-Za-z0-9_.~-]+)*/?(\\?[a-z0-9=&]*)?(#[a-z0-9]*)?"
_URI: Final = rf"(https?|ftp)://{_HOST}(:[0-9]{{2,4}})?{_PATH}|urn:[a-z]{{2,8}}:[a-z0-9]+|mailto:[a-z]+@{_HOST}"
_EMAIL: Final = rf"[a-z0-9_]+(\.[a-z0-9_]+)*@{_HOST}"
_UUID: Final = "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}"
_POINTER: Final = "(/([^/~]|~[01])*)*"

MODELS: Final[dict[str, str]] = {
    name: f"^({pattern})$"
    for name, pattern in {
        "date": _DATE,
        "time": _TIME,
        "date-time": f"{_DATE}T{_TIME}",
        "duration": f"P([0-9]+W|{_DAYS}|T([0-9]+H)?([0-9]+M)?[0-9]+S)",
        "email": _EMAIL,
        "idn-email": _EMAIL,
        "hostname": _HOST,
        "idn-hostname": _HOST,
        "ipv4": rf"({_OCTET}\.){{3}}{_OCTET}",
        "ipv6": "([0-9a-f]{1,4}:){7}[0-9a-f]{1,4}|([0-9a-f]{1,4}:){1,5}:[0-9a-f]{1,4}|::1",
        "uri": _URI,
        "iri": _URI,
        "uri-reference": f"{_URI}|{_PATH}|[a-z0-9]+",
        "iri-reference": f"{_URI}|{_PATH}|[a-z0-9é]+",
        "uri-template": f"({_PATH}|[a-z0-9]*)({{[a-z]+}})?",
        "uuid": _UUID,
        "json-pointer": _POINTER,
        "relative-json-pointer": f"(0|[1-9][0-9]*)(#|{_POINTER})",
        "regex": r"([a-zA-Z0-9_ -]|\.|\[a-z\]|\\d)*",
    }.items()
}
"""By the name of a format: what has it, not all of it, but little that has it not."""

SAMPLES: Final[dict[str, tuple[str, ...]]] = {
    "date": ("2026-01-15", "2024-02-29", "1999-12-31"),
    "time": ("12:00:00Z", "08:30:06.283185+02:00"),
    "date-time": ("2026-01-15T12:00:00Z", "1999-12-31T23:59:59.5-08:00"),
    "duration": ("P1D", "PT1H", "P1W", "P3Y6M4DT12H30M5S"),
    "email": ("ann@example.com", "a.b+c@example.org", "a@b"),
    "idn-email": ("ann@example.com", "é@example.com"),
    "hostname": ("example.com", "a", "xn--e1aybc"),
    "idn-hostname": ("example.com", "例え.jp"),
    "ipv4": ("192.0.2.1", "127.0.0.1", "255.255.255.255"),
    "ipv6": ("2001:db8::1", "::", "::ffff:192.0.2.1"),
    "uri": ("http://example.com/a", "urn:a:b", "mailto:ann@example.com"),
    "iri": ("http://example.com/é", "http://example.com/a"),
    "uri-reference": ("/a", "a", "http://example.com/a", "#a", "?a=1", ""),
    "iri-reference": ("/é", "é", "/a"),
    "uri-template": ("/a/{b}", "a"),
    "uuid": ("00000000-0000-4000-8000-000000000000", "123e4567-e89b-12d3-a456-426614174000"),
    "json-pointer": ("/a", "", "/a/0", "/~0"),
    "relative-json-pointer": ("0", "1/a", "0#"),
    "regex": ("a", "^a+$", ".*"),
    "byte": ("YQ==", "YWJj"),
}  # fmt: skip
