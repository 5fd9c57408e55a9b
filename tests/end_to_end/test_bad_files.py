"""Files that cannot be served: one paragraph says where, what was expected, and what to do."""

from pathlib import Path

import pytest

from tests.end_to_end.terminal import FILES, assert_one_paragraph, make_api, run

START = 'openapi: 3.1.0\ninfo: {title: T, version: "1"}\n'
GET = "  /a:\n    get:\n      operationId: getA\n      responses:\n"
DOCUMENTS = {
    "broken": (START + "paths:\n  /a: [\n", ("api.yaml:5: ", "not YAML", "Expected")),
    "tab": (START + "paths:\n\t/a: {}\n", ("api.yaml:4: ", "not YAML", "Expected")),
    "text": ("just a sentence\n", ("api.yaml:1: ", "not an OpenAPI file", "Expected")),
    "list": ("- openapi\n", ("api.yaml:1: ", "Expected")),
    "empty": ("", ("api.yaml:1: ", "empty", "Expected")),
    "future": ("openapi: 4.0.0\npaths: {}\n", ("api.yaml:1: ", "4.0.0", "Expected `openapi: 3.0")),
    "number": ("openapi: 3\npaths: {}\n", ("api.yaml:1: ", "Expected")),
    "dangling": (
        START + "paths:\n" + GET + '        "200": {$ref: "#/components/responses/Gone"}\n',
        ("api.yaml:8: ", "#/components/responses/Gone", "Expected"),
    ),
    "dangling schema": (
        START
        + "paths:\n"
        + GET
        + '        "200":\n          description: x\n          content:\n'
        + '            application/json: {schema: {$ref: "#/components/schemas/Gone"}}\n',
        ("api.yaml:11: ", "#/components/schemas/Gone", "Expected"),
    ),
    "elsewhere": (
        START + "paths:\n" + GET + '        "200": {$ref: "other.yaml#/a"}\n',
        ("api.yaml:8: ", "other.yaml", "Expected"),
    ),
    "key twice": (
        START + "paths:\n  /a: {}\n  /a: {}\n",
        ("api.yaml:5: ", "/a", "twice"),
    ),
    "broken schema": (
        START
        + "paths:\n"
        + GET
        + '        "200":\n          description: x\n          content:\n'
        + "            application/json: {schema: {type: strin}}\n",
        ("api.yaml:11: ", "schema", "Expected"),
    ),
    "broken pattern": (
        START
        + "paths:\n"
        + GET
        + '        "200":\n          description: x\n          content:\n'
        + '            application/json: {schema: {type: string, pattern: "("}}\n',
        ("api.yaml:11: ", "schema", "Expected"),
    ),
    "paths a list": (START + "paths: [a]\n", ("api.yaml:3: ", "Expected")),
    "operation a text": (START + "paths: {/a: {get: hello}}\n", ("api.yaml:3: ", "Expected")),
    "parameter without name": (
        START + "paths:\n  /a:\n    get:\n      parameters: [{in: query}]\n      responses: {}\n",
        ("api.yaml:6: ", "name", "Expected"),
    ),
    "alias to itself": (START + "paths: &a\n  /a: *a\n", ("api.yaml:", "Expected")),
    "nothing but aliases": (
        START
        + "x0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        + "".join(
            f"x{number}: &a{number} [{', '.join([f'*a{number - 1}'] * 10)}]\n"
            for number in range(1, 9)
        ),
        ("api.yaml",),
    ),
}
STUB = FILES["stub/__init__.py"]
PARTS = {
    "unknown operation": (
        {"stub___init___py": STUB.replace('"getOrder"', '"getOrdr"')},
        ("__init__.py:6: ", "'getOrdr'", "Did you mean getOrder?"),
    ),
    "operation of no kin": (
        {"stub___init___py": STUB.replace('"getOrder"', '"payBill"')},
        ("__init__.py:6: ", "'payBill'", "getOrder"),
    ),
    "syntax": (
        {"stub___init___py": STUB + "\n\ndef pay(:\n"},
        ("__init__.py:11: ", "invalid syntax", "Correct"),
    ),
    "missing module": (
        {"stub___init___py": STUB + "import nothing_of_that_name\n"},
        ("__init__.py:9: ", "nothing_of_that_name"),
    ),
    "raises": (
        {"stub___init___py": STUB + "TOTAL = 1 / 0\n"},
        ("__init__.py:9: ", "division by zero"),
    ),
    "no async": (
        {"stub___init___py": STUB.replace("async def", "def").replace("await ", "")},
        ("__init__.py:",),
    ),
    "operation twice": (
        {
            "stub___init___py": STUB
            + "\n\n"
            + STUB[STUB.index("@operation") :].replace("get_", "read_")
        },
        ("__init__.py:", "getOrder"),
    ),
    "seed value": (
        {"seed_yaml": 'order:\n  "1": {total: 5}\n  "2": {total: five}\n'},
        ("seed.yaml:3: ", "/order/2/total", "integer", "Expected"),
    ),
    "seed without member": (
        {"seed_yaml": 'order:\n  "1":\n    cost: 5\n'},
        ("seed.yaml:2: ", "total", "Expected"),
    ),
    "seed kind": (
        {"seed_yaml": 'ordr:\n  "1": {total: 5}\n'},
        ("seed.yaml:1: ", "ordr", "Expected"),
    ),
    "seed list": ({"seed_yaml": "- 1\n"}, ("seed.yaml:1: ", "Expected")),
    "seed record": ({"seed_yaml": 'order:\n  "1": 5\n'}, ("seed.yaml:2: ", "Expected")),
    "seed broken": ({"seed_yaml": "order: [\n"}, ("seed.yaml:2: ", "not YAML", "Expected")),
    "seed time": (
        {"seed_yaml": 'order:\n  "1": {total: 5}\n  "2": {total: 5, at: $now+999999999d}\n'},
        ("seed.yaml:3: ", "$now+999999999d"),
    ),
    "state schema": (
        {"state_schema_yaml": "$schema: x\ntype: objct\n"},
        ("state.schema.yaml:", "Expected"),
    ),
    "state schema dangling": (
        {"state_schema_yaml": FILES["state.schema.yaml"].replace("/Order", "/Gone")},
        ("state.schema.yaml:", "/Gone", "Expected"),
    ),
    "state schema broken": (
        {"state_schema_yaml": "type: [\n"},
        ("state.schema.yaml:2: ", "not YAML", "Expected"),
    ),
    "x word": (
        {"openapi_yaml": FILES["openapi.yaml"].replace("paths:", "x-sorce: {}\npaths:")},
        ("openapi.yaml:3: ", "x-sorce", "Did you mean x-source?"),
    ),
    "x word in an operation": (
        {
            "openapi_yaml": FILES["openapi.yaml"].replace(
                "      operationId", "      x-wibble: 1\n      operationId"
            )
        },
        ("openapi.yaml:7: ", "x-wibble", "x-batch", "x-resource"),
    ),
    "x word in a schema": (
        {
            "openapi_yaml": FILES["openapi.yaml"].replace(
                "{type: object", "{x-wibble: 1, type: object"
            )
        },
        ("openapi.yaml:17: ", "x-wibble"),
    ),
    "x word with a wrong value": (
        {
            "openapi_yaml": FILES["openapi.yaml"].replace(
                "      operationId", '      x-side-effects: "maybe"\n      operationId'
            )
        },
        ("openapi.yaml:7: ", "x-side-effects", "expected"),
    ),
}
TRYOUTS = {
    "number": "credentials: 5\n",
    "list": "- 1\n",
    "texts": "credentials: [a, b]\n",
    "requests": "requests: 5\n",
    "no curl": "requests: [{what: x}]\n",
    "broken": "requests: [\n",
}


