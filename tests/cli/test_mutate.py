"""`retour mutate`: its output, its documents, its exit codes, and what it says when something is wrong."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from lxml import html
from processes import Ended
from retour.mutation import OPERATORS, mutation_schema
from samples import RULES, write_set

Retour = Callable[..., Ended]
Cases = Callable[..., Path]

CASES = """\
    rules: demo/1.0
    cases:
      - {id: accepted, message: accepted.xml, expect: valid}
      - {id: too-early, message: tr018.xml, expect: {fires: [TR018]}}
      - {id: wrong-bsn, message: cs002.xml, expect: {fires: [CS002]}}
"""
BEFORE = "translate(m:Einddatum, '-', '') < translate(m:Begindatum, '-', '')"


@pytest.fixture
def mutate(retour_here: Retour, cases: Cases) -> Retour:
    cases(CASES)
    return lambda *arguments: retour_here("mutate", "--engine-workers", "1", *arguments)


def test_a_case_that_asks_what_was_evaluated_notices_mistakes(retour_here: Retour, cases: Cases) -> None:
    """Of a mutant it isn't asked: that the rule fires on it is enough."""
    cases("""\
        rules: demo/1.0
        cases:
          - {id: silent, message: accepted.xml, expect: {not: [{code: TR018, evaluated: true}]}}
    """)

    found = json.loads(retour_here("mutate", "--rule", "TR018", "--format", "json").out)

    assert (found["cases"], found["left_out"]) == (1, [])
    assert found["noticed"] > 0


def test_text(mutate: Retour) -> None:
    ended = mutate("--operator", "comparison", "--operator", "position", "--rule", "WMO307")

    assert (ended.code, ended.err) == (0, "")
    lines = re.sub(r"\([0-9a-f]{8}\)", "(ID)", ended.out).splitlines()
    assert lines[:8] == [
        "demo/1.0 1.0.3: 3 cases, 10 mutants",
        "",
        "                         score  mutants  noticed  unseen  survived  equivalent",
        "rules/demo/WMO307.xsl   60.0 %       10        6       1         3           0",
        "all                     60.0 %       10        6       1         3           0",
        "",
        "rules/demo/WMO307.xsl:9:21: comparison in template path (ID)",
        "    count(../*[name() = name(current())]) > 1",
    ]
    assert lines[-11:] == [
        "rules/demo/WMO307.xsl:9:32: comparison in template path (ID)",
        "    name() = name(current())",
        "  → name() != name(current())",
        "    in count(../*[name() = name(current())]) > 1",
        "    no outcome changes; nearest: stop.cases.yaml::too-early",  # another way to write the same path
        "",
        "rules/demo/WMO307.xsl:17:43: comparison in template /m:Bericht (ID)",
        f"    {BEFORE}",
        f"  → {BEFORE.replace('<', '<=')}",
        f"    in //m:StopProduct[{BEFORE}]",
        "    no outcome changes; nearest: stop.cases.yaml::accepted",
    ]
    assert [line.partition("::")[2] for line in lines if "its findings change" in line] == [
        "too-early: its findings change, but what it expects is too loose to fail"
    ]


def test_json(mutate: Retour) -> None:
    ended = mutate("--operator", "and-or", "--format", "json")

    assert (ended.code, ended.err) == (0, "")
    document = json.loads(ended.out)
    Draft202012Validator(mutation_schema()).validate(document)
    assert (document["mutants"], document["noticed"], document["score"]) == (1, 1, 100.0)
    assert [file["file"] for file in document["files"]] == ["rules/demo/WMO307.xsl"]
    (result,) = document["results"]
    assert result | {"id": None, "line": None, "column": None} == {
        "id": None,
        "file": "rules/demo/WMO307.xsl",
        "line": None,
        "column": None,
        "operator": "and-or",
        "within": "template /m:Bericht",
        "before": ". != '999990019' and . != '123456782'",
        "after": ". != '999990019' or . != '123456782'",
        "expression": "//m:Bsn[. != '999990019' and . != '123456782']",
        "status": "killed",
        "noticed_by": "stop.cases.yaml::accepted",
        "reason": "CS002 fired at /Bericht/Clienten/Client/Bsn, which the case doesn't name",
        "unseen_by": None,
        "nearest": None,
        "waiver": None,
    }


