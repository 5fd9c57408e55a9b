"""The records on the page: searched, changed, refused at the right place, kept and restored."""

import json

import pytest
from playwright.sync_api import expect

from mockserver.testing import running
from tests.support.documents import api, operation, write_api
from tests.support.worlds import server

pytestmark = pytest.mark.services


def go(page, *parts):
    page.goto(f"{page.url.partition('#')[0]}#/state/{'/'.join(parts)}")


def records(page):
    return page.get_by_role("list", name="Records of campaign").get_by_role("link")


def editor(page):
    return page.get_by_role("textbox", name="The record as JSON")


def edit(page, change):
    page.get_by_role("button", name="Edit", exact=True).click()
    record = json.loads(editor(page).input_value())
    change(record)
    editor(page).fill(json.dumps(record, indent=2))
    editor(page).press("Control+Enter")


def rename(record):
    record["attributes"]["name"] = "Winter"


def test_records_are_searched_and_opened_by_keyboard(page):
    go(page, "criteo", "campaign")
    expect(records(page)).to_have_count(14)

    page.get_by_label("Search the records").focus()
    page.keyboard.type("one grand")
    expect(records(page)).to_have_count(1)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    opened = page.get_by_role("region", name="campaign 50003")
    expect(opened.get_by_role("heading", level=2)).to_be_focused()
    expect(opened).to_contain_text('"name": "One Grand Launch"')
    page.keyboard.press("Escape")
    expect(opened).to_have_count(0)
    expect(records(page)).to_be_focused()


def test_a_changed_record_is_put_back(page, client):
    go(page, "criteo", "campaign", "99999")
    edit(page, rename)

    expect(page.get_by_text("99999 is put back")).to_be_visible()
    state = client.get("/_mock/state/criteo").json()
    assert state["campaign"]["99999"]["attributes"]["name"] == "Winter"


def test_a_record_that_does_not_fit_is_shown_at_its_place(page, client):
    before = client.get("/_mock/state/criteo").json()
    go(page, "criteo", "campaign", "99999")
    edit(page, lambda record: record["attributes"].update(name=["not a name"]))

    problem = page.get_by_role("alert")
    expect(problem).to_contain_text("/campaign/99999/attributes/name")
    selected = editor(page).evaluate("it => it.value.slice(it.selectionStart, it.selectionEnd)")
    assert json.loads(selected) == ["not a name"]
    expect(editor(page)).to_be_focused()
    assert client.get("/_mock/state/criteo").json() == before


def test_text_that_is_no_json_is_shown_at_its_place(page):
    go(page, "criteo", "campaign", "99999")
    page.get_by_role("button", name="Edit", exact=True).click()
    editor(page).fill('{"a": 1,\n "b": oops}')
    page.get_by_role("button", name="Put back").click()

    expect(page.get_by_role("alert")).to_contain_text("This is not JSON")
    assert editor(page).evaluate("it => it.selectionEnd") >= 15


def test_an_edit_is_left_by_escape(page):
    go(page, "criteo", "campaign", "99999")
    page.get_by_role("button", name="Edit", exact=True).press("Enter")
    expect(editor(page)).to_be_focused()
    page.keyboard.press("Escape")

    expect(page.get_by_role("button", name="Edit", exact=True)).to_be_focused()


def test_what_happens_meanwhile_is_kept(page, client):
    go(page, "criteo", "campaign", "99999")
    page.get_by_role("button", name="Edit", exact=True).click()
    state = client.get("/_mock/state/criteo").json()
    del state["campaign"]["50001"]
    client.put("/_mock/state/criteo", json=state).raise_for_status()
    record = json.loads(editor(page).input_value())
    rename(record)
    editor(page).fill(json.dumps(record))
    editor(page).press("Control+Enter")

    expect(page.get_by_text("99999 is put back")).to_be_visible()
    assert "50001" not in client.get("/_mock/state/criteo").json()["campaign"]


