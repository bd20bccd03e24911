"""docs/quality.md and mutants.yaml go with the rules as they are.

That the fixtures notice what the page says is found out by `make quality`, which takes too long for a test.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from retour.mutation import read_mutation_waivers
from retour.mutation.generation import generate
from retour.mutation.model import Mutant
from retour.mutation.reach import Reach
from retour.rulesets import RuleSet
from retour.workspace import now_with, workspace_for
from retour.xslt.source import Source
from retour.xslt.stylesheets import Stylesheets

from tools.generate_quality import PAGE, PROJECT, WAIVERS

SETS = ("iwmo/2_1", "ijw/2_1", "iwmo/3_2", "ijw/3_2")
RULE_FOLDERS = {"conditions", "constraints", "history", "rules"}
LISTED = re.compile(r"^- \[(\S+):(\d+)\]\(\S+\) .* <!-- (\w+) -->$", re.MULTILINE)
NEW = "run `make quality`"


@cache
def mutants() -> dict[str, Mutant]:
    """Those that a message can get to, by the names of their files and their ids."""
    found: dict[str, Mutant] = {}
    for name in SETS:
        rules = RuleSet.open(PROJECT / "rules" / name)
        stylesheets = Stylesheets(rules.folder)
        for entry in (*rules.entries, *rules.history):
            sources = {sheet.path: Source(sheet) for sheet in stylesheets.reached(entry.path)}
            reach = Reach(entry, sources)
            for source in sources.values():
                for mutant in _generated(source):
                    if reach.reaches(mutant):
                        found[f"{mutant.file.relative_to(PROJECT / 'rules').as_posix()} {mutant.id}"] = mutant
    return found


_made: dict[str, tuple[Mutant, ...]] = {}


def _generated(source: Source) -> tuple[Mutant, ...]:
    return _made.setdefault(str(source.sheet.path), generate(source).mutants)


def rows() -> dict[str, tuple[float, list[int]]]:
    """stylesheet → score, and the other figures."""
    pattern = re.compile(r"^\| \[(\S+)\]\(\S+\) \| (\S+) (?:% )?\| (.*) \|$", re.MULTILINE)
    found = pattern.findall(PAGE.read_text(encoding="utf-8"))
    return {name: (float(score), [int(n) for n in figures.split(" | ")]) for name, score, figures in found}


def listed() -> list[tuple[str, int, str]]:
    """stylesheet, line and id of each mutant that no fixture notices."""
    return [(name, int(line), id_) for name, line, id_ in LISTED.findall(PAGE.read_text(encoding="utf-8"))]


def test_every_rule_file_scores_90_percent() -> None:
    rule_files = {name: score for name, (score, _) in rows().items() if name.split("/")[-2] in RULE_FOLDERS}
    assert len(rule_files) > 35
    assert {name: score for name, score in rule_files.items() if score < 90} == {}


def test_the_figures_go_with_the_rules() -> None:
    counted = Counter(name.split()[0] for name in mutants())
    stated = {name: noticed[0] + noticed[4] for name, (_, noticed) in rows().items()}
    assert stated == dict(counted), NEW


def test_every_mutant_that_is_listed_stands_there() -> None:
    generated = mutants()
    places = {
        (name, id_): generated[f"{name} {id_}"].line if f"{name} {id_}" in generated else None
        for name, _, id_ in listed()
    }
    assert places == {(name, id_): line for name, line, id_ in listed()}, NEW


def test_every_mutant_that_is_missed_is_listed() -> None:
    missed = Counter({name: sum(figures[2:5]) for name, (_, figures) in rows().items() if sum(figures[2:5])})
    assert Counter(name for name, _, _ in listed()) == missed


def test_every_mutant_that_is_missed_is_explained() -> None:
    assert "**Unexplained**" not in PAGE.read_text(encoding="utf-8")


def test_every_waiver_means_a_mutant_that_is_listed() -> None:
    generated = mutants()
    survivors = [generated[f"{name} {id_}"] for name, _, id_ in listed()]
    waivers = read_mutation_waivers(WAIVERS, now_with(workspace_for(PAGE.parent).shelf))
    idle = [str(waiver.place) for waiver in waivers if not any(map(waiver.covers, survivors))]
    assert idle == []
