"""A bare OpenAPI file is served as it is written, whatever it holds."""

import json

from tests.support.documents import api, operation, response, write_file
from tests.support.worlds import send, server

HOSTILE = """
openapi: 3.1.0
info: {title: "{{ 7*7 }} {% raw", version: 1.0.0, description: "${now} {{x}} {%"}
paths:
  /switch:
    get:
      description: "{{x}} {% include 'a' %}"
      responses:
        "200":
          description: "{%"
          content:
            application/json:
              schema: {type: object, properties: {state: {enum: [on, off]}, no: {const: no}}}
              example: {state: on, no: no, $ref: '#/nowhere', day: 2026-01-15}
  /switch/:
    get: {responses: {"204": {description: "The path with a slash at its end."}}}
  /only-head:
    head: {responses: {"200": {description: d}}}
"""


def test_hostile_content_is_served_as_it_is_written(tmp_path):
    app = server(write_file(tmp_path, HOSTILE))
    found = send(app, "GET", "/switch")

    assert found.headers["mock-answer"] == "example"
    assert found.json() == {"state": "on", "no": "no", "$ref": "#/nowhere", "day": "2026-01-15"}


def test_a_trailing_slash_and_a_head_operation_are_known(tmp_path):
    app = server(write_file(tmp_path, HOSTILE))

    assert send(app, "GET", "/switch/").status_code == 204
    assert send(app, "HEAD", "/only-head").status_code == 200
    assert send(app, "GET", "/only-head").headers["allow"] == "HEAD"


def test_a_bare_file_needs_nothing_but_itself(tmp_path):
    schema = {"type": "object", "required": ["id"], "properties": {"id": {"type": "integer"}}}
    document = api({"/a": {"get": operation(None, schema)}, "/b": {"get": {"responses": {}}}})
    app = server(write_file(tmp_path, json.dumps(document), name="my shop.json"))
    found = send(app, "GET", "/a")

    assert (found.headers["mock-answer"], type(found.json()["id"])) == ("generated", int)
    assert send(app, "GET", "/b").status_code == 500
    assert send(app, "GET", "/_mock/health").json()["apis"] == ["my-shop"]


def test_an_answer_without_content_is_empty(tmp_path):
    document = api({"/a": {"delete": {"responses": {"204": response()}}}})
    found = send(server(write_file(tmp_path, document)), "DELETE", "/a")

    assert (found.status_code, found.content) == (204, b"")
