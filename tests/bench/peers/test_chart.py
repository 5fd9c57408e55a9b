"""The drawing is well-formed, names everybody, and its bars are as long as the ratios."""

from typing import Any
from xml.etree import ElementTree

import pytest

from bench.peers.catalogue import BARE, OURS
from bench.peers.chart import chart
from tests.support.peers_figures import figures_of_a_run

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def figures() -> dict[str, Any]:
    return figures_of_a_run()


def drawn(figures: dict[str, Any]) -> ElementTree.Element:
    return ElementTree.fromstring(chart(figures))


def words(figures: dict[str, Any]) -> list[str]:
    return [str(text.text) for text in drawn(figures).iter(f"{SVG}text")]


def widths(figures: dict[str, Any], style: str) -> list[float]:
    bars = drawn(figures).iter(f"{SVG}rect")
    return [float(bar.attrib["width"]) for bar in bars if bar.attrib["class"] == style]


def test_every_server_but_the_bare_one_is_named(figures: dict[str, Any]) -> None:
    told = words(figures)

    assert "mockserver criteo" in told
    assert "Slow <Peer>" in told
    assert figures["servers"][BARE]["title"] not in told


def test_bars_are_as_long_as_the_ratios(figures: dict[str, Any]) -> None:
    ours, peer = max(widths(figures, "ours-0")), max(widths(figures, "peer-0"))

    assert ours == pytest.approx(2 * peer, abs=0.05)


def test_a_server_faster_than_the_bare_one_stays_on_the_page(figures: dict[str, Any]) -> None:
    for load in figures["servers"][OURS]["loads"].values():
        load["ratio"] = 1.7

    page = float(drawn(figures).attrib["width"])

    assert max(widths(figures, "ours-0")) < page - 190


def test_it_suits_a_dark_page(figures: dict[str, Any]) -> None:
    assert "prefers-color-scheme: dark" in chart(figures)


def test_sizes_are_drawn_only_if_there_are_two(figures: dict[str, Any]) -> None:
    heading = "By number of operations in the description"
    assert heading in words(figures)

    for told in figures["operations"].values():
        del told["sizes"]["1000"]

    assert heading not in words(figures)


def test_figures_of_nobody_are_an_empty_drawing(figures: dict[str, Any]) -> None:
    figures |= {"servers": {}, "operations": {}}

    assert words(figures) == []
