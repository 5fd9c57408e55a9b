"""The operations on the page: what they are, and a form to try them."""

import json
import re

import pytest
from playwright.sync_api import expect

from mockserver.testing import running
from tests.support.documents import ECHO, api, operation, parameter, takes, write_api
from tests.support.worlds import server

pytestmark = pytest.mark.services

CREATE = "POST /marketing-solutions/campaigns"
UPDATE = "PATCH /marketing-solutions/campaigns"
READ = "GET /marketing-solutions/campaigns/{campaignId}"


def go(page, *parts):
    path = "/".join(part.replace("/", "%2F").replace(" ", "%20") for part in parts)
    page.goto(f"{page.url.partition('#')[0]}#/operations/{path}")


def form(page, label):
    return page.get_by_role("form", name=f"Try {label}")


def answer(page):
    return page.get_by_role("region", name="Answer", exact=True)


def read_campaign(page):
    go(page, "criteo", READ)
    form(page, READ).get_by_label("oauth2").fill("demo-token")
    form(page, READ).get_by_label("campaignId path, required").fill("99999")
    return form(page, READ)


def send(page):
    page.get_by_role("button", name="Send", exact=True).click()


def test_operations_are_found_and_opened_by_keyboard(page):
    go(page)
    page.get_by_label("Filter by path, summary or id").focus()
    page.keyboard.type("getcampaign")
    found = page.get_by_role("region", name="Operations of criteo").get_by_role("link")
    expect(found).to_have_count(1)

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    opened = page.get_by_role("region", name=READ)
    expect(opened.get_by_role("heading", level=2)).to_be_focused()
    expect(opened).to_contain_text("Answered by")
    expect(opened).to_contain_text("the stub of the API")
    page.keyboard.press("Escape")
    expect(opened).to_have_count(0)
    expect(found).to_be_focused()


def test_what_is_tried_by_keyboard_shows_in_the_state(page):
    go(page, "criteo", CREATE)
    form(page, CREATE).get_by_label("oauth2").focus()
    page.keyboard.type("demo-token")
    page.keyboard.press("Control+Enter")

    expect(answer(page)).to_contain_text("201 Created")
    expect(answer(page)).to_contain_text("from the stub of the API")
    page.get_by_role("navigation").get_by_role("link", name="State").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    page.get_by_role("link", name="campaign 15").press("Enter")
    expect(page.get_by_role("list", name="Records of campaign").get_by_role("link")).to_have_count(
        15
    )


def test_examples_are_filled_in(page):
    go(page, "criteo", UPDATE)

    body = form(page, UPDATE).get_by_label("Body")
    expect(body).to_have_value(re.compile('"id": "99999"'))


def test_a_failure_is_asked_for(page):
    fields = read_campaign(page)
    fields.get_by_label("Status").select_option("404")
    send(page)

    expect(answer(page)).to_contain_text("404")
    expect(answer(page)).to_contain_text("the outcome that was asked for")
    expect(answer(page)).to_contain_text("applied: code=404")
    page.get_by_role("navigation").get_by_role("link", name="Journal").click()
    expect(page.locator(".entry")).to_contain_text("asked for code=404")


def test_a_status_that_is_not_documented_is_marked(page):
    fields = read_campaign(page)
    fields.get_by_label("Status").select_option(label="503 (not documented)")
    send(page)

    expect(answer(page)).to_contain_text("503")
    expect(answer(page)).to_contain_text("a status that is not documented")


def test_an_error_code_is_asked_for(page):
    go(page, "criteo", UPDATE)
    form(page, UPDATE).get_by_label("oauth2").fill("demo-token")
    code = form(page, UPDATE).get_by_label("Error code")
    wanted = code.locator("option").nth(1).get_attribute("value")
    code.select_option(wanted)
    send(page)

    expect(answer(page)).to_contain_text(f"applied: error={wanted}")


def test_items_are_made_to_fail(page):
    go(page, "criteo", UPDATE)
    form(page, UPDATE).get_by_label("oauth2").fill("demo-token")
    form(page, UPDATE).get_by_label("Failing items").fill("0")
    send(page)

    expect(answer(page)).to_contain_text("applied: fail-items=")


def test_credentials_are_kept_for_the_session(page):
    read_campaign(page)
    page.reload()

    expect(form(page, READ).get_by_label("oauth2")).to_have_value("demo-token")
    go(page, "criteo", UPDATE)
    expect(form(page, UPDATE).get_by_label("oauth2")).to_have_value("demo-token")


def test_basic_credentials_are_encoded(page):
    label = "GET /priv/v1/apps/{api_key}/users/{user_id}/campaigns"
    go(page, "sessionm", label)
    form(page, label).get_by_label("basic").fill("demo-key:demo-secret")
    send(page)

    expect(answer(page).get_by_role("heading", level=3)).to_contain_text("200")


