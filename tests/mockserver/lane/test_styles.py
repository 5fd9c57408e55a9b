"""Every style of OpenAPI's own table is read, refused where it is broken, and read in one go.

Source: OpenAPI 3.1.1, 4.8.12.6 "Style Examples" (the same table stands in 3.0.4), read 2026-01.
"""

import pytest

from tests.support.documents import VERSIONS, parameter
from tests.support.reading import Reading

EMPTY = {"type": "string"}
TEXT = {"type": "string", "maxLength": 5}
WORDS = {"type": "array", "items": {"type": "string", "maxLength": 5}}
NUMBERS = {"type": "array", "items": {"type": "integer"}}
COLOR = {
    "type": "object",
    "required": ["R", "G", "B"],
    "additionalProperties": False,
    "properties": {name: {"type": "integer"} for name in "RGB"},
}
BLUE, LIST, RGB = "blue", ["blue", "black", "brown"], {"R": 100, "G": 200, "B": 150}


@pytest.fixture(params=VERSIONS)
def read(request):
    def read_one(place, schema, sent, *, name="color", **more):
        declared = parameter(name, place, schema, **more)
        return Reading(declared, version=request.param).read(sent)

    return read_one


TABLE = [
    ("path", "matrix", False, EMPTY, ";color", ""),
    ("path", "matrix", False, EMPTY, ";color=", ""),
    ("path", "matrix", False, TEXT, ";color=blue", BLUE),
    ("path", "matrix", False, WORDS, ";color=blue,black,brown", LIST),
    ("path", "matrix", False, COLOR, ";color=R,100,G,200,B,150", RGB),
    ("path", "matrix", True, EMPTY, ";color", ""),
    ("path", "matrix", True, TEXT, ";color=blue", BLUE),
    ("path", "matrix", True, WORDS, ";color=blue;color=black;color=brown", LIST),
    ("path", "matrix", True, COLOR, ";R=100;G=200;B=150", RGB),
    ("path", "label", False, EMPTY, ".", ""),
    ("path", "label", False, TEXT, ".blue", BLUE),
    ("path", "label", False, WORDS, ".blue,black,brown", LIST),
    ("path", "label", False, COLOR, ".R,100,G,200,B,150", RGB),
    ("path", "label", True, EMPTY, ".", ""),
    ("path", "label", True, TEXT, ".blue", BLUE),
    ("path", "label", True, WORDS, ".blue.black.brown", LIST),
    ("path", "label", True, COLOR, ".R=100.G=200.B=150", RGB),
    ("path", "simple", False, TEXT, "blue", BLUE),
    ("path", "simple", False, WORDS, "blue,black,brown", LIST),
    ("path", "simple", False, COLOR, "R,100,G,200,B,150", RGB),
    ("path", "simple", True, TEXT, "blue", BLUE),
    ("path", "simple", True, WORDS, "blue,black,brown", LIST),
    ("path", "simple", True, COLOR, "R=100,G=200,B=150", RGB),
    ("header", "simple", False, EMPTY, "", ""),
    ("header", "simple", False, TEXT, "blue", BLUE),
    ("header", "simple", False, WORDS, "blue,black,brown", LIST),
    ("header", "simple", False, COLOR, "R,100,G,200,B,150", RGB),
    ("header", "simple", True, EMPTY, "", ""),
    ("header", "simple", True, TEXT, "blue", BLUE),
    ("header", "simple", True, WORDS, "blue,black,brown", LIST),
    ("header", "simple", True, COLOR, "R=100,G=200,B=150", RGB),
    ("query", "form", False, EMPTY, "color=", ""),
    ("query", "form", False, TEXT, "color=blue", BLUE),
    ("query", "form", False, WORDS, "color=blue,black,brown", LIST),
    ("query", "form", False, COLOR, "color=R,100,G,200,B,150", RGB),
    ("query", "form", True, EMPTY, "color=", ""),
    ("query", "form", True, TEXT, "color=blue", BLUE),
    ("query", "form", True, WORDS, "color=blue&color=black&color=brown", LIST),
    ("query", "form", True, COLOR, "R=100&G=200&B=150", RGB),
    ("cookie", "form", False, EMPTY, "color=", ""),
    ("cookie", "form", False, TEXT, "color=blue", BLUE),
    ("cookie", "form", False, WORDS, "color=blue,black,brown", LIST),
    ("cookie", "form", False, COLOR, "color=R,100,G,200,B,150", RGB),
    ("cookie", "form", True, EMPTY, "color=", ""),
    ("cookie", "form", True, TEXT, "color=blue", BLUE),
    ("cookie", "form", True, WORDS, "color=blue&color=black&color=brown", LIST),
    ("cookie", "form", True, COLOR, "R=100&G=200&B=150", RGB),
    ("query", "spaceDelimited", False, WORDS, "color=blue%20black%20brown", LIST),
    ("query", "spaceDelimited", False, COLOR, "color=R%20100%20G%20200%20B%20150", RGB),
    ("query", "pipeDelimited", False, WORDS, "color=blue%7Cblack%7Cbrown", LIST),
    ("query", "pipeDelimited", False, COLOR, "color=R%7C100%7CG%7C200%7CB%7C150", RGB),
    ("query", "deepObject", True, COLOR, "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150", RGB),
]  # fmt: skip


