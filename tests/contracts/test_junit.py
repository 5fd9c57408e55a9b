"""What the suite writes for CI is JUnit XML."""

import subprocess
import sys
from pathlib import Path

from junitparser import JUnitXml
from lxml import etree

SCHEMA = Path(__file__).parents[1] / "support" / "junit.xsd"


def test_junit_file_is_valid_and_counts_every_item(tmp_path: Path) -> None:
    file = tmp_path / "out.xml"
    laws = ("tokens_must_be_known", "newcomers_succeed")
    command = [sys.executable, "-m", "contracts", "test", "spaaza", f"--junit={file}"]

    ran = subprocess.run(
        [*command, *(f"--law={law}" for law in laws)], cwd=tmp_path, capture_output=True, text=True
    )

    assert ran.returncode == 0, ran.stderr
    schema = etree.XMLSchema(etree.parse(SCHEMA))
    assert schema.validate(etree.parse(file)), schema.error_log
    suites = JUnitXml.fromfile(str(file))
    assert (suites.tests, suites.failures, suites.errors) == (2, 0, 0)
