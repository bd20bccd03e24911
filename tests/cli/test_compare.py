"""`retour compare`: what differs between two rule sets, by output and exit code."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import html
from processes import Ended
from releases import OLD, STRICTER, git, write_release, write_releases
from retour.engines import engine_title
from samples import RULES, rapport, stylesheet

Retour = Callable[..., Ended]

SCHEMA = """\
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:m="http://www.istandaarden.nl/iwmo/2_1/wmo307/schema/2_1"
           targetNamespace="http://www.istandaarden.nl/iwmo/2_1/wmo307/schema/2_1" elementFormDefault="qualified">
  <xs:element name="Bericht"><xs:complexType><xs:sequence>
    <xs:element name="StopProduct" maxOccurs="9"><xs:complexType><xs:sequence>
      <xs:element name="Begindatum" type="xs:date"/>
      <xs:element name="Einddatum" type="xs:date" minOccurs="0"/>
    </xs:sequence></xs:complexType></xs:element>
  </xs:sequence></xs:complexType></xs:element>
</xs:schema>
"""


@pytest.fixture
def project(project: Path) -> Path:
    return write_releases(project)


def test_one_rule_behaves_differently(retour_here: Retour) -> None:
    ended = retour_here("compare", "old", "stricter", "--messages", "accepted.xml", "--messages", "equal.xml")

    assert ended.err == ""
    assert ended.code == 1
    assert ended.out.splitlines() == [
        "2 files changed, one rule behaves differently: TR018",
        f"demo/1.0 1.0.3 (old) → demo/1.0 1.0.4 (stricter); 2 messages; {engine_title('saxon')}",
        "",
        "TR018 → 9018  Support doesn't end before it began.",
        "  fired in no messages, now in 1",
        "  fires now, in 1 message",
        "    equal.xml:8  /Bericht/Clienten/Client/StopProduct[1]/Begindatum, "
        "/Bericht/Clienten/Client/StopProduct[1]/Einddatum",
        "",
        "changed, and of no rule alone:",
        '  changed: WMO307.xsl:15  template match="/wmo307.2_1:Bericht"',
    ]


def test_no_rule_behaves_differently(retour_here: Retour) -> None:
    ended = retour_here("compare", "old", "stricter", "--messages", "accepted.xml")

    assert ended.code == 0
    assert ended.out.startswith("2 files changed, no rule behaves differently\n")


def test_other_words(retour_here: Retour) -> None:
    ended = retour_here("compare", "old", "reworded", "--messages", "tr018.xml")

    assert ended.code == 1
    assert ended.out.startswith(
        "2 files changed, no rule behaves differently; one says something else: TR018\n"
    )
    assert ended.out.splitlines()[5:8] == [
        "  says something else, in 1 message",
        "    tr018.xml:8",
        "      old: De Einddatum ligt vóór de Begindatum.",
    ]


def test_messages_of_cases_with_their_edits(retour_here: Retour) -> None:
    ended = retour_here("compare", "old", "stricter", "--cases", ".")

    assert ended.code == 1
    assert "2 messages" in ended.out.splitlines()[1]
    assert "    stop.cases.yaml::same-day:8  /Bericht/Clienten/Client/StopProduct[1]/Begindatum" in ended.out


def test_stylesheets_alone(retour_here: Retour) -> None:
    ended = retour_here("compare", "old", "stricter")

    assert ended.code == 0
    assert ended.out.splitlines()[:2] == [
        "2 files changed, only what rules share is another",
        f"demo/1.0 1.0.3 (old) → demo/1.0 1.0.4 (stricter); stylesheets alone; {engine_title('saxon')}",
    ]


def test_the_same_set(retour_here: Retour) -> None:
    ended = retour_here("compare", "demo/1.0", "rules/demo", "--messages", "both.xml")

    assert ended.code == 0
    assert ended.out.startswith("no files changed, no rule behaves differently\n")


def test_two_engines(retour_here: Retour) -> None:
    ended = retour_here("compare", "old", "--engines", "saxon,libxslt", "--messages", ".")

    assert ended.code == 0
    assert ended.out.splitlines()[0] == (
        f"{engine_title('saxon')} and {engine_title('libxslt')} agree on 8 messages"
    )


def test_two_engines_that_disagree(retour_here: Retour, project: Path) -> None:
    telling = rapport(
        "<xsl:if test=\"contains(system-property('xsl:vendor'), 'Saxon')\">"
        "<vr:Fout><vr:Code>TR018</vr:Code></vr:Fout></xsl:if>"
    )
    write_release(project / "telling", stylesheet(telling))

    ended = retour_here("compare", "telling", "--engines", "saxon,libxslt", "--messages", "accepted.xml")

    assert ended.code == 1
    assert ended.out.splitlines()[0] == (
        f"{engine_title('saxon')} and {engine_title('libxslt')} disagree on one rule: TR018"
    )


def test_set_that_only_one_engine_takes(retour_here: Retour, project: Path) -> None:
    write_release(project / "later", RULES.replace('version="1.0"', 'version="2.0"', 1))

    ended = retour_here("compare", "later", "--engines", "saxon,libxslt", "--messages", "accepted.xml")

    assert ended.code == 1
    assert "; 1 message ends in an error on one side\n" in ended.out
    assert (
        "    accepted.xml\n"
        "      old: judged\n"
        "      new: WMO307.xsl:2: the rule set doesn't compile:\n" in ended.out
    )


def test_generated_messages_find_the_boundary(retour_here: Retour, project: Path) -> None:
    (project / "xsd").mkdir()
    (project / "xsd" / "WMO307.xsd").write_text(SCHEMA, encoding="utf-8")

    arguments = ("compare", "old", "stricter", "--generate", "20", "--schemas", "xsd", "--seed", "7")
    ended = retour_here(*arguments, "--keep", "made")

    assert ended.code == 1
    assert ended.out.startswith("2 files changed, one rule behaves differently: TR018\n")
    assert len(list((project / "made").iterdir())) == 20
    assert not (project / ".retour-cache").exists()
    assert retour_here("compare", "old", "stricter", "--messages", "made").code == 1
    assert retour_here(*arguments).out == ended.out.replace("    made/", "    .retour-cache/compared/")


def test_generated_messages_that_changed_are_kept_where_the_report_says(
    retour_here: Retour, project: Path
) -> None:
    (project / "xsd").mkdir()
    (project / "xsd" / "WMO307.xsd").write_text(SCHEMA, encoding="utf-8")
    kept = project / ".retour-cache" / "compared"
    kept.mkdir(parents=True)
    (kept / "earlier.xml").touch()

    ended = retour_here(
        "compare", "old", "stricter", "--generate", "40", "--schemas", "xsd", "--seed", "7", "--all"
    )

    named = [line.split(":")[0].strip() for line in ended.out.splitlines() if ".retour-cache" in line]
    assert len(set(named)) > 3
    assert {name.rpartition("/")[2] for name in named} == {file.name for file in kept.iterdir()}
    assert retour_here("check", named[0], "--rules", "stricter", "--level", "rules").code == 1
    assert (project / ".retour-cache" / ".gitignore").read_text(encoding="utf-8") == "*\n"


def test_three_examples_or_all(retour_here: Retour, project: Path) -> None:
    for number in range(5):
        shutil.copy(project / "equal.xml", project / f"equal-{number}.xml")
    arguments = ("compare", "old", "stricter", *(f"--messages=equal-{number}.xml" for number in range(5)))

    def examples(*options: str) -> list[str]:
        return [line for line in retour_here(*arguments, *options).out.splitlines() if "equal-" in line]

    assert len(examples()) == len(examples("--format", "markdown")) == 3
    assert "    and 2 more: --all shows all" in retour_here(*arguments).out.splitlines()
    assert len(examples("--all")) == len(examples("--all", "--format", "markdown")) == 5
    assert "more" not in retour_here(*arguments, "--all").out
    (rule,) = json.loads(retour_here(*arguments, "--format", "json").out)["rules"]
    assert len(rule["changes"][0]["examples"]) == 3
    assert len(examples("--format", "html")) == 5
    assert "<summary>and 2 more</summary>" in retour_here(*arguments, "--format", "html").out


@pytest.mark.parametrize("kind", ["folder", "revision"])
def test_a_revision_of_a_repository(retour_here: Retour, project: Path, kind: str) -> None:
    shutil.rmtree(project / "stricter")
    git(project, "init", "-q", "-b", "main")
    git(project, "add", "-A")
    git(project, "commit", "-q", "-m", "old")
    git(project, "tag", "v1.0.3")
    write_release(project / "old", STRICTER, "1.0.4")
    git(project, "commit", "-q", "-a", "-m", "new")
    new = "old" if kind == "folder" else "./old@HEAD"

    ended = retour_here("compare", "old@v1.0.3", new, "--messages", "equal.xml")

    assert ended.code == 1
    assert ended.out.splitlines()[:2] == [
        "2 files changed, one rule behaves differently: TR018",
        f"demo/1.0 1.0.3 (old@v1.0.3) → demo/1.0 1.0.4 ({new}); 1 message; {engine_title('saxon')}",
    ]


def test_expected_changes(retour_here: Retour, project: Path) -> None:
    (project / "expected-changes.yaml").write_text(
        "waivers:\n"
        "  - {rule: TR018, kind: added, reason: Equal dates are wrong now.}\n"
        "  - {rule: CS002, reason: Not any more.}\n",
        encoding="utf-8",
    )

    ended = retour_here("compare", "old", "stricter", "--messages", "equal.xml")

    assert ended.code == 0
    assert "  fires now, in 1 message (expected: Equal dates are wrong now.)\n" in ended.out
    assert ended.out.endswith(
        "expected-changes.yaml:3:5: no change needs this entry (CS002: Not any more.)\n"
    )


def test_json(retour_here: Retour) -> None:
    ended = retour_here("compare", "old", "stricter", "--messages", "equal.xml", "--format", "json")

    document = json.loads(ended.out)
    assert (ended.code, document["headline"]) == (1, "2 files changed, one rule behaves differently: TR018")
    assert document["as_expected"] is False
    assert document["files"] == {"changed": ["WMO307.xsl", "ruleset.yaml"], "added": [], "removed": []}
    assert document["new"]["name"] == "stricter"
    assert document["rules"] == [
        {
            "rule": "TR018",
            "retour": "9018",
            "meaning": "Support doesn't end before it began.",
            "meaning_nl": "De ondersteuning eindigt niet eerder dan zij begon.",
            "fired": {"old": 0, "new": 1},
            "changes": [
                {
                    "kind": "added",
                    "number": 1,
                    "messages": 1,
                    "expected": None,
                    "examples": [
                        {
                            "message": "equal.xml",
                            "old": None,
                            "new": {
                                "retour": "9018",
                                "details": "De Einddatum ligt vóór de Begindatum.",
                                "locations": [
                                    {"path": "/Bericht/Clienten/Client/StopProduct[1]/Begindatum", "line": 8},
                                    {"path": "/Bericht/Clienten/Client/StopProduct[1]/Einddatum", "line": 9},
                                ],
                            },
                        }
                    ],
                }
            ],
        }
    ]


def test_markdown(retour_here: Retour) -> None:
    ended = retour_here("compare", "old", "stricter", "--messages", "equal.xml", "--format", "markdown")

    lines = ended.out.splitlines()
    assert lines[0] == "**2 files changed, one rule behaves differently: TR018**"
    assert "| TR018 | 9018 | fires now, in 1 message | 0 → 1 | **no** |" in lines
    assert (
        "<details><summary>TR018: Support doesn't end before it began. (fired in no messages, now in 1)</summary>"
        in lines
    )
    assert lines.count("```diff") == 1


def test_page(retour_here: Retour, project: Path) -> None:
    arguments = ("compare", "old", "stricter", "--messages", "equal.xml", "--format", "html")
    ended = retour_here(*arguments, "--output", "build/compare.html")

    assert ended == Ended(1, "2 files changed, one rule behaves differently: TR018\n", "")
    page = html.parse(project / "build" / "compare.html").getroot()
    assert page.findtext(".//h1") == "2 files changed, one rule behaves differently: TR018"
    assert [cell.text_content() for cell in page.iterfind(".//tbody/tr/td")] == [
        "TR018 #",
        "9018",
        "fires now, in 1 message",
        "0",
        "1",
        "no",
    ]


def test_rule_set_that_does_not_compile(retour_here: Retour, project: Path) -> None:
    write_release(project / "broken", OLD.replace("//m:Naam", "//m:Naam["))

    ended = retour_here("compare", "broken", "broken", "--messages", "accepted.xml")

    assert ended.code == 3
    assert (
        "\n1 message that neither side could judge (static-error), such as accepted.xml: WMO307.xsl:"
        in ended.out
    )


def test_message_that_can_not_be_read(retour_here: Retour, project: Path) -> None:
    (project / "broken.xml").write_text("<a", encoding="utf-8")

    ended = retour_here(
        "compare", "old", "stricter", "--messages", "accepted.xml", "--messages", "broken.xml"
    )
    alone = retour_here("compare", "old", "stricter", "--messages", "broken.xml")

    assert ended.code == 0
    assert "2 messages, 1 of which don't get to the rules" in ended.out
    assert alone == Ended(2, "", "retour: none of the 1 messages gets to the rules of either set\n")


def test_message_that_is_not_there(retour_here: Retour) -> None:
    ended = retour_here("compare", "old", "stricter", "--messages", "gone.xml")

    assert ended.code == 2
    assert ended.out.splitlines()[-1] == (
        "1 message that neither side could judge (unreadable), such as gone.xml: gone.xml: no such file"
    )


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["old"], "compare with what? Name a second rule set, or two engines with --engines"),
        (
            ["old", "stricter", "--schemas", "x"],
            "--schemas and --keep are about messages that are made: say how many with --generate N",
        ),
        (
            ["old", "stricter", "--generate", "1"],
            "neither set has schemas of its own: say where the schemas are with --schemas DIR",
        ),
        (["old", "stricter", "--generate", "1", "--schemas", "old"], "old: no .xsd files in this folder"),
        (["old", "--engines", "saxon"], "--engines takes two names with a comma between them, not 'saxon'"),
        (
            ["old", "--engines", "saxon,xalan"],
            "there is no engine 'xalan'; the engines are saxon, libxslt, dvs",
        ),
        (["old", "nex"], "no rule set 'nex', by id or as a folder; in reach: demo/1.0, "),
        (
            ["old", "stricter", "--waivers", "gone.yaml"],
            "gone.yaml: no such file of waivers",
        ),
    ],
    ids=["one set", "schemas", "no xsd", "no schemas", "one engine", "engine", "set", "expected"],
)
def test_wrong_use(retour_here: Retour, arguments: list[str], sentence: str) -> None:
    ended = retour_here("compare", *arguments)

    assert ended.code == 2
    assert ended.err.startswith(f"retour: {sentence}")


def test_messages_that_neither_set_checks(retour_here: Retour, project: Path) -> None:
    text = (project / "accepted.xml").read_text(encoding="utf-8")
    (project / "other.xml").write_text(text.replace("wmo307", "wmo305"), encoding="utf-8")

    ended = retour_here("compare", "old", "stricter", "--messages", "other.xml")

    assert ended == Ended(2, "", "retour: none of the 1 messages gets to the rules of either set\n")


@pytest.mark.parametrize(
    ("reference", "sentence"),
    [
        ("old@v9", "the repository of old has no revision 'v9'"),
        ("old@v1.0.4", "the repository of old has no revision 'v1.0.4', did you mean 'v1.0.3'?"),
        ("reworded@v1.0.3", "there is no folder reworded at v1.0.3 of project"),
    ],
    ids=["none", "near", "not there"],
)
def test_revision_that_is_not_there(
    retour_here: Retour, project: Path, reference: str, sentence: str
) -> None:
    git(project, "init", "-q", "-b", "main")
    git(project, "add", "old")
    git(project, "commit", "-q", "-m", "old")
    git(project, "tag", "v1.0.3")

    ended = retour_here("compare", reference, "stricter")

    assert ended.code == 2
    assert ended.err.startswith("retour: ")
    assert sentence in ended.err


def test_output_that_can_not_be_written(retour_here: Retour) -> None:
    ended = retour_here(
        "compare", "old", "stricter", "--messages", "equal.xml", "--output", "equal.xml/a.txt"
    )

    assert ended == Ended(
        2, "", "retour: equal.xml/a.txt: can't be written: a file stands where a folder is needed\n"
    )
