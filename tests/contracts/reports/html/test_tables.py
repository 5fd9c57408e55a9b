"""What a run covered stands in tables, with the reason for every gap."""

import re
from dataclasses import replace

from contracts.finding import Cell
from contracts.reports.html.tables import created, items, listed, matrix, not_judged
from tests.support.runs import clean_run, rich_run


def words(markup):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", markup)).strip()


def test_the_matrix_names_the_reason_of_each_gap():
    text = words(matrix(rich_run()))

    assert "criteo: 12 of 22 documented statuses seen" in text
    assert "PATCH /campaigns ✓ 37 ✓ 37 ✓ 37 \u2013 a \u2013 b POST /campaigns" in text
    assert "a no role caller.foreign b no way known to cause it c write blocked" in text


def test_more_reasons_than_letters_have_two_letters():
    cells = tuple(Cell("status", "a", f"GET /{n}", "200", False, f"reason {n}") for n in range(30))

    text = words(matrix(replace(rich_run(), cells=cells)))

    assert "z reason 25 aa reason 26 ab reason 27" in text


def test_gaps_come_with_the_line_to_add():
    text = words(not_judged(rich_run())).replace("&quot;", '"')

    assert text.endswith(
        '2 no role campaign.capped [targets.staging.apis.criteo.roles] "campaign.capped" = "..."'
        " law:criteo:limit law:criteo:lower"
        ' 1 no control points [targets.staging] control = "http://..." law:sessionm:points'
        ' 1 write blocked [targets.staging] safety = "writes" code:sessionm:13'
    )


def test_a_law_is_judged_or_has_a_reason():
    text = words(listed(rich_run(), "law", "Laws", "Law"))

    assert "criteo limit_is_kept \u2013 no no role campaign.capped" in text
    assert "criteo PATCH /campaigns failed_items_change_nothing ✓ 25" in text


def test_an_item_links_to_its_findings():
    assert '<a href="#F4">F4</a>' in items(rich_run())
    assert "KeyError" in items(rich_run())
    assert "DELETE /users/{id}: the target is read-only" in items(rich_run())


def test_things_left_behind_come_first():
    text = words(created(rich_run()))

    assert "3 things created, 2 left behind" in text
    assert text.index("50231 left") < text.index("removed")


def test_a_table_without_cells_is_left_out():
    bare = replace(clean_run(), cells=(), created=(), items=())

    assert [part(bare) for part in (matrix, created, not_judged)] == ["", "", ""]
    assert listed(bare, "code", "Error codes", "Code") == ""
