"""Nothing foreign is obeyed by what renders the summary."""

import html
import re

from hypothesis import given
from hypothesis import strategies as st

from contracts.reports.markdown import escaped, fenced, in_html, table
from contracts.reports.visible import one_line

HARMLESS = re.compile(r"&#\d+;|\\.")
MARKS = st.sampled_from(list("\\`*_{}[]()#+-!|~<>&@\"'$^=:/.w\n "))


@given(st.lists(MARKS | st.characters(), max_size=20).map("".join))
def test_no_mark_is_left_that_could_be_obeyed(text):
    rest = HARMLESS.sub(" ", escaped(text))

    assert not re.search(r"[\\`*_{}\[\]()#+!|~$^=<>@\"-]|&|://|www\.", rest)
    assert rest.isprintable()


@given(st.lists(MARKS | st.characters(), max_size=20).map("".join))
def test_text_within_a_tag_has_no_escape_but_those_of_html(text):
    shown = in_html(text)

    assert html.unescape(shown) == one_line(text, 300).strip()
    assert not re.search(r"[<>@`\\*_]", shown)


def test_links_and_mentions_are_plain_text():
    assert escaped("see https://evil.example www.evil.example @you #1") == (
        r"see https&#58;//evil.example www&#46;evil.example &#64;you \#1"
    )


def test_a_table_keeps_its_columns():
    assert table(("a", "b"), [(escaped("x|y"), escaped("1\n2"))]) == [
        "| a | b |",
        "| --- | --- |",
        r"| x\|y | 1\\n2 |",
        "",
    ]


@given(st.text("`\n a", max_size=30))
def test_a_block_of_code_is_ended_by_nothing_within(text):
    first, *_, last, _ = "\n".join(fenced(text, "text")).split("\n")

    assert first == f"{last}text"
    assert not any(line.strip().startswith(last) for line in text.split("\n"))
