"""The page where the admin API needs a token."""

from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from mockserver.testing import running
from tests.support.worlds import server

pytestmark = pytest.mark.services


@pytest.fixture(scope="module")
def guarded():
    with running(server("criteo", admin_token="letmein")) as url:
        yield url


def dialog(page):
    return page.get_by_role("dialog", name="Admin token")


def give(page, token):
    dialog(page).get_by_label("Token").fill(token)
    dialog(page).get_by_label("Token").press("Enter")


def test_the_token_is_asked_for_once_and_kept_in_the_tab(tab, guarded):
    page = tab(f"{guarded}/_mock/")
    expect(dialog(page)).to_contain_text("Authorization: Bearer")
    expect(dialog(page).get_by_label("Token")).to_be_focused()

    give(page, "letmein")

    expect(page.locator("#live")).to_have_attribute("data-state", "live")
    expect(dialog(page)).to_have_count(0)
    page.request.get(f"{guarded}/nothing")
    expect(page.locator(".entry")).to_have_count(1)
    page.reload()
    expect(page.locator("#live")).to_have_attribute("data-state", "live")
    expect(dialog(page)).to_have_count(0)


def test_a_wrong_token_is_asked_for_again(tab, guarded):
    page = tab(f"{guarded}/_mock/#/clock")
    give(page, "wrong")
    expect(dialog(page).get_by_label("Token")).to_have_value("")
    give(page, "letmein")

    expect(page.get_by_role("region", name="The time in this sandbox")).to_contain_text("2026")


def test_the_page_can_be_looked_at_without_a_token(tab, guarded):
    page = tab(f"{guarded}/_mock/#/clock")
    expect(dialog(page)).to_be_visible()
    with page.expect_response("**/_mock/journal?*"):
        page.keyboard.press("Escape")

    expect(page.locator("#live")).to_contain_text("needs the token")
    expect(dialog(page)).to_have_count(0)
    expect(page.get_by_role("heading", name="Clock")).to_be_visible()
    page.get_by_role("button", name="Freeze").click()
    expect(dialog(page)).to_be_visible()


def test_the_token_goes_to_the_admin_api_only(tab, guarded):
    label = quote("GET /marketing-solutions/campaigns/{campaignId}", safe="")
    page = tab(f"{guarded}/_mock/#/operations/criteo/{label}")
    give(page, "letmein")
    form = page.get_by_role("form")
    form.get_by_label("campaignId path, required").fill("99999")
    with page.expect_request("**/campaigns/99999") as sent:
        page.get_by_role("button", name="Send", exact=True).click()

    assert "authorization" not in sent.value.headers
    assert "letmein" not in page.evaluate(
        "document.cookie + location.href + JSON.stringify({...localStorage})"
    )