@pytest.mark.parametrize(("text", "parts"), DOCUMENTS.values(), ids=DOCUMENTS.keys())
def test_document_that_cannot_be_read_is_explained(
    tmp_path: Path, text: str, parts: tuple[str, ...]
) -> None:
    (tmp_path / "api.yaml").write_text(text, encoding="utf-8")

    assert_one_paragraph(run(tmp_path, "api.yaml", "-p", "0", "--strict"), *parts)


def test_document_in_no_utf8_is_explained(tmp_path: Path) -> None:
    (tmp_path / "api.yaml").write_bytes(START.encode() + b"x-name: \xff\xfe\n")

    done = run(tmp_path, "api.yaml", "-p", "0", "--strict")

    assert_one_paragraph(done, "api.yaml", "UTF-8")


def test_folder_without_a_document_is_explained(tmp_path: Path) -> None:
    (tmp_path / "shop").mkdir()

    assert_one_paragraph(run(tmp_path, "shop", "-p", "0"), "shop", "openapi.yaml", "Expected")


@pytest.mark.parametrize(("changed", "parts"), PARTS.values(), ids=PARTS.keys())
def test_part_that_does_not_fit_is_explained(
    tmp_path: Path, changed: dict[str, str], parts: tuple[str, ...]
) -> None:
    make_api(tmp_path, **changed)

    assert_one_paragraph(run(tmp_path, "shop", "-p", "0"), *parts)


@pytest.mark.parametrize("text", TRYOUTS.values(), ids=TRYOUTS.keys())
def test_tryout_that_cannot_be_shown_is_explained(tmp_path: Path, text: str) -> None:
    (make_api(tmp_path) / "tryout.yaml").write_text(text, encoding="utf-8")

    assert_one_paragraph(run(tmp_path, "shop", "-p", "0"), "tryout.yaml:")
