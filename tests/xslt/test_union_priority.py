"""A priority between those of a union's alternatives: lint, coverage and mutation agree on which template is dead."""

from __future__ import annotations

from pathlib import Path

import pytest
from retour.lint.set_sources import SetSource
from retour.lint.templates import TAKEN_CHECKS
from retour.mutation.generation import generate
from retour.mutation.reach import Reach
from retour.probes import places_of
from retour.rulesets import RuleSet
from retour.xslt.source import Source
from samples import fout, stylesheet, write_set

LIVE, DEAD = 8, 9
"""The lines of the two templates."""

TEMPLATES = """\
<xsl:apply-templates select="//m:Client | //m:StopProduct" mode="TR018"/>
          </xsl:template>
          <xsl:template match="m:Client | m:StopProduct" mode="TR018" priority="0.2">{live}</xsl:template>
          <xsl:template match="m:Client | m:StopProduct" mode="TR018">{dead}"""


@pytest.fixture
def rules(tmp_path: Path) -> RuleSet:
    body = TEMPLATES.format(live=fout("TR018"), dead=fout("TR999"))
    return RuleSet.open(write_set(tmp_path / "set", stylesheet(body)))


def test_lint_tells_the_dead_one(rules: RuleSet) -> None:
    (check,) = TAKEN_CHECKS
    assert [
        (remark.place.line, remark.text.partition(" never")[0]) for remark in check.find(SetSource.of(rules))
    ] == [(DEAD, "the template for m:Client | m:StopProduct")]


def test_coverage_counts_the_live_one_only(rules: RuleSet) -> None:
    templates = [body for body in places_of(rules).bodies if body.kind == "template"]
    assert [body.line for body in templates if "TR018" in body.label] == [LIVE]


def test_mutants_are_in_reach_in_the_live_one_only(rules: RuleSet) -> None:
    (entry,) = rules.entries
    source = Source(SetSource.of(rules).stylesheets.get(entry.path))
    reach = Reach(entry, {entry.path: source})
    lines = {mutant.line for mutant in generate(source).mutants if reach.reaches(mutant)}
    assert LIVE in lines
    assert DEAD not in lines


def test_an_alternative_that_another_rule_goes_before_can_be_left_out_unnoticed(tmp_path: Path) -> None:
    """Of `m:Client | m:StopProduct[1]` only the second goes before 0.2: without the first all is the same."""
    body = TEMPLATES.format(live=fout("TR018"), dead=fout("TR999")).replace(
        'm:StopProduct" mode="TR018">', 'm:StopProduct[1]" mode="TR018">'
    )
    rules = RuleSet.open(write_set(tmp_path / "set", stylesheet(body)))
    (entry,) = rules.entries
    source = Source(SetSource.of(rules).stylesheets.get(entry.path))
    reach = Reach(entry, {entry.path: source})
    dropped = [m for m in generate(source).mutants if m.line == DEAD and m.operator == "value-dropped"]
    assert [(m.before.strip(), reach.reaches(m)) for m in dropped] == [
        ("m:Client", False),
        ("m:StopProduct[1]", True),
    ]