def test_a_record_is_removed_after_a_question(page, client):
    go(page, "criteo", "campaign", "50012")
    page.get_by_role("button", name="Remove", exact=True).click()
    page.get_by_role("button", name="Remove 50012?").click()

    expect(records(page)).to_have_count(13)
    assert "50012" not in client.get("/_mock/state/criteo").json()["campaign"]


def test_all_records_are_edited_at_once(page, client):
    go(page, "criteo")
    page.get_by_role("button", name="Edit all as JSON").click()
    area = page.get_by_role("textbox", name="Every record of criteo, by kind and id")
    state = json.loads(area.input_value())
    state["campaign"] = {"99999": state["campaign"]["99999"]}
    area.fill(json.dumps(state))
    area.press("Control+Enter")

    expect(page.get_by_text("The records of criteo are replaced")).to_be_visible()
    assert list(client.get("/_mock/state/criteo").json()["campaign"]) == ["99999"]


def test_an_api_goes_back_to_its_start(page, client):
    state = client.get("/_mock/state/criteo").json()
    client.put("/_mock/state/criteo", json={**state, "campaign": {}}).raise_for_status()
    go(page, "criteo", "campaign")
    page.get_by_role("button", name="Reset criteo").click()
    page.get_by_role("button", name="Put criteo back to its start?").click()

    expect(page.get_by_text("criteo is back at its starting state")).to_be_visible()
    expect(page.get_by_role("link", name="campaign 14")).to_be_visible()


def test_what_requests_change_shows_by_itself(page, client):
    go(page, "criteo", "campaign")
    expect(records(page)).to_have_count(14)
    expect(page.locator("#live")).to_have_attribute("data-state", "live")

    attributes = {"name": "New", "advertiserId": "12345", "goal": "Retention"}
    limit = {"spendLimitRenewal": "daily", "spendLimitType": "capped", "spendLimitAmount": 5}
    body = {"data": {"type": "Campaign", "attributes": {**attributes, "spendLimit": limit}}}
    headers = {"Authorization": "Bearer demo-token"}
    made = client.post("/marketing-solutions/campaigns", json=body, headers=headers)

    assert made.status_code == 201
    expect(records(page)).to_have_count(15)


def test_a_snapshot_is_kept_restored_and_dropped(page, client):
    go(page, "criteo", "campaign")
    page.get_by_text("Snapshots", exact=True).click()
    page.get_by_label("Name").fill("before")
    page.get_by_label("Name").press("Enter")
    expect(page.get_by_text("before is kept")).to_be_visible()
    state = client.get("/_mock/state/criteo").json()
    client.put("/_mock/state/criteo", json={**state, "campaign": {}}).raise_for_status()

    page.get_by_role("button", name="Restore before").click()
    expect(page.get_by_text("before is restored")).to_be_visible()
    expect(records(page)).to_have_count(14)
    page.get_by_role("button", name="Drop before").click()
    page.get_by_role("button", name="Drop before?").click()

    expect(page.get_by_text("before is dropped")).to_be_visible()
    assert client.get("/_mock/snapshots").json() == {"snapshots": []}


def test_numbers_keep_every_digit(tab, tmp_path):
    folder = write_api(tmp_path, api({"/a": {"get": operation()}}))
    state = '{"thing": {"1": {"big": 9007199254740993, "name": "old"}}}'
    with running(server(folder)) as url:
        page = tab(f"{url}/_mock/#/state/shop/thing/1")
        sent = page.request.put(
            f"{url}/_mock/state/shop", data=state, headers={"Content-Type": "application/json"}
        )
        assert sent.ok
        page.get_by_role("button", name="Read again").click()
        page.get_by_role("button", name="Edit", exact=True).click()
        editor(page).fill(editor(page).input_value().replace("old", "new"))
        editor(page).press("Control+Enter")
        expect(page.get_by_text("1 is put back")).to_be_visible()

        stored = json.loads(page.request.get(f"{url}/_mock/state/shop").text())
        assert stored == {"thing": {"1": {"big": 9007199254740993, "name": "new"}}}
