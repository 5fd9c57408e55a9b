"""The journal on the page: live, opened, explained, filtered, by keyboard."""

import asyncio
import shlex
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Thread

import pytest
from playwright.sync_api import expect

from mockserver.journal import Entry
from mockserver.serving import server_for, take_port
from mockserver.testing import running
from tests.support.worlds import server

pytestmark = pytest.mark.services

TOKEN = {"Authorization": "Bearer demo-token"}
ONE = "/marketing-solutions/campaigns/99999"
SEARCH = "/marketing-solutions/campaigns/search"
HOSTILE = "<img src=x onerror=\"document.title='owned'\">"


def rows(page):
    return page.get_by_role("region", name="Requests").get_by_role("listitem")


def live(page):
    expect(page.locator("#live")).to_have_attribute("data-state", "live")


def opened(page, number):
    page.goto(f"{page.url.partition('#')[0]}#/journal/{number}")
    return page.get_by_role("region", name=f"Request {number}")


def test_a_request_appears_as_it_comes(page, client):
    live(page)
    expect(rows(page)).to_have_count(0)

    client.get(ONE, headers=TOKEN)

    expect(rows(page)).to_have_count(1)
    expect(rows(page)).to_contain_text("200")
    expect(rows(page)).to_contain_text("stub · getCampaign · criteo")
    expect(page.get_by_role("status", name="News")).to_contain_text(f"GET {ONE} was answered 200")


def test_an_entry_is_opened_and_left_by_keyboard(page, client):
    live(page)
    client.get(ONE, headers=TOKEN)
    client.get("/marketing-solutions/campaigns/88888", headers=TOKEN)
    expect(rows(page)).to_have_count(2)

    rows(page).first.get_by_role("link").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    details = page.get_by_role("region", name="Request 1")
    expect(details.get_by_role("heading", level=2)).to_be_focused()
    expect(details).to_contain_text("the stub of the API")
    page.keyboard.press("Escape")
    expect(details).to_have_count(0)
    expect(rows(page).last.get_by_role("link")).to_be_focused()


def test_arrows_turn_the_pages_of_what_is_open(page, client):
    live(page)
    client.get(ONE, headers=TOKEN)
    client.get(ONE)
    expect(rows(page)).to_have_count(2)
    expect(opened(page, 2)).to_contain_text("401")

    rows(page).first.get_by_role("link").focus()
    page.keyboard.press("ArrowDown")

    expect(page.get_by_role("region", name="Request 1")).to_contain_text("200")
    expect(rows(page).last.get_by_role("link")).to_be_focused()


def test_only_one_entry_stands_in_the_way_of_the_tab_key(page, client):
    live(page)
    for _ in range(5):
        client.get(ONE, headers=TOKEN)
    expect(rows(page)).to_have_count(5)

    expect(page.locator(".entry[tabindex='0']")).to_have_count(1)


def test_an_unmatched_request_is_told_what_it_nearly_meant(page, client):
    client.get("/marketing-solutions/campaign/99999", headers=TOKEN)

    reasons = opened(page, 1).get_by_role("region", name="What was wrong")
    expect(reasons).to_contain_text("unknown_path")
    expect(reasons).to_contain_text("GET /marketing-solutions/campaigns/{campaignId}")
    expect(reasons).to_contain_text("segment 2 is campaign, the operation has campaigns")


def test_a_refused_request_is_told_each_violation(page, client):
    client.post(SEARCH, headers=TOKEN, json={"filters": 5})

    reasons = opened(page, 1).get_by_role("region", name="What was wrong")
    expect(reasons).to_contain_text("invalid_request")
    expect(reasons.get_by_role("listitem")).to_contain_text("/filters")


def test_request_and_answer_are_laid_out(page, client):
    client.post(SEARCH, headers=TOKEN, json={"filters": {}})

    details = opened(page, 1)
    expect(details.get_by_role("group", name="Request body")).to_have_text('{\n  "filters": {}\n}')
    expect(details.get_by_role("group", name="Answer body")).to_contain_text('"id": "99999"')
    details.get_by_text("Request headers").click()
    expect(details).not_to_contain_text("demo-token")


def test_what_was_received_stays_text(page, client):
    live(page)
    client.get(f"/{HOSTILE}", params={"q": HOSTILE})
    headers = {**TOKEN, "X-Note": HOSTILE}
    client.post(SEARCH, headers=headers, json={HOSTILE: HOSTILE}, params={"q": HOSTILE})

    expect(rows(page).last).to_contain_text("<img src=x")
    details = opened(page, 2)
    expect(details.get_by_role("group", name="Request body")).to_contain_text("<img src=x")
    details.get_by_text("Request headers").click()
    expect(details.get_by_text(HOSTILE, exact=True)).to_have_count(2)
    expect(opened(page, 1)).to_contain_text("No operation has the path /<img src=x")
    assert page.locator("main img").count() == 0
    expect(page).to_have_title("Journal · Mock")


