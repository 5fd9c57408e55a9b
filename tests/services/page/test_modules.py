"""Laws of the page's modules: JSON in and out, places in a text, commands for a shell."""

import json
import subprocess

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

pytestmark = pytest.mark.services

LAW = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
NUMBERS = st.integers() | st.floats(allow_nan=False, allow_infinity=False)
VALUES = st.recursive(
    st.none() | st.booleans() | NUMBERS | st.text(st.characters(codec="utf-8"), max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(st.characters(codec="utf-8"), max_size=5), inner, max_size=3)
    ),
    max_leaves=8,
)
LINES = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=20)


def call(page, module, expression, argument):
    """Evaluates an expression over a module `it` of the page and an argument `told`."""
    script = f"""
      async (told) => {{
        const it = await import('/_mock/page/{module}.js');
        return {expression};
      }}
    """
    return page.evaluate(script, argument)


@LAW
@given(VALUES)
def test_json_goes_in_and_out_without_loss(page, value):
    text = json.dumps(value)
    printed = call(page, "json", "it.print(it.parse(told))", text)

    # A browser puts members whose names are numbers first; nothing but their order changes.
    assert spelt(json.loads(printed)) == spelt(value)


def spelt(value):
    """Tells 1 from 1.0 and from true; the order of members does not count."""
    return json.dumps(value, sort_keys=True)


@LAW
@given(VALUES)
def test_json_is_laid_out_as_it_is_spelt(page, value):
    text = json.dumps(value, ensure_ascii=False)
    laid = call(page, "json", "it.laidOut(told)", text)

    shown = "".join(space + piece for space, piece, _ in laid)
    assert json.loads(shown) == value
    assert shown == json.dumps(value, ensure_ascii=False, indent=2)


def pointers(value, where=""):
    yield where, value
    if isinstance(value, dict):
        for name, item in value.items():
            yield from pointers(item, f"{where}/{name.replace('~', '~0').replace('/', '~1')}")
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from pointers(item, f"{where}/{index}")


@LAW
@given(VALUES, st.booleans())
def test_a_pointer_leads_to_its_value_in_the_text(page, value, wide):
    text = json.dumps(value, ensure_ascii=not wide, indent=3 if wide else None)
    wanted = list(pointers(value))
    told = {"text": text, "pointers": [where for where, _ in wanted]}
    pieces = call(
        page,
        "json",
        "told.pointers.map((pointer) => told.text.slice(...it.locate(told.text, pointer)))",
        told,
    )

    assert [json.loads(piece) for piece in pieces] == [item for _, item in wanted]


def test_a_pointer_that_leads_nowhere_shows_what_is_above(page):
    told = {"text": '{"a": {"b": 1}}', "pointer": "/a/c/d"}
    piece = call(page, "json", "told.text.slice(...it.locate(told.text, told.pointer))", told)

    assert piece == '{"b": 1}'


@LAW
@given(LINES, LINES)
def test_a_curl_command_says_exactly_what_was_sent(page, header, body):
    header = header.replace("\n", " ").replace("\r", " ").strip()
    request = {
        "method": "POST",
        "url": "http://127.0.0.1:4010/a?b=[c]",
        "headers": [["X-Note", header], ["Host", "left out"]],
        "body": body,
    }
    command = call(page, "curl", "it.curlOf(told)", request)
    shell = ["sh", "-c", f"curl() {{ printf '%s\\0' \"$@\"; }}\n{command}"]
    words = subprocess.run(shell, capture_output=True, check=True).stdout.decode().split("\0")

    sent = f"X-Note: {header}" if header else "X-Note;"
    assert words == [
        "-s", "-i", "-g", request["url"], "-H", sent, "--data-binary", body, "",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "events"),
    [
        ("data: 1\n\n", [["message", "1", ""]]),
        ("retry: 9\n\nid: 4\nevent: entry\ndata: {}\n\n: hm\n\n", [["entry", "{}", "4"]]),
        ("data:a\r\ndata: b\r\n\r\nevent: none\r\n\r\n", [["message", "a\nb", ""]]),
        ("event: x\ndata: unfinished", []),
        ("data: ä€😀\n\n", [["message", "ä€😀", ""]]),
    ],
)
def test_events_are_read_however_the_bytes_arrive(page, text, events):
    script = """
      async (told) => {
        const { readEvents } = await import('/_mock/page/event_stream.js');
        const body = new ReadableStream({ start(to) {
          for (const byte of new TextEncoder().encode(told)) to.enqueue(new Uint8Array([byte]));
          to.close();
        } });
        const found = [];
        for await (const { name, data, id } of readEvents(body)) found.push([name, data, id]);
        return found;
      }
    """
    assert page.evaluate(script, text) == events


def test_no_link_leads_off_the_page(page):
    script = """
      async (href) => {
        const { el } = await import('/_mock/page/dom.js');
        try { el('a', { href }); return 'made'; } catch { return 'refused'; }
      }
    """
    hostile = ["javascript:alert(1)", "//evil.example.test", "https://evil.example.test", "data:,x"]
    assert [page.evaluate(script, href) for href in hostile] == ["refused"] * 4
    assert [page.evaluate(script, href) for href in ["#/state", "/~a/_mock/", "state"]] == [
        "made"
    ] * 3
