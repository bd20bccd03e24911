"""A new level is one module and one line: check, cases, explain, JSON and the schemas know it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import retour
from processes import Ended, path_with, run_python
from samples import write_cases, write_project

MODULE = '''
"""The level «names»: whether the clients of a message are known by name."""

from retour.levels.codes import LevelCode
from retour.levels.judged import Judged
from retour.levels.level import LevelCheck
from retour.levels.steps import Entered
from retour.text.paths import printed_path
from retour.model import Location

UNKNOWN = LevelCode("names", "unknown-name", "A client has no name.", "the test")


def judge_names(entered):
    unknown = [name for name in entered.message.root.iter("{*}Naam") if name.text == "onbekend"]
    places = [[Location(printed_path(name), name.sourceline)] for name in unknown]
    return Judged([UNKNOWN.finding("the name is 'onbekend'", place) for place in places])


LEVEL = LevelCheck("names", Entered, judge_names, (UNKNOWN,))
'''

WITH_A_RUN_OF_ITS_OWN = '''
"""The level «names»: judged by a stylesheet of its own, on a document of its own."""

from retour.engines import Order, StylesheetFile
from retour.levels.codes import LevelCode
from retour.levels.judged import Judged, Left, Task
from retour.levels.level import LevelCheck
from retour.levels.steps import Addressed

UNKNOWN = LevelCode("names", "unknown-name", "A client has no name.", "the test")


def judge_names(addressed):
    if isinstance(addressed.to, Left):
        return addressed.to
    folder = addressed.to.rules.folder
    entry = folder / "names" / "names.xsl"
    order = Order(StylesheetFile(str(entry), entry.read_text(), str(folder)), f"<Messages>{addressed.to.message.text}</Messages>")
    return Task(order, lambda reply: Judged([UNKNOWN.finding(reply.report)] if "onbekend" in reply.report else []))


LEVEL = LevelCheck("names", Addressed, judge_names, (UNKNOWN,))
'''

ENTRY = """\
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:output method="text" encoding="UTF-8"/>
  <xsl:template match="/Messages"><xsl:value-of select="//*[local-name() = 'Naam']"/></xsl:template>
</xsl:stylesheet>
"""

CASES = """\
rules: demo/1.0
cases:
  - {id: named, message: accepted.xml, expect: valid}
  - {id: nameless, message: no-code.xml, expect: {names: [unknown-name]}}
  - {id: anyhow, message: no-code.xml, expect: {names: invalid, mentions: onbekend}}
  - {id: only, message: no-code.xml, levels: [names], expect: {names: [{code: unknown-name, times: 1}]}}
"""


@pytest.fixture(params=[MODULE, WITH_A_RUN_OF_ITS_OWN], ids=["alone", "with-a-run-of-its-own"])
def extended(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[..., Ended]:
    """The command line of a harness with one level more, in a project."""
    package = Path(retour.__file__).parent
    shutil.copytree(package, tmp_path / "source/retour", ignore=shutil.ignore_patterns("__pycache__"))
    levels = tmp_path / "source/retour/levels"
    (levels / "names.py").write_text(request.param, encoding="utf-8")
    registry = (levels / "registry.py").read_text(encoding="utf-8")
    assert "    SCHEMA_LEVEL,\n" in registry
    registry = registry.replace("    SCHEMA_LEVEL,\n", "    names.LEVEL,\n    SCHEMA_LEVEL,\n")
    registry = registry.replace(
        "from retour.levels.pair", "from retour.levels import names\nfrom retour.levels.pair"
    )
    (levels / "registry.py").write_text(registry, encoding="utf-8")
    project = write_project(tmp_path / "project")
    write_cases(project / "stop.cases.yaml", CASES)
    (project / "rules/demo/names").mkdir()
    (project / "rules/demo/names/names.xsl").write_text(ENTRY, encoding="utf-8")

    def run(*arguments: str) -> Ended:
        return run_python(
            "-m", "retour", *arguments, cwd=project, env={"PYTHONPATH": path_with(tmp_path / "source")}
        )

    return run


def test_check_explain_run_and_schemas_know_it(extended: Callable[..., Ended]) -> None:
    checked = extended("check", "no-code.xml", "--format", "json")
    assert checked.code == 1, checked
    (result,) = json.loads(checked.out)["results"]
    statuses = {level["level"]: level["status"] for level in result["levels"]}
    assert list(statuses) == ["file", "envelope", "transition", "names", "schema", "rules", "history", "pair"]
    assert (statuses["names"], statuses["rules"]) == ("failed", "not reached")
    assert [finding["code"] for finding in result["findings"]] == ["unknown-name"]

    ran = extended("run", ".")
    assert ran.code == 0, ran.out
    assert "4 passed" in ran.out

    explained = extended("explain", "unknown-name")
    assert explained.out.startswith("names unknown-name  A client has no name.\n")
    assert "3 expect it" in explained.out or "2 expect it" in explained.out

    assert "names" in json.loads(extended("schema", "cases").out)["$defs"]["ExpectFields"]["properties"]
    assert '"names"' in extended("schema", "check").out
    assert extended("check", "accepted.xml", "--level", "name").err == (
        "retour: there is no level 'name', did you mean 'names'?\n"
    )
