"""A curl line, pasted into a real shell, gives curl exactly what was sent."""

import json
import re
import shutil
import socket
import string
import subprocess
import threading
from datetime import timedelta
from hashlib import sha256
from typing import NamedTuple

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from contracts.finding import Exchange, Request
from contracts.reports.curl import curl_line, variables
from tests.support.runs import hostile

BASE = "https://api.example/v1"
SECRETS = {"CALLER_A_TOKEN": "s3cr't \"$(x)", "KEY_2": "k-2"}
FAKE = """curl() {
  printf '%s\\0' "$@"
  if [ "${@: -2:1}" = --data-binary ]; then cat; fi
}
"""


class Sent(NamedTuple):
    method: str
    url: bytes
    headers: list[bytes]
    body: bytes | None


def run_in_shell(line: str) -> list[bytes]:
    """Returns the arguments that curl gets, and last what it is fed."""
    ran = subprocess.run(
        ["bash", "--norc", "-s"],
        input=(FAKE + line + "\n").encode(),
        capture_output=True,
        check=True,
        env={
            **SECRETS,
            "BASE_URL": "http://here",
            "CONTROL_URL": "http://there",
            "PATH": "/usr/bin:/bin",
            "LC_ALL": "C.UTF-8",
        },
    )
    assert ran.stderr == b""
    return ran.stdout.split(b"\0")


def read_as_curl(words: list[bytes]) -> Sent:
    """Reads arguments as curl's manual says."""
    method, url, headers, body = "", b"", [], None
    *words, fed = words
    words.reverse()
    while words:
        word = words.pop()
        if word == b"-X":
            method = words.pop().decode()
        elif word == b"-H":
            headers.append(words.pop())
        elif word == b"--data-raw":
            body = words.pop()
        elif word == b"--data-binary":
            assert words.pop() == b"@-"
            # What is fed may hold the separator; then nothing else follows it.
            body = fed
        elif word == b"-I":
            method = "HEAD"
        elif word not in (b"-sS", b"-i", b"-g", b"--path-as-is"):
            url = word
    return Sent(method or "GET", url, [said for one in headers if (said := header(one))], body)


def header(argument: bytes) -> bytes:
    if argument.endswith(b";") and b":" not in argument:
        return argument[:-1] + b": "
    return argument if argument.partition(b":")[2].strip() else b""


def fed_whole(line: str) -> bytes:
    """Returns what curl is fed, separators and all."""
    fake = "curl() { cat; }\n"
    ran = subprocess.run(
        ["bash", "-s"], input=(fake + line + "\n").encode(), capture_output=True, check=True
    )
    return ran.stdout


def sent(exchange: Exchange, base: str = BASE) -> Sent:
    line = curl_line(exchange, base)
    if line.startswith("printf"):
        words = run_in_shell(line.replace("--data-binary @-", "--data-binary @- </dev/null", 1))
        return read_as_curl(words)._replace(body=fed_whole(line))
    return read_as_curl(run_in_shell(line))


def looks_secret(*texts: str) -> bool:
    return any(re.search(r"\$[A-Z]", text) for text in texts)


TOKEN = st.text(string.ascii_letters + string.digits + "!#$%&'*+-.^_`|~", min_size=1, max_size=12)
NASTY = st.sampled_from(
    ["'", '"', "\\", "`id`", "$(id)", "!!", "\n", "\t", "\r", "\u202e", "é", "@"]
)
TEXT = st.lists(
    NASTY | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=5),
    max_size=6,
).map("".join)
PATH = st.text(string.ascii_letters + string.digits + "-._~%!$&'()*+,;=:@/[]{}", max_size=20)


@settings(deadline=timedelta(seconds=5), max_examples=60)
@example("PUT", "/../[a]{b}", [("q", "'")], [("X", "!'\x7f")], b"@/etc/passwd")
@example("GET", "", [], [("Accept", " ")], b"")
@example("POST", "/", [("", "")], [("X", "\xe9"), ("Y", "\u20ac")], b"\x00\xff")
@example("HEAD", "/", [], [], None)
@given(
    st.sampled_from(["GET", "HEAD", "POST", "PATCH"]) | st.text("ABC-", min_size=1),
    PATH.map("/".__add__),
    st.lists(st.tuples(TEXT, TEXT), max_size=3),
    st.lists(st.tuples(TOKEN, TEXT), max_size=3),
    st.none() | TEXT.map(str.encode) | st.binary(max_size=30),
)
def test_curl_gets_the_bytes_of_the_request(method, path, query, headers, body):
    assume(not looks_secret(*(value for _, value in query), *(value for _, value in headers)))
    assume(body is None or not looks_secret(body.decode(errors="replace")))
    assume(all(name.lower() not in ("host", "content-length") for name, _ in headers))
    request = Request(method, path, tuple(query), tuple(headers), body)

    found = sent(Exchange(request, None))

    assert found == Sent(
        method,
        f"{BASE}{request.target}".encode(),
        [f"{name}: ".encode() + wire(value) for name, value in headers],
        body,
    )


def wire(value: str) -> bytes:
    return value.encode() if value.strip() else b""


