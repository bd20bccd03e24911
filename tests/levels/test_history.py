"""The level «history»: a message, judged by the messages that went before it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from history_samples import write_history_project
from retour.cases import load_cases
from retour.checking import case_job
from retour.engines import Engine, open_engine
from retour.errors import CaseFileError
from retour.model import Outcome, Verdict
from retour.workspace import workspace_for
from samples import REPOSITORY, write_cases

COUNTING = """\
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:h="urn:retour:history"
                xmlns:vr="http://www.istandaarden.nl/validatie/1_1/rapport/schema"
                xmlns:m="http://www.istandaarden.nl/iwmo/3_2/wmo305/schema">
  <xsl:template match="/h:history">
    <vr:Rapport><vr:Fouten><vr:Fout>
      <vr:Code>TR074</vr:Code><vr:Details><xsl:value-of select="count(h:earlier)"/></vr:Details>
    </vr:Fout></vr:Fouten></vr:Rapport>
  </xsl:template>
</xsl:stylesheet>
"""
"""Tells how many earlier messages there are."""


@pytest.fixture(scope="module", params=["saxon", "libxslt"])
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    engine = open_engine(request.param, 1)
    yield engine
    engine.close()


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return write_history_project(tmp_path)


def judged(engine: Engine, project: Path, case: str) -> tuple[Outcome, Verdict]:
    file = write_cases(
        project / "one.cases.yaml", f"message: accepted.xml\ncases:\n  - {{id: one, {case}}}\n"
    )
    workspace = workspace_for(file)
    (loaded,) = load_cases(file, workspace)
    return engine.submit([case_job(loaded, workspace)])[0].result()


def refused(project: Path, case: str) -> str:
    file = write_cases(
        project / "one.cases.yaml", f"message: accepted.xml\ncases:\n  - {{id: one, {case}}}\n"
    )
    with pytest.raises(CaseFileError) as caught:
        load_cases(file)
    return str(caught.value).removeprefix(str(file.parent))


def found(outcome: Outcome) -> list[tuple[str, str, str | None]]:
    return [(finding.level, finding.code, finding.details) for finding in outcome.findings]


def status(outcome: Outcome) -> str:
    (level,) = (each for each in outcome.levels if each.level == "history")
    return level.status


@pytest.mark.parametrize(
    "case",
    [
        "history: [accepted.xml], expect: {fires: [{code: TR074, retour: '9074', at: //Bsn, times: 1}]}",
        "history: [other.xml], expect: valid",
        "history: [], expect: {not: [TR074]}",
        "history: [], expect: {undecided: [TR378], valid: true}",
        "history: [], registers: {namen: [Zoë van Ammerveld]}, expect: {undecided: [], valid: true}",
        "expect: valid",
        "history: [other.xml], edit: [{set: //Bsn, to: 123456782}], expect: {fires: [TR074]}",
        "history: [{message: other.xml, edit: [{set: //Bsn, to: 999990019}]}], expect: {fires: [TR074]}",
        "history: [{message: other.xml, raw: [{truncate: 9999}]}], expect: valid",
        "levels: [history], history: [accepted.xml], expect: {fires: [{code: TR074, details: 1 of 1*}]}",
        "history: [accepted.xml, other.xml, both.xml], expect: {fires: [{code: TR074, details: 1 of 3*}]}",
        "history: [accepted.xml], expect: {allow: [TR0*], fires: []}",
        "history: [accepted.xml], expect: {scope: [TR3*], fires: []}",
        "history: [], registers: {namen: [Jan]}, expect: {fires: [TR378]}",
        "history: [], registers: {namen: [Zoë van Ammerveld]}, expect: {not: [{code: TR378, evaluated: true}]}",
        "history: [accepted.xml], levels: [history], sent: 2025-06-30T23:30Z, expect: {fires: [{code: TR074, details: 1 of 1 2025-07-01}]}",
    ],
)
def test_as_expected(engine: Engine, project: Path, case: str) -> None:
    _, verdict = judged(engine, project, case)

    assert verdict.status == "as expected", verdict


def test_findings_lie_in_the_message_under_test(engine: Engine, project: Path) -> None:
    outcome, _ = judged(engine, project, "history: [other.xml, accepted.xml], expect: {fires: [TR074]}")

    (finding,) = outcome.findings
    assert (finding.level, finding.retour) == ("history", "9074")
    assert [(place.path, place.line) for place in finding.locations] == [("/Bericht/Clienten/Client/Bsn", 5)]
    assert (status(outcome), outcome.status) == ("failed", "rejected")


def test_without_a_history_the_level_is_not_judged(engine: Engine, project: Path) -> None:
    outcome, _ = judged(engine, project, "expect: valid")

    assert status(outcome) == "not applicable"


@pytest.mark.parametrize(
    "case",
    [
        "registers: {namen: [Jan]}, expect: {fires: [{code: TR378, retour: S378}], undecided: [TR074]}",
        "registers: {namen: [Zoë van Ammerveld]}, expect: {not: [TR378], valid: true, undecided: [TR074]}",
        "registers: {bsns: []}, expect: {valid: true, undecided: [TR378, TR074]}",
    ],
)
def test_without_a_history_a_list_decides_what_needs_no_more(
    engine: Engine, project: Path, case: str
) -> None:
    _, verdict = judged(engine, project, case)

    assert verdict.status == "as expected", verdict


def test_it_is_judged_beside_what_the_rules_find(engine: Engine, project: Path) -> None:
    case = "message: tr018.xml, history: [accepted.xml], expect: {fires: [TR018, TR074]}"
    outcome, verdict = judged(engine, project, case)

    assert verdict.status == "as expected"
    assert [(level, code) for level, code, _ in found(outcome)] == [("rules", "TR018"), ("history", "TR074")]


def test_a_message_that_is_refused_as_a_whole_does_not_get_there(engine: Engine, project: Path) -> None:
    case = "message: technical.xml, history: [accepted.xml], expect: {fires: [TR004]}"
    outcome, verdict = judged(engine, project, case)

    assert verdict.status == "as expected"
    assert status(outcome) == "not reached"


def test_an_earlier_message_that_was_refused_as_a_whole_does_not_count(engine: Engine, project: Path) -> None:
    outcome, _ = judged(engine, project, "history: [technical.xml, tr018.xml], expect: {fires: [TR074]}")

    assert found(outcome) == [("history", "TR074", "1 of 1")]
    (left_out,) = outcome.left_out
    assert left_out.message.endswith("technical.xml")
    assert left_out.reason == "it is refused with 0001, by TR004"


def test_an_earlier_message_that_can_not_be_read(engine: Engine, project: Path) -> None:
    outcome, verdict = judged(
        engine, project, "history: [{message: other.xml, raw: [{truncate: 300}]}], expect: valid"
    )

    assert verdict.status == "error"
    assert outcome.problem is not None
    assert outcome.problem.kind == "not-xml"
    assert "an earlier message can't be judged: " in outcome.problem.text
    assert "other.xml:9:5: not well-formed XML" in outcome.problem.text


def test_a_rule_that_lacks_a_register_is_not_decidable(engine: Engine, project: Path) -> None:
    outcome, verdict = judged(engine, project, "history: [], expect: valid")

    assert verdict.status == "as expected"
    assert [(each.code, each.reason) for each in outcome.undecided] == [("TR378", "no register namen")]


@pytest.mark.parametrize(
    ("expect", "reason"),
    [
        ("{not: [TR378]}", "TR378 must stay silent, and can't be decided: no register namen"),
        ("{fires: [TR378]}", "TR378 did not fire: it can't be decided: no register namen"),
        ("{undecided: [TR074], valid: true}", "TR074 doesn't say that it can't be decided"),
        (
            "{undecided: [], valid: true}",
            "TR378 can't be decided, which the case doesn't name: no register namen",
        ),
    ],
)
def test_what_is_not_decidable_is_not_silent(engine: Engine, project: Path, expect: str, reason: str) -> None:
    _, verdict = judged(engine, project, f"history: [], expect: {expect}")

    assert verdict.status == "not as expected"
    assert verdict.reasons[0] == reason


def test_registers_of_the_configuration(engine: Engine, project: Path) -> None:
    (project / "lists").mkdir()
    (project / "lists/names.csv").write_text("no;name\n1;Zoë van Ammerveld\n2;Jan\n", encoding="utf-8")
    with (project / "retour.toml").open("a", encoding="utf-8") as file:
        file.write('[registers]\nnamen = {file = "lists/names.csv", columns = ["name"]}\n')

    _, known = judged(engine, project, "history: [], expect: {not: [{code: TR378, evaluated: true}]}")
    _, unknown = judged(
        engine, project, "history: [], edit: [{set: //Naam, to: Piet}], expect: {fires: [TR378]}"
    )

    assert (known.status, unknown.status) == ("as expected", "as expected")


def test_many_earlier_messages_have_a_limit(engine: Engine, project: Path) -> None:
    with (project / "retour.toml").open("a", encoding="utf-8") as file:
        file.write('history_limit = "1 kB"\n')

    outcome, _ = judged(engine, project, "history: [other.xml, accepted.xml], expect: valid")

    assert outcome.problem is not None
    assert "characters together, and may be 1,000" in outcome.problem.text


@pytest.mark.parametrize(
    ("case", "error"),
    [
        (
            "expect: {fires: [TR074]}",
            "TR074 is judged by what went before the message: add `history`",
        ),
        (
            "expect: {not: [TR074]}",
            "TR074 is judged by what went before the message: add `history`",
        ),
        (
            "levels: [rules], history: [], expect: {fires: [TR074]}",
            "TR074 is found at the level history, which isn't judged here: `levels` leaves it out",
        ),
        (
            "levels: [history], history: [], expect: {fires: [TR018]}",
            "TR018 is found at the level rules, which isn't judged here: `levels` leaves it out",
        ),
        ("expect: {fires: [TR378]}", "TR378 is judged by a list from outside: add `registers`, or `history`"),
        ("history: [gone.xml], expect: valid", "no message file gone.xml"),
        ("history: [], registers: {namen: gone.txt}, expect: valid", "register namen: "),
        (
            "history: [], registers: {namen: ../../list.txt}, expect: valid",
            "lies outside the project's folder",
        ),
        (
            "history: [], registers: {namen: {fil: a}}, expect: valid",
            "a register is a list of texts, a file, or {file, columns}",
        ),
        ("history: other.xml, expect: valid", "'history' takes a list, not 'other.xml'"),
    ],
)
def test_a_case_that_could_not_be_judged(project: Path, case: str, error: str) -> None:
    assert error in refused(project, case)


def test_a_rule_that_points_at_an_earlier_message_is_a_fault_of_the_set(
    engine: Engine, project: Path
) -> None:
    entry = project / "rules/demo/history/WMO307.xsl"
    text = entry.read_text(encoding="utf-8")
    entry.write_text(
        text.replace("/history/current/Bericht", "/history/earlier[1]/Bericht"), encoding="utf-8"
    )

    outcome, _ = judged(engine, project, "history: [accepted.xml], expect: {fires: [TR074]}")

    assert outcome.problem is not None
    assert outcome.problem.kind == "rule-set"
    assert "a rule across messages points at the message under test" in outcome.problem.text


def test_an_entry_that_declares_no_namespace_of_its_type(engine: Engine, project: Path) -> None:
    entry = project / "rules/demo/history/WMO307.xsl"
    entry.rename(entry.with_name("WMO305.xsl"))

    outcome, _ = judged(engine, project, "history: [], expect: valid")

    assert status(outcome) == "not checked"


def test_a_retour_that_refuses_takes_what_it_answers_out_of_the_history(
    tmp_path: Path, engine: Engine
) -> None:
    for name in ("wmo305/start", "wmo306/start-retour", "wmo301/allocation"):
        message = REPOSITORY / f"fixtures/iwmo/3_2/{name}.xml"
        (tmp_path / message.name).write_bytes(message.read_bytes())
    shutil.copytree(REPOSITORY / "rules/common", tmp_path / "rules/common")
    own = shutil.ignore_patterns("history")
    shutil.copytree(REPOSITORY / "rules/iwmo/3_2", tmp_path / "rules/iwmo/3_2", ignore=own)
    (tmp_path / "rules/iwmo/3_2/history").mkdir()
    (tmp_path / "rules/iwmo/3_2/history/WMO305.xsl").write_text(COUNTING, encoding="utf-8")
    refusal = '{message: start-retour.xml, edit: [{add: "<RetourCodes><RetourCode>0001</RetourCode></RetourCodes>", into: //Header}]}'
    (tmp_path / "retour.toml").write_text('rules = "iwmo/3.2"\n', encoding="utf-8")
    start = "message: start.xml, levels: [history]"

    plain, _ = judged(
        engine, tmp_path, f"{start}, history: [start.xml, start-retour.xml], expect: {{fires: [TR074]}}"
    )
    outcome, _ = judged(
        engine,
        tmp_path,
        f"{start}, history: [start.xml, {refusal}, start.xml, allocation.xml], expect: {{fires: [TR074]}}",
    )

    assert found(plain) == [("history", "TR074", "2")]
    assert found(outcome) == [("history", "TR074", "3")]
    (left_out,) = outcome.left_out
    assert left_out.message.endswith("start.xml")
    assert left_out.reason.endswith("start-retour.xml refuses it with 0001")
