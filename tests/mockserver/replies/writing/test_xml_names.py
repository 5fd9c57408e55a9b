"""Whatever a name or a text holds, what is written is XML."""

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from mockserver.replies.writing.xml_names import plain_text, xml_attribute, xml_name, xml_text

ANYTHING = st.text(st.characters(), max_size=20)


@given(ANYTHING)
def test_any_text_becomes_a_name(text):
    assert etree.fromstring(f"<{xml_name(text)}/>".encode()) is not None


@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn"]), max_size=20))
def test_a_text_is_read_as_it_was_written(text):
    assert (etree.fromstring(f"<a>{xml_text(text)}</a>".encode()).text or "") == text


@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn"]), max_size=20))
def test_an_attribute_is_read_as_it_was_written(text):
    assert etree.fromstring(f"<a{xml_attribute('b', text)}/>".encode()).get("b") == text


@given(ANYTHING)
def test_what_no_document_may_hold_is_replaced(text):
    whole = f"<a{xml_attribute('b', text)}>{xml_text(text)}</a>"

    etree.fromstring(whole.encode())


def test_lines_of_an_attribute_are_kept():
    text = "x\n\ty"

    assert etree.fromstring(f"<a{xml_attribute('b', text)}/>".encode()).get("b") == text


def test_plain_values_are_written_as_one_reads_them():
    assert [plain_text(one) for one in (True, False, None, 1, 1.5, "a")] == [
        "true", "false", "", "1", "1.5", "a",
    ]  # fmt: skip