@pytest.mark.parametrize(("place", "style", "explode", "schema", "sent", "value"), TABLE)
def test_a_style_is_read_as_the_specification_writes_it(
    read, place, style, explode, schema, sent, value
):
    assert read(place, schema, sent, style=style, explode=explode) == value


MORE = [
    # Pipes and spaces are often sent as they are, and spaces as plus signs.
    ("query", WORDS, "color=blue|black|brown", LIST, {"style": "pipeDelimited"}),
    ("query", WORDS, "color=blue+black+brown", LIST, {"style": "spaceDelimited"}),
    # 3.0.3 still knew these as exploded arrays.
    ("query", NUMBERS, "color=1&color=2", [1, 2], {"style": "pipeDelimited", "explode": True}),
    ("query", NUMBERS, "color=1&color=2", [1, 2], {"style": "spaceDelimited", "explode": True}),
    # Defaults of `style` and `explode` by place.
    ("query", WORDS, "color=blue&color=black", LIST[:2], {}),
    ("query", WORDS, "color=blue,black", LIST[:2], {"explode": False}),
    ("query", COLOR, "R=100&G=200&B=150", RGB, {}),
    ("path", WORDS, "blue,black", LIST[:2], {}),
    ("path", COLOR, "R,100,G,200,B,150", RGB, {}),
    ("path", WORDS, ".blue,black", LIST[:2], {"style": "label"}),
    ("path", WORDS, ";color=blue,black", LIST[:2], {"style": "matrix"}),
    ("header", WORDS, "blue, black", LIST[:2], {}),
    ("cookie", WORDS, "color=blue,black", LIST[:2], {}),
    ("cookie", COLOR, "a=b; R=100; G=200; B=150; c=d&e", RGB, {}),
    ("query", COLOR, "color[R]=100&color[G]=200&color[B]=150", RGB, {"style": "deepObject"}),
    # A plain percent sign, reserved characters, and an empty item.
    ("query", EMPTY, "color=a/b?c:d@e!$'()*,;", "a/b?c:d@e!$'()*,;", {"allowReserved": True}),
    ("query", EMPTY, "color=a%2Fb%3Fc%26d%3De", "a/b?c&d=e", {}),
    ("query", EMPTY, "color=100%", "100%", {}),
    ("query", WORDS, "color=a,,b", ["a", "", "b"], {"explode": False}),
    ("path", EMPTY, "a%2Fb", "a/b", {}),
    ("path", NUMBERS, ";color=1;color=2", [1, 2], {"style": "matrix", "explode": True}),
]  # fmt: skip


@pytest.mark.parametrize(("place", "schema", "sent", "value", "more"), MORE)
def test_what_the_table_leaves_open_is_read_too(read, place, schema, sent, value, more):
    assert read(place, schema, sent, **more) == value


