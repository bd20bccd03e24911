"""Why a case failed reaches the reports of other plugins, alone and by way of the workers of pytest-xdist."""

from __future__ import annotations

import html
import json
import re

import pytest
from samples import write_cases

pytestmark = pytest.mark.long

REASON = "CS002 fired at /Bericht/Clienten/Client/Bsn, which the case doesn't name"
CASES = """\
cases:
  - {id: fine, message: accepted.xml, expect: valid}
  - {id: wrong, message: cs002.xml, expect: valid}
  - {id: gone, message: stopped.xml, levels: [rules], expect: valid}
"""

ways = pytest.mark.parametrize("workers", [(), ("-n", "2")], ids=["alone", "xdist"])


@pytest.fixture
def three(plugin: pytest.Pytester) -> pytest.Pytester:
    """A case that is right, one that isn't, and one without a verdict."""
    (plugin.path / "stopped.xml").write_text("", encoding="utf-8")
    write_cases(plugin.path / "a.cases.yaml", CASES)
    return plugin


@ways
def test_allure(three: pytest.Pytester, workers: tuple[str, ...]) -> None:
    three.runpytest_subprocess("-p", "allure_pytest.plugin", "--alluredir", "allure", *workers)

    results = {
        result["name"]: result
        for file in (three.path / "allure").glob("*-result.json")
        for result in [json.loads(file.read_text(encoding="utf-8"))]
    }
    assert {name: result["status"] for name, result in results.items()} == {
        "fine": "passed",
        "wrong": "failed",  # what isn't an AssertionError would be broken
        "gone": "failed",
    }
    said = results["wrong"]["statusDetails"]
    assert said["message"].endswith(REASON)
    assert said["trace"].splitlines()[:3] == ["a.cases.yaml:3:5: wrong", "", f"- {REASON}"]


@ways
def test_pytest_html(three: pytest.Pytester, workers: tuple[str, ...]) -> None:
    html_plugin = ("-p", "pytest_metadata.plugin", "-p", "pytest_html.plugin")
    three.runpytest_subprocess(*html_plugin, "--html", "report.html", *workers)

    page = (three.path / "report.html").read_text(encoding="utf-8")
    (data,) = re.findall(r'data-jsonblob="([^"]*)"', page)
    (row,) = json.loads(html.unescape(data))["tests"]["a.cases.yaml::wrong"]
    assert row["result"] == "Failed"
    assert f"- {REASON}" in html.unescape(row["log"]).splitlines()