def test_entries_are_filtered_and_the_address_remembers_how(page, client):
    live(page)
    client.get(ONE, headers=TOKEN)
    client.get(ONE)
    client.get("/nothing/here")
    expect(rows(page)).to_have_count(3)

    page.get_by_label("Filter", exact=True).fill("getcampaign")
    expect(rows(page)).to_have_count(2)
    page.get_by_label("Status").select_option("4xx")
    expect(rows(page)).to_have_count(1)
    page.reload()

    expect(rows(page)).to_have_count(1)
    expect(page.get_by_label("Filter", exact=True)).to_have_value("getcampaign")
    page.get_by_label("Filter", exact=True).fill("")
    page.get_by_label("API").select_option("criteo")
    expect(rows(page)).to_have_count(1)


def test_a_paused_journal_counts_and_catches_up(page, client):
    live(page)
    page.get_by_role("button", name="Pause").click()

    client.get(ONE, headers=TOKEN)

    pause = page.get_by_role("button", name="Paused, 1 new", pressed=True)
    expect(pause).to_be_visible()
    expect(rows(page)).to_have_count(0)
    pause.click()
    expect(rows(page)).to_have_count(1)


def test_the_journal_is_cleared_after_a_question(page, client):
    live(page)
    client.get(ONE, headers=TOKEN)
    expect(rows(page)).to_have_count(1)

    page.get_by_role("button", name="Clear").click()
    page.get_by_role("button", name="Clear the journal?").click()

    expect(rows(page)).to_have_count(0)
    assert client.get("/_mock/journal").json()["kept"] == 0


def test_escape_takes_a_question_back(page, client):
    live(page)
    client.get(ONE, headers=TOKEN)
    expect(rows(page)).to_have_count(1)

    page.get_by_role("button", name="Clear").press("Enter")
    expect(page.get_by_role("button", name="Clear the journal?")).to_be_focused()
    page.keyboard.press("Escape")

    expect(page.get_by_role("button", name="Clear", exact=True)).to_be_focused()
    expect(rows(page)).to_have_count(1)


def test_a_request_is_copied_as_curl(page, client, name):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    body = {"filters": {}, "it's": "so"}
    client.post(SEARCH, headers=TOKEN, json=body)

    opened(page, 1).get_by_role("button", name="Copy as curl").click()
    expect(page.get_by_text("curl command copied")).to_be_visible()

    words = shlex.split(page.evaluate("navigator.clipboard.readText()"))
    assert words[0] == "curl"
    assert str(client.base_url.join(SEARCH.lstrip("/"))) in words
    assert f"/~{name}/" in " ".join(words)
    assert "it's" in words[words.index("--data-binary") + 1]
    assert "demo-token" not in " ".join(words)


def test_the_journal_is_saved_as_har(page, client):
    live(page)
    client.get(ONE, headers=TOKEN)
    expect(rows(page)).to_have_count(1)

    with page.expect_download() as download:
        page.get_by_role("button", name="Save as HAR").click()

    assert download.value.suggested_filename.endswith(".har")
    assert '"version": "1.2"' in download.value.path().read_text("utf-8")


def test_without_a_stream_the_page_asks_again(tab, url, name, client):
    def without_stream(page):
        page.route("**/journal/events*", lambda route: route.fulfill(status=404, json={}))

    page = tab(f"{url}/~{name}/_mock/", prepare=without_stream)
    expect(page.locator("#live")).to_have_attribute("data-state", "polling")

    client.get(ONE, headers=TOKEN)

    expect(rows(page)).to_have_count(1)


def test_a_thousand_entries_are_shown_filtered_and_added_to(tab):
    app = server("criteo")
    entries = [
        Entry(at=datetime(2026, 1, 15, tzinfo=UTC), sandbox="default", method="GET",
              path=f"/thing/{number}", status=200, speaker="stub")
        for number in range(1000)
    ]  # fmt: skip
    with ThreadPoolExecutor() as other:
        other.submit(asyncio.run, fill(app, entries)).result()
    with running(app) as url:
        page = tab(f"{url}/_mock/")
        expect(page.get_by_text("1,000 requests")).to_be_visible()
        live(page)
        page.get_by_label("Filter", exact=True).fill("thing/777")
        expect(rows(page)).to_have_count(1)
        page.get_by_label("Filter", exact=True).fill("")
        expect(rows(page)).to_have_count(1000)
        page.request.get(f"{url}/something-new")
        expect(rows(page).first).to_contain_text("/something-new")
        expect(rows(page)).to_have_count(1000)


def test_a_server_that_comes_back_is_found_again(tab):
    with running(server("criteo")) as url:
        page = tab(f"{url}/_mock/")
        live(page)
        page.request.get(f"{url}/before")
        expect(rows(page)).to_contain_text("/before")
    expect(page.locator("#live")).to_have_attribute("data-state", "away")

    listener = take_port("127.0.0.1", int(url.rpartition(":")[2]))
    loop = server_for(server("criteo"))
    thread = Thread(target=loop.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    try:
        live(page)
        expect(rows(page)).to_have_count(0)
    finally:
        loop.should_exit = True
        thread.join(timeout=10)
        listener.close()


async def fill(app, entries):
    for entry in entries:
        await app.journal.add("default", entry)
