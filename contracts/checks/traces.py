"""What the inside of a server looks like when it shows: one entry for each kind of trace."""

import re
from dataclasses import dataclass
from functools import lru_cache
from re import Pattern
from typing import Final


@dataclass(frozen=True, slots=True)
class Trace:
    """One kind of trace."""

    what: str
    """What it is, in a reader's words."""
    markers: tuple[bytes, ...]
    """One of these stands in every body that has such a trace; cheap to look for."""
    pattern: Pattern[bytes]


def _trace(what: str, pattern: bytes, *markers: bytes) -> Trace:
    return Trace(what, markers, re.compile(pattern))


TRACES: Final = (
    _trace("a Python traceback", rb"Traceback \(most recent call last\)", b"Traceback (most"),
    _trace("a Python stack frame", rb'File \\?"[^"\\]+\\?", line \d+', b", line "),
    _trace(
        "a Java stack frame",
        rb"[\w$>]\([\w$]+\.(?:java|kt|scala|groovy):\d+\)",
        b".java:",
        b".kt:",
        b".scala:",
        b".groovy:",
    ),
    _trace(
        "the name of a Java exception",
        rb"\b(?:(?:javax?|jakarta|kotlin)\.(?:\w+\.)+\w*(?:Exception|Error)"
        rb"|(?:org|com|net|io)\.(?:\w+\.)+\w*Exception)\b",
        b"Exception",
        b"java.",
    ),
    _trace("a .NET stack frame", rb"\) in [^\"\n]{1,200}:line \d+", b":line "),
    _trace("the name of a .NET exception", rb"\bSystem\.(?:\w+\.)*\w+Exception\b", b"System."),
    _trace(
        "a JavaScript stack frame",
        rb"at [^\"\n]{0,120}\(?(?:/|file:|node:|[A-Za-z]:\\)[^\"\s)]{1,200}:\d+:\d+\)?",
        b".js:",
        b".ts:",
        b".mjs:",
        b".cjs:",
        b"node:",
    ),
    _trace("a Ruby stack frame", rb"\.rb:\d+:in ", b".rb:"),
    _trace("a PHP error", rb"\bin [^\"\n]{1,200}\.php(?: on line |:| line )\d+", b".php"),
    _trace("a PHP stack frame", rb"#\d+ [^\"\n]{1,200}\.php\(\d+\)", b".php("),
    _trace("a Go panic", rb"goroutine \d+ \[|panic: runtime error", b"goroutine ", b"panic: "),
    _trace("a Rust panic", rb"thread '[^']+' panicked at", b"panicked at"),
    _trace(
        "an error of a database",
        rb"SQLSTATE\[\w+\]|\bORA-\d{5}\b|error in your SQL syntax|syntax error at or near \\?\""
        rb"|violates (?:unique|foreign key|not-null|check) constraint|SQLITE_[A-Z]+|SQL logic error"
        rb"|sqlite3\.\w*Error|psycopg\d?\.\w*|PG::\w+|ActiveRecord::\w+|SQLSyntaxErrorException"
        rb"|Unclosed quotation mark after|near \\?\"[^\"]{0,60}\\?\": syntax error"
        rb"|(?:UNIQUE|FOREIGN KEY|NOT NULL) constraint failed",
        b"SQL",
        b"ORA-",
        b"syntax error",
        b"constraint",
        b"sqlite3.",
        b"psycopg",
        b"PG::",
        b"ActiveRecord::",
        b"Unclosed quotation",
    ),
    _trace(
        "a statement in SQL",
        rb"\bSELECT [^\"]{1,300} FROM \w|\bINSERT INTO \w+ ?\(|\bUPDATE \w+ SET \w+ ?=",
        b"SELECT ",
        b"INSERT INTO ",
        b"UPDATE ",
    ),
    _trace(
        "a page of a framework for developers",
        rb"Whitelabel Error Page|Werkzeug (?:Debugger|powered)|DEBUG = True|Rails\.root:"
        rb"|Symfony\\+Component|Whoops, looks like something went wrong"
        rb"|<title>Apache Tomcat|Server Error in '/' Application",
        b"Whitelabel Error",
        b"Werkzeug",
        b"DEBUG = True",
        b"Rails.root",
        b"Symfony",
        b"Whoops, looks",
        b"Apache Tomcat",
        b"Server Error in '/'",
    ),
    _trace(
        "the path of a file on the server",
        rb"(?<![\w.:/\-])\\?/(?:usr|var|home|opt|srv|app|root|etc|workspace|code)(?:\\?/[\w.+@\-]+)+"
        rb"\.(?:py|rb|java|class|jar|php|js|ts|go|rs|cs|conf|cfg|ini|ya?ml|env|log|sock|db|sqlite3?)\b",
        b"/usr",
        b"/var",
        b"/home",
        b"/opt",
        b"/srv",
        b"/app",
        b"/root",
        b"/etc",
        b"/workspace",
        b"/code",
    ),
    _trace(
        "the path of a file on the server",
        rb"\b[A-Za-z]:\\+(?:inetpub|Users|Windows|Program Files|src|app)\\+[\w.\\\- ]+",
        b":\\",
    ),
)

_MARKERS: Final = re.compile(
    b"|".join(re.escape(marker) for trace in TRACES for marker in trace.markers)
)
_SHORT: Final = 16 * 1024
"""A longer body is not kept to be known again."""


def suspects(body: bytes) -> tuple[Trace, ...]:
    """Returns the traces of which a marker stands in a body; bodies come again and again."""
    return _suspects(body) if len(body) <= _SHORT else _searched(body)


def _searched(body: bytes) -> tuple[Trace, ...]:
    if _MARKERS.search(body) is None:
        return ()
    return tuple(trace for trace in TRACES if any(marker in body for marker in trace.markers))


_suspects: Final = lru_cache(maxsize=512)(_searched)