def test_an_entry_is_edited_and_sent_again(page, client):
    sent = {"filters": {"campaignIds": ["99999"]}}
    path = "marketing-solutions/campaigns/search"
    client.post(path, json=sent, headers={"Authorization": "Bearer demo-token"})
    page.goto(f"{page.url.partition('#')[0]}#/journal/1")

    page.get_by_role("link", name="Edit and send again").click()

    body = form(page, "POST /marketing-solutions/campaigns/search").get_by_label("Body")
    expect(body).to_have_value(json.dumps(sent, indent=2))


def test_a_connection_that_breaks_is_said(page, client):
    client.post("/_mock/faults", json={"connection": "reset"}).raise_for_status()
    read_campaign(page)
    send(page)

    expect(page.get_by_role("alert")).to_contain_text("the connection broke off")


def test_an_answer_that_never_comes_can_be_stopped(page, client):
    client.post("/_mock/faults", json={"connection": "hang"}).raise_for_status()
    read_campaign(page)
    send(page)
    page.get_by_role("button", name="Stop").click()

    expect(page.get_by_role("alert")).to_contain_text("Stopped before there was an answer")


@pytest.fixture
def echo(tab, tmp_path):
    """The page of an API that answers what it was asked."""
    parameters = [
        parameter("id", "path", {"type": "string"}, example="a/b c?"),
        parameter("tags", "query", {"type": "array", "items": {"type": "string"}},
                  example=["x", "y&z"]),
        parameter("unsent", "query", {"type": "string"}, example="no"),
        parameter("X-Trace", "header", {"type": "string"}, required=True, example="t1"),
        parameter("flavour", "cookie", {"type": "string"}, required=True, example="mint"),
    ]  # fmt: skip
    body = takes({"type": "object"})
    body["content"]["application/json"]["example"] = {"note": "ä\n\"'"}
    asked = operation("echo", parameters=parameters, requestBody=body)
    folder = write_api(tmp_path, api({"/echo/{id}": {"post": asked}}), ECHO)
    with running(server(folder)) as url:
        page = tab(f"{url}/_mock/")
        go(page, "shop", "POST /echo/{id}")
        yield page


def test_parameters_go_where_they_belong(echo):
    echo.get_by_role("checkbox", name="Send tags").check()
    send(echo)

    told = answer(echo).get_by_role("group", name="Answer body")
    expect(told).to_contain_text('"id": "a/b c?"')
    expect(told).to_contain_text('"y&z"')
    expect(told).to_contain_text('"X-Trace": "t1"')
    expect(told).to_contain_text('"flavour": "mint"')
    expect(told).to_contain_text("ä")
    expect(told).not_to_contain_text("unsent")
    assert echo.evaluate("document.cookie") == ""


def test_hostile_documents_stay_text(tab, tmp_path):
    evil = "<img src=x onerror=\"document.title='owned'\">"
    made = operation("evil", summary=evil, parameters=[
        parameter(evil, "query", {"type": "string"}, example=evil, description=evil)
    ])  # fmt: skip
    folder = write_api(tmp_path, api({"/<img src=x>": {"get": made}}))
    with running(server(folder)) as url:
        page = tab(f"{url}/_mock/#/operations")
        page.get_by_role("link", name=evil).click()

        expect(page.get_by_role("textbox", name=evil)).to_be_visible()
        assert page.locator("main img").count() == 0
        expect(page).to_have_title("Operations · Mock")


def test_a_masked_secret_is_not_sent_again(page, client):
    label = "GET /priv/v1/apps/{api_key}/users/{user_id}/campaigns"
    client.get("/priv/v1/apps/demo-key/users/somebody/campaigns", auth=("demo-key", "demo-secret"))
    page.goto(f"{page.url.partition('#')[0]}#/journal/1")

    page.get_by_role("link", name="Edit and send again").click()

    expect(form(page, label).get_by_label("user_id path, required")).to_have_value("somebody")
    expect(form(page, label).get_by_label("api_key path, required")).to_have_value("demo-key")


def test_values_are_made_up_where_no_example_is_written(tab, tmp_path):
    body = takes({"type": "object", "required": ["n"], "properties": {"n": {"const": 5}}})
    made = operation(
        "one",
        parameters=[parameter("id", "path", {"const": "a1"})]
        + [parameter(f"q{number}", "query", {"type": "string"}) for number in range(12)],
        requestBody=body,
    )
    with running(server(write_api(tmp_path, api({"/things/{id}": {"post": made}})))) as url:
        page = tab(f"{url}/_mock/")
        go(page, "shop", "POST /things/{id}")

        expect(page.get_by_label("id path, required")).to_have_value("a1")
        expect(page.get_by_label("Body")).to_have_value('{\n  "n": 5\n}')
        expect(page.get_by_label("q3 query")).to_be_hidden()
        page.get_by_text("12 more, optional").click()
        expect(page.get_by_label("q3 query")).to_be_visible()
        send(page)
        expect(answer(page)).to_contain_text("200")
