"""RFC 7240 as it is written, and what a client that breaks it gets: nothing."""

import string
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import mockserver
from mockserver.lane.answers import Answer
from mockserver.lane.preferences import (
    NAMES,
    QUERY_NAMES,
    read_preferences,
    with_preferences,
    without_preferences,
)
from mockserver.replies.forced import MOST_DELAY_SECONDS, Forced, Preferences
from mockserver.stubkit import Reply


def read(*lines, query=()):
    headers = [(b"prefer", line if isinstance(line, bytes) else line.encode()) for line in lines]
    return read_preferences([(b"accept", b"*/*"), *headers, (b"host", b"a")], query)


def told(forced, *headers):
    answer = with_preferences(Answer(200, list(headers), b"{}"), forced)
    assert (answer.status, answer.body) == (200, b"{}")
    return dict(answer.headers)


def test_a_request_without_preferences_has_none():
    assert read_preferences([(b"accept", b"a"), (b"preference", b"code=404")], ()) is None
    assert read(query=(("page", "1"), ("code", "404"))) is None


@pytest.mark.parametrize(
    "line",
    [
        "respond-async, wait=100",
        "return=representation",
        "handling=lenient",
        'foo; bar="code=404"',
        "",
        " , ,, ",
        '"code=404"',
        "code@=404",
    ],
)
def test_what_is_not_known_here_is_ignored(line):
    assert read(line) is None


def test_every_preference_is_read():
    found = read('code=404, example=name, dynamic=true, error=gone, delay=0.3, fail-items="1,3"')

    assert found == Preferences(404, "name", True, "gone", 0.3, (1, 3))


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("Code=404", {"code": 404}),
        ("CODE\t= 404", {"code": 404}),
        ('code = "404"', {"code": 404}),
        ("code=404;foo=bar;baz", {"code": 404}),
        ("code=404 ; foo = bar ;; ; ", {"code": 404}),
        ("foo;code=500, code=404", {"code": 404}),
        (",,code=404,,", {"code": 404}),
        ('foo="a,code=500", code=404', {"code": 404}),
        ('foo="\\",code=500", code=404', {"code": 404}),
        ("wait=5, code=404, respond-async", {"code": 404}),
        (r'error="a \"quoted\" \name"', {"error": 'a "quoted" name'}),
        ('error="with, comma"', {"error": "with, comma"}),
        ("error=a'b*c", {"error": "a'b*c"}),
        ("dynamic", {"dynamic": True}),
        ('dynamic=""', {"dynamic": True}),
        ("dynamic=False", {}),
        ("delay=0", {"delay_seconds": 0.0}),
        ("delay=.25", {"delay_seconds": 0.25}),
        ("delay=60", {"delay_seconds": 60.0}),
        ('fail-items="3, 1,3"', {"fail_items": (1, 3)}),
        ("fail-items=0", {"fail_items": (0,)}),
    ],
)
def test_a_preference_has_the_form_of_the_rfc(line, wanted):
    assert read(line) == Preferences(**wanted)


@pytest.mark.parametrize(
    "broken",
    [
        "code=",
        "code=500 501",
        "code 500",
        "code==500",
        "=500",
        "code;=x",
        "code=500;a=",
        'code="500"x',
        'x"code=500"',
        "(code=500)",
        "code=500\x00",
    ],
)
def test_a_piece_without_the_form_is_passed_over_alone(broken):
    assert read(f"{broken}, error=gone") == Preferences(error="gone")
    assert read(f"error=gone, {broken}") == Preferences(error="gone")


def test_a_quote_that_never_ends_takes_the_rest():
    assert read('error=gone, example="never, code=500') == Preferences(error="gone")


def test_several_headers_are_one_list():
    assert read("code=404", "error=gone, wait=1") == Preferences(code=404, error="gone")


def test_the_first_of_a_name_counts():
    assert read("code=404, CODE=500", "code=503") == Preferences(code=404)
    assert read(query=(("__code", "404"), ("__code", "500"))) == Preferences(code=404)


