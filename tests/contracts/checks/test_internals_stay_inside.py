from urllib.parse import quote

import pytest

from contracts.checks.internals_stay_inside import internals_stay_inside
from contracts.checks.traces import TRACES, suspects
from contracts.finding import Request
from tests.support.documents import response
from tests.support.exchanges import shop, subject, verdicts
from tests.support.sessions import reply

API = shop({"200": response({"type": "object"}), "400": response({"type": "object"})})

LEAKS = [
    "Traceback (most recent call last):\n  File \"/srv/app/views.py\", line 12, in get",
    'File "handlers.py", line 7',
    "\tat com.shop.Orders.find(Orders.java:51)",
    "java.lang.NullPointerException: null",
    "org.hibernate.exception.ConstraintViolationException",
    "at Shop.Orders.Find(Int32 id) in C:\\src\\Orders.cs:line 40",
    "System.NullReferenceException: Object reference not set",
    "TypeError: x is undefined\n    at find (/app/dist/orders.js:10:5)",
    "at async Server.handle (node:internal/http:221:7)",
    "/app/orders.rb:12:in `find'",
    "Fatal error: Uncaught Error in /var/www/html/index.php on line 3",
    "#0 /var/www/index.php(12): find()",
    "goroutine 1 [running]:",
    "thread 'main' panicked at src/main.rs:4",
    "SQLSTATE[42S02]: Base table or view not found",
    "ORA-00942: table or view does not exist",
    "You have an error in your SQL syntax; check the manual",
    'syntax error at or near "WHERE"',
    'duplicate key value violates unique constraint "orders_pkey"',
    "sqlite3.OperationalError: no such table",
    "UNIQUE constraint failed: orders.name",
    "SELECT id, name FROM orders WHERE id = 1",
    "INSERT INTO orders (id) VALUES (1)",
    "Whitelabel Error Page",
    "cannot open /etc/shop/config.yaml",
    "no such file: /opt/shop/lib/orders.py",
]  # fmt: skip

INNOCENT = [
    "The campaign was not found at this time: 12:30:05",
    "Please select a name from the list",
    "SELECT your reward",
    "Update your app, set a password",
    "https://shop.example.test/app/users/4879/ads/3364",
    "https://cdn.example.test/var/www/logo.js",
    "/home/page",
    "/app/users/12",
    "A constraint of the plan was not met",
    "There is an exception to this rule: java is an island",
    "File a complaint, line 3 of the form",
    "com.example.shop.NotFoundError",
    "status in {draft, live}",
]


@pytest.mark.parametrize("leak", LEAKS)
@pytest.mark.parametrize("status", [200, 400])
def test_inside_of_a_server_is_found(leak: str, status: int) -> None:
    judged = subject(API, got=status, body={"message": leak})

    assert len(verdicts(internals_stay_inside, judged)) == 1


@pytest.mark.parametrize("text", INNOCENT)
def test_plain_words_are_fine(text: str) -> None:
    assert verdicts(internals_stay_inside, subject(API, got=400, body={"message": text})) == []


@pytest.mark.parametrize(
    "request_",
    [
        Request("POST", "/items/1", body=b'{"name": "Whitelabel Error Page"}'),
        Request("GET", f"/items/{quote('Whitelabel Error Page')}"),
        Request("GET", "/items/1", query=(("name", "Whitelabel Error Page"),)),
        Request("GET", "/items/1", headers=(("X-Name", "Whitelabel Error Page"),)),
    ],
)
def test_words_of_the_request_may_be_repeated(request_: Request) -> None:
    body = {"message": "No item Whitelabel Error Page"}

    assert verdicts(internals_stay_inside, subject(API, got=400, body=body, request=request_)) == []
    assert verdicts(internals_stay_inside, subject(API, got=400, body=body)) != []


def test_error_page_in_place_of_json_is_found() -> None:
    page = reply(400, b"\n<!DOCTYPE html><html><h1>Bad</h1></html>", Content_Type="text/html")

    (found,) = verdicts(internals_stay_inside, subject(API, got=page))

    assert found.cause == "HTML page"


def test_documented_page_is_fine() -> None:
    api = shop({"400": response({"type": "string"}, content_type="text/html")})
    page = reply(400, b"<html><h1>Bad</h1></html>", Content_Type="text/html")

    assert verdicts(internals_stay_inside, subject(api, got=page)) == []


def test_nothing_is_no_page() -> None:
    assert verdicts(internals_stay_inside, subject(API, got=400)) == []


@pytest.mark.parametrize("length", [0, 100_000])
def test_trace_is_found_in_a_body_of_any_length(length: int) -> None:
    body = {"padding": "x" * length, "message": "panic: runtime error"}

    assert verdicts(internals_stay_inside, subject(API, got=400, body=body)) != []


def test_every_trace_is_suspected_by_each_of_its_markers() -> None:
    missed = [
        marker
        for trace in TRACES
        for marker in trace.markers
        if trace not in suspects(b"..." + marker + b"...")
    ]

    assert missed == []
