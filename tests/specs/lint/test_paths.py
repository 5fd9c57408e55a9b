from collections.abc import Callable

from specs.values import Record

Ids = Callable[[Callable[[Record], object]], set[str]]

PATH = "/parcels/{parcelId}"
OTHER = "/parcels/{number}"


def renamed(data: Record) -> Record:
    """The path item of one parcel under another name of its parameter."""
    item = {**data["paths"][PATH]}
    item["parameters"] = [{**item["parameters"][0], "name": "number"}]
    return item


def test_paths_that_differ_in_names_only_are_found(ids: Ids) -> None:
    def spoil(data: Record) -> None:
        item = renamed(data)
        get = {**item.pop("get"), "operationId": "deleteParcel"}
        get["x-resource"] = {"name": "parcel", "action": "delete", "key": "number"}
        data["paths"][OTHER] = {**item, "delete": get}

    assert ids(spoil) == {"path_shapes_differ"}


def test_operations_that_answer_the_same_requests_are_found(ids: Ids) -> None:
    def spoil(data: Record) -> None:
        item = renamed(data)
        get = {**item["get"], "operationId": "getParcelByNumber"}
        get["x-resource"] = {"name": "parcel", "action": "read", "key": "number"}
        data["paths"][OTHER] = {**item, "get": get}

    assert ids(spoil) == {"path_shapes_differ", "operations_collide"}


def test_parameter_that_no_one_declares_is_found(ids: Ids) -> None:
    def spoil(data: Record) -> None:
        data["paths"]["/parcels/{parcelId}/{page}"] = data["paths"].pop(PATH)

    assert ids(spoil) == {"path_parameters_agree", "is_valid_openapi"}


def test_parameter_that_the_path_does_not_name_is_found(ids: Ids) -> None:
    def spoil(data: Record) -> None:
        more = {"name": "page", "in": "path", "required": True, "schema": {"type": "string"}}
        data["paths"][PATH]["parameters"].append(more)

    assert ids(spoil) == {"path_parameters_agree", "is_valid_openapi"}


def test_name_that_a_path_repeats_is_found(ids: Ids) -> None:
    def spoil(data: Record) -> None:
        data["paths"][PATH + "/{parcelId}"] = data["paths"].pop(PATH)

    assert ids(spoil) == {"path_parameters_agree"}