@pytest.mark.parametrize("name", NAMES)
def test_a_query_can_say_all_that_a_header_can(name):
    text = {"code": "404", "dynamic": "true", "delay": "2.5", "fail-items": "0,2"}.get(name, "a b")
    member = f"__{name.replace('-', '_')}"

    assert read(query=((member, text),)) == read(f'{name}="{text}"')
    assert QUERY_NAMES[member] == name


def test_a_header_outranks_the_query():
    found = read("code=404", query=(("__code", "500"), ("__delay", "1")))

    assert found == Preferences(code=404, delay_seconds=1.0)


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("code=abc", "200 to 599"),
        ("code=101", "200 to 599"),
        ("code=600", "200 to 599"),
        ("code=0404", "200 to 599"),
        ("code=-404", "200 to 599"),
        ("code=\u0664\u0660\u0664", ""),
        ("delay=61", "up to 60"),
        ("delay=-1", "up to 60"),
        ("delay=nan", "up to 60"),
        ("delay=1e1", "up to 60"),
        ("delay=99999999999", "up to 60"),
        ("dynamic=maybe", "true or false"),
        ("fail-items", "count from 0"),
        ("fail-items=-1", "count from 0"),
        ('fail-items="1;2"', "count from 0"),
        ("fail-items=" + "9" * 5000, "count from 0"),
        ('error=""', "documented code"),
        ("example", "name of an example"),
    ],
)
def test_a_value_that_cannot_be_met_is_said_to_be_so(said, wanted):
    found = read(said)
    if not wanted:
        assert found is None
        return

    assert found is not None
    assert found == Preferences(unmet=found.unmet)
    assert wanted in found.unmet[0]
    assert found.unmet[0].startswith(said.partition("=")[0] + "=")


def test_items_without_quotes_get_a_hint():
    found = read("fail-items=1,3")

    assert found is not None
    assert found.fail_items == (1,)
    assert 'fail-items="1,3"' in found.unmet[0]


def test_members_of_the_query_are_taken_out():
    query = (("page", "1"), ("__code", "404"), ("__Code", "1"), ("__fail_items", "0"), ("a", "b"))

    assert without_preferences(query) == (("page", "1"), ("__Code", "1"), ("a", "b"))
    assert without_preferences(query[:1]) == query[:1]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ([], b"Prefer"),
        ([(b"vary", b"Origin")], b"Origin, Prefer"),
        ([(b"vary", b"Origin, Accept")], b"Origin, Accept, Prefer"),
        ([(b"vary", b"PREFER")], b"PREFER"),
        ([(b"vary", b"*")], b"*"),
        ([(b"vary", b"a"), (b"vary", b"b")], b"a, b, Prefer"),
    ],
)
def test_every_answer_varies_by_what_is_preferred(before, after):
    answer = with_preferences(Answer(200, [(b"x", b"y"), *before], b""), None)

    assert [value for name, value in answer.headers if name == b"vary"] == [after]
    assert (b"x", b"y") in answer.headers
    assert len(answer.headers) == 2


def test_nothing_more_is_said_where_nothing_was_asked_for():
    assert told(None) == {b"vary": b"Prefer"}
    assert told(Forced(None)) == {b"vary": b"Prefer"}


def test_what_was_applied_is_told_so_that_it_reads_back():
    applied = (("code", "404"), ("error", 'a "b"\\'), ("fail-items", "1,3"), ("delay", "0.3"))
    line = told(Forced(Reply(404), applied))[b"preference-applied"]

    assert line == b'code=404, error="a \\"b\\"\\\\", fail-items="1,3", delay=0.3'
    assert read(line) == Preferences(
        code=404, error='a "b"\\', fail_items=(1, 3), delay_seconds=0.3
    )


@pytest.mark.parametrize(
    "text", ["gr\u00fcn", "\u65e5\u672c", "a\r\nSet-Cookie: b", "\x00", "", "a\tb"]
)
def test_a_value_that_no_header_can_hold_is_left_out(text):
    assert told(Forced(None, (("example", text),)))[b"preference-applied"] == b"example"


