"""Foreign text cannot hide anything, and cannot move what stands beside it."""

from hypothesis import given
from hypothesis import strategies as st

from contracts.reports.visible import counted, lasting, one_line, visible

ANY = st.text(st.characters() | st.characters(categories=["Cc", "Cf", "Cs", "Zl", "Zs"]))


@given(ANY)
def test_what_is_visible_can_be_printed_and_written(text):
    shown = visible(text)

    assert all(char.isprintable() or char in "\n\t" for char in shown)
    shown.encode()


@given(ANY, st.integers(1, 50))
def test_one_line_is_one_line_of_that_length(text, most):
    line = one_line(text, most)

    assert line.isprintable()
    assert len(line) <= most


@given(st.text(st.characters(categories=["L", "N", "P", "S"])))
def test_printable_text_stays_as_it_is(text):
    assert visible(text) == text


def test_counts_and_durations_read_well():
    assert [counted(number, "item") for number in (0, 1, 2)] == ["0 items", "1 item", "2 items"]
    assert [lasting(time) for time in (0, 0.5, 59.9, 60, 3671)] == [
        "0 ms",
        "500 ms",
        "59.9 s",
        "1 min 0 s",
        "61 min 11 s",
    ]
