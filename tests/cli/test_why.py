"""`retour check --why` and `--why-not`, by output and exit code."""

from __future__ import annotations

import json
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from processes import Ended
from retour.reports.schema import document_schema
from samples import REPOSITORY, write_cases

Retour = Callable[..., Ended]

TR018 = """\
  TR018 → 9018  Support doesn't end before it began.
      {name}.xml:8  /Bericht/Clienten/Client/StopProduct[1]/Begindatum
      {name}.xml:9  /Bericht/Clienten/Client/StopProduct[1]/Einddatum
"""
WHY_TR018 = """\
      why:
        rules/demo/WMO307.xsl:15   at Bericht, line 2
        rules/demo/WMO307.xsl:17   at StopProduct, line 7
        rules/demo/WMO307.xsl:17 → Einddatum (2017-06-01) < Begindatum (2017-06-06)
"""
CS002 = """\
  CS002 → S002
      both.xml:5  /Bericht/Clienten/Client/Bsn
"""
NOT_CHECKED = "  schema: not checked, the set has no XSD\n"


def test_why_of_a_finding(project: Path, retour_here: Retour) -> None:
    ended = retour_here("check", "tr018.xml", "--why")

    assert ended.code == 1
    assert ended.out == (
        "tr018.xml: rejected (iwmo 2.1 WMO307), retour codes 9018\n"
        + TR018.format(name="tr018")
        + WHY_TR018
        + NOT_CHECKED
    )


def test_stylesheets_of_a_set_elsewhere_are_named_from_its_own_folder(
    project: Path, retour_here: Retour, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Those that come along lie deep in the package; what they share lies beside them."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    early = REPOSITORY / "fixtures/iwmo/2_1/wmo307/tr018-ends-the-day-before-it-began.xml"
    (elsewhere / "early.xml").write_bytes(early.read_bytes())
    write_cases(
        elsewhere / "early.cases.yaml",
        "rules: iwmo/2.1\nmessage: early.xml\ncases: [{id: a, expect: valid}]\n",
    )
    monkeypatch.chdir(elsewhere)

    told = [
        "common/rules/TR018.xsl:18     at StopProduct, line 29",
        "common/rules/TR018.xsl:21     calls check-date-order first=Begindatum (2017-06-08) second=Einddatum (2017-06-07)",
        "common/helpers/dates.xsl:20 → Begindatum (2017-06-08) > Einddatum (2017-06-07) + 10000 * $years (0)",
    ]
    on_terminal = retour_here("check", "early.xml", "--why", "--no-cache").out
    of_case = retour_here(
        "run", "early.cases.yaml", "--no-cache", "--retour-html", "pages", "--retour-values"
    ).out
    on_page = "".join(file.read_text(encoding="utf-8") for file in (elsewhere / "pages").rglob("*.html"))

    for said in (on_terminal, of_case, unescape(on_page)):
        assert all(line in said for line in told)
        assert str(REPOSITORY / "rules") not in said


def test_why_of_one_rule_alone(project: Path, retour_here: Retour) -> None:
    ended = retour_here("check", "both.xml", "--why", "TR018")

    assert ended.out == (
        "both.xml: rejected (iwmo 2.1 WMO307), retour codes 9018, S002\n"
        + TR018.format(name="both")
        + WHY_TR018
        + CS002
        + NOT_CHECKED
    )


def test_why_a_rule_made_no_finding(project: Path, retour_here: Retour) -> None:
    ended = retour_here("check", "cs002.xml", "--why-not", "CD007", "--why-not", "CS002")

    assert ended.out.splitlines()[3:-1] == [
        "  CD007 made no finding:",
        "    rules/demo/WMO307.xsl:15   at Bericht, line 2",
        "    rules/demo/WMO307.xsl:29 →   //Naam[…] (absent)",
        "    rules/demo/WMO307.xsl:29       Naam (Zoë van Ammerveld) = $forbidden (Niemand) doesn't hold",
        "  CS002: it fired",
    ]


def test_a_rule_that_an_earlier_level_kept_from_running(project: Path, retour_here: Retour) -> None:
    (project / "broken.xml").write_text("<Bericht>", encoding="utf-8")

    ended = retour_here("check", "broken.xml", "tr018.xml", "--why", "--why-not", "CS002", "--format", "json")

    broken, other = json.loads(ended.out)["results"]
    assert "silences" in other
    assert broken["status"] == "rejected"
    assert [each["code"] for each in broken["silences"]] == ["CS002"]
    assert broken["silences"][0]["why"]["steps"] == []


def test_json_tells_parts_with_their_values_and_nodes(project: Path, retour_here: Retour) -> None:
    document = json.loads(retour_here("check", "tr018.xml", "--why", "--format", "json").out)

    Draft202012Validator(document_schema()).validate(document)
    (finding,) = document["results"][0]["findings"]
    decided = finding["why"]["steps"][-1]
    path = "/Bericht/Clienten/Client/StopProduct[1]"
    assert decided == {
        "kind": "condition",
        "file": "rules/demo/WMO307.xsl",
        "line": 17,
        "words": [
            {
                "name": "Einddatum",
                "values": ["2017-06-01"],
                "count": 1,
                "locations": [{"path": f"{path}/Einddatum", "line": 9, "document": None}],
            },
            " < ",
            {
                "name": "Begindatum",
                "values": ["2017-06-06"],
                "count": 1,
                "locations": [{"path": f"{path}/Begindatum", "line": 8, "document": None}],
            },
        ],
        "decided": True,
        "depth": 0,
        "at": None,
    }
    assert (finding["why"]["more"], finding["why"]["unknown"]) == (0, None)


def test_without_the_options_there_is_nothing_of_it(project: Path, retour_here: Retour) -> None:
    (result,) = json.loads(retour_here("check", "tr018.xml", "--format", "json").out)["results"]

    assert "silences" not in result
    assert ["why" in each for each in result["findings"]] == [False]


def test_both_engines_tell_the_same(project: Path, retour_here: Retour) -> None:
    told = [
        retour_here("check", "both.xml", "--why", "--why-not", "CD007", "--engine", engine).out
        for engine in ("saxon", "libxslt")
    ]

    assert told[0] == told[1]


def test_a_rule_that_no_set_has_is_an_error(project: Path, retour_here: Retour) -> None:
    ended = retour_here("check", "tr018.xml", "--why-not", "CD0077")

    assert (ended.code, ended.out) == (2, "")
    assert ended.err == "retour: --why-not: no rule set in reach has a rule CD0077, did you mean 'CD007'?\n"


def test_a_code_without_a_message_is_an_error(project: Path, retour_here: Retour) -> None:
    ended = retour_here("check", "--why", "TR018")

    assert (ended.code, ended.out) == (2, "")
    assert ended.err == "retour: --why TR018: name the messages too\n"


def test_a_code_behind_why_that_no_set_has_is_an_error(project: Path, retour_here: Retour) -> None:
    ended = retour_here("check", "tr018.xml", "--why", "CD0077")

    assert (ended.code, ended.out) == (2, "")
    assert ended.err == "retour: --why: no rule set in reach has a rule CD0077, did you mean 'CD007'?\n"