def test_secrets_stand_by_name_and_arrive_as_they_are():
    request = Request(
        "POST",
        "/login",
        (("key", "$KEY_2"), ("q", "it's"), ("last", "$CALLER_A_TOKEN")),
        (("Authorization", "Basic $CALLER_A_TOKEN"), ("X-Key", "$KEY_2")),
        b'{"password": "$CALLER_A_TOKEN", "note": "costs $KEY_2 or $1"}',
    )

    line = curl_line(Exchange(request, None), BASE)
    found = sent(Exchange(request, None))

    secret = SECRETS["CALLER_A_TOKEN"]
    assert '-H "Authorization: Basic $CALLER_A_TOKEN"' in line
    assert found.url == f"{BASE}/login?key=k-2&q=it's&last={secret}".encode()
    assert found.headers == [f"Authorization: Basic {secret}".encode(), b"X-Key: k-2"]
    assert found.body == f'{{"password": "{secret}", "note": "costs $KEY_2 or $1"}}'.encode()


def test_a_secret_of_a_form_stands_by_name():
    request = Request(
        "POST",
        "/token",
        headers=(("Content-Type", "application/x-www-form-urlencoded"),),
        body=b"grant=x&client_secret=$KEY_2&z=$KEY_2x",
    )

    assert sent(Exchange(request, None)).body == b"grant=x&client_secret=k-2&z=$KEY_2x"


@pytest.mark.parametrize("size", [3_999, 4_000, 99_999, 100_001, 2_000_000])
@pytest.mark.parametrize("filler", ["x", "\u20ac'"])
def test_a_long_body_arrives_whole(size, filler):
    body = (filler * size).encode()[:size].decode(errors="ignore").encode()
    exchange = Exchange(Request("POST", "/", body=body), None)

    assert sent(exchange).body == body
    assert len(curl_line(exchange, BASE)) < 20_000


def test_a_long_body_that_cannot_be_packed_is_fed():
    body = json.dumps(
        [sha256(bytes([n % 256, n // 256])).hexdigest() for n in range(2_000)]
    ).encode()

    line = curl_line(Exchange(Request("POST", "/", body=body), None), BASE)

    assert line.startswith("printf %s '[")
    assert fed_whole(line) == body


def test_curl_is_not_told_what_it_says_by_itself():
    headers = (("Host", "api.example"), ("Content-Length", "2"), ("Content-Type", "text/plain"))
    request = Request("POST", "/", headers=headers, body=b"ab")

    assert sent(Exchange(request, None)).headers == [b"Content-Type: text/plain"]


def test_a_wrong_length_or_host_is_sent():
    headers = (("Host", "other"), ("Content-Length", "3"), ("Content-Type", "text/plain"))
    request = Request("POST", "/", headers=headers, body=b"ab")

    assert len(sent(Exchange(request, None)).headers) == 3


@pytest.mark.parametrize(
    ("base", "path", "url"),
    [
        ("", "/a b", b"http://here/a b"),
        ("", "campaigns", b"http://herecampaigns"),
        ("asgi://mock/priv/v1/", "/users", b"http://here/priv/v1/users"),
        (
            BASE,
            "/apps/$CALLER_A_TOKEN/users",
            f"{BASE}/apps/{SECRETS['CALLER_A_TOKEN']}/users".encode(),
        ),
    ],
)
def test_names_in_a_url_are_filled_by_the_shell(base, path, url):
    assert sent(Exchange(Request("GET", path), None), base).url == url


def test_the_name_of_a_callers_secret_may_stand_within_any_text():
    request = Request(
        "POST",
        "/",
        (("sig", "a$CALLER_A_TOKEN,b"),),
        (("Cookie", "a=1; s=$CALLER_A_TOKEN; b=2"), ("Content-Type", "text/plain")),
        b"token: $CALLER_A_TOKEN\n",
    )

    found = sent(Exchange(request, None))

    secret = SECRETS["CALLER_A_TOKEN"]
    assert found.url == f"{BASE}/?sig=a{secret},b".encode()
    assert found.headers[0] == f"Cookie: a=1; s={secret}; b=2".encode()
    assert found.body == f"token: {secret}\n".encode()
    assert variables(Exchange(request, None), BASE) == ("CALLER_A_TOKEN",)


def test_a_short_line_is_one_line():
    assert curl_line(Exchange(Request("GET", "/campaigns"), None), BASE) == (
        "curl -sS -i 'https://api.example/v1/campaigns'"
    )


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
def test_the_real_curl_sends_the_request():
    received: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        answering = threading.Thread(target=lambda: received.append(answer(server)))
        answering.start()
        base = f"http://127.0.0.1:{server.getsockname()[1]}"
        line = curl_line(hostile().story[0], base)
        env = {
            "CALLER_NOBODY_BASIC": "YTpi",
            "CALLER_DEFAULT_KEY": "key",
            "SESSIONM_KEY": "k",
            "PATH": "/usr/bin:/bin",
        }
        subprocess.run(["bash", "-c", line], env=env, check=True, capture_output=True)
        answering.join()

    head, _, body = received[0].partition(b"\r\n\r\n")
    request = hostile().story[0].request
    lines = head.decode().split("\r\n")
    target = request.target.replace("$SESSIONM_KEY", "k").replace("$CALLER_DEFAULT_KEY", "key")
    assert lines[0] == f"PUT {target} HTTP/1.1"
    assert "Authorization: Basic YTpi" in lines
    assert "X-Odd: a'b\"c!d\t<script>" in lines
    assert "Accept-Language:" in [line.strip() for line in lines]
    assert not any(line.startswith("Content-Type") for line in lines)
    assert body == request.body


def answer(server: socket.socket) -> bytes:
    connection, _ = server.accept()
    with connection:
        found = b""
        while not found.endswith(hostile().story[0].request.body or b""):
            found += connection.recv(65536)
        connection.sendall(b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n")
    return found
