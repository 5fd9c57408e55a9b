"""What the lane parses is told from what it leaves to the stock stack, and why."""

import json
from pathlib import Path

import pytest

from mockserver.lane.parts import OperationParts
from mockserver.lane.way import Way, way_of
from mockserver.stubkit import Stub
from specs.bundle import Bundle
from specs.discovery import bundled_names, discover
from tests.support.documents import (
    FORM,
    JSON,
    MULTIPART,
    VERSIONS,
    api,
    bundle_of,
    operation,
    takes,
)

EXPRESS = Way("express")
FIELDS = {
    "allOf": [
        {"type": "object", "properties": {"ids": {"type": "array", "items": {"type": "integer"}}}}
    ],
    "properties": {"name": {"type": "string"}},
}


def way(bundle: Bundle) -> Way:
    return way_of(OperationParts(bundle, bundle.operations[0], Stub(), resources={}, seed=0))


def taking(content_type: str, *, version: str = "3.1.0", **encoding) -> Bundle:
    body = takes(FIELDS, content_type)
    if encoding:
        body["content"][content_type]["encoding"] = encoding
    return bundle_of(api({"/a": {"post": operation(requestBody=body)}}, version=version))


@pytest.mark.parametrize(
    "content_type",
    [
        FORM,
        MULTIPART,
        "text/plain",
        "application/xml",
        "application/octet-stream",
        "image/*",
        "multipart/mixed",
    ],
)
@pytest.mark.parametrize("version", VERSIONS)
def test_the_lane_reads_every_media_type(content_type, version):
    assert way(taking(content_type, version=version)) == Way("lane", f"takes {content_type}")


@pytest.mark.parametrize("content_type", [JSON, "application/problem+json", "*/*"])
@pytest.mark.parametrize("version", VERSIONS)
def test_json_takes_the_express(content_type, version):
    assert way(taking(content_type, version=version)) == EXPRESS


def test_what_takes_no_body_takes_the_express():
    assert way(bundle_of(api({"/a": {"get": operation()}}))) == EXPRESS


def test_the_lane_answers_head():
    assert way(bundle_of(api({"/a": {"head": operation()}}))).word == "lane"


@pytest.mark.parametrize(
    "encoding",
    [
        {"explode": False},
        {"style": "form", "explode": False},
        {"style": "spaceDelimited"},
        {"style": "pipeDelimited", "explode": False},
    ],
)
@pytest.mark.parametrize("version", VERSIONS)
def test_an_array_in_one_text_is_left_to_the_stock_stack(encoding, version):
    found = way(taking(FORM, version=version, ids=encoding))

    assert found == Way("stock", "takes a form whose `encoding` sends `ids` in one text")


@pytest.mark.parametrize(
    "encoding",
    [
        {"ids": {"explode": True}},
        {"ids": {"style": "form"}},
        {"ids": {"style": "spaceDelimited", "explode": True}},
        {"ids": {"style": "deepObject"}},
        {"ids": {"contentType": "text/plain"}},
        {"ids": {}},
        {"name": {"explode": False}},
        {"other": {"explode": False}},
    ],
)
def test_the_lane_reads_other_encodings(encoding):
    assert way(taking(FORM, **encoding)).word == "lane"


@pytest.mark.parametrize(("version", "word"), [("3.0.3", "lane"), ("3.1.0", "stock")])
def test_a_style_of_parts_counts_from_3_1(version, word):
    assert way(taking(MULTIPART, version=version, ids={"explode": False})).word == word


@pytest.mark.parametrize(("form", "word"), [("csv", "stock"), ("multi", "lane")])
def test_a_swagger_form_with_an_array_in_one_text_is_left_to_the_stock_stack(tmp_path, form, word):
    ids = {"name": "ids", "in": "formData", "type": "array", "items": {"type": "integer"}}
    file = {"name": "file", "in": "formData", "type": "file"}
    document = {
        "swagger": "2.0",
        "info": {"title": "Shop", "version": "1"},
        "paths": {
            "/a": {
                "post": {
                    "parameters": [{**ids, "collectionFormat": form}, file],
                    "responses": {"200": {"description": "d"}},
                }
            }
        },
    }
    path = Path(tmp_path) / "shop.json"
    path.write_text(json.dumps(document), encoding="utf-8")

    assert way(Bundle.load(path)).word == word


@pytest.mark.parametrize("name", bundled_names())
def test_every_operation_of_a_bundled_api_takes_the_express(name):
    (bundle,) = discover([name])
    parts = (OperationParts(bundle, one, Stub(), resources={}, seed=0) for one in bundle.operations)

    assert {way_of(one) for one in parts} == {EXPRESS}
