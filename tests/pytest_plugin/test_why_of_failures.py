"""A failing case tells what made a rule fire that shouldn't have, and what kept one silent that should have fired."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from samples import write_cases

FIRES = "- {id: fires, message: tr018.xml, expect: valid}"
SILENT = "- {id: silent, message: cs002.xml, expect: {fires: [TR018], allow: [CS*]}}"


def cases(folder: Path, *some: str) -> None:
    write_cases(folder / "a.cases.yaml", "\n".join(["cases:", *some]) + "\n")


@pytest.mark.parametrize("engine", ["saxon", "libxslt"])
def test_a_rule_that_fires(plugin: pytest.Pytester, engine: str) -> None:
    cases(plugin.path, FIRES)

    result = plugin.runpytest("--retour-engine", engine)

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        ["TR018 → 9018  *", "    why:", "      *.xsl:* → Einddatum (2017-06-01) < Begindatum (2017-06-06)"]
    )


def test_a_rule_that_stays_silent(plugin: pytest.Pytester) -> None:
    cases(plugin.path, SILENT)

    result = plugin.runpytest()

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        ["TR018 made no finding:", "  *.xsl:* Einddatum (2017-06-09) < Begindatum (2017-06-06) doesn't hold"]
    )


def test_how_many_are_told_of(plugin: pytest.Pytester) -> None:
    cases(plugin.path, FIRES, FIRES.replace("fires", "again"), FIRES.replace("fires", "and-again"))

    told = plugin.runpytest("--retour-why", "2")
    untold = plugin.runpytest("--retour-why", "0")

    assert told.outlines.count("    why:") == 2
    assert told.outlines.count("why is told of the first 2 failing cases: run this one alone") == 1
    assert not [line for line in untold.outlines if line.strip().startswith("why")]


def test_in_processes_of_pytest_xdist(plugin: pytest.Pytester) -> None:
    cases(plugin.path, FIRES, SILENT)

    result = plugin.runpytest_subprocess("-n2")

    result.assert_outcomes(failed=2)
    assert "    why:" in result.outlines
    assert "TR018 made no finding:" in result.outlines


@pytest.mark.parametrize(("options", "shown"), [((), False), (("--retour-values",), True)])
def test_values_stand_in_reports_when_asked_for(
    plugin: pytest.Pytester, options: tuple[str, ...], shown: bool
) -> None:
    cases(plugin.path, FIRES)

    plugin.runpytest("--retour-json", "run.json", "--retour-html", "site", *options)

    text = (plugin.path / "run.json").read_text(encoding="utf-8")
    (finding,) = json.loads(text)["results"][0]["findings"]
    assert finding["why"]["steps"]
    pages = [page.read_text(encoding="utf-8") for page in (plugin.path / "site").rglob("*.html")]
    assert any("<summary>Why</summary>" in page for page in pages)
    assert ("2017-06-01" in text) is shown
    assert any("2017-06-01" in page for page in pages) is shown


def test_what_goes_wrong_over_it_leaves_the_verdict(
    plugin: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("retour.reasons.with_reasons", broken)
    cases(plugin.path, FIRES)

    result = plugin.runpytest()

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["- TR018 fired at *"])
