"""Text becomes mark-up in one place, and is escaped there."""

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from contracts.reports.html.markup import Markup, code, el, row, section, table
from contracts.reports.visible import visible


class Reader(HTMLParser):
    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.seen = []
        self.text = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.seen.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.text += data


@given(st.text(st.characters() | st.sampled_from("<>&\"'/!-")))
def test_any_text_comes_out_as_the_same_text(text):
    read = Reader(el("p", text, title=text))

    assert read.seen == [("p", {"title": visible(text)})]
    assert read.text == visible(text)


def test_markup_is_not_escaped_again():
    assert el("p", el("b", "<"), " & ") == "<p><b>&lt;</b> &amp; </p>"


def test_attributes_are_written_as_html_names_them():
    assert el("meta", http_equiv="x", class_="y") == '<meta http-equiv="x" class="y">'


def test_nothing_has_no_element():
    assert code("") == Markup()


def test_a_table_has_a_caption_and_heads_with_a_scope():
    made = table("Things", ("a", "b"), [row("1", el("td", "2", class_="hit"))])

    assert made == (
        '<div class="wide" role="region" tabindex="0" aria-label="Things"><table>'
        "<caption>Things</caption>"
        '<thead><tr><th scope="col">a</th><th scope="col">b</th></tr></thead>'
        '<tbody><tr><th scope="row">1</th><td class="hit">2</td></tr></tbody></table></div>'
    )


def test_a_section_is_named_by_its_heading():
    assert section("laws", "Laws") == (
        '<section id="laws" aria-labelledby="laws-title"><h2 id="laws-title">Laws</h2></section>'
    )
