"""A real browser shows the page as it was meant, light and dark, wide and narrow."""

import html
import re
import shutil
import struct
import subprocess
import zlib

import pytest

from contracts.reports.html import html_page
from tests.support.drift_runs import full_drift
from tests.support.runs import rich_run

BROWSER = next(
    filter(None, map(shutil.which, ["chromium", "chromium-browser", "google-chrome"])), None
)
THEMES = {"light": [], "dark": ["--blink-settings=preferredColorScheme=0"]}
PAPER = {"light": (255, 255, 255), "dark": (13, 17, 23)}
MEASURE = """<script>onload = () => {
  const shown = frames[0].document;
  const wide = [...shown.querySelectorAll("body, .verdict, .finding, pre, dl")].filter(
    (one) => one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).overflowX !== "auto");
  document.title = [shown.documentElement.scrollWidth, shown.documentElement.clientWidth,
    wide.length, shown.scripts.length, shown.images.length].join(" ");
}</script>"""

pytestmark = pytest.mark.skipif(BROWSER is None, reason="no Chromium is installed")


@pytest.fixture
def browse(tmp_path):
    def run(page, *options):
        file = tmp_path / "page.html"
        file.write_text(page, "utf-8")
        ran = subprocess.run(
            [BROWSER, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
             f"--user-data-dir={tmp_path / 'profile'}", *options, file.as_uri()],
            capture_output=True, check=True, timeout=60,
        )  # fmt: skip
        return ran.stdout.decode()

    return run


def framed(width, page):
    """Returns a page that shows another one in a window so narrow as no browser opens."""
    opened = html.escape(page.replace("<details>", "<details open>"))
    return (
        '<!doctype html><meta name="color-scheme" content="light dark"><body style="margin:0">'
        f'<iframe style="border:0;width:{width}px;height:2000px" srcdoc="{opened}"></iframe>'
        f"{MEASURE}"
    )


@pytest.mark.parametrize("make", [rich_run, full_drift])
@pytest.mark.parametrize("width", [400, 1280])
def test_nothing_runs_out_of_the_page(browse, width, make):
    document = browse(framed(width, html_page(make())), "--dump-dom")

    # The framed page's own title is escaped within an attribute.
    title = re.search(r"<title>([\d ]+)</title>", document)
    assert title is not None, "the measuring script did not run"
    scroll, client, too_wide, scripts, images = map(int, title[1].split())
    assert (scroll, too_wide, scripts, images) == (client, 0, 0, 0)


@pytest.mark.parametrize("theme", THEMES)
def test_the_page_is_drawn_in_its_colours(browse, tmp_path, theme):
    shot = tmp_path / "shot.png"

    browse(html_page(rich_run()), *THEMES[theme], "--window-size=600,400", f"--screenshot={shot}")

    width, height, pixels = read_png(shot.read_bytes())
    assert (width, height) == (600, 400)
    assert pixels[0] == PAPER[theme]
    assert len(set(pixels)) > 30
    blank = sum(pixel == PAPER[theme] for pixel in pixels)
    assert 0.5 < blank / len(pixels) < 0.97


def read_png(data):
    """Returns width, height and pixels of an image with 8 bits per channel."""
    width, height, depth, kind = struct.unpack(">IIBB", data[16:26])
    assert depth == 8
    size = {2: 3, 6: 4}[kind]
    packed, place = b"", 8
    while place < len(data):
        (length,) = struct.unpack(">I", data[place : place + 4])
        if data[place + 4 : place + 8] == b"IDAT":
            packed += data[place + 8 : place + 8 + length]
        place += 12 + length
    raw, rows, above = zlib.decompress(packed), [], bytearray(width * size)
    for number in range(height):
        start = number * (width * size + 1)
        above = unfiltered(
            raw[start], bytearray(raw[start + 1 : start + 1 + width * size]), above, size
        )
        rows += [tuple(above[at : at + 3]) for at in range(0, width * size, size)]
    return width, height, rows


def unfiltered(kind, line, above, size):
    for at in range(len(line) if kind else 0):
        left = line[at - size] if at >= size else 0
        corner = above[at - size] if at >= size else 0
        guess = (0, left, above[at], (left + above[at]) // 2, predicted(left, above[at], corner))[
            kind
        ]
        line[at] = (line[at] + guess) & 255
    return line


def predicted(left, up, corner):
    near = left + up - corner
    return min((left, up, corner), key=lambda one: abs(near - one))
