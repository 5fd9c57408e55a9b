"""The steps of specs/README.md, followed: a folder of its own, and no other edit."""

import re
from pathlib import Path

import httpx2
import pytest

from mockserver.testing import asgi_app, running
from specs.bundle import Bundle
from specs.lint import essential

README = Path(__file__).parents[2] / "specs" / "README.md"

DOCUMENT = """
openapi: 3.1.0
info: {title: Shop, version: "1"}
paths:
  /orders:
    post:
      operationId: createOrder
      requestBody:
        required: true
        content:
          application/json:
            schema: {$ref: "#/components/schemas/NewOrder"}
      responses:
        "201":
          description: The order is placed.
          content:
            application/json:
              schema: {$ref: "#/components/schemas/Order"}
              examples: {tea: {value: {id: "7", item: tea}}}
  /orders/{orderId}:
    get:
      operationId: getOrder
      parameters: [{name: orderId, in: path, required: true, schema: {type: string}}]
      responses:
        "200":
          description: The order.
          content:
            application/json:
              schema: {$ref: "#/components/schemas/Order"}
              examples: {tea: {value: {id: "7", item: tea}}}
        "404":
          description: There is none.
          content:
            application/json:
              schema: {type: object, required: [message]}
components:
  schemas:
    NewOrder:
      type: object
      required: [item]
      additionalProperties: false
      properties: {item: {type: string}}
    Order:
      type: object
      required: [id, item]
      properties: {id: {type: string}, item: {type: string}, placed: {type: string}}
"""


def code_of_readme(language: str) -> str:
    """Returns the code of the README's first block of a language."""
    found = re.search(rf"   ```{language}\n(.*?)   ```", README.read_text("utf-8"), re.DOTALL)
    assert found
    return re.sub(r"^   ", "", found[1], flags=re.MULTILINE)


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    folder = tmp_path / "shop"
    folder.mkdir()
    (folder / "openapi.yaml").write_text(DOCUMENT, "utf-8")
    return folder


def test_folder_with_a_document_answers_its_examples_and_remembers(shop: Path) -> None:
    with running(asgi_app(str(shop))) as url, httpx2.Client(base_url=url, trust_env=False) as app:
        written = app.get("/orders/7")
        created = app.post("/orders", json={"item": "coffee"}).json()
        again = app.get(f"/orders/{created['id']}")

    assert written.json().items() >= {"id": "7", "item": "tea"}.items()
    assert (again.json()["item"], again.headers["mock-answer"]) == ("coffee", "state")


def test_folder_with_the_readmes_stub_remembers(shop: Path) -> None:
    (shop / "stub.py").write_text(code_of_readme("python"), "utf-8")
    (shop / "seed.yaml").write_text(code_of_readme("yaml"), "utf-8")

    assert essential(Bundle.load(shop)) == ()
    with running(asgi_app(str(shop))) as url, httpx2.Client(base_url=url, trust_env=False) as app:
        seeded = app.get("/orders/1").json()
        created = app.post("/orders", json={"item": "coffee"})
        again = app.get(f"/orders/{created.json()['id']}")
        kept = app.get("/orders/1").json()
        missing = app.get("/orders/999")
        wrong = app.post("/orders", json={"item": 5})

    assert seeded["item"] == "tea"
    assert created.status_code == 201
    assert again.json() == created.json()
    assert kept == seeded
    assert missing.status_code == 404
    assert wrong.status_code == 400
    assert wrong.json()["violations"][0]["pointer"] == "/item"


def test_fourth_api_stands_beside_the_bundled_ones(shop: Path) -> None:
    with running(asgi_app("criteo", "sessionm", "spaaza", str(shop))) as url:
        health = httpx2.get(f"{url}/_mock/health", trust_env=False)

    assert health.json()["apis"] == ["criteo", "sessionm", "spaaza", "shop"]