def test_hints_are_one_line_that_a_header_can_hold():
    hints = ("a: there is \u00fc", "b:\r\nSet-Cookie: c", "d" * 5000)
    line = told(Forced(None, hints=hints))[b"mock-hint"]

    assert line.startswith(b"a: there is ?; b:??Set-Cookie: c; ddd")
    assert len(line) == 1000


def test_an_undocumented_status_is_marked():
    assert told(Forced(Reply(418), is_undeclared=True))[b"mock-undeclared"] == b"true"
    assert b"mock-undeclared" not in told(Forced(Reply(404)))


_TCHAR = string.ascii_letters + string.digits + "!#$%&'*+-.^_`|~"
_TOKENS = st.text(_TCHAR, min_size=1, max_size=8)
_SPACES = st.sampled_from(["", " ", "\t", "  "])
_QUOTABLE = st.text(
    st.characters(min_codepoint=32, exclude_characters="\x7f", exclude_categories=("Cs",)),
    max_size=8,
)


@st.composite
def words(draw):
    """A value, and one of its spellings."""
    if draw(st.booleans()):
        value = draw(_TOKENS)
        return value, value
    value = draw(_QUOTABLE)
    escaped = "".join(
        "\\" + c if c in '"\\' or (c.isascii() and draw(st.booleans())) else c for c in value
    )
    return value, f'"{escaped}"'


@st.composite
def pieces(draw):
    """A preference of any name, and one of its spellings."""
    name = draw(st.sampled_from(["example", "error", "Example", "ERROR"]) | _TOKENS)
    value, word = draw(words()) if draw(st.booleans()) else ("", "")
    text = name + (draw(_SPACES) + "=" + draw(_SPACES) + word if word else "")
    for _ in range(draw(st.integers(0, 2))):
        parameter = draw(_TOKENS) + draw(st.sampled_from(["", '="a,b;c"', "=x"]))
        text += draw(_SPACES) + ";" + draw(_SPACES) + parameter
    return name.lower(), value, draw(_SPACES) + text + draw(_SPACES)


@settings(deadline=None)
@given(st.lists(st.lists(pieces(), max_size=4), max_size=3))
def test_any_list_of_preferences_is_read_as_it_was_meant(lines):
    first = {}
    for name, value, _ in (piece for line in lines for piece in line):
        first.setdefault(name, value)
    found = read(*(",".join(text for _, _, text in line) for line in lines))

    known = {name: first[name] for name in NAMES if name in first}
    assert (found is None) == (not known)
    if found is not None:
        assert found.example == (known.get("example") or None)
        assert found.error == (known.get("error") or None)


@settings(deadline=None)
@given(st.lists(st.binary(max_size=60), max_size=3), st.lists(st.tuples(st.text(), st.text())))
@example([b'"', b'\\"', b"a=\xff"], [])
@example([b"a" + b" ;" * 3000, b"," * 5000 + b"code=404"], [])
@example([b'a="' + b"\\" * 4001, b'code="' * 2000], [("__code", "\x00"), ("__delay", "9" * 5000)])
def test_no_request_can_break_the_reader(lines, query):
    found = read(*lines, query=query)
    forced = Forced(None, (("error", (found and found.error) or ""),), found.unmet if found else ())

    assert found is None or (found.delay_seconds or 0.0) <= MOST_DELAY_SECONDS
    for name, value in told(forced).items():
        assert (name + value).decode("ascii").isprintable()


@pytest.mark.parametrize("name", NAMES)
def test_every_preference_is_documented(name):
    readme = (Path(mockserver.__file__).parent / "README.md").read_text("utf-8")
    members = {member for member, stands_for in QUERY_NAMES.items() if stands_for == name}

    assert f"| `{name}=" in readme
    assert all(f"`{member}=" in readme for member in members)
