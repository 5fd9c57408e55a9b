"""The bodies of requests, before and after; and forms."""

from collections.abc import Callable

import pytest

from contracts.drift.change import Change
from specs.values import Json, Record
from tests.support.compared import PASSED_OVER, BothWays, Silent, Told
from tests.support.documents import FIELDS, FORM, MULTIPART, api, operation, takes
from tests.support.drift_pairs.editing import NOTHING, Step, after, drop, move, put, rename

POST = "/paths/~1users/post"
BODY = f"{POST}/requestBody"
MEDIA = f"{BODY}/content/application~1json"
PART = f"{BODY}/content/multipart~1form-data"
THING = {"type": "object", "properties": {"size": {"type": "integer"}}}
OTHER = {"schema": THING}


def _document(body: Json = None) -> Record:
    more = {} if body is None else {"requestBody": body}
    return api({"/users": {"post": operation("make", **more)}}, version="3.0.3")


def _form(content_type: str, **more: Json) -> Record:
    body = takes(FIELDS, content_type)
    body["content"][content_type].update(more)
    return _document(body)


JSON_BODY = _document(takes(THING))

CHANGES: tuple[Told, ...] = (
    ("request_body_became_optional", "request_body_became_required", JSON_BODY,
     (put(f"{BODY}/required", False),)),
    ("request_body_removed", "required_request_body_added", JSON_BODY, (drop(BODY),)),
    ("request_body_removed", "request_body_added", _document(takes(THING, required=False)),
     (drop(BODY),)),
    ("request_body_removed", "required_request_body_added", JSON_BODY,
     (put(f"{BODY}/content", {}),)),
    ("request_media_type_added", "request_media_type_removed", JSON_BODY,
     (put(f"{BODY}/content/text~1csv", OTHER),)),
    ("request_media_type_removed", "request_media_type_removed", JSON_BODY,
     (rename(MEDIA, "application/xml"),)),
    ("request_media_type_added", "request_media_type_removed", JSON_BODY,
     (rename(MEDIA, "application/*"),)),
    ("request_media_type_added", "request_media_type_removed", _document(takes(THING, "a/*")),
     (rename(f"{BODY}/content/a~1*", "*/*"),)),
    ("request_media_type_removed", "request_media_type_added", JSON_BODY,
     (rename(MEDIA, "application/json; v=2"),)),
    ("request_maximum_lowered", "request_maximum_lowered", JSON_BODY,
     (put(f"{MEDIA}/schema/maximum", 9),)),
    ("request_encoding_changed", "request_encoding_changed", _form(FORM),
     (put(f"{BODY}/content/{FORM.replace('/', '~1')}/encoding", {"tags": {"explode": False}}),)),
    ("request_encoding_changed", "request_encoding_changed", _form(MULTIPART),
     (put(f"{PART}/encoding", {"note": {"contentType": "application/xml"}}),)),
    ("request_encoding_changed", "request_encoding_changed",
     _form(MULTIPART, encoding={"file": {"contentType": "image/png"}}),
     (put(f"{PART}/encoding/file/contentType", "image/jpeg"),)),
)  # fmt: skip

SILENT: tuple[Silent, ...] = (
    (_document(), (put(BODY, {"content": {}}),)),
    (_document(takes(THING, required=False)), (drop(f"{BODY}/required"),)),
    (JSON_BODY, (put(f"{BODY}/description", "A user."),)),
    (JSON_BODY, (put(f"{MEDIA}/example", {"size": 1}),)),
    (JSON_BODY, (rename(MEDIA, "Application/JSON"),)),
    (JSON_BODY, (rename(MEDIA, 'application/json;charset="UTF-8"'),)),
    (JSON_BODY, (move(BODY, "/components/requestBodies/U",
                      {"$ref": "#/components/requestBodies/U"}),)),
    (_form(FORM), (put(f"{BODY}/content/{FORM.replace('/', '~1')}/encoding",
                       {"tags": {"style": "form", "explode": True}, "size": {"explode": False}}),)),
    (_form(MULTIPART), (put(f"{PART}/encoding", {
        "size": {"contentType": "text/plain"},
        "file": {"contentType": "Application/octet-stream"},
        "tags": {"contentType": "text/plain"},
    }),)),
    (_form(MULTIPART, encoding={"file": {"contentType": "image/png, image/jpeg"}}),
     (put(f"{PART}/encoding/file/contentType", "image/jpeg,image/png"),)),
    (JSON_BODY, (put(f"{MEDIA}/encoding", {"size": {"contentType": "text/html"}}),)),
    (JSON_BODY, NOTHING),
)  # fmt: skip


@pytest.mark.parametrize(("rule", "back", "base", "edit"), CHANGES)
def test_a_changed_body_is_told_once(
    rule: str, back: str, base: Record, edit: tuple[Step, ...], both_ways: BothWays
) -> None:
    assert both_ways(base, *edit) == ([rule], [back])


@pytest.mark.parametrize(("base", "edit"), SILENT)
def test_a_body_that_means_the_same_is_passed_over(
    base: Record, edit: tuple[Step, ...], both_ways: BothWays
) -> None:
    assert both_ways(base, *edit) == PASSED_OVER


def test_a_type_that_a_range_takes_in_is_compared_with_the_range(
    compared: Callable[..., tuple[Change, ...]],
) -> None:
    revision = after(
        JSON_BODY, rename(MEDIA, "application/*"), put(f"{BODY}/content/application~1*/schema", {})
    )

    found = compared(JSON_BODY, revision)

    assert [one.rule for one in found] == ["request_media_type_added", "request_maximum_lowered"]
    assert found[1].at == "request body application/json /size"
    assert found[1].witness is not None
    assert found[1].witness.where == "body application/json"


def test_a_part_that_may_be_of_more_types_harms_nobody(
    seen: Callable[..., list[str]],
) -> None:
    base = _form(MULTIPART, encoding={"file": {"contentType": "image/png"}})
    revision = _form(MULTIPART, encoding={"file": {"contentType": "image/*"}})

    assert seen(base, revision) == []
    assert seen(revision, base) == ["request_encoding_changed"]


def test_a_part_whose_header_must_be_sent_is_told(
    compared: Callable[..., tuple[Change, ...]],
) -> None:
    header = {"X-Size": {"schema": {"type": "integer"}}}
    base = _form(MULTIPART, encoding={"file": {"headers": header}})
    revision = after(base, put(f"{PART}/encoding/file/headers/X-Size/required", True))

    (found,) = compared(base, revision)
    assert found.rule == "request_encoding_changed"
    assert found.at == "request body multipart/form-data part file header X-Size"
    assert compared(revision, base) == ()


def test_a_replaced_media_type_is_one_change_of_both_places(
    compared: Callable[..., tuple[Change, ...]],
) -> None:
    (found,) = compared(JSON_BODY, after(JSON_BODY, rename(MEDIA, "application/xml")))

    assert (found.before, found.after) == ("application/json", "application/xml")
    assert (found.base, found.revision) == (MEDIA, f"{BODY}/content/application~1xml")


def test_a_schema_that_goes_as_a_whole_is_one_change(
    compared: Callable[..., tuple[Change, ...]],
) -> None:
    (found,) = compared(JSON_BODY, after(JSON_BODY, drop(f"{MEDIA}/schema")))

    assert (found.before, found.after) == ("a schema", "no schema")
    assert (found.base, found.revision) == (f"{MEDIA}/schema", None)
