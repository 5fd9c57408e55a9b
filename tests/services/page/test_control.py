"""Clock, scenarios and faults on the page."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.services

TOKEN = {"Authorization": "Bearer demo-token"}
ONE = "/marketing-solutions/campaigns/99999"


def go(page, view):
    page.goto(f"{page.url.partition('#')[0]}#/{view}")


def face(page):
    return page.get_by_role("region", name="The time in this sandbox")


def test_the_clock_is_frozen_and_moved_on(page, client):
    go(page, "clock")
    expect(face(page)).to_contain_text("2026-01-15 12:00:0")
    expect(face(page)).to_contain_text("running")

    page.get_by_role("button", name="Freeze").press("Enter")
    expect(face(page)).to_contain_text("frozen")
    page.get_by_role("button", name="+1 day").press("Enter")
    expect(face(page)).to_contain_text("2026-01-16 12:00:00")
    page.get_by_label("How far").fill("90")
    page.get_by_role("button", name="Move", exact=True).press("Enter")

    expect(face(page)).to_contain_text("2026-01-16 13:30:00")
    expect(page.locator("#clock")).to_contain_text("2026-01-16 13:30:00 frozen")
    assert client.get("/_mock/clock").json() == {"now": "2026-01-16T13:30:00Z", "frozen": True}


def test_the_clock_is_set_and_put_back(page, client):
    go(page, "clock")
    page.get_by_label("Date and time, UTC").fill("2030-06-01T08:15:00")
    page.get_by_label("and freeze it there").check()
    page.get_by_role("button", name="Set", exact=True).click()

    expect(face(page)).to_contain_text("2030-06-01 08:15:00")
    page.get_by_role("button", name="Back to the real time").click()
    expect(face(page)).to_contain_text("2026-01-15")
    expect(face(page)).to_contain_text("running")
    assert client.get("/_mock/clock").json()["frozen"] is False


def test_a_time_beyond_the_calendar_is_explained(page):
    go(page, "clock")
    page.get_by_label("How far").fill("999999999")
    page.get_by_label("Unit").select_option("days")
    page.get_by_role("button", name="Move", exact=True).click()

    expect(page.get_by_role("alert")).to_contain_text("The clock cannot go there")


def test_a_scenario_is_loaded(page, client):
    go(page, "scenarios")
    listed = client.get("/_mock/scenarios").json()["scenarios"]
    one = next(scenario for scenario in listed if scenario["name"] == "rate_limited")
    group = page.get_by_role("region", name=f"Scenarios of {one['api']}")

    group.get_by_role("button", name=f"Load {one['title']}").press("Enter")

    card = group.get_by_role("listitem").filter(has_text=one["title"])
    expect(card).to_contain_text("loaded")
    expect(group.get_by_role("button", name=f"Load {one['title']}")).to_be_focused()
    expect(page.locator("#faults")).to_be_visible()
    loaded = [
        item["name"]
        for item in client.get("/_mock/scenarios").json()["scenarios"]
        if item["loaded"]
    ]
    assert loaded == ["rate_limited"]


def test_a_fault_is_added_strikes_and_is_removed(page, client):
    go(page, "faults")
    expect(page.get_by_role("region", name="Rules")).to_contain_text("nothing goes wrong")
    form = page.get_by_role("form", name="Add a rule")
    form.get_by_label("API").select_option("criteo")
    form.get_by_label("Operation").fill("GET *")
    form.get_by_label("Strike at most").fill("1")
    expect(form.get_by_label("The rule as JSON")).to_have_value(re.compile('"status": 503'))
    form.get_by_label("Strike at most").press("Enter")

    rules = page.get_by_role("region", name="Rules").get_by_role("listitem")
    expect(rules).to_contain_text("GET * of criteo: answers 503, once")
    expect(page.locator("#faults")).to_contain_text("1 rule")
    assert [client.get(ONE, headers=TOKEN).status_code for _ in range(2)] == [503, 200]
    rule = client.get("/_mock/faults").json()["faults"][0]["id"]
    page.get_by_role("button", name=f"Remove {rule}").press("Enter")
    expect(rules).to_have_count(0)
    expect(page.locator("#faults")).to_be_hidden()
    assert client.get("/_mock/faults").json() == {"faults": []}


def test_a_rule_that_does_nothing_is_refused_in_words(page):
    go(page, "faults")
    form = page.get_by_role("form", name="Add a rule")
    form.get_by_label("What happens").select_option("")
    form.get_by_role("button", name="Add rule").click()

    expect(form.get_by_role("alert")).to_contain_text("the rule does nothing")


def test_a_rule_is_written_as_json_and_corrected_where_it_is_wrong(page, client):
    go(page, "faults")
    form = page.get_by_role("form", name="Add a rule")
    json = form.get_by_label("The rule as JSON")
    json.fill('{"status": 503, "retry_after": "soon"}')
    form.get_by_role("button", name="Add rule").click()
    expect(form.get_by_role("alert")).to_contain_text("/retry_after")
    assert json.evaluate("it => it.value.slice(it.selectionStart, it.selectionEnd)") == '"soon"'

    page.keyboard.type("7")
    form.get_by_role("button", name="Add rule").click()

    expect(page.get_by_role("region", name="Rules")).to_contain_text("answers 503")
    assert client.get("/_mock/faults").json()["faults"][0]["retry_after"] == 7


def test_all_rules_are_cleared_after_a_question(page, client):
    rules = {"faults": [{"delay": 0.1}, {"connection": "reset", "percent": 5, "skip": 2}]}
    client.put("/_mock/faults", json=rules).raise_for_status()
    go(page, "faults")
    listed = page.get_by_role("region", name="Rules")
    expect(listed).to_contain_text("every operation: waits 0.1 s")
    expect(listed).to_contain_text("breaks the connection off, for 5 % of the calls, after 2 calls")

    page.get_by_role("button", name="Clear").click()
    page.get_by_role("button", name="Remove 2 rules?").click()

    expect(listed).to_contain_text("nothing goes wrong")
