"""Any run is JUnit XML: an item that found nothing grave passes, what was not judged is skipped."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from junitparser import JUnitXml
from lxml import etree

from contracts.reports.junit import junit_xml
from tests.support.drift_runs import (
    OPERATIONS,
    compared,
    drift_run,
    forged,
    full_drift,
    harmless,
    live,
    quiet_drift,
    shared,
    shortened,
)
from tests.support.runs import clean_run, interrupted_run, lost_update, rich_run

SCHEMA = etree.XMLSchema(etree.parse(Path(__file__).parents[2] / "support" / "junit.xsd"))


def read(run):
    root = etree.fromstring(junit_xml(run).encode())
    assert SCHEMA.validate(root), SCHEMA.error_log
    return root


def case(run, name):
    return next(one for one in read(run).iter("testcase") if one.get("name") == name)


@pytest.mark.parametrize(
    "make",
    [rich_run, clean_run, interrupted_run, full_drift, quiet_drift],
    ids=lambda m: m.__name__,
)
def test_the_file_is_valid_and_counts_what_it_holds(make):
    root = read(make())

    for suite in root.iter("testsuite"):
        cases = suite.findall("testcase")
        assert int(suite.get("tests")) == len(cases)
        for name, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
            assert int(suite.get(name)) == sum(one.find(tag) is not None for one in cases), name


def test_each_outcome_of_an_item_is_one_of_the_case():
    run = rich_run()

    assert case(run, "examples:criteo:PATCH /campaigns").getchildren() == []
    failure = case(run, "law:criteo:failed_items_change_nothing").find("failure")
    assert failure.get("type") == "failed_items_change_nothing"
    assert failure.get("message").startswith("F4 error: expected: the limit of campaign 50001")
    assert "1. read it before" in failure.text
    assert case(run, "law:criteo:limit").find("skipped").get("message") == "no role campaign.capped"
    error = case(run, "law:sessionm:opt_in").find("error")
    assert error.get("message") == "KeyError: 'user'"


def test_a_failure_comes_with_what_shows_it():
    told = case(rich_run(), "law:criteo:failed_items_change_nothing").findtext("system-out")
    assert told.startswith("F4: curl -sS")

    told = case(drift_run(shortened()), "drift:criteo:PATCH /campaigns").findtext("system-out")
    assert told == f"F1: {shortened().witness}"


def test_an_info_fails_nothing_and_is_told():
    one = case(drift_run(harmless()), "drift:criteo:PATCH /campaigns")

    assert one.find("failure") is None
    assert one.findtext("system-out") == (
        "F1 specs/criteo/openapi.yaml:500: info request_property_named: PATCH /campaigns,"
        " request body /colour-0: before: nothing; now: property colour-0"
    )


def test_every_compared_operation_is_a_case_and_each_api_a_suite():
    root = read(drift_run(shortened(), forged()))

    assert [suite.get("name") for suite in root] == ["criteo", "spaaza"]
    assert [int(suite.get("tests")) for suite in root] == [25, 1]


def test_what_several_operations_share_fails_once():
    run = drift_run(shared())
    everywhere = tuple(
        compared(one.operation, one.api, (shared(),)) if one.operation in OPERATIONS else one
        for one in run.items
    )

    for items in (run.items, everywhere):
        root = read(replace(run, items=items))
        failed = [one.getparent().get("name") for one in root.iter("failure")]
        assert failed == ["response_enum_value_added PATCH /campaigns, POST /campaigns and 10 more"]


def test_a_shared_cause_fails_each_item_of_the_suite_that_saw_it():
    run = rich_run()
    seen = (lost_update().fingerprint,)
    items = tuple(
        replace(one, outcome="failed", findings=seen) if one.outcome == "passed" else one
        for one in run.items
    )

    assert len(list(read(replace(run, items=items)).iter("failure"))) == 5


def test_a_warning_fails_nothing_and_is_told():
    run = drift_run(live())
    one = case(run, run.items[-1].id)

    assert live().severity == "warning"
    assert one.find("failure") is None
    assert live().judge in one.findtext("system-out")


def test_what_the_baseline_accepts_fails_nothing_and_is_told():
    run = drift_run(live())
    one = case(replace(run, findings=(), accepted=(live(),)), run.items[-1].id)

    assert one.find("failure") is None
    assert one.findtext("system-out").startswith("accepted: specs/criteo/openapi.yaml:120: warning")


def test_an_item_that_failed_without_a_finding_is_not_green():
    items = (replace(compared("GET /x", "criteo"), outcome="failed"),)

    assert read(replace(quiet_drift(), items=items)).find(".//error") is not None


@given(st.text(), st.text(st.characters(categories=["Cs", "Cc", "Co", "Cn"]), max_size=5))
def test_no_word_makes_the_file_unreadable(text, odd):
    finding = replace(shortened(), says=text, got=f"{odd}]]>{text}", witness=odd, api=text)
    item = replace(compared(text, text, (finding,)), reason=odd, outcome="not-judged")

    read(replace(drift_run(finding), items=(item, compared(odd, odd)), target=text))


def test_a_common_reader_reads_it():
    suites = JUnitXml.fromstring(junit_xml(full_drift()).encode())

    assert sum(suite.tests for suite in suites) == 27