def test_the_same_run_gives_the_same_bytes(mutate: Retour) -> None:
    arguments = ("--operator", "comparison", "--format", "json")
    first = mutate(*arguments, "--no-cache")
    assert mutate(*arguments, "--no-cache") == first
    assert mutate(*arguments) == first
    assert mutate(*arguments) == first  # from the cache


def test_html(mutate: Retour, project: Path) -> None:
    ended = mutate("--operator", "comparison", "--format", "html", "--output", "out/mutants.html")

    assert ended.code == 0
    assert ended.out.startswith("demo/1.0 1.0.3: 3 cases, ")
    page = html.parse(project / "out" / "mutants.html").getroot()
    text = " ".join(page.text_content().split())
    assert f"{BEFORE} → {BEFORE.replace('<', '<=')}" in text
    assert "nearest case: stop.cases.yaml::accepted" in text
    assert {row.get("class") for row in page.iterfind(".//table[@class='source']//tr")} >= {"good", "bad"}


def test_fail_under(mutate: Retour) -> None:
    assert mutate("--operator", "comparison", "--fail-under", "10").code == 0
    assert mutate("--operator", "comparison", "--fail-under", "99.9").code == 1


def test_ignored_mutants(mutate: Retour, project: Path) -> None:
    (project / "mutants.yaml").write_text(
        "waivers:\n"
        '  - {kind: accepted, file: WMO307.xsl, change: "… < … → … <= …", reason: no dates are equal}\n'
        '  - {kind: equivalent, file: WMO307.xsl, change: "a → b", reason: long ago}\n',
        encoding="utf-8",
    )

    part = mutate("--operator", "comparison", "--waivers", "mutants.yaml")
    whole = mutate("--waivers", "mutants.yaml")

    assert "    accepted: no dates are equal\n" in part.out
    assert "means no mutant" not in part.out
    assert whole.out.endswith("mutants.yaml:3:5: means no mutant that survives: leave it out\n")


def test_since(mutate: Retour, project: Path) -> None:
    def git(*arguments: str) -> None:
        identity = ("-c", "user.name=t", "-c", "user.email=t@example.org")
        subprocess.run(["git", *identity, *arguments], cwd=project, check=True, capture_output=True)

    git("init")
    git("add", ".")
    git("commit", "-m", "first")
    nothing = mutate("--since", "HEAD")
    write_set(project / "rules" / "demo", RULES.replace("count(../*", "count(../child::*"))
    one = mutate("--since", "HEAD", "--format", "json")

    assert nothing.out.startswith("demo/1.0 1.0.3: 3 cases, 0 mutants\n")
    assert {result["within"] for result in json.loads(one.out)["results"]} == {"template path"}


def test_operators(retour_here: Retour) -> None:
    ended = retour_here("mutate", "--operators")
    assert (ended.code, ended.err) == (0, "")
    assert [line.split()[0] for line in ended.out.splitlines()] == list(OPERATORS)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (
            ("--operator", "comparisons"),
            "--operator comparisons: no such kind of mistake, did you mean 'comparison'?",
        ),
        (
            ("--time-limit", "soon"),
            "--time-limit: 'soon' is no duration: write for example 5s, 500ms or 1m",
        ),
        (
            ("--rule", "TR999"),
            "no rule TR999 and no stylesheet TR999.xsl among those that the cases are checked with",
        ),
        (("--waivers", "nothing.yaml"), "nothing.yaml: no such file of waivers"),
        (("elsewhere",), "elsewhere: no such file or folder"),
    ],
)
def test_wrong_use(mutate: Retour, arguments: tuple[str, ...], sentence: str) -> None:
    assert mutate(*arguments) == Ended(2, "", f"retour: {sentence}\n")