WRONG = [
    ("path", "matrix", False, TEXT, ";color=purple", ["maxLength"]),
    ("path", "matrix", False, WORDS, ";color=blue,purple", ["maxLength"]),
    ("path", "matrix", True, WORDS, ";color=blue;color=purple", ["maxLength"]),
    ("path", "matrix", False, COLOR, ";color=R,100,G,200", ["required"]),
    ("path", "matrix", True, COLOR, ";R=100;G=200;B=x", ["type"]),
    ("path", "matrix", True, COLOR, ";R=100;G=200;B=150;A=1", ["additionalProperties"]),
    ("path", "label", False, TEXT, ".purple", ["maxLength"]),
    ("path", "label", False, WORDS, ".blue,purple", ["maxLength"]),
    ("path", "label", True, WORDS, ".blue.purple", ["maxLength"]),
    ("path", "label", False, COLOR, ".R,100,G,200,B", ["type"]),
    ("path", "label", True, COLOR, ".R=100.G=200", ["required"]),
    ("path", "simple", False, TEXT, "purple", ["maxLength"]),
    ("path", "simple", False, WORDS, "blue,purple", ["maxLength"]),
    ("path", "simple", False, COLOR, "R,100,G,x,B,150", ["type"]),
    ("path", "simple", True, COLOR, "R=100,G=200", ["required"]),
    ("header", "simple", False, NUMBERS, "1,x", ["type"]),
    ("header", "simple", True, COLOR, "R=100,G=200,B=150,A=1", ["additionalProperties"]),
    ("query", "form", False, NUMBERS, "color=1,x", ["type"]),
    ("query", "form", True, NUMBERS, "color=1&color=x", ["type"]),
    ("query", "form", True, TEXT, "color=a&color=b", ["repeated"]),
    ("query", "form", False, WORDS, "color=a&color=b", ["repeated"]),
    ("query", "form", False, COLOR, "color=R,100,G", ["type"]),
    ("query", "form", True, COLOR, "R=100&G=200", ["required"]),
    ("query", "spaceDelimited", False, NUMBERS, "color=1%20x", ["type"]),
    ("query", "pipeDelimited", False, NUMBERS, "color=1%7Cx", ["type"]),
    ("query", "deepObject", True, COLOR, "color[R]=100&color[G]=200", ["required"]),
    ("query", "deepObject", True, COLOR, "color[R]=1&color[G]=2&color[B]=x", ["type"]),
    ("query", "deepObject", True, COLOR, "color=blue", ["type"]),
    ("cookie", "form", False, NUMBERS, "color=1,x", ["type"]),
]  # fmt: skip


@pytest.mark.parametrize(("place", "style", "explode", "schema", "sent", "keywords"), WRONG)
def test_what_breaks_a_schema_is_told_in_every_style(
    read, place, style, explode, schema, sent, keywords
):
    assert read(place, schema, sent, style=style, explode=explode) == keywords


ABSENT_IN = [("query", ""), ("cookie", ""), ("query", "other=1")]


@pytest.mark.parametrize(("place", "sent"), ABSENT_IN)
@pytest.mark.parametrize("schema", [TEXT, WORDS, COLOR])
def test_what_is_not_sent_is_absent_or_told(read, place, sent, schema):
    assert read(place, schema, sent) == "absent"
    assert read(place, schema, sent, required=True) == ["required"]


STYLELESS = [
    ("label", False, TEXT, "blue"),
    ("label", True, WORDS, "blue.black"),
    ("matrix", False, TEXT, "blue"),
    ("matrix", False, TEXT, "color=blue"),
    ("matrix", False, TEXT, ";other=blue"),
    ("matrix", True, WORDS, "color=blue"),
]


@pytest.mark.parametrize(("style", "explode", "schema", "sent"), STYLELESS)
def test_what_lacks_its_style_is_told(read, style, explode, schema, sent):
    assert read("path", schema, sent, style=style, explode=explode) == ["style"]


@pytest.mark.parametrize(
    ("style", "explode", "sent"),
    [
        ("label", False, "R,100,G,200,B,150"),
        ("matrix", False, "R,100,G,200,B,150"),
        ("matrix", True, "R=100;G=200;B=150"),
    ],
)
def test_an_object_that_lacks_its_style_is_told(read, style, explode, sent):
    assert read("path", COLOR, sent, style=style, explode=explode) == ["type"]
