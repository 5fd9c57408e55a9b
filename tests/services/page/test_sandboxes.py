"""Sandboxes on the page: changed, shared, dropped; each tab in its own."""

import httpx2
import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.services

ONE = "/marketing-solutions/campaigns/99999"


def go(page):
    page.goto(f"{page.url.partition('#')[0]}#/sandboxes")


def row(page, name):
    return page.get_by_role("row").filter(has=page.get_by_role("rowheader", name=name))


def test_the_page_moves_to_another_sandbox(page, client, name, url):
    client.patch("/_mock/clock", json={"now": "2031-01-01T00:00:00Z", "frozen": True})
    go(page)
    expect(row(page, name)).to_contain_text("this page")
    expect(row(page, name)).to_contain_text("2031-01-01 00:00:00 frozen")

    page.get_by_label("Name", exact=True).fill(f"{name[:40]}.two")
    page.get_by_label("Name", exact=True).press("Enter")

    expect(page.locator("#sandbox")).to_contain_text(f"{name[:40]}.two")
    assert page.url == f"{url}/~{name[:40]}.two/_mock/#/journal"
    expect(page.locator("#clock")).not_to_contain_text("2031")
    httpx2.get(f"{url}/~{name[:40]}.two{ONE}", trust_env=False)
    expect(page.locator(".entry")).to_have_count(1)
    assert client.get("/_mock/journal").json()["kept"] == 0


def test_a_sandbox_is_chosen_from_the_list_and_dropped(page, client, name, url):
    other = f"{name[:40]}.other"
    fault = {"status": 503}
    httpx2.post(f"{url}/~{other}/_mock/faults", json=fault, trust_env=False).raise_for_status()
    go(page)
    expect(row(page, other)).to_contain_text("1 fault rule")

    page.get_by_role("button", name=f"Drop {other}").click()
    page.get_by_role("button", name=f"Drop {other}?").click()

    expect(page.get_by_text(f"{other} is dropped")).to_be_visible()
    expect(row(page, other)).to_have_count(0)
    httpx2.post(f"{url}/~{other}/_mock/faults", json=fault, trust_env=False).raise_for_status()
    page.reload()
    page.get_by_role("link", name=other).click()
    expect(page.locator("#sandbox")).to_contain_text(other)
    expect(page.locator("#faults")).to_contain_text("1 rule")


def test_a_sandbox_is_shared_by_its_links(page, name, url):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    go(page)
    page.get_by_role("button", name="Copy: Base URL for the app").click()

    expect(page.get_by_text("Base URL for the app copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == f"{url}/~{name}"
    expect(page.get_by_text(f"{url}/~{name}/_mock/")).to_be_visible()
    expect(page.get_by_text(f"Mock-Sandbox: {name}")).to_be_visible()


def test_the_cookie_chooses_where_the_path_does_not(tab, browser, url, name):
    context = browser.new_context()
    context.add_cookies([{"name": "mock-sandbox", "value": name, "url": url}])
    page = tab(f"{url}/_mock/", context=context)

    expect(page.locator("#sandbox")).to_contain_text(name)
    page.request.get(f"{url}{ONE}")
    expect(page.locator(".entry")).to_have_count(1)
    context.close()


def test_without_a_name_the_page_works_in_the_default_sandbox(tab, url):
    page = tab(f"{url}/_mock")

    expect(page.locator("#sandbox")).to_contain_text("default")
    assert page.url == f"{url}/_mock/"
